// From a request about reviews to a query or a command of the core: every fault at once. Decides nothing.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, Matches, ValidateIf } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { REVIEW_REASONS, type ReviewReason } from '../../core/redemption/review';
import type { VerdictCommand } from '../../core/reviews/redemption-reviews';
import type { ReviewPosition, ReviewsOrder, ReviewsQuery } from '../../core/reviews/list';
import { readIfMatch } from '../input/headers';
import { check, checkQuery, Faults, requireObject } from '../input/validation';
import { AMOUNT, IsAmount, IsSaid, IsText, MayBeAbsent } from '../input/validation-rules';
import { IsId, IsLimit } from '../lists/list-filters';
import { idOf } from '../openapi/properties';
import { decodeCursor, DEFAULT_LIMIT, encodeCursor } from '../lists/pagination';

const ROWS = 'reviews';
const SHOWN = 'reviews.shown';

/** What may be asked for. */
export const REVIEW_STATUSES = ['open', 'closed', 'all'] as const;
export const REVIEW_ORDERS = ['newest', 'oldest'] as const;

const NOTE_MAX = 2000;
const EVIDENCE_MAX = 500;
const DECISIONS = ['paid', 'not_paid'] as const;

/** The filters of the list as they arrive. */
export class ReviewsQueryDto {
  @MayBeAbsent()
  @IsIn(REVIEW_REASONS, { message: `must be one of ${REVIEW_REASONS.join(', ')}` })
  reason?: ReviewReason;

  @MayBeAbsent()
  @IsIn(REVIEW_STATUSES, { message: `must be ${REVIEW_STATUSES.join(', ')}` })
  status?: (typeof REVIEW_STATUSES)[number];

  @MayBeAbsent()
  @IsIn(REVIEW_ORDERS, { message: `must be ${REVIEW_ORDERS.join(' or ')}` })
  order?: (typeof REVIEW_ORDERS)[number];

  @MayBeAbsent()
  @Matches(/^(?:usr_[0-9a-f]{24}|me|nobody)$/, { message: 'must be usr_ and 24 hex digits, me, or nobody' })
  assigned_to?: string;

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
  @IsSaid(NOTE_MAX)
  note!: string;

  @ApiProperty({
    type: String,
    example: 'Settlement of 20 November, line 4711',
    description: 'Where the proof can be found.',
  })
  @IsSaid(EVIDENCE_MAX)
  evidence!: string;

  @ApiPropertyOptional({
    ...AMOUNT,
    example: 1900,
    description:
      'Cents that moved. Needed with `paid` where that is not certain: the whole value was asked for and nobody knows it yet, less may have been taken (`partial: allow`), or a statement shows it in several lines, or more than was asked for.',
  })
  @MayBeAbsent()
  @IsAmount()
  amount?: number;
}

@ApiSchema({ name: 'AssignReviewRequest' })
export class AssignDto {
  @ApiProperty({ ...idOf('usr'), nullable: true, description: 'Who takes it up. Null: nobody has it any more.' })
  @ValidateIf((_, userId: unknown) => userId !== null)
  @IsId('usr')
  user_id!: string | null;
}

@ApiSchema({ name: 'ReviewNoteRequest' })
export class NoteDto {
  @ApiProperty({ type: String, description: 'What you found out. Never a PIN.' })
  @IsSaid(NOTE_MAX)
  text!: string;
}

/**
 * From query parameters to a query of the core. `limit` is the page's own. Throws `ProblemException` 400 with every
 * fault.
 */
export function readReviewsQuery(query: Readonly<Record<string, unknown>>, caller: Caller): ReviewsQuery {
  const faults = new Faults();
  const asked = checkQuery(ReviewsQueryDto, query, faults);
  const order: ReviewsOrder = { status: asked.status ?? 'open', order: asked.order ?? 'newest' };
  const after = typeof asked.cursor === 'string' ? readCursor(order, asked.cursor) : undefined;
  if (after === null && !faults.has('cursor')) faults.add('cursor', 'malformed', 'is not a cursor of this list');
  const assignedTo = readAssignee(asked.assigned_to, caller, faults);
  faults.refuse();
  const limit = asked.limit === undefined ? DEFAULT_LIMIT : Number(asked.limit);
  return { ...order, reason: asked.reason, assignedTo, after: after ?? undefined, limit };
}

function readAssignee(asked: string | undefined, caller: Caller, faults: Faults): string | null | undefined {
  if (asked === 'nobody') return null;
  if (asked !== 'me') return asked;
  if (!caller.user) faults.add('assigned_to', 'not_allowed', 'can be me for people alone: a key has no reviews');
  return caller.user?.id;
}

/** Two positions in one cursor: the row the page ended in, and the last review shown of it. Of one order no other takes it. */
export function writeCursor(order: ReviewsOrder, { createdAt, id, shown }: ReviewPosition): string {
  return `${encodeCursor(rowsIn(order), { createdAt, id })}.${encodeCursor(SHOWN, { createdAt, id: shown })}`;
}

function readCursor(order: ReviewsOrder, cursor: string): ReviewPosition | null {
  const [row = '', shown = ''] = cursor.split('.', 2);
  const position = decodeCursor(rowsIn(order), row);
  const review = decodeCursor(SHOWN, shown);
  return position && review ? { ...position, shown: review.id } : null;
}

/** The kind of list, by what its pages are walked in. That of open reviews, newest first, is the one that earlier versions had. */
function rowsIn({ status, order }: ReviewsOrder): string {
  const which = status === 'open' ? '' : '.all';
  return ROWS + which + (order === 'newest' ? '' : '.oldest');
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

/** To whom a review is given. Throws `ProblemException` 400 with every fault. */
export function readAssignment({ body }: Pick<FastifyRequest, 'body'>, id: string): string | null {
  const faults = new Faults();
  checkId(id, faults);
  const { user_id: userId } = check(AssignDto, requireObject(body), faults);
  faults.refuse();
  return userId;
}

/** The text of a note. Throws `ProblemException` 400 with every fault. */
export function readNote({ body }: Pick<FastifyRequest, 'body'>, id: string): string {
  const faults = new Faults();
  checkId(id, faults);
  const { text } = check(NoteDto, requireObject(body), faults);
  faults.refuse();
  return text;
}

function checkId(id: string, faults: Faults): void {
  if (!/^rvw_[0-9a-f]{24}$/.test(id)) faults.add('id', 'malformed', 'must be rvw_ and 24 hex digits');
}
