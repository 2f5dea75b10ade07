// From a request about webhooks to a command or query: every fault at once. Decides nothing.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import type { Caller } from '../../core/accounts/caller';
import { DELIVERY_STATUSES } from '../../core/webhooks/delivery';
import { DEFAULT_OVERLAP_MS } from '../../core/webhooks/endpoint';
import { ALL_TYPES } from '../../core/webhooks/endpoint';
import { SUBSCRIBABLE_TYPES } from '../../core/webhooks/endpoint';
import type { DeliveryStatus } from '../../core/webhooks/delivery';
import type { EndpointChange } from '../../core/webhooks/endpoints';
import type { DeliveryQuery } from '../../core/webhooks/store';
import type { WebhookDispatcher } from '../../core/webhooks/dispatcher';
import type { OwnedPage } from '../../core/values/page';
import { given, IsId, PageDto, readPage, readTime } from '../lists/list-filters';
import { check, checkQuery, Faults, requireObject } from '../input/validation';
import { IsText, MayBeAbsent, MayBeNull } from '../input/validation-rules';

/** The kinds of list that cursors of endpoints and of deliveries belong to. */
export const ENDPOINTS = 'webhook_endpoints';
export const DELIVERIES = 'webhook_deliveries';

const TYPES: readonly string[] = [ALL_TYPES, ...SUBSCRIBABLE_TYPES];
/** Every type that a delivery can have: those an endpoint can subscribe to, and the test event. */
export const DELIVERED_TYPES: readonly string[] = [...SUBSCRIBABLE_TYPES, 'webhook_endpoint.test'];
const DESCRIPTION_MAX = 500;
/** A week: longer than that, the old secret is simply still in use. */
const OVERLAP_MAX_SECONDS = 7 * 24 * 60 * 60;

/** Without the URL: a rule that lets a field be absent would be inherited by the class that needs it. */
class EndpointFields {
  // No `default` here: a client that fills defaults in would change what it leaves out of a PATCH.
  @ApiPropertyOptional({
    type: [String],
    enum: TYPES,
    minItems: 1,
    maxItems: TYPES.length,
    description: 'A new endpoint gets every type where it says nothing.',
  })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list of event types' })
  @ArrayMinSize(1, { message: 'must name at least one event type' })
  @ArrayMaxSize(TYPES.length, { message: `may have at most ${String(TYPES.length)} entries` })
  @IsIn(TYPES, { each: true, message: `must hold only ${TYPES.join(', ')}` })
  event_types?: string[];

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(DESCRIPTION_MAX)
  description?: string | null;

  @ApiPropertyOptional({ type: Boolean, description: 'A new endpoint is enabled where it says nothing.' })
  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  disabled?: boolean;
}

/** Whether it is one that we post to is told by a fault. */
const URL_FORM = '^[Hh][Tt][Tt][Pp][Ss]?://[!-~]+$';
const URL_RULE = 'HTTPS on the open internet; in test mode also HTTP and loopback.';

@ApiSchema({ name: 'UpdateWebhookEndpointRequest' })
export class UpdateEndpointDto extends EndpointFields {
  @ApiPropertyOptional({ type: String, pattern: URL_FORM, description: URL_RULE })
  @MayBeAbsent()
  @IsString({ message: 'must be a string' })
  url?: string;
}

@ApiSchema({ name: 'CreateWebhookEndpointRequest' })
export class CreateEndpointDto extends EndpointFields {
  @ApiProperty({ type: String, pattern: URL_FORM, description: URL_RULE, example: 'https://example.com/vouch' })
  @IsString({ message: 'must be a string' })
  url!: string;
}

@ApiSchema({ name: 'RotateSecretRequest' })
export class RotateSecretDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: OVERLAP_MAX_SECONDS,
    default: DEFAULT_OVERLAP_MS / 1000,
    description: 'How long the old secret goes on signing beside the new one.',
  })
  @MayBeAbsent()
  @IsInt({ message: 'must be a whole number of seconds' })
  @Min(0, { message: 'must not be negative' })
  @Max(OVERLAP_MAX_SECONDS, { message: 'must be at most 604800 (7 days)' })
  overlap_seconds?: number;
}

