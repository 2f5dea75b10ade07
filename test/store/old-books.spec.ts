// What an earlier version wrote comes into the books while the server runs and writes: nothing is missing, nothing counts twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redemption, Reversal } from '../../src/core/redemption/redemption';
import { withSettledTimes } from '../../src/core/redemption/settling/settled-times';
import type { Store } from '../../src/core/store';
import { BookFiller } from '../../src/jobs/book-filler';
import { openStore } from '../../src/store/open';
import { fieldsOf } from '../../src/store/mongo/document';
import { openMongoStore } from '../../src/store/mongo/store';
import { Database } from '../../src/store/sqlite/engine/database';
import { MIGRATIONS } from '../../src/store/sqlite/engine/migrations';
import { sortKeyOf } from '../../src/store/shared/sort-key';
import { nextOf, sampleId, sampleRedemption, T0 } from '../fixtures/redemption';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';

const COUNT = 260;
const owner = { accountId: sampleId('acc'), livemode: false };

function oldRedemption(index: number): Redemption {
  const createdAt = T0 + index;
  const line = {
    seq: 1,
    writeId: 'w',
    requestId: null,
    version: 1,
    detail: {},
    actor: { kind: 'api_key', id: 'k' },
  } as const;
  const reversal: Reversal = {
    id: sampleId('rev'),
    operationId: 'op_1',
    amountCents: 10,
    reason: 'x',
    status: 'succeeded',
    method: 'restored',
    refundVoucher: null,
    error: null,
    createdAt: createdAt + 10_000,
    updatedAt: createdAt + 20_000,
  };
  return sampleRedemption({
    ...owner,
    createdAt,
    status: index % 3 ? 'confirmed' : 'failed',
    outcome: index % 3 ? 'paid' : 'not_paid',
    redeemedCents: index % 3 ? 100 : 0,
    journal: [
      { ...line, at: createdAt, fact: 'created', status: 'draft' },
      { ...line, at: createdAt + 5000, fact: 'confirm_answered', status: index % 3 ? 'confirmed' : 'failed' },
      { ...line, at: createdAt + 9000, fact: 'updated', status: index % 3 ? 'confirmed' : 'failed' },
    ],
    reversals: index % 6 === 1 ? [reversal] : [],
  });
}

function putIntoOldFile(database: Database, one: Redemption): void {
  database.run(
    `INSERT INTO redemptions (id, rev, account_id, livemode, place, status, outcome, type, external_reference,
     terminal_id, claim, claimed, due_at, review_place, redeemed_cents, reversed_cents, side, document)
     VALUES (?, 0, ?, 0, ?, ?, ?, ?, NULL, NULL, ?, 0, NULL, NULL, ?, 0, ?, ?)`,
    one.id,
    one.accountId,
    sortKeyOf(one.createdAt, one.id),
    one.status,
    one.outcome,
    one.type,
    one.claim,
    one.redeemedCents,
    JSON.stringify({ metadata: [], scopes: [], references: [], reviews: [], pins: [] }),
    JSON.stringify(one),
  );
}

