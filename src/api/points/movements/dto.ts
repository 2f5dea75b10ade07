// Movements of points as requests bring them, and as they are answered.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn } from 'class-validator';
import { BUCKETS } from '../../../core/points/book/book';
import { LOT_STATUSES, type LotStatus } from '../../../core/points/book/lot';
import { TIME } from '../../openapi/properties';
import { IsSaid, MayBeAbsent, MayBeNull } from '../../input/validation-rules';
import { IsDecimal, IsTime, IsUuid, KeyedDto } from '../input';
import { PointsListDto, PointsPageDto } from '../lists';
import { BalanceDto } from '../setup/response.dto';

const SPENDABLE = ['AVAILABLE', 'HELD'] as const;
const UUID = { type: String, format: 'uuid' } as const;
const AMOUNT = { type: String, example: '1500.00' } as const;
const MOST_LOT_IDS = 500;

class MovementDto extends KeyedDto {
  @ApiProperty(UUID)
  @IsUuid()
  program_id!: string;

  @ApiProperty(UUID)
  @IsUuid()
  asset_id!: string;

  @ApiProperty({ type: String, example: 'Welcome' })
  @IsSaid(500)
  description!: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Your own name for it.' })
  @MayBeNull()
  @IsSaid(255)
  reference_id?: string | null;
}

@ApiSchema({ name: 'AdjustRequest' })
export class AdjustDto extends MovementDto {
  @ApiProperty({ enum: ['CREDIT', 'DEBIT'] })
  @IsIn(['CREDIT', 'DEBIT'], { message: 'must be CREDIT or DEBIT' })
  type!: 'CREDIT' | 'DEBIT';

  @ApiProperty(AMOUNT)
  @IsDecimal()
  amount!: string;

  @ApiPropertyOptional({ enum: SPENDABLE, default: 'AVAILABLE' })
  @MayBeAbsent()
  @IsIn(SPENDABLE, { message: 'must be AVAILABLE or HELD' })
  bucket?: 'AVAILABLE' | 'HELD';

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'DEBIT only: the balance may go below zero.' })
  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  allow_negative?: boolean;

  @ApiPropertyOptional({ ...TIME, nullable: true, description: 'CREDIT of a LOT asset: when what is left expires.' })
  @MayBeNull()
  @IsTime()
  expires_at?: string | null;

  @ApiPropertyOptional({ ...TIME, nullable: true, description: 'CREDIT of a LOT asset: deferred until then.' })
  @MayBeNull()
  @IsTime()
  matures_at?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  override idempotency_key?: string | null;
}

class HoldingDto extends MovementDto {
  @ApiPropertyOptional({ ...AMOUNT, nullable: true, description: 'Left out: everything.' })
  @MayBeNull()
  @IsDecimal()
  amount?: string | null;

  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: MOST_LOT_IDS,
    description: 'LOT assets: only these lots.',
  })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must name at least one lot' })
  @ArrayMaxSize(MOST_LOT_IDS, { message: `may have at most ${String(MOST_LOT_IDS)} entries` })
  @IsUuid(true)
  lot_ids?: string[];

  @ApiPropertyOptional({ ...TIME, nullable: true, description: 'LOT assets: only lots earned from then on.' })
  @MayBeNull()
  @IsTime()
  earned_from?: string | null;

  @ApiPropertyOptional({ ...TIME, nullable: true, description: 'LOT assets: only lots earned until then.' })
  @MayBeNull()
  @IsTime()
  earned_to?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  override idempotency_key?: string | null;
}

@ApiSchema({ name: 'HoldRequest' })
export class HoldDto extends HoldingDto {
  @ApiPropertyOptional({ enum: ['AVAILABLE'], default: 'AVAILABLE' })
  @MayBeAbsent()
  @IsIn(['AVAILABLE'], { message: 'must be AVAILABLE' })
  bucket?: 'AVAILABLE';

  @ApiPropertyOptional({ ...TIME, nullable: true, description: 'When it is released by itself.' })
  @MayBeNull()
  @IsTime()
  expires_at?: string | null;
}

