// Work that may wait, in short pieces with pauses in between, so that it takes a share of the process and the store and never
// all of them. A pause is a multiple of what the piece took: on a busy machine pieces take longer, and so do the pauses.

/** After a piece of work, so many times its length is left to others: work that may wait has a twentieth of the time. */
const PAUSE_FACTOR = 19;

/** When each of several kinds of work (an account's, say) may go on. */
export class Pace {
  private readonly restUntil = new Map<string, number>();

  /** `elapsed`: milliseconds by a clock that nobody sets. */
  constructor(private readonly elapsed: () => number = () => performance.now()) {}

  /** How long this one still has to wait, in milliseconds; 0 if it may go on. */
  restMs(name: string): number {
    const until = this.restUntil.get(name);
    if (until === undefined) return 0;
    const leftMs = until - this.elapsed();
    if (leftMs > 0) return leftMs;
    this.restUntil.delete(name);
    return 0;
  }

  /** A piece of work that began at `startedAt` (on the same clock) has ended. */
  rest(name: string, startedAt: number): void {
    const now = this.elapsed();
    this.restUntil.set(name, now + restAfter(now - startedAt));
  }
}

/** How long the pause is after a piece of work that took so many milliseconds. */
export function restAfter(tookMs: number): number {
  return tookMs * PAUSE_FACTOR;
}

/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
