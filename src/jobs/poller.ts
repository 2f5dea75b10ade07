// Does a piece of work again and again, one run at a time: after a pause, or at once when woken. Ends between two runs.

/** One run. Resolves with true where more is waiting already: the next run then follows without a pause. */
export type Work = () => Promise<boolean>;

/** Repeats one piece of work. Never two runs at once in this process; other instances have pollers of their own. */
export class Poller {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = true;

  /**
   * Not started. `everyMs` lies between the end of one run and the start of the next. What `work` throws goes to `onError`, and
   * the next run comes after the pause all the same.
   */
  constructor(
    private readonly work: Work,
    private readonly everyMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The first run begins at once. Starting twice is starting once. */
  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.wake();
  }

  /** A run that begins after this call. Does nothing while it is stopped. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.run().then((more) => {
      this.running = null;
      if (this.stopped) return;
      if (this.again) this.wake();
      // By a timer also where it is at once: the event loop must get its turn in between.
      else this.timer = setTimeout(() => this.wake(), more ? 0 : this.everyMs);
    });
  }

  /** Resolves once the run that is under way has ended. Others may follow. */
  async idle(): Promise<void> {
    await this.running;
  }

  /** Resolves once no run is under way; none begins after this call. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<boolean> {
    this.again = false;
    try {
      return await this.work();
    } catch (error) {
      this.onError(error);
      return false;
    }
  }
}
