// The parts that calls on points are given.
import type { Clock, Sealer } from '../../values/ports';
import type { Hash } from '../book/entry';
import type { PointsStore } from '../store';
import type { Ledger } from './ledger/ledger';

/** One installation's parts for points. Abstract, so that it is its own injection token. */
export abstract class PointsServices {
  abstract readonly ledger: Ledger;
  abstract readonly store: PointsStore;
  abstract readonly clock: Clock;
  abstract readonly sealer: Sealer;
  abstract readonly hash: Hash;
}
