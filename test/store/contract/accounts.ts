// The part of the store contract that is about accounts, keys and users.
import type { Store } from '../../../src/core/store';
import type { User } from '../../../src/core/accounts/account';
import type { ApiKey } from '../../../src/core/accounts/account';
import type { AccountStore } from '../../../src/core/accounts/store';
import type { Account } from '../../../src/core/accounts/account';
import { sampleId, T0 } from '../../fixtures/redemption';
import type { OpenedStore } from './index';
import { sampleUser } from './people';

const CROWD = 50;

export function describeAccountContract(open: () => Promise<OpenedStore>): void {
  it('boots once however many instances try, and keeps accounts, keys and users', async () => {
    const opened = await open();
    try {
      const stores = [opened.store, await opened.another(), await opened.another()];
      const households = crowd((index) => household(`Account ${String(index)}`, `user-${String(index)}@example.com`));
      const wins = await Promise.all(
        households.map(({ account, keys, user }, index) =>
          (stores[index % stores.length] as Store).accounts.bootstrap(account, keys, user),
        ),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      const winner = households[wins.indexOf(true)] as Household;
      const { accounts } = stores[2] as Store;
      expect(await accounts.listAccounts()).toStrictEqual([winner.account]);
      expect(await accounts.listKeys()).toStrictEqual(winner.keys);
      expect(await accounts.findUserByEmail(winner.user.email)).toStrictEqual(winner.user);
      await keepsKeys(opened.store, winner);

      expect(await accounts.digestKeyFingerprint()).toBeNull();
      const kept = await Promise.all(
        crowd((index) =>
          (stores[index % stores.length] as Store).accounts.keepDigestKeyFingerprint(`print ${String(index)}`),
        ),
      );
      expect(new Set(kept).size).toBe(1);
      expect(await accounts.digestKeyFingerprint()).toBe(kept[0]);
    } finally {
      await opened.destroy();
    }
  });
}

async function keepsKeys({ accounts }: Store, { account, keys, user }: Household): Promise<void> {
  const second = household('Second', 'second@example.com');
  const rivals = crowd(() => ({ ...second.account, id: sampleId('acc') }));
  const ensured = await Promise.all(rivals.map((rival) => accounts.ensureAccount(rival)));
  expect(new Set(ensured.map(({ id }) => id)).size).toBe(1);
  expect(await accounts.findAccountByName('Second')).toStrictEqual(ensured[0]);
  expect(await accounts.findAccountByName('Nobody')).toBeNull();
  expect(await accounts.listAccounts()).toHaveLength(2);

  const extra = { ...(second.keys[0] as ApiKey), createdBy: 'bob@host', accountId: (ensured[0] as Account).id };
  await accounts.insertKey(extra);
  await expect(accounts.insertKey({ ...extra, id: sampleId('key') })).rejects.toThrow();
  expect(await accounts.listKeys(account.id)).toStrictEqual(keys);
  expect(await accounts.listKeys()).toHaveLength(keys.length + 1);
  expect(await accounts.findKeyByDigest(extra.digest)).toStrictEqual(extra);
  expect(await accounts.findKeyByDigest('nothing')).toBeNull();
  const both = await accounts.findKeys([extra.id, 'key_nobody', (keys[0] as ApiKey).id, extra.id]);
  expect(new Set(both)).toStrictEqual(new Set([keys[0], extra]));
  expect(both).toHaveLength(2);
  expect(await accounts.findKeys([])).toEqual([]);
  expect(await accounts.revokeKey(extra.id, T0 + 5, 'alice@host')).toBe(true);
  expect(await accounts.revokeKey(extra.id, T0 + 9, 'eve@host')).toBe(true);
  expect(await accounts.revokeKey('key_nobody', T0)).toBe(false);
  expect(await accounts.findKeyByDigest(extra.digest)).toStrictEqual({
    ...extra,
    revokedAt: T0 + 5,
    revokedBy: 'alice@host',
  });
  expect(await accounts.findKeys([extra.id])).toMatchObject([{ id: extra.id, revokedAt: T0 + 5 }]);

  await livesOf(accounts, { ...extra, id: sampleId('key'), digest: sampleId('op'), name: 'Till server' });

  expect(await accounts.insertUser({ ...second.user, email: user.email })).toBe(false);
  const users = crowd(() => ({ ...second.user, id: sampleId('usr') }));
  const inserted = await Promise.all(users.map((one) => accounts.insertUser(one)));
  expect(inserted.filter(Boolean)).toHaveLength(1);
  expect(await accounts.findUserByEmail(second.user.email)).toStrictEqual(users[inserted.indexOf(true)]);
  expect(await accounts.findUserByEmail('nobody@example.com')).toBeNull();
}

async function livesOf(accounts: AccountStore, key: ApiKey): Promise<void> {
  await accounts.insertKey(key);
  expect(await accounts.findKeyByDigest(key.digest)).toStrictEqual(key);
  for (const at of [T0 + 9, T0 + 7, T0 + 8]) expect(await accounts.endKey(key.id, at)).toBe(true);
  await accounts.noteKeysUsed(new Map());
  for (const at of [T0 + 5, T0 + 3])
    await accounts.noteKeysUsed(
      new Map([
        [key.id, at],
        ['key_nobody', at],
      ]),
    );
  expect(await accounts.findKeyByDigest(key.digest)).toStrictEqual({ ...key, endsAt: T0 + 7, lastUsedAt: T0 + 5 });
  expect(await accounts.revokeKey(key.id, T0 + 6)).toBe(true);
  expect(await accounts.endKey(key.id, T0 + 1)).toBe(false);
  expect(await accounts.endKey('key_nobody', T0)).toBe(false);
}

interface Household {
  readonly account: Account;
  readonly keys: readonly ApiKey[];
  readonly user: User;
}

function household(name: string, email: string): Household {
  const account = { id: sampleId('acc'), name, createdAt: T0 };
  const key = (type: ApiKey['type'], createdAt: number): ApiKey => ({
    id: sampleId('key'),
    accountId: account.id,
    livemode: false,
    type,
    digest: sampleId('op'),
    hint: 'sk_test_…abcd',
    createdAt,
    revokedAt: null,
  });
  const user = sampleUser({ accountId: account.id, email });
  return { account, keys: [key('secret', T0), key('publishable', T0 + 1)], user };
}

function crowd<T>(make: (index: number) => T): T[] {
  return Array.from({ length: CROWD }, (_, index) => make(index));
}
