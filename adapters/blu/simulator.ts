// The Blu simulator: Trade API v2 as far as look-ups, redemptions and sales go, over a real socket.
// The token stands in the look-up's URL because the provider's format puts it there; no answer and no record repeats that URL.
import type { SimulatedVoucher, SimulatorBooks } from '../kit/simulator/books';
import { type Fields, hasBasic } from '../kit/simulator/http';
import { movementNumber, play, type Refusal, refusalOf } from '../kit/simulator/scenarios';
import {
  createSimulator,
  type SimulatorOperation,
  type SimulatorOptions,
  type SimulatorReply,
  type SimulatorRequest,
} from '../kit/simulator/server';
import type { Simulator } from '../kit/simulator/simulator';
import { TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.blu';
const PROVIDER = 'blu';
const PIN_LENGTH = 16;
const INT32_MAX = 2 ** 31 - 1;

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, message: string]>> = {
  not_found: [404, 'Voucher not found'],
  redeemed: [400, 'Voucher has already been redeemed'],
  expired: [400, 'Voucher has expired'],
  cancelled: [400, 'Voucher has been cancelled'],
};

const LOOKUP_STATUS = {
  active: 'ACTIVE',
  redeemed: 'REDEEMED',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
} as const;

const ERROR_NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
};

type Role = 'redeeming' | 'selling';

/** A Blu host on loopback. Redeeming and selling take different credentials. */
export function simulator(books: SimulatorBooks, options: SimulatorOptions = {}): Simulator {
  const trade = new Trade(books);
  const secured = (
    name: string,
    role: Role,
    handle: (request: SimulatorRequest, fields: Fields) => SimulatorReply,
  ): SimulatorOperation => ({
    name,
    reference: ({ fields }) => (typeof fields?.['requestId'] === 'string' ? fields['requestId'] : null),
    answer: (request) => credentialFault(request, role) ?? handle(request, request.fields ?? {}),
  });
  return createSimulator({
    provider: PROVIDER,
    books,
    pinLength: PIN_LENGTH,
    prefix: '/v2/trade',
    ...options,
    operations: {
      'GET /voucher/variable/vouchers': secured('lookup', 'redeeming', (request) => trade.lookup(request)),
      'GET /voucher/variable/vouchers/full': secured('lookup', 'redeeming', (request) => trade.lookup(request)),
      'POST /voucher/variable/redemptions': secured('redeem', 'redeeming', (request, fields) =>
        trade.redeem(request, fields),
      ),
      'POST /voucher/variable/sales': secured('sales', 'selling', (request, fields) => trade.sell(request, fields)),
    },
  });
}

class Trade {
  /** Every other redemption reply leaves `reference` out, as real ones apparently do; every other one is a 200. */
  private replies = 0;

  constructor(private readonly books: SimulatorBooks) {}

  lookup(request: SimulatorRequest): SimulatorReply {
    const serial = request.query.get('serialNumber');
    const token = withoutSpaces(request.query.get('token') ?? '');
    if (serial === null && token === '') return failure(request, 400, 'token or serialNumber is required');
    const voucher =
      serial === null
        ? this.books.find(TYPE, token)
        : this.books.findBy(TYPE, (candidate) => candidate.serial === withoutSpaces(serial));
    if (refusalOf(voucher) === 'not_found' || !voucher) return { status: 200, json: { status: 'NOT_FOUND' } };
    const taken = voucher.taken.at(-1)?.reference;
    const redeemedBy = voucher.status === 'redeemed' ? (taken ?? 'another-merchants-request') : undefined;
    const reply = {
      status: LOOKUP_STATUS[voucher.status],
      amount: voucher.value,
      currency: 'ZAR',
      serialNumber: voucher.serial,
      expiryDate: voucher.expires_at,
      ...(redeemedBy === undefined ? {} : { redemptionRequestId: redeemedBy }),
    };
    this.carryOutLate(voucher);
    return { status: 200, json: reply };
  }

  redeem(request: SimulatorRequest, fields: Fields): SimulatorReply {
    const { requestId, amount } = fields;
    const token = typeof fields['token'] === 'string' ? withoutSpaces(fields['token']) : '';
    if (typeof requestId !== 'string' || requestId === '') return failure(request, 400, 'requestId is required');
    if (!/^\d{16}$/.test(token)) return failure(request, 400, 'Invalid token');
    if (!isAmount(amount)) return failure(request, 400, 'amount must be a positive integer');
    const voucher = this.books.find(TYPE, token);
    const refusal = refusalOf(voucher);
    if (refusal || !voucher) return failure(request, ...REFUSALS[refusal ?? 'not_found']);
    if (amount > voucher.value) return failure(request, 400, 'Insufficient balance');
    return play(this.books, voucher, {
      take: () => this.take(voucher, requestId, amount, fields['vendMetaData']),
      postpone: () => this.books.remember(PROVIDER, `late ${voucher.pin}`, { requestId, amount }),
    });
  }

