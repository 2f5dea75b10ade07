// Idempotency keys of writes on a redemption: their scope, the entry that records them, and what a repeat finds.
import { hasOwnKeys, type Caller } from '../../accounts/caller';
import { type IdempotencyEntry, isInFlight, isUnsettled, type Redemption } from '../../redemption/redemption';
import { IDEMPOTENCY_KEPT_MS } from '../../stored-answers';
import type { Sealer } from '../../values/ports';
import { Refusal } from '../../values/refusal';
import type { Services, Idempotency } from '../services';

/**
 * What an idempotency key is unique within: account, mode and who sent it. All secret keys of an account share one name, because
 * they are one server's; every publishable key, every terminal and every person has its own, so that a page can never use up the keys of the server
 * behind it.
 * The families of routes (redemptions, everything else) keep their keys in different places, so the scope need not name them.
 *
 * The key itself is not kept: a merchant may well use the voucher's PIN as its key, and that would stand in the store in clear.
 * The digest is of the rest too, so that the store does not show that two merchants use the same key.
 */
export function scopeOf(sealer: Sealer, caller: Caller, key: string): string {
  const mode = `${caller.accountId}:${caller.livemode ? 'live' : 'test'}`;
  const within = hasOwnKeys(caller) ? `${mode}:${caller.keyId}` : mode;
  return `${within}:${sealer.keyDigest(`${within}:${key}`)}`;
}

/**
 * The scope under which versions up to 0.1.0 recorded the call of a publishable key: they did not tell one caller of an account
 * from another. Null for a secret key, whose scope is the same as ever.
 */
function formerScopeOf(sealer: Sealer, caller: Caller, key: string): string | null {
  return caller.publishable ? scopeOf(sealer, { ...caller, publishable: false }, key) : null;
}

/** The redemption that recorded this caller's call under this key, also where an older version did; null where there is none. */
export async function findRecorded(
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  caller: Caller,
  key: string,
): Promise<Redemption | null> {
  const recorded = await store.redemptions.findByIdempotency(scopeOf(sealer, caller, key));
  return recorded ?? findFormerlyRecorded({ store, sealer }, caller, key);
}

/** The same, where an older version recorded it: the unique index over scopes knows nothing of those. */
export async function findFormerlyRecorded(
  { store, sealer }: Pick<Services, 'store' | 'sealer'>,
  caller: Caller,
  key: string,
): Promise<Redemption | null> {
  const scope = formerScopeOf(sealer, caller, key);
  const found = scope === null ? null : await store.redemptions.findByIdempotency(scope);
  // Under that scope it may just as well be another key's: of the same redemption, where a secret key captured what this one made.
  const isOwn = found?.createdBy === caller.keyId && found.idempotency.some((entry) => isCreateOf(entry, scope));
  return isOwn ? found : null;
}

/** A publishable key could never do more than create, so no other entry under the former scope is its own. */
function isCreateOf(entry: IdempotencyEntry, scope: string | null): boolean {
  return entry.scope === scope && entry.route === 'create';
}

/** Records this call under its key, in the write that records what it asked for. Undefined where the call has no key. */
export function newEntry(
  services: Services,
  caller: Caller,
  idempotency: Idempotency | undefined,
  route: Exclude<IdempotencyEntry['route'], 'recover'>,
  ids: { operationId?: string; reversalId?: string; proposalId?: string },
): IdempotencyEntry | undefined {
  if (!idempotency) return undefined;
  return {
    scope: scopeOf(services.sealer, caller, idempotency.key),
    requestDigest: services.sealer.requestDigest(idempotency.request),
    route,
    at: services.clock.dated(),
    operationId: ids.operationId ?? null,
    reversalId: ids.reversalId ?? null,
    ...(ids.proposalId === undefined ? {} : { proposalId: ids.proposalId }),
    answer: null,
  };
}

/** Whether the key of this entry may stand for another call by now. */
export function isFree({ clock }: Pick<Services, 'clock'>, { at }: IdempotencyEntry): boolean {
  return clock.aged() - at >= IDEMPOTENCY_KEPT_MS;
}

/** The entry under which a call with this key was recorded in this redemption, however old it is; undefined where there is none. */
export function entryUnder(
  { sealer }: Pick<Services, 'sealer'>,
  redemption: Redemption,
  caller: Caller,
  key: string,
): IdempotencyEntry | undefined {
  const scope = scopeOf(sealer, caller, key);
  const former = redemption.createdBy === caller.keyId ? formerScopeOf(sealer, caller, key) : null;
  return redemption.idempotency.find((candidate) => candidate.scope === scope || isCreateOf(candidate, former));
}

/** The same; undefined too where the key is free again. */
export function recordedEntry(
  services: Pick<Services, 'sealer' | 'clock'>,
  redemption: Redemption,
  caller: Caller,
  key: string,
): IdempotencyEntry | undefined {
  const entry = entryUnder(services, redemption, caller, key);
  return entry && !isFree(services, entry) ? entry : undefined;
}

/**
 * The entry this call was recorded under before, if it was. Throws `Refusal` where the key stood for another request, where the
 * first one still runs, and where somebody was told that none had come.
 */
export function replayedEntry(
  services: Services,
  redemption: Redemption,
  caller: Caller,
  idempotency: Idempotency | undefined,
): IdempotencyEntry | undefined {
  const entry = idempotency && recordedEntry(services, redemption, caller, idempotency.key);
  if (!entry) return undefined;
  if (entry.route === 'recover') throw keyBurnt();
  const said = [idempotency.request, idempotency.formerRequest ?? idempotency.request];
  if (!said.some((request) => entry.requestDigest === services.sealer.requestDigest(request))) throw keyReused();
  if (isRunning(redemption, entry, services.clock.now())) throw keyInUse();
  return entry;
}

/**
 * A create may be on its second operation by now (the whole value after a refused amount), a reversal as well. An overdue
 * check of a voucher runs on until the resolver ends it: it gives the hold up then, so that `reserved` would be a false word.
 */
export function isRunning(redemption: Redemption, entry: IdempotencyEntry, now: number): boolean {
  // Nothing leaves for a proposal.
  if (entry.route === 'propose') return false;
  const reversal = redemption.reversals.find((candidate) => candidate.id === entry.reversalId);
  // A create that only reserved is over once it has: the capture that follows is another call's.
  const captures = entry.route === 'capture' || (entry.route === 'create' && redemption.captureMethod === 'automatic');
  return redemption.operations.some((operation) => {
    if (entry.route === 'reverse') return operation.id === reversal?.operationId && isInFlight(operation, now);
    if (operation.type === 'reserve') return isUnsettled(operation);
    return captures && operation.type === 'confirm' && isInFlight(operation, now);
  });
}

/** The key stands for another request. */
export function keyReused(): Refusal {
  return new Refusal('idempotency_key_reused', 'This idempotency key was used for a different request', {
    param: 'Idempotency-Key',
  });
}

/** Somebody asked what had become of it before it came, and was told that it never had. */
export function keyBurnt(): Refusal {
  return new Refusal(
    'idempotency_key_burnt',
    'POST /v1/redemptions/recover was told that nothing had come with this key, so nothing is taken with it any more',
    { param: 'Idempotency-Key' },
  );
}

/** The first request with this key is not over yet. */
export function keyInUse(): Refusal {
  return new Refusal('idempotency_key_in_use', 'The first request with this key is still running', {
    param: 'Idempotency-Key',
    retryAfterMs: 1000,
  });
}
