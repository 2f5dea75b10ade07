// The lists about redemptions as the API description shows them: pages, the timeline, and what voucher types there are.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { STATUSES } from '../../core/redemption/redemption';
import { RedemptionDto, ReversalDto } from './answer.dto';

/** The envelope that every list has. */
export class ListDto {
  @ApiProperty({ enum: ['list'] })
  object!: 'list';

  @ApiProperty({ type: Boolean, example: false })
  has_more!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Send it as `cursor` for the next page. Null on the last one.',
  })
  next_cursor!: string | null;
}

@ApiSchema({ name: 'RedemptionList' })
export class RedemptionListDto extends ListDto {
  @ApiProperty({ type: () => [RedemptionDto] })
  data!: readonly RedemptionDto[];
}

@ApiSchema({ name: 'ReversalList' })
export class ReversalListDto extends ListDto {
  @ApiProperty({ type: () => [ReversalDto] })
  data!: readonly ReversalDto[];
}

@ApiSchema({ name: 'Actor' })
export class ActorDto {
  @ApiProperty({ enum: ['api_key', 'resolver', 'provider', 'user', 'system'] })
  kind!: 'api_key' | 'resolver' | 'provider' | 'user' | 'system';

  @ApiProperty({ type: String, example: 'key_6740aa51c2f9d1e0b7a3c455' })
  id!: string;
}

@ApiSchema({ name: 'TimelineEntry', description: 'One fact: what happened, when, and who brought it.' })
export class TimelineEntryDto {
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  seq!: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  at!: string;

  @ApiProperty({ type: String, example: 'created' })
  fact!: string;

  @ApiProperty({ type: () => ActorDto })
  actor!: ActorDto;

  @ApiProperty({ type: String, nullable: true, example: 'req_5f0c1d2e3a4b5c6d7e8f9a0b' })
  request_id!: string | null;

  @ApiProperty({ enum: STATUSES, description: 'The status after this fact.' })
  status!: (typeof STATUSES)[number];

  @ApiProperty({ type: 'integer', minimum: 0, description: 'The version after this fact.' })
  version!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], nullable: true },
    description: 'Whatever belongs to this fact. Never a secret.',
  })
  detail!: Record<string, string | number | boolean | null>;
}

@ApiSchema({ name: 'Timeline' })
export class TimelineDto extends ListDto {
  @ApiProperty({ type: () => [TimelineEntryDto] })
  data!: readonly TimelineEntryDto[];
}

@ApiSchema({ name: 'Capabilities' })
export class CapabilitiesDto {
  @ApiProperty({ type: Boolean, description: 'The voucher can be held before value is taken.' })
  reserve!: boolean;

  @ApiProperty({ type: Boolean })
  redeem!: boolean;

  @ApiProperty({ type: Boolean, description: 'Less than its value can be taken.' })
  partial!: boolean;

  @ApiProperty({ type: Boolean, description: 'Value can be given back.' })
  refund!: boolean;

  @ApiProperty({ type: Boolean, description: 'Its value can be read without taking it.' })
  lookup!: boolean;

  @ApiProperty({ enum: ['INLINE', 'SMS', 'NONE'], description: 'How change reaches the customer.' })
  change_voucher!: 'INLINE' | 'SMS' | 'NONE';
}

@ApiSchema({ name: 'RequiredField', description: 'One field of `source`.' })
export class RequiredFieldDto {
  @ApiProperty({ type: String, example: 'pin' })
  name!: string;

  @ApiPropertyOptional({ type: [String], description: 'Other names it is accepted under.' })
  aliases?: readonly string[];

  @ApiProperty({ enum: ['string'] })
  type!: 'string';

  @ApiProperty({ type: Boolean })
  required!: boolean;

  @ApiProperty({ type: Boolean, description: 'A secret: masked everywhere, and never to be logged.' })
  sensitive!: boolean;

  @ApiProperty({
    type: String,
    example: '^\\d{16}$',
    description: 'Regular expression, after spaces and dashes are taken out.',
  })
  pattern!: string;

  @ApiProperty({ type: String, example: '16 digits, as printed on the voucher' })
  description!: string;

  @ApiProperty({ type: String, example: '1115684091419838' })
  example!: string;
}

@ApiSchema({ name: 'VoucherType' })
export class VoucherTypeDto {
  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;

  @ApiProperty({ type: String, example: 'vouchers' })
  category!: string;

  @ApiProperty({ type: String, example: '1Voucher' })
  name!: string;

  @ApiProperty({ type: String })
  description!: string;

  @ApiProperty({ type: 'string', format: 'uri' })
  website!: string;

  @ApiProperty({ type: [String], example: ['ZAR'] })
  currencies!: readonly string[];

  @ApiProperty({ type: () => CapabilitiesDto })
  capabilities!: CapabilitiesDto;

  @ApiProperty({ type: () => [RequiredFieldDto] })
  required_fields!: readonly RequiredFieldDto[];
}

@ApiSchema({ name: 'VoucherTypeList' })
export class VoucherTypeListDto extends ListDto {
  @ApiProperty({ type: () => [VoucherTypeDto] })
  data!: readonly VoucherTypeDto[];
}
