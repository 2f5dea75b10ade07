// One thing after the other for each order: two requests about one order must not both decide what to take.

export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` once everything asked for earlier under the same name has ended, well or badly. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
