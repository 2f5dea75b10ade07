// What a merchant does with webhooks: make, change and drop endpoints, turn their secret, test them, send something again.
import { belongsTo, requireStill, type Caller, type Owned } from '../accounts/caller';
import type { EventStore } from '../events/store';
import type { ActJournal, NotedAct } from '../values/act-journal';
import type { Clock, Ids, Sealer, KeyedLock } from '../values/ports';
import { Refusal } from '../values/refusal';
import { newDelivery, retried, type Delivery } from './delivery';
import { ALL_TYPES, endpointEvent, type WebhookEndpoint } from './endpoint';
import { rotated } from './secrets';
import type { WebhookStore } from './store';
import type { WebhookDispatcher } from './dispatcher';

/** What a merchant wants an endpoint to be; undefined leaves a field as it is. `url` was checked before. */
export interface EndpointChange {
  readonly url?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  readonly description?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

/** An endpoint with the secret that is shown this once. */
export interface WithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/** What these calls need of the outside. */
interface Parts {
  readonly store: { readonly webhooks: WebhookStore; readonly events: EventStore };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sealer: Sealer;
  /** Absent: a store that is restored forgets which were deleted, and whose secrets leaked. */
  readonly journal?: ActJournal | undefined;
}

/** What changing one takes that there is. */
type ChangeParts = Pick<Parts, 'store' | 'clock' | 'journal'>;

/** Whose endpoint it is, and who changes it: a caller, or somebody at the command line. */
export interface Changer extends Owned {
  readonly actor: { readonly id: string };
  readonly user?: { readonly email: string };
}

const MOST_TRIES = 5;

/** For each account and mode, disabled ones included: every event is written and sent once for each. */
const MOST_ENDPOINTS = 20;

/**
 * Makes an endpoint, for every type of event unless the change names some. Throws `Refusal` too_many_endpoints. One at
 * a time in this process; several processes may overshoot by one each, which does no harm.
 */
export function createEndpoint(
  parts: Parts & { readonly lock: KeyedLock },
  dispatcher: WebhookDispatcher,
  change: EndpointChange & { readonly url: string },
  caller: Caller,
): Promise<WithSecret> {
  const { accountId, livemode } = caller;
  return parts.lock.run(`endpoints ${accountId} ${String(livemode)}`, async () => {
    const standing = await parts.store.webhooks.listEndpoints({ accountId, livemode, limit: MOST_ENDPOINTS });
    if (standing.length >= MOST_ENDPOINTS) throw tooManyEndpoints();
    // A name server may take two seconds to say where it leads, and others of the account were before it.
    await requireStill(caller, parts.clock);
    return insertEndpoint(parts, dispatcher, change, caller);
  });
}

async function insertEndpoint(
  parts: Parts,
  dispatcher: WebhookDispatcher,
  change: EndpointChange & { readonly url: string },
  caller: Caller,
): Promise<WithSecret> {
  const now = parts.clock.now();
  const id = parts.ids.next('whe');
  const secret = dispatcher.newSecret();
  const blank: WebhookEndpoint = {
    id,
    accountId: caller.accountId,
    livemode: caller.livemode,
    rev: 0,
    url: change.url,
    eventTypes: [ALL_TYPES],
    description: null,
    disabledAt: null,
    disabledReason: null,
    secrets: [{ sealed: parts.sealer.seal(secret, id), createdAt: now, expiresAt: null }],
    failingSince: null,
    notice: null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
  const endpoint = changed(blank, change, now);
  await parts.store.webhooks.insertEndpoint(endpoint);
  return { endpoint, secret };
}

/** Of another account or mode, or deleted: as if it did not exist. Throws `Refusal` not_found. */
export async function findEndpoint(parts: Pick<Parts, 'store'>, id: string, caller: Owned): Promise<WebhookEndpoint> {
  const endpoint = await parts.store.webhooks.findEndpoint(id);
  if (!endpoint || endpoint.deletedAt !== null || !belongsTo(endpoint, caller)) throw missing('webhook endpoint');
  return endpoint;
}

/** Throws `Refusal` not_found, too_many_concurrent_writes. Enabling an endpoint forgets how long it has failed. */
export async function updateEndpoint(
  parts: ChangeParts,
  id: string,
  change: EndpointChange,
  caller: Changer,
): Promise<WebhookEndpoint> {
  const updated = await rewrite(parts, id, caller, (endpoint) => changed(endpoint, change, parts.clock.now()));
  const { url, eventTypes, disabled } = change;
  // Where events go, and which; the address itself may hold a secret.
  const moved = url !== undefined || eventTypes !== undefined;
  if (moved || disabled !== undefined)
    note(parts, 'endpoint_updated', updated, caller, { moved, disabled: updated.disabledAt !== null });
  return updated;
}

/**
 * Throws `Refusal` not_found, too_many_concurrent_writes. Its deliveries stay in the log; what was pending is ended in the
 * background, all at once.
 */
export async function deleteEndpoint(
  parts: ChangeParts,
  dispatcher: Pick<WebhookDispatcher, 'wake'>,
  id: string,
  caller: Changer,
): Promise<void> {
  // First: whoever repeats it after a crash is told that there is none, and would write nothing down.
  const standing = await findEndpoint(parts, id, caller);
  note(parts, 'endpoint_deleted', { ...standing, updatedAt: parts.clock.now() }, caller);
  await rewrite(parts, id, caller, (endpoint) => {
    const now = parts.clock.now();
    // Nothing signs any more: the secrets go at once, the rest stays for the delivery log.
    return { ...endpoint, rev: endpoint.rev + 1, secrets: [], deletedAt: now, updatedAt: now };
  });
  dispatcher.wake({ id, accountId: caller.accountId });
}

/**
 * A new secret; the old one goes on signing for `overlapMs` (0: it ends at once). Throws `Refusal` not_found,
 * too_many_concurrent_writes.
 */
export async function rotateSecret(
  parts: ChangeParts & Pick<Parts, 'sealer'>,
  dispatcher: Pick<WebhookDispatcher, 'newSecret'>,
  id: string,
  overlapMs: number,
  caller: Changer,
): Promise<WithSecret> {
  const secret = dispatcher.newSecret();
  const sealed = parts.sealer.seal(secret, id);
  const endpoint = await rewrite(parts, id, caller, (current) =>
    rotated(current, sealed, overlapMs, parts.clock.now()),
  );
  note(parts, 'endpoint_rotated', endpoint, caller);
  return { endpoint, secret };
}

/**
 * Sends an event of type `webhook_endpoint.test` to this endpoint alone, also if it did not pick that type. Throws
 * `Refusal` not_found, endpoint_disabled.
 */
export async function testEndpoint(
  parts: Parts,
  dispatcher: WebhookDispatcher,
  id: string,
  caller: Caller,
): Promise<Delivery> {
  const endpoint = await findEndpoint(parts, id, caller);
  requireEnabled(endpoint);
  const now = parts.clock.now();
  const event = endpointEvent('webhook_endpoint.test', endpoint, now, parts.ids.next('evt'));
  const delivery = newDelivery(event, endpoint.id, parts.ids.next('dlv'), now);
  await parts.store.events.append(event);
  // The notifier may be faster; then its delivery stands, and this one is not written.
  await parts.store.webhooks.fanOut([event.id], [delivery]);
  dispatcher.wake(endpoint);
  const query = { accountId: caller.accountId, livemode: caller.livemode, eventId: event.id, limit: 1 };
  const [written] = await parts.store.webhooks.listDeliveries(query);
  return written ?? delivery;
}

/** Throws `Refusal` not_found. */
export async function findDelivery(parts: Pick<Parts, 'store'>, id: string, caller: Caller): Promise<Delivery> {
  const delivery = await parts.store.webhooks.findDelivery(id);
  if (!delivery || !belongsTo(delivery, caller)) throw missing('webhook delivery');
  return delivery;
}

/**
 * One attempt more, at once, in addition to the ten. Throws `Refusal` not_found, endpoint_disabled,
 * too_many_concurrent_writes.
 */
export async function retryDelivery(
  parts: Parts,
  dispatcher: WebhookDispatcher,
  id: string,
  caller: Caller,
): Promise<Delivery> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const delivery = await findDelivery(parts, id, caller);
    requireEnabled(await findEndpoint(parts, delivery.endpointId, caller));
    const next = retried(delivery, parts.clock.now());
    if (next === null) return delivery;
    if (await parts.store.webhooks.replaceDelivery(next)) {
      dispatcher.wake({ id: next.endpointId, accountId: next.accountId });
      return next;
    }
  }
  throw tooManyWrites();
}

