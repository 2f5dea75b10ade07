// The simulators' books: the truth about simulated vouchers that tests hold Vouch's own books against.
// Kept in memory and, where a file is named, in an append-only log that is written before a reply leaves.
import { randomInt } from 'node:crypto';
import { type BooksLog, openBooksLog } from './books-file';

/** How a simulated voucher makes its provider behave. docs/test-vouchers.md describes each. */
export const SCENARIOS = [
  'ok',
  'used',
  'expired',
  'not_found',
  'cancelled',
  'slow_then_ok',
  'timeout_after_taking',
  'drop_after_taking',
  'drop_before_taking',
  'error_after_taking',
  'garbage_reply',
  'late',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Worth 1900 cents with every provider, in every fresh set of books. OTT knows it by its last twelve digits as well. */
export const FIXED_PIN = '1115684091419838';
export const FIXED_PIN_CENTS = 1900;

/** Value that was taken from a voucher, or put back on it. */
export interface Movement {
  readonly reference: string;
  readonly amount: number;
  /** RFC 3339. */
  readonly at: string;
}

/** A voucher as its provider knows it. */
export interface SimulatedVoucher {
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  readonly pin: string;
  /** Face value in cents. */
  readonly value: number;
  status: 'active' | 'redeemed' | 'expired' | 'cancelled';
  readonly taken: Movement[];
  readonly returned: Movement[];
  /** Reference that caused this voucher to be issued (change or refund), or null. */
  readonly issued_for: string | null;
  /** When it was issued, RFC 3339. Absent in books of versions that did not note it. */
  readonly issued_at?: string;
  readonly serial: string;
  readonly expires_at: string;
  readonly scenario: Scenario;
  /** How many money or status calls have touched it: scenarios such as `late` depend on it. */
  touches: number;
}

/** A request that a simulator got. */
export interface SimulatedCall {
  readonly provider: string;
  readonly operation: string;
  readonly reference: string | null;
  readonly at: string;
}

/** What a provider's simulator may do with the books. One instance serves all three. */
export interface SimulatorBooks {
  find(type: string, pin: string): SimulatedVoucher | undefined;
  findBy(type: string, test: (voucher: SimulatedVoucher) => boolean): SimulatedVoucher | undefined;
  /** Makes a voucher with a fresh random PIN of `pinLength` digits. `not_found` scenario: a PIN that `find` will never find. */
  issue(voucher: {
    type: string;
    value: number;
    pinLength: number;
    scenario?: Scenario;
    issuedFor?: string;
  }): SimulatedVoucher;
  take(voucher: SimulatedVoucher, reference: string, amountCents: number): void;
  giveBack(voucher: SimulatedVoucher, reference: string, amountCents: number): void;
  /** Records any other change of a voucher (status, touches) durably. */
  save(voucher: SimulatedVoucher): void;
  record(call: { provider: string; operation: string; reference: string | null }): void;
  /** Small per-provider memory that outlives a restart: recorded replies by reference and the like. Values must be JSON. */
  remember(provider: string, key: string, value: unknown): void;
  recall(provider: string, key: string): unknown;
}

/** All that the books hold, oldest first. */
export interface BooksSnapshot {
  readonly vouchers: SimulatedVoucher[];
  readonly calls: SimulatedCall[];
}

/** The books as their owner sees them: what a simulator may do, and the outside view of `GET /books`. */
export interface Books extends SimulatorBooks {
  /** A copy that later movements do not change. */
  snapshot(): BooksSnapshot;
  /** Forgets everything, the file's content included. What is left is the fixed PIN, unspent. */
  reset(): void;
  /** Lets go of the file, if there is one. */
  close(): void;
}

/** Where the books are kept, and their clock. */
export interface BooksOptions {
  /** Where the books outlive the process. Absent: memory only. */
  readonly file?: string;
  /** Milliseconds since the epoch; the system clock where absent. */
  readonly now?: () => number;
  /** Vouchers that are kept; `VOUCHERS_KEPT` where absent. */
  readonly most?: number;
  /** Characters by which the file may grow before it is written anew; 64 Mi where absent. */
  readonly growth?: number;
}

const FIXED_PINS = [
  ['vouchers.one_voucher', FIXED_PIN],
  ['vouchers.ott', FIXED_PIN.slice(-12)],
  ['vouchers.blu', FIXED_PIN],
] as const;

/** Enough to hold a load test against, and no leak in a simulator that is left running for weeks. */
const CALLS_KEPT = 100_000;
/** Vouchers, and things remembered of them: the oldest go first. More than any test makes, and it fits into memory. */
export const VOUCHERS_KEPT = 1_000_000;
/** Times that a voucher was taken, and given back: each change of it writes all of them. The oldest go first. */
export const MOVEMENTS_KEPT = 50;
const THREE_YEARS_MS = 3 * 365 * 24 * 3_600_000;
const ONE_DAY_MS = 24 * 3_600_000;

const STATUS_BY_SCENARIO: Partial<Record<Scenario, SimulatedVoucher['status']>> = {
  // Spent at another merchant: that is why a `used` voucher shows no movement of ours.
  used: 'redeemed',
  expired: 'expired',
  cancelled: 'cancelled',
};

/** One line of the log. Replaying the lines in order rebuilds the books. */
type Entry =
  | { readonly voucher: SimulatedVoucher }
  | { readonly call: SimulatedCall }
  | { readonly memory: readonly [key: string, value: unknown] };

/**
 * Opens a set of books: fresh, or replayed from `file`.
 * Throws where the file is damaged anywhere but in its last line (a torn last line is what a kill leaves behind).
 */
export function createBooks(options: BooksOptions = {}): Books {
  return new LoggedBooks(options.now ?? Date.now, options);
}

class LoggedBooks implements Books {
  private readonly vouchers = new Map<string, SimulatedVoucher>();
  private readonly memory = new Map<string, unknown>();
  private calls: SimulatedCall[] = [];
  private readonly most: number;
  private readonly log: BooksLog | undefined;

  constructor(
    private readonly now: () => number,
    { file, most = VOUCHERS_KEPT, growth }: BooksOptions,
  ) {
    this.most = most;
    const replay = (entry: unknown) => this.replay(entry as Entry);
    this.log = file === undefined ? undefined : openBooksLog(file, replay, growth);
    if (this.vouchers.size === 0) this.addFixedPins();
    this.log?.rewrite(this.entries());
  }

  find(type: string, pin: string): SimulatedVoucher | undefined {
    return this.vouchers.get(`${type} ${pin}`);
  }

  findBy(type: string, test: (voucher: SimulatedVoucher) => boolean): SimulatedVoucher | undefined {
    for (const voucher of this.vouchers.values()) if (voucher.type === type && test(voucher)) return voucher;
    return undefined;
  }

  issue(order: Parameters<SimulatorBooks['issue']>[0]): SimulatedVoucher {
    let pin = randomDigits(order.pinLength);
    while (this.find(order.type, pin)) pin = randomDigits(order.pinLength);
    const scenario = order.scenario ?? 'ok';
    const voucher = this.fresh(order.type, pin, order.value, scenario, order.issuedFor ?? null);
    // The provider has never heard of a `not_found` PIN, so neither have its books.
    if (scenario !== 'not_found') this.save(voucher);
    return voucher;
  }

  take(voucher: SimulatedVoucher, reference: string, amountCents: number): void {
    if (voucher.status !== 'active' || amountCents <= 0 || amountCents > voucher.value) {
      throw new Error(`a simulator tried to take ${amountCents} from a ${voucher.status} voucher of ${voucher.value}`);
    }
    voucher.taken.push({ reference, amount: amountCents, at: this.time() });
    voucher.taken.splice(0, voucher.taken.length - MOVEMENTS_KEPT);
    voucher.status = 'redeemed';
    this.save(voucher);
  }

  giveBack(voucher: SimulatedVoucher, reference: string, amountCents: number): void {
    voucher.returned.push({ reference, amount: amountCents, at: this.time() });
    voucher.returned.splice(0, voucher.returned.length - MOVEMENTS_KEPT);
    voucher.status = 'active';
    this.save(voucher);
  }

  save(voucher: SimulatedVoucher): void {
    this.keepVoucher(voucher);
    this.write({ voucher });
  }

  record(call: { provider: string; operation: string; reference: string | null }): void {
    const entry = { ...call, at: this.time() };
    this.keepCall(entry);
    this.write({ call: entry });
  }

  remember(provider: string, key: string, value: unknown): void {
    this.keepMemory(`${provider} ${key}`, value);
    this.write({ memory: [`${provider} ${key}`, value ?? null] });
  }

  recall(provider: string, key: string): unknown {
    return this.memory.get(`${provider} ${key}`);
  }

  snapshot(): BooksSnapshot {
    const vouchers = [...this.vouchers.values()].map((voucher) => ({
      ...voucher,
      taken: [...voucher.taken],
      returned: [...voucher.returned],
    }));
    return { vouchers, calls: this.calls.slice(-CALLS_KEPT) };
  }

  reset(): void {
    this.vouchers.clear();
    this.memory.clear();
    this.calls = [];
    this.addFixedPins();
    this.log?.rewrite(this.entries());
  }

  close(): void {
    this.log?.close();
  }

  private fresh(
    type: string,
    pin: string,
    value: number,
    scenario: Scenario,
    issuedFor: string | null,
  ): SimulatedVoucher {
    const expiresAt = this.now() + (scenario === 'expired' ? -ONE_DAY_MS : THREE_YEARS_MS);
    return {
      type,
      pin,
      value,
      status: STATUS_BY_SCENARIO[scenario] ?? 'active',
      taken: [],
      returned: [],
      issued_for: issuedFor,
      issued_at: this.time(),
      serial: randomDigits(12),
      expires_at: new Date(expiresAt).toISOString(),
      scenario,
      touches: 0,
    };
  }

  /** Sets without writing: every caller writes the whole books right after. */
  private addFixedPins(): void {
    for (const [type, pin] of FIXED_PINS) {
      this.vouchers.set(`${type} ${pin}`, this.fresh(type, pin, FIXED_PIN_CENTS, 'ok', null));
    }
  }

  private time(): string {
    return new Date(this.now()).toISOString();
  }

  private keepCall(call: SimulatedCall): void {
    this.calls.push(call);
    if (this.calls.length > 2 * CALLS_KEPT) this.calls = this.calls.slice(-CALLS_KEPT);
  }

  private keepVoucher(voucher: SimulatedVoucher): void {
    this.vouchers.set(`${voucher.type} ${voucher.pin}`, voucher);
    dropOldest(this.vouchers, this.most);
  }

  private keepMemory(key: string, value: unknown): void {
    if (value === undefined || value === null) this.memory.delete(key);
    else {
      this.memory.set(key, value);
      dropOldest(this.memory, this.most);
    }
  }

  private write(entry: Entry): void {
    this.log?.append(entry);
    if (this.log?.isOutgrown()) this.log.rewrite(this.entries());
  }

  private replay(entry: Entry): void {
    if ('voucher' in entry) this.keepVoucher(entry.voucher);
    else if ('call' in entry) this.keepCall(entry.call);
    else this.keepMemory(...entry.memory);
  }

  private *entries(): Generator<Entry> {
    for (const voucher of this.vouchers.values()) yield { voucher };
    for (const call of this.calls.slice(-CALLS_KEPT)) yield { call };
    for (const memory of this.memory) yield { memory };
  }
}

/** A map keeps the order in which its keys came in. */
function dropOldest(kept: Map<string, unknown>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}

/** Never starts with a zero, which a spreadsheet would drop. */
function randomDigits(length: number): string {
  let digits = String(randomInt(1, 10));
  while (digits.length < length) digits += String(randomInt(0, 10 ** 9)).padStart(9, '0');
  return digits.slice(0, length);
}
