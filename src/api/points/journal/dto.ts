// The journal and the reports as requests ask for them, and as the API description shows them.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { BUCKETS, COUNTER_KINDS, type Bucket } from '../../../core/points/book/book';
import { ACTION_TYPES, type ActionType } from '../../../core/points/book/entry';
import { TIME } from '../../openapi/properties';
import { IsSaid, MayBeAbsent } from '../../input/validation-rules';
import { IsSignedDecimal, IsTime, IsUuid } from '../input';
import { PointsListDto, PointsPageDto } from '../lists';

const UUID = { type: String, format: 'uuid' } as const;
const AMOUNT = { type: String, example: '-1000.00' } as const;

/** The filters of the journal. */
export class EntriesQueryDto extends PointsPageDto {
  @MayBeAbsent()
  @IsUuid()
  program_id?: string;

  @MayBeAbsent()
  @IsUuid()
  participant_id?: string;

  @MayBeAbsent()
  @IsSaid(255)
  external_id?: string;

  @MayBeAbsent()
  @IsUuid()
  group_id?: string;

  @MayBeAbsent()
  @IsSaid(255)
  event_id?: string;

  @MayBeAbsent()
  @IsSaid(255)
  rule_id?: string;

  @MayBeAbsent()
  @IsUuid()
  asset_id?: string;

  @MayBeAbsent()
  @IsIn(BUCKETS, { message: `must be one of ${BUCKETS.join(', ')}` })
  bucket?: Bucket;

  @MayBeAbsent()
  @IsIn(ACTION_TYPES, { message: `must be one of ${ACTION_TYPES.join(', ')}` })
  action_type?: ActionType;

  @MayBeAbsent()
  @IsSaid(255)
  reference_id?: string;

  @MayBeAbsent()
  @IsTime()
  from?: string;

  @MayBeAbsent()
  @IsTime()
  to?: string;

  @MayBeAbsent()
  @IsSignedDecimal()
  min_amount?: string;

  @MayBeAbsent()
  @IsSignedDecimal()
  max_amount?: string;
}

export class SummaryQueryDto {
  @MayBeAbsent()
  @IsUuid()
  program_id?: string;

  @MayBeAbsent()
  @IsTime()
  from?: string;

  @MayBeAbsent()
  @IsTime()
  to?: string;
}

export class IntegrityQueryDto {
  @MayBeAbsent()
  @Matches(/^(?:[1-9]\d{0,3}|10000)$/, { message: 'must be a whole number, 1 to 10000' })
  window?: string;
}

@ApiSchema({ name: 'Posting' })
export class PostingDto {
  @ApiProperty({ type: String })
  id!: string;

  @ApiProperty(AMOUNT)
  amount!: string;

  @ApiProperty(UUID)
  asset_id!: string;

  @ApiProperty({ type: String, nullable: true })
  asset_symbol!: string | null;

  @ApiProperty({ enum: BUCKETS })
  bucket!: string;

  @ApiProperty({ enum: ['PARTICIPANT', ...COUNTER_KINDS] })
  entity_type!: string;

  @ApiPropertyOptional(UUID)
  participant_id?: string;

  @ApiPropertyOptional(UUID)
  program_id?: string;

  @ApiPropertyOptional(UUID)
  ledger_entity_id?: string;

  @ApiPropertyOptional({ type: String, description: 'Why value is in SYSTEM_BREAKAGE.' })
  reason?: string;

  @ApiPropertyOptional({ type: String, description: 'The counter account in one text.' })
  account?: string;

  @ApiProperty(TIME)
  created_at!: string;
}

@ApiSchema({ name: 'JournalEntry' })
export class JournalEntryDto {
  @ApiProperty(UUID)
  id!: string;

  @ApiProperty({ enum: ['journal_entry'] })
  object!: 'journal_entry';

  @ApiProperty({ enum: ACTION_TYPES })
  action_type!: string;

  @ApiProperty(UUID)
  program_id!: string;

  @ApiProperty({ type: String, nullable: true })
  program_name!: string | null;

  @ApiProperty({ ...UUID, nullable: true, description: 'Null for the wallet of a program.' })
  participant_id!: string | null;

  @ApiProperty({ type: String })
  description!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Always null: there are no earning events here.' })
  event_id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Always null: there are no rules here.' })
  rule_id!: string | null;

  @ApiProperty({ type: String, nullable: true })
  reference_id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null for what happened by itself.' })
  created_by_api_key_id!: string | null;

  @ApiProperty({ type: String, description: 'SHA-256 over this entry and all before it in its book.' })
  entry_hash!: string;

  @ApiProperty({ type: () => [PostingDto], description: 'They sum to zero.' })
  postings!: PostingDto[];

  @ApiProperty(TIME)
  created_at!: string;
}

export class JournalEntryListDto extends PointsListDto {
  @ApiProperty({ type: () => [JournalEntryDto] })
  data!: JournalEntryDto[];
}

@ApiSchema({ name: 'AssetSummary' })
export class AssetSummaryDto {
  @ApiProperty(UUID)
  asset_id!: string;

  @ApiProperty({ type: String })
  asset_symbol!: string;

  @ApiProperty(AMOUNT)
  total_issued!: string;

  @ApiProperty(AMOUNT)
  total_redeemed!: string;

  @ApiProperty(AMOUNT)
  total_expired!: string;

  @ApiProperty(AMOUNT)
  total_forfeited!: string;

  @ApiProperty(AMOUNT)
  total_other_adjustments_net!: string;

  @ApiProperty({ ...AMOUNT, description: 'In the period, where one was asked for; else the total.' })
  other_adjustments_net!: string;

  @ApiProperty(AMOUNT)
  current_balance!: string;

  @ApiProperty({ type: 'integer' })
  participant_count!: number;

  @ApiPropertyOptional(AMOUNT)
  opening_balance?: string;

  @ApiPropertyOptional(AMOUNT)
  closing_balance?: string;

  @ApiPropertyOptional(AMOUNT)
  period_issued?: string;

  @ApiPropertyOptional(AMOUNT)
  period_redeemed?: string;

  @ApiPropertyOptional(AMOUNT)
  period_expired?: string;

  @ApiPropertyOptional(AMOUNT)
  period_forfeited?: string;
}

@ApiSchema({ name: 'LedgerSummary' })
export class LedgerSummaryDto {
  @ApiProperty({ type: () => [AssetSummaryDto] })
  data!: AssetSummaryDto[];

  @ApiProperty(TIME)
  as_of!: string;
}

@ApiSchema({ name: 'IntegrityFault' })
export class IntegrityFaultDto {
  @ApiProperty({ ...UUID, description: 'The book: a participant, or a program for its wallet.' })
  participant_id!: string;

  @ApiProperty({ type: String })
  fault!: string;
}

@ApiSchema({ name: 'Integrity' })
export class IntegrityDto {
  @ApiProperty({ type: Boolean })
  all_passed!: boolean;

  @ApiProperty({ type: Boolean })
  postings_balanced!: boolean;

  @ApiProperty({ type: Boolean })
  value_conservation!: boolean;

  @ApiProperty({ type: Boolean })
  hash_chain!: boolean;

  @ApiProperty({ type: 'integer', description: 'Always 0: an entry is sealed in the commit that writes it.' })
  unsealed_entries!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Hash of the newest entry.' })
  chain_head!: string | null;

  @ApiProperty(TIME)
  verified_at!: string;

  @ApiProperty({ type: 'integer' })
  window!: number;

  @ApiProperty({ type: () => [IntegrityFaultDto] })
  faults!: IntegrityFaultDto[];
}
