// Watches the machine's wall clock: whether it was set, and whether it agrees with the store's. Judges nothing by it: whoever
// made it is told.
import type { Logger } from 'pino';
import type { Clock } from '../core/values/ports';
import { MINUTE_MS, SECOND_MS, type Instant } from '../core/values/time';
import { compareClocks, MOST_APART_MS, type Compared } from '../system/agreed-clock';
import { Poller } from './poller';

const TICK_MS = SECOND_MS;
const COMPARE_EVERY_MS = MINUTE_MS;
/** A server that is kept out of service by its clock is let in again soon after that was put right. */
const COMPARE_APART_EVERY_MS = 5 * SECOND_MS;

export interface ClockWatchParts {
  /** The machine's, without any correction. */
  readonly own: Pick<Clock, 'now' | 'elapsed'>;
  /** Null: the store is on this machine, and there is nothing to compare. */
  readonly serverTime: () => Promise<Instant | null>;
  readonly logger: Pick<Logger, 'error' | 'warn' | 'info'>;
  /** After each comparison that proved something. */
  readonly onCompared: (compared: Compared) => void;
  /** The wall clock went by so much more than the count did: set forward, or a machine that slept. Below zero: set back. */
  readonly onStep: (ms: number) => void;
}

/** Looks every second, compares at the start and every minute. */
export class ClockWatch {
  readonly #poller: Poller;
  #offset: number | null = null;
  #comparedAt: number | null = null;
  #apart = false;

  constructor(private readonly parts: ClockWatchParts) {
    this.#poller = new Poller(
      () => this.#tick(),
      TICK_MS,
      () => undefined,
    );
  }

  start(): void {
    this.#poller.start();
  }

  async stop(): Promise<void> {
    await this.#poller.stop();
  }

  /** Looks once. A store that does not answer leaves things as they are. */
  async look(): Promise<void> {
    const { own, logger, onStep } = this.parts;
    const offset = own.now() - own.elapsed();
    const stepMs = this.#offset === null ? 0 : offset - this.#offset;
    this.#offset = offset;
    const stepped = Math.abs(stepMs) > MOST_APART_MS;
    if (stepped) {
      const way = stepMs > 0 ? 'The clock was set forward, or the machine slept' : 'The clock was set back';
      logger.warn({ seconds: Math.abs(stepMs) / 1000 }, way);
      onStep(stepMs);
    }
    if (stepped || this.#isTimeToCompare()) await this.#compare();
  }

  async #tick(): Promise<boolean> {
    await this.look();
    return false;
  }

  #isTimeToCompare(): boolean {
    if (this.#comparedAt === null) return true;
    const everyMs = this.#apart ? COMPARE_APART_EVERY_MS : COMPARE_EVERY_MS;
    return this.parts.own.elapsed() - this.#comparedAt >= everyMs;
  }

  async #compare(): Promise<void> {
    const { own, serverTime } = this.parts;
    this.#comparedAt = own.elapsed();
    const compared = await compareClocks(own, serverTime);
    if (!compared) return;
    this.parts.onCompared(compared);
    this.#report(compared);
  }

  #report({ aheadMs, apart }: Compared): void {
    if (apart === this.#apart) return;
    this.#apart = apart;
    const { logger } = this.parts;
    const seconds = aheadMs / 1000;
    if (apart) logger.error({ ahead_seconds: seconds }, 'The clock of this machine and that of the store are apart');
    else logger.info({ ahead_seconds: seconds }, 'The clock of this machine and that of the store agree again');
  }
}
