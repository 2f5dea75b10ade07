// The time by which something is old enough to be given up for good: wall time, but for leaps that nobody has counted yet.
import { DAY_MS, HOUR_MS, SECOND_MS, type Instant } from './time';

/**
 * So much of a day may the clock be set forward and be believed at once, in one step or in many. Summer time, a slow battery and a short
 * sleep stay below it; what is beyond it is a leap.
 */
export const LEAP_MS = HOUR_MS;
/** A leap is believed once it has stood for so long by the process's own count. */
export const BELIEVED_AFTER_MS = DAY_MS;
/**
 * A row that is dated further ahead of a clock than this proves nothing of that clock: it is the row's own that was wrong. Far more than
 * the month that anything is kept for.
 */
const PROVES_AHEAD_MS = 366 * DAY_MS;
/** Nobody ran this program before: a clock that stands there, as one without a battery does, is behind whatever it meets. */
const FIRST_RUN = Date.UTC(2025, 0, 1);
/** Two clocks that are read one after another are apart by that much, in turn one way and the other. */
export const JITTER_MS = SECOND_MS;

/** The latest date at which a row is proof that a clock which says `now` is behind. */
export function latestProof(now: Instant): Instant {
  return now < FIRST_RUN ? Number.MAX_SAFE_INTEGER : now + PROVES_AHEAD_MS;
}

/**
 * Follows the wall clock as it runs and as it is set back. A leap forward is counted on without it for a day: a clock that is wrong for some
 * minutes must not make keys, answers and PINs a month old, and one that was right after a long sleep makes them a day older than they
 * had to be. After that day only so much is believed as stood throughout it: a further leap has a day of its own to stand. What the clock
 * said at the first reading is believed.
 */
export class AgedTime {
  /** Wall time less the count, as it is believed. */
  #offsetMs: number | null = null;
  /** Since when by the count the clock has been further ahead than that, and wall time less the count at its lowest since. */
  #ahead: { readonly since: number; readonly lowestMs: number } | null = null;
  /** What may still be believed at once, and when that was so by the count. It comes back over a day. */
  #budgetMs = LEAP_MS;
  #budgetAt = 0;
  /** Wall time less the count, at its highest. */
  #highestMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: { now(): Instant; elapsed(): number }) {}

  read(): Instant {
    const elapsed = this.clock.elapsed();
    const offsetMs = this.clock.now() - elapsed;
    this.#offsetMs ??= offsetMs;
    const forwardMs = offsetMs - this.#offsetMs;
    if (forwardMs < -JITTER_MS) this.#believe(offsetMs);
    else if (forwardMs > this.#budgetOf(elapsed)) {
      this.#stand(offsetMs, elapsed);
    } else if (forwardMs > JITTER_MS) {
      this.#budgetMs -= forwardMs;
      this.#believe(offsetMs);
    } else this.#ahead = null;
    this.#highestMs = Math.max(this.#highestMs, this.#offsetMs);
    return Math.floor(elapsed + this.#offsetMs);
  }

  /**
   * What the clock would say had nobody ever set it back, as far as is known here or was told by `atLeast`: what is kept for a time is dated no
   * earlier. Dated by a clock that has been set back by a month it would be old as soon as the clock is right. It runs on, so that ages stay true.
   */
  latest(): Instant {
    this.read();
    return Math.floor(this.clock.elapsed() + this.#highestMs);
  }

  /** It has been as late as this before, in a process that is gone. */
  atLeast(at: Instant): void {
    this.#highestMs = Math.max(this.#highestMs, at - this.clock.elapsed());
  }

  /** A leap that stands, perhaps with others on top of it. What is left above what is believed begins a day of its own. */
  #stand(offsetMs: number, elapsed: number): void {
    const { since, lowestMs } = this.#ahead ?? { since: elapsed, lowestMs: offsetMs };
    const standingMs = Math.min(lowestMs, offsetMs);
    this.#ahead = { since, lowestMs: standingMs };
    if (elapsed - since < BELIEVED_AFTER_MS) return;
    this.#believe(standingMs);
    if (offsetMs > standingMs) this.#ahead = { since: elapsed, lowestMs: offsetMs };
  }

  #believe(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    this.#ahead = null;
  }

  #budgetOf(elapsed: number): number {
    const backMs = ((elapsed - this.#budgetAt) / DAY_MS) * LEAP_MS;
    this.#budgetMs = Math.min(LEAP_MS, this.#budgetMs + backMs);
    this.#budgetAt = elapsed;
    return this.#budgetMs;
  }
}
