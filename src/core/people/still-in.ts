// Whether a person whose request waited may still do what it asks.
import type { UserCaller } from '../accounts/caller';
import { roleHolds, type Permission } from '../accounts/permissions';
import { Refusal } from '../values/refusal';
import type { PeopleParts } from './parts';
import { endOfSession } from './session';

/**
 * Call it after a wait, before the act. Throws `Refusal` session_ended where the session was ended or its user was let out or reset, also
 * if he is in again since, permission_missing where the role holds it no more (null: everybody has what it takes). A session that ran out meanwhile was at work.
 */
export async function requireStillIn(
  { store, clock }: { readonly store: Pick<PeopleParts['store'], 'people'>; readonly clock: PeopleParts['clock'] },
  { id, sessionId }: Pick<UserCaller, 'id' | 'sessionId'>,
  permission: Permission | null,
): Promise<void> {
  const [session, user] = await Promise.all([store.people.findSessionById(sessionId), store.people.findUser(id)]);
  if (!session || !user || endOfSession(session, user, clock.now()) === 'ended')
    throw new Refusal('session_ended', 'The session was ended meanwhile', { extra: { reason: 'ended' } });
  if (permission !== null && !roleHolds(user.role, permission))
    throw new Refusal('permission_missing', 'You may not do that any more');
}
