// The public form of a redemption: exactly the fields of the contract, snake_case, no secret unless one is handed in.
import { ERROR_ADVICE } from '../../providers/advice';
import type { Advice } from '../../values/advice';
import { maskPhones } from '../../values/phone';
import { isoTime, type Instant } from '../../values/time';
import { MOST_OPERATIONS_TOLD } from '../bounds/bounds';
import type { Proposal } from '../people/proposal';
import type {
  AnsweredState,
  ErrorCode,
  HeldVoucher,
  Operation,
  Redemption,
  RedemptionError,
  RedemptionOutcome,
  Reversal,
} from '../redemption';
import type { ShownRedemption } from './shown';
import { waitingCents } from '../people/headroom';
import { isPutOff } from '../settling/lapsing';

/** Opens a sealed change or refund PIN for a caller who may see it. */
export type Reveal = (sealedPin: string) => string;

function maybeTime(instant: Instant | undefined): string | null {
  return instant === undefined ? null : isoTime(instant);
}

const ADVICE_OF: Readonly<Record<ErrorCode, Advice>> = ERROR_ADVICE;

function presentError(error: RedemptionError | null) {
  if (error === null) return null;
  return {
    code: error.code as string,
    message: error.message,
    advice: ADVICE_OF[error.code],
    provider_code: error.providerCode,
    provider_message: error.providerMessage,
    operation_id: error.operationId,
    at: isoTime(error.at),
  };
}

/** What a statement and the provider's support know an operation by. Null where nothing was sent. */
function presentReference(operation: Operation | undefined) {
  if (!operation || operation.reference === null) return null;
  return {
    reference: operation.reference,
    transaction_id: operation.transactionId,
    ...operation.details,
  };
}

function presentOperation(operation: Operation) {
  return {
    id: operation.id,
    type: operation.type,
    status: operation.status,
    amount: operation.amountCents,
    provider_reference: presentReference(operation),
    provider_transaction_id: operation.transactionId,
    error: presentError(operation.error),
    created_at: isoTime(operation.createdAt),
    updated_at: isoTime(operation.updatedAt),
  };
}

/** A PIN that was erased is null, so that nobody takes its masked form for an answer that lacks a right. */
function presentPin({ sealedPin, maskedPin, pinErasedAt }: HeldVoucher, reveal?: Reveal) {
  if (pinErasedAt !== undefined) return { pin: null, masked_pin: maskedPin, pin_erased_at: isoTime(pinErasedAt) };
  const pin = sealedPin !== null && reveal ? reveal(sealedPin) : maskedPin;
  return pin === null ? {} : { pin };
}

/** `amount` and `pin` are left out where the provider does not give them. Without `reveal` the PIN is masked. */
export function presentVoucher(voucher: HeldVoucher | null, reveal?: Reveal) {
  if (voucher === null) return null;
  return {
    ...presentPin(voucher, reveal),
    serial_number: voucher.serialNumber,
    expires_at: voucher.expiresAt,
    ...(voucher.amountCents === null ? {} : { amount: voucher.amountCents }),
    delivery: voucher.delivery,
  };
}

/** Left out where nothing waits, which is nearly always. */
function proposedAmount(redemption: Pick<Redemption, 'proposals'>): { proposed_amount?: number } {
  const waiting = waitingCents(redemption);
  return waiting > 0 ? { proposed_amount: waiting } : {};
}

/** Left out where nothing waits so, which is nearly always. */
function awaitingStatement(redemption: ShownRedemption): { awaiting_statement?: true } {
  return isPutOff(redemption) ? { awaiting_statement: true } : {};
}

/**
 * The redemption as the API and the webhooks show it. Without `reveal` PINs are masked; phone numbers are unless it is shown to
 * the `creator`, who sent them.
 */
export function publicRedemption(redemption: ShownRedemption, reveal?: Reveal, { creator = false } = {}) {
  const asks = redemption.operations.flatMap((operation) =>
    operation.status === 'unknown' || operation.status === 'pending' ? (operation.nextAskAt ?? []) : [],
  );
  const newest = redemption.operations.findLast((operation) => operation.reference !== null);
  return {
    id: redemption.id,
    object: 'redemption' as const,
    livemode: redemption.livemode,
    version: redemption.version,
    status: redemption.status,
    outcome: redemption.outcome,
    type: redemption.type,
    capture_method: redemption.captureMethod,
    amount: redemption.amountCents,
    currency: redemption.currency,
    reserved_amount: redemption.reservedCents,
    redeemed_amount: redemption.redeemedCents,
    reversed_amount: redemption.reversedCents,
    ...proposedAmount(redemption),
    source: creator ? redemption.source : maskPhones(redemption.source),
    redemption_options: creator ? redemption.options : maskPhones(redemption.options),
    provider_reference: presentReference(newest),
    change_voucher: presentVoucher(redemption.changeVoucher, reveal),
    last_error: presentError(redemption.lastError),
    operations: redemption.operations.map(presentOperation),
    metadata: redemption.metadata,
    external_reference: redemption.externalReference,
    related_ids: redemption.relatedIds,
    // Once a capture is under way no timer frees the PIN, so there is no time at which it would; nor where a statement has to be read first.
    reserved_until:
      redemption.outcome !== 'open' || redemption.reservedUntil === null || isPutOff(redemption)
        ? null
        : isoTime(redemption.reservedUntil),
    ...awaitingStatement(redemption),
    next_check_at: asks.length > 0 ? isoTime(Math.min(...asks)) : null,
    settled_at: maybeTime(redemption.settledAt),
    created_at: isoTime(redemption.createdAt),
    updated_at: isoTime(redemption.updatedAt),
  };
}

