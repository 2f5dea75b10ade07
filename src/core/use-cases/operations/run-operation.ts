// Persist, call, persist. The operation and its ask are already written when this starts; here it is sent, and the
// answer is written down. An operation that is left behind in between is found again by its due date alone.
import type { ProviderGate } from '../../providers/gate';
import type { Inquiry, IssuedVoucher } from '../../providers/outcome';
import type { RequestedOperation, SealedInquiry } from '../../redemption/fact';
import {
  findOperation,
  type HeldVoucher,
  type Operation,
  type OperationMethod,
  type Redemption,
} from '../../redemption/redemption';
import { send, sendInquiry, Unprepared } from './provider-calls';
import type { Pin } from '../../values/pin';
import { claimDigestOf } from '../pin-in-text';
import type { Services } from '../services';
import { submit, type Submitter } from '../submit';

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

/** The moment from which silence is doubt: the call's own deadline, and time to write the answer down. */
export function answerDue(services: Services, gate: ProviderGate): number {
  return services.clock.now() + gate.traits.timeoutMs + services.schedule.graceMs;
}

/**
 * Sends an operation that was just written, submits the answer, and goes on with the operation that follows a plain
 * decline, if one does. Returns the newest state. Never sends an operation that another process may have sent.
 */
export async function runOperation(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operationId: string,
  by: Submitter,
): Promise<Redemption> {
  let state = redemption;
  for (let next: string | null = operationId; next !== null;) {
    const operation = findOperation(state, next);
    const ask = operation?.asks[0];
    if (!operation || !ask) return state;
    const inquiry = mayStillSend(services, operation)
      ? await safely(() => send(services, gate, state, operation), UNPREPARED)
      : TOO_LATE;
    const fallback = fallbackFor(services, gate, state, operation);
    state = await submitAnswer(services, gate, { redemption: state, operation, askId: ask.id, inquiry, fallback }, by);
    next = fallback && findOperation(state, fallback.id) ? fallback.id : null;
  }
  return state;
}

/**
 * A process that was stopped for a while must not send what it wrote before: another instance has had time to ask about
 * it, to be told that nothing was taken, and to say so to the customer.
 */
function mayStillSend(services: Services, operation: Operation): boolean {
  return operation.status === 'pending' && operation.nextAskAt !== null && services.clock.now() < operation.nextAskAt;
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
}

/** Submits one answer, with its PIN sealed, as a fact. Returns the newest state. */
export function submitAnswer(
  services: Services,
  gate: ProviderGate,
  { redemption, operation, askId, inquiry, fallback }: Answer,
  by: Submitter,
): Promise<Redemption> {
  const sealed = sealInquiry(services, gate, redemption, inquiry);
  const { settlingMs } = gate.traits;
  const facts = [
    { kind: 'answered', operationId: operation.id, askId, inquiry: sealed, settlingMs, fallback } as const,
  ];
  return submit(services, redemption.id, by, () => ({ facts }), { known: redemption });
}

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

/** Asks the provider, in its own way, what became of an operation. */
export function inquire(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
): Promise<Inquiry> {
  return safely(() => sendInquiry(services, gate, redemption, operation), NOT_ASKED);
}

function sealInquiry(services: Services, gate: ProviderGate, redemption: Redemption, inquiry: Inquiry): SealedInquiry {
  if (inquiry.kind !== 'accepted') return inquiry;
  const { voucher, ...rest } = inquiry;
  return { ...rest, voucher: voucher ? holdVoucher(services, gate, redemption, voucher) : null };
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
    return field && claimDigestOf(sealer, type, livemode, claimOf({ [field.name]: pin }));
  } catch {
    return undefined;
  }
}
