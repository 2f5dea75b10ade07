// Writes acts into the audit log. Whoever carries one out calls this, and is done once it resolves.
import type { Caller } from '../accounts/caller';
import { NOTED_ACTS, type ActJournal, type NotedEvent } from '../values/act-journal';
import { holdsLongNumber } from '../values/pin-text';
import type { Clock, Ids } from '../values/ports';
import type { Act, AuditAbout, AuditActor, AuditDetails } from './audit';
import { redacted } from '../values/redact';
import type { PeopleStore } from './store';

interface AuditParts {
  readonly store: { readonly people: Pick<PeopleStore, 'appendAudit'> };
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  /** Absent: a store that is restored forgets what was done. */
  readonly journal?: ActJournal | undefined;
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
  { store, clock, ids, journal }: AuditParts,
  { accountId, actor, address, requestId }: AuditOrigin,
  act: Act,
  about: AuditAbout | null = null,
  details: AuditDetails = {},
): Promise<void> {
  const at = clock.now();
  const told = withoutLongNumbers(details);
  // Here, so that no way to change who gets in can leave it out.
  if (isNoted(act)) {
    const by = actor.email ?? actor.id ?? actor.kind;
    journal?.note({ event: act, at, accountId, about: about?.id ?? actor.id ?? '', by, details: withoutEmail(told) });
  }
  await store.people.appendAudit({
    id: ids.next('aud'),
    accountId,
    createdAt: at,
    act,
    actor,
    address,
    requestId,
    about,
    details: told,
  });
}

function isNoted(act: Act): act is Act & NotedEvent {
  return (NOTED_ACTS as readonly string[]).includes(act);
}

/** Ids say enough beside the store. */
function withoutEmail({ user_email: _, ...rest }: AuditDetails): AuditDetails {
  return rest;
}

/** A name or an amount that somebody typed may be a PIN in the wrong place. */
function withoutLongNumbers(details: AuditDetails): AuditDetails {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, withoutLongNumber(value)]));
}

function withoutLongNumber(value: AuditDetails[string]): AuditDetails[string] {
  if (value === null || typeof value === 'boolean' || !holdsLongNumber(String(value))) return value;
  const text = redacted(String(value));
  return holdsLongNumber(text) ? '****' : text;
}