  sell(request: SimulatorRequest, fields: Fields): SimulatorReply {
    const { requestId, productId, amount } = fields;
    if (typeof requestId !== 'string' || requestId === '') return failure(request, 400, 'requestId is required');
    if (String(productId) !== TEST_CREDENTIALS.productId) return failure(request, 400, 'Unknown productId');
    if (!isAmount(amount)) return failure(request, 400, 'amount must be a positive integer');
    // Whether the real host replays or sells again is unproven; refusing is the answer that no client can misuse.
    if (this.books.recall(PROVIDER, `sale ${requestId}`)) return failure(request, 409, 'Duplicate transaction');
    const voucher = this.books.issue({ type: TYPE, value: amount, pinLength: PIN_LENGTH, issuedFor: requestId });
    this.books.remember(PROVIDER, `sale ${requestId}`, true);
    const sold = { amount, reference: numberOf(requestId), ...replacementWire(voucher) };
    return { status: 201, json: { requestId, ...sold } };
  }

  private take(voucher: SimulatedVoucher, requestId: string, amount: number, vendMetaData: unknown): SimulatorReply {
    this.books.take(voucher, requestId, amount);
    const rest = voucher.value - amount;
    const change =
      rest > 0 ? this.books.issue({ type: TYPE, value: rest, pinLength: PIN_LENGTH, issuedFor: requestId }) : undefined;
    this.replies += 1;
    const full = this.replies % 2 === 1;
    return {
      status: full ? 201 : 200,
      json: {
        requestId,
        ...(full ? { reference: numberOf(requestId) } : {}),
        amount,
        dateTime: voucher.taken.at(-1)?.at.replace('Z', '+00:00'),
        redeemedVoucherSerialNumber: voucher.serial,
        ...(change ? { replacementVoucher: replacementWire(change) } : {}),
        ...(vendMetaData === undefined ? {} : { vendMetaData }),
      },
    };
  }

  /** The redemption that was dropped on the wire goes through now, unless the voucher went elsewhere meanwhile. */
  private carryOutLate(voucher: SimulatedVoucher): void {
    const key = `late ${voucher.pin}`;
    const late = this.books.recall(PROVIDER, key) as { requestId: string; amount: number } | undefined;
    if (!late) return;
    this.books.remember(PROVIDER, key, null);
    if (voucher.status === 'active') this.take(voucher, late.requestId, late.amount, undefined);
  }
}

function credentialFault(request: SimulatorRequest, role: Role): SimulatorReply | undefined {
  const { headers } = request;
  const redeeming =
    headers['apikey'] === TEST_CREDENTIALS.apiKey &&
    hasBasic(headers, TEST_CREDENTIALS.username, TEST_CREDENTIALS.password);
  const selling =
    headers['apikey'] === TEST_CREDENTIALS.sellingApiKey &&
    hasBasic(headers, TEST_CREDENTIALS.sellingUsername, TEST_CREDENTIALS.sellingPassword);
  if (!redeeming && !selling) return failure(request, 401, 'Invalid credentials');
  if (headers['trade-vend-channel'] !== 'API') return failure(request, 400, 'Trade-Vend-Channel is required');
  const allowed = role === 'redeeming' ? redeeming : selling;
  return allowed ? undefined : failure(request, 403, 'User is not authorized for this transaction type');
}

/** Without the amount: no public client has ever read one from a replacement voucher. */
function replacementWire(voucher: SimulatedVoucher): Fields {
  return { token: voucher.pin, serialNumber: voucher.serial, expiryDateTime: voucher.expires_at };
}

/** `path` is the path alone: the query of a look-up holds the token. */
function failure(request: SimulatorRequest, status: number, message: string): SimulatorReply {
  const error = ERROR_NAMES[status] ?? 'Error';
  return { status, json: { timestamp: new Date().toISOString(), status, error, message, path: request.path } };
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= INT32_MAX;
}

function numberOf(requestId: string): string {
  return String(movementNumber(requestId));
}

/** Printed vouchers group the token in fours. */
function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}
