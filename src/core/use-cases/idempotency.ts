// Idempotency keys of writes on a redemption: their scope, the entry that records them, and what a repeat finds.
import type { Caller } from '../accounts/caller';
import { type IdempotencyEntry, isInFlight, isUnsettled, type Redemption } from '../redemption/redemption';
import { IDEMPOTENCY_KEPT_MS } from '../stored-answers';
import type { Sealer } from '../values/ports';
import { Refusal } from '../values/refusal';
import type { Services, Idempotency } from './services';

/**
 * Unique over all redemptions. The key itself is not kept: a merchant may well use the voucher's PIN as its key, and that would
 * stand in the store in clear. The digest is of account and mode too, so that nobody sees that two merchants use the same key.
 */
export function scopeOf(sealer: Sealer, caller: Caller, key: string): string {
  const place = `${caller.accountId}:${caller.livemode ? 'live' : 'test'}`;
  return `${place}:${sealer.keyDigest(`${place}:${key}`)}`;
}

export function newEntry(
  services: Services,
  caller: Caller,
  idempotency: Idempotency | undefined,
  route: IdempotencyEntry['route'],
  ids: { operationId?: string; reversalId?: string },
): IdempotencyEntry | undefined {
  if (!idempotency) return undefined;
  return {
    scope: scopeOf(services.sealer, caller, idempotency.key),
    requestDigest: services.sealer.requestDigest(idempotency.request),
    route,
    at: services.clock.now(),
    operationId: ids.operationId ?? null,
    reversalId: ids.reversalId ?? null,
    answer: null,
  };
}

/** The entry this call was recorded under before, if it was. Throws if the key stood for another request, or still runs. */
export function replayedEntry(
  services: Services,
  redemption: Redemption,
  caller: Caller,
  idempotency: Idempotency | undefined,
): IdempotencyEntry | undefined {
  if (!idempotency) return undefined;
  const scope = scopeOf(services.sealer, caller, idempotency.key);
  const entry = redemption.idempotency.find((candidate) => candidate.scope === scope);
  const now = services.clock.now();
  if (!entry || now - entry.at >= IDEMPOTENCY_KEPT_MS) return undefined;
  if (entry.requestDigest !== services.sealer.requestDigest(idempotency.request)) throw keyReused();
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

export function keyReused(): Refusal {
  return new Refusal('idempotency_key_reused', 'This idempotency key was used for a different request', {
    param: 'Idempotency-Key',
  });
}
