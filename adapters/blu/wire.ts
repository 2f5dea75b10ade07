// Blu's wire format: headers, bodies and what a reply means. Sends nothing.
import type { Cents } from '../../src/core/values/money';
import type {
  DeclineCode,
  IssuedVoucher,
  NotSent,
  ProviderOutcome,
  ProviderWords,
  Unknown,
} from '../../src/core/providers/outcome';
import { Pin } from '../../src/core/values/pin';
import type { CaptureCall, RefundCall, Source, WireReply, WireRequest } from '../../src/core/providers/provider';
import {
  centsOf,
  type Fields,
  identifierOf,
  isFields,
  namedBy,
  notSent,
  pinDigitsOf,
  readReply,
  unknown,
  utcOf,
  withIssued,
  wordsOf,
} from '../kit/reply';
import { pinOf } from '../kit/source';
import type { BluConfig, BluCredentials, BluSelling } from './config';

type Meaning = DeclineCode | 'provider_misconfigured';

/**
 * Blu has no error codes: the meaning is in the text. Lower-case fragments, tried in this order. Only the first four are known
 * from clients that ran against the real host; a text that holds none of them is `unknown`.
 */
const ERROR_TEXTS: readonly (readonly [string, Meaning])[] = [
  ['not authorized', 'provider_misconfigured'],
  ['permission', 'provider_misconfigured'],
  ['invalid transaction type', 'provider_misconfigured'],
  ['already been redeemed', 'voucher_already_redeemed'],
  ['already used', 'voucher_already_redeemed'],
  ['voucher not found', 'voucher_not_found'],
  ['token not found', 'voucher_not_found'],
  ['invalid token', 'voucher_not_found'],
  ['expired', 'voucher_expired'],
  ['been cancelled', 'voucher_cancelled'],
  ['insufficient balance', 'insufficient_value'],
];

function headersOf(credentials: BluCredentials): Record<string, string> {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return { apikey: credentials.apiKey, Authorization: `Basic ${basic}`, 'Trade-Vend-Channel': 'API' };
}

/** Blu calls the PIN a token. */
export function tokenOf(source: Source): Pin {
  return pinOf(source, 'token');
}

/** The one place where a PIN stands in a URL: Blu offers no other way to look a voucher up. */
export function lookupRequest(config: BluConfig, source: Source): WireRequest {
  return {
    method: 'GET',
    path: '/voucher/variable/vouchers',
    query: { token: tokenOf(source).reveal() },
    headers: headersOf(config),
  };
}

/** The wire carries a 32-bit integer: Blu's limit for one request, even where a voucher is worth more. */
export const MOST_CENTS = 2 ** 31 - 1;

/** Takes value. `amountCents` is never 0. */
export function redemptionRequest(config: BluConfig, call: CaptureCall, amountCents: Cents): WireRequest {
  const json = {
    requestId: call.reference,
    token: tokenOf(call.source).reveal(),
    amount: amountCents,
    vendMetaData: {
      transactionRequestDateTime: call.firstSentAt,
      transactionReference: call.reference,
      ...(config.vendorId === undefined ? {} : { vendorId: config.vendorId }),
      ...(call.options.terminal_id === undefined ? {} : { deviceId: call.options.terminal_id }),
    },
  };
  return { method: 'POST', path: '/voucher/variable/redemptions', headers: headersOf(config), json };
}

/** Sells a new voucher, to give value back. */
export function saleRequest(selling: BluSelling, call: RefundCall): WireRequest {
  const json = {
    requestId: call.reference,
    productId: selling.productId,
    amount: call.amountCents,
    vendMetaData: { transactionRequestDateTime: call.firstSentAt, transactionReference: call.reference },
  };
  return { method: 'POST', path: '/voucher/variable/sales', headers: headersOf(selling), json };
}

/** A reply that says success, with its fields. */
export interface Succeeded {
  readonly kind: 'succeeded';
  readonly fields: Fields;
}

/** Success is HTTP 200 or 201. 401, 403 and 429 are answered before anything is processed. */
export function readBlu(reply: WireReply): Succeeded | Exclude<ProviderOutcome, { kind: 'accepted' | 'pending' }> {
  const door = reply.kind === 'reply' ? turnedAway(reply.status) : undefined;
  if (door) return door;
  const read = readReply(reply);
  if (read.kind !== 'readable') return read;
  const { status, fields } = read;
  if (status === 200 || status === 201) return { kind: 'succeeded', fields };
  const words = wordsOf(String(status), fields['message']);
  const text = (words.providerMessage ?? '').toLowerCase();
  const meaning = ERROR_TEXTS.find(([fragment]) => text.includes(fragment))?.[1];
  return meaning ? refusalOf(meaning, words) : unknown('the provider answered with a text that is not listed', words);
}

function turnedAway(status: number): NotSent | undefined {
  if (status === 401 || status === 403)
    return notSent('provider_misconfigured', 'the provider refused our credentials');
  if (status === 429) return notSent('provider_unavailable', 'the provider turned the request away: too many requests');
  return undefined;
}

