// The calls that are handed to the gate for an operation: the calls that move value, and the questions about them.
import type { ProviderGate } from '../../providers/gate';
import type { Inquiry } from '../../providers/outcome';
import type { Permit } from '../../providers/permit';
import type {
  CaptureCall,
  HoldCall,
  RefundCall,
  ReleaseCall,
  RestoreCall,
  Source,
  TransportName,
} from '../../providers/provider';
import { hasSecrets, restoreSource } from '../../providers/source';
import { holdOf, type Operation, type Redemption } from '../../redemption/redemption';
import { referenceOf } from '../../values/reference';
import { HOUR_MS, isoTime } from '../../values/time';
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
    case 'hold':
      return gate.hold(holdCall(services, gate, redemption, operation), permit);
    case 'release':
      return gate.release(releaseCall(gate, redemption, operation), permit);
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
    case 'hold':
      return gate.inquireHold(holdCall(services, gate, redemption, operation), permit);
    // Releasing what is free is no error, so the question is the request again.
    case 'release':
      return gate.release(releaseCall(gate, redemption, operation), permit);
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

/** A call without its transport, which the gate adds. */
type Bare<C> = Omit<C, TransportName>;

function common(redemption: Redemption, operation: Operation) {
  return {
    accountId: redemption.accountId,
    redemptionId: redemption.id,
    livemode: redemption.livemode,
    reference: operation.reference ?? referenceOf(redemption.id, operation.id),
    firstSentAt: isoTime(operation.createdAt),
  };
}

function captureCall(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
): Bare<CaptureCall> {
  const hold = operation.method === 'capture' ? holdOf(redemption) : undefined;
  return {
    ...common(redemption, operation),
    source: fullSource(services, gate, redemption),
    ...(hold ? { held: { reference: hold.reference ?? '', amountCents: hold.amountCents } } : {}),
    amountCents: operation.amountCents,
    currency: redemption.currency,
    options: redemption.options,
  };
}

/** How much longer than the reservation the provider holds: a capture may be under way as that ends, and a release as well. */
const HELD_LONGER_MS = HOUR_MS;

function holdCall(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
): Bare<HoldCall> {
  const until = (redemption.reservedUntil ?? services.clock.now()) + HELD_LONGER_MS;
  return { ...captureCall(services, gate, redemption, operation), until: new Date(until).toISOString() };
}

function releaseCall(gate: ProviderGate, redemption: Redemption, operation: Operation): Bare<ReleaseCall> {
  const hold = redemption.operations.find(({ method }) => method === 'hold');
  return {
    ...common(redemption, operation),
    holdReference: hold?.reference ?? '',
    amountCents: operation.amountCents,
    source: plainSource(gate, redemption),
  };
}

function fullSource(services: Services, gate: ProviderGate, redemption: Redemption): Source {
  if (!hasSecrets(gate.traits.sourceFields)) return plainSource(gate, redemption);
  return restoreSource(gate.traits.sourceFields, openSource(services, redemption));
}

/** The fields that are no secrets. */
function plainSource(gate: ProviderGate, { source }: Redemption): Readonly<Record<string, string>> {
  const open = gate.traits.sourceFields.filter((field) => !field.sensitive).map((field) => field.name);
  return Object.fromEntries(Object.entries(source).filter(([name]) => open.includes(name)));
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
  const needsIt = operation.method === 'capture' || operation.method === 'hold';
  return needsIt && sealedSource !== null && !sealer.knowsKeyOf(sealedSource);
}

function restoreCall(redemption: Redemption, operation: Operation): Bare<RestoreCall> {
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

function refundCall(gate: ProviderGate, redemption: Redemption, operation: Operation): Bare<RefundCall> {
  return {
    ...common(redemption, operation),
    amountCents: operation.amountCents,
    currency: redemption.currency,
    options: redemption.options,
    source: plainSource(gate, redemption),
  };
}
