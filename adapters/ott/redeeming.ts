// OTT's redemption side: look a voucher up, remit it, and ask what became of a remit.
import { decimalFromCents, type Cents } from '../../src/core/values/money';
import type { Accepted, Declined, Inquiry, NotSent, ProviderOutcome, Unknown } from '../../src/core/providers/outcome';
import type { Pin } from '../../src/core/values/pin';
import type { CaptureCall, Lookup, LookupCall } from '../../src/core/providers/provider';
import { type Fields, identifierOf, namedBy, notSent, unknown } from '../kit/reply';
import type { OttConfig } from './config';
import { centsOfRand, phoneOf, shortPinOf, readOtt, signedPost } from './wire';

interface Found {
  readonly kind: 'found';
  readonly valueCents: Cents;
  readonly serial: string | undefined;
  readonly voucherId: string | undefined;
}

/** The redemption calls, bound to one configuration. */
export function redeeming(config: OttConfig) {
  async function check({ http, source }: LookupCall): Promise<Found | Declined | NotSent | Unknown> {
    const pin = shortPinOf(source);
    const form = { vendorID: config.vendorId, voucherPIN: pin.reveal() };
    const read = readOtt(await http.send(signedPost('/api/v1/CheckVoucher', config, form)), config.codes);
    if (read.kind === 'no_record') return unknown('the answer does not fit a look-up', withoutKind(read));
    if (read.kind !== 'succeeded') return read;
    const valueCents = centsOfRand(read.fields['value'], 1);
    if (valueCents === undefined) return unknown('the answer does not say what the voucher is worth');
    const { serial, voucherID } = read.fields;
    return {
      kind: 'found',
      valueCents,
      serial: identifierOf(serial, [pin]),
      voucherId: identifierOf(voucherID, [pin]),
    };
  }

  async function lookup(call: LookupCall): Promise<Lookup> {
    const found = await check(call);
    if (found.kind !== 'found') return found;
    const metadata: Record<string, string> = found.serial === undefined ? {} : { serial_number: found.serial };
    return { kind: 'found', balanceCents: found.valueCents, currency: 'ZAR', metadata };
  }

  async function reserve(call: CaptureCall): Promise<ProviderOutcome> {
    const found = await check(call);
    if (found.kind !== 'found') return found;
    if (call.amountCents > found.valueCents && call.options.partial === 'decline') {
      return { kind: 'declined', code: 'insufficient_value', proof: 'refusal' };
    }
    const names = namedBy({ serial_number: found.serial, voucher_id: found.voucherId }, [shortPinOf(call.source)]);
    return { kind: 'accepted', amountCents: found.valueCents, ...names };
  }

  /** Looks first where the amount to send depends on the value: whether "0" means the whole of it stands in no specification. */
  async function capture(call: CaptureCall): Promise<ProviderOutcome> {
    if (call.amountCents > 0 && call.options.partial === 'decline') return remit(call, call.amountCents);
    const found = await check(call);
    if (found.kind === 'unknown') {
      return notSent(
        'provider_unavailable',
        `the voucher could not be looked up first: ${found.reason}`,
        withoutKind(found),
      );
    }
    if (found.kind !== 'found') return found;
    const { valueCents, serial } = found;
    return remit(call, call.amountCents === 0 ? valueCents : Math.min(call.amountCents, valueCents), serial);
  }

  /** `serial`: from the look-up before it, where there was one. The remit's own reply has none. */
  async function remit(call: CaptureCall, amountCents: Cents, serial?: string): Promise<ProviderOutcome> {
    const pin = shortPinOf(call.source);
    const form = {
      amount: decimalFromCents(amountCents),
      mobile: phoneOf(call.source),
      pin: pin.reveal(),
      uniqueReference: call.reference,
      vendorID: config.vendorId,
    };
    const read = readOtt(await call.http.send(signedPost('/api/v1/RemitVoucher', config, form)), config.codes);
    if (read.kind === 'no_record') return unknown('the answer does not fit a remit', withoutKind(read));
    if (read.kind !== 'succeeded') return read;
    const taken = remitted({ serialNumber: serial, ...read.fields }, pin);
    // The reply does not name the remit that it answers. One of another amount may be somebody else's: the question goes by our reference.
    const isOurs = taken.kind !== 'accepted' || taken.amountCents === amountCents;
    return isOurs ? taken : unknown('the answer is about another amount than was asked for');
  }

  async function inquireCapture(call: CaptureCall): Promise<Inquiry> {
    const form = { uniqueReference: call.reference };
    const read = readOtt(await call.http.send(signedPost('/api/v1/CheckRemitVoucher', config, form)), config.codes);
    if (read.kind === 'succeeded') return remitted(read.fields, shortPinOf(call.source));
    if (read.kind === 'no_record') return { ...read, kind: 'not_found' };
    // A refusal is about this question here, not about the remit.
    if (read.kind === 'declined')
      return unknown('the provider would not say what became of the remit', withoutKind(read));
    return read;
  }

  return { lookup, reserve, capture, inquireCapture };
}

/** The amount comes from this reply and from no other. What is left goes to the customer by SMS. */
function remitted(fields: Fields, pin: Pin): Accepted | Unknown {
  const amountCents = centsOfRand(fields['voucherAmount'], 1);
  if (amountCents === undefined) return unknown('the answer does not say how much was taken');
  const balanceCents = centsOfRand(fields['voucherBalance'], 1);
  const transactionId = identifierOf(fields['voucherID'], [pin]);
  return {
    kind: 'accepted',
    amountCents,
    ...(transactionId ? { transactionId } : {}),
    ...namedBy({ voucher_id: fields['voucherID'], serial_number: fields['serialNumber'] }, [pin]),
    ...(balanceCents ? { voucher: { delivery: 'sms', amountCents: balanceCents } } : {}),
  };
}

function withoutKind({ providerCode, providerMessage }: { providerCode?: string; providerMessage?: string }) {
  return {
    ...(providerCode === undefined ? {} : { providerCode }),
    ...(providerMessage === undefined ? {} : { providerMessage }),
  };
}