/** The filters of the delivery log as they arrive. */
export class DeliveriesQueryDto extends PageDto {
  @MayBeAbsent()
  @IsId('whe')
  endpoint_id?: string;

  @MayBeAbsent()
  @IsId('evt')
  event_id?: string;

  @MayBeAbsent()
  @IsIn(DELIVERY_STATUSES, { message: `must be one of ${DELIVERY_STATUSES.join(', ')}` })
  status?: DeliveryStatus;

  @MayBeAbsent()
  @IsId('rdm')
  redemption_id?: string;

  @MayBeAbsent()
  @IsIn(DELIVERED_TYPES, { message: `must be one of ${DELIVERED_TYPES.join(', ')}` })
  event_type?: string;

  @MayBeAbsent()
  @IsText(40)
  created_from?: string;

  @MayBeAbsent()
  @IsText(40)
  created_to?: string;
}

/** Throws `ProblemException` 400 with every fault, that of the address included. */
export async function readCreateEndpoint(
  body: unknown,
  dispatcher: WebhookDispatcher,
  caller: Caller,
): Promise<EndpointChange & { url: string }> {
  const faults = new Faults();
  const dto = check(CreateEndpointDto, requireObject(body), faults);
  await checkUrl(dto.url, dispatcher, caller, faults);
  faults.refuse();
  return { ...changeOf(dto), url: dto.url };
}

/** Throws `ProblemException` 400 with every fault, that of the address included. */
export async function readUpdateEndpoint(
  body: unknown,
  dispatcher: WebhookDispatcher,
  caller: Caller,
): Promise<EndpointChange> {
  const faults = new Faults();
  const dto = check(UpdateEndpointDto, requireObject(body), faults);
  await checkUrl(dto.url, dispatcher, caller, faults);
  faults.refuse();
  return changeOf(dto);
}

/** The overlap in milliseconds. Throws `ProblemException` 400. */
export function readOverlap(body: unknown): number {
  const faults = new Faults();
  const { overlap_seconds: seconds } = check(RotateSecretDto, requireObject(body), faults);
  faults.refuse();
  return seconds === undefined ? DEFAULT_OVERLAP_MS : seconds * 1000;
}

/**
 * Limited to the caller's account and mode. `limit` is the page's own. Throws `ProblemException` 400 with every fault.
 */
export function readEndpointsQuery(query: Readonly<Record<string, unknown>>, caller: Caller): OwnedPage {
  const faults = new Faults();
  const page = readPage(ENDPOINTS, checkQuery(PageDto, query, faults), faults);
  faults.refuse();
  return { accountId: caller.accountId, livemode: caller.livemode, ...page };
}

/**
 * Limited to the caller's account and mode. `limit` is the page's own. Throws `ProblemException` 400 with every fault.
 */
export function readDeliveriesQuery(query: Readonly<Record<string, unknown>>, caller: Caller): DeliveryQuery {
  const faults = new Faults();
  const asked = checkQuery(DeliveriesQueryDto, query, faults);
  const createdFrom = readTime('created_from', asked.created_from, faults);
  const createdTo = readTime('created_to', asked.created_to, faults);
  const page = readPage(DELIVERIES, asked, faults);
  faults.refuse();
  const filters = given({
    endpointId: asked.endpoint_id,
    eventId: asked.event_id,
    status: asked.status,
    redemptionId: asked.redemption_id,
    eventType: asked.event_type,
    createdFrom,
    createdTo,
  });
  return { accountId: caller.accountId, livemode: caller.livemode, ...page, ...filters };
}

async function checkUrl(url: unknown, dispatcher: WebhookDispatcher, caller: Caller, faults: Faults): Promise<void> {
  if (typeof url !== 'string' || faults.has('url')) return;
  const fault = await dispatcher.faultOf(url, caller.livemode);
  if (fault !== null) faults.add('url', 'not_allowed', fault);
}

function changeOf(dto: UpdateEndpointDto | CreateEndpointDto): EndpointChange {
  const { url, event_types: types, description, disabled } = dto;
  const eventTypes = types?.includes(ALL_TYPES) ? [ALL_TYPES] : types && [...new Set(types)];
  return { url, eventTypes, description, disabled };
}
