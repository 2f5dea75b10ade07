// The real clock. Everything else that needs the time is given a Clock, so that tests can give it another.
import { Clock } from '../core/values/ports';
import type { Instant } from '../core/values/time';

/** The time of the operating system. */
export class SystemClock extends Clock {
  override now(): Instant {
    return Date.now();
  }
}
