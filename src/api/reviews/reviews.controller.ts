// The desk of the support staff: what is open, everything that is known about it, and the verdict that ends it.
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { REVIEW_REASONS } from '../../core/redemption/review';
import { StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { RecordsAct } from '../audit/records-act';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, ONE_VERSION, Responds, RespondsAlsoCsv } from '../openapi/decorators';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { AssignDto, NoteDto, REVIEW_ORDERS, REVIEW_STATUSES, VerdictDto } from './read-request';
import { FullReviewDto, ReviewListDto, ReviewSummaryDto } from './response.dto';
import { ReviewRequests } from './review-requests';

const ReviewId = () =>
  ApiParam({
    name: 'id',
    schema: { type: 'string', pattern: '^rvw_[0-9a-f]{24}$' },
    example: 'rvw_6740aa51c2f9d1e0b7a3c455',
  });

/** How work on a review may fail. */
const WORK = [
  'validation_failed',
  'pin_in_text',
  'key_not_allowed',
  'not_found',
  'review_closed',
  'too_many_pin_attempts',
  'too_many_concurrent_writes',
  'idempotency_key_reused',
  'idempotency_key_in_use',
] as const;

/** The list of reviews, one review, what people do with it, and its verdict. Secret keys only. */
@ApiTags('Reviews')
@SecretOnly()
@Controller('v1/reviews')
export class ReviewsController {
  constructor(private readonly requests: ReviewRequests) {}

  @Get()
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listReviews',
    summary: 'List reviews',
    description:
      'Open ones by the moment since which a redemption has had one, closed ones and all by the moment of its first; several of one redemption stand together. With `Accept: text/csv` the whole list in one answer.',
  })
  @ApiQuery({ name: 'reason', required: false, enum: REVIEW_REASONS })
  @ApiQuery({
    name: 'status',
    required: false,
    schema: { type: 'string', enum: [...REVIEW_STATUSES], default: 'open' },
  })
  @ApiQuery({ name: 'order', required: false, schema: { type: 'string', enum: [...REVIEW_ORDERS], default: 'newest' } })
  @ApiQuery({
    name: 'assigned_to',
    required: false,
    schema: { type: 'string', pattern: '^(?:usr_[0-9a-f]{24}|me|nobody)$' },
    description: 'Who has taken it up: the id of a person, `me` (people alone) or `nobody`.',
  })
  @DescribesPage()
  @RespondsAlsoCsv(ReviewListDto)
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.list(query, request, caller);
  }

  @Get('summary')
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'getReviewSummary',
    summary: 'How many reviews are open, for how long, and about how much',
  })
  @Responds(ReviewSummaryDto, { status: 200, description: 'What waits now.' })
  @MayFailWith('key_not_allowed')
  summary(@CallerOf() caller: Caller) {
    return this.requests.summary(caller);
  }

  @Get(':id')
  @UsersWith('records.read')
  @ApiOperation({ operationId: 'getReview', summary: 'Read a review with its redemption and the whole journal' })
  @ReviewId()
  @Responds(FullReviewDto, { status: 200, description: 'The review as it is now.', versioned: true })
  @MayFailWith('validation_failed', 'key_not_allowed', 'not_found')
  get(@Param('id') id: string, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.find(id, caller, reply);
  }

  @Post(':id/verdict')
  @RecordsAct('verdict_given', 'review', ['status', 'redemption_id'])
  @UsersWith('reviews.judge')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'giveVerdict',
    summary: 'Give a verdict',
    description:
      'Ends the doubt, if there still is any, and closes the review. Never moves a final state. `If-Match` must name the version it was decided on.',
  })
  @ReviewId()
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The `version` of the review, as in its `ETag`.',
    schema: ONE_VERSION,
  })
  @StoredAnswerPost()
  @ApiBody({ type: VerdictDto })
  @Responds(FullReviewDto, { status: 200, description: 'The review, closed.', versioned: true, replayable: true })
  @Responds(FullReviewDto, {
    status: 202,
    description:
      'Of a person, over the amount that takes two: written down as `proposed_verdict`, and the review is open until another person gives the same.',
    versioned: true,
    replayable: true,
  })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'key_not_allowed',
    'permission_missing',
    'step_up_required',
    'not_found',
    'review_closed',
    'awaiting_statement',
    'too_many_proposals',
    'too_many_pin_attempts',
    'too_many_concurrent_writes',
    'idempotency_key_reused',
    'idempotency_key_in_use',
    'version_conflict',
    'verdict_amount_required',
    'verdict_amount_exceeds',
    'verdict_reference_required',
    'if_match_required',
    'voucher_in_use',
  )
  verdict(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.verdict(id, request, caller, reply);
  }

  @Post(':id/assign')
  @UsersWith('reviews.work')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'assignReview',
    summary: 'Take a review up, or give it to a colleague',
    description: 'Moves no `version` of a redemption, so a verdict that somebody is writing still fits.',
  })
  @ReviewId()
  @StoredAnswerPost()
  @ApiBody({ type: AssignDto })
  @Responds(FullReviewDto, { status: 200, description: 'The review.', versioned: true, replayable: true })
  @MayFailWith(...WORK, 'assignee_unknown', 'too_many_assignments')
  assign(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.assign(id, request, caller, reply);
  }

  @Post(':id/notes')
  @UsersWith('reviews.work')
  @HttpCode(200)
  @ApiOperation({ operationId: 'noteReview', summary: 'Write a note on a review' })
  @ReviewId()
  @StoredAnswerPost()
  @ApiBody({ type: NoteDto })
  @Responds(FullReviewDto, { status: 200, description: 'The review.', versioned: true, replayable: true })
  @MayFailWith(...WORK, 'too_many_notes')
  note(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.note(id, request, caller, reply);
  }
}
