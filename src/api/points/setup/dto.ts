// Programs, assets, ledger entities and participants as requests bring them.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, Matches, Max, Min } from 'class-validator';
import { PARTICIPANT_STATUSES, type ParticipantStatus } from '../../../core/points/book/book';
import { INVENTORY_MODES, type InventoryMode } from '../../../core/points/book/credit';
import {
  ASSET_STATUSES,
  ISSUANCE_POLICIES,
  type AssetStatus,
  type IssuancePolicy,
} from '../../../core/points/records/asset';
import {
  PROGRAM_STATUSES,
  REDEMPTION_TARGETS,
  UNKNOWN_PARTICIPANT,
  type Program,
  type ProgramStatus,
  type RedemptionTarget,
} from '../../../core/points/records/program';
import { MAX_SCALE } from '../../../core/points/units';
import { CURRENCIES, MOST_NAMED_CENTS, type Currency } from '../../../core/values/money';
import { IsForm, IsSaid, IsText, MayBeAbsent, MayBeNull } from '../../input/validation-rules';
import { IsDecimal, IsUuid, PAIRS_SCHEMA } from '../input';

const one = (values: readonly string[]) => ({ message: `must be one of ${values.join(', ')}` });

class ProgramFieldsDto {
  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(1000)
  description?: string | null;

  @ApiPropertyOptional({ enum: PROGRAM_STATUSES })
  @MayBeAbsent()
  @IsIn(PROGRAM_STATUSES, one(PROGRAM_STATUSES))
  status?: ProgramStatus;

  @ApiPropertyOptional({ enum: UNKNOWN_PARTICIPANT })
  @MayBeAbsent()
  @IsIn(UNKNOWN_PARTICIPANT, one(UNKNOWN_PARTICIPANT))
  on_unknown_participant?: Program['onUnknownParticipant'];

  @ApiPropertyOptional({ enum: REDEMPTION_TARGETS, description: 'Where redeemed value goes from now on.' })
  @MayBeAbsent()
  @IsIn(REDEMPTION_TARGETS, one(REDEMPTION_TARGETS))
  redemption_target_type?: RedemptionTarget;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'Required for LEDGER_ENTITY.' })
  @MayBeNull()
  @IsUuid()
  redemption_target_entity_id?: string | null;
}

@ApiSchema({ name: 'CreateProgramRequest' })
export class CreateProgramDto extends ProgramFieldsDto {
  @ApiProperty({ type: String, example: 'Stars' })
  @IsSaid(255)
  name!: string;
}

@ApiSchema({ name: 'UpdateProgramRequest' })
export class UpdateProgramDto extends ProgramFieldsDto {
  @ApiPropertyOptional({ type: String })
  @MayBeAbsent()
  @IsSaid(255)
  name?: string;
}

@ApiSchema({ name: 'CashRate' })
export class CashRateDto {
  @ApiProperty({ enum: CURRENCIES })
  @IsIn(CURRENCIES, one(CURRENCIES))
  currency!: Currency;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_NAMED_CENTS, example: 100, description: 'So many cents …' })
  @IsInt({ message: 'must be a whole number of cents' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MOST_NAMED_CENTS, { message: `must be at most ${String(MOST_NAMED_CENTS)}` })
  cents!: number;

  @ApiProperty({ type: String, example: '10.00', description: '… are worth so many units of the asset.' })
  @IsDecimal()
  units!: string;
}

@ApiSchema({ name: 'LinkAssetRequest' })
export class LinkAssetDto {
  @ApiProperty({ type: String, format: 'uuid' })
  @IsUuid()
  asset_id!: string;

  @ApiPropertyOptional({ type: () => CashRateDto, nullable: true })
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  cash_rate?: unknown;
}

@ApiSchema({ name: 'UpdateLinkedAssetRequest' })
export class CashRateChangeDto {
  @ApiProperty({ type: () => CashRateDto, nullable: true, description: 'Null: it has no worth at a till.' })
  @MayBeNull()
  @IsObject({ message: 'must be an object' })
  cash_rate!: unknown;
}

