// How long calls about one thing took that are known to take long: one redemption may hold 2 MiB, and every call about it reads all of that.

/** So long it is known: who goes on calling learns it anew. */
const KNOWN_FOR_MS = 10_000;
/** Far more than are worked on at once; each costs about a hundred bytes. */
const MOST_KNOWN = 1_000;

/** Of names of things. Those that were learned longest ago go first. */
export class KnownCosts {
  readonly #known = new Map<string, { readonly ms: number; readonly at: number }>();

  /** What took longer than `quickMs` is known from then on. `now` counts milliseconds, and is never set. */
  constructor(
    private readonly quickMs: number,
    private readonly now: () => number,
  ) {}

  /**
   * What a call about `name` costs at its beginning, in milliseconds, where it took so long. One that was quick and is not over may only
   * wait for another call about the same thing: it costs what is known. `name` undefined: about nothing in particular.
   */
  costOf(name: string | undefined, tookMs: number, isOver: boolean): number {
    if (name === undefined) return tookMs;
    if (tookMs > this.quickMs) this.learn(name, tookMs);
    else if (!isOver) return this.knownOf(name) ?? tookMs;
    return tookMs;
  }

  knownOf(name: string): number | undefined {
    const known = this.#known.get(name);
    return known && this.now() - known.at <= KNOWN_FOR_MS ? known.ms : undefined;
  }

  learn(name: string, ms: number): void {
    this.#known.delete(name);
    this.#known.set(name, { ms, at: this.now() });
    if (this.#known.size <= MOST_KNOWN) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}
