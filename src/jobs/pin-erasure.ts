// Erases PINs of issued vouchers that nobody can use any more: those that were spent through this store, and those that ended.
import type { RedemptionStore } from '../core/redemption/store';
import { mapPorts } from '../core/store';
import type { FactServices, Services } from '../core/use-cases/services';
import { eraseExpiredPins, eraseSpentPins } from '../core/upkeep/erase-pins';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../core/values/time';
import { wrapCalls, type CallWrapper } from '../system/wrap-calls';
import { Poller } from './poller';

/** A voucher whose provider names no end: South African law lets a prepaid voucher live for three years. */
const UNDATED_MS = 3 * 366 * DAY_MS;
const BATCH = 500;
/** So many claims wait for the next minute. What comes on top is left to the end of its voucher. */
const MOST_WAITING = 100_000;

/** The same services, whose store tells `note` the claim of every redemption that a write has just confirmed. */
export function watchConfirmed<S extends Pick<Services, 'store'>>(services: S, note: (claim: string) => void): S {
  const watch: CallWrapper = async (_operation, args, call) => {
    const result = await call();
    const [redemption, , events] = args as Parameters<RedemptionStore['replace']>;
    const written = (result as { readonly kind?: unknown }).kind === 'written';
    if (written && events.some(({ type }) => type === 'redemption.confirmed')) note(redemption.claim);
    return result;
  };
  const store = mapPorts(services.store, (port, name) =>
    name === 'redemptions' ? wrapCalls(port, name, watch, ['replace']) : port,
  );
  return { ...services, store };
}

/** Several instances may run at once: each PIN is erased by one of them. */
export class PinErasure {
  readonly #poller: Poller;
  readonly #spent = new Set<string>();
  #expiredAt: Instant = 0;

  constructor(
    private readonly services: FactServices,
    private readonly onError: (error: unknown) => void,
  ) {
    const work = async () => {
      await this.runOnce();
      return false;
    };
    this.#poller = new Poller(work, MINUTE_MS, onError);
  }

  /** A redemption of this claim was confirmed: its voucher may be one that another redemption holds the PIN of. */
  noteSpent(claim: string): void {
    if (this.#spent.size < MOST_WAITING) this.#spent.add(claim);
  }

  start(): void {
    this.#poller.start();
  }

  /** Waits for the run under way, then does what was spent since. */
  async stop(): Promise<void> {
    await this.#poller.stop();
    await this.#eraseSpent().catch(this.onError);
  }

  /** What was spent since the last run, and once an hour what has ended. Says how many redemptions were changed. */
  async runOnce(): Promise<number> {
    let erased = await this.#eraseSpent();
    const now = this.services.clock.now();
    if (Math.abs(now - this.#expiredAt) < HOUR_MS) return erased;
    this.#expiredAt = now;
    for (;;) {
      const batch = await eraseExpiredPins(this.services, this.services.clock.aged() - UNDATED_MS, BATCH);
      erased += batch;
      if (batch === 0) return erased;
    }
  }

  async #eraseSpent(): Promise<number> {
    let erased = 0;
    while (this.#spent.size > 0) {
      const claims = [...this.#spent].slice(0, BATCH);
      erased += await eraseSpentPins(this.services, claims);
      // Only now: a store that is away keeps them for the next minute.
      for (const claim of claims) this.#spent.delete(claim);
    }
    return erased;
  }
}
