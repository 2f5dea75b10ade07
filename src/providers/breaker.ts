// The circuit breaker of one operation of one provider. Failed calls pause those of their own account first: a merchant's own credentials, a
// line of its own, or vouchers of test mode that are made to fail say nothing of others' calls. Times are counted by the process: a wall
// clock may be set.

export interface BreakerLimits {
  /** Failed calls in a row that open the breaker. */
  readonly breakAfter: number;
  /** How long the breaker stays open before one call may try again, in milliseconds. */
  readonly halfOpenAfterMs: number;
  /** Whether a provider that fails for several accounts is left alone for all. Not in test mode, where callers choose what fails. */
  readonly failsForAll: boolean;
}

/** One whose last call failed. */
interface Failing {
  failures: number;
  /** Since when its calls are paused, and when the pause last began. Null: they are not. */
  open: { readonly sinceMs: number; begunMs: number } | null;
  trying: boolean;
}

/** What `begin` gives and `end` takes. */
export interface Begun {
  readonly accountId: string;
  /** The one call of a pause that may try. */
  readonly isTry: boolean;
}

/** For all accounts: each has a breaker, and in live mode there is one over all. */
export class Breaker {
  readonly #accounts = new Map<string, Failing>();
  /** Failed calls since anybody was answered, by account: of each at most half of what it takes, so that nobody opens it for others alone. */
  readonly #inARow = new Map<string, number>();
  /** Since when it is open for all. Each account tries for itself: a failed try of one does not keep others from theirs. */
  #openForAllMs: number | null = null;
  #answeredMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly limits: BreakerLimits) {}

  /**
   * Of all accounts: open where it is open for all, or for one while nobody was answered since. `half_open`: a call tries.
   */
  get state(): 'closed' | 'half_open' | 'open' {
    const paused = [...this.#accounts.values()].filter(({ open }) => open !== null);
    const alone = paused.some(({ open }) => open !== null && open.sinceMs > this.#answeredMs);
    if (this.#openForAllMs === null && !alone) return 'closed';
    return [...this.#accounts.values()].some(({ trying }) => trying) ? 'half_open' : 'open';
  }

  /** How many accounts have failed so often that their calls are paused. */
  get pausedAccounts(): number {
    return [...this.#accounts.values()].filter(({ open }) => open !== null).length;
  }

  /** Null: the call is held back. Otherwise `end` has to be told what became of it, or `withdraw`. */
  begin(accountId: string): Begun | null {
    const account = this.#accounts.get(accountId);
    const begunMs = Math.max(account?.open?.begunMs ?? -Infinity, this.#openForAllMs ?? -Infinity);
    if (begunMs === -Infinity) return { accountId, isTry: false };
    if (account?.trying === true || performance.now() - begunMs < this.limits.halfOpenAfterMs) return null;
    this.#failing(accountId).trying = true;
    return { accountId, isTry: true };
  }

  end({ accountId, isTry }: Begun, hasFailed: boolean): void {
    if (hasFailed) this.#fail(accountId, isTry);
    else this.#answer(accountId);
  }

  /** The call was not made after all: nothing is known of the provider that was not known before. */
  withdraw({ accountId, isTry }: Begun): void {
    if (isTry) this.#failing(accountId).trying = false;
  }

  #answer(accountId: string): void {
    this.#accounts.delete(accountId);
    this.#inARow.clear();
    this.#openForAllMs = null;
    this.#answeredMs = performance.now();
  }

  #fail(accountId: string, isTry: boolean): void {
    const now = performance.now();
    const { breakAfter, failsForAll } = this.limits;
    const account = this.#failing(accountId);
    account.failures += 1;
    if (isTry) account.trying = false;
    if (account.open && isTry) account.open.begunMs = now;
    const opens = account.failures >= breakAfter || (isTry && this.#openForAllMs !== null);
    // What was under way when it opened does not make it longer.
    if (opens) account.open ??= { sinceMs: now, begunMs: now };
    const most = Math.ceil(breakAfter / 2);
    this.#inARow.set(accountId, Math.min(most, (this.#inARow.get(accountId) ?? 0) + 1));
    const failures = [...this.#inARow.values()].reduce((sum, count) => sum + count, 0);
    if (failsForAll && this.#inARow.size > 1 && failures >= breakAfter) this.#openForAllMs ??= now;
  }

  #failing(accountId: string): Failing {
    const known = this.#accounts.get(accountId);
    if (known) return known;
    const account = { failures: 0, open: null, trying: false };
    this.#accounts.set(accountId, account);
    return account;
  }
}
