// Checks that every call on a redemption begins with: may this caller see it, is the version the one it saw, was this call
// made before.
import { belongsTo, type Caller } from '../accounts/caller';
import { isUnsettled, type Redemption } from '../redemption/redemption';
import { Refusal } from '../values/refusal';
import type { Services } from './services';
import { voucherInUse, type Submitter } from './submit';

export function submitterOf(caller: Caller): Submitter {
  return { actor: { kind: 'api_key', id: caller.keyId }, requestId: caller.requestId };
}

/** Of another account, another mode, or (for a publishable key) another key: as if it did not exist. */
export function isVisible(redemption: Redemption, caller: Caller): boolean {
  return belongsTo(redemption, caller) && (!caller.publishable || redemption.createdBy === caller.keyId);
}

export function requireVisible(redemption: Redemption | null, id: string, caller: Caller): Redemption {
  if (!redemption || !isVisible(redemption, caller)) throw new Refusal('not_found', `There is no redemption ${id}`);
  return redemption;
}

export function requireVersion(redemption: Redemption, ifMatch: number | undefined): void {
  if (ifMatch === undefined || ifMatch === redemption.version) return;
  throw new Refusal('version_conflict', `The redemption is at version ${String(redemption.version)} by now`, {
    param: 'If-Match',
    extra: { current_version: redemption.version },
  });
}

/** Nothing may begin while value may be moving: the answer could be either way. */
export function requireSettled(redemption: Redemption, now: number): void {
  const open = redemption.operations.find((operation) => operation.type === 'confirm' && isUnsettled(operation));
  if (open) throw outcomeUnknown(open.nextAskAt, now);
}

export function outcomeUnknown(nextAskAt: number | null, now: number): Refusal {
  return new Refusal('outcome_unknown', 'The provider has not given a certain answer yet: nothing else can start', {
    retryAfterMs: Math.max(1000, (nextAskAt ?? now + 60_000) - now),
  });
}

/** Names the redemption that holds the voucher only to a caller who may see it. */
export async function describeClaim(services: Services, otherId: string, caller: Caller): Promise<Refusal> {
  const other = await services.store.redemptions.find(otherId);
  return voucherInUse(other && isVisible(other, caller) ? otherId : undefined);
}
