// The one door. Every change to a redemption is a fact submitted here; the result is a new document, one journal line a
// fact, and the events to tell. Pure: same input, same output.
import type { RedemptionEvent } from '../events/event';
import {
  applyApproved,
  applyPinRevealed,
  applyProposalLapsed,
  applyProposed,
  applyRejected,
  applyVerdictProposed,
} from './people/apply-proposal';
import { applyAssigned, applyNoted } from './people/desk';
import { applyAnswer } from './settling/apply-answer';
import { applyReturnFound, completeReturns, undoneReturn } from './settling/apply-return';
import { applyVerdict } from './settling/apply-verdict';
import { deriveFields } from './derived-fields';
import type { Fact, FactContext } from './fact';
import { checkInvariants } from './invariants';
import { toldRedemption, toldReversal } from './shown/present';
import { holdOf, isUnsettled, type OWN_ERROR_CODES, type Redemption } from './redemption';
import { applyCaptureFound, applyCaptureShown } from './settling/found-captures';
import { awaitedReview } from './settling/found-returns';
import { askedInTime } from './schedule';
import { applyLapsePutOff } from './settling/lapsing';
import { breaksRun } from './settling/settling-time';
import { settlingOf } from './settling/settling-of';
import { SECOND_MS } from '../values/time';
import { latestReceipt } from './receipts';
import { applyPinsErased, applyResealed, isUpkeep } from './upkeep';
import { WorkingCopy, type Applied, type Emitted, type FactOf } from './working-copy';
import { operationFact } from './timeline-facts';

/** The next state of a redemption, and the events to write together with it. */
export interface Advanced {
  readonly redemption: Redemption;
  readonly events: readonly RedemptionEvent[];
}

/**
 * Applies facts in order, as one write. `rev` moves by one; `version` as `versionAfter` says.
 * Returns null where the facts changed nothing, so that nothing needs to be written.
 */
export function advance(before: Redemption, facts: readonly Fact[], context: FactContext): Advanced | null {
  const copy = new WorkingCopy(before, context);
  const journal = [...before.journal];
  /** With the status right after this step, whatever follows in the same write. */
  const note = (applied: Applied): void => {
    if (!applied) return;
    journal.push({
      seq: journal.length + 1,
      writeId: context.writeId,
      at: context.at,
      fact: applied.fact,
      actor: context.actor,
      requestId: context.requestId,
      status: copy.redemption.status,
      version: 0,
      detail: applied.detail,
    });
  };
  for (const fact of facts) {
    const applied = applyFact(copy, fact);
    note(applied);
    const undone = applied && mayRecordCapture(fact) ? undoneReturn(copy) : null;
    if (undone) note(applyReturnFound(copy, undone));
  }
  if (journal.length === before.journal.length) return null;
  const updatedAt = facts.every(isUpkeep) ? before.updatedAt : context.at;
  return finish(before, copy, journal, { version: versionAfter(before, copy, facts), updatedAt });
}

/** A capture that is recorded now may be one of which a statement showed before that all of it was put back: that is recorded with it. */
function mayRecordCapture({ kind }: Fact): boolean {
  return kind === 'verdict_given' || kind === 'capture_found';
}

/** Where a clock ran ahead as the version before was made: more than any lost states can have gone through. */
const LARGE_STEP = 1_000_000;

/**
 * Where a statement shows that a state is lost with which somebody may still come (`If-Match`), the next version is one that none of the lost
 * states can have had: the seconds since 1970 (docs/decisions/0022). Else it moves by one with each change of state or amount.
 */
function versionAfter(before: Redemption, copy: WorkingCopy, facts: readonly Fact[]): number {
  const next = before.version + 1;
  if (facts.some(isAfterRestore)) {
    const seconds = Math.floor(copy.context.at / SECOND_MS);
    return seconds > before.version ? seconds : before.version + LARGE_STEP;
  }
  return before.rev === 0 || hasMoved(before, copy.redemption) ? next : before.version;
}

function isAfterRestore(fact: Fact): boolean {
  return (
    fact.kind === 'return_found' ||
    fact.kind === 'capture_found' ||
    fact.kind === 'capture_shown' ||
    (fact.kind === 'review_opened' && fact.restored === true)
  );
}

