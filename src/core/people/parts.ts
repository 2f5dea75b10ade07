// What every call about people takes, and what they share.
import type { ApiKey, User } from '../accounts/account';
import type { AccountStore } from '../accounts/store';
import type { ActJournal } from '../values/act-journal';
import type { Clock, Ids, Sealer } from '../values/ports';
import { Refusal } from '../values/refusal';
import type { Act, AuditAbout, AuditDetails } from './audit';
import { recordActOf } from './record-act';
import type { Credentials } from './credentials';
import type { Session } from './session';
import type { UnsaidLimits } from './settings';
import type { PeopleStore } from './store';

/** The parts. Abstract, so that it is its own injection token. */
export abstract class PeopleParts {
  abstract readonly store: { readonly people: PeopleStore; readonly accounts: AccountStore };
  abstract readonly clock: Clock;
  abstract readonly ids: Ids;
  abstract readonly sealer: Sealer;
  abstract readonly credentials: Credentials;
  /** Writes down beside the store which key was made or revoked, and by whom: a store that is restored forgets it. Never throws. */
  abstract noteKey(event: 'key_created' | 'key_revoked', key: ApiKey, by: string): void;
  /** Where who was let out is written down beside the store. */
  abstract readonly journal?: ActJournal;
  /** Whether this installation reaches providers for money: then nobody signs in without HTTPS. */
  abstract readonly hasLive: boolean;
  /** From when on a person needs a second one, where an account has not chosen. */
  abstract readonly unsaidLimits: UnsaidLimits;
}

/** Where a request comes from: for the session that it begins, and for the audit log. */
export interface Where {
  readonly address: string;
  /** All addresses that somebody may have who has this one: for counts that he must not fill with many of them. */
  readonly block: string;
  readonly agent: string;
  readonly requestId: string | null;
}

/** A session that stands, with its user as they are now. */
export interface Held {
  readonly session: Session;
  readonly user: User;
}

/** A session whose cookie has a new text: the former one opens nothing any more. */
export interface Renewed extends Held {
  readonly text: string;
}

/** More writers at once than one user or session ever has. */
const MOST_TRIES = 20;

/** Changes a user at the revision that was read: a lost race reads and decides again. Throws what `change` throws, and `Refusal` last_admin. */
export async function rewriteUser(
  { store }: Pick<PeopleParts, 'store'>,
  id: string,
  change: (user: User) => User,
  keepsAdmin = false,
): Promise<User> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const standing = await store.people.findUser(id);
    if (!standing) throw noSuchUser();
    const changed = change(standing);
    if (changed === standing) return standing;
    const next = { ...changed, rev: standing.rev + 1 };
    const written = await store.people.replaceUser(next, keepsAdmin);
    if (written === 'written') return next;
    if (written === 'last_admin')
      throw new Refusal('last_admin', 'This is the last active admin of the account: make another one first');
  }
  throw new Refusal('too_many_concurrent_writes', 'Others keep changing this user: try again', { retryAfterMs: 1000 });
}

/** Of another account: as if there were none. */
export function noSuchUser(): Refusal {
  return new Refusal('not_found', 'There is no such user');
}

/**
 * Gives the session a new text and the changes. Throws `Refusal` session_ended where another request renewed or ended it meanwhile: the
 * text that came with this one is not good any more.
 */
export async function renewSession(
  { store, credentials }: Pick<PeopleParts, 'store' | 'credentials'>,
  { session, user }: Held,
  changes: Partial<Session>,
): Promise<Renewed> {
  const { text, digest } = credentials.newSessionText();
  const next = { ...session, ...changes, rev: session.rev + 1, digest };
  if (!(await store.people.replaceSession(next)))
    throw new Refusal('session_ended', 'This session was renewed or ended by another request', {
      extra: { reason: 'ended' },
    });
  return { session: next, user, text };
}

/** Writes down what a person did to the own session or credentials. */
export function recordOwn(
  parts: PeopleParts,
  user: User,
  { address, requestId }: Where,
  act: Act,
  details: AuditDetails = {},
  about: AuditAbout | null = null,
): Promise<void> {
  const actor = { kind: 'user', id: user.id, email: user.email } as const;
  return recordActOf(parts, { accountId: user.accountId, actor, address, requestId }, act, about, details);
}
