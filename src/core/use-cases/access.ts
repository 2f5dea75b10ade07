// Checks that every call on a redemption begins with: may this caller see it, is the version the one it saw, was this call
// made before.
import { belongsTo, type Caller } from '../accounts/caller';
import { isInFlight, isUnsettled, type IdempotencyEntry, type Redemption } from '../redemption/redemption';
import type { Sealer } from '../values/ports';
import { Refusal } from '../values/refusal';
import type { Engine, Idempotency } from './services';
import { IDEMPOTENCY_MS, keyReused, voucherInUse, type Submitter } from './submit';

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

/**
 * Unique over all redemptions. The key itself is not kept: a merchant may well use the voucher's PIN as its key, and that would
 * stand in the store in clear. The digest is of account and mode too, so that nobody sees that two merchants use the same key.
 */
export function scopeOf(sealer: Sealer, caller: Caller, key: string): string {
  const place = `${caller.accountId}:${caller.livemode ? 'live' : 'test'}`;
  return `${place}:${sealer.keyDigest(`${place}:${key}`)}`;
}

export function newEntry(
  engine: Engine,
  caller: Caller,
  idempotency: Idempotency | undefined,
  route: IdempotencyEntry['route'],
  ids: { operationId?: string; reversalId?: string },
): IdempotencyEntry | undefined {
  if (!idempotency) return undefined;
  return {
    scope: scopeOf(engine.sealer, caller, idempotency.key),
    requestDigest: engine.sealer.requestDigest(idempotency.request),
    route,
    at: engine.clock.now(),
    operationId: ids.operationId ?? null,
    reversalId: ids.reversalId ?? null,
    answer: null,
  };
}

/** The entry this call was recorded under before, if it was. Throws if the key stood for another request, or still runs. */
export function replayedEntry(
  engine: Engine,
  redemption: Redemption,
  caller: Caller,
  idempotency: Idempotency | undefined,
): IdempotencyEntry | undefined {
  if (!idempotency) return undefined;
  const scope = scopeOf(engine.sealer, caller, idempotency.key);
  const entry = redemption.idempotency.find((candidate) => candidate.scope === scope);
  const now = engine.clock.now();
  if (!entry || now - entry.at >= IDEMPOTENCY_MS) return undefined;
  if (entry.requestDigest !== engine.sealer.requestDigest(idempotency.request)) throw keyReused();
  if (isRunning(redemption, entry, now)) {
    throw new Refusal('idempotency_key_in_use', 'The first request with this key is still running', {
      param: 'Idempotency-Key',
      retryAfterMs: 1000,
    });
  }
  return entry;
}

/**
 * A create may be on its second operation by now (the whole value after a refused amount), a reversal as well. An overdue
 * check of a voucher runs on until the resolver ends it: it gives the hold up then, so that `reserved` would be a false word.
 */
function isRunning(redemption: Redemption, entry: IdempotencyEntry, now: number): boolean {
  const reversal = redemption.reversals.find((candidate) => candidate.id === entry.reversalId);
  // A create that only reserved is over once it has: the capture that follows is another call's.
  const captures = entry.route === 'capture' || (entry.route === 'create' && redemption.captureMethod === 'automatic');
  return redemption.operations.some((operation) => {
    if (entry.route === 'reverse') return operation.id === reversal?.operationId && isInFlight(operation, now);
    if (operation.type === 'reserve') return isUnsettled(operation);
    return captures && operation.type === 'confirm' && isInFlight(operation, now);
  });
}

/** Names the redemption that holds the voucher only to a caller who may see it. */
export async function describeClaim(engine: Engine, otherId: string, caller: Caller): Promise<Refusal> {
  const other = await engine.store.redemptions.find(otherId);
  return voucherInUse(other && isVisible(other, caller) ? otherId : undefined);
}
