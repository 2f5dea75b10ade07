// Whether whoever began to send a file may still do so: it may have come for an hour.
import { keyWorks } from '../../core/accounts/account';
import type { Caller, UserCaller } from '../../core/accounts/caller';
import { roleHolds } from '../../core/accounts/permissions';
import { endOfSession } from '../../core/people/session';
import type { Services } from '../../core/use-cases/services';
import { Refusal } from '../../core/values/refusal';

type Parts = Pick<Services, 'store' | 'clock'>;

/**
 * Throws `Refusal` key_revoked where the key works no more, session_ended where the session was ended or its user was let out or reset, also
 * if he is in again since, permission_missing where the role holds it no more. A session that ran out meanwhile was at work.
 */
export async function requireStill(parts: Parts, caller: Caller): Promise<void> {
  if (caller.user) await requireSession(parts, caller.user);
  else await requireKey(parts, caller);
}

async function requireSession({ store, clock }: Parts, { id, sessionId }: UserCaller): Promise<void> {
  const [session, user] = await Promise.all([store.people.findSessionById(sessionId), store.people.findUser(id)]);
  if (!session || !user || endOfSession(session, user, clock.now()) === 'ended')
    throw new Refusal('session_ended', 'The session was ended while the file came', { extra: { reason: 'ended' } });
  if (!roleHolds(user.role, 'reconciliations.run'))
    throw new Refusal('permission_missing', 'You may not upload statements any more');
}

async function requireKey({ store, clock }: Parts, { accountId, keyId }: Caller): Promise<void> {
  const key = (await store.accounts.listKeys(accountId)).find(({ id }) => id === keyId);
  if (!key || !keyWorks(key, clock.now()))
    throw new Refusal('key_revoked', 'The key was revoked, or ended, while the file came');
}
