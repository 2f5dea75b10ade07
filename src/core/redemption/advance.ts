// The one door. Every change to a redemption is a fact submitted here; the result is a new document, one journal line a
// fact, and the events to tell. Pure: same input, same output.
import type { EventType, RedemptionEvent } from '../events/event';
import { applyAnswer } from './apply-answer';
import { applyVerdict } from './apply-verdict';
import { deriveFields } from './derived-fields';
import type { Fact, FactContext } from './fact';
import { checkInvariants } from './invariants';
import { publicRedemption } from './present';
import type { Redemption } from './redemption';
import { settleCapture, settleReserve } from './settle-capture';
import { settleReversal } from './settle-reversal';
import { WorkingCopy, type Applied, type FactOf } from './working-copy';

export interface Advanced {
  readonly redemption: Redemption;
  readonly events: readonly RedemptionEvent[];
}

/**
 * Applies facts in order, as one write. `rev` moves by one; `version` by one if a status or an amount changed.
 * Returns null where the facts changed nothing, so that nothing needs to be written.
 */
export function advance(before: Redemption, facts: readonly Fact[], context: FactContext): Advanced | null {
  const state = new WorkingCopy(before, context);
  const journal = [...before.journal];
  for (const fact of facts) {
    const applied = applyFact(state, fact);
    if (!applied) continue;
    journal.push({
      seq: journal.length + 1,
      writeId: context.writeId,
      at: context.at,
      fact: applied.fact,
      actor: context.actor,
      requestId: context.requestId,
      status: state.redemption.status,
      version: 0,
      detail: applied.detail,
    });
  }
  if (journal.length === before.journal.length) return null;
  return finish(before, state, journal);
}

function finish(before: Redemption, state: WorkingCopy, journal: Redemption['journal']): Advanced {
  const { context } = state;
  const changed = before.rev === 0 || hasMoved(before, state.redemption);
  const version = before.version + (changed ? 1 : 0);
  const idempotency = context.idempotency
    ? [...state.redemption.idempotency, context.idempotency]
    : state.redemption.idempotency;
  const redemption = deriveFields(
    {
      ...state.redemption,
      rev: before.rev + 1,
      version,
      updatedAt: context.at,
      idempotency,
      eventCount: before.eventCount + state.events.length,
      journal: journal.map((entry, index) => (index < before.journal.length ? entry : { ...entry, version })),
    },
    context.at,
  );
  checkInvariants(redemption);
  return { redemption, events: eventsOf(redemption, state.events, before.eventCount, context) };
}

function eventsOf(
  redemption: Redemption,
  types: readonly EventType[],
  already: number,
  context: FactContext,
): RedemptionEvent[] {
  if (types.length === 0) return [];
  const data = publicRedemption(redemption);
  return types.map((type, index) => ({
    id: context.nextId('evt'),
    type,
    createdAt: context.at,
    accountId: redemption.accountId,
    livemode: redemption.livemode,
    redemptionId: redemption.id,
    version: redemption.version,
    seq: already + index + 1,
    data,
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

function applyFact(state: WorkingCopy, fact: Fact): Applied {
  switch (fact.kind) {
    case 'created':
      state.emit('redemption.created');
      return { fact: 'created', detail: { type: state.redemption.type, amount: state.redemption.amountCents } };
    case 'reserved':
      return applyReserved(state, fact);
    case 'hold_recorded':
      state.recordOwn(fact.operationId, 'reserve', state.redemption.reservedCents);
      return { fact: 'held', detail: { operation_id: fact.operationId } };
    case 'operation_requested':
      state.request(fact.operation);
      return {
        fact: `${fact.operation.type}_requested`,
        detail: { operation_id: fact.operation.id, amount: fact.operation.amountCents },
      };
    case 'reversal_requested':
      return applyReversalRequested(state, fact);
    case 'asked':
      return applyAsked(state, fact);
    case 'answered':
      return applyAnswer(state, fact, settlingOf(state.operation(fact.operationId).type));
    case 'canceled':
      return applyReleased(state, fact, 'canceled', 'Canceled before any value was taken');
    case 'lapsed':
      return applyReleased(state, fact, 'reservation_lapsed', 'The reservation ran out before it was captured');
    case 'review_opened':
      state.openReview(fact.reason, fact.operationId, fact.summary);
      return { fact: 'review_opened', detail: { reason: fact.reason, summary: fact.summary } };
    case 'verdict_given':
      return applyVerdict(state, fact);
    case 'updated':
      return applyUpdated(state, fact);
    case 'idempotency_expired':
      state.set({ idempotency: state.redemption.idempotency.filter((entry) => entry.scope !== fact.scope) });
      return { fact: 'idempotency_key_expired', detail: {} };
    default:
      return fact satisfies never;
  }
}

function settlingOf(type: string) {
  if (type === 'confirm') return settleCapture;
  return type === 'reverse' ? settleReversal : settleReserve;
}

function applyReserved(state: WorkingCopy, fact: FactOf<'reserved'>): Applied {
  const { amountCents } = state.redemption;
  state.move('reserve', { claimed: true, reservedCents: amountCents, reservedUntil: fact.until });
  state.emit('redemption.reserved');
  return { fact: 'reserved', detail: { amount: amountCents } };
}

function applyReversalRequested(state: WorkingCopy, fact: FactOf<'reversal_requested'>): Applied {
  const { at } = state.context;
  const { operation } = fact;
  state.request(operation);
  state.set({
    reversals: [
      ...state.redemption.reversals,
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

function applyAsked(state: WorkingCopy, fact: FactOf<'asked'>): Applied {
  const operation = state.operation(fact.operationId);
  const { at } = state.context;
  state.setOperation(operation.id, {
    status: 'unknown',
    asks: [...operation.asks, { id: fact.askId, kind: 'inquire', at, answer: null, answeredAt: null }],
    inquiries: operation.inquiries + 1,
    nextAskAt: fact.dueAt,
  });
  if (operation.status === 'pending') settlingOf(operation.type).doubted(state, operation);
  return { fact: 'asked', detail: { operation_id: operation.id, inquiry: operation.inquiries + 1 } };
}

function applyReleased(
  state: WorkingCopy,
  fact: FactOf<'canceled'> | FactOf<'lapsed'>,
  code: 'canceled' | 'reservation_lapsed',
  message: string,
): Applied {
  const { status, reservedCents } = state.redemption;
  if (status === 'reserved') state.recordOwn(fact.operationId, 'release', reservedCents);
  for (const operation of state.redemption.operations) {
    if (operation.type === 'reserve' && operation.status === 'pending') {
      state.setOperation(operation.id, { status: 'failed', nextAskAt: null });
    }
  }
  state.fail(state.error(code, message, status === 'reserved' ? fact.operationId : null));
  return { fact: fact.kind, detail: { released: reservedCents } };
}

function applyUpdated(state: WorkingCopy, fact: FactOf<'updated'>): Applied {
  state.set({
    ...(fact.metadata === undefined ? {} : { metadata: fact.metadata }),
    ...(fact.externalReference === undefined ? {} : { externalReference: fact.externalReference }),
  });
  return {
    fact: 'updated',
    detail: { metadata: fact.metadata !== undefined, external_reference: fact.externalReference !== undefined },
  };
}
