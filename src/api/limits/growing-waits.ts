// Waits that grow with each failure, and are forgotten after a while. In memory, bounded, of this process only.

/** How often somebody may fail at once, and how long the waits become. */
export interface Growth {
  /** So many failures cost no wait. */
  readonly free: number;
  /** The first wait, which doubles with each further failure. */
  readonly firstMs: number;
  /** No wait is longer: nobody is locked out. */
  readonly mostMs: number;
}

interface Count {
  failures: number;
  /** Until then the next try is refused. */
  until: number;
  /** When it is forgotten. */
  endsAt: number;
}

/** One count a subject, at most `most` of them; `now` counts milliseconds, and is never set. Where there are too many, the oldest go. */
export class GrowingWaits {
  /** In the order of their last failure. */
  readonly #counts = new Map<string, Count>();

  constructor(
    private readonly most: number,
    private readonly forgetMs: number,
    private readonly now: () => number,
  ) {}

  /** Milliseconds until the subject may try again. */
  leftOf(subject: string): number {
    const count = this.#counts.get(subject);
    return count ? Math.max(0, count.until - this.now()) : 0;
  }

  /** How often it has failed lately. */
  failuresOf(subject: string): number {
    const count = this.#counts.get(subject);
    return count && count.endsAt > this.now() ? count.failures : 0;
  }

  /** Counts a failure, or a try that is one until it is taken back: many at the same moment are counted too. */
  add(subject: string, { free, firstMs, mostMs }: Growth): void {
    const now = this.now();
    const standing = this.#counts.get(subject);
    const failures = standing && standing.endsAt > now ? standing.failures + 1 : 1;
    const waitMs = failures <= free ? 0 : Math.min(mostMs, firstMs * 2 ** (failures - free - 1));
    this.#counts.delete(subject);
    this.#makeRoom(now);
    this.#counts.set(subject, { failures, until: now + waitMs, endsAt: now + this.forgetMs + waitMs });
  }

  /** It was none. The wait that it brought goes with it. */
  takeBack(subject: string): void {
    const count = this.#counts.get(subject);
    if (!count) return;
    count.failures -= 1;
    count.until = this.now();
    if (count.failures <= 0) this.#counts.delete(subject);
  }

  forget(subject: string): void {
    this.#counts.delete(subject);
  }

  /** How many subjects have a count. For tests of the bound. */
  get size(): number {
    return this.#counts.size;
  }

  #makeRoom(now: number): void {
    for (const [subject, count] of this.#counts) {
      if (count.endsAt > now && this.#counts.size < this.most) return;
      this.#counts.delete(subject);
    }
  }
}
