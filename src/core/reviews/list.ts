// Reviews of both kinds as one list, merged from two stores. Decides nothing.
import { belongsTo, type Caller } from '../accounts/caller';
import type { Redemption } from '../redemption/redemption';
import type { Review, ReviewReason } from '../redemption/review';
import type { Services } from '../use-cases/services';
import type { Position, ReviewedQuery } from '../values/page';
import { assignmentOf, idOf, isOpen, reasonOf, type AnyReview } from './reviews';

/** The row a page ended in, and the last review shown of it: a redemption can have several. */
export interface ReviewPosition extends Position {
  readonly shown: string;
}

/** Which reviews, and in which order. */
export interface ReviewsOrder {
  readonly status: 'open' | 'closed' | 'all';
  readonly order: 'newest' | 'oldest';
}

/** One page of reviews. `limit` counts reviews, not redemptions. */
export interface ReviewsQuery extends ReviewsOrder {
  readonly reason?: ReviewReason | undefined;
  /** A person (`usr_…`); null: those that nobody has taken up. */
  readonly assignedTo?: string | null | undefined;
  readonly after?: ReviewPosition | undefined;
  readonly limit: number;
}

/** Reviews of one page, which may be short while there are more, and where the next one begins. */
export interface ReviewsPage {
  readonly reviews: readonly AnyReview[];
  /** Null on the last page. */
  readonly next: ReviewPosition | null;
}

/** A redemption with its reviews, or a finding. */
export interface ReviewRow {
  readonly position: Position;
  readonly reviews: readonly AnyReview[];
}

/** Rows fetched at a time. */
const BATCH = 50;
/** Reviews that one page looks at, at most: where few match what is asked for, the page ends there, short. */
const MOST_LOOKED_AT = 200;

/**
 * Open reviews by the moment since which a redemption has had one, closed ones and all by the moment of its first; several of one
 * redemption stand together. Stable while reviews are opened: new ones come before the first page, or after the last.
 */
export async function listReviews(services: Services, query: ReviewsQuery, caller: Caller): Promise<ReviewsPage> {
  const reviews: AnyReview[] = [];
  let last: ReviewPosition | null = null;
  let lookedAt = 0;
  for await (const row of reviewRows(services, caller, query, query.after)) {
    for (const review of row.reviews) {
      if (reviews.length === query.limit || lookedAt === MOST_LOOKED_AT) return { reviews, next: last };
      lookedAt += 1;
      last = { ...row.position, shown: idOf(review) };
      if (matches(review, query)) reviews.push(review);
    }
  }
  return { reviews, next: null };
}

function matches(review: AnyReview, { status, reason, assignedTo }: ReviewsQuery): boolean {
  if (status === 'closed' && isOpen(review)) return false;
  if (reason !== undefined && reasonOf(review) !== reason) return false;
  return assignedTo === undefined || (assignmentOf(review)?.userId ?? null) === assignedTo;
}

/** Both kinds, merged, without filters: of `open` each row's open reviews, else all of them. Lazy: a page fetches little more than it shows. */
export async function* reviewRows(
  services: Services,
  caller: Caller,
  order: ReviewsOrder,
  after?: ReviewPosition,
): AsyncGenerator<ReviewRow> {
  if (after) yield* restOfRow(services, caller, order, after);
  const { redemptions, findings } = services.store;
  const { accountId, livemode } = caller;
  const which = order.status === 'open' ? 'open' : 'all';
  const query = { accountId, livemode, which, order: order.order, limit: BATCH } as const;
  const ofRedemptions = paged(async (position) => {
    const page = await redemptions.reviewed({ ...query, ...position });
    return page.map((redemption) => redemptionRow(redemption, order));
  }, after);
  const ofFindings = paged(async (position) => {
    const page = await findings.list({ ...query, ...position } satisfies ReviewedQuery);
    return page.map((finding): ReviewRow => ({
      position: { createdAt: finding.openedAt, id: finding.id },
      reviews: [{ kind: 'finding', finding }],
    }));
  }, after);
  yield* merged(ofRedemptions, ofFindings, order);
}

type Rows = AsyncGenerator<ReviewRow, undefined>;

async function* merged(lefts: Rows, rights: Rows, order: ReviewsOrder): AsyncGenerator<ReviewRow> {
  let [left, right] = [await lefts.next(), await rights.next()];
  while (!left.done || !right.done) {
    if (right.done || (!left.done && isBefore(left.value.position, right.value.position, order))) {
      if (!left.done) yield left.value;
      left = await lefts.next();
    } else {
      yield right.value;
      right = await rights.next();
    }
  }
}

async function* paged(fetch: (after: { after?: Position }) => Promise<ReviewRow[]>, start: Position | undefined): Rows {
  let after: Position | undefined = start && { createdAt: start.createdAt, id: start.id };
  for (;;) {
    const rows = await fetch(after ? { after } : {});
    yield* rows;
    after = rows.at(-1)?.position;
    if (rows.length < BATCH || !after) return undefined;
  }
}

/** The reviews of the redemption in which the page before ended that were not shown there. */
async function* restOfRow(
  services: Services,
  caller: Caller,
  order: ReviewsOrder,
  after: ReviewPosition,
): AsyncGenerator<ReviewRow> {
  const redemption = await services.store.redemptions.find(after.id);
  if (!redemption || !belongsTo(redemption, caller)) return;
  const ordered = inOrder(redemption.reviews, order);
  const left = ordered.slice(ordered.findIndex((review) => review.id === after.shown) + 1);
  yield { position: after, reviews: shownOf(redemption, left, order) };
}

function redemptionRow(redemption: Redemption, order: ReviewsOrder): ReviewRow {
  const { reviewOpenedAt, reviews, id } = redemption;
  const at = order.status === 'open' ? reviewOpenedAt : reviews[0]?.openedAt;
  return { position: { createdAt: at ?? 0, id }, reviews: shownOf(redemption, inOrder(reviews, order), order) };
}

function shownOf(redemption: Redemption, reviews: readonly Review[], { status }: ReviewsOrder): AnyReview[] {
  const shown = status === 'open' ? reviews.filter(({ closedAt }) => closedAt === null) : reviews;
  return shown.map((review) => ({ kind: 'redemption', redemption, review }));
}

/** A redemption's own list grows at its end: of those opened in one millisecond the later ones stand there. */
function inOrder(reviews: readonly Review[], { order }: ReviewsOrder): Review[] {
  if (order === 'oldest') return reviews.toSorted((a, b) => a.openedAt - b.openedAt);
  return reviews.toReversed().toSorted((a, b) => b.openedAt - a.openedAt);
}

function isBefore(a: Position, b: Position, { order }: ReviewsOrder): boolean {
  const isNewer = a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt;
  return order === 'newest' ? isNewer : !isNewer;
}
