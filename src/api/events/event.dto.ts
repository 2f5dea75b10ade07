// Events as the API description shows them, and the filters of their list.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import type { Caller } from '../../core/accounts/caller';
import type { EventName } from '../../core/events/event';
import type { EventQuery } from '../../core/events/store';
import { SUBSCRIBABLE_TYPES } from '../../core/webhooks/endpoint';
import { checkQuery, Faults } from '../input/validation';
import { IsText, MayBeAbsent } from '../input/validation-rules';
import { given, PageDto, readPage, readTime } from '../lists/list-filters';
import { ListDto } from '../lists/list.dto';
import { idOf, TIME } from '../openapi/properties';

/** The id of anything in the ledger of points. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The id of a redemption, of either kind. */
export const REDEMPTION = /^(rdm_[0-9a-f]{24}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/;
/** The kind of list that its cursors belong to. */
export const EVENTS = 'events';
/** Every type that an event of the log can have: those an endpoint can subscribe to, and the test event. */
export const EVENT_NAMES: readonly EventName[] = [...SUBSCRIBABLE_TYPES, 'webhook_endpoint.test'];

@ApiSchema({ name: 'Event', description: 'What happened. Exactly this is the body of a webhook.' })
export class EventDto {
  @ApiProperty(idOf('evt'))
  id!: string;

  @ApiProperty({ enum: EVENT_NAMES })
  type!: EventName;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty({ type: Boolean })
  livemode!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'The redemption as it was then, secrets masked; of points the movement, redemption, reversal or participant, told apart by `object`; for `webhook_endpoint.*` the endpoint, without its secrets.',
  })
  data!: Readonly<Record<string, unknown>>;
}

@ApiSchema({ name: 'EventList' })
export class EventListDto extends ListDto {
  @ApiProperty({ type: () => [EventDto] })
  data!: readonly EventDto[];
}

/** The filters of the list as they arrive, before times, ids and the cursor are read. */
export class EventsQueryDto extends PageDto {
  @MayBeAbsent()
  @IsIn(EVENT_NAMES, { message: `must be one of ${EVENT_NAMES.join(', ')}` })
  type?: EventName;

  @MayBeAbsent()
  @Matches(REDEMPTION, { message: 'must be rdm_ and 24 hex digits, or the UUID of a redemption of points' })
  redemption_id?: string;

  @MayBeAbsent()
  @Matches(UUID, { message: 'must be a UUID' })
  participant_id?: string;

  @MayBeAbsent()
  @IsText(40)
  created_from?: string;

  @MayBeAbsent()
  @IsText(40)
  created_to?: string;
}

/** What was asked for. A redemption of points is no subject of the log: its events are found by its own records. */
export type EventsAsked = EventQuery & { readonly pointsRedemptionId?: string };

/**
 * From query parameters to a query of the store, limited to the caller's account and mode. `limit` is the page's own:
 * callers add the row that shows more. Throws `ProblemException` 400 with every fault.
 */
export function readEventsQuery(query: Readonly<Record<string, unknown>>, caller: Caller): EventsAsked {
  const faults = new Faults();
  const asked = checkQuery(EventsQueryDto, query, faults);
  const createdFrom = readTime('created_from', asked.created_from, faults);
  const createdTo = readTime('created_to', asked.created_to, faults);
  const page = readPage(EVENTS, asked, faults);
  const { redemption_id: redemptionId, participant_id: participantId } = asked;
  if (redemptionId !== undefined && participantId !== undefined)
    faults.add('participant_id', 'not_allowed', 'cannot be given together with redemption_id');
  const ofPoints = redemptionId !== undefined && UUID.test(redemptionId) ? redemptionId.toLowerCase() : undefined;
  const subject = ofPoints === undefined ? (redemptionId ?? participantId?.toLowerCase()) : undefined;
  faults.refuse();
  return {
    accountId: caller.accountId,
    livemode: caller.livemode,
    ...page,
    ...given({ type: asked.type, redemptionId: subject, pointsRedemptionId: ofPoints, createdFrom, createdTo }),
  };
}
