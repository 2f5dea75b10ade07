// Reviews of both kinds, of redemptions and without one, as one list and one desk. How a verdict on a redemption's review
// works is redemption-reviews.ts; this file only finds out which kind an id is, and merges.
import { belongsTo, type Caller } from '../accounts/caller';
import { requirePermission } from '../accounts/permissions';
import { closedFinding, type Finding } from '../findings/finding';
import type { Redemption } from '../redemption/redemption';
import type { Review, ReviewReason } from '../redemption/review';
import { submitterOf } from '../use-cases/access';
import type { Services } from '../use-cases/services';
import type { Position } from '../values/page';
import { Refusal } from '../values/refusal';
import { findReview, giveVerdict, requireIfMatch, type Reviewed, type VerdictCommand } from './redemption-reviews';

/** A finding is always about a statement. */
export const FINDING_REASON: ReviewReason = 'statement_differs';

/** A review of either kind. */
export type AnyReview = ({ readonly kind: 'redemption' } & Reviewed) | { readonly kind: 'finding'; finding: Finding };

/** The row a page ended in, and the last review shown of it: a redemption can have several. */
export interface ReviewPosition extends Position {
  readonly shown: string;
}

/** One page of open reviews. `limit` counts reviews, not redemptions. */
export interface ReviewsQuery {
  readonly reason?: ReviewReason | undefined;
  readonly after?: ReviewPosition | undefined;
  readonly limit: number;
}

/** Reviews of one page, which may be short while there are more, and where the next one begins. */
export interface ReviewsPage {
  readonly reviews: readonly AnyReview[];
  /** Null on the last page. */
  readonly next: ReviewPosition | null;
}

/** Rows fetched at a time. */
const BATCH = 50;
/** Reviews that one page looks at, at most: where few have the reason that is asked for, the page ends there, short. */
const MOST_LOOKED_AT = 200;

interface Row {
  readonly position: Position;
  readonly reviews: readonly AnyReview[];
}

/**
 * Open reviews, newest first by the moment since which a redemption has had one; several of one redemption stand together.
 * Stable while reviews are opened: new ones come before the first page.
 */
export async function listReviews(services: Services, query: ReviewsQuery, caller: Caller): Promise<ReviewsPage> {
  const reviews: AnyReview[] = [];
  let last: ReviewPosition | null = null;
  let lookedAt = 0;
  for await (const row of rowsAfter(services, caller, query.after)) {
    for (const review of row.reviews) {
      if (reviews.length === query.limit || lookedAt === MOST_LOOKED_AT) return { reviews, next: last };
      lookedAt += 1;
      last = { ...row.position, shown: idOf(review) };
      if (query.reason === undefined || reasonOf(review) === query.reason) reviews.push(review);
    }
  }
  return { reviews, next: null };
}

/** Throws `Refusal` not_found, also where the review belongs to another account or mode. */
export async function findAnyReview(services: Services, reviewId: string, caller: Caller): Promise<AnyReview> {
  const finding = await services.store.findings.find(reviewId);
  if (finding) return { kind: 'finding', finding: requireOwn(finding, caller) };
  return { kind: 'redemption', ...(await findReview(services, reviewId, caller)) };
}

/**
 * Closes a review of either kind with a person's verdict. On a finding it only records: there is no redemption to move.
 * Throws what `giveVerdict` throws.
 */
export async function judgeReview(
  services: Services,
  reviewId: string,
  command: VerdictCommand,
  caller: Caller,
): Promise<AnyReview> {
  requirePermission(caller, 'reviews.judge', services.clock.now());
  const found = await services.store.findings.find(reviewId);
  if (!found) return { kind: 'redemption', ...(await giveVerdict(services, reviewId, command, caller)) };
  const { decision, note, evidence } = command;
  requireIfMatch(command);
  for (let finding: Finding | null = found; finding; finding = await services.store.findings.find(reviewId)) {
    requireOwn(finding, caller);
    if (finding.closedAt !== null) throw new Refusal('review_closed', 'This review has been closed already');
    requireFindingVersion(finding, command.ifMatch);
    const verdict = { decision, note, evidence, by: submitterOf(caller).actor };
    const closed = closedFinding(finding, verdict, services.clock.now());
    if (await services.store.findings.replace(closed)) return { kind: 'finding', finding: closed };
  }
  throw new Refusal('not_found', `There is no review ${reviewId}`);
}