async function story(store: Store, old: readonly Redemption[]): Promise<void> {
  const days = () => store.books.days({ ...owner, from: T0, to: T0 + 60_000, offsetMs: 0 });
  const settled = () => store.redemptions.page({ ...owner, settledFrom: T0, limit: 100 });
  for (const ask of [days, settled, () => store.books.reversals({ ...owner, limit: 1 })])
    await expect(ask()).rejects.toThrow('still being brought in');

  // While it is filled, some are written again by this version, and some are new.
  const errors: unknown[] = [];
  const filler = new BookFiller(store.books, (error) => errors.push(error));
  filler.start();
  const changed = old.slice(0, 20);
  await Promise.all(
    // As every write of this version does.
    changed.map((one) => store.redemptions.replace(withSettledTimes(nextOf(one, { metadata: { a: 'b' } })), 0, [])),
  );
  const fresh = sampleRedemption({ ...owner, status: 'failed', settledAt: T0 + 30_000, createdAt: T0 + 30_000 });
  await store.redemptions.insert(fresh, []);
  const isFilled = () =>
    store.books.requireFilled().then(
      () => true,
      () => false,
    );
  // The filler goes on by timers.
  while (!(await isFilled())) await new Promise((resolve) => setImmediate(resolve));
  await filler.stop();
  expect(errors).toEqual([]);

  const ids: string[] = [];
  for (let after: Awaited<ReturnType<typeof settled>>['next'] | undefined; after !== null;) {
    const page = await store.redemptions.page({ ...owner, settledFrom: T0, limit: 100, ...(after ? { after } : {}) });
    ids.push(...page.rows.map(({ id }) => id));
    for (const row of page.rows) if (row.id !== fresh.id) expect(row.settledAt).toBe(row.createdAt + 5000);
    after = page.next;
  }
  expect(ids).toEqual([fresh.id, ...old.map(({ id }) => id).reverse()]);
  expect(await store.redemptions.find(old[30]?.id ?? '')).toMatchObject({ rev: 0, settledAt: T0 + 30 + 5000 });
  const reversed = old.filter(({ reversals }) => reversals.length > 0);
  const { rows } = await store.books.reversals({ ...owner, settledFrom: T0, limit: 100 });
  expect(rows.map(({ redemption }) => redemption.id)).toEqual(reversed.map(({ id }) => id).reverse());
  const paid = old.filter(({ status }) => status === 'confirmed').length;
  expect(await days()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ figure: 'taken', count: paid, cents: paid * 100 }),
      expect.objectContaining({ figure: 'not_paid', count: COUNT - paid + 1 }),
      expect.objectContaining({ figure: 'given_back', count: reversed.length, cents: reversed.length * 10 }),
    ]) as unknown,
  );
  expect(await store.books.fill(100)).toBe(false);
}

describe('the books of an earlier version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-old-books-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are brought into a SQLite file while it is open', async () => {
    const path = join(folder, 'vouch.db');
    const old = Array.from({ length: COUNT }, (_, index) => oldRedemption(index));
    const database = await Database.open(
      path,
      MIGRATIONS.filter(({ version }) => version < 12),
    );
    for (const one of old) putIntoOldFile(database, one);
    database.close();
    const store = await openStore(`sqlite:${path}`);
    await story(store, old);
    await store.close();
    // Once is enough: the next start finds them there.
    const again = await openStore(`sqlite:${path}`);
    await again.books.requireFilled();
    await again.close();
  });
});

describeWithMongo('the books of an earlier version on a replica set', () => {
  it('are brought in while the server runs, and those that an earlier version writes beside it', async () => {
    const url = await freshMongoUrl();
    const raw = await openMongoStore(url);
    const { redemptions } = raw.collections;
    const old = Array.from({ length: COUNT }, (_, index) => oldRedemption(index));
    const documents = old.map((one) => {
      const { settledPlace, ...fields } = fieldsOf(one);
      expect(settledPlace).toBeNull();
      return { _id: one.id, ...fields, outbox: [], outboxed: false };
    });
    await redemptions.insertMany(documents);
    const store = await openStore(url);
    await story(store, old);
    // A reversal that ends at an instance of the earlier version, of a redemption that is in the books.
    const one = old[2];
    const extra = { ...oldRedemption(1).reversals[0], id: sampleId('rev') } as Reversal;
    await redemptions.updateOne({ _id: one?.id ?? '' }, { $set: { reversals: [extra] } });
    expect(await store.books.fill(100)).toBe(true);
    const listed = await store.books.reversals({ ...owner, settledFrom: T0, limit: 100 });
    expect(listed.rows.map(({ reversal }) => reversal.id)).toContain(extra.id);
    await store.close();
    await raw.close();
  });
});
