// Whether this process may be given work: it may be on its way out, or its clock may be wrong. Read by the health check and by
// the reply hook; set by the server.

/** Begins as running. Once stopping, it stays so. */
export class RunningState {
  #stopping = false;
  /** How far this machine's clock is ahead of the store's, in milliseconds, while that is too far; null while they agree. */
  clockAheadMs: number | null = null;

  get stopping(): boolean {
    return this.#stopping;
  }

  stop(): void {
    this.#stopping = true;
  }
}
