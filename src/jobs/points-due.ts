// What happens to points by themselves, for participants whom nobody calls: lots mature and expire, holds end. Decides nothing itself.
import { timesOf } from '../core/points/use-cases/ledger/round';
import type { PointsServices } from '../core/points/use-cases/services';
import type { Book } from '../core/points/book/book';
import type { Holder } from '../core/points/store';
import { settleParticipant } from '../core/points/use-cases/settle';
import type { Instant } from '../core/values/time';
import { rest } from '../system/pause';
import { AwayTold } from './away-told';
import { inTurn } from './in-turn';
import { Poller } from './poller';

const EVERY_MS = 1000;
/** Participants of one look: what is left leads the next one, which follows at once. */
const BATCH = 100;
/** Settled side by side: they share a commit. Each of them may have a few hundred lots due, and everybody waits while those are written. */
const AT_ONCE = 4;
/**
 * Those that took longer have thousands, as where large holds end together: then they are settled one by one, with a rest behind each, until
 * one is quick again.
 */
const QUICK_MS = 100;
/** Behind each of these the job rests for so many times as long: a year's end of one merchant must not slow down the sales of others. */
const RESTS = 2;
const LONGEST_REST_MS = 500;

/** Runs when it is started and every second after. Several instances may run at once: each write is a compare-and-set. */
export class PointsDue {
  readonly #poller: Poller;
  #stopping = false;
  /** Of whom it looked last, where accounts take turns. */
  #lookedAt: Holder | null = null;
  readonly #away = new AwayTold();

  constructor(
    private readonly points: PointsServices,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#poller = new Poller(async () => (await this.runOnce()) === BATCH, EVERY_MS, onError);
  }

  start(): void {
    this.#stopping = false;
    this.#poller.start();
  }

  /** Waits for the participants under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#poller.stop();
  }

  /** Settles what is due now, of at most one batch of participants; says how many could be settled. Rejects where the store does. */
  async runOnce(): Promise<number> {
    const { clock } = this.points;
    this.#away.begin();
    const due = await this.#due(timesOf(clock).dueBy);
    let settled = 0;
    let atOnce = 1;
    for (let from = 0; from < due.length && !this.#stopping;) {
      const since = clock.elapsed();
      const some = await Promise.all(due.slice(from, from + atOnce).map((book) => this.#settle(book)));
      settled += some.filter(Boolean).length;
      from += atOnce;
      const tookMs = clock.elapsed() - since;
      if (from < due.length) await rest(Math.min(RESTS * tookMs, LONGEST_REST_MS));
      atOnce = tookMs > QUICK_MS ? 1 : Math.min(2 * atOnce, AT_ONCE);
    }
    return settled;
  }

  /**
   * Where there is more than a batch, accounts take turns: the year's end of one is not the wait of others. What those that were looked at now
   * do not fill goes to the longest overdue.
   */
  async #due(now: Instant): Promise<Book[]> {
    const { store } = this.points;
    const oldest = await store.due(now, BATCH);
    if (oldest.length < BATCH) return oldest;
    const { books, next } = await store.dueOfEach(now, BATCH, this.#lookedAt);
    this.#lookedAt = next;
    const inTurns = inTurn(books, ({ accountId }) => accountId);
    const taken = new Set(inTurns.map(({ participantId }) => participantId));
    return [...inTurns, ...oldest.filter(({ participantId }) => !taken.has(participantId))].slice(0, BATCH);
  }

  async #settle({ participantId, accountId, livemode }: Book): Promise<boolean> {
    try {
      await settleParticipant(this.points, { accountId, livemode }, participantId);
      return true;
    } catch (error) {
      if (this.#away.isNews(error)) this.onError(error);
      return false;
    }
  }
}
