// From a request about reviews to a query or a command of the core: every fault at once. Decides nothing.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { REVIEW_REASONS, type ReviewReason } from '../../core/redemption/review';
import type { VerdictCommand } from '../../core/reviews/redemption-reviews';
import type { ReviewPosition, ReviewsQuery } from '../../core/reviews/reviews';
import { readIfMatch } from '../input/headers';
import { check, checkQuery, Faults, requireObject } from '../input/validation';
import { IsAmount, IsText, MayBeAbsent } from '../input/validation-rules';
import { IsLimit } from '../lists/list-filters';
import { decodeCursor, DEFAULT_LIMIT, encodeCursor } from '../lists/pagination';

const ROWS = 'reviews';
const SHOWN = 'reviews.shown';

const NOTE_MAX = 2000;
const EVIDENCE_MAX = 500;
const DECISIONS = ['paid', 'not_paid'] as const;

/** The filters of the list as they arrive. */
export class ReviewsQueryDto {
  @MayBeAbsent()
  @IsIn(REVIEW_REASONS, { message: `must be one of ${REVIEW_REASONS.join(', ')}` })
  reason?: ReviewReason;

  /** Only open reviews are listed; a closed one is found by its id. */
  @MayBeAbsent()
  @IsIn(['open'], { message: 'must be open: a closed review is read by its id' })
  status?: 'open';

  @MayBeAbsent()
  @IsText(400)
  cursor?: string;

  @MayBeAbsent()
  @IsLimit()
  limit?: string;
}

@ApiSchema({ name: 'VerdictRequest' })
export class VerdictDto {
  @ApiProperty({ enum: DECISIONS, description: '`paid`: the value moved. `not_paid`: established that it did not.' })
  @IsIn(DECISIONS, { message: `must be ${DECISIONS.join(' or ')}` })
  decision!: (typeof DECISIONS)[number];

  @ApiProperty({ type: String, description: 'Why you are sure.' })
  @IsText(NOTE_MAX)
  note!: string;

  @ApiProperty({
    type: String,
    example: 'Settlement of 20 November, line 4711',
    description: 'Where the proof can be found.',
  })
  @IsText(EVIDENCE_MAX)
  evidence!: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    example: 1900,
    description: 'Cents that moved. Needed with `paid` where the whole value was asked for and nobody knows it yet.',
  })
  @MayBeAbsent()
  @IsAmount()
  amount?: number;
}

/**
 * From query parameters to a query of the core. `limit` is the page's own. Throws `ProblemException` 400 with every
 * fault.
 */
export function readReviewsQuery(query: Readonly<Record<string, unknown>>): ReviewsQuery {
  const faults = new Faults();
  const asked = checkQuery(ReviewsQueryDto, query, faults);
  const after = typeof asked.cursor === 'string' ? readCursor(asked.cursor) : undefined;
  if (after === null && !faults.has('cursor')) faults.add('cursor', 'malformed', 'is not a cursor of this list');
  faults.refuse();
  const limit = asked.limit === undefined ? DEFAULT_LIMIT : Number(asked.limit);
  return { reason: asked.reason, after: after ?? undefined, limit };
}

/** Two positions in one cursor: the row the page ended in, and the last review shown of it. */
export function writeCursor({ createdAt, id, shown }: ReviewPosition): string {
  return `${encodeCursor(ROWS, { createdAt, id })}.${encodeCursor(SHOWN, { createdAt, id: shown })}`;
}

function readCursor(cursor: string): ReviewPosition | null {
  const [row = '', shown = ''] = cursor.split('.', 2);
  const position = decodeCursor(ROWS, row);
  const review = decodeCursor(SHOWN, shown);
  return position && review ? { ...position, shown: review.id } : null;
}

/** Throws `ProblemException` 400 where the text cannot be the id of a review. */
export function readReviewId(id: string): string {
  const faults = new Faults();
  checkId(id, faults);
  faults.refuse();
  return id;
}

/** Throws `ProblemException` 400 with every fault. A missing `If-Match` is for the core to refuse. */
export function readVerdict(request: Pick<FastifyRequest, 'body' | 'headers'>, id: string): VerdictCommand {
  const faults = new Faults();
  checkId(id, faults);
  const dto = check(VerdictDto, requireObject(request.body), faults);
  const ifMatch = readIfMatch(request, faults);
  faults.refuse();
  const { decision, note, evidence, amount } = dto;
  return { decision, note, evidence, amountCents: amount, ifMatch };
}

function checkId(id: string, faults: Faults): void {
  if (!/^rvw_[0-9a-f]{24}$/.test(id)) faults.add('id', 'malformed', 'must be rvw_ and 24 hex digits');
}
