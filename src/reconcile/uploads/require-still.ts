// Whether whoever began to send a file may still do so: it may have come for an hour.
import { keyWorks } from '../../core/accounts/account';
import type { Caller } from '../../core/accounts/caller';
import { requireStillIn } from '../../core/people/still-in';
import type { Services } from '../../core/use-cases/services';
import { Refusal } from '../../core/values/refusal';

type Parts = Pick<Services, 'store' | 'clock'>;

/**
 * Throws `Refusal` key_revoked where the key works no more, and of people what `requireStillIn` throws.
 */
export async function requireStill(parts: Parts, caller: Caller): Promise<void> {
  if (caller.user) await requireStillIn(parts, caller.user, 'reconciliations.run');
  else await requireKey(parts, caller);
}

async function requireKey({ store, clock }: Parts, { accountId, keyId }: Caller): Promise<void> {
  const key = (await store.accounts.listKeys(accountId)).find(({ id }) => id === keyId);
  if (!key || !keyWorks(key, clock.now()))
    throw new Refusal('key_revoked', 'The key was revoked, or ended, while the file came');
}
