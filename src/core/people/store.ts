// What the people of the console need of the store: users, sessions, settings, the audit log. Held by one contract suite on every
// engine (test/store/contract).
import type { User } from '../accounts/account';
import type { OwnedPage } from '../values/page';
import type { Instant } from '../values/time';
import type { Act, AuditEntry } from './audit';
import type { Session } from './session';
import type { AccountSettings } from './settings';

/** A page of what belongs to an account as a whole, and to neither mode. */
export type AccountPage = Omit<OwnedPage, 'livemode'>;

/** A page of the audit log. */
export interface AuditQuery extends AccountPage {
  /** Of this user, key or terminal alone. */
  readonly actorId?: string;
  readonly act?: Act;
  readonly createdFrom?: Instant;
  readonly createdTo?: Instant;
}

/** What became of a write on a user. `lost`: another writer was first. `last_admin`: nobody would be left to appoint people. */
export type UserWrite = 'written' | 'lost' | 'last_admin';

/** Where people and what they did live. Every write is durable once it is acknowledged. New users: `AccountStore`. */
export abstract class PeopleStore {
  abstract findUser(id: string): Promise<User | null>;
  /** Newest first (`createdAt`, then `id`, descending), disabled ones too. */
  abstract listUsers(query: AccountPage): Promise<User[]>;
  /**
   * Compare-and-set: replaces the one whose `rev` is one less. With `keepsAdmin` an account that has active admins keeps at least one,
   * also where two writers take one away each at the same moment.
   */
  abstract replaceUser(user: User, keepsAdmin?: boolean): Promise<UserWrite>;

  abstract insertSession(session: Session): Promise<void>;
  /** The session with this digest and its user, in one read, ended or not. Asked with every request of the console, never remembered. */
  abstract findSession(digest: string): Promise<{ readonly session: Session; readonly user: User } | null>;
  abstract findSessionById(id: string): Promise<Session | null>;
  /** Compare-and-set: replaces the one whose `rev` is one less. False, and nothing written, where another writer was first. */
  abstract replaceSession(session: Session): Promise<boolean>;
  /** Notes that its person did something. A later moment that is noted already stays, and `rev` does not move. */
  abstract noteSeen(id: string, at: Instant): Promise<void>;
  /** Of one user, newest first, those that somebody ended left out. */
  abstract listSessions(userId: string, limit: number): Promise<Session[]>;
  /** Drops sessions that began before `before`, at most `limit`; says how many. */
  abstract expireSessions(before: Instant, limit: number): Promise<number>;

  /** Null where the account has chosen nothing yet. */
  abstract findSettings(accountId: string): Promise<AccountSettings | null>;
  /** Compare-and-set, also of the first: false, and nothing written, where another writer was first. */
  abstract replaceSettings(settings: AccountSettings): Promise<boolean>;

  /** Adds an entry. Nothing changes one afterwards. */
  abstract appendAudit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  abstract listAudit(query: AuditQuery): Promise<AuditEntry[]>;
  /** Drops entries made before `before`, the oldest first, at most `limit`; says how many. For the end of their time alone. */
  abstract expireAudit(before: Instant, limit: number): Promise<number>;
}
