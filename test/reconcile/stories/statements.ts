// The statements of a random story: how the provider writes them, who reads which part of one, and what they end.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedVoucher } from '../../../adapters/kit/simulator/books';
import { statementLines } from '../../../adapters/kit/simulator/statement';
import { DAY_MS, MINUTE_MS } from '../../../src/core/values/time';
import { reconcile, type Reconciliation, type ReconcileOptions } from '../../../src/reconcile/reconcile';
import { Sheet, type Result } from '../../../src/reconcile/sheet';
import { OPERATOR, SHOP } from '../world';
import { bent, type Bend } from './bent';
import type { Truth } from './books-truth';
import { BEGIN, type Installation } from './installation';
import type { Step, Type } from './steps';

/** A statement that is read: which lines, by whom, as a file about what. */
export interface StatementRead {
  readonly only?: ((line: string) => boolean) | undefined;
  /** How this provider writes what the simulator's would say in another way. */
  readonly bend?: ((line: string) => readonly string[]) | undefined;
  /** Files that were joined have a line twice. */
  readonly doubled?: boolean;
  readonly holds?: ReconcileOptions['holds'];
  readonly accountId?: string | undefined;
  /** As the provider made it then. */
  readonly kept?: Kept | undefined;
}
/** What the provider's statement said at a moment. */
interface Kept {
  readonly vouchers: readonly SimulatedVoucher[];
  readonly at: number;
}
export interface Read extends Reconciliation {
  readonly differing: readonly Result[];
}

export class Statements {
  #files = 0;
  readonly #kept: Kept[] = [];
  /** The moment of the newest mark as the statement of this provider had told all. */
  readonly #toldIn = new Map<string, number>();
  /** How this provider writes all of them, but where a step says otherwise. */
  written: Bend = 'no';
  /** A statement that has told all is not read again. */
  isOnce = false;

  constructor(
    private readonly home: Installation,
    private readonly truth: Truth,
  ) {}

  #made(): Kept {
    return { vouchers: this.home.providers.books.snapshot().vouchers, at: this.home.clock.now() };
  }

  async #markedAt(): Promise<number> {
    const marks = await this.home.services.store.restores.list();
    return Math.max(0, ...marks.map(({ markedAt }) => markedAt));
  }

  /** Somebody fetches the statements of today, and reads them on another day. */
  keep(): void {
    this.home.clock.pass(1000);
    this.#kept.push(this.#made());
  }

  /** As the books are written, and read after everything: then both say the same. */
  get isPlain(): boolean {
    return this.written === 'no' && !this.isOnce;
  }

  /** As this provider writes it. Null where it has told all of what the last restore lost, and is read once. */
  async readWritten(type: string): Promise<Read | null> {
    if (this.isOnce && this.#toldIn.get(type) === (await this.#markedAt())) return null;
    return this.read(type, { bend: bent(this.written, this.truth) });
  }

  /** Reads the provider's statement as it is now, or was as it was kept, from before the story began. */
  async read(
    type: string,
    { only = () => true, bend, doubled = false, holds, accountId, kept }: StatementRead = {},
  ): Promise<Read> {
    this.home.clock.pass(1000);
    const now = this.home.clock.now();
    const { vouchers, at: madeAt } = kept ?? this.#made();
    const [header = '', ...lines] = [...statementLines(vouchers, type, 0, madeAt + 1)];
    this.#files += 1;
    const file = join(this.home.folder, `statement-${String(this.#files)}.csv`);
    const written = lines.filter(only).flatMap((line) => bend?.(line) ?? [line]);
    writeFileSync(file, [header, ...written, ...(doubled ? written : [])].join(''));
    const sheet = new Sheet();
    try {
      const days = { fromAt: BEGIN - DAY_MS, toAt: now + DAY_MS };
      const covers = { fromAt: days.fromAt, toAt: madeAt };
      const options = { file, type, livemode: false, ...days, offsetMs: 0, lookBackMs: DAY_MS, accountLess: false, mostReviews: 1000, holds: holds ?? 'all', covers, madeAt, accountId } as const; // prettier-ignore
      const done = await reconcile(this.home.services, sheet, options);
      const kinds = ['ours_only', 'theirs_only', 'amount_differs', 'state_differs'] as const;
      const isTold = accountId === undefined && done.gaps.every(({ closed }) => closed);
      if (isTold) this.#toldIn.set(type, await this.#markedAt());
      return { ...done, differing: kinds.flatMap((kind) => [...sheet.results(kind)]) };
    } finally {
      sheet.close();
    }
  }

  /**
   * `vouch restored --end`, on a word that is true: nothing moved in the time that is lost. On one that is not, the statement that says so is read before
   * anything else is done.
   */
  async endWait(of: Type): Promise<void> {
    const marks = await this.home.services.store.restores.list();
    if (marks.length === 0) return;
    const isFalse = this.truth
      .movements(of)
      .some((at) => marks.some(({ since, markedAt }) => at >= since && at < markedAt));
    await this.home.endWait(of);
    if (isFalse) await this.read(of);
  }

  async readAs({ type: of, how, bend, ...step }: Step & { kind: 'read' | 'readKept' }): Promise<void> {
    const kept = step.kind === 'readKept' ? this.#kept[step.at % Math.max(this.#kept.length, 1)] : undefined;
    if (step.kind === 'readKept' && !kept) return;
    const isRefund = (line: string) => line.includes(';Refund;');
    const middle = new Date(this.home.clock.now() - 10 * MINUTE_MS).toISOString();
    const redemptions = { only: (line: string) => !isRefund(line), holds: 'redemptions' } as const;
    const refunds = { only: isRefund, holds: 'refunds' } as const;
    const parts = {
      whole: [{}],
      twice: [{}, {}],
      redemptions: [redemptions, refunds],
      refunds: [refunds, redemptions],
      both: [redemptions],
      days: [{ only: (line: string) => line >= middle }, { only: (line: string) => line < middle }],
      doubled: [{ doubled: true }],
      upload: [{ accountId: OPERATOR }],
      shop: [{ accountId: SHOP }],
    }[how];
    // A provider writes in one way: what an upload showed is shown so again at the end.
    const isUpload = how === 'upload' || how === 'shop';
    const as = bend === 'no' || (isUpload && bend !== 'capitals') ? this.written : bend;
    for (const part of parts) await this.read(of, { ...part, kept, bend: bent(as, this.truth) });
  }
}