function finish(
  before: Redemption,
  copy: WorkingCopy,
  journal: Redemption['journal'],
  { version, updatedAt }: Pick<Redemption, 'version' | 'updatedAt'>,
): Advanced {
  const { context } = copy;
  const idempotency = context.idempotency
    ? [...copy.redemption.idempotency, context.idempotency]
    : copy.redemption.idempotency;
  const redemption = deriveFields(
    {
      ...copy.redemption,
      operations: askedInTime(before, copy.redemption.operations, updatedAt),
      rev: before.rev + 1,
      version,
      updatedAt,
      idempotency,
      eventCount: before.eventCount + copy.events.length,
      journal: journal.map((entry, index) => (index < before.journal.length ? entry : { ...entry, version })),
    },
    context.at,
  );
  checkInvariants(redemption);
  return { redemption, events: eventsOf(redemption, copy.events, before.eventCount, context) };
}

function eventsOf(
  redemption: Redemption,
  emitted: readonly Emitted[],
  already: number,
  context: FactContext,
): RedemptionEvent[] {
  if (emitted.length === 0) return [];
  const data = toldRedemption(redemption);
  return emitted.map(({ type, reversalId }, index) => ({
    id: context.nextId('evt'),
    type,
    createdAt: context.at,
    accountId: redemption.accountId,
    livemode: redemption.livemode,
    redemptionId: redemption.id,
    version: redemption.version,
    seq: already + index + 1,
    data: reversalId === null ? data : { ...data, reversal: toldReversal(redemption, reversalId) },
  }));
}

function hasMoved(before: Redemption, after: Redemption): boolean {
  return (
    before.status !== after.status ||
    before.amountCents !== after.amountCents ||
    before.reservedCents !== after.reservedCents ||
    before.redeemedCents !== after.redeemedCents ||
    before.reversedCents !== after.reversedCents
  );
}

function applyFact(copy: WorkingCopy, fact: Fact): Applied {
  switch (fact.kind) {
    case 'created':
      copy.emit('redemption.created');
      return { fact: 'created', detail: { type: copy.redemption.type, amount: copy.redemption.amountCents } };
    case 'reserved':
      return applyReserved(copy, fact);
    case 'hold_recorded':
      copy.recordOwn(fact.operationId, 'reserve', copy.redemption.reservedCents);
      return { fact: 'held', detail: { operation_id: fact.operationId } };
    case 'operation_requested':
      copy.request(fact.operation);
      return {
        fact: operationFact(fact.operation, 'requested'),
        detail: { operation_id: fact.operation.id, amount: fact.operation.amountCents },
      };
    case 'reversal_requested':
      return applyReversalRequested(copy, fact);
    case 'asked':
      return applyAsked(copy, fact);
    case 'answered':
      copy.mayBeCaptured = fact.mayBeCaptured === true;
      return completing(copy, applyAnswer(copy, fact, settlingOf(copy.operation(fact.operationId))));
    case 'canceled':
      return applyReleased(copy, fact, 'canceled', 'Canceled before any value was taken');
    case 'lapsed':
      if (awaitedReview(copy.redemption)) return null;
      return copy.redemption.status === 'draft'
        ? applyReleased(copy, fact, 'draft_lapsed', 'The draft was not reserved in time')
        : applyReleased(copy, fact, 'reservation_lapsed', 'The reservation ran out before it was captured');
    case 'lapse_put_off':
      return applyLapsePutOff(copy, fact);
    case 'review_opened':
      copy.openReview(fact.reason, fact.operationId, fact.summary, { ...fact, bySummary: fact.restored });
      return { fact: 'review_opened', detail: { reason: fact.reason, summary: fact.summary } };
    case 'return_found':
      return applyReturnFound(copy, fact);
    case 'capture_shown':
      return applyCaptureShown(copy, fact);
    case 'capture_found':
      return completing(copy, applyCaptureFound(copy, fact));
    case 'verdict_given':
      return completing(copy, applyVerdict(copy, fact));
    case 'verdict_proposed':
      return applyVerdictProposed(copy, fact);
    case 'reversal_proposed':
      return applyProposed(copy, fact);
    case 'reversal_approved':
      return applyApproved(copy, fact);
    case 'reversal_rejected':
      return applyRejected(copy, fact);
    case 'reversal_proposal_lapsed':
      return applyProposalLapsed(copy, fact);
    case 'pin_revealed':
      return applyPinRevealed(fact);
    case 'review_assigned':
      return applyAssigned(copy, fact);
    case 'review_noted':
      return applyNoted(copy, fact);
    case 'updated':
      return applyUpdated(copy, fact);
    case 'acknowledged':
      return applyAcknowledged(copy, fact);
    case 'resealed':
      return applyResealed(copy, fact);
    case 'pins_erased':
      return applyPinsErased(copy, fact);
    case 'idempotency_expired':
      copy.set({ idempotency: copy.redemption.idempotency.filter((entry) => entry.scope !== fact.scope) });
      return { fact: 'idempotency_key_expired', detail: {} };
    default:
      return fact satisfies never;
  }
}

