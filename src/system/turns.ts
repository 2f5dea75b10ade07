// Between two batches of a long read everybody else gets their turn. On SQLite a read holds up the whole process while it runs; on either
// engine so does making records of what was read.

/** Turns of the event loop, handed out one each: however many long reads are under way, one batch is read in a turn. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of its own, after all that were asked for before. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.#last;
  }
}