@ApiSchema({ name: 'ReleaseRequest' })
export class ReleaseDto extends HoldingDto {
  @ApiPropertyOptional({ enum: ['HELD'], default: 'HELD' })
  @MayBeAbsent()
  @IsIn(['HELD'], { message: 'must be HELD' })
  bucket?: 'HELD';
}

@ApiSchema({ name: 'ForfeitRequest' })
export class ForfeitDto extends HoldingDto {
  @ApiProperty({ enum: SPENDABLE })
  @IsIn(SPENDABLE, { message: 'must be AVAILABLE or HELD' })
  bucket!: 'AVAILABLE' | 'HELD';
}

@ApiSchema({ name: 'WalletMoveRequest' })
export class WalletDto extends KeyedDto {
  @ApiProperty(AMOUNT)
  @IsDecimal()
  amount!: string;

  @ApiPropertyOptional({ type: String })
  @MayBeAbsent()
  @IsSaid(500)
  description?: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  override idempotency_key?: string | null;
}

/** The filters of the lots of a participant. */
export class LotsQueryDto extends PointsPageDto {
  @IsUuid()
  asset_id!: string;

  @MayBeAbsent()
  @IsUuid()
  program_id?: string;

  @MayBeAbsent()
  @IsIn(LOT_STATUSES, { message: `must be one of ${LOT_STATUSES.join(', ')}` })
  status?: LotStatus;

  @MayBeAbsent()
  @IsTime()
  expires_before?: string;

  @MayBeAbsent()
  @IsTime()
  expires_after?: string;

  @MayBeAbsent()
  @IsSaid(255)
  reference_id?: string;
}

/** What every answered movement has. */
class MovedDto {
  @ApiProperty(UUID)
  program_id!: string;

  @ApiProperty(UUID)
  asset_id!: string;

  @ApiProperty(UUID)
  participant_id!: string;

  @ApiProperty({ type: () => BalanceDto })
  balance!: BalanceDto;

  @ApiProperty(UUID)
  journal_entry_id!: string;

  @ApiProperty({ type: String, nullable: true })
  reference_id!: string | null;

  @ApiProperty({ type: String })
  message!: string;

  @ApiProperty(TIME)
  created_at!: string;
}

@ApiSchema({ name: 'Adjustment' })
export class AdjustmentDto extends MovedDto {
  @ApiProperty({ enum: ['CREDIT', 'DEBIT'] })
  type!: string;

  @ApiProperty(AMOUNT)
  amount!: string;

  @ApiProperty({ enum: BUCKETS })
  bucket!: string;
}

@ApiSchema({ name: 'ProcessedLot' })
export class ProcessedLotDto {
  @ApiProperty(UUID)
  id!: string;

  @ApiProperty(AMOUNT)
  amount!: string;
}

@ApiSchema({ name: 'HoldOperation' })
export class HoldOperationDto extends MovedDto {
  @ApiProperty({ enum: ['HOLD', 'RELEASE', 'FORFEIT'] })
  operation!: string;

  @ApiProperty(AMOUNT)
  amount_processed!: string;

  @ApiProperty({ type: () => [ProcessedLotDto] })
  lots_processed!: ProcessedLotDto[];
}

@ApiSchema({ name: 'Lot' })
export class LotDto {
  @ApiProperty(UUID)
  id!: string;

  @ApiProperty({ enum: ['lot'] })
  object!: 'lot';

  @ApiProperty(UUID)
  asset_id!: string;

  @ApiProperty(UUID)
  program_id!: string;

  @ApiProperty(AMOUNT)
  amount!: string;

  @ApiProperty(AMOUNT)
  remaining!: string;

  @ApiProperty({ enum: LOT_STATUSES })
  status!: string;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty({ ...TIME, nullable: true })
  expires_at!: string | null;

  @ApiProperty({ ...TIME, nullable: true })
  matures_at!: string | null;

  @ApiProperty({ type: String, nullable: true })
  reference_id!: string | null;
}

export class LotListDto extends PointsListDto {
  @ApiProperty({ type: () => [LotDto] })
  data!: LotDto[];
}
