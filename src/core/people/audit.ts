// The audit log: who did what outside the journal of one redemption. Entries are added, never changed.
import type { Caller } from '../accounts/caller';
import type { Clock, Ids } from '../values/ports';
import { DAY_MS, type Instant } from '../values/time';
import type { PeopleStore } from './store';

/** Every act that is written down. */
export const ACTS = [
  'signed_in',
  'sign_in_failed',
  'second_factor_failed',
  'second_factor_passed',
  'recovery_code_used',
  'stepped_up',
  'step_up_failed',
  'signed_out',
  'session_ended',
  'password_changed',
  'second_factor_set_up',
  'second_factor_removed',
  'permission_refused',
  'pin_searched',
  'pin_revealed',
  'list_exported',
  'user_created',
  'user_changed',
  'user_reset',
  'key_created',
  'key_revoked',
  'terminal_changed',
  'endpoint_changed',
  'settings_changed',
  'statement_uploaded',
] as const;
export type Act = (typeof ACTS)[number];

/** Who acted: a user, a key, a terminal, somebody at the command line, or somebody who did not get in. */
export interface AuditActor {
  readonly kind: 'user' | 'api_key' | 'terminal' | 'command' | 'stranger';
  readonly id: string | null;
  /** Of users of the account alone: what a stranger types may be anything, a password too. */
  readonly email: string | null;
}

/** What an act was about. */
export interface AuditAbout {
  readonly kind: string;
  readonly id: string;
}

/** Of an entry whatever its act needs told. Never a PIN, a password, a code or a key. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/** One act. */
export interface AuditEntry {
  /** `aud_…` */
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Instant;
  readonly act: Act;
  readonly actor: AuditActor;
  /** Where the request came from; null at the command line. */
  readonly address: string | null;
  readonly requestId: string | null;
  readonly about: AuditAbout | null;
  readonly details: AuditDetails;
}

/** For so long entries are kept, unless the operator says otherwise: a year's audit, and a month to do it in. */
export const AUDIT_KEPT_MS = 400 * DAY_MS;

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
