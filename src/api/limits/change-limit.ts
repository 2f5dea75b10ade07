// The limit on changes of who gets in and where events go: each is a line of the journal beside the store, which only grows. Counted in the
// memory of this process: with several processes each counts for itself.
import type { Caller } from '../../core/accounts/caller';
import { HOUR_MS } from '../../core/values/time';
import { ProblemException } from '../problems/problem';
import { FixedWindows } from './fixed-windows';

/**
 * In an hour. An account has 20 endpoints in each mode, 1,000 keys and 1,000 users, so all of them can be changed in one go, and
 * thousands of tills be paired. A line has 250 bytes: 18 MB a day, where the rate of one key would write 2 GB.
 */
export const MOST_CHANGES = 3_000;
const MOST_SUBJECTS = 50_000;

/**
 * For the keys of an account and mode together, and for each person alone: a colleague who uses his up keeps no admin from his own. What
 * only takes somebody out (a terminal or a key that is revoked, an endpoint that is deleted) is not counted and never refused: it is one
 * line for each that was made, and the making counts.
 */
export class ChangeLimit {
  readonly #windows: FixedWindows;

  /** `isOn`: false switches it off. `now` counts milliseconds, and is never set. */
  constructor(
    private readonly isOn: boolean,
    now: () => number,
  ) {
    this.#windows = new FixedWindows(MOST_SUBJECTS, now);
  }

  /**
   * Around a change. Counted before it, so that many at the same moment are counted too; given back where it was refused. Throws 429
   * `rate_limited` before anything is written.
   */
  async during<T>(
    { accountId, livemode, user }: Pick<Caller, 'accountId' | 'livemode' | 'user'>,
    change: () => Promise<T>,
  ): Promise<T> {
    if (!this.isOn) return change();
    const subject = user?.id ?? `${accountId} ${String(livemode)}`;
    const { count, leftMs } = this.#windows.read(subject);
    if (count >= MOST_CHANGES) {
      const most = MOST_CHANGES.toLocaleString('en-US');
      const detail = `No more than ${most} changes of terminals, webhook endpoints, keys and people are made in an hour`;
      throw new ProblemException(429, 'rate_limited', detail, { retryAfterMs: leftMs });
    }
    this.#windows.add(subject, HOUR_MS);
    try {
      return await change();
    } catch (error) {
      this.#windows.takeBack(subject);
      throw error;
    }
  }
}