function changed(endpoint: WebhookEndpoint, change: EndpointChange, now: number): WebhookEndpoint {
  const { url = endpoint.url, eventTypes = endpoint.eventTypes, description = endpoint.description } = change;
  const next = { ...endpoint, rev: endpoint.rev + 1, url, eventTypes, description, updatedAt: now };
  if (change.disabled === true && endpoint.disabledAt === null) {
    return { ...next, disabledAt: now, disabledReason: 'requested' };
  }
  if (change.disabled === false && endpoint.disabledAt !== null) {
    // Its five days of failures begin anew.
    return { ...next, disabledAt: null, disabledReason: null, failingSince: null };
  }
  return next;
}

/** With the moment of the write, so that what was done since can be told from it. */
function note(
  { journal }: ChangeParts,
  event: NotedAct['event'],
  { id, accountId, updatedAt }: WebhookEndpoint,
  { user, actor }: Changer,
  details: NotedAct['details'] = {},
): void {
  journal?.note({ event, at: updatedAt, accountId, about: id, by: user?.email ?? actor.id, details });
}

async function rewrite(
  parts: Pick<Parts, 'store'>,
  id: string,
  caller: Owned,
  change: (endpoint: WebhookEndpoint) => WebhookEndpoint,
): Promise<WebhookEndpoint> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const next = change(await findEndpoint(parts, id, caller));
    if (await parts.store.webhooks.replaceEndpoint(next)) return next;
  }
  throw tooManyWrites();
}

function requireEnabled(endpoint: WebhookEndpoint): void {
  if (endpoint.disabledAt === null) return;
  throw new Refusal('endpoint_disabled', `${endpoint.id} is disabled: enable it first (PATCH with disabled: false)`);
}

/** Without the id that was asked for: it may be a PIN in the wrong place. */
function missing(what: string): Refusal {
  return new Refusal('not_found', `There is no such ${what}`);
}

function tooManyEndpoints(): Refusal {
  return new Refusal(
    'too_many_endpoints',
    `This account has ${String(MOST_ENDPOINTS)} webhook endpoints in this mode: delete one first`,
    { extra: { most_endpoints: MOST_ENDPOINTS } },
  );
}

function tooManyWrites(): Refusal {
  return new Refusal('too_many_concurrent_writes', 'Others kept changing it while this call tried to', {
    retryAfterMs: 1000,
  });
}
