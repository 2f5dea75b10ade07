// The places for statements on their way in: few, and nobody has them all.
import type { Caller } from '../../core/accounts/caller';
import { Refusal } from '../../core/values/refusal';
import { MINUTE_MS } from '../../core/values/time';

/** On their way in at once, over all accounts and modes: each takes room on the disk and time of the processor. */
export const MOST_UPLOADS = 8;
/** Of one account and mode: one, and its repeat under the same key. */
const MOST_OF_ONE = 2;
/** Of one account: its test mode leaves its live mode a place, and two accounts leave two to the others. */
export const MOST_OF_ACCOUNT = 3;
/** For so long nobody else is given a place that is taken: an ordinary statement is through by then, also on a slow line. */
export const KEPT_MS = 2 * MINUTE_MS;
/** What a client that comes too early waits. */
export const RETRY_MS = 5_000;

/** One place, while somebody has it. */
class Place {
  private readonly sinceMs: number;
  private bytes = 0;
  private hasCome = false;
  /** Somebody else has it, and what comes in it is dropped with its next piece. */
  isLost = false;

  constructor(
    readonly accountId: string,
    readonly livemode: boolean,
    private readonly now: () => number,
  ) {
    this.sinceMs = now();
  }

  /** Whether somebody else may be given it. */
  get canBeLost(): boolean {
    return !this.isLost && !this.hasCome && this.now() - this.sinceMs >= KEPT_MS;
  }

  /** In bytes for each millisecond, since it was taken. */
  get pace(): number {
    return this.bytes / (this.now() - this.sinceMs);
  }

  /** The file as it comes. Throws `Refusal` overloaded once the place is lost. */
  async *watch(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of file) {
      if (this.isLost) throw overloaded('Others waited for its place, and it came slowest');
      this.bytes += piece.length;
      yield piece;
    }
    this.hasCome = true;
  }
}

/** The places of one process. Several instances have theirs each. */
export class UploadPlaces {
  private readonly taken = new Set<Place>();

  /** `now`: time that goes by, in milliseconds. */
  constructor(private readonly now = () => performance.now()) {}

  /**
   * Runs `work` in a place of this account and mode; the file is read through `place.watch`. Where all places are taken, an account that has none
   * is given the one whose file came slowest, of those that were taken some minutes ago. Throws `Refusal` reconciliation_running where the
   * account has all that it may have, and overloaded where no place is free or comes free.
   */
  async run<T>(
    caller: Pick<Caller, 'accountId' | 'livemode'>,
    work: (place: Pick<Place, 'watch'>) => Promise<T>,
  ): Promise<T> {
    const place = this.take(caller);
    try {
      return await work(place);
    } finally {
      this.taken.delete(place);
    }
  }

  private take({ accountId, livemode }: Pick<Caller, 'accountId' | 'livemode'>): Place {
    const all = [...this.taken];
    // Those that were lost are on the disk until their next piece: their account has no others meanwhile.
    const own = all.filter((place) => place.accountId === accountId);
    if (own.length >= MOST_OF_ACCOUNT || own.filter((place) => place.livemode === livemode).length >= MOST_OF_ONE) {
      throw new Refusal('reconciliation_running', 'Others of this account are on their way in: wait for them', {
        retryAfterMs: RETRY_MS,
      });
    }
    if (all.filter(({ isLost }) => !isLost).length >= MOST_UPLOADS) {
      const slowest = all.filter(({ canBeLost }) => canBeLost).sort((one, other) => one.pace - other.pace)[0];
      if (own.length > 0 || !slowest) throw overloaded('Statements of others are on their way in');
      slowest.isLost = true;
    }
    const place = new Place(accountId, livemode, this.now);
    this.taken.add(place);
    return place;
  }
}

/** Why a statement has to come again later. */
export function overloaded(why: string, retryAfterMs = RETRY_MS): Refusal {
  return new Refusal('overloaded', `${why}: send it again later`, { retryAfterMs });
}
