// Deliveries whose due date a clock wrote down that was ahead, and that has been set back since. They are given a date of today's
// clock, so that they go out in their time. In turns, account by account and a few rows at a time: nobody else's deliveries wait
// for a long backlog, nor do redemptions.
import { isMisdated, MINUTE_MS, type Instant } from '../core/values/time';
import type { Delivery } from '../core/webhooks/delivery';
import { SetBackWatch } from '../jobs/misdated';
import type { NotifierParts } from './attempt';
import { LEASE_MS } from './endpoint-queues';
import { Pace } from './pace';

const EVERY_MS = 10 * MINUTE_MS;
/** Endpoints listed in one go: a longer one would hold up the process. */
const ENDPOINTS_AT_ONCE = 500;
/** Of one endpoint, in one write: its commit is shared with redemptions, which must not wait for more than a few milliseconds. */
const ROWS_A_TURN = 100;
/** So many of an endpoint in a row that are in time, and the rest is taken to be so. A dead one may have a hundred thousand waiting. */
const MOST_IN_TIME = 2000;
/** A rest is taken in pieces of this, so that shutdown does not wait for it. */
const LONGEST_PAUSE_MS = 50;

/** How far one endpoint has been looked at. */
interface Walk {
  readonly endpointId: string;
  readonly after: Instant;
  /** Since the last one that was given a new date. */
  readonly inTime: number;
}

/** Looks at the start, ten minutes after each look, and whenever the clock is set back. */
export class MisdatedDeliveries {
  readonly #watch: SetBackWatch;
  readonly #pace: Pace;
  #stopped = false;
  /** At the start, and from when the clock is set back to the next look. */
  #isWanted = true;
  /** By this process's count. */
  #lookedAt = 0;
  #lookAgainMs = EVERY_MS;
  /** Since when leases that end too late have been seen, by this process's count. */
  #leases = new Map<string, number>();

  constructor(private readonly parts: Pick<NotifierParts, 'webhooks' | 'clock' | 'elapsed' | 'pause'>) {
    this.#watch = new SetBackWatch(parts.clock);
    this.#pace = new Pace(parts.elapsed);
  }

  /**
   * Gives new dates where it is time to look, until all have one or `stop`; says to how many. May take minutes, so nothing should
   * wait for it. Not twice at a time. Rejects where the store does; the next call then looks anew.
   */
  async redate(): Promise<number> {
    this.#noticeStep();
    if (!this.#isWanted && this.parts.clock.elapsed() - this.#lookedAt < this.#lookAgainMs) return 0;
    // From here on a step wants another look: this one may have passed some rows already.
    this.#isWanted = false;
    this.#lookAgainMs = EVERY_MS;
    try {
      const count = await this.#takeTurns(await this.#pending());
      // Most leases end by themselves, when their attempt does.
      if (this.#lookAgainMs === EVERY_MS) this.#leases.clear();
      return count;
    } catch (error) {
      this.#isWanted = true;
      throw error;
    } finally {
      // The end, so that a lease which was seen on the way is over by the next look.
      this.#lookedAt = this.parts.clock.elapsed();
    }
  }

  /** The write under way is the last one. */
  stop(): void {
    this.#stopped = true;
  }

  #noticeStep(): void {
    if (this.#watch.wasSetBack()) this.#isWanted = true;
  }

  /** Endpoints that have something to come, by their accounts. */
  async #pending(): Promise<Map<string, Walk[]>> {
    const walks = new Map<string, Walk[]>();
    const now = this.parts.clock.now();
    let from: string | null = '';
    while (from !== null && !this.#stopped) {
      const page = await this.parts.webhooks.pendingEndpoints(from, ENDPOINTS_AT_ONCE);
      for (const { id, accountId } of page.endpoints) {
        const ofAccount = walks.get(accountId) ?? [];
        walks.set(accountId, ofAccount);
        ofAccount.push({ endpointId: id, after: now, inTime: 0 });
      }
      from = page.next;
    }
    return walks;
  }

  /** A turn for each account, again and again. Each rests after its own, so those with few rows do not wait for one that has many. */
  async #takeTurns(walks: Map<string, Walk[]>): Promise<number> {
    let count = 0;
    while (walks.size > 0 && !this.#stopped) {
      for (const [accountId, ofAccount] of walks) {
        if (!this.#mayGoOn(accountId)) continue;
        count += await this.#turn(accountId, ofAccount);
        if (ofAccount.length === 0) walks.delete(accountId);
      }
      if (walks.size > 0) await this.#rest(Math.min(...[...walks.keys()].map((account) => this.#pace.restMs(account))));
    }
    return count;
  }

  #mayGoOn(accountId: string): boolean {
    return !this.#stopped && this.#pace.restMs(accountId) === 0;
  }

