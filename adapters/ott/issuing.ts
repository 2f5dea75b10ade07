// OTT's issuing side, used to give value back as a new voucher. A sale counts once it is confirmed.
import { decimalFromCents } from '../../src/core/values/money';
import type { Accepted, Inquiry, ProviderOutcome, Unknown } from '../../src/core/providers/outcome';
import { Pin } from '../../src/core/values/pin';
import type { RefundCall } from '../../src/core/providers/provider';
import { type Fields, identifierOf, isFields, namedBy, pinDigitsOf, unknown } from '../kit/reply';
import type { OttIssuing } from './config';
import { centsOfRand, readOtt, signedPost } from './wire';

/** The issuing calls, bound to one set of credentials. `GetVoucher` is never repeated: it would sell a second voucher. */
export function issuing(config: OttIssuing) {
  async function refund(call: RefundCall): Promise<ProviderOutcome> {
    const form = {
      branch: config.branch,
      cashier: config.cashier,
      uniqueReference: call.reference,
      value: decimalFromCents(call.amountCents),
      vendorCode: config.vendorCode,
    };
    const read = readOtt(await call.http.send(signedPost('/api/reseller/v1/GetVoucher', config, form)), config.codes);
    if (read.kind === 'no_record') return unknown('the answer does not fit a sale');
    return read.kind === 'succeeded' ? confirmed(call, read.fields) : read;
  }

  async function inquireRefund(call: RefundCall): Promise<Inquiry> {
    const form = { uniqueReference: call.reference };
    const read = readOtt(await call.http.send(signedPost('/api/reseller/v1/CheckVoucher', config, form)), config.codes);
    if (read.kind === 'succeeded') return confirmed(call, read.fields);
    if (read.kind === 'no_record') return { ...read, kind: 'not_found' };
    if (read.kind === 'declined') return unknown('the provider would not say what became of the sale');
    return read;
  }

  /** Confirming moves nothing further and may be repeated: doubt about it is resolved by asking for the sale again. */
  async function confirmed(call: RefundCall, fields: Fields): Promise<Accepted | Unknown> {
    const sold = soldOf(fields);
    if (sold.kind !== 'accepted') return sold;
    const form = { uniqueReference: call.reference };
    const read = readOtt(
      await call.http.send(signedPost('/api/reseller/v1/ConfirmVoucher', config, form)),
      config.codes,
    );
    return read.kind === 'succeeded' ? sold : unknown('the voucher was sold, but the sale is not confirmed yet');
  }

  return { refund, inquireRefund };
}

/** `voucher` is a JSON document inside a JSON string. */
function soldOf(fields: Fields): Accepted | Unknown {
  const sold = innerFields(fields['voucher']);
  const digits = pinDigitsOf(sold['pin']);
  const amountCents = centsOfRand(sold['amount'], 1);
  if (digits === undefined || amountCents === undefined) return unknown('the answer carries no voucher');
  const pin = new Pin(digits);
  const serialNumber = identifierOf(sold['serialNumber'], [pin]);
  const transactionId = identifierOf(sold['saleID'], [pin]);
  return {
    kind: 'accepted',
    amountCents,
    ...(transactionId ? { transactionId } : {}),
    ...namedBy({ voucher_id: sold['voucherID'], serial_number: sold['serialNumber'], batch: sold['batch'] }, [pin]),
    voucher: {
      pin,
      ...(serialNumber ? { serialNumber } : {}),
      amountCents,
      delivery: 'inline',
    },
  };
}

function innerFields(value: unknown): Fields {
  if (isFields(value)) return value;
  if (typeof value !== 'string') return {};
  try {
    const inner = JSON.parse(value) as unknown;
    return isFields(inner) ? inner : {};
  } catch {
    return {};
  }
}
