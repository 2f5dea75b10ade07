// What calls on very many lots take of a process is shared out between the accounts: lots are read and written in one piece, a few
// hundredths of a millisecond each, and everybody else waits meanwhile.

/** Lots of one call that nobody counts: more than nearly all calls move. */
const FREE_LOTS = 50;
/** What an account may move for good, beyond those. */
const LOTS_A_SECOND = 500;
/** What it may have saved up for calls at once. */
const MOST_SAVED = 5_000;
/** More accounts than ever owe at once; past it those that owe nothing any more are dropped. */
const LOOK_AFTER = 1_000;

interface Share {
  readonly lots: number;
  readonly atMs: number;
}

/** Each account saves lots as time passes, and spends them with its calls. Whoever has spent more than it had waits. */
export class LotShares {
  readonly #shares = new Map<string, Share>();

  /** `elapsed` counts milliseconds, and is never set. */
  constructor(private readonly elapsed: () => number) {}

  /** A call of this account has read or moved so many. */
  spend(accountId: string, lots: number): void {
    if (lots <= FREE_LOTS) return;
    if (this.#shares.size >= LOOK_AFTER) this.#dropFull();
    this.#shares.set(accountId, { lots: this.#saved(accountId) - (lots - FREE_LOTS), atMs: this.elapsed() });
  }

  /** Milliseconds until the next call of this account may begin: 0 for nearly all. */
  waitMs(accountId: string): number {
    if (this.#shares.size === 0) return 0;
    return Math.max(0, (-this.#saved(accountId) * 1000) / LOTS_A_SECOND);
  }

  #saved(accountId: string): number {
    const share = this.#shares.get(accountId);
    if (!share) return MOST_SAVED;
    return Math.min(MOST_SAVED, share.lots + ((this.elapsed() - share.atMs) * LOTS_A_SECOND) / 1000);
  }

  #dropFull(): void {
    for (const accountId of this.#shares.keys())
      if (this.#saved(accountId) === MOST_SAVED) this.#shares.delete(accountId);
  }
}
