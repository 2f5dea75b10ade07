// What a reversal of this redemption would be like, for a dialog that says so before anything is sent. Writes and sends nothing.
import type { Caller } from '../../accounts/caller';
import { requirePermission } from '../../accounts/permissions';
import { leftToReverse, waitingCents } from '../../redemption/people/headroom';
import { waitingOf, type Proposal } from '../../redemption/people/proposal';
import type { Redemption } from '../../redemption/redemption';
import { Refusal, type RefusalCode } from '../../values/refusal';
import { planReversal, type ReversalPlan } from '../operations/plan-reversal';
import type { Services } from '../services';
import { isPerson, limitsFor, usesOf } from './allowance';
import { freeCents } from './free-limit';

/** In cents. Of the moment: another caller may be first. */
export interface ReversalTerms {
  readonly redemption: Redemption;
  /** Neither given back nor on its way, nor set aside for a proposal. */
  readonly leftCents: number;
  readonly waitingCents: number;
  /** What is set aside, one by one, oldest first: whoever asks sees what was asked before. */
  readonly waiting: readonly Proposal[];
  /** What this caller may give back alone. */
  readonly freeCents: number;
  /** Where `freeCents` is less than what is left: the same. Null: no second person is needed. */
  readonly secondPersonAboveCents: number | null;
  /** Where all that is left is given back. */
  readonly givesBack: 'same_voucher' | 'new_voucher' | 'unknown';
  /** Where less than that is. Null: no part can be. */
  readonly givesBackPart: 'same_voucher' | 'new_voucher' | null;
  readonly reversible: boolean;
  /** Why not. */
  readonly whyNot: { readonly code: RefusalCode; readonly message: string } | null;
}

/** Throws `Refusal` permission_missing. `redemption`: one that the caller may see. */
export async function reversalTerms(
  services: Services,
  redemption: Redemption,
  caller: Caller,
): Promise<ReversalTerms> {
  requirePermission(caller, 'records.read', services.clock.now());
  const limits = await limitsFor(services, caller);
  const uses = isPerson(caller) && limits.abovePerDay !== null ? await usesOf(services, caller) : [];
  const marks = await services.store.restores.list();
  const leftCents = leftToReverse(redemption);
  const free = freeCents(redemption, limits, uses);
  const planOf = (amountCents: number | undefined) =>
    plan(() => planReversal(services, redemption, { amountCents, reason: '', alone: false, marks }, caller));
  const planned = planOf(undefined);
  const known = {
    redemption,
    leftCents,
    waitingCents: waitingCents(redemption),
    waiting: waitingOf(redemption.proposals),
    freeCents: free,
    secondPersonAboveCents: free < leftCents ? free : null,
  };
  if (planned instanceof Refusal) {
    const { code, message } = planned;
    return { ...known, givesBack: 'unknown', givesBackPart: null, reversible: false, whyNot: { code, message } };
  }
  // A part is a part, however much of it: a cent less than all stands for each of them.
  const part = planOf(leftCents - 1);
  const givesBackPart = part instanceof Refusal ? null : asWhat(part);
  return { ...known, givesBack: asWhat(planned), givesBackPart, reversible: true, whyNot: null };
}

const asWhat = ({ method }: ReversalPlan): 'same_voucher' | 'new_voucher' =>
  method === 'restore' ? 'same_voucher' : 'new_voucher';

function plan<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
