// Reports read the whole ledger of an account: one at a time of each, so that many at once cannot fill the process with their work.
import type { Caller } from '../../core/accounts/caller';
import { Refusal } from '../../core/values/refusal';

/** Reports of one account and mode that may wait for the one under way. */
const MOST_WAITING = 8;

/** One line for each account and mode. */
export class ReportTurns {
  readonly #lines = new Map<string, { last: Promise<unknown>; length: number }>();

  /** Makes the report once those before it are made. Throws `Refusal` overloaded where too many wait, and what `make` throws. */
  async take<T>({ accountId, livemode }: Caller, make: () => Promise<T>): Promise<T> {
    const whose = `${accountId} ${String(livemode)}`;
    const line = this.#lines.get(whose) ?? { last: Promise.resolve(), length: 0 };
    if (line.length > MOST_WAITING)
      throw new Refusal('overloaded', 'Reports of this account are under way: wait for one to end', {
        retryAfterMs: 5_000,
      });
    const made = line.last.then(make);
    line.last = made.catch(() => undefined);
    line.length += 1;
    this.#lines.set(whose, line);
    try {
      return await made;
    } finally {
      line.length -= 1;
      if (line.length === 0) this.#lines.delete(whose);
    }
  }
}
