// What was opened, to be closed in the opposite order. A start that fails half way closes what it had opened.

/** What is open in one run of the server, in the order in which it was opened. */
export class Shutdown {
  readonly #closers: (() => void | Promise<void>)[] = [];
  #closing: Promise<void> | undefined;

  /** `close` is called once, before all that was added earlier. */
  add(close: () => void | Promise<void>): void {
    this.#closers.push(close);
  }

  /** Closes everything, last opened first. Goes on after a failure, and rejects with the first one at the end. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
