// Writes acts into the audit log. Whoever carries one out calls this, and is done once it resolves.
import type { Caller } from '../accounts/caller';
import type { Clock, Ids } from '../values/ports';
import type { Act, AuditAbout, AuditActor, AuditDetails } from './audit';
import type { PeopleStore } from './store';

interface AuditParts {
  readonly store: { readonly people: Pick<PeopleStore, 'appendAudit'> };
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
}

/** Who acted and where, as far as a request says it. */
export interface AuditOrigin {
  readonly accountId: string;
  readonly actor: AuditActor;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Writes down what a caller did; durable once it resolves. */
export function recordAct(
  parts: AuditParts,
  caller: Pick<Caller, 'accountId' | 'livemode' | 'actor' | 'user' | 'requestId' | 'address'>,
  act: Act,
  about: AuditAbout | null = null,
  details: AuditDetails = {},
): Promise<void> {
  const { accountId, livemode, actor, user, requestId, address = null } = caller;
  const origin = { accountId, actor: { ...actor, email: user?.email ?? null }, address, requestId };
  return recordActOf(parts, origin, act, about, { livemode, ...details });
}

/** The same of somebody who is no caller: who signs in, or works at the command line. */
export async function recordActOf(
  { store, clock, ids }: AuditParts,
  { accountId, actor, address, requestId }: AuditOrigin,
  act: Act,
  about: AuditAbout | null = null,
  details: AuditDetails = {},
): Promise<void> {
  await store.people.appendAudit({
    id: ids.next('aud'),
    accountId,
    createdAt: clock.now(),
    act,
    actor,
    address,
    requestId,
    about,
    details,
  });
}
