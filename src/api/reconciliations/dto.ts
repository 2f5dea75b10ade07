// Reconciliations as the API description shows them. Held to responses.ts by the compiler where the controller returns them.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DIFFERENCE_KINDS, HOLDINGS, RUN_FAILURES, RUN_STATUSES } from '../../core/reconciliations/run';
import { ListDto } from '../lists/list.dto';
import { CENTS, idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';
import { ActorDto } from '../redemptions/timeline.dto';

const COUNT = { type: 'integer', minimum: 0 } as const;

@ApiSchema({ name: 'ReconciliationPeriod' })
export class PeriodDto {
  @ApiProperty(TIME)
  from!: string;

  @ApiProperty({ ...TIME, description: 'Exclusive.' })
  to!: string;
}

@ApiSchema({ name: 'ReconciliationCounts' })
export class RunCountsDto {
  @ApiProperty({ ...COUNT, description: 'References on which both sides agree.' })
  matched!: number;

  @ApiProperty(COUNT)
  ours_only!: number;

  @ApiProperty(COUNT)
  theirs_only!: number;

  @ApiProperty(COUNT)
  amount_differs!: number;

  @ApiProperty(COUNT)
  state_differs!: number;

  @ApiProperty({ ...COUNT, description: 'References dated outside the period that belong to nothing in it.' })
  outside_period!: number;

  @ApiProperty({ ...COUNT, description: 'References of redemptions of other accounts: not compared.' })
  other_accounts!: number;

  @ApiProperty({ ...COUNT, description: 'In doubt here, and not in the file: no difference.' })
  in_doubt!: number;

  @ApiProperty({ ...COUNT, description: 'Sent after the file was made, and so not in it: no difference.' })
  after_file!: number;

  @ApiProperty({ ...COUNT, description: 'Lines of other business: not compared.' })
  other_lines!: number;
}

@ApiSchema({ name: 'ReconciliationReviews' })
export class RunReviewsDto {
  @ApiProperty(COUNT)
  opened!: number;

  @ApiProperty({ ...COUNT, description: 'Opened by an earlier run.' })
  known!: number;

  @ApiProperty({ ...COUNT, description: 'Differences without a review: over the limit of 1,000, or of nobody here.' })
  not_opened!: number;
}

@ApiSchema({ name: 'Reconciliation', description: 'A statement of a provider, and what its comparison came to.' })
export class ReconciliationDto {
  @ApiProperty(idOf('rcn'))
  id!: string;

  @ApiProperty({ enum: ['reconciliation'] })
  object!: 'reconciliation';

  @ApiProperty({ type: Boolean, example: false })
  livemode!: boolean;

  @ApiProperty({ enum: RUN_STATUSES })
  status!: (typeof RUN_STATUSES)[number];

  @ApiProperty({
    enum: RUN_FAILURES,
    nullable: true,
    description: 'Why it failed. Reviews that were opened by then stand; send the file again and the rest is opened.',
  })
  failure!: (typeof RUN_FAILURES)[number] | null;

  @ApiProperty({ ...MAYBE_TEXT, example: 'one_voucher' })
  provider!: string | null;

  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;

  @ApiProperty({ ...MAYBE_TEXT, example: '2026-11-20.csv', description: 'What the sender calls it.' })
  statement!: string | null;

  @ApiProperty({ enum: HOLDINGS, nullable: true })
  holds!: (typeof HOLDINGS)[number] | null;

  @ApiProperty({ type: String, example: '+02:00' })
  utc_offset!: string;

  @ApiProperty({ type: () => PeriodDto })
  period!: PeriodDto;

  @ApiProperty({ ...COUNT, format: 'int64', description: 'Of the file.' })
  bytes!: number;

  @ApiProperty({ ...COUNT, nullable: true, description: 'Lines of the file. Null until it is done.' })
  lines!: number | null;

  @ApiProperty({ type: () => RunCountsDto, nullable: true, description: 'Null until it is done.' })
  counts!: RunCountsDto | null;

  @ApiProperty({ ...COUNT, nullable: true, description: 'The sum of the last four. Null until it is done.' })
  differences!: number | null;

  @ApiProperty({ type: () => RunReviewsDto, nullable: true, description: 'Null until it is done.' })
  reviews!: RunReviewsDto | null;

  @ApiProperty({ type: () => ActorDto })
  created_by!: ActorDto;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(MAYBE_TIME)
  ended_at!: string | null;
}

@ApiSchema({ name: 'ReconciliationList' })
export class ReconciliationListDto extends ListDto {
  @ApiProperty({ type: () => [ReconciliationDto] })
  data!: readonly ReconciliationDto[];
}

@ApiSchema({ name: 'ReconciliationDifference' })
export class DifferenceDto {
  @ApiProperty({ enum: ['reconciliation_difference'] })
  object!: 'reconciliation_difference';

  @ApiProperty({ enum: DIFFERENCE_KINDS })
  kind!: (typeof DIFFERENCE_KINDS)[number];

  @ApiProperty({
    type: String,
    description:
      'As the statement or our books have it. Of a number that may be a PIN the last four digits, with the moment and the cents.',
  })
  reference!: string;

  @ApiProperty({ ...idOf('rdm'), nullable: true })
  redemption_id!: string | null;

  @ApiProperty({ ...idOf('op'), nullable: true })
  operation_id!: string | null;

  @ApiProperty({ ...CENTS, nullable: true, description: 'Cents that moved by our books. Null: none did.' })
  ours!: number | null;

  @ApiProperty({ ...CENTS, nullable: true, description: 'The same by the statement.' })
  theirs!: number | null;

  @ApiProperty({ type: 'integer', minimum: 1, nullable: true, description: 'First line in the file.' })
  line!: number | null;

  @ApiProperty({ ...MAYBE_TEXT, description: 'What differs, in words.' })
  summary!: string | null;

  @ApiProperty({ ...idOf('rvw'), nullable: true })
  review_id!: string | null;
}

@ApiSchema({ name: 'ReconciliationDifferenceList' })
export class DifferenceListDto extends ListDto {
  @ApiProperty({ type: () => [DifferenceDto] })
  data!: readonly DifferenceDto[];
}
