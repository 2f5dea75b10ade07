// Whether keys that began something may still go on with it.
import { Refusal } from '../values/refusal';
import type { Clock } from '../values/ports';
import { keyWorks } from './account';
import type { AccountStore } from './store';

/** A key, and the account that it acts for. */
interface KeyOf {
  readonly accountId: string;
  readonly keyId: string | null;
}

/** Of each key that may not, by its id, why: key_revoked. All are asked about at once. */
export async function keysEnded(
  { accounts, clock }: { readonly accounts: Pick<AccountStore, 'findKeys'>; readonly clock: Pick<Clock, 'now'> },
  asked: readonly KeyOf[],
): Promise<ReadonlyMap<string, Refusal>> {
  const wanted = new Map(
    asked.flatMap(({ accountId, keyId }) => (keyId === null ? [] : [[keyId, accountId] as const])),
  );
  const found = wanted.size === 0 ? [] : await accounts.findKeys([...wanted.keys()]);
  const now = clock.now();
  const working = found.filter((key) => key.accountId === wanted.get(key.id) && keyWorks(key, now));
  for (const { id } of working) wanted.delete(id);
  return new Map([...wanted.keys()].map((id) => [id, keyRevoked()]));
}

function keyRevoked(): Refusal {
  return new Refusal('key_revoked', 'The key was revoked, or ended, while its request was on its way');
}
