// What is due, account by account: found by going from one account to the next in an index, so that what one has due, however much it is,
// costs the others nothing. Reads.
import type { Due, RedemptionStore } from '../core/redemption/store';
import type { Instant } from '../core/values/time';

/** Accounts of one look that have something due. */
const MOST_ACCOUNTS = 50;
/** Accounts of one look that have something due or will have: each is a read of its own. */
const MOST_PASSED = 200;

/** Remembers whose turn is next. */
export class DueByAccount {
  /** The account that was looked at last. */
  #last = '';

  constructor(private readonly redemptions: Pick<RedemptionStore, 'nextWithDue' | 'dueOf'>) {}

  /**
   * Of each account from the one whose turn it is, its longest overdue first: about `limit` in all, and as many more of an account as are to
   * be passed over of it.
   */
  async read(now: Instant, limit: number, passedOver: (accountId: string) => number): Promise<Due[]> {
    const accounts = await this.#next(now);
    const each = Math.ceil(limit / Math.max(1, accounts.length));
    const due = accounts.map((account) => this.redemptions.dueOf(account, now, each + passedOver(account)));
    return (await Promise.all(due)).flat();
  }

  /** Behind the last one of all it goes on with the first, until it is where it began. */
  async #next(now: Instant): Promise<string[]> {
    const accounts: string[] = [];
    const began = this.#last;
    let last = began;
    let isRound = false;
    for (let passed = 0; passed < MOST_PASSED && accounts.length < MOST_ACCOUNTS; passed += 1) {
      let next = await this.redemptions.nextWithDue(last);
      if (!next && !isRound) {
        isRound = true;
        next = await this.redemptions.nextWithDue('');
      }
      if (!next || (isRound && next.accountId > began)) break;
      last = next.accountId;
      if (next.dueAt <= now) accounts.push(last);
    }
    this.#last = last;
    return accounts;
  }
}
