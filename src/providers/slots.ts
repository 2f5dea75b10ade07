// The bulkhead of one operation of one provider: how many calls may be under way at once, and how many of them for one account.

/** Counts only. Nobody waits here: a call that would wait has a customer waiting at a till. */
export class Slots {
  readonly #ofAccounts = new Map<string, number>();
  #free: number;

  /** `most`: of all accounts together. */
  constructor(most: number) {
    this.#free = most;
  }

  /**
   * An account gets another slot while more are free than it holds: one alone has half of them at most, two have a third each, and
   * whoever comes next finds as many.
   */
  hasRoom(accountId: string): boolean {
    return (this.#ofAccounts.get(accountId) ?? 0) < this.#free;
  }

  /** False, and nothing is taken, where there is no room. What is taken is given back by `free`. */
  take(accountId: string): boolean {
    if (!this.hasRoom(accountId)) return false;
    this.#ofAccounts.set(accountId, (this.#ofAccounts.get(accountId) ?? 0) + 1);
    this.#free -= 1;
    return true;
  }

  free(accountId: string): void {
    const left = (this.#ofAccounts.get(accountId) ?? 1) - 1;
    if (left > 0) this.#ofAccounts.set(accountId, left);
    else this.#ofAccounts.delete(accountId);
    this.#free += 1;
  }
}
