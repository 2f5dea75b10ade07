// What the till needs of the world around it. The browser's side is in device/, a test's is in test/till.
import type { Vouch } from 'vouch-client';

import type { PrintJob, TillClock, TillLock, TillStorage } from '../device/ports';
import type { Tone } from '../sale/effects';

export interface Ports {
  readonly vouch: Pick<Vouch, 'redemptions' | 'terminals'>;
  readonly clock: TillClock;
  readonly storage: TillStorage;
  readonly lock: TillLock;
  /** A key that no attempt has had. */
  readonly newKey: () => string;
  /** Resolves once the browser's part is over, printed or not. */
  readonly print: (job: PrintJob) => Promise<void>;
  readonly sound: (tone: Tone) => void;
  /** Takes the sale out of the address, so that a reload does not begin it again. */
  readonly clearAddress: () => void;
  /** Nothing is under way: a newer version of the page may take over. */
  readonly idle: () => void;
}
