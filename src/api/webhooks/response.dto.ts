// Webhook endpoints and deliveries as the API description shows them.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../core/webhooks/delivery';
import { ListDto } from '../lists/list.dto';
import { idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';

@ApiSchema({ name: 'WebhookEndpoint' })
export class EndpointDto {
  @ApiProperty(idOf('whe'))
  id!: string;

  @ApiProperty({ enum: ['webhook_endpoint'] })
  object!: 'webhook_endpoint';

  @ApiProperty({ type: Boolean })
  livemode!: boolean;

  @ApiProperty({ type: String, example: 'https://example.com/vouch' })
  url!: string;

  @ApiProperty({ type: [String], description: '`*` alone stands for every type.', example: ['*'] })
  event_types!: readonly string[];

  @ApiProperty(MAYBE_TEXT)
  description!: string | null;

  @ApiProperty({ type: Boolean, description: 'Nothing is sent to it.' })
  disabled!: boolean;

  @ApiProperty(MAYBE_TIME)
  disabled_at!: string | null;

  @ApiProperty({
    type: String,
    enum: ['requested', 'failing', 'gone'],
    nullable: true,
    description: '`failing`: no success in five days of failures. `gone`: it answered 410.',
  })
  disabled_reason!: string | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'The first failure since the last success.' })
  failing_since!: string | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'Until then the secret before the current one signs too.' })
  previous_secret_expires_at!: string | null;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}

@ApiSchema({ name: 'WebhookEndpointWithSecret' })
export class EndpointWithSecretDto extends EndpointDto {
  @ApiProperty({ type: String, example: 'whsec_…', description: 'Shown this once: keep it.' })
  secret!: string;
}

@ApiSchema({ name: 'DeletedWebhookEndpoint' })
export class DeletedEndpointDto {
  @ApiProperty(idOf('whe'))
  id!: string;

  @ApiProperty({ enum: ['webhook_endpoint'] })
  object!: 'webhook_endpoint';

  @ApiProperty({ type: Boolean, enum: [true] })
  deleted!: true;
}

@ApiSchema({ name: 'WebhookEndpointList' })
export class EndpointListDto extends ListDto {
  @ApiProperty({ type: () => [EndpointDto] })
  data!: readonly EndpointDto[];
}

@ApiSchema({ name: 'WebhookAttempt' })
export class AttemptDto {
  @ApiProperty(TIME)
  at!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  duration_ms!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'HTTP status; null if no answer came.' })
  status!: number | null;

  @ApiProperty({ ...MAYBE_TEXT, description: 'The first KiB of the answer.' })
  answer!: string | null;

  @ApiProperty({ ...MAYBE_TEXT, description: 'Why it does not count as delivered; null if it does.' })
  error!: string | null;

  @ApiProperty({ type: Boolean, description: 'Asked for by hand, beside the ten.' })
  manual!: boolean;
}

@ApiSchema({ name: 'WebhookDelivery', description: 'One event on its way to one endpoint.' })
export class DeliveryDto {
  @ApiProperty(idOf('dlv'))
  id!: string;

  @ApiProperty({ enum: ['webhook_delivery'] })
  object!: 'webhook_delivery';

  @ApiProperty({ type: Boolean })
  livemode!: boolean;

  @ApiProperty(idOf('whe'))
  endpoint_id!: string;

  @ApiProperty({ type: String, example: 'evt_6740aa51c2f9d1e0b7a3c455' })
  event_id!: string;

  @ApiProperty({ type: String, example: 'redemption.confirmed' })
  event_type!: string;

  @ApiProperty({ ...MAYBE_TEXT, description: 'Of an event of an `rdm_` redemption.' })
  redemption_id!: string | null;

  @ApiProperty({
    ...MAYBE_TEXT,
    description:
      'What the event is about, and keeps its order with: a redemption, a participant, or a program of points.',
  })
  subject_id!: string | null;

  @ApiProperty({ enum: DELIVERY_STATUSES })
  status!: DeliveryStatus;

  @ApiProperty({ type: 'integer', minimum: 0 })
  attempt_count!: number;

  @ApiProperty({ ...MAYBE_TIME, description: 'Null once it is settled, and while an attempt is under way.' })
  next_attempt_at!: string | null;

  @ApiProperty({ type: () => [AttemptDto], description: 'Oldest first; the last 50.' })
  attempts!: readonly AttemptDto[];

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}

@ApiSchema({ name: 'WebhookDeliveryList' })
export class DeliveryListDto extends ListDto {
  @ApiProperty({ type: () => [DeliveryDto] })
  data!: readonly DeliveryDto[];
}
