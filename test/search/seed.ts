// Fills a store with so many redemptions that writing them one by one would take a run of its own: the rows first, their indexes
// after it. What stands there then is what the store itself would have written.
import type { mongo } from 'mongoose';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Store } from '../../src/core/store';
import { fieldsOf, type RedemptionDocument } from '../../src/store/mongo/document';
import { sortKeyOf } from '../../src/store/shared/sort-key';
import type { Database } from '../../src/store/sqlite/engine/database';
import { historyOf, KEPT_REDEMPTION } from '../../src/store/sqlite/kept';
import { indexText } from '../../src/store/sqlite/lists';
import { wordEntries } from '../../src/store/sqlite/search/entries';
import { sideTextOf } from '../../src/store/sqlite/side-tables';
import { isMongo, isSqlite } from '../tools/engines';

const ROW = `INSERT INTO redemptions (id, rev, account_id, livemode, place, status, outcome, type, external_reference, terminal_id,
  claim, claimed, redeemed_cents, reversed_cents, side, document, history)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

type RowOf = (index: number) => Redemption;

/** `rowOf` gives the redemption of each number below `count`. Only into an empty store: it takes the indexes away meanwhile. */
export async function seed(store: Store, count: number, rowOf: RowOf): Promise<void> {
  if (isSqlite(store)) seedFile(store.database, count, rowOf);
  else if (isMongo(store)) await seedCollection(store.collections.redemptions, count, rowOf);
  else throw new Error(`Nobody knows how to fill ${store.engine}`);
}

const BATCH = 2000;

async function seedCollection(
  collection: mongo.Collection<RedemptionDocument>,
  count: number,
  rowOf: RowOf,
): Promise<void> {
  const indexes = (await collection.indexes()).filter(({ name }) => name !== '_id_');
  await collection.dropIndexes();
  for (let from = 0; from < count; from += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, count - from) }, (_, nth): RedemptionDocument => {
      const one = rowOf(from + nth);
      return { _id: one.id, ...fieldsOf(one), outbox: [], outboxed: false };
    });
    await collection.insertMany(documents, { ordered: false });
  }
  // `v` is of the index as it was, and no option.
  await collection.createIndexes(indexes.map(({ v: _version, ...index }) => index as mongo.IndexDescription));
}

function seedFile(database: Database, count: number, rowOf: RowOf): void {
  const indexes = database
    .all("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'redemptions' AND sql IS NOT NULL")
    .map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
  database.run('BEGIN');
  for (const { name } of indexes) database.run(`DROP INDEX ${name}`);
  database.run('CREATE TEMP TABLE words (word INTEGER, place TEXT)');
  for (let index = 0; index < count; index += 1) insert(database, rowOf(index));
  database.run('INSERT INTO search_words SELECT word, place FROM temp.words ORDER BY word, place');
  database.run('DROP TABLE temp.words');
  for (const { sql } of indexes) database.run(sql);
  database.run('COMMIT');
}

function insert(database: Database, one: Redemption): void {
  const place = sortKeyOf(one.createdAt, one.id);
  const { externalReference: external, options } = one;
  database.run(
    ROW,
    one.id,
    one.rev,
    one.accountId,
    Number(one.livemode),
    place,
    one.status,
    one.outcome,
    one.type,
    external === null ? null : indexText(external),
    options.terminal_id === undefined ? null : indexText(options.terminal_id),
    one.claim,
    Number(one.claimed),
    one.redeemedCents,
    one.reversedCents,
    sideTextOf(one),
    KEPT_REDEMPTION.textOf(one),
    historyOf(one),
  );
  database.run(
    'INSERT INTO temp.words (word, place) SELECT value, ? FROM json_each(?)',
    place,
    JSON.stringify(wordEntries(one)),
  );
}
