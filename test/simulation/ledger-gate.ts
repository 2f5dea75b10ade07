// The ledger as a provider in the simulated world: the real adapter and the real ledger of this process, behind a deadline.
import loyaltyPoints from '../../adapters/loyalty-points';
import { Ledger } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { ProviderGate } from '../../src/core/providers/gate';
import type { Unknown } from '../../src/core/providers/outcome';
import type { Permit } from '../../src/core/providers/permit';
import type { Over } from '../../src/core/providers/provider';
import type { Clock, Sealer } from '../../src/core/values/ports';
import { LateLedger } from '../../src/providers/ledger';
import { sha256 } from '../points/world';
import { SimulatedPoints, type LedgerDisk } from './ledger-disk';
import type { Process, World } from './world';

const { adapter } = loyaltyPoints;
export const LEDGER_TYPE = adapter.traits.type;

/** One process's ledger. */
export function pointsIn(disk: LedgerDisk, process: Process, clock: Clock, sealer: Sealer): PointsServices {
  const { world } = disk;
  const store = new SimulatedPoints(disk, process);
  const pause = (lost: number) => world.ticket(process, 'points race', world.chance.between(1, 20 * lost));
  const rest = (ms: number) => world.ticket(process, 'points rest', ms);
  const ledger = new Ledger({ store, clock, uuids: { next: () => uuidIn(world) }, hash: sha256, pause, rest });
  return { ledger, store, clock, sealer, hash: sha256 };
}

/** Later ones sort after earlier ones. */
export function uuidIn(world: World): string {
  const hex = world.nextId();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-${hex.slice(12)}`;
}

export function ledgerGate(points: PointsServices, world: World): ProviderGate {
  const late = new LateLedger();
  late.points = points;
  type Method<C, A> = (call: C & Over<'ledger'>) => Promise<A>;
  const gated =
    <C extends object, A>(method: Method<C, A> | undefined) =>
    (call: C, permit?: Permit): Promise<A | Unknown> => {
      if (!method) throw new Error('The ledger can do that');
      world.tally.operations += 1;
      return inTime(world, method({ ...call, ledger: late.of(permit) }));
    };
  const never = () => Promise.resolve({ kind: 'unknown', reason: 'Not part of it' } as const);
  return {
    traits: adapter.traits,
    can: {
      hold: true,
      inquireHold: true,
      release: true,
      reserve: false,
      lookup: true,
      restore: true,
      inquireRestore: true,
      refund: false,
      inquireRefund: false,
    },
    claimOf: undefined,
    hasRoom: () => true,
    capture: gated(adapter.capture),
    inquireCapture: gated(adapter.inquireCapture),
    hold: gated(adapter.hold),
    inquireHold: gated(adapter.inquireHold),
    release: gated(adapter.release),
    lookup: gated(adapter.lookup),
    restore: gated(adapter.restore),
    inquireRestore: gated(adapter.inquireRestore),
    reserve: never,
    refund: never,
    inquireRefund: never,
  };
}

/** What it would have answered later nobody hears. What it moves then is moved. */
function inTime<A>(world: World, answer: Promise<A>): Promise<A | Unknown> {
  return new Promise((resolve, reject) => {
    const cancel = world.timer(adapter.traits.timeoutMs, 'ledger deadline', () => {
      resolve({ kind: 'unknown', reason: 'No answer in time' });
    });
    answer.then((told) => {
      cancel();
      resolve(told);
    }, reject);
  });
}