@ApiSchema({ name: 'CreateLedgerEntityRequest' })
export class CreateEntityDto {
  @ApiProperty({ type: String, example: 'Partner charity' })
  @IsSaid(255)
  name!: string;
}

@ApiSchema({ name: 'CreateAssetRequest' })
export class CreateAssetDto {
  @ApiProperty({ type: String, example: 'Star' })
  @IsSaid(255)
  name!: string;

  @ApiProperty({ type: String, pattern: '^[A-Za-z0-9]{1,16}$', example: 'STAR' })
  @Matches(/^[A-Za-z0-9]{1,16}$/, { message: 'must be 1 to 16 letters and digits' })
  symbol!: string;

  @ApiPropertyOptional({ enum: INVENTORY_MODES, default: 'SIMPLE' })
  @MayBeAbsent()
  @IsIn(INVENTORY_MODES, one(INVENTORY_MODES))
  inventory_mode?: InventoryMode;

  @ApiPropertyOptional({ enum: ISSUANCE_POLICIES, default: 'UNLIMITED' })
  @MayBeAbsent()
  @IsIn(ISSUANCE_POLICIES, one(ISSUANCE_POLICIES))
  issuance_policy?: IssuancePolicy;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_SCALE, default: 0, description: 'Decimal places.' })
  @MayBeAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must not be negative' })
  @Max(MAX_SCALE, { message: `must be at most ${String(MAX_SCALE)}` })
  scale?: number;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsDecimal()
  max_transaction_amount?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Links the asset to this program.',
  })
  @MayBeNull()
  @IsUuid()
  program_id?: string | null;
}

@ApiSchema({ name: 'UpdateAssetRequest' })
export class UpdateAssetDto {
  @ApiPropertyOptional({ type: String })
  @MayBeAbsent()
  @IsSaid(255)
  name?: string;

  @ApiPropertyOptional({ enum: ASSET_STATUSES })
  @MayBeAbsent()
  @IsIn(ASSET_STATUSES, one(ASSET_STATUSES))
  status?: AssetStatus;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsDecimal()
  max_transaction_amount?: string | null;
}

/** An @ between two texts without spaces and control characters. */
// eslint-disable-next-line no-control-regex -- it refuses them, and is shown in the API description, whose readers know no \p{Cc}
const EMAIL = /^[^\s@\x00-\x1f\x7f-\x9f\ufeff]{1,64}@[^\s@\x00-\x1f\x7f-\x9f\ufeff]{1,189}$/;

class ProfileDto {
  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsForm(EMAIL, 'must be an e-mail address')
  email?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(50)
  phone?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(255)
  first_name?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(255)
  last_name?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(255)
  display_name?: string | null;

  @ApiPropertyOptional({ ...PAIRS_SCHEMA, description: 'At most 20 pairs.' })
  @MayBeAbsent()
  @IsObject({ message: 'must be an object' })
  attributes?: Record<string, string>;

  @ApiPropertyOptional({ type: [String], maxItems: 50 })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(50, { message: 'may have at most 50 entries' })
  @IsText(100, { each: true })
  tags?: string[];
}

@ApiSchema({ name: 'UpsertParticipantRequest' })
export class UpsertParticipantDto extends ProfileDto {
  @ApiProperty({ type: String, example: 'customer-1001' })
  @IsSaid(255)
  external_id!: string;
}

@ApiSchema({ name: 'UpdateParticipantRequest' })
export class UpdateParticipantDto extends ProfileDto {
  @ApiPropertyOptional({ type: String })
  @MayBeAbsent()
  @IsSaid(255)
  external_id?: string;
}

@ApiSchema({ name: 'ParticipantStatusRequest' })
export class ParticipantStatusDto {
  @ApiProperty({ enum: PARTICIPANT_STATUSES })
  @IsIn(PARTICIPANT_STATUSES, one(PARTICIPANT_STATUSES))
  status!: ParticipantStatus;
}
