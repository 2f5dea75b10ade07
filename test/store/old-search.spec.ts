// What an earlier version wrote becomes searchable while the server runs and writes, phone numbers too, and nothing else of it changes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import { phoneDigestsOf } from '../../src/core/search/phones';
import { nameWord, phoneWord, pinEndWord, wordsOf } from '../../src/core/search/words';
import type { Store } from '../../src/core/store';
import { SearchFiller } from '../../src/jobs/search-filler';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { fieldsOf } from '../../src/store/mongo/document';
import { openMongoStore } from '../../src/store/mongo/store';
import { openStore } from '../../src/store/open';
import { Database } from '../../src/store/sqlite/engine/database';
import { MIGRATIONS } from '../../src/store/sqlite/engine/migrations';
import { sortKeyOf } from '../../src/store/shared/sort-key';
import { nextOf, sampleId, sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { searched } from './contract/search';

jest.setTimeout(60_000);
const COUNT = 130;
const owner = { accountId: sampleId('acc'), livemode: false };
const sealer = new AesSealer([Buffer.alloc(32, 7)]);

function oldRedemption(index: number): Redemption {
  return sampleRedemption({
    ...owner,
    createdAt: T0 + index,
    source: {
      pin: '********9838',
      ...(index % 3 ? {} : { phone_number: `08212345${String(index).padStart(2, '0').slice(-2)}` }),
    },
    operations: [sampleOperation({ status: 'succeeded', transactionId: `T-${String(index)}` })],
    status: 'failed',
    outcome: 'not_paid',
    settledAt: T0,
  });
}

/** As the version before wrote it, or, without `history`, one before that. */
function putIntoOldFile(database: Database, one: Redemption, history: boolean): void {
  const { journal, idempotency, ...rest } = one;
  database.run(
    `INSERT INTO redemptions (id, rev, account_id, livemode, place, status, outcome, type, claim, claimed,
     redeemed_cents, reversed_cents, side, document, history) VALUES (?, 0, ?, 0, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?)`,
    one.id,
    one.accountId,
    sortKeyOf(one.createdAt, one.id),
    one.status,
    one.outcome,
    one.type,
    one.claim,
    JSON.stringify({ metadata: [], scopes: [], references: [], reviews: [], pins: [], settled: [], reversals: [] }),
    JSON.stringify(history ? rest : one),
    history ? JSON.stringify({ journal, idempotency }) : null,
  );
}

async function story(store: Store, old: readonly Redemption[]): Promise<void> {
  expect(await store.search.isFilled()).toBe(false);
  // Read before it is brought in, and written after: a number that was made searchable must not be lost by that.
  const read = await store.redemptions.find(old[0]?.id ?? '');
  if (!read) throw new Error('it is there');
  const errors: unknown[] = [];
  const filler = new SearchFiller(store.search, sealer, (error) => errors.push(error));
  filler.start();
  const changed = old.slice(1, 20);
  const written = await Promise.all(
    changed.map((one) => store.redemptions.replace(nextOf(one, { externalReference: `new ${one.id}` }), 0, [])),
  );
  const fresh = sampleRedemption({ ...owner, createdAt: T0 + 30_000, source: { pin: '********9838' } });
  await store.redemptions.insert(fresh, []);
  // The filler goes on by timers.
  while (!(await store.search.isFilled())) await new Promise((resolve) => setImmediate(resolve));
  await filler.stop();
  expect(errors).toEqual([]);

  const { ids } = await searched(store, { ...owner, terms: [[pinEndWord('9838')]], limit: 50 });
  expect(ids).toEqual([fresh.id, ...old.map(({ id }) => id).reverse()]);
  for (const one of [old[0], old[45], old[100], old[129]]) {
    if (!one) throw new Error('it is there');
    const standing = await store.redemptions.find(one.id);
    const digests = phoneDigestsOf(sealer, one.source, one.options);
    const rev = digests.length > 0 ? 1 : 0;
    expect(standing).toStrictEqual({ ...one, rev, ...(rev ? { phoneDigests: digests } : {}) });
    for (const word of standing ? wordsOf(standing) : [])
      expect(
        (await searched(store, { ...owner, terms: [[word], [nameWord(one.operations[0]?.transactionId ?? '')]] })).ids,
      ).toEqual([one.id]);
  }
  // Of two writers at the same revision one is told that it was late.
  expect(await store.redemptions.replace(nextOf(read), 0, [])).toEqual({ kind: 'stale' });
  for (const [index, one] of changed.entries()) {
    const number = one.source['phone_number'];
    if (number === undefined || written[index]?.kind !== 'written') continue;
    const digest = sealer.phoneDigest(`27${number.slice(1)}`);
    expect((await searched(store, { ...owner, terms: [[phoneWord(digest)]] })).ids).toContain(one.id);
  }
  expect(written.filter(({ kind }) => kind === 'written').length).toBeGreaterThan(0);
  expect(await store.search.fill(100, () => [])).toBe(false);
}

describe('what an earlier version wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-old-search-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('becomes searchable in a SQLite file while it is open', async () => {
    const path = join(folder, 'vouch.db');
    const old = Array.from({ length: COUNT }, (_, index) => oldRedemption(index));
    const database = await Database.open(
      path,
      MIGRATIONS.filter(({ version }) => version <= 15),
    );
    for (const [index, one] of old.entries()) putIntoOldFile(database, one, index % 2 === 0);
    database.close();
    const store = await openStore(`sqlite:${path}`);
    await story(store, old);
    await store.close();
    const again = await openStore(`sqlite:${path}`);
    expect(await again.search.isFilled()).toBe(true);
    await again.close();
  });
});

describeWithMongo('what an earlier version wrote on a replica set', () => {
  it('becomes searchable while the server runs, and what that version writes beside it', async () => {
    const url = await freshMongoUrl();
    const raw = await openMongoStore(url);
    const { redemptions } = raw.collections;
    const old = Array.from({ length: COUNT }, (_, index) => oldRedemption(index));
    const asBefore = (one: Redemption) => {
      const { words, ...fields } = fieldsOf(one);
      expect(words).not.toEqual([]);
      return { _id: one.id, ...fields, outbox: [], outboxed: false };
    };
    await redemptions.insertMany(old.map(asBefore));
    const store = await openStore(url);
    await story(store, old);
    const late = oldRedemption(999);
    await redemptions.insertOne(asBefore(late));
    expect(await store.search.fill(100, () => [])).toBe(true);
    const { ids } = await searched(store, { ...owner, terms: [[nameWord('T-999')]] });
    expect(ids).toEqual([late.id]);
    await store.close();
    await raw.close();
  });
});