function requireOwn(finding: Finding, caller: Caller): Finding {
  if (belongsTo(finding, caller)) return finding;
  throw new Refusal('not_found', `There is no review ${finding.id}`);
}

function requireFindingVersion(finding: Finding, ifMatch: number | undefined): void {
  if (ifMatch === finding.version) return;
  throw new Refusal('version_conflict', `The review is at version ${String(finding.version)} by now`, {
    param: 'If-Match',
    extra: { current_version: finding.version },
  });
}

/** The review's id (`rvw_…`), of either kind. */
export function idOf(review: AnyReview): string {
  return review.kind === 'finding' ? review.finding.id : review.review.id;
}

function reasonOf(review: AnyReview): ReviewReason {
  return review.kind === 'finding' ? FINDING_REASON : review.review.reason;
}

/** Both kinds, merged. Lazy: a page fetches little more than it shows. */
async function* rowsAfter(services: Services, caller: Caller, after: ReviewPosition | undefined): AsyncGenerator<Row> {
  const { accountId, livemode } = caller;
  if (after) yield* restOfRow(services, caller, after);
  const { redemptions, findings } = services.store;
  const ofRedemptions = paged(async (position) => {
    const page = await redemptions.openReviews({ accountId, livemode, ...position, limit: BATCH });
    return page.map(redemptionRow);
  }, after);
  const ofFindings = paged(async (position) => {
    const page = await findings.listOpen({ accountId, livemode, ...position, limit: BATCH });
    return page.map(findingRow);
  }, after);
  let [left, right] = [await ofRedemptions.next(), await ofFindings.next()];
  while (!left.done || !right.done) {
    if (right.done || (!left.done && isNewer(left.value.position, right.value.position))) {
      if (!left.done) yield left.value;
      left = await ofRedemptions.next();
    } else {
      yield right.value;
      right = await ofFindings.next();
    }
  }
}

async function* paged(
  fetch: (after: { after?: Position }) => Promise<Row[]>,
  start: Position | undefined,
): AsyncGenerator<Row, undefined> {
  let after: Position | undefined = start && { createdAt: start.createdAt, id: start.id };
  for (;;) {
    const rows = await fetch(after ? { after } : {});
    yield* rows;
    after = rows.at(-1)?.position;
    if (rows.length < BATCH || !after) return undefined;
  }
}

/** The reviews of the redemption in which the page before ended that were not shown there. */
async function* restOfRow(services: Services, caller: Caller, after: ReviewPosition): AsyncGenerator<Row> {
  const redemption = await services.store.redemptions.find(after.id);
  if (!redemption || !belongsTo(redemption, caller)) return;
  const ordered = inOrder(redemption.reviews);
  const left = ordered.slice(ordered.findIndex((review) => review.id === after.shown) + 1).filter(isOpen);
  yield { position: after, reviews: left.map((review) => ({ kind: 'redemption', redemption, review })) };
}

function redemptionRow(redemption: Redemption): Row {
  const open = inOrder(redemption.reviews).filter(isOpen);
  return {
    position: { createdAt: redemption.reviewOpenedAt ?? 0, id: redemption.id },
    reviews: open.map((review) => ({ kind: 'redemption', redemption, review })),
  };
}

function findingRow(finding: Finding): Row {
  return { position: { createdAt: finding.openedAt, id: finding.id }, reviews: [{ kind: 'finding', finding }] };
}

function isOpen(review: Review): boolean {
  return review.closedAt === null;
}

/** A redemption's own list grows at its end: of those opened in one millisecond the later ones stand there. */
function inOrder(reviews: readonly Review[]): Review[] {
  return reviews.toReversed().toSorted((a, b) => b.openedAt - a.openedAt);
}

function isNewer(a: Position, b: Position): boolean {
  return a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt;
}
