// Whether this process is on its way out. Read by the health check and by the reply hook; set once, by the server.

/** Begins as running. Once stopping, it stays so. */
export class RunningState {
  #stopping = false;

  get stopping(): boolean {
    return this.#stopping;
  }

  stop(): void {
    this.#stopping = true;
  }
}
