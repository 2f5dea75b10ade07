// Deliveries whose due date a clock wrote down that was ahead, and that has been set back since. They are given a date of today's
// clock, so that they go out in their time.
import type { Clock } from '../core/values/ports';
import { MINUTE_MS } from '../core/values/time';
import type { Delivery } from '../core/webhooks/delivery';
import type { WebhookStore } from '../core/webhooks/store';
import { isMisdated, SetBackWatch } from '../jobs/misdated';
import { LEASE_MS } from './endpoint-queues';

const EVERY_MS = 10 * MINUTE_MS;
const PAGE = 500;
/** Of one endpoint, in one go. A dead one may have a hundred thousand waiting. */
const MOST_PAGES = 4;
const MOST_ENDPOINTS = 10_000;

/** Looks at the start, every ten minutes, and whenever the clock is set back. */
export class MisdatedDeliveries {
  readonly #watch: SetBackWatch;
  #lookedAt: number | null = null;
  #lookAgainMs = EVERY_MS;
  /** Since when leases that end too late have been seen, by this process's count. */
  #leases = new Map<string, number>();

  constructor(
    private readonly webhooks: WebhookStore,
    private readonly clock: Pick<Clock, 'now' | 'elapsed'>,
  ) {
    this.#watch = new SetBackWatch(clock);
  }

  /** Gives new dates where it is time to look; says to how many. Rejects where the store does. */
  async redate(): Promise<number> {
    const elapsed = this.clock.elapsed();
    const setBack = this.#watch.wasSetBack();
    if (!setBack && this.#lookedAt !== null && elapsed - this.#lookedAt < this.#lookAgainMs) return 0;
    let count = 0;
    this.#lookAgainMs = EVERY_MS;
    for (const endpointId of await this.webhooks.pendingEndpoints(MOST_ENDPOINTS))
      count += await this.#look(endpointId);
    this.#lookedAt = elapsed;
    // Most leases end by themselves, when their attempt does.
    if (this.#lookAgainMs === EVERY_MS) this.#leases.clear();
    return count;
  }

  async #look(endpointId: string): Promise<number> {
    let count = 0;
    let after = this.clock.now();
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const later = await this.webhooks.dueLater(endpointId, after, PAGE);
      for (const delivery of later) {
        const redated = this.#redated(delivery);
        // Another instance, or the attempt under way, may have been faster: then there is nothing to mend.
        if (redated && (await this.webhooks.replaceDelivery(redated))) count += 1;
      }
      const last = later.at(-1);
      if (last?.dueAt === undefined || last.dueAt === null || later.length < PAGE) break;
      after = last.dueAt;
    }
    return count;
  }

  #redated(delivery: Delivery): Delivery | null {
    const { updatedAt, dueAt, claimId, scheduledAt, rev } = delivery;
    const now = this.clock.now();
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
    const elapsed = this.clock.elapsed();
    if (since !== undefined && elapsed - since >= LEASE_MS) {
      this.#leases.delete(lease);
      return { ...delivery, rev: delivery.rev + 1, dueAt: now };
    }
    this.#leases.set(lease, since ?? elapsed);
    this.#lookAgainMs = LEASE_MS;
    return null;
  }
}
