// The clock that the service runs on: the machine's, or the store's where both are known to be apart. Instances that share a
// store then write on one line of time.
import { Clock } from '../core/values/ports';
import { SECOND_MS, type Instant, type Reading } from '../core/values/time';

/** Apart by more than this, two clocks do not tell the same time. NTP keeps them within a hundredth of it. */
export const MOST_APART_MS = 2 * SECOND_MS;

/** What a comparison of a machine's clock with the store's has found. */
export interface Compared {
  /** How far the machine's is ahead, in whole milliseconds. */
  readonly aheadMs: number;
  /** By more than `MOST_APART_MS`, for sure. */
  readonly apart: boolean;
}

/** Asks the store once. Null where it has no clock of its own or does not answer, or where the answer took so long that it proves nothing. */
export async function compareClocks(
  own: Pick<Clock, 'now' | 'elapsed'>,
  serverTime: () => Promise<Instant | null>,
): Promise<Compared | null> {
  const wall = own.now();
  const sentAt = own.elapsed();
  const theirs = await serverTime().catch(() => null);
  if (theirs === null) return null;
  // Read somewhere between sending and receiving: half of that way is how far the difference may be off.
  const unsureMs = (own.elapsed() - sentAt) / 2;
  const aheadMs = Math.round(wall + unsureMs - theirs);
  const apart = Math.abs(aheadMs) - unsureMs > MOST_APART_MS;
  // So slow an answer proves nothing either way, unless they are further apart than it took.
  return apart || unsureMs <= MOST_APART_MS / 2 ? { aheadMs, apart } : null;
}

/** `own` is the machine's clock. Only wall time is corrected: what the process counts needs nobody's agreement. */
export class AgreedClock extends Clock {
  /** How far `own` is ahead of the store's clock, in whole milliseconds; 0 while they agree. */
  aheadMs = 0;

  constructor(readonly own: Clock) {
    super();
  }

  /** Goes by the store's clock from now on where both are apart. A comparison that proved nothing changes nothing. */
  follow(compared: Compared | null): void {
    if (compared) this.aheadMs = compared.apart ? compared.aheadMs : 0;
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