/**
 * The redemption as an event tells it: masked, and without what grows. Of many operations, those changed last. While a call to the
 * provider is within its own deadline nothing is in doubt yet, and what becomes of it is told in a moment: the outcome is told as
 * `open`, so that an ordinary sale alarms nobody.
 */
export function toldRedemption(redemption: Redemption) {
  const shown = { ...publicRedemption(redemption), outcome: toldOutcome(redemption) };
  const omitted = redemption.operations.length - MOST_OPERATIONS_TOLD;
  if (omitted <= 0) return shown;
  const newest = redemption.operations
    .map(({ updatedAt }, index) => ({ updatedAt, index }))
    .sort((left, right) => right.updatedAt - left.updatedAt || right.index - left.index)
    .slice(0, MOST_OPERATIONS_TOLD);
  const told = new Set(newest.map(({ index }) => index));
  const operations = shown.operations.filter((_, index) => told.has(index));
  return { ...shown, operations, operations_omitted: omitted };
}

function toldOutcome({ outcome, operations }: Redemption): RedemptionOutcome {
  const doubted = operations.some(
    ({ type, status }) => status === 'unknown' && (type === 'confirm' || type === 'reserve'),
  );
  return outcome === 'checking' && !doubted ? 'open' : outcome;
}

/** What of a reversal `redemption.reversed` tells beside the redemption: which one it is, and its own amount. */
export function toldReversal(redemption: Redemption, id: string) {
  const reversal = redemption.reversals.find((candidate) => candidate.id === id);
  if (!reversal) throw new Error(`${redemption.id} has no reversal ${id}`);
  return {
    id,
    object: 'reversal' as const,
    amount: reversal.amountCents,
    currency: redemption.currency,
    status: reversal.status,
    method: reversal.method,
    settled_at: maybeTime(reversal.settledAt),
    created_at: isoTime(reversal.createdAt),
  };
}

/**
 * The redemption as it stood when a call was first answered. A reversal changes only the fields that are set back here.
 */
export function asAnswered(redemption: Redemption, answer: AnsweredState): Redemption {
  return {
    ...redemption,
    version: answer.version,
    updatedAt: answer.updatedAt,
    reversedCents: 0,
    proposals: [],
    operations: redemption.operations.slice(0, answer.operationCount),
    lastError: answer.lastError,
    metadata: answer.metadata,
    externalReference: answer.externalReference,
  };
}

/** A reversal as the API shows it. Without `reveal` its refund PIN is masked. */
export function publicReversal(redemption: ShownRedemption, reversal: Reversal, reveal?: Reveal) {
  const operation = redemption.operations.find(({ id }) => id === reversal.operationId);
  return {
    id: reversal.id,
    object: 'reversal' as const,
    redemption_id: redemption.id,
    type: redemption.type,
    external_reference: redemption.externalReference,
    provider_reference: presentReference(operation),
    amount: reversal.amountCents,
    currency: redemption.currency,
    reason: reversal.reason,
    status: reversal.status,
    method: reversal.method,
    refund_voucher: presentVoucher(reversal.refundVoucher, reveal),
    error: presentError(reversal.error),
    settled_at: maybeTime(reversal.settledAt),
    created_at: isoTime(reversal.createdAt),
    updated_at: isoTime(reversal.updatedAt),
  };
}

/** A proposal as the API shows it. */
export function publicProposal(redemption: ShownRedemption, proposal: Proposal) {
  return {
    id: proposal.id,
    object: 'reversal_proposal' as const,
    livemode: redemption.livemode,
    redemption_id: redemption.id,
    type: redemption.type,
    external_reference: redemption.externalReference,
    amount: proposal.amountCents,
    currency: redemption.currency,
    reason: proposal.reason,
    status: proposal.status,
    proposed_by: proposal.by,
    decided_by: proposal.decidedBy,
    note: proposal.note,
    reversal_id: proposal.reversalId,
    /** For `If-Match`. */
    version: redemption.version,
    lapses_at: isoTime(proposal.lapsesAt),
    decided_at: proposal.decidedAt === null ? null : isoTime(proposal.decidedAt),
    created_at: isoTime(proposal.at),
  };
}

/** The journal as the API shows it, oldest first: every entry but its `writeId`. */
export function publicTimeline(redemption: Redemption) {
  return redemption.journal.map((entry) => ({
    seq: entry.seq,
    at: isoTime(entry.at),
    fact: entry.fact,
    actor: entry.actor,
    request_id: entry.requestId,
    status: entry.status,
    version: entry.version,
    detail: entry.detail,
  }));
}

export type PublicRedemption = ReturnType<typeof publicRedemption>;
export type PublicProposal = ReturnType<typeof publicProposal>;
export type PublicReversal = ReturnType<typeof publicReversal>;
