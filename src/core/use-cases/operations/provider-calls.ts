// The calls that are handed to the gate for an operation: the calls that move value, and the questions about them.
import type { ProviderGate } from '../../providers/gate';
import type { Inquiry } from '../../providers/outcome';
import type { Permit } from '../../providers/permit';
import type { CaptureCall, RefundCall, RestoreCall } from '../../providers/provider';
import { restoreSource } from '../../providers/source';
import type { Operation, Redemption } from '../../redemption/redemption';
import { referenceOf } from '../../values/reference';
import type { Services } from '../services';

/** The sealed source did not open, so that the request could not be made: nothing was sent. */
export class Unprepared extends Error {}

/** Sends the request of an operation, if `permit` lets it leave. Throws `Unprepared`, before anything is sent. */
export function send(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
  permit: Permit,
): Promise<Inquiry> {
  switch (operation.method) {
    case 'check':
      return gate.reserve(captureCall(services, gate, redemption, operation), permit);
    case 'capture':
      return gate.capture(captureCall(services, gate, redemption, operation), permit);
    case 'restore':
      return gate.restore(restoreCall(redemption, operation), permit);
    case 'refund':
      return gate.refund(refundCall(gate, redemption, operation), permit);
    case 'none':
      throw new Error(`Operation ${operation.id} has nothing to send`);
    default:
      return operation.method satisfies never;
  }
}

/**
 * Asks, in the provider's own way, what became of an operation. For some providers that is the request again, so it needs a
 * permit as well. Throws `Unprepared`, before anything is sent.
 */
export function sendInquiry(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
  permit: Permit,
): Promise<Inquiry> {
  switch (operation.method) {
    case 'capture':
      return gate.inquireCapture(captureCall(services, gate, redemption, operation), permit);
    case 'restore':
      return gate.inquireRestore(restoreCall(redemption, operation), permit);
    case 'refund':
      return gate.inquireRefund(refundCall(gate, redemption, operation), permit);
    case 'check':
    case 'none':
      return Promise.resolve({ kind: 'unknown', reason: 'A check leaves nothing to ask about' });
    default:
      return operation.method satisfies never;
  }
}

function common(redemption: Redemption, operation: Operation) {
  return {
    livemode: redemption.livemode,
    reference: operation.reference ?? referenceOf(redemption.id, operation.id),
    firstSentAt: new Date(operation.createdAt).toISOString(),
  };
}

function captureCall(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
): Omit<CaptureCall, 'http'> {
  return {
    ...common(redemption, operation),
    source: restoreSource(gate.traits.sourceFields, openSource(services, redemption)),
    amountCents: operation.amountCents,
    currency: redemption.currency,
    options: redemption.options,
  };
}

function openSource({ sealer }: Services, { id, sealedSource }: Redemption): string {
  if (sealedSource === null) throw new Unprepared(`${id} no longer has its source`);
  try {
    return sealer.open(sealedSource, id);
  } catch (cause) {
    throw new Unprepared(`The source of ${id} does not open`, { cause });
  }
}

/**
 * Throws `KeyUnknown` where this process cannot open the source. Before anything is written that will need it: an operation that
 * cannot be sent from here must not stand in the books as if it might have been.
 */
export function requireSource({ sealer }: Services, { id, sealedSource }: Redemption): void {
  if (sealedSource !== null && !sealer.knowsKeyOf(sealedSource)) sealer.open(sealedSource, id);
}

/** Whether a question about this operation takes the voucher's source, and the key that sealed it is not here. */
export function isSealedAway({ sealer }: Services, { sealedSource }: Redemption, operation: Operation): boolean {
  return operation.method === 'capture' && sealedSource !== null && !sealer.knowsKeyOf(sealedSource);
}

function restoreCall(redemption: Redemption, operation: Operation): Omit<RestoreCall, 'http'> {
  const original = redemption.operations.find(
    (candidate) => candidate.type === 'confirm' && candidate.status === 'succeeded',
  );
  return {
    ...common(redemption, operation),
    originalReference: original?.reference ?? '',
    originalTransactionId: original?.transactionId ?? null,
    amountCents: operation.amountCents,
  };
}

function refundCall(gate: ProviderGate, redemption: Redemption, operation: Operation): Omit<RefundCall, 'http'> {
  const open = gate.traits.sourceFields.filter((field) => !field.sensitive).map((field) => field.name);
  return {
    ...common(redemption, operation),
    amountCents: operation.amountCents,
    currency: redemption.currency,
    options: redemption.options,
    source: Object.fromEntries(Object.entries(redemption.source).filter(([name]) => open.includes(name))),
  };
}
