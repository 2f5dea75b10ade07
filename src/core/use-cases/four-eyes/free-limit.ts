// How much a person may give back alone: so much of one redemption, and so much in a day. Keys are not people, and are not bound.
import { MOST_FREE_A_DAY, reversalsOf, sumOf, type ApprovalLimits, type Use } from '../../accounts/allowance';
import type { Caller } from '../../accounts/caller';
import { MOST_FREE_REVERSALS } from '../../redemption/bounds/bounds';
import { freelyReversedCents, freeReversalsOf, leftToReverse } from '../../redemption/people/headroom';
import type { Redemption } from '../../redemption/redemption';
import { Refusal } from '../../values/refusal';
import { requireVisible } from '../access';
import { recordedEntry, scopeOf } from '../idempotency/idempotency';
import { planReversal, type PlanCommand } from '../operations/plan-reversal';
import type { Idempotency, Services } from '../services';
import { isPerson, limitsFor, releaseUse, takeUse, type Person } from './allowance';

/** What a call may give back without a second person. */
export interface FreeReversal {
  /** The reversal that it makes: of an earlier try of the same call, where that had been let through. */
  readonly reversalId: string;
  /** Throws `Refusal` where the state does not allow it after all. Decides on the newest state; does nothing. */
  readonly require: (current: Redemption, amountCents: number) => void;
  /** For a reversal that was not made, or failed. */
  readonly release: () => Promise<void>;
}

/** A call that asks for it. */
export interface FreeCommand extends PlanCommand {
  readonly idempotency?: Idempotency | undefined;
  readonly reversalId: string;
}

/** Cents that may be given back of it now without a second person, by somebody who has used `uses` today. */
export function freeCents(redemption: Redemption, limits: ApprovalLimits, uses: readonly Use[]): number {
  if (freeReversalsOf(redemption).length >= MOST_FREE_REVERSALS) return 0;
  const left = leftToReverse(redemption);
  const ofOne = limits.above === null ? left : limits.above - freelyReversedCents(redemption);
  return Math.max(0, Math.min(left, ofOne, freeToday(limits, uses)));
}

function freeToday({ abovePerDay }: ApprovalLimits, uses: readonly Use[]): number {
  if (abovePerDay === null) return Infinity;
  return reversalsOf(uses).length < MOST_FREE_A_DAY ? abovePerDay - sumOf(uses) : 0;
}

/**
 * Lets a person give back alone what the limits allow, and durably counts it before anything of it is written. A key is let through
 * uncounted. Throws `Refusal` approval_required, and for what cannot be given back what `planReversal` throws.
 */
export async function takeFreeReversal(
  services: Services,
  id: string,
  command: FreeCommand,
  caller: Caller,
): Promise<FreeReversal> {
  const { reversalId } = command;
  const limits = await limitsFor(services, caller);
  if (!isPerson(caller) || (limits.above === null && limits.abovePerDay === null)) return unbound(reversalId);
  const found = requireVisible(await services.store.redemptions.find(id), id, caller);
  // What was let through before is only shown again.
  const { key } = command.idempotency ?? {};
  if (key !== undefined && recordedEntry(services, found, caller, key))
    return { ...unbound(reversalId), require: again };
  const { amountCents } = planReversal(services, found, command, caller);
  const taken = await take(services, found, { limits, amountCents, command }, caller);
  return {
    reversalId: taken?.reversalId ?? reversalId,
    require: (current, asked) => {
      // All that is left is another amount by now, and the one that was counted is not it.
      if (asked !== amountCents) again();
      const free = freeCents(current, { ...limits, abovePerDay: null }, []);
      if (asked > free) throw approvalRequired(free, limits);
    },
    release: () => (taken ? releaseUse(services, caller, taken) : Promise.resolve()),
  };
}

interface Wanted {
  readonly limits: ApprovalLimits;
  readonly amountCents: number;
  readonly command: FreeCommand;
}

/** Null where no day is bounded: then nothing has to be counted. */
async function take(services: Services, found: Redemption, wanted: Wanted, person: Person): Promise<Use | null> {
  const { limits, amountCents, command } = wanted;
  const refusalOf = (uses: readonly Use[]) => {
    const free = freeCents(found, limits, uses);
    return amountCents > free ? approvalRequired(free, limits) : null;
  };
  if (limits.abovePerDay === null) {
    const refusal = refusalOf([]);
    if (refusal) throw refusal;
    return null;
  }
  const { idempotency, reversalId } = command;
  const key = idempotency ? useKey(services, idempotency, person) : reversalId;
  const use = { key, kind: 'reversal', redemptionId: found.id, reversalId, amountCents, holders: 1 } as const;
  return takeUse(services, person, use, refusalOf);
}

/** Of the key and the request, so that a repeat counts once, and another request under the same key is another one. */
function useKey({ sealer }: Services, { key, request }: Idempotency, person: Person): string {
  return sealer.requestDigest(`${scopeOf(sealer, person, key)}\n${request}`);
}

function unbound(reversalId: string): FreeReversal {
  return { reversalId, require: () => undefined, release: () => Promise.resolve() };
}

/** Throws. Something has changed since this was let through: the next try looks anew. */
function again(): never {
  throw new Refusal('too_many_concurrent_writes', 'The redemption has changed meanwhile: try again', {
    retryAfterMs: 1000,
  });
}

/** What one person may not do alone. `free`: cents that he may. */
export function approvalRequired(free: number, { above, abovePerDay }: ApprovalLimits): Refusal {
  return new Refusal(
    'approval_required',
    `This takes a second person: alone you may give back ${String(free)} cents of it now`,
    { extra: { free_now: free, needs_second_person_above: above, per_day: abovePerDay, propose: true } },
  );
}
