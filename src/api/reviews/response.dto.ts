// Reviews as the API description shows them. Held to responses.ts by the compiler where the controller returns them.
import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { STATUSES } from '../../core/redemption/redemption';
import { REVIEW_REASONS } from '../../core/redemption/review';
import { SUMMARY_CAP } from '../../core/reviews/summary';
import { ListDto } from '../lists/list.dto';
import { CENTS, idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';
import { RedemptionDto } from '../redemptions/response.dto';
import { ActorDto, TimelineEntryDto } from '../redemptions/timeline.dto';

@ApiSchema({ name: 'Verdict' })
export class GivenVerdictDto {
  @ApiProperty({ enum: ['paid', 'not_paid'] })
  decision!: 'paid' | 'not_paid';

  @ApiProperty({ type: String, description: 'Why they were sure.' })
  note!: string;

  @ApiProperty({ type: String, description: 'Where the proof can be found.' })
  evidence!: string;

  @ApiProperty({ type: () => ActorDto })
  by!: ActorDto;

  @ApiProperty(MAYBE_TIME)
  at!: string | null;
}

@ApiSchema({ name: 'ProposedVerdict' })
export class ProposedVerdictDto extends OmitType(GivenVerdictDto, ['at'] as const) {
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, description: 'Cents that moved, where it says so.' })
  amount!: number | null;

  @ApiProperty({ ...TIME, description: 'It waits for 24 hours from then.' })
  at!: string;
}

@ApiSchema({ name: 'ReviewNote', description: 'What somebody found out about it.' })
export class ReviewNoteDto {
  @ApiProperty({ type: String })
  text!: string;

  @ApiProperty({ type: () => ActorDto })
  by!: ActorDto;

  @ApiProperty(TIME)
  at!: string;
}

@ApiSchema({ name: 'Review', description: 'Something that only a person can settle.' })
export class ReviewDto {
  @ApiProperty(idOf('rvw'))
  id!: string;

  @ApiProperty({ enum: ['review'] })
  object!: 'review';

  @ApiProperty({ enum: ['open', 'closed'] })
  status!: 'open' | 'closed';

  @ApiProperty({ type: Boolean, example: true })
  livemode!: boolean;

  @ApiProperty({ enum: REVIEW_REASONS })
  reason!: (typeof REVIEW_REASONS)[number];

  @ApiProperty({ type: String, description: 'What is wrong, in words.' })
  summary!: string;

  @ApiProperty({
    ...idOf('rdm'),
    nullable: true,
    description: 'Null where a statement has a line that no redemption here knows.',
  })
  redemption_id!: string | null;

  @ApiProperty({ ...MAYBE_TEXT, description: 'The operation it is about, where there is one.' })
  operation_id!: string | null;

  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;

  @ApiProperty({ ...MAYBE_TEXT, description: 'What the provider knows it by.' })
  reference!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 0,
    description:
      'Cents of that operation; 0: the whole value, not known yet. Without an operation: what the statement shows as taken, where it does. Without a redemption: what the statement says.',
  })
  amount!: number | null;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'For If-Match: of the redemption, or of the review without one.',
  })
  version!: number;

  @ApiProperty(TIME)
  opened_at!: string;

  @ApiProperty(MAYBE_TIME)
  closed_at!: string | null;

  @ApiProperty({
    type: () => GivenVerdictDto,
    nullable: true,
    description: 'Null while open, and where the provider settled the matter after all.',
  })
  verdict!: GivenVerdictDto | null;

  @ApiPropertyOptional({
    type: () => ProposedVerdictDto,
    description: 'What one person decided, where it takes the same verdict of another. Left out where nobody has.',
  })
  proposed_verdict?: ProposedVerdictDto;

  @ApiProperty({ ...idOf('usr'), nullable: true, description: 'Who has taken it up. Null: nobody.' })
  assigned_to!: string | null;

  @ApiProperty(MAYBE_TIME)
  assigned_at!: string | null;

  @ApiProperty({ type: () => [ReviewNoteDto], description: 'Oldest first, 50 at most.' })
  notes!: readonly ReviewNoteDto[];
}

@ApiSchema({ name: 'ReviewTimelineEntry', description: 'One fact: what happened, when, and who brought it.' })
export class ReviewTimelineEntryDto extends OmitType(TimelineEntryDto, ['status'] as const) {
  @ApiProperty({
    enum: STATUSES,
    nullable: true,
    description: 'The status of the redemption after this fact; null where there is none.',
  })
  status!: (typeof STATUSES)[number] | null;
}

@ApiSchema({ name: 'FullReview' })
export class FullReviewDto extends ReviewDto {
  @ApiProperty({ type: () => RedemptionDto, nullable: true, description: 'Secrets masked, whoever asks.' })
  redemption!: RedemptionDto | null;

  @ApiProperty({ type: () => [ReviewTimelineEntryDto], description: 'The whole journal, oldest first.' })
  timeline!: readonly ReviewTimelineEntryDto[];
}

@ApiSchema({ name: 'ReviewList' })
export class ReviewListDto extends ListDto {
  @ApiProperty({ type: () => [ReviewDto] })
  data!: readonly ReviewDto[];
}

@ApiSchema({ name: 'ReviewReasonSummary' })
export class ReasonSummaryDto {
  @ApiProperty({ enum: REVIEW_REASONS })
  reason!: (typeof REVIEW_REASONS)[number];

  @ApiProperty({ type: 'integer', minimum: 1 })
  open!: number;

  @ApiProperty(TIME)
  oldest_opened_at!: string;

  @ApiProperty(CENTS)
  amount!: number;
}

@ApiSchema({ name: 'ReviewSummary', description: 'What waits on the desk.' })
export class ReviewSummaryDto {
  @ApiProperty({ enum: ['review_summary'] })
  object!: 'review_summary';

  @ApiProperty({ type: Boolean, example: true })
  livemode!: boolean;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: SUMMARY_CAP, description: 'Open reviews.' })
  open!: number;

  @ApiProperty({
    type: Boolean,
    description: `False where more than ${String(SUMMARY_CAP)} are open: then the numbers are of the oldest of them.`,
  })
  is_complete!: boolean;

  @ApiProperty({ ...MAYBE_TIME, description: 'Since when the oldest waits.' })
  oldest_opened_at!: string | null;

  @ApiProperty({
    ...CENTS,
    description: 'Cents that they are about: each operation once. What is not known yet counts as nothing.',
  })
  amount!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Those that nobody has taken up.' })
  unassigned!: number;

  @ApiProperty({ type: () => [ReasonSummaryDto], description: 'Reasons of which one is open.' })
  by_reason!: readonly ReasonSummaryDto[];
}
