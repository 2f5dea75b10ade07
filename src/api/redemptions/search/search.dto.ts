// A search as it is described and checked, and its answer.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { OUTCOMES, STATUSES, type RedemptionOutcome, type Status } from '../../../core/redemption/redemption';
import { UNDERSTOOD_KINDS, type UnderstoodKind } from '../../../core/search/understood';
import { IsText, IsVoucherType, VOUCHER_TYPE, MayBeAbsent } from '../../input/validation-rules';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../lists/pagination';
import { RedemptionListDto } from '../lists/lists.dto';

const TIME = 'RFC 3339, or a date alone: the whole of that day in South African time.';

@ApiSchema({ name: 'SearchRequest' })
export class SearchDto {
  @ApiProperty({
    type: String,
    example: '9838 today 14:00-14:30',
    description:
      'What you have in hand, in words that must all be true: an id, a whole PIN, the last four digits of one, an amount, a phone number, a reference, `till:T12` or `till 12`, a day and a time.',
  })
  @IsText(200)
  query!: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @MayBeAbsent()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  status?: Status;

  @ApiPropertyOptional({ enum: OUTCOMES })
  @MayBeAbsent()
  @IsIn(OUTCOMES, { message: `must be one of ${OUTCOMES.join(', ')}` })
  outcome?: RedemptionOutcome;

  @ApiPropertyOptional({ type: String, pattern: VOUCHER_TYPE.source, example: 'vouchers.one_voucher' })
  @MayBeAbsent()
  @IsVoucherType()
  type?: string;

  @ApiPropertyOptional({ type: String, example: '2026-11-24', description: `Made then or later. ${TIME}` })
  @MayBeAbsent()
  @IsText(40)
  created_from?: string;

  @ApiPropertyOptional({ type: String, example: '2026-11-25', description: `Made before it. ${TIME}` })
  @MayBeAbsent()
  @IsText(40)
  created_to?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @MayBeAbsent()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MAX_LIMIT, { message: `must be at most ${String(MAX_LIMIT)}` })
  limit?: number;

  @ApiPropertyOptional({ type: String, description: '`next_cursor` of the page before.' })
  @MayBeAbsent()
  @IsString({ message: 'must be a string' })
  @IsText(500)
  cursor?: string;
}

@ApiSchema({ name: 'Understood' })
export class UnderstoodDto {
  @ApiProperty({
    enum: UNDERSTOOD_KINDS,
    description:
      'What the part was taken for. `other_mode`: an id of your other mode, found there alone. `reference_beginning`: nothing is called exactly so.',
  })
  kind!: UnderstoodKind;

  @ApiProperty({
    type: String,
    example: '************9838',
    description: 'The part. A PIN masked, an amount in rand, a span of time as `from/to`, several tills as `T7, T07`.',
  })
  value!: string;

  @ApiProperty({
    enum: ['reference'],
    nullable: true,
    description:
      'What the same text is looked for as, too: rows that are either are found. Null where it is nothing else.',
  })
  also!: 'reference' | null;

  @ApiProperty({
    type: Number,
    format: 'int32',
    minimum: 1,
    description:
      'How many words of the query, apart by spaces, the part was read from. The parts stand in the order of the query, so that each word belongs to one.',
  })
  words!: number;
}

@ApiSchema({ name: 'SearchResult' })
export class SearchResultDto extends RedemptionListDto {
  @ApiProperty({ type: () => [UnderstoodDto], description: 'Every part of the query, in its order.' })
  understood!: readonly UnderstoodDto[];

  @ApiProperty({
    type: Boolean,
    description:
      'False for a while after an update: redemptions of the version before are still being made searchable, the newest first.',
  })
  complete!: boolean;
}
