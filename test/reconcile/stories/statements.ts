// The statements of a random story: how the provider writes them, who reads which part of one, and what they end.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statementLines } from '../../../adapters/kit/simulator/statement';
import { DAY_MS, MINUTE_MS } from '../../../src/core/values/time';
import { reconcile, type Reconciliation, type ReconcileOptions } from '../../../src/reconcile/reconcile';
import { Sheet, type Result } from '../../../src/reconcile/sheet';
import { OPERATOR, SHOP } from '../world';
import { bent } from './bent';
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
}
export interface Read extends Reconciliation {
  readonly differing: readonly Result[];
}

export class Statements {
  #files = 0;

  constructor(
    private readonly home: Installation,
    private readonly truth: Truth,
  ) {}

  /** Reads the provider's statement as it is now, from before the story began. */
  async read(
    type: string,
    { only = () => true, bend, doubled = false, holds, accountId }: StatementRead = {},
  ): Promise<Read> {
    this.home.clock.pass(1000);
    const now = this.home.clock.now();
    const { vouchers } = this.home.providers.books.snapshot();
    const [header = '', ...lines] = [...statementLines(vouchers, type, 0, now + 1)];
    this.#files += 1;
    const file = join(this.home.folder, `statement-${String(this.#files)}.csv`);
    const written = lines.filter(only).flatMap((line) => bend?.(line) ?? [line]);
    writeFileSync(file, [header, ...written, ...(doubled ? written : [])].join(''));
    const sheet = new Sheet();
    try {
      const days = { fromAt: BEGIN - DAY_MS, toAt: now + DAY_MS };
      const options = { file, type, livemode: false, ...days, offsetMs: 0, lookBackMs: DAY_MS, accountLess: false, mostReviews: 1000, holds, madeAt: now, accountId }; // prettier-ignore
      const done = await reconcile(this.home.services, sheet, options);
      const kinds = ['ours_only', 'theirs_only', 'amount_differs', 'state_differs'] as const;
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

  async readAs({ type: of, how, bend }: Step & { kind: 'read' }): Promise<void> {
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
    // A provider writes in one way: what an upload showed is shown so again at the end, and that is not bent.
    const isUpload = how === 'upload' || how === 'shop';
    const as = isUpload && bend !== 'capitals' ? 'no' : bend;
    for (const part of parts) await this.read(of, { ...part, bend: bent(as, this.truth) });
  }
}
