// Persist, call, persist. The operation and its ask are already written when this starts; here it is sent, and the
// answer is written down. An operation that is left behind in between is found again by its due date alone.
import { keptDetails } from '../../providers/details';
import type { ProviderGate } from '../../providers/gate';
import type { Inquiry, IssuedVoucher } from '../../providers/outcome';
import { StoreUnavailable } from '../../store-unavailable';
import type { Fact, RequestedOperation, SealedInquiry } from '../../redemption/fact';
import {
  findOperation,
  holdOf,
  type Ask,
  type HeldVoucher,
  type Operation,
  type OperationMethod,
  type Redemption,
} from '../../redemption/redemption';
import { changeIssuerOf } from './change-issuer';
import { findCaptureLostBy } from './lost-capture';
import { perhapsLost } from './perhaps-lost';
import { isInTime, permitFor } from './permit';
import { send, sendInquiry, Unprepared } from './provider-calls';
import type { Pin } from '../../values/pin';
import { claimDigestOf } from '../pins/pin-in-text';
import type { Services } from '../services';
import { submit, type Submitter } from '../submit';
import { Refusal } from '../../values/refusal';

/** An operation with an id, a first ask and a deadline from now. Writes nothing. */
export function newOperation(
  services: Services,
  gate: ProviderGate,
  what: { type: RequestedOperation['type']; method: OperationMethod; amountCents: number },
): RequestedOperation {
  return {
    ...what,
    id: services.ids.next('op'),
    askId: services.ids.next('ask'),
    dueAt: answerDue(services, gate),
  };
}

/**
 * What has to be asked of the provider before a voucher counts as reserved: to hold its value, or to look at it. Null where it
 * offers neither: then the hold is Vouch's own.
 */
export function reserveOperation(
  services: Services,
  gate: ProviderGate,
  amountCents: number,
): RequestedOperation | null {
  if (gate.can.hold) return newOperation(services, gate, { type: 'reserve', method: 'hold', amountCents });
  return gate.can.reserve ? newOperation(services, gate, { type: 'reserve', method: 'check', amountCents }) : null;
}

/** The facts of a release, for what the provider itself holds; none where it holds nothing. */
export function releaseFacts(
  services: Services,
  gate: ProviderGate | null | undefined,
  redemption: Redemption,
  operationId = services.ids.next('op'),
): Fact[] {
  const hold = holdOf(redemption);
  if (!hold || !gate) return [];
  const { amountCents } = hold;
  const operation = newOperation(services, gate, { type: 'release', method: 'release', amountCents });
  return [{ kind: 'operation_requested', operation: { ...operation, id: operationId } }];
}

/** The moment from which silence is doubt: the call's own deadline, and time to write the answer down. */
export function answerDue(services: Services, gate: ProviderGate): number {
  return services.clock.now() + gate.traits.timeoutMs + services.schedule.graceMs;
}

/**
 * Sends an operation that was just written, submits the answer, and goes on with the operation that follows a plain
 * decline, if one does. Returns the newest state. Never sends an operation that another process may have sent. `isNew`: the redemption
 * was made by this very call.
 */
export async function runOperation(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operationId: string,
  by: Submitter,
  isNew = false,
): Promise<Redemption> {
  let state = redemption;
  for (let next: string | null = operationId; next !== null;) {
    const operation = findOperation(state, next);
    const ask = operation?.asks[0];
    if (!operation || !ask) return state;
    const permit = permitFor(services, state, operation, ask);
    const inquiry = mayStillSend(services, operation, ask)
      ? await safely(() => send(services, gate, state, operation, permit), UNPREPARED)
      : TOO_LATE;
    const fallback = fallbackFor(services, gate, state, operation);
    const answer = { redemption: state, operation, askId: ask.id, inquiry, fallback, isNew };
    state = await submitAnswer(services, gate, answer, by);
    next = fallback && findOperation(state, fallback.id) ? fallback.id : null;
  }
  return state;
}

/** Whether to begin sending. Whether the request may leave is asked again, right before it does: see `permitFor`. */
function mayStillSend(services: Services, { status, nextAskAt }: Operation, ask: Ask): boolean {
  return status === 'pending' && nextAskAt !== null && isInTime(services, ask, nextAskAt);
}

const TOO_LATE: Inquiry = {
  kind: 'not_sent',
  code: 'provider_unavailable',
  reason: 'It was not sent: too much time had gone by since it was written down',
};

/** Certain: without the voucher there was no request. */
const UNPREPARED: Inquiry = {
  kind: 'not_sent',
  code: 'provider_misconfigured',
  reason: 'It was not sent: the sealed voucher could not be opened here',
};

/** The question was not put; the operation itself may have been sent before. */
const NOT_ASKED: Inquiry = { kind: 'unknown', reason: 'The sealed voucher could not be opened here, to ask about it' };

/** What came back from the provider, and what was asked. */
export interface Answer {
  /** The redemption as it was when the question was put. */
  readonly redemption: Redemption;
  readonly operation: Operation;
  /** The ask that this answers; null for word that the provider sent unasked. */
  readonly askId: string | null;
  readonly inquiry: Inquiry;
  /** The operation to go on with where this one is plainly declined. */
  readonly fallback: RequestedOperation | null;
  /** What would follow a plain decline may have been done before a backup was put back, and is not known here. */
  readonly isNextLost?: boolean;
  /** The redemption was made by the very call that waits for this: it stood in no backup. */
  readonly isNew?: boolean;
}

