// Users that an earlier version wrote, when nothing asked for them yet: admins, whose printed password opens the choice of an own one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from '../../src/core/accounts/account';
import type { Store } from '../../src/core/store';
import { openMongoStore } from '../../src/store/mongo/store';
import { Database } from '../../src/store/sqlite/engine/database';
import { MIGRATIONS } from '../../src/store/sqlite/engine/migrations';
import { openSqliteStore } from '../../src/store/sqlite/store';
import { T0 } from '../fixtures/redemption';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { sampleUser } from './contract/people';

const FORMER = {
  id: 'usr_0123456789abcdef01234567',
  accountId: 'acc_0123456789abcdef01234567',
  email: 'admin@localhost',
  passwordHash: 'scrypt$32768$8$3$salt$hash',
  createdAt: T0,
};
const UPGRADED: User = {
  ...FORMER,
  rev: 1,
  role: 'admin',
  passwordPrinted: true,
  disabledAt: null,
  epoch: 0,
  secondFactor: null,
  pendingSeed: null,
  createdBy: 'an earlier version',
  lastSignedInAt: null,
};

async function expectUpgraded({ accounts, people }: Store): Promise<void> {
  const { accountId } = FORMER;
  expect(await people.findUser(FORMER.id)).toStrictEqual(UPGRADED);
  expect(await accounts.findUserByEmail(FORMER.email)).toStrictEqual(UPGRADED);
  const later = sampleUser({ accountId, createdAt: T0 + 1 });
  await accounts.insertUser(later);
  expect(await people.listUsers({ accountId, limit: 10 })).toStrictEqual([later, UPGRADED]);
  expect(await people.listUsers({ accountId, limit: 10, after: later })).toStrictEqual([UPGRADED]);
  // The first write is a compare-and-set like all others.
  const own = { ...UPGRADED, rev: 2, passwordPrinted: false, passwordHash: 'own', epoch: 1 };
  const writes = await Promise.all([people.replaceUser(own), people.replaceUser(own)]);
  expect(writes.sort()).toEqual(['lost', 'written']);
  expect(await people.findUser(FORMER.id)).toStrictEqual(own);
  // By now the only admin who can sign in.
  expect(await people.replaceUser({ ...own, rev: 3, role: 'viewer' }, true)).toBe('last_admin');
}

it('are read from a file of the version before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-users-'));
  const path = join(folder, 'old.db');
  const older = await Database.open(
    path,
    MIGRATIONS.filter(({ version }) => version < 15),
  );
  const { id, accountId, email, passwordHash, createdAt } = FORMER;
  const columns = 'id, account_id, email, password_hash, created_at';
  older.run(`INSERT INTO users (${columns}) VALUES (?, ?, ?, ?, ?)`, id, accountId, email, passwordHash, createdAt);
  older.close();
  const store = await openSqliteStore(path);
  try {
    await expectUpgraded(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

it('nothing but the end of its time takes an entry out of the audit log of a file, and nothing changes one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-audit-'));
  const store = await openSqliteStore(join(folder, 'vouch.db'));
  try {
    store.database.run(
      "INSERT INTO audit_log (id, account_id, act, created_at, place, document) VALUES ('aud_1', 'acc_1', 'signed_in', 1, '1', '{}')",
    );
    expect(() => store.database.run("UPDATE audit_log SET document = '{}' WHERE id = 'aud_1'")).toThrow(
      'never changed',
    );
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

describeWithMongo('old users on mongodb', () => {
  it('are read from the documents of the version before', async () => {
    const store = await openMongoStore(await freshMongoUrl());
    try {
      const { id, ...rest } = FORMER;
      await store.collections.users.insertOne({ _id: id, ...rest });
      await expectUpgraded(store);
    } finally {
      await store.close();
    }
  });
});
