// Redemptions of points and their reversals, as requests bring them and as the API description shows them.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { POINTS_REDEMPTION_STATUSES, type PointsRedemptionStatus } from '../../../core/points/records/redemption';
import { TIME } from '../../openapi/properties';
import { IsSaid, MayBeAbsent, MayBeNull } from '../../input/validation-rules';
import { IsDecimal, IsTime, IsUuid, KeyedDto } from '../input';
import { PointsListDto, PointsPageDto } from '../lists';

const UUID = { type: String, format: 'uuid', example: '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5' } as const;
const AMOUNT = { type: String, example: '1000.00' } as const;
const KEY = {
  type: String,
  nullable: true,
  description: 'Instead of the Idempotency-Key header.',
} as const;
const HOLD = {
  type: String,
  nullable: true,
  description: 'Redeem what is held under this name, and free the rest of it.',
} as const;
const MOST_PIECES = 1_000_000;

const IsQuantity = () => (target: object, name: string) => {
  IsInt({ message: 'must be a whole number' })(target, name);
  Min(1, { message: 'must be at least 1' })(target, name);
  Max(MOST_PIECES, { message: `must be at most ${String(MOST_PIECES)}` })(target, name);
};

@ApiSchema({ name: 'RedeemPointsRequest' })
export class RedeemPointsDto extends KeyedDto {
  @ApiProperty(UUID)
  @IsUuid()
  program_id!: string;

  @ApiProperty(UUID)
  @IsUuid()
  asset_id!: string;

  @ApiProperty(AMOUNT)
  @IsDecimal()
  amount!: string;

  @ApiProperty({ type: String, example: 'Gift card' })
  @IsSaid(500)
  description!: string;

  @ApiPropertyOptional(HOLD)
  @MayBeNull()
  @IsSaid(255)
  hold_reference_id?: string | null;

  @ApiPropertyOptional(KEY)
  override idempotency_key?: string | null;
}

@ApiSchema({ name: 'RedeemItemRequest' })
export class RedeemItemDto extends KeyedDto {
  @ApiProperty(UUID)
  @IsUuid()
  program_id!: string;

  @ApiProperty(UUID)
  @IsUuid()
  reward_id!: string;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: MOST_PIECES,
    default: 1,
    description: 'Of a UNIT_BASED reward.',
  })
  @MayBeNull()
  @IsQuantity()
  quantity?: number | null;

  @ApiPropertyOptional({ ...AMOUNT, nullable: true, description: 'Of an AMOUNT_BASED reward.' })
  @MayBeNull()
  @IsDecimal()
  amount?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Left out: `Redeemed: <name>`.' })
  @MayBeNull()
  @IsSaid(500)
  description?: string | null;

  @ApiPropertyOptional(HOLD)
  @MayBeNull()
  @IsSaid(255)
  hold_reference_id?: string | null;

  @ApiPropertyOptional(KEY)
  override idempotency_key?: string | null;
}

@ApiSchema({ name: 'ReversePointsRequest' })
export class ReversePointsDto extends KeyedDto {
  @ApiProperty({ type: String, example: 'Customer returned the goods' })
  @IsSaid(500)
  reason!: string;

  @ApiPropertyOptional({ ...AMOUNT, nullable: true, description: 'Left out: all that is left.' })
  @MayBeNull()
  @IsDecimal()
  amount?: string | null;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: MOST_PIECES,
    description: 'Of what was redeemed by the piece.',
  })
  @MayBeNull()
  @IsQuantity()
  quantity?: number | null;

  @ApiPropertyOptional({ ...TIME, nullable: true, description: 'A new date for lots that have expired meanwhile.' })
  @MayBeNull()
  @IsTime()
  restore_expires_at?: string | null;

  @ApiPropertyOptional(KEY)
  override idempotency_key?: string | null;
}

/** The filters of the redemptions of a participant or of a program. */
export class PointsRedemptionsQueryDto extends PointsPageDto {
  @MayBeAbsent()
  @IsIn(POINTS_REDEMPTION_STATUSES, { message: `must be one of ${POINTS_REDEMPTION_STATUSES.join(', ')}` })
  status?: PointsRedemptionStatus;

  @MayBeAbsent()
  @IsUuid()
  reward_catalog_item_id?: string;

  @MayBeAbsent()
  @IsTime()
  from?: string;

  @MayBeAbsent()
  @IsTime()
  to?: string;
}

@ApiSchema({ name: 'PointsRedemption' })
export class PointsRedemptionDto {
  @ApiProperty(UUID)
  id!: string;

  @ApiProperty(UUID)
  participant_id!: string;

  @ApiProperty(UUID)
  program_id!: string;

  @ApiProperty(UUID)
  asset_id!: string;

  @ApiPropertyOptional({ ...UUID, description: 'Of an item of the catalog.' })
  reward_id?: string;

  @ApiProperty(AMOUNT)
  amount!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Of what was redeemed by the piece.' })
  quantity?: number;

  @ApiPropertyOptional({ ...AMOUNT, description: 'Price of a piece as it was.' })
  unit_cost?: string;

  @ApiProperty({ type: String })
  description!: string;

  @ApiProperty({ enum: POINTS_REDEMPTION_STATUSES })
  status!: PointsRedemptionStatus;

  @ApiProperty({ ...AMOUNT, example: '0.00' })
  reversed_amount!: string;

  @ApiPropertyOptional({ type: 'integer' })
  reversed_quantity?: number;

  @ApiProperty(UUID)
  journal_entry_id!: string;

  @ApiPropertyOptional({ type: String, description: 'The hold it was redeemed from, or the operation it belongs to.' })
  reference_id?: string;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}

@ApiSchema({ name: 'PointsReversal' })
export class PointsReversalDto {
  @ApiProperty(UUID)
  id!: string;

  @ApiProperty(UUID)
  redemption_id!: string;

  @ApiProperty(AMOUNT)
  amount!: string;

  @ApiPropertyOptional({ type: 'integer' })
  quantity?: number;

  @ApiProperty({ type: String })
  reason!: string;

  @ApiProperty(UUID)
  journal_entry_id!: string;

  @ApiProperty({
    ...AMOUNT,
    example: '0.00',
    description: 'Of the amount, what had passed its date and expired again.',
  })
  expired_amount!: string;

  @ApiProperty(TIME)
  created_at!: string;
}

export class PointsRedemptionListDto extends PointsListDto {
  @ApiProperty({ type: () => [PointsRedemptionDto] })
  data!: PointsRedemptionDto[];
}

@ApiSchema({ name: 'PointsReversalList' })
export class PointsReversalListDto extends PointsListDto {
  @ApiProperty({ type: () => [PointsReversalDto] })
  data!: PointsReversalDto[];
}
