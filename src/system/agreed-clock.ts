// The clock that the service runs on: the machine's, or the store's where both are known to be apart. Instances that share a
// store then write on one line of time.
import { Clock } from '../core/values/ports';
import { SECOND_MS, type Instant, type Reading } from '../core/values/time';

/** Apart by more than this, two clocks do not tell the same time. NTP keeps them within a hundredth of it. */
export const MOST_APART_MS = 2 * SECOND_MS;

/** `own` is the machine's clock. Only wall time is corrected: what the process counts needs nobody's agreement. */
export class AgreedClock extends Clock {
  /** How far `own` is ahead of the store's clock, in whole milliseconds; 0 while they agree. */
  aheadMs = 0;

  constructor(readonly own: Clock) {
    super();
  }

  override now(): Instant {
    return this.own.now() - this.aheadMs;
  }

  override elapsed(): number {
    return this.own.elapsed();
  }

  override reading(): Reading {
    return this.own.reading();
  }
}
