// The ledger of this process.
import { Ledger } from '../core/points/use-cases/ledger';
import type { PointsServices } from '../core/points/use-cases/services';
import type { Services } from '../core/use-cases/services';
import { pause } from '../system/pause';
import { sha256 } from '../system/sha256';
import { ClockUuids } from '../system/uuids';

/** One for each process: its calls share their commits. */
export function pointsOf({ store, clock, sealer }: Pick<Services, 'store' | 'clock' | 'sealer'>): PointsServices {
  const ledger = new Ledger({ store: store.points, clock, uuids: new ClockUuids(clock), hash: sha256, pause });
  return { ledger, store: store.points, clock, sealer, hash: sha256 };
}
