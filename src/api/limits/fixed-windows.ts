// Counters that start over after a while, for limits. In memory, bounded, of this process only.

/** Where one counter stands. */
export interface Counted {
  readonly count: number;
  /** Milliseconds until the counter starts over. */
  readonly leftMs: number;
}

/** One counter. */
export interface Counter {
  readonly id: string;
  /** Whose counters it is kept with. */
  readonly among: string;
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

/**
 * Counters of several kinds, of which each kind is full for itself: who can make as many of one kind as he likes puts out none of another.
 * Kinds are ours, so they are few; each holds at most `most`.
 */
export class WindowTables {
  readonly #tables = new Map<string, FixedWindows>();

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  /** As `FixedWindows`. */
  read({ id, among }: Counter): Counted {
    return this.#table(among).read(id);
  }

  /** As `FixedWindows`. */
  add({ id, among }: Counter, lengthMs: number): Counted {
    return this.#table(among).add(id, lengthMs);
  }

  /** As `FixedWindows`. */
  takeBack({ id, among }: Counter): void {
    this.#table(among).takeBack(id);
  }

  #table(among: string): FixedWindows {
    let table = this.#tables.get(among);
    if (!table) {
      table = new FixedWindows(this.most, this.now);
      this.#tables.set(among, table);
    }
    return table;
  }
}
