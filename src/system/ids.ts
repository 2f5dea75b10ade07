// Ids that nobody can guess: whoever knows one id, and the moment it was made in, knows nothing of its neighbours. Owns no storage.
import { Ids } from '../core/values/ports';
import type { IdPrefix } from '../core/values/ports';
import type { Clock } from '../core/values/ports';
import { randomHex } from './random-pool';

/** 64 bits: a thousand ids of one moment are met by one in 10^16 guesses. */
const RANDOM_BYTES = 8;
/** A 64th of a second. Counted in four bytes, these begin anew after two years. */
const TICK_MS = 15.625;

/**
 * Prefix, then 4 bytes of time and 8 random bytes of its own. The time only keeps neighbours in time near each other in an index, so
 * that what is written together touches few pages: a whole second of a busy server is dozens of pages, a 64th of one is two or
 * three. That it begins anew costs nothing but the order of ids, and ids have none. Unique without asking another process: two ids
 * of one moment are the same once in 2^64.
 */
export class RandomIds extends Ids {
  constructor(private readonly clock: Clock) {
    super();
  }

  override next(prefix: IdPrefix): string {
    const ticks = Math.floor(this.clock.now() / TICK_MS) >>> 0;
    return `${prefix}_${ticks.toString(16).padStart(8, '0')}${randomHex(RANDOM_BYTES)}`;
  }
}

const TICKS = 2 ** 32;

/** Whether this id says that it was made within `withinMs` of `now`, before or after. Of a text that is no id: false. */
export function isMadeWithin(id: string, withinMs: number, now: number): boolean {
  const ticks = parseInt(/_([0-9a-f]{8})[0-9a-f]{16}$/.exec(id)?.[1] ?? '', 16);
  const apart = (((Math.floor(now / TICK_MS) - ticks) % TICKS) + TICKS) % TICKS;
  return Math.min(apart, TICKS - apart) * TICK_MS <= withinMs;
}
