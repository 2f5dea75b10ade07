// The bench for adapters whose transport is the ledger: a ledger whose store refuses, answers late, fails before or after it has
// written, or talks nonsense, in place of the socket server.
import type {
  LedgerBalance,
  LedgerMovement,
  LedgerName,
  LedgerReply,
  ProviderLedger,
} from '../../../../src/core/providers/ledger';

/** What happens to the next movement. */
export type Weather =
  | { readonly kind: 'fair' }
  /** Answers only after the event loop has turned so many times. */
  | { readonly kind: 'late'; readonly turns: number }
  | { readonly kind: 'refuses'; readonly code: string }
  | { readonly kind: 'not_sent' }
  /** Nobody is told what became of it. */
  | { readonly kind: 'fails'; readonly written: boolean; readonly throws: boolean }
  | { readonly kind: 'says'; readonly reply: unknown };

/** Counts what it is asked, and keeps what it has moved by name. */
export class BenchLedger implements ProviderLedger {
  readonly moves: { readonly name: LedgerName; readonly movement: LedgerMovement }[] = [];
  readonly settles: LedgerName[] = [];
  balances = 0;
  weather: Weather = { kind: 'fair' };
  readonly #taken = new Map<string, LedgerReply>();

  /** Cents that this movement amounts to, however often it is asked for. */
  constructor(private readonly worth: number) {}

  async move(name: LedgerName, movement: LedgerMovement): Promise<LedgerReply> {
    this.moves.push({ name, movement });
    const { weather } = this;
    switch (weather.kind) {
      case 'fair':
        return this.#write(name);
      case 'late':
        for (let turn = 0; turn < weather.turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        return this.#write(name);
      case 'refuses':
        return { kind: 'refused', code: weather.code, message: 'refused' };
      case 'not_sent':
        return { kind: 'not_sent', reason: 'not begun' };
      case 'fails':
        if (weather.written) this.#write(name);
        if (weather.throws) throw new Error('the store failed');
        return { kind: 'unknown', reason: 'the store did not say' };
      case 'says':
        return weather.reply as LedgerReply;
      default:
        return weather satisfies never;
    }
  }

  settle(name: LedgerName): Promise<LedgerReply> {
    this.settles.push(name);
    const taken = this.#taken.get(name.reference) ?? { kind: 'never' };
    this.#taken.set(name.reference, taken);
    return Promise.resolve(taken);
  }

  balance(): Promise<LedgerBalance> {
    this.balances += 1;
    const { weather } = this;
    if (weather.kind === 'refuses') return Promise.resolve({ kind: 'refused', code: weather.code, message: 'refused' });
    if (weather.kind === 'fails') return Promise.reject(new Error('the store failed'));
    if (weather.kind === 'says') return Promise.resolve(weather.reply as LedgerBalance);
    return Promise.resolve({ kind: 'found', cents: this.worth, currency: 'ZAR', metadata: {} });
  }

  #write({ reference }: LedgerName): LedgerReply {
    const written = this.#taken.get(reference) ?? {
      kind: 'moved',
      recordId: `record-${String(this.#taken.size)}`,
      cents: this.worth,
      units: '1',
    };
    this.#taken.set(reference, written);
    return written;
  }
}