  async #turn(accountId: string, walks: Walk[]): Promise<number> {
    const startedAt = this.parts.elapsed();
    this.#noticeStep();
    const walk = walks.shift();
    if (!walk) return 0;
    const later = await this.parts.webhooks.dueLater(walk.endpointId, walk.after, ROWS_A_TURN);
    const redated = later.flatMap((delivery) => this.#redated(delivery) ?? []);
    // Another instance, or the attempt under way, may have been faster: then there is nothing to mend.
    const written = redated.length === 0 ? [] : await this.parts.webhooks.replaceDeliveries(redated);
    const count = written.filter((isWritten) => isWritten).length;
    const rest = restOf(walk, later, count);
    if (rest) walks.push(rest);
    this.#pace.rest(accountId, startedAt);
    // However many accounts there are, half of the time is left to others.
    await this.#rest(this.parts.elapsed() - startedAt);
    return count;
  }

  async #rest(ms: number): Promise<void> {
    const until = this.parts.elapsed() + ms;
    for (let leftMs = ms; leftMs > 0 && !this.#stopped; leftMs = until - this.parts.elapsed())
      await this.parts.pause(Math.min(leftMs, LONGEST_PAUSE_MS));
  }

  #redated(delivery: Delivery): Delivery | null {
    const { updatedAt, dueAt, claimId, scheduledAt, rev } = delivery;
    const now = this.parts.clock.now();
    if (dueAt === null) return null;
    if (claimId !== null) return isMisdated(dueAt - LEASE_MS, now) ? this.#lapsed(delivery, now) : null;
    if (!isMisdated(updatedAt, now)) return null;
    const inTime = (at: number) => now + Math.round(this.#watch.leftMs(updatedAt, at));
    return {
      ...delivery,
      rev: rev + 1,
      dueAt: inTime(dueAt),
      ...(scheduledAt === undefined ? {} : { scheduledAt: inTime(scheduledAt) }),
      updatedAt: now,
    };
  }

  /** A lease of a clock that was ahead. Whoever has it keeps it for as long as a lease lasts: an attempt may be under way. */
  #lapsed(delivery: Delivery, now: number): Delivery | null {
    const lease = `${delivery.id} ${String(delivery.rev)}`;
    const since = this.#leases.get(lease);
    const elapsed = this.parts.clock.elapsed();
    if (since !== undefined && elapsed - since >= LEASE_MS) {
      this.#leases.delete(lease);
      return { ...delivery, rev: delivery.rev + 1, dueAt: now };
    }
    this.#leases.set(lease, since ?? elapsed);
    this.#lookAgainMs = LEASE_MS;
    return null;
  }
}

/** What is left of a walk after these rows, of which `count` have a new date; null where that is nothing, or is taken to be in time. */
function restOf({ endpointId, inTime, after }: Walk, rows: readonly Delivery[], count: number): Walk | null {
  const lastAt = rows.at(-1)?.dueAt ?? after;
  if (rows.length < ROWS_A_TURN) return null;
  // Those with a new date lie elsewhere now: of several due in one millisecond the next turn sees the others.
  if (count > 0) return { endpointId, after: lastAt - 1, inTime: 0 };
  const seen = inTime + rows.length;
  return seen < MOST_IN_TIME ? { endpointId, after: lastAt, inTime: seen } : null;
}
