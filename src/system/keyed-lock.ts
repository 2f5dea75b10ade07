// One at a time per id, in order of arrival, inside this process. A convenience, not a safeguard: the compare-and-set is.
import { KeyedLock } from '../core/values/ports';

/** See `KeyedLock`. Keeps nothing of an id once no work for it is left. */
export class ProcessKeyedLock extends KeyedLock {
  readonly #tails = new Map<string, Promise<unknown>>();

  async run<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(id) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.catch(() => undefined);
    this.#tails.set(id, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(id) === tail) this.#tails.delete(id);
    }
  }
}
