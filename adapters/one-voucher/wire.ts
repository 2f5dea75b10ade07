// 1Voucher's wire format: request bodies and what a reply means. Sends nothing.
import type { Accepted, IssuedVoucher, ProviderOutcome } from '../../src/core/providers/outcome';
import { Pin } from '../../src/core/values/pin';
import type {
  CaptureCall,
  RedemptionOptions,
  RefundCall,
  RestoreCall,
  WireReply,
} from '../../src/core/providers/provider';
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
import type { CodeMeaning } from './codes';
import type { OneVoucherConfig } from './config';

/** The body of `redeem`. */
export interface RedeemWire {
  readonly reference: string;
  readonly accountNumber: string;
  readonly pin: string;
  /** Cents; 0 takes the whole value. */
  readonly amount: number;
  /** `27` and nine digits. Refused on an account that is configured for reversals. */
  readonly mobileNumber?: string;
  /** Alphanumeric only. */
  readonly storeId?: string;
  readonly terminalId?: string;
}

/** The body that takes value. */
export function redeemWire(config: OneVoucherConfig, call: CaptureCall): RedeemWire {
  return {
    reference: call.reference,
    accountNumber: config.accountNumber,
    pin: pinOf(call.source, 'pin').reveal(),
    amount: call.amountCents,
    ...optionsWire(config, call.options),
  };
}

/** The body that puts the whole value back on the original voucher. */
export function reverseWire(config: OneVoucherConfig, call: RestoreCall): Record<string, unknown> {
  return {
    reference: call.reference,
    originalReference: call.originalReference,
    accountNumber: config.accountNumber,
  };
}

/** The body that issues a new voucher. */
export function refundWire(config: OneVoucherConfig, call: RefundCall): Record<string, unknown> {
  return {
    reference: call.reference,
    accountNumber: config.accountNumber,
    amount: call.amountCents,
    ...optionsWire(config, call.options),
  };
}

function optionsWire(config: OneVoucherConfig, options: RedemptionOptions): Partial<RedeemWire> {
  const mobileNumber = config.reversals ? undefined : options.mobile_number;
  const storeId = options.store_id?.replace(/[^A-Za-z0-9]/g, '');
  const terminalId = options.terminal_id?.replace(/[^A-Za-z0-9]/g, '');
  return {
    ...(mobileNumber ? { mobileNumber } : {}),
    ...(storeId ? { storeId } : {}),
    ...(terminalId ? { terminalId } : {}),
  };
}

/** What a reply is compared with. */
export interface Expected {
  readonly reference: string;
  readonly codes: ReadonlyMap<number, CodeMeaning>;
  /** The PIN that was sent, so that it can be kept out of what we record. */
  readonly secrets: readonly Pin[];
  /** A reply without an issued voucher is no success. */
  readonly needsVoucher?: boolean;
  readonly smsTo?: string | undefined;
}

/** `responseCode` decides, not the HTTP status: business errors can arrive as HTTP 200. */
export function readOutcome(reply: WireReply, expected: Expected): ProviderOutcome {
  const read = readReply(reply);
  if (read.kind !== 'readable') return read;
  const { status, fields } = read;
  const code = Number(identifierOf(fields['responseCode'], []) ?? NaN);
  const words = wordsOf(fields['responseCode'], fields['responseMessage']);
  if (code !== 0) return meaningOf(code, expected, words);
  if (status !== 200 && status !== 201)
    return unknown(`success with HTTP ${String(status)} is no plain success`, words);
  const echoed = fields['reference'];
  if (echoed !== undefined && echoed !== null && echoed !== expected.reference) {
    return unknown('the answer carries another reference', words);
  }
  const amountCents = centsOf(fields['amount'], 1);
  if (amountCents === undefined) return unknown('the answer does not say how much was moved', words);
  const voucher = issuedOf(fields['voucher'], expected);
  if (expected.needsVoucher && !isHandedOut(voucher)) return unknown('the answer carries no voucher', words);
  const secrets = withShown(expected.secrets, fields['voucher']);
  const transactionId = identifierOf(fields['transactionId'], secrets);
  const accepted: Accepted = { kind: 'accepted', amountCents, ...namesOf(fields, secrets) };
  return { ...accepted, ...(transactionId ? { transactionId } : {}), ...(voucher ? { voucher } : {}) };
}

/** Whether the customer gets it: through us, or by SMS. */
function isHandedOut(voucher: IssuedVoucher | undefined): boolean {
  return voucher !== undefined && (voucher.pin !== undefined || voucher.delivery === 'sms');
}

/** The voucher in the reply may be one that we do not hand out, such as the original after a reversal: its PIN is a secret all the same. */
function withShown(secrets: readonly Pin[], voucher: unknown): readonly Pin[] {
  const digits = isFields(voucher) ? pinDigitsOf(voucher['pin']) : undefined;
  return withIssued(secrets, digits === undefined ? undefined : new Pin(digits));
}

/** The serial number is that of the voucher in the reply: change after a redemption, the original after a reversal, the new one after a refund. */
function namesOf(fields: Fields, secrets: readonly Pin[]) {
  const serial = isFields(fields['voucher']) ? fields['voucher']['serialNumber'] : undefined;
  return namedBy({ serial_number: serial, transaction_date: utcOf(fields['transactionDate']) }, secrets);
}

function meaningOf(code: number, { codes }: Expected, words: ReturnType<typeof wordsOf>): ProviderOutcome {
  const meaning = codes.get(code);
  switch (meaning) {
    case undefined:
      return unknown('the provider answered with a code that is not listed', words);
    case 'unknown':
      return unknown('the provider answered with a code that does not settle whether value moved', words);
    case 'pending':
      return { kind: 'pending', ...words };
    case 'provider_unavailable':
      return notSent(meaning, 'the provider turned the request away: too many requests', words);
    case 'provider_misconfigured':
      return notSent(meaning, 'the provider refused our account for this request', words);
    default:
      return { kind: 'declined', code: meaning, proof: 'refusal', ...words };
  }
}

/**
 * The change or refund voucher. With a mobile number it may be on its way by SMS, and the reply without a PIN. Without one, a voucher
 * that is worth something and has no PIN that could be read was issued all the same.
 */
function issuedOf(value: unknown, { secrets, smsTo }: Expected): IssuedVoucher | undefined {
  if (!isFields(value)) return undefined;
  const digits = pinDigitsOf(value['pin']);
  const usable = digits !== undefined && !secrets.some((secret) => secret.reveal() === digits);
  const isUnread = digits === undefined && centsOf(value['amount'], 1) !== undefined;
  if (!usable && !isUnread && smsTo === undefined) return undefined;
  const pin = usable ? new Pin(digits) : undefined;
  const serialNumber = identifierOf(value['serialNumber'], withIssued(secrets, pin));
  const expiresAt = utcOf(value['expiryDate']);
  const amountCents = centsOf(value['amount'], 1);
  return {
    ...(pin ? { pin } : {}),
    ...(serialNumber ? { serialNumber } : {}),
    ...(expiresAt ? { expiresAt } : {}),
    ...(amountCents ? { amountCents } : {}),
    delivery: pin || smsTo === undefined ? 'inline' : 'sms',
  };
}
