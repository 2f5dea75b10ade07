// What follows from the rest of the document: outcome, due date, closed reviews. Every write passes through here. The
// rules that no document may break are in invariants.ts.
import type { Instant } from '../values/time';
import { endOf } from './bounds/unsent';
import { waitingOf } from './people/proposal';
import {
  holdOf,
  isUnsettled,
  needsRelease,
  type AnsweredState,
  type Operation,
  type Redemption,
  type RedemptionOutcome,
} from './redemption';
import { lapsesAt } from './settling/lapsing';
import { withSettledTimes } from './settling/settled-times';

/** Fills in every derived field. */
export function deriveFields(given: Redemption, at: Instant): Redemption {
  const redemption = withSettledTimes(given);
  const outcome = outcomeOf(redemption);
  const reviews = redemption.reviews.map((review) => {
    if (review.closedAt !== null || review.reason !== 'doubt_unresolved') return review;
    const operation = redemption.operations.find((candidate) => candidate.id === review.operationId);
    return operation && !isUnsettled(operation) ? { ...review, closedAt: at } : review;
  });
  const open = reviews.filter((review) => review.closedAt === null).map((review) => review.openedAt);
  return {
    ...redemption,
    endsAt: endOf(redemption, at),
    outcome,
    reviews,
    dueAt: dueAt(redemption, at),
    reviewOpenedAt: open.length > 0 ? Math.min(...open) : null,
    ...proposalTimes(redemption),
    idempotency: redemption.idempotency.map((entry) =>
      entry.answer === null &&
      entry.route !== 'reverse' &&
      entry.route !== 'propose' &&
      (outcome === 'paid' || outcome === 'not_paid')
        ? { ...entry, answer: answeredState(redemption) }
        : entry,
    ),
  };
}

function outcomeOf(redemption: Redemption): RedemptionOutcome {
  switch (redemption.status) {
    case 'draft':
      return 'open';
    case 'confirmed':
      return 'paid';
    case 'failed':
      return 'not_paid';
    case 'reserved':
      return hasUnsettledConfirm(redemption) || hasUnsettledHold(redemption) ? 'checking' : 'open';
    default:
      return redemption.status satisfies never;
  }
}

/** Captures whose outcome is not known. The invariants allow one. */
export function unsettledConfirms(redemption: Redemption): Operation[] {
  return redemption.operations.filter((operation) => operation.type === 'confirm' && isUnsettled(operation));
}

/** Whether value may be moving: nothing else may begin while it is. */
export function hasUnsettledConfirm(redemption: Redemption): boolean {
  return unsettledConfirms(redemption).length > 0;
}

function hasUnsettledHold(redemption: Redemption): boolean {
  const hold = holdOf(redemption);
  return hold !== undefined && isUnsettled(hold);
}

function dueAt(redemption: Redemption, at: Instant): Instant | null {
  const times = redemption.operations.filter(isUnsettled).flatMap((operation) => operation.nextAskAt ?? []);
  const end = lapsesAt(redemption, hasUnsettledConfirm(redemption));
  if (end !== null) times.push(end);
  times.push(...waitingOf(redemption.proposals).map(({ lapsesAt }) => lapsesAt));
  if (needsRelease(redemption)) times.push(at);
  return times.length > 0 ? Math.min(...times) : null;
}

/** A draft or a reservation whose time has run out. */
export function hasLapsed(redemption: Redemption, now: Instant): boolean {
  const end = lapsesAt(redemption, hasUnsettledConfirm(redemption));
  return end !== null && end <= now;
}

/** Nothing where nobody ever proposed anything: hardly any document grows by these. */
function proposalTimes({ proposals }: Redemption): Pick<Redemption, 'proposedAt' | 'proposalWaitsSince'> {
  if (!proposals || proposals.length === 0) return {};
  const waiting = waitingOf(proposals).map(({ at }) => at);
  return {
    proposedAt: Math.max(...proposals.map(({ at }) => at)),
    proposalWaitsSince: waiting.length > 0 ? Math.min(...waiting) : null,
  };
}

function answeredState(redemption: Redemption): AnsweredState {
  return {
    version: redemption.version,
    updatedAt: redemption.updatedAt,
    operationCount: redemption.operations.length,
    lastError: redemption.lastError,
    metadata: redemption.metadata,
    externalReference: redemption.externalReference,
  };
}

/** Cents of the reversals that were asked for and have not failed: what may still be given back, or has been. */
export function committedReversalCents(redemption: Redemption): number {
  const underWay = redemption.reversals.filter(
    (reversal) => reversal.status === 'pending' || reversal.status === 'unknown',
  );
  return redemption.reversedCents + underWay.reduce((sum, reversal) => sum + reversal.amountCents, 0);
}
