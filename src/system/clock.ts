// The real clock. Everything else that needs the time is given a Clock, so that tests can give it another.
import { randomBytes } from 'node:crypto';
import { Clock } from '../core/values/ports';
import type { Instant, Reading } from '../core/values/time';

const NAME_BYTES = 6;

/** The time of the operating system, and a count of its own. */
export class SystemClock extends Clock {
  readonly #name = randomBytes(NAME_BYTES).toString('hex');

  override now(): Instant {
    return Date.now();
  }

  override elapsed(): number {
    return performance.now();
  }

  override reading(): Reading {
    return { clock: this.#name, ms: Math.floor(performance.now()) };
  }
}
