// The places for statements on their way in: few, and nobody has them all.
import type { Caller } from '../../core/accounts/caller';
import { Refusal } from '../../core/values/refusal';

/** On their way in at once, over all accounts and modes: each takes room on the disk and time of the processor. */
export const MOST_UPLOADS = 8;
/** Of one account and mode: one, and its repeat under the same key. */
const MOST_OF_ONE = 2;
/** What a client that comes too early waits. */
export const RETRY_MS = 5_000;

/** The places of one process. Several instances have theirs each. */
export class UploadPlaces {
  private readonly taken = new Map<string, number>();
  private all = 0;

  /**
   * Runs `work` in a place of this account and mode. Throws `Refusal` reconciliation_running where both are taken, and overloaded where
   * all are.
   */
  async run<T>({ accountId, livemode }: Pick<Caller, 'accountId' | 'livemode'>, work: () => Promise<T>): Promise<T> {
    const owner = JSON.stringify([accountId, livemode]);
    const own = this.taken.get(owner) ?? 0;
    if (own >= MOST_OF_ONE) {
      throw new Refusal('reconciliation_running', 'Others of this account are on their way in: wait for them', {
        retryAfterMs: RETRY_MS,
      });
    }
    if (this.all >= MOST_UPLOADS) throw overloaded('Statements of others are on their way in');
    this.add(owner, 1);
    try {
      return await work();
    } finally {
      this.add(owner, -1);
    }
  }

  private add(owner: string, change: 1 | -1): void {
    this.all += change;
    const own = (this.taken.get(owner) ?? 0) + change;
    if (own > 0) this.taken.set(owner, own);
    else this.taken.delete(owner);
  }
}

/** Why a statement has to come again later. */
export function overloaded(why: string, retryAfterMs = RETRY_MS): Refusal {
  return new Refusal('overloaded', `${why}: send it again later`, { retryAfterMs });
}