/** What ends a doubt may leave something of what a statement showed as given back. */
function completing(copy: WorkingCopy, applied: Applied): Applied {
  if (applied !== null) completeReturns(copy);
  return applied;
}

function applyReserved(copy: WorkingCopy, fact: FactOf<'reserved'>): Applied {
  const { amountCents } = copy.redemption;
  copy.move('reserve', { claimed: true, reservedCents: amountCents, reservedUntil: fact.until });
  copy.emit('redemption.reserved');
  return { fact: 'reserved', detail: { amount: amountCents } };
}

function applyReversalRequested(copy: WorkingCopy, fact: FactOf<'reversal_requested'>): Applied {
  const { at } = copy.context;
  const { operation } = fact;
  copy.request(operation);
  copy.set({
    reversals: [
      ...copy.redemption.reversals,
      {
        id: fact.reversalId,
        operationId: operation.id,
        amountCents: operation.amountCents,
        reason: fact.reason,
        status: 'pending',
        method: operation.method === 'restore' ? 'restored' : 'refund_voucher',
        refundVoucher: null,
        error: null,
        createdAt: at,
        updatedAt: at,
      },
    ],
  });
  return {
    fact: 'reverse_requested',
    detail: {
      operation_id: operation.id,
      reversal_id: fact.reversalId,
      amount: operation.amountCents,
      reason: fact.reason,
    },
  };
}

function applyAsked(copy: WorkingCopy, fact: FactOf<'asked'>): Applied {
  const operation = copy.operation(fact.operationId);
  // Asking would open it again, and its amount would then count twice.
  if (!isUnsettled(operation)) throw new Error(`Operation ${operation.id} is settled: there is nothing to ask`);
  copy.setOperation(operation.id, {
    status: 'unknown',
    asks: [...operation.asks, copy.ask(fact.askId, 'inquire')],
    ...(breaksRun(operation) ? { notFoundSince: null } : {}),
    inquiries: operation.inquiries + 1,
    nextAskAt: fact.dueAt,
  });
  if (operation.status === 'pending') settlingOf(operation).doubted(copy, operation);
  return { fact: 'asked', detail: { operation_id: operation.id, inquiry: operation.inquiries + 1 } };
}

function applyReleased(
  copy: WorkingCopy,
  fact: FactOf<'canceled'> | FactOf<'lapsed'>,
  code: (typeof OWN_ERROR_CODES)[number],
  message: string,
): Applied {
  const { status, reservedCents } = copy.redemption;
  // What the provider itself holds is released by a request, which is written beside this.
  const atProvider = holdOf(copy.redemption) !== undefined;
  if (status === 'reserved' && !atProvider) copy.recordOwn(fact.operationId, 'release', reservedCents);
  for (const operation of copy.redemption.operations) {
    if (operation.type === 'reserve' && isUnsettled(operation)) {
      copy.setOperation(operation.id, { status: 'failed', nextAskAt: null });
    }
  }
  copy.fail(copy.error(code, message, status === 'reserved' && !atProvider ? fact.operationId : null));
  return { fact: fact.kind, detail: { released: reservedCents } };
}

function applyUpdated(copy: WorkingCopy, fact: FactOf<'updated'>): Applied {
  copy.set({
    ...(fact.metadata === undefined ? {} : { metadata: fact.metadata }),
    ...(fact.externalReference === undefined ? {} : { externalReference: fact.externalReference }),
  });
  return {
    fact: 'updated',
    detail: { metadata: fact.metadata !== undefined, external_reference: fact.externalReference !== undefined },
  };
}

/** The second of a kind is copy 2: a reprint says so. Counted in the journal, which nothing leaves. */
function applyAcknowledged(copy: WorkingCopy, { receipt }: FactOf<'acknowledged'>): Applied {
  const { redemption, context } = copy;
  const copies = Number(latestReceipt(redemption, receipt)?.detail['copy'] ?? 0);
  copy.set({ acknowledgedAt: redemption.acknowledgedAt ?? context.at });
  return { fact: 'acknowledged', detail: { receipt, copy: copies + 1 } };
}
