// What follows from the rest of the document, and the rules that no document may break. Every write passes through here.
import { cents } from '../values/money';
import {
  isUnsettled,
  type AnsweredState,
  type Instant,
  type Operation,
  type Redemption,
  type RedemptionOutcome,
} from './redemption';

/** Fills in every derived field. */
export function derive(redemption: Redemption, at: Instant): Redemption {
  const outcome = outcomeOf(redemption);
  const reviews = redemption.reviews.map((review) => {
    if (review.closedAt !== null || review.reason !== 'doubt_unresolved') return review;
    const operation = redemption.operations.find((candidate) => candidate.id === review.operationId);
    return operation && !isUnsettled(operation) ? { ...review, closedAt: at } : review;
  });
  const open = reviews.filter((review) => review.closedAt === null).map((review) => review.openedAt);
  return {
    ...redemption,
    outcome,
    reviews,
    dueAt: dueAt(redemption),
    reviewOpenedAt: open.length > 0 ? Math.min(...open) : null,
    idempotency: redemption.idempotency.map((entry) =>
      entry.answer === null && entry.route !== 'reverse' && (outcome === 'paid' || outcome === 'not_paid')
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
      return hasUnsettledConfirm(redemption) ? 'checking' : 'open';
    default:
      return redemption.status satisfies never;
  }
}

function unsettledConfirms(redemption: Redemption): Operation[] {
  return redemption.operations.filter((operation) => operation.type === 'confirm' && isUnsettled(operation));
}

export function hasUnsettledConfirm(redemption: Redemption): boolean {
  return unsettledConfirms(redemption).length > 0;
}

function dueAt(redemption: Redemption): Instant | null {
  const times = redemption.operations.filter(isUnsettled).flatMap((operation) => operation.nextAskAt ?? []);
  const held = redemption.status === 'reserved' && !hasUnsettledConfirm(redemption);
  if (held && redemption.reservedUntil !== null) times.push(redemption.reservedUntil);
  return times.length > 0 ? Math.min(...times) : null;
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

/** Reversals that were asked for and have not failed: what may still leave, or has left. */
export function committedReversalCents(redemption: Redemption): number {
  const underWay = redemption.reversals.filter(
    (reversal) => reversal.status === 'pending' || reversal.status === 'unknown',
  );
  return redemption.reversedCents + underWay.reduce((sum, reversal) => sum + reversal.amountCents, 0);
}

/** Throws if a rule of the books is broken. That is a defect of Vouch: nothing is written then. */
export function checkBooks(redemption: Redemption): void {
  const { amountCents, reservedCents, redeemedCents, reversedCents, status } = redemption;
  for (const [name, value] of Object.entries({ amountCents, reservedCents, redeemedCents, reversedCents }))
    cents(value, name);
  for (const { id, amountCents } of [...redemption.operations, ...redemption.reversals]) cents(amountCents, id);
  const rules: [boolean, string][] = [
    [reversedCents <= redeemedCents, 'reversed must not exceed redeemed'],
    [committedReversalCents(redemption) <= redeemedCents, 'reversals under way must not exceed redeemed'],
    [reservedCents <= amountCents, 'reserved must not exceed amount'],
    [status === 'reserved' || reservedCents === 0, 'only a reserved redemption holds an amount'],
    [status === 'confirmed' ? redeemedCents > 0 : redeemedCents === 0, 'redeemed belongs to confirmed'],
    [status === 'confirmed' || redemption.reversals.length === 0, 'reversals belong to confirmed'],
    [status !== 'failed' || !redemption.claimed, 'a failed redemption claims nothing'],
    [status !== 'reserved' || redemption.claimed, 'a reserved redemption claims its voucher'],
    [unsettledConfirms(redemption).length <= 1, 'one confirm at a time'],
    [!hasUnsettledConfirm(redemption) || status === 'reserved', 'an open confirm keeps the redemption reserved'],
    [!hasUnsettledConfirm(redemption) || redemption.sealedSource !== null, 'an open confirm keeps the source'],
    [
      !redemption.operations.some(isUnsettled) || redemption.dueAt !== null || redemption.reviewOpenedAt !== null,
      'whatever is open has a due date or a review',
    ],
  ];
  const broken = rules.filter(([holds]) => !holds).map(([, rule]) => rule);
  if (broken.length > 0) throw new Error(`${redemption.id}: ${broken.join('; ')}`);
}
