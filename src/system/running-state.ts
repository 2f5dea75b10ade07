// Whether this process is on its way out. Read by the health check and by the reply hook; set once, by the server.

export class RunningState {
  #stopping = false;

  get stopping(): boolean {
    return this.#stopping;
  }

  stop(): void {
    this.#stopping = true;
  }
}
