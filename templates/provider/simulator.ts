// The Sample Voucher simulator: redemptions and questions about them, over a real socket. It must answer as the provider does, so
// it shares no code with the adapter but the test credentials.
import type { SimulatedVoucher, SimulatorBooks } from '../../adapters/kit/simulator/books';
import type { Fields } from '../../adapters/kit/simulator/http';
import { movementNumber, play, type Refusal, refusalOf } from '../../adapters/kit/simulator/scenarios';
import {
  createSimulator,
  type SimulatorOperation,
  type SimulatorOptions,
  type SimulatorReply,
  type SimulatorRequest,
} from '../../adapters/kit/simulator/server';
import type { Simulator } from '../../adapters/kit/simulator/simulator';
import { TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.sample_voucher';
const PROVIDER = 'sample_voucher';
const PIN_LENGTH = 16;

const REFUSALS: Readonly<Record<Refusal, string>> = {
  not_found: 'NO_SUCH_VOUCHER',
  redeemed: 'SPENT',
  expired: 'EXPIRED',
  cancelled: 'BLOCKED',
};

/** A Sample Voucher host on loopback. */
export function simulator(books: SimulatorBooks, options: SimulatorOptions = {}): Simulator {
  const redemptions = new Redemptions(books);
  const secured = (name: string, handle: (request: SimulatorRequest) => SimulatorReply): SimulatorOperation => ({
    name,
    reference: ({ fields, query }) => textOf(fields?.['key']) ?? query.get('key'),
    answer: (request) => (isOurs(request) ? handle(request) : failure(401, 'BAD_KEY', 'Unknown API key')),
  });
  return createSimulator({
    provider: PROVIDER,
    books,
    pinLength: PIN_LENGTH,
    ...options,
    operations: {
      'POST /redemptions': secured('redeem', ({ fields }) => redemptions.redeem(fields ?? {})),
      'GET /redemptions': secured('status', ({ query }) => redemptions.status(query.get('key') ?? '')),
    },
  });
}

class Redemptions {
  constructor(private readonly books: SimulatorBooks) {}

  redeem(fields: Fields): SimulatorReply {
    const { cents } = fields;
    const key = textOf(fields['key']);
    if (key === null || !isCents(cents)) return failure(400, 'MALFORMED', 'key and cents are required');
    const voucher = this.books.find(TYPE, textOf(fields['pin']) ?? '');
    const refusal = refusalOf(voucher);
    if (refusal || !voucher) return failure(422, REFUSALS[refusal ?? 'not_found'], 'Voucher refused');
    if (cents > voucher.value) return failure(422, 'TOO_MUCH', 'The voucher is worth less');
    return play(this.books, voucher, {
      take: () => this.take(voucher, key, cents),
      postpone: () => this.books.remember(PROVIDER, `late ${key}`, { pin: voucher.pin, cents }),
    });
  }

  status(key: string): SimulatorReply {
    const taken = this.books.recall(PROVIDER, `taken ${key}`);
    if (taken) return { status: 200, json: taken };
    this.carryOutLate(key);
    return failure(422, 'NO_SUCH_REDEMPTION', 'Nothing under this key');
  }

  private take(voucher: SimulatedVoucher, key: string, asked: number): SimulatorReply {
    const cents = asked === 0 ? voucher.value : asked;
    this.books.take(voucher, key, cents);
    const json = {
      key,
      id: String(movementNumber(key)),
      serial: voucher.serial,
      taken_cents: cents,
      ...this.changeFor(key, voucher.value - cents),
    };
    this.books.remember(PROVIDER, `taken ${key}`, json);
    return { status: 200, json };
  }

  private changeFor(key: string, cents: number): Fields {
    if (cents === 0) return {};
    const { pin } = this.books.issue({ type: TYPE, value: cents, pinLength: PIN_LENGTH, issuedFor: key });
    return { change: { pin, cents } };
  }

  /** The redemption that was dropped on the wire goes through now, unless the voucher was taken meanwhile. */
  private carryOutLate(key: string): void {
    const late = this.books.recall(PROVIDER, `late ${key}`) as { pin: string; cents: number } | undefined;
    if (!late) return;
    this.books.remember(PROVIDER, `late ${key}`, null);
    const voucher = this.books.find(TYPE, late.pin);
    if (voucher?.status === 'active') this.take(voucher, key, late.cents);
  }
}

function isOurs({ headers }: SimulatorRequest): boolean {
  return headers.authorization === `Bearer ${TEST_CREDENTIALS.apiKey}`;
}

function failure(status: number, error: string, message: string): SimulatorReply {
  return { status, json: { error, message } };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isCents(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
