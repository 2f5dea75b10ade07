// How much time this process has to spare for webhooks. Nothing says beforehand what an attempt will cost on this machine, beside what
// else it does: so it is tried, and given up again where time gets short.
const WINDOW_MS = 200;
/** A process that works more than this part of its time has nothing to spare: what comes then begins to wait for what is there. */
const BUSY = 0.5;
/** Enough to take all of a process that has nothing else to do. */
export const MOST_TIMES = 32;

/** Doubles in each window in which there was time to spare, and halves in each in which there was none. */
export class SpareTime {
  #times = MOST_TIMES;
  #lookedAt: number;

  /** `elapsed`: milliseconds by a clock that nobody sets. `worked`: the part of its time, 0 to 1, that the process worked since the last call. */
  constructor(
    private readonly elapsed: () => number,
    private readonly worked: () => number,
  ) {
    this.#lookedAt = elapsed();
  }

  /** How many times its least share an account may take now: 1 to `MOST_TIMES`. */
  times(): number {
    const windows = Math.floor((this.elapsed() - this.#lookedAt) / WINDOW_MS);
    if (windows < 1) return this.#times;
    this.#lookedAt = this.elapsed();
    const factor = this.worked() > BUSY ? 0.5 : 2 ** Math.min(windows, 5);
    this.#times = Math.min(MOST_TIMES, Math.max(1, this.#times * factor));
    return this.#times;
  }
}