/**
 * Submits one answer, with its PIN sealed, as a fact. Returns the newest state. An answer that the store does not take is kept
 * and written later; the call ends with `StoreUnavailable` all the same, whatever the reason: value may have moved.
 */
export async function submitAnswer(
  services: Services,
  gate: ProviderGate,
  { redemption, operation, askId, inquiry, fallback, isNextLost = false, isNew = false }: Answer,
  by: Submitter,
): Promise<Redemption> {
  const sealed = sealInquiry(services, gate, redemption, inquiry);
  const { settlingMs } = gate.traits;
  // Decided here for every answer, whoever asked.
  const mayBeCaptured = !isNew && (await findCaptureLostBy(services, gate, redemption, operation, sealed));
  const answered = {
    kind: 'answered',
    operationId: operation.id,
    askId,
    inquiry: sealed,
    settlingMs,
    fallback,
    ...changeIssuerOf(gate),
    ...(mayBeCaptured ? { mayBeCaptured } : {}),
  } as const;
  const lost =
    isNextLost && inquiry.kind === 'declined' ? 'yes' : await perhapsLost(services, redemption, operation, inquiry);
  const reviewed = lost === 'reviewed' ? { lostIsReviewed: true } : {};
  const fact = lost === 'no' ? answered : { ...answered, mayBeLost: true, ...reviewed };
  // Written later, it begins nothing of its own: by then nobody waits for it, and its time is over.
  const kept = { redemptionId: redemption.id, type: operation.type, by, fact: { ...fact, fallback: null } };
  const unwritten = ASKABLE.has(inquiry.kind) ? undefined : services.unwritten;
  try {
    const write = submit(services, redemption.id, by, () => ({ facts: [fact] }), { known: redemption });
    return await (unwritten ? unwritten.during(kept, write) : write);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') throw error;
    unwritten?.keep(kept);
    throw error instanceof StoreUnavailable ? error : new StoreUnavailable(error);
  }
}

/** What a question would tell again need not be kept. */
const ASKABLE: ReadonlySet<Inquiry['kind']> = new Set(['unknown', 'pending', 'not_found']);

/** The operation to try instead if this one is plainly declined, or null. */
export function fallbackFor(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
): RequestedOperation | null {
  if (operation.method === 'capture' && redemption.options.partial === 'allow' && operation.amountCents > 0) {
    // Where the value can be read first the adapter already sent the amount it read. Elsewhere: all of it, known to be
    // less.
    if (gate.can.lookup) return null;
    return newOperation(services, gate, { type: 'confirm', method: 'capture', amountCents: 0 });
  }
  if (operation.method === 'restore' && gate.can.refund) {
    return newOperation(services, gate, { type: 'reverse', method: 'refund', amountCents: operation.amountCents });
  }
  return null;
}

/** Where the sealed source does not open the answer is `unprepared`. Any other throw leaves everything possible. */
async function safely(call: () => Promise<Inquiry>, unprepared: Inquiry): Promise<Inquiry> {
  try {
    return await call();
  } catch (error) {
    return error instanceof Unprepared ? unprepared : { kind: 'unknown', reason: 'The request failed on our side' };
  }
}

/**
 * Asks the provider, in its own way, what became of an operation. `askId` names the ask that was written for it. Where others
 * have moved on nothing is sent, and the answer is `not_sent`.
 */
export function inquire(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
  askId: string,
): Promise<Inquiry> {
  const ask = operation.asks.find((candidate) => candidate.id === askId);
  if (!ask) throw new Error(`Operation ${operation.id} has no ask ${askId}`);
  const permit = permitFor(services, redemption, operation, ask);
  return safely(() => sendInquiry(services, gate, redemption, operation, permit), NOT_ASKED);
}

function sealInquiry(services: Services, gate: ProviderGate, redemption: Redemption, inquiry: Inquiry): SealedInquiry {
  if (inquiry.kind !== 'accepted') return inquiry;
  const { voucher, details: named, ...rest } = inquiry;
  const details = keptDetails(named, voucher?.pin ? [voucher.pin] : []);
  const held = voucher ? holdVoucher(services, gate, redemption, voucher) : null;
  return { ...rest, ...(details ? { details } : {}), voucher: held };
}

function holdVoucher(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  voucher: IssuedVoucher,
): HeldVoucher {
  const claim = voucher.pin && claimOfIssued(services, gate, redemption, voucher.pin);
  return {
    sealedPin: voucher.pin ? services.sealer.seal(voucher.pin.reveal(), redemption.id) : null,
    ...(claim === undefined ? {} : { claim }),
    maskedPin: voucher.pin ? voucher.pin.masked : null,
    serialNumber: voucher.serialNumber ?? null,
    expiresAt: voucher.expiresAt ?? null,
    amountCents: voucher.amountCents ?? null,
    delivery: voucher.delivery,
  };
}

/** By which it is recognised once somebody redeems it here. Undefined where the type does not take such a PIN. */
function claimOfIssued(
  { sealer }: Services,
  { traits, claimOf }: ProviderGate,
  { type, livemode }: Redemption,
  pin: Pin,
): string | undefined {
  const field = traits.sourceFields.find(({ sensitive }) => sensitive);
  try {
    const claim = field && claimOf?.({ [field.name]: pin });
    return claim === undefined ? undefined : claimDigestOf(sealer, type, livemode, claim);
  } catch {
    return undefined;
  }
}
