// Which refused requests get a line of their own in the log, so that a flood of them fills no disk: so many a minute for each
// sender and in all, and one line for the rest.
import type { Logger } from 'pino';

const MINUTE_MS = 60_000;
/** More than a till that is set up wrongly makes, and enough to see what somebody is trying. */
const FOR_ONE_SENDER = 60;
const IN_ALL = 600;

/** Counts in windows of one minute, by a clock that never jumps. */
export class RefusalLines {
  readonly #lines = new Map<string, number>();
  #began = -Infinity;
  #written = 0;
  #left = 0;

  constructor(
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the next refused request of this sender (`clientBlock`) is written down. Otherwise it is counted. */
  takes(sender: string): boolean {
    this.#turn();
    const before = this.#lines.get(sender) ?? 0;
    if (before >= FOR_ONE_SENDER || this.#written >= IN_ALL) {
      this.#left += 1;
      return false;
    }
    this.#lines.set(sender, before + 1);
    this.#written += 1;
    return true;
  }

  /** A new minute: what the last one left out is told in one line. */
  #turn(): void {
    if (this.#left === 0 && this.#written === 0) this.#began = this.now();
    if (this.now() - this.#began < MINUTE_MS) return;
    this.flush();
    this.#began = this.now();
  }

  /** Tells what was left out so far, and begins anew. */
  flush(): void {
    if (this.#left > 0) this.logger.warn({ requests: this.#left }, 'refused requests without a line of their own');
    this.#lines.clear();
    this.#written = 0;
    this.#left = 0;
  }
}
