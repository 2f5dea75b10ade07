// Counters that start over after a while, for limits. In memory, bounded, of this process only.

/** Where one counter stands. */
export interface Counted {
  readonly count: number;
  /** Milliseconds until the counter starts over. */
  readonly leftMs: number;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

/**
 * One counter a subject. Holds at most `most` of them; `now` counts milliseconds, and is never set. Where there are too many, the
 * oldest is dropped and its subject begins anew: a limit may then be exceeded, memory may not.
 */
export class FixedWindows {
  /** In order of their beginning, because a window that starts over is put in anew. */
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  /** The counter as it is, without counting. */
  read(subject: string): Counted {
    const window = this.#windows.get(subject);
    const now = this.now();
    if (!window || window.endsAt <= now) return { count: 0, leftMs: 0 };
    return { count: window.count, leftMs: window.endsAt - now };
  }

  /** Counts one, or so much, in a window that begins with the first one counted. */
  add(subject: string, lengthMs: number, by = 1): Counted {
    const now = this.now();
    let window = this.#windows.get(subject);
    if (!window || window.endsAt <= now) {
      this.#windows.delete(subject);
      this.#makeRoom(now);
      window = { count: 0, endsAt: now + lengthMs };
      this.#windows.set(subject, window);
    }
    window.count += by;
    return { count: window.count, leftMs: window.endsAt - now };
  }

  /** Takes back one that was counted in the window there is now. */
  takeBack(subject: string): void {
    const window = this.#windows.get(subject);
    if (window && window.endsAt > this.now() && window.count > 0) window.count -= 1;
  }

  /** How many subjects have a counter. For tests of the bound. */
  get size(): number {
    return this.#windows.size;
  }

  /** The oldest go first: they have the least of their time left. */
  #makeRoom(now: number): void {
    for (const [subject, window] of this.#windows) {
      if (window.endsAt > now && this.#windows.size < this.most) return;
      this.#windows.delete(subject);
    }
  }
}
