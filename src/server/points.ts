// The ledger of this process.
import { keysEnded } from '../core/accounts/key-ended';
import type { StillIn } from '../core/points/use-cases/ledger/still-in';
import { Ledger } from '../core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../core/points/use-cases/services';
import type { Services } from '../core/use-cases/services';
import { pause, rest } from '../system/pause';
import { sha256 } from '../system/sha256';
import { ClockUuids } from '../system/uuids';

/** One for each process: its calls share their commits. */
export function pointsOf({ store, clock, sealer }: Pick<Services, 'store' | 'clock' | 'sealer'>): PointsServices {
  // None but keys call points: nothing there serves people or terminals.
  const stillIn: StillIn = (askers) => keysEnded({ accounts: store.accounts, clock }, askers);
  return { ...unkeyedPointsOf({ store, clock }, stillIn), sealer };
}

/** For work that takes no idempotency key of a caller, and so needs no secret. `stillIn` absent: nobody's whom anybody lets out. */
export function unkeyedPointsOf(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  stillIn?: StillIn,
): Omit<PointsServices, 'sealer'> {
  const uuids = new ClockUuids(clock);
  const ledger = new Ledger({ store: store.points, clock, uuids, hash: sha256, pause, rest, stillIn });
  return { ledger, store: store.points, clock, hash: sha256 };
}
