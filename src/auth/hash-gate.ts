// How many hashes of passwords are made at once. Each takes a thread of the pool that the money's own reads and writes need, so few may
// run and few may wait: whoever comes then is asked to come again.
import type { Asker } from '../core/people/credentials';
import { Refusal } from '../core/values/refusal';

/** Of the four threads that Node has unless somebody sets more. */
const MOST_AT_ONCE = 2;
/** Of those who are in, and of those who are not, each: a quarter of a second for a hash, so nobody waits longer than eight. */
const MOST_WAITING = 30;
/** That run or wait, for one asker: who asks all the time, on many connections, leaves the places to others. */
const MOST_OF_ONE = 5;
const RETRY_MS = 2_000;

/** One for the process. */
export class HashGate {
  #running = 0;
  /** Of those who are in, and of those who are not. They take turns, so that neither keeps the other waiting. */
  readonly #inside: (() => void)[] = [];
  readonly #outside: (() => void)[] = [];
  #isInsideNext = true;
  /** How many of an asker run or wait. */
  readonly #standing = new Map<string, number>();

  /** Runs `work` when it is its turn. Throws `Refusal` overloaded where too many wait, or too many of this asker. */
  async run<T>({ isIn, name }: Asker, work: () => Promise<T>): Promise<T> {
    const asker = `${isIn ? 'in' : 'out'} ${name}`;
    const queue = isIn ? this.#inside : this.#outside;
    const isFull = this.#running >= MOST_AT_ONCE && queue.length >= MOST_WAITING;
    if (isFull || (this.#standing.get(asker) ?? 0) >= MOST_OF_ONE)
      throw new Refusal('overloaded', 'Too many are signing in at this moment', { retryAfterMs: RETRY_MS });
    this.#count(asker, 1);
    try {
      if (this.#running >= MOST_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
      else this.#running += 1;
      return await this.#inTurn(work);
    } finally {
      this.#count(asker, -1);
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      // The turn is handed on, so that nobody who comes meanwhile takes it.
      const isInside = this.#outside.length === 0 || (this.#isInsideNext && this.#inside.length > 0);
      const next = (isInside ? this.#inside : this.#outside).shift();
      this.#isInsideNext = !isInside;
      if (next) next();
      else this.#running -= 1;
    }
  }

  #count(asker: string, by: 1 | -1): void {
    const standing = (this.#standing.get(asker) ?? 0) + by;
    if (standing > 0) this.#standing.set(asker, standing);
    else this.#standing.delete(asker);
  }
}
