// How fast requests without a good key are refused. Each refusal is cheap, but a sender who gets it at once sends the next one at once:
// a few dozen connections would keep this process busy with nothing else.

/** So many may be refused in one go: a client whose key is mistyped never notices. */
const BURST = 100;
/** Past that they are refused one after the other, so far apart: together they would be a burst of work again. */
const APART_MS = 40;
/** Nobody waits longer. Nothing is read from a connection meanwhile. */
const MOST_MS = 2_000;
/** More than wait at any time on all connections that there may be; it could only be one that asks without listening. */
const MOST_WAITING = 5_000;

/** One for the process, and not one for each address: all that a stranger can slow down is the refusal of others. */
export class RefusalPace {
  /** When the next refusal would be due if each of them had waited its turn. */
  #due = 0;
  #waiting = 0;

  /** Resolves when the refusal may be given; false where it is not worth giving any more, and the connection should be closed. */
  async wait(): Promise<boolean> {
    const now = performance.now();
    const ahead = BURST * APART_MS;
    this.#due = Math.min(Math.max(this.#due, now - ahead) + APART_MS, now + MOST_MS);
    const waitMs = this.#due - now;
    if (waitMs <= 0) return true;
    if (this.#waiting >= MOST_WAITING) return false;
    this.#waiting += 1;
    await new Promise<void>((resolve) => setTimeout(resolve, waitMs));
    this.#waiting -= 1;
    return true;
  }
}
