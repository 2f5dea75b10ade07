// The ledger of this process.
import { Ledger } from '../core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../core/points/use-cases/services';
import type { Services } from '../core/use-cases/services';
import { pause, rest } from '../system/pause';
import { sha256 } from '../system/sha256';
import { ClockUuids } from '../system/uuids';

/** One for each process: its calls share their commits. */
export function pointsOf({ store, clock, sealer }: Pick<Services, 'store' | 'clock' | 'sealer'>): PointsServices {
  return { ...unkeyedPointsOf({ store, clock }), sealer };
}

/** For work that takes no idempotency key of a caller, and so needs no secret. */
export function unkeyedPointsOf({ store, clock }: Pick<Services, 'store' | 'clock'>): Omit<PointsServices, 'sealer'> {
  const ledger = new Ledger({ store: store.points, clock, uuids: new ClockUuids(clock), hash: sha256, pause, rest });
  return { ledger, store: store.points, clock, hash: sha256 };
}
