// How many hashes of passwords are made at once. Each takes a thread of the pool that the money's own reads and writes need, so few may
// run and few may wait: whoever comes then is asked to come again.
import { Refusal } from '../core/values/refusal';

/** Of the four threads that Node has unless somebody sets more. */
const MOST_AT_ONCE = 2;
/** A quarter of a second each: nobody waits longer than four. */
const MOST_WAITING = 30;
const RETRY_MS = 2_000;

/** One for the process. */
export class HashGate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** Runs `work` when it is its turn. Throws `Refusal` overloaded where too many wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= MOST_AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING)
        throw new Refusal('overloaded', 'Too many are signing in at this moment', { retryAfterMs: RETRY_MS });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // The turn is handed on, so that nobody who comes meanwhile takes it.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
