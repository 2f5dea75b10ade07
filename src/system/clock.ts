// The real clock. Everything else that needs the time is given a Clock, so that tests can give it another.
import { Clock } from '../core/store';
import type { Instant } from '../core/redemption/redemption';

export class SystemClock extends Clock {
  override now(): Instant {
    return Date.now();
  }
}
