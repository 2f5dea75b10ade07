// Whether a key that began something may still go on with it.
import { Refusal } from '../values/refusal';
import type { Clock } from '../values/ports';
import { keyWorks } from './account';
import type { AccountStore } from './store';

/** Why it may not: key_revoked. Null where it works. */
export async function keyEnded(
  { accounts, clock }: { readonly accounts: Pick<AccountStore, 'listKeys'>; readonly clock: Pick<Clock, 'now'> },
  { accountId, keyId }: { readonly accountId: string; readonly keyId: string | null },
): Promise<Refusal | null> {
  const key = (await accounts.listKeys(accountId)).find(({ id }) => id === keyId);
  if (key && keyWorks(key, clock.now())) return null;
  return new Refusal('key_revoked', 'The key was revoked, or ended, while its request was on its way');
}
