// Sessions as a list, and their end.
import { roleHolds } from '../accounts/permissions';
import type { User } from '../accounts/account';
import { Refusal } from '../values/refusal';
import type { Instant } from '../values/time';
import { noSuchUser, recordOwn, type Held, type PeopleParts, type Where } from './parts';
import { endOfSession, type Session } from './session';

/** Far more than one person has browsers. */
const MOST_LISTED = 100;
/** More writers at once than one session ever has. */
const MOST_TRIES = 20;

/** Those of a user that stand at `now`, newest first. */
export async function standingSessions(
  { store }: Pick<PeopleParts, 'store'>,
  user: User,
  now: Instant,
): Promise<Session[]> {
  const sessions = await store.people.listSessions(user.id, MOST_LISTED);
  return sessions.filter((session) => endOfSession(session, user, now) === null);
}

/** The user that a call about sessions means: oneself, or with the right for it another one of the account. */
export async function userMeant(
  { store }: Pick<PeopleParts, 'store'>,
  { user }: Held,
  userId: string | undefined,
): Promise<User> {
  if (userId === undefined || userId === user.id) return user;
  const found = roleHolds(user.role, 'users.manage') ? await store.people.findUser(userId) : null;
  if (found?.accountId !== user.accountId) throw noSuchUser();
  return found;
}

/** Of another account, or of somebody else for who may not manage users: as if there were none. Throws `Refusal` not_found. */
export async function findSessionFor(parts: Pick<PeopleParts, 'store'>, held: Held, id: string): Promise<Session> {
  const session = await parts.store.people.findSessionById(id);
  const isOwn = session?.userId === held.user.id;
  const isManaged = session?.accountId === held.user.accountId && roleHolds(held.user.role, 'users.manage');
  if (session && (isOwn || isManaged)) return session;
  throw new Refusal('not_found', 'There is no such session');
}

/** For good. Doing it again changes nothing. */
export async function endSession(
  parts: PeopleParts,
  by: User,
  session: Session,
  where: Where,
  act: 'signed_out' | 'session_ended' = 'session_ended',
): Promise<void> {
  const about = { kind: 'session', id: session.id };
  let standing: Session | null = session;
  for (let tries = 0; standing?.endedAt === null && tries < MOST_TRIES; tries += 1) {
    const ended = { ...standing, rev: standing.rev + 1, endedAt: parts.clock.now() };
    if (await parts.store.people.replaceSession(ended)) {
      await recordOwn(parts, by, where, act, { user_id: session.userId }, about);
      return;
    }
    standing = await parts.store.people.findSessionById(session.id);
  }
}

/** All of a user but one; says how many that were. */
export async function endSessionsOf(parts: PeopleParts, by: Held, user: User, where: Where): Promise<number> {
  const sessions = await standingSessions(parts, user, parts.clock.now());
  const others = sessions.filter(({ id }) => id !== by.session.id);
  for (const session of others) await endSession(parts, by.user, session, where);
  return others.length;
}