function refusalOf(meaning: Meaning, words: ProviderWords): Exclude<ProviderOutcome, { kind: 'accepted' | 'pending' }> {
  if (meaning === 'provider_misconfigured') return notSent(meaning, 'the provider refused our account for this', words);
  return { kind: 'declined', code: meaning, proof: 'refusal', ...words };
}

/** A redemption's reply. `reference` is missing from some real replies: the key is `requestId`. */
export function redeemedOf(fields: Fields, call: CaptureCall): ProviderOutcome {
  const secrets = [tokenOf(call.source)];
  const voucher = issuedOf(fields['replacementVoucher'], secrets, undefined);
  const { redeemedVoucherSerialNumber, redeemedVoucherReference, dateTime } = fields;
  return acceptedOf(fields, call.reference, secrets, voucher, {
    serial_number: redeemedVoucherSerialNumber,
    voucher_reference: redeemedVoucherReference,
    transaction_date: utcOf(dateTime),
  });
}

/** A sale's reply: the voucher's fields and the amount are members of one object. */
export function soldOf(fields: Fields, call: RefundCall): ProviderOutcome {
  const voucher = issuedOf(fields, [], centsOf(fields['amount'], 1));
  if (!voucher?.pin) return unknown('the answer carries no voucher');
  return acceptedOf(fields, call.reference, [], voucher, { serial_number: fields['serialNumber'] });
}

function acceptedOf(
  fields: Fields,
  reference: string,
  secrets: readonly Pin[],
  voucher: IssuedVoucher | undefined,
  names: Fields,
): ProviderOutcome {
  const echoed = fields['requestId'];
  if (echoed !== undefined && echoed !== reference) return unknown('the answer carries another reference');
  const amountCents = centsOf(fields['amount'], 1);
  if (amountCents === undefined) return unknown('the answer does not say how much was moved');
  const kept = withIssued(secrets, voucher?.pin);
  const transactionId = identifierOf(fields['reference'], kept);
  return {
    kind: 'accepted',
    amountCents,
    ...(transactionId ? { transactionId } : {}),
    ...namedBy(names, kept),
    ...(voucher ? { voucher } : {}),
  };
}

/**
 * No public client has ever read an amount from a replacement voucher: none is given then. One whose token cannot be read was issued
 * all the same: it is known by its serial number.
 */
function issuedOf(value: unknown, secrets: readonly Pin[], amountCents: Cents | undefined): IssuedVoucher | undefined {
  if (!isFields(value)) return undefined;
  const digits = pinDigitsOf(value['token']);
  if (digits !== undefined && secrets.some((secret) => secret.reveal() === digits)) return undefined;
  const pin = digits === undefined ? undefined : new Pin(digits);
  const serialNumber = identifierOf(value['serialNumber'], withIssued(secrets, pin));
  const expiresAt = utcOf(value['expiryDateTime']);
  if (!pin && !serialNumber) return undefined;
  return {
    ...(pin ? { pin } : {}),
    ...(serialNumber ? { serialNumber } : {}),
    ...(expiresAt ? { expiresAt } : {}),
    ...(amountCents === undefined ? {} : { amountCents }),
    delivery: 'inline',
  };
}

/** What a look-up says about a voucher. */
export interface VoucherRecord {
  readonly kind: 'record';
  readonly state: 'active' | DeclineCode;
  readonly amountCents: Cents | undefined;
  readonly serialNumber: string | undefined;
  /** The request that redeemed it, where it is redeemed. */
  readonly redeemedBy: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

const STATES: ReadonlyMap<string, VoucherRecord['state']> = new Map([
  ['ACTIVE', 'active'],
  ['VALID', 'active'],
  ['REDEEMED', 'voucher_already_redeemed'],
  ['USED', 'voucher_already_redeemed'],
  ['EXPIRED', 'voucher_expired'],
  ['CANCELLED', 'voucher_cancelled'],
  ['NOT_FOUND', 'voucher_not_found'],
]);

/** `status` is text on a look-up that worked and a number in an error body. */
export function recordOf(fields: Fields, token: Pin): VoucherRecord | Unknown {
  const status = typeof fields['status'] === 'string' ? fields['status'].toUpperCase() : '';
  const state = STATES.get(status);
  if (state === undefined) return unknown('the provider answered with a voucher status that is not listed');
  const serial = identifierOf(fields['serialNumber'], [token]);
  const expiresAt = utcOf(fields['expiryDate']);
  return {
    kind: 'record',
    state,
    amountCents: centsOf(fields['amount'], 1),
    serialNumber: serial,
    redeemedBy: identifierOf(fields['redemptionRequestId'], [token]),
    metadata: { ...(serial ? { serial_number: serial } : {}), ...(expiresAt ? { expires_at: expiresAt } : {}) },
  };
}
