// What happens to points by themselves, for participants whom nobody calls: lots mature and expire, holds end. Decides nothing itself.
import { timesOf } from '../core/points/use-cases/ledger/round';
import type { PointsServices } from '../core/points/use-cases/services';
import { settleParticipant } from '../core/points/use-cases/settle';
import { Poller } from './poller';

const EVERY_MS = 1000;
/** Participants of one look: what is left leads the next one, which follows at once. */
const BATCH = 100;

/** Runs when it is started and every second after. Several instances may run at once: each write is a compare-and-set. */
export class PointsDue {
  readonly #poller: Poller;
  #stopping = false;

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

  /** Waits for the participant under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#poller.stop();
  }

  /** Settles what is due now, of at most one batch of participants; says how many could be settled. Rejects where the store does. */
  async runOnce(): Promise<number> {
    const { store, clock } = this.points;
    const due = await store.due(timesOf(clock).dueBy, BATCH);
    let settled = 0;
    for (const { participantId, accountId, livemode } of due) {
      if (this.#stopping) break;
      try {
        await settleParticipant(this.points, { accountId, livemode }, participantId);
        settled += 1;
      } catch (error) {
        this.onError(error);
      }
    }
    return settled;
  }
}
