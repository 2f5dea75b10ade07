// The OTT simulator: redemption API v6 and the issuing API, over a real socket. Money is decimal rand text, success a string.
// Every business error code here is a PLACEHOLDER (see test-credentials.ts): the provider's own list is not public.
import { FIXED_PIN, type SimulatedVoucher, type SimulatorBooks } from '../kit/simulator/books';
import type { Fields } from '../kit/simulator/http';
import { play, type Refusal, refusalOf } from '../kit/simulator/scenarios';
import {
  createSimulator,
  type SimulatorOperation,
  type SimulatorOptions,
  type SimulatorReply,
} from '../kit/simulator/server';
import type { Simulator } from '../kit/simulator/simulator';
import { centsOf, fieldOf, type OttCredentials, randText, readSigned, rejectUnless } from './simulator-form';
import { OttIssuing } from './simulator-issuing';
import { PLACEHOLDER_CODES, TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.ott';
const PROVIDER = 'ott';
const PIN_LENGTH = 12;
const REFERENCE_MAX = 50;

/** What became of a remit, by our reference. `repeated`: sent for two remits, and can no longer be checked. */
interface Remit {
  readonly pin: string;
  readonly amount: number;
  readonly balance: number;
  readonly repeated: boolean;
}

const REFUSALS: Readonly<Record<Refusal, readonly [code: string, message: string]>> = {
  not_found: [PLACEHOLDER_CODES.voucherNotFound, 'Voucher not found'],
  redeemed: [PLACEHOLDER_CODES.alreadyRedeemed, 'Voucher already used'],
  expired: [PLACEHOLDER_CODES.voucherExpired, 'Voucher expired'],
  cancelled: [PLACEHOLDER_CODES.voucherCancelled, 'Voucher cancelled'],
};

const REDEEMING: OttCredentials = {
  username: TEST_CREDENTIALS.username,
  password: TEST_CREDENTIALS.password,
  apiKey: TEST_CREDENTIALS.apiKey,
};
const ISSUING: OttCredentials = {
  username: TEST_CREDENTIALS.issuingUsername,
  password: TEST_CREDENTIALS.issuingPassword,
  apiKey: TEST_CREDENTIALS.issuingApiKey,
};

/** An OTT host on loopback. It does not know `GetAPIKey`: no client of ours may ever rotate a key. */
export function simulator(books: SimulatorBooks, options: SimulatorOptions = {}): Simulator {
  const remitting = new Remitting(books);
  const issuing = new OttIssuing(books, PROVIDER, TYPE, PIN_LENGTH);
  const signed = (
    name: string,
    credentials: OttCredentials,
    handle: (fields: Fields) => SimulatorReply,
  ): SimulatorOperation => ({
    name,
    reference: ({ fields }) => fieldOf(fields ?? {}, 'uniqueReference') ?? null,
    answer: (request) => readSigned(request, credentials, handle),
  });
  return createSimulator({
    provider: PROVIDER,
    books,
    pinLength: PIN_LENGTH,
    ...options,
    operations: {
      'POST /api/v1/CheckVoucher': signed('check_voucher', REDEEMING, (fields) => remitting.checkVoucher(fields)),
      'POST /api/v1/RemitVoucher': signed('remit', REDEEMING, (fields) => remitting.remit(fields)),
      'POST /api/v1/CheckRemitVoucher': signed('check_remit', REDEEMING, (fields) => remitting.checkRemit(fields)),
      'POST /api/reseller/v1/GetVoucher': signed('issue', ISSUING, (fields) => issuing.getVoucher(fields)),
      'POST /api/reseller/v1/CheckVoucher': signed('check_issued', ISSUING, (fields) => issuing.checkVoucher(fields)),
      'POST /api/reseller/v1/ConfirmVoucher': signed('confirm_issued', ISSUING, (fields) => issuing.confirm(fields)),
      'POST /api/reseller/v1/RejectVoucher': signed('reject_issued', ISSUING, (fields) => issuing.reject(fields)),
    },
  });
}

class Remitting {
  constructor(private readonly books: SimulatorBooks) {}

  checkVoucher(fields: Fields): SimulatorReply {
    const fault = vendorFault(fields) ?? rejectUnless('voucherPIN', /^(\d{12}|\d{16})$/, fields);
    if (fault) return fault;
    const voucher = this.find(fieldOf(fields, 'voucherPIN') ?? '');
    const refusal = refusalOf(voucher);
    if (refusal || !voucher) return failure(...REFUSALS[refusal ?? 'not_found']);
    const shown = { serial: voucher.serial, voucherID: voucher.serial, value: randText(voucher.value) };
    // A number here and text elsewhere, as the real replies have it.
    return { status: 200, json: { success: 'true', message: 'Voucher Valid', ...shown, errorCode: 0 } };
  }

  remit(fields: Fields): SimulatorReply {
    const reference = fieldOf(fields, 'uniqueReference') ?? '';
    const fault =
      vendorFault(fields) ??
      rejectUnless('pin', /^(\d{12}|\d{16})$/, fields) ??
      rejectUnless('uniqueReference', new RegExp(`^.{1,${REFERENCE_MAX}}$`), fields) ??
      (fieldOf(fields, 'mobile') ? rejectUnless('mobile', /^(0|27|\+27)\d{9}$/, fields) : undefined);
    if (fault) return fault;
    const asked = centsOf(fieldOf(fields, 'amount') ?? '0');
    if (asked === undefined) return failure(PLACEHOLDER_CODES.invalidRequest, 'Invalid amount');
    const voucher = this.find(fieldOf(fields, 'pin') ?? '');
    const refusal = refusalOf(voucher);
    if (refusal || !voucher) return failure(...REFUSALS[refusal ?? 'not_found']);
    if (asked > voucher.value) return failure(PLACEHOLDER_CODES.insufficientValue, 'Amount exceeds voucher value');
    return play(this.books, voucher, {
      take: () => this.take(voucher, reference, asked),
      postpone: () => this.books.remember(PROVIDER, `late ${reference}`, { pin: voucher.pin, asked }),
    });
  }

  checkRemit(fields: Fields): SimulatorReply {
    const reference = fieldOf(fields, 'uniqueReference') ?? '';
    const remit = this.recorded(reference);
    if (!remit) {
      const negative = failure(PLACEHOLDER_CODES.remitNotFound, 'No remit found for this reference');
      this.carryOutLate(reference);
      return negative;
    }
    if (remit.repeated) return failure(PLACEHOLDER_CODES.referenceNotUnique, 'Reference is not unique');
    const serialNumber = this.find(remit.pin)?.serial ?? '';
    return { status: 200, json: { ...remitWire(remit, serialNumber), serialNumber } };
  }

  private take(voucher: SimulatedVoucher, reference: string, asked: number): SimulatorReply {
    const amount = asked === 0 ? voucher.value : asked;
    const balance = voucher.value - amount;
    const remit = { pin: voucher.pin, amount, balance, repeated: this.recorded(reference) !== undefined };
    this.books.take(voucher, reference, amount);
    // The rest goes to the customer by SMS: a voucher of its own in the books, and no PIN in any reply.
    if (balance > 0) this.books.issue({ type: TYPE, value: balance, pinLength: PIN_LENGTH, issuedFor: reference });
    this.books.remember(PROVIDER, `remit ${reference}`, remit);
    return { status: 200, json: remitWire(remit, voucher.serial) };
  }

  /** The remit that was dropped on the wire goes through now, unless the voucher went elsewhere meanwhile. */
  private carryOutLate(reference: string): void {
    const late = this.books.recall(PROVIDER, `late ${reference}`) as { pin: string; asked: number } | undefined;
    if (!late) return;
    this.books.remember(PROVIDER, `late ${reference}`, null);
    const voucher = this.find(late.pin);
    if (voucher?.status === 'active') this.take(voucher, reference, late.asked);
  }

  private recorded(reference: string): Remit | undefined {
    return this.books.recall(PROVIDER, `remit ${reference}`) as Remit | undefined;
  }

  /** The fixed PIN is known here by its last twelve digits, and accepted in full. */
  private find(pin: string): SimulatedVoucher | undefined {
    return this.books.find(TYPE, pin === FIXED_PIN ? pin.slice(-PIN_LENGTH) : pin);
  }
}

function remitWire(remit: Remit, voucherID: string): Record<string, string> {
  return {
    success: 'true',
    voucherID,
    voucherAmount: randText(remit.amount),
    voucherBalance: randText(remit.balance),
    errorCode: '0',
    message: 'Voucher remitted',
  };
}

function vendorFault(fields: Fields): SimulatorReply | undefined {
  if (fieldOf(fields, 'vendorID') === TEST_CREDENTIALS.vendorId) return undefined;
  return failure(PLACEHOLDER_CODES.wrongVendor, 'Unknown vendor');
}

/** A business error comes as HTTP 201, not as a 4xx. */
function failure(errorCode: string, message: string): SimulatorReply {
  return { status: 201, json: { success: 'false', message, errorCode } };
}
