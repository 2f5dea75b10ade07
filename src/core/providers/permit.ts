// The right to send a money request now. What was true when a process wrote down that it would send may be long past when it
// does: its machine slept, its store was slow, the provider's token took its time.
import { SECOND_MS } from '../values/time';

/**
 * How long a look at the redemption counts. Longer than it takes to send in normal running, so that a look more is rare; and
 * short, because whoever waits out a provider's settling time waits this long on top.
 */
export const PERMIT_MS = SECOND_MS;

/** Asked right before the first byte of a request leaves. */
export interface Permit {
  /**
   * Whether this process knew, less than `PERMIT_MS` ago, that the request was still its own to send. Cheap: nothing is read.
   * Between this and the first byte no more than a few microseconds may pass.
   */
  holds(): boolean;
  /** Looks again. False: others have moved on, and the request must not leave, now or later. Never rejects. */
  renew(): Promise<boolean>;
}

/** True where the request may leave at this very moment; looks again where that is no longer known. */
export async function mayLeave(permit: Permit): Promise<boolean> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if (permit.holds()) return true;
    if (!(await permit.renew())) return false;
  }
  return permit.holds();
}

/** A store that takes longer than a permit lasts each time: better not sent than sent unseen. */
const MOST_LOOKS = 5;
