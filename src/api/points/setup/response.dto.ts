// Programs, assets, ledger entities and participants as the API description shows them.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PARTICIPANT_STATUSES } from '../../../core/points/book/book';
import { INVENTORY_MODES } from '../../../core/points/book/credit';
import { ASSET_STATUSES, ISSUANCE_POLICIES } from '../../../core/points/records/asset';
import { PROGRAM_STATUSES, REDEMPTION_TARGETS, UNKNOWN_PARTICIPANT } from '../../../core/points/records/program';
import { TIME } from '../../openapi/properties';
import { PointsListDto } from '../lists';
import { CashRateDto } from './dto';

const ID = { type: String, format: 'uuid', example: '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5' } as const;
const AMOUNT = {
  type: String,
  example: '1500.00',
  description: 'Decimal text with as many places as the asset has.',
} as const;
const NULLABLE_TIME = { ...TIME, nullable: true } as const;
const TEXT = { type: String, nullable: true } as const;

/** Members that every record has. */
class RecordDto {
  @ApiProperty(ID)
  id!: string;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}

@ApiSchema({ name: 'ProgramCashRate' })
export class ProgramCashRateDto extends CashRateDto {
  @ApiProperty(ID)
  asset_id!: string;
}

@ApiSchema({ name: 'Program' })
export class ProgramDto extends RecordDto {
  @ApiProperty({ enum: ['program'] })
  object!: 'program';

  @ApiProperty({ type: String })
  name!: string;

  @ApiProperty(TEXT)
  description!: string | null;

  @ApiProperty({ enum: PROGRAM_STATUSES })
  status!: string;

  @ApiProperty({ enum: UNKNOWN_PARTICIPANT })
  on_unknown_participant!: string;

  @ApiProperty({ enum: REDEMPTION_TARGETS })
  redemption_target_type!: string;

  @ApiProperty({ ...ID, nullable: true })
  redemption_target_entity_id!: string | null;

  @ApiProperty({ type: [String] })
  asset_ids!: string[];

  @ApiProperty({ type: () => [ProgramCashRateDto] })
  cash_rates!: ProgramCashRateDto[];

  @ApiProperty(NULLABLE_TIME)
  deleted_at!: string | null;
}

@ApiSchema({ name: 'Asset' })
export class AssetDto extends RecordDto {
  @ApiProperty({ enum: ['asset'] })
  object!: 'asset';

  @ApiProperty({ type: String })
  name!: string;

  @ApiProperty({ type: String, example: 'STAR' })
  symbol!: string;

  @ApiProperty({ enum: INVENTORY_MODES })
  inventory_mode!: string;

  @ApiProperty({ enum: ISSUANCE_POLICIES })
  issuance_policy!: string;

  @ApiProperty({ type: 'integer' })
  scale!: number;

  @ApiProperty({ ...AMOUNT, nullable: true })
  max_transaction_amount!: string | null;

  @ApiProperty({ enum: ASSET_STATUSES })
  status!: string;

  @ApiProperty({ type: [String] })
  program_ids!: string[];

  @ApiProperty(NULLABLE_TIME)
  deleted_at!: string | null;
}

@ApiSchema({ name: 'LedgerEntity' })
export class LedgerEntityDto extends RecordDto {
  @ApiProperty({ enum: ['ledger_entity'] })
  object!: 'ledger_entity';

  @ApiProperty({ type: String })
  name!: string;
}

/** What a participant has of one asset. */
@ApiSchema({ name: 'PointsBalance' })
export class BalanceDto {
  @ApiProperty(AMOUNT)
  available!: string;

  @ApiProperty(AMOUNT)
  held!: string;

  @ApiProperty(AMOUNT)
  deferred!: string;
}

@ApiSchema({ name: 'AssetBalance' })
export class AssetBalanceDto extends BalanceDto {
  @ApiProperty(ID)
  asset_id!: string;

  @ApiProperty({ type: String, example: 'STAR' })
  symbol!: string;
}

@ApiSchema({ name: 'AssetBalances' })
export class BalancesDto {
  @ApiProperty({ type: () => [AssetBalanceDto] })
  data!: AssetBalanceDto[];
}

@ApiSchema({ name: 'ParticipantSummary' })
export class ParticipantSummaryDto extends RecordDto {
  @ApiProperty({ enum: ['participant'] })
  object!: 'participant';

  @ApiProperty({ type: String })
  external_id!: string;

  @ApiProperty({ enum: PARTICIPANT_STATUSES })
  status!: string;

  @ApiProperty(TEXT)
  email!: string | null;

  @ApiProperty(TEXT)
  phone!: string | null;

  @ApiProperty(TEXT)
  first_name!: string | null;

  @ApiProperty(TEXT)
  last_name!: string | null;

  @ApiProperty(TEXT)
  display_name!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  attributes!: Record<string, string>;

  @ApiProperty({ type: [String] })
  tags!: string[];

  @ApiProperty({ type: [String], description: 'Programs that have credited this participant.' })
  program_ids!: string[];
}

@ApiSchema({ name: 'Participant' })
export class ParticipantDto extends ParticipantSummaryDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Always empty: there are no counters here.' })
  counters!: object;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Always empty: there are no tiers here.' })
  tiers!: object;

  @ApiProperty({ type: () => [AssetBalanceDto] })
  balances!: AssetBalanceDto[];
}

export class ProgramListDto extends PointsListDto {
  @ApiProperty({ type: () => [ProgramDto] })
  data!: ProgramDto[];
}

export class AssetListDto extends PointsListDto {
  @ApiProperty({ type: () => [AssetDto] })
  data!: AssetDto[];
}

export class LedgerEntityListDto extends PointsListDto {
  @ApiProperty({ type: () => [LedgerEntityDto] })
  data!: LedgerEntityDto[];
}

export class ParticipantListDto extends PointsListDto {
  @ApiProperty({ type: () => [ParticipantSummaryDto] })
  data!: ParticipantSummaryDto[];
}

@ApiSchema({ name: 'ProgramWallet' })
export class WalletDto extends BalanceDto {
  @ApiProperty(ID)
  asset_id!: string;

  @ApiProperty({ type: String })
  symbol!: string;

  @ApiProperty({ enum: ISSUANCE_POLICIES })
  issuance_policy!: string;
}

@ApiSchema({ name: 'ProgramWallets' })
export class WalletsDto {
  @ApiProperty({ type: () => [WalletDto] })
  data!: WalletDto[];
}

@ApiSchema({ name: 'WalletMove' })
export class WalletMoveDto {
  @ApiProperty(ID)
  asset_id!: string;

  @ApiProperty(AMOUNT)
  available!: string;

  @ApiProperty({ ...ID, nullable: true, description: 'Null: the asset is UNLIMITED, and nothing moved.' })
  journal_entry_id!: string | null;

  @ApiProperty({ type: String })
  message!: string;
}
