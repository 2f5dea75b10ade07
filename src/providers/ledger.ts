// The ledger of points as adapters reach it: what it refuses and what it throws, as values.
import { moveAtTill, balanceAtTill, settleAtTill } from '../core/points/use-cases/till';
import type { PointsServices } from '../core/points/use-cases/services';
import type { CallOwner } from '../core/providers/call-owner';
import type { LedgerFailure, LedgerName, ProviderLedger } from '../core/providers/ledger';
import { mayLeave, type Permit } from '../core/providers/permit';
import { Refusal } from '../core/values/refusal';

/** Refusals that are about this moment, not about the movement. */
const NOT_NOW: ReadonlySet<string> = new Set(['too_many_concurrent_writes', 'replica_set_required', 'overloaded']);

/** For one call of an adapter: nothing is begun without its permit. */
function providerLedger(points: PointsServices): (permit?: Permit) => ProviderLedger {
  return (permit) => {
    const asked = async <T>(owner: CallOwner, ask: (asker: Asking) => Promise<T>): Promise<T | LedgerFailure> => {
      try {
        if (permit && !permit.holds() && !(await mayLeave(permit)))
          return { kind: 'not_sent', reason: 'others have moved on meanwhile' };
        return await ask({ accountId: owner.accountId, livemode: owner.livemode, keyId: null });
      } catch (error) {
        return failureOf(error);
      }
    };
    return {
      move: (name: LedgerName, movement) => asked(name, (asker) => moveAtTill(points, asker, name.reference, movement)),
      settle: (name: LedgerName) => asked(name, (asker) => settleAtTill(points, asker, name.reference)),
      balance: (owner, account) =>
        asked(owner, async (asker) => ({ kind: 'found', ...(await balanceAtTill(points, asker, account)) })),
    };
  };
}

/**
 * The ledger for providers that are built before it: adapters come before the store, and the ledger after it. One for each process,
 * because all that move points in it share commits.
 */
export class LateLedger {
  points: PointsServices | null = null;

  /** Throws before `points` is there: nothing calls a provider until the server listens. */
  of(permit?: Permit): ProviderLedger {
    if (!this.points) throw new Error('The ledger was asked before it was opened');
    return providerLedger(this.points)(permit);
  }
}

interface Asking extends CallOwner {
  readonly keyId: null;
}

/** A refusal was decided before anything was written. Of everything else nobody knows what became of it. */
function failureOf(error: unknown): LedgerFailure {
  if (!(error instanceof Refusal)) return { kind: 'unknown', reason: 'the ledger did not say whether it was written' };
  if (NOT_NOW.has(error.code)) return { kind: 'not_sent', reason: error.message };
  return { kind: 'refused', code: error.code, message: error.message };
}
