// Ids that nobody can guess: whoever knows one id, and the second it was made in, knows nothing of its neighbours. Owns no storage.
import { Ids } from '../core/values/ports';
import type { IdPrefix } from '../core/values/ports';
import type { Clock } from '../core/values/ports';
import { randomHex } from './random-pool';

/** 64 bits: a thousand ids of one second are met by one in 10^16 guesses. */
const RANDOM_BYTES = 8;

/**
 * Prefix, then 4 bytes of seconds and 8 random bytes of its own. The seconds only keep neighbours in time near each other in an
 * index; ids of one second have no order. Unique without asking another process: two ids of one second are the same once in 2^64.
 */
export class RandomIds extends Ids {
  constructor(private readonly clock: Clock) {
    super();
  }

  override next(prefix: IdPrefix): string {
    // The seconds wrap in 2106, as those of every four bytes do.
    const seconds = (Math.floor(this.clock.now() / 1000) >>> 0).toString(16).padStart(8, '0');
    return `${prefix}_${seconds}${randomHex(RANDOM_BYTES)}`;
  }
}
