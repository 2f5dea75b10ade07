// Ids: ObjectId-like, so that they sort roughly by age and cost no round trip. Owns no storage.
import { randomBytes } from 'node:crypto';
import { Ids } from '../core/values/ports';
import type { IdPrefix } from '../core/values/ports';
import type { Clock } from '../core/values/ports';

const COUNTER_LIMIT = 0x1000000;

/**
 * Prefix, then 4 bytes of seconds, 5 bytes drawn once per process and a 3-byte counter that starts anywhere: unique
 * without asking another process as long as one process makes fewer than 16.7 million ids a second (BSON ObjectId, the
 * same layout).
 */
export class ObjectIds extends Ids {
  private readonly process = randomBytes(5).toString('hex');
  private counter = randomBytes(3).readUIntBE(0, 3);

  constructor(private readonly clock: Clock) {
    super();
  }

  override next(prefix: IdPrefix): string {
    // The seconds wrap in 2106, as those of every ObjectId do.
    const seconds = (Math.floor(this.clock.now() / 1000) >>> 0).toString(16).padStart(8, '0');
    this.counter = (this.counter + 1) % COUNTER_LIMIT;
    return `${prefix}_${seconds}${this.process}${this.counter.toString(16).padStart(6, '0')}`;
  }
}
