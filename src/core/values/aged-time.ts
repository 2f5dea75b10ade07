// The time by which something is old enough to be given up for good: wall time, but for leaps that nobody has counted yet.
import { DAY_MS, HOUR_MS, type Instant } from './time';

/** A step forward by more than this is a leap. Summer time, a slow battery and a short sleep are not. */
export const LEAP_MS = HOUR_MS;
/** A leap is believed once it has stood for so long by the process's own count. */
export const BELIEVED_AFTER_MS = DAY_MS;

/**
 * Follows the wall clock as it runs and as it is set back. A leap forward is counted on without it for a day: a clock that is wrong for some
 * minutes must not make keys, answers and PINs a month old, and one that was right after a long sleep makes them a day older than they
 * had to be. What the clock said at the first reading is believed.
 */
export class AgedTime {
  /** Wall time less the count, as it is believed. */
  #offsetMs: number | null = null;
  /** By the count: since when the clock has been further ahead than that. */
  #aheadSince: number | null = null;

  constructor(private readonly clock: { now(): Instant; elapsed(): number }) {}

  read(): Instant {
    const elapsed = this.clock.elapsed();
    const offsetMs = this.clock.now() - elapsed;
    const isLeap = this.#offsetMs !== null && offsetMs - this.#offsetMs > LEAP_MS;
    this.#aheadSince = isLeap ? (this.#aheadSince ?? elapsed) : null;
    if (this.#aheadSince === null || elapsed - this.#aheadSince >= BELIEVED_AFTER_MS) this.#offsetMs = offsetMs;
    return Math.floor(elapsed + (this.#offsetMs ?? offsetMs));
  }
}
