// The 1Voucher simulator: Flash Partner API v4 as far as redeeming, reversing and refunding go, over a real socket.
// The simulated account is configured for reversals, so change comes in the reply and a mobile number is refused.
import { createHash, randomBytes } from 'node:crypto';
import type { SimulatedVoucher, SimulatorBooks } from '../kit/simulator/books';
import type { Fields } from '../kit/simulator/http';
import { movementNumber, play, type Refusal, refusalOf } from '../kit/simulator/scenarios';
import {
  createSimulator,
  type SimulatorOperation,
  type SimulatorOptions,
  type SimulatorReply,
  type SimulatorRequest,
} from '../kit/simulator/server';
import type { Simulator } from '../kit/simulator/simulator';
import { type Fault, redeemFault, refundFault, reverseFault } from './simulator-rules';
import { TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.one_voucher';
const PROVIDER = 'one_voucher';
const PIN_LENGTH = 16;
const TOKEN_LIFE_SECONDS = 3600;

/** The first answer to a reference, kept for its replay. */
interface Recorded {
  readonly digest: string;
  readonly status: number;
  readonly body: Fields;
  /** Where value was taken: from which voucher, how much, and whether a change voucher went out. */
  readonly redeemed?: { readonly pin: string; readonly amount: number; readonly change: boolean };
}

/** Codes that this simulator sends with HTTP 200, because the real one can: a client must read `responseCode`. */
const SENT_WITH_200 = new Set([2401, 2220]);

const REFUSAL_FAULTS: Readonly<Record<Refusal, Fault>> = {
  redeemed: [2401, 'Voucher already used'],
  not_found: [2402, 'Voucher not found'],
  cancelled: [2403, 'Voucher cancelled'],
  expired: [2405, 'Voucher expired'],
};

export interface OneVoucherSimulatorOptions extends SimulatorOptions {
  /** Milliseconds since the epoch, for the life of a token; the system clock where absent. */
  readonly now?: () => number;
}

/** A 1Voucher host on loopback. Ends every session when it is told to answer `unauthorized`. */
export function simulator(books: SimulatorBooks, options: OneVoucherSimulatorOptions = {}): Simulator {
  const account = new Account(books, options.now ?? Date.now);
  const secured = (name: string, handle: (fields: Fields, path: string) => SimulatorReply): SimulatorOperation => ({
    name,
    reference: ({ fields }) => (typeof fields?.['reference'] === 'string' ? fields['reference'] : null),
    answer: (request) => account.admit(request) ?? handle(request.fields ?? {}, request.path),
  });
  return createSimulator({
    provider: PROVIDER,
    books,
    pinLength: PIN_LENGTH,
    ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
    onUnauthorized: () => account.endSessions(),
    operations: {
      'POST /token': { name: 'token', reference: () => null, answer: (request) => account.token(request) },
      'POST /aggregation/4.0/1voucher/redeem': secured('redeem', (fields, path) => account.redeem(fields, path)),
      'POST /aggregation/4.0/1voucher/reverse': secured('reverse', (fields, path) => account.reverse(fields, path)),
      'POST /aggregation/4.0/1voucher/refund': secured('refund', (fields, path) => account.refund(fields, path)),
    },
  });
}

class Account {
  /** Sessions do not outlive the process, as they do not outlive a restart of a gateway. */
  private readonly tokens = new Map<string, number>();

  constructor(
    private readonly books: SimulatorBooks,
    private readonly now: () => number,
  ) {}

  token({ headers, fields }: SimulatorRequest): SimulatorReply {
    if (headers.authorization !== `Basic ${TEST_CREDENTIALS.apiKey}`) return oauthError(401, 'invalid_client');
    if (fields?.['grant_type'] !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');
    const token = randomBytes(16).toString('hex');
    this.tokens.set(token, this.now() + TOKEN_LIFE_SECONDS * 1000);
    const scope = 'am_application_scope default';
    return {
      status: 200,
      json: { access_token: token, scope, token_type: 'Bearer', expires_in: TOKEN_LIFE_SECONDS },
    };
  }

  endSessions(): void {
    this.tokens.clear();
  }

  /** Undefined where the request may pass, else the gateway's refusal. */
  admit({ headers }: SimulatorRequest): SimulatorReply | undefined {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if ((this.tokens.get(token) ?? 0) > this.now()) return undefined;
    this.tokens.delete(token);
    const description = 'Access failure for API: /aggregation/4.0. Make sure you have provided the correct credentials';
    return { status: 401, json: { code: '900901', message: 'Invalid Credentials', description } };
  }

  redeem(fields: Fields, path: string): SimulatorReply {
    const fault = redeemFault(fields);
    if (fault) return failure(fields, path, fault);
    return this.once('redeem', fields, path, (digest) => {
      const voucher = this.books.find(TYPE, String(fields['pin']));
      const refusal = refusalOf(voucher);
      if (refusal || !voucher) return this.refuse(fields, path, digest, REFUSAL_FAULTS[refusal ?? 'not_found']);
      const asked = Number(fields['amount']);
      if (asked > voucher.value) return this.refuse(fields, path, digest, [2408, 'Amount too large']);
      return play(this.books, voucher, {
        take: () => this.take(voucher, fields, digest),
        postpone: () => this.books.remember(PROVIDER, `late ${referenceOf(fields)}`, digest),
      });
    });
  }

  reverse(fields: Fields, path: string): SimulatorReply {
    const fault = reverseFault(fields);
    if (fault) return failure(fields, path, fault);
    return this.once('reverse', fields, path, (digest) => {
      const originalReference = String(fields['originalReference']);
      const original = this.recorded(originalReference);
      if (!original) return this.refuse(fields, path, digest, [2249, 'No such transaction']);
      if (!original.redeemed) return this.refuse(fields, path, digest, [2267, 'Original has the wrong status']);
      const { pin, amount, change } = original.redeemed;
      if (this.books.recall(PROVIDER, `reversed ${originalReference}`) !== undefined) {
        return this.refuse(fields, path, digest, [2413, 'Voucher already reversed']);
      }
      const voucher = this.books.find(TYPE, pin);
      if (change || !voucher) return this.refuse(fields, path, digest, [2412, 'Voucher cannot be reversed']);
      this.books.giveBack(voucher, referenceOf(fields), amount);
      this.books.remember(PROVIDER, `reversed ${originalReference}`, referenceOf(fields));
      const shown = { ...voucherWire(voucher), redemptionDate: voucher.taken.at(-1)?.at ?? null };
      return this.succeed(fields, digest, { amount, mobileNumber: null, voucher: shown });
    });
  }

  refund(fields: Fields, path: string): SimulatorReply {
    const fault = refundFault(fields);
    if (fault) return failure(fields, path, fault);
    return this.once('refund', fields, path, (digest) => {
      const amount = Number(fields['amount']);
      const voucher = this.issue(amount, referenceOf(fields));
      return this.succeed(fields, digest, { amount, voucher: voucherWire(voucher) });
    });
  }

  /** The same reference gives the first answer again; with another body it is refused. */
  private once(
    operation: string,
    fields: Fields,
    path: string,
    handle: (digest: string) => SimulatorReply,
  ): SimulatorReply {
    const digest = digestOf(operation, fields);
    const reference = referenceOf(fields);
    const first = this.recorded(reference);
    const late = this.books.recall(PROVIDER, `late ${reference}`);
    const known = first?.digest ?? late;
    if (known !== undefined && known !== digest) return failure(fields, path, [2256, 'Differs from previous values']);
    if (first) return { status: first.status, json: first.body };
    if (late === undefined) return handle(digest);
    // The delayed original: this resend is told to wait, and the value is taken right after that answer.
    this.books.remember(PROVIDER, `late ${reference}`, null);
    handle(digest);
    return failure(fields, path, [2220, 'Busy processing']);
  }

  private take(voucher: SimulatedVoucher, fields: Fields, digest: string): SimulatorReply {
    const reference = referenceOf(fields);
    const asked = Number(fields['amount']);
    const amount = asked === 0 ? voucher.value : asked;
    this.books.take(voucher, reference, amount);
    const rest = voucher.value - amount;
    const change = rest > 0 ? { voucher: voucherWire(this.issue(rest, reference)) } : {};
    return this.succeed(fields, digest, { amount, ...change }, { pin: voucher.pin, amount, change: rest > 0 });
  }

  private issue(value: number, reference: string): SimulatedVoucher {
    return this.books.issue({ type: TYPE, value, pinLength: PIN_LENGTH, issuedFor: reference });
  }

  private succeed(fields: Fields, digest: string, extra: Fields, redeemed?: Recorded['redeemed']): SimulatorReply {
    const body = {
      responseCode: 0,
      responseMessage: 'Success',
      accountNumber: fields['accountNumber'],
      reference: referenceOf(fields),
      transactionDate: new Date(this.now()).toISOString(),
      transactionId: movementNumber(referenceOf(fields)),
      metadata: fields['metadata'] ?? {},
      storeId: fields['storeId'] ?? null,
      terminalId: fields['terminalId'] ?? null,
      ...extra,
    };
    return this.keep(fields, { digest, status: 200, body, ...(redeemed ? { redeemed } : {}) });
  }

  private refuse(fields: Fields, path: string, digest: string, fault: Fault): SimulatorReply {
    const { status } = failure(fields, path, fault);
    return this.keep(fields, { digest, status, body: failureBody(fields, path, fault) });
  }

  private keep(fields: Fields, recorded: Recorded): SimulatorReply {
    this.books.remember(PROVIDER, `reference ${referenceOf(fields)}`, recorded);
    return { status: recorded.status, json: recorded.body };
  }

  private recorded(reference: string): Recorded | undefined {
    return this.books.recall(PROVIDER, `reference ${reference}`) as Recorded | undefined;
  }
}

function referenceOf(fields: Fields): string {
  return String(fields['reference']);
}

/** Of the values, not of the spelling: the order of JSON keys is no difference. */
function digestOf(operation: string, fields: Fields): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([operation, sorted]))
    .digest('hex');
}

function voucherWire(voucher: SimulatedVoucher): Fields {
  return {
    amount: voucher.value,
    expiryDate: voucher.expires_at,
    pin: voucher.pin,
    serialNumber: voucher.serial,
    status: voucher.status === 'active' ? 'Active' : 'Redeemed',
    content: {
      redemptionInstructions: 'Enter this PIN where 1Voucher is accepted.',
      termsAndConditions: 'Simulated voucher, worth nothing.',
    },
  };
}

function failure(fields: Fields, path: string, fault: Fault): SimulatorReply {
  return { status: SENT_WITH_200.has(fault[0]) ? 200 : 400, json: failureBody(fields, path, fault) };
}

function failureBody(fields: Fields, path: string, [responseCode, responseMessage]: Fault): Fields {
  const reference = typeof fields['reference'] === 'string' ? fields['reference'] : null;
  // A number in the schema and a string in the published error sample: so it is here.
  return { responseCode, responseMessage, reference, transactionId: String(movementNumber(reference ?? '')), path };
}

function oauthError(status: number, error: string): SimulatorReply {
  return { status, json: { error, error_description: 'Client Authentication failed.' } };
}
