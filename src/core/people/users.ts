// Users as an admin manages them: made, given a role, disabled, reset.
import { MOST_USERS, type User } from '../accounts/account';
import type { Caller, UserCaller } from '../accounts/caller';
import type { Role } from '../accounts/roles';
import { Refusal } from '../values/refusal';
import { recordActOf, type AuditOrigin } from './record-act';
import { noSuchUser, rewriteUser, type PeopleParts } from './parts';
import { normalEmail } from './email';
import { requireStillIn } from './still-in';

/** Whoever manages users: a person at the console, or somebody at the command line, who is bound by nothing but the store. */
export interface Manager extends AuditOrigin {
  /** In words, for `createdBy`. */
  readonly name: string;
  /** Null at the command line. */
  readonly user: Pick<UserCaller, 'id' | 'sessionId'> | null;
}

/** What managing takes: nothing is sealed here. */
type Parts = Pick<PeopleParts, 'store' | 'clock' | 'ids' | 'credentials' | 'journal'>;

/** A person of the console as a manager. */
export function managerOf(caller: Caller): Manager {
  const { accountId, actor, user, requestId } = caller;
  return {
    accountId,
    actor: { ...actor, email: user?.email ?? null },
    address: caller.address ?? null,
    requestId,
    name: user?.email ?? actor.id,
    user: user ?? null,
  };
}

/** What a new user is asked to be. */
export interface NewUser {
  readonly email: string;
  readonly role: Role;
}

/** Makes one, with a password that is shown this once. Throws `Refusal` name_taken, too_many_users, and what `hashFor` throws. */
export async function createUser(
  parts: Parts,
  { email, role }: NewUser,
  by: Manager,
): Promise<{ readonly user: User; readonly password: string }> {
  const { store, credentials, ids, clock } = parts;
  if ((await store.people.listUsers({ accountId: by.accountId, limit: MOST_USERS })).length >= MOST_USERS)
    throw new Refusal('too_many_users', `The account has ${String(MOST_USERS)} users`);
  const password = credentials.newPrinted();
  const passwordHash = await hashFor(parts, password, by);
  const user: User = {
    id: ids.next('usr'),
    accountId: by.accountId,
    rev: 1,
    email: normalEmail(email),
    passwordHash,
    passwordPrinted: true,
    role,
    disabledAt: null,
    epoch: 0,
    secondFactor: null,
    pendingSeed: null,
    createdAt: clock.now(),
    createdBy: by.name,
    lastSignedInAt: null,
  };
  if (!(await store.accounts.insertUser(user))) {
    // Of another account as well, which this answer tells: so it is written down that somebody asked, and not whose it is.
    await recordActOf(parts, by, 'user_refused', null, { role, user_email: user.email });
    throw new Refusal('name_taken', `${user.email} is a user already`, { param: 'email' });
  }
  await recordActOf(parts, by, 'user_created', aboutUser(user), { role, user_email: user.email });
  return { user, password };
}

/** Of another account: as if there were none. Throws `Refusal` not_found. */
export async function findUserOf(
  { store }: Pick<PeopleParts, 'store'>,
  id: string,
  { accountId }: Pick<User, 'accountId'>,
): Promise<User> {
  const user = await store.people.findUser(id);
  if (user?.accountId === accountId) return user;
  throw noSuchUser();
}

/** What may change of a user. */
export interface UserChanges {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Effective with the next request of that user. Somebody at the command line may take the last admin away: the same shell makes another.
 * Throws `Refusal` not_found, own_account, last_admin.
 */
export async function changeUser(parts: Parts, id: string, changes: UserChanges, by: Manager): Promise<User> {
  const { role, disabled } = changes;
  const now = parts.clock.now();
  await findUserOf(parts, id, by);
  if (id === by.user?.id)
    throw new Refusal('own_account', 'Nobody changes the own role, or lets himself in or out: ask another admin');
  const changed = await rewriteUser(
    parts,
    id,
    (user) => {
      const ends = disabled === true && user.disabledAt === null;
      return {
        ...user,
        role: role ?? user.role,
        disabledAt: disabled === undefined ? user.disabledAt : disabled ? (user.disabledAt ?? now) : null,
        epoch: ends ? user.epoch + 1 : user.epoch,
      };
    },
    by.user !== null,
  );
  const told = { ...(role === undefined ? {} : { role }), ...(disabled === undefined ? {} : { disabled }) };
  await recordActOf(parts, by, 'user_changed', aboutUser(changed), { ...told, user_email: changed.email });
  return changed;
}

/**
 * A new printed password: the former one, the second factor and all sessions end in the same write. Somebody at the command line may do
 * that to the last admin too: it is the way back in. Throws `Refusal` not_found, own_account, last_admin, and what `hashFor` throws.
 */
export async function resetUser(
  parts: Parts,
  id: string,
  by: Manager,
): Promise<{ readonly user: User; readonly password: string }> {
  await findUserOf(parts, id, by);
  if (id === by.user?.id)
    throw new Refusal('own_account', 'Your own password you change yourself: POST /v1/console/session/password');
  const password = parts.credentials.newPrinted();
  const passwordHash = await hashFor(parts, password, by);
  const reset = { passwordHash, passwordPrinted: true, secondFactor: null, pendingSeed: null };
  const isBound = by.user !== null;
  const user = await rewriteUser(parts, id, (one) => ({ ...one, ...reset, epoch: one.epoch + 1 }), isBound);
  await recordActOf(parts, by, 'user_reset', aboutUser(user), { user_email: user.email });
  return { user, password };
}

/**
 * Hashes wait for their turn, some seconds where many sign in: a manager who was let out meanwhile appoints nobody. Throws `Refusal`
 * overloaded, and what `requireStillIn` throws.
 */
async function hashFor(parts: Parts, password: string, { user }: Manager): Promise<string> {
  const hash = await parts.credentials.hash(password, { isIn: true, name: user?.id ?? 'command' });
  if (user) await requireStillIn(parts, user, 'users.manage');
  return hash;
}

function aboutUser({ id }: User) {
  return { kind: 'user', id };
}
