// Checks that every call on a redemption begins with: may this caller see it, is the version the one it saw, was this call
// made before.
import { belongsTo, isConfined, type Caller } from '../accounts/caller';
import type { ProviderGate } from '../providers/gate';
import { hasSecrets } from '../providers/source';
import { isUnsettled, type Redemption, type WithoutHistory } from '../redemption/redemption';
import { Refusal } from '../values/refusal';
import type { Services } from './services';
import { voucherInUse, type Submitter } from './submit';

/** The caller as the one who brings facts: the key or the terminal, and the request it came with. */
export function submitterOf(caller: Caller): Submitter {
  return { actor: caller.actor, requestId: caller.requestId };
}

/** Of another account, another mode, or (for a publishable key or a terminal) of somebody else: as if it did not exist. */
export function isVisible(redemption: WithoutHistory, caller: Caller): boolean {
  return belongsTo(redemption, caller) && isInSight(redemption, caller);
}

/**
 * Of a redemption of the caller's own account and mode. To a terminal its own go out of sight after a while: whoever steals a till
 * finds one day's sales on it.
 */
export function isInSight(
  { createdBy, createdAt }: Pick<Redemption, 'createdBy' | 'createdAt'>,
  caller: Caller,
): boolean {
  if (!isConfined(caller)) return true;
  return createdBy === caller.keyId && createdAt >= (caller.terminal?.since ?? 0);
}

/**
 * The redemption, if the caller may see it. Throws `Refusal` not_found, with the same words where it does not exist.
 */
export function requireVisible<R extends WithoutHistory>(redemption: R | null, id: string, caller: Caller): R {
  if (!redemption || !isVisible(redemption, caller)) throw new Refusal('not_found', `There is no redemption ${id}`);
  return redemption;
}

/**
 * A PIN is a right in itself, so a web page or a till may present one. What only says whose value it is gives no right: such types
 * take secret keys alone. Throws `Refusal` key_not_allowed.
 */
export function requireMayPresent({ traits }: ProviderGate, caller: Caller): void {
  if (!isConfined(caller) || hasSecrets(traits.sourceFields)) return;
  const who = caller.terminal ? 'terminal' : 'publishable key';
  throw new Refusal('key_not_allowed', `A ${who} may not use ${traits.type}: use a secret key`);
}

/** `ifMatch` undefined asks for no version. Throws `Refusal` version_conflict with the current one. */
export function requireVersion(redemption: Redemption, ifMatch: number | undefined): void {
  if (ifMatch === undefined || ifMatch === redemption.version) return;
  throw new Refusal('version_conflict', `The redemption is at version ${String(redemption.version)} by now`, {
    param: 'If-Match',
    extra: { current_version: redemption.version },
  });
}

/** Nothing may begin while value may be moving: the answer could be either way. Throws `Refusal` outcome_unknown. */
export function requireSettled(redemption: Redemption, now: number): void {
  const open = redemption.operations.find((operation) => operation.type === 'confirm' && isUnsettled(operation));
  if (open) throw outcomeUnknown(open.nextAskAt, now);
}

/**
 * The refusal of a call that has to wait for a certain answer: until the next question, a second at least, a minute
 * where none is planned.
 */
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
