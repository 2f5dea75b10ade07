// "Not now" in the words of each driver, from the driver itself, and what is a defect instead.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { mongo } from 'mongoose';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import { isMongoUnavailable } from '../../src/store/mongo/engine/unavailable';
import { translateErrors } from '../../src/store/open';
import { openSqliteStore } from '../../src/store/sqlite/store';
import { isSqliteUnavailable } from '../../src/store/sqlite/engine/unavailable';
import { sampleRedemption } from '../fixtures/redemption';

describe('a store that is not available', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-unavailable-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const errorOf = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    throw new Error('Nothing failed');
  };

  it('is known by SQLite’s own errors: busy, full, read-only; not by a broken rule or a file that is no database', () => {
    const path = join(folder, 'raw.db');
    const database = new DatabaseSync(path, { timeout: 0 });
    database.exec('CREATE TABLE t (a TEXT PRIMARY KEY)');
    const other = new DatabaseSync(path, { timeout: 0 });
    other.exec('BEGIN IMMEDIATE');
    const busy = errorOf(() => database.exec("INSERT INTO t VALUES ('a')"));
    other.exec('COMMIT');
    other.close();
    database.exec("PRAGMA max_page_count = 3; INSERT INTO t VALUES ('a')");
    const full = errorOf(() => database.exec('INSERT INTO t VALUES (hex(zeroblob(100000)))'));
    const twice = errorOf(() => database.exec("INSERT INTO t VALUES ('a')"));
    database.close();
    const reader = new DatabaseSync(path, { readOnly: true });
    const readOnly = errorOf(() => reader.exec("INSERT INTO t VALUES ('b')"));
    reader.close();
    const text = join(folder, 'text.db');
    writeFileSync(text, 'This is not a database. '.repeat(100));
    const broken = new DatabaseSync(text);
    const noDatabase = errorOf(() => broken.exec('SELECT * FROM t'));
    broken.close();
    const known = { busy, full, readOnly, twice, noDatabase, other: new Error('busy'), nothing: undefined };
    const answers = Object.entries(known).map(([name, error]) => [name, isSqliteUnavailable(error)]);
    expect(Object.fromEntries(answers)).toEqual({
      busy: true,
      full: true,
      readOnly: true,
      twice: false,
      noDatabase: false,
      other: false,
      nothing: false,
    });
  });

  it('is known by MongoDB’s: no primary, no connection, no majority; not by a broken rule', () => {
    const answer = (code: number) => new mongo.MongoServerError({ message: 'm', code });
    const result = { getWriteConcernError: () => undefined } as unknown as mongo.BulkWriteResult;
    const bulkOf = (error: Error) => new mongo.MongoBulkWriteError(error, result);
    const labelled = answer(1);
    labelled.addErrorLabel('RetryableWriteError');
    const away = [
      new mongo.MongoNetworkError('closed'),
      answer(10107),
      answer(189),
      answer(64),
      answer(14031),
      labelled,
      bulkOf(new mongo.MongoNetworkError('read ECONNRESET')),
      bulkOf(new mongo.MongoNotConnectedError('closed')),
    ];
    expect(away.map(isMongoUnavailable)).toEqual(away.map(() => true));
    const defects = [
      answer(11000),
      bulkOf(answer(11000)),
      answer(121),
      new mongo.MongoInvalidArgumentError('m'),
      new Error('no primary'),
      null,
    ];
    expect(defects.map(isMongoUnavailable)).toEqual(defects.map(() => false));
  });

  it('says so from every port, whichever way the port fails, and lets every other error through', async () => {
    const inner = await openSqliteStore(join(folder, 'edge.db'));
    const cause = new Error('the disk is gone');
    const store = translateErrors(inner, (error) => error === cause);
    const redemption = sampleRedemption();
    expect(await store.redemptions.insert(redemption, [])).toEqual({ kind: 'written' });
    expect(await inner.redemptions.find(redemption.id)).toStrictEqual(redemption);
    expect(store.stats()).toEqual(inner.stats());
    // Books that cannot be are a defect of the caller.
    await expect(store.redemptions.insert(sampleRedemption({ reversedCents: 1 }), [])).rejects.not.toBeInstanceOf(
      StoreUnavailable,
    );

    inner.database.close();
    const thrown: unknown = await store.redemptions.find(redemption.id).catch((error: unknown) => error);
    expect(thrown).not.toBeInstanceOf(StoreUnavailable);
    const closed = translateErrors(inner, () => true);
    for (const call of [
      () => closed.redemptions.find(redemption.id),
      () => closed.redemptions.insert(sampleRedemption(), []),
      () => closed.accounts.findKeyByDigest('d'),
      () => closed.storedAnswers.find('s'),
      () => closed.events.find('evt_1'),
      () => closed.findings.find('rvw_1'),
      () => closed.webhooks.findEndpoint('whe_1'),
    ]) {
      const error: unknown = await call().catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect((error as StoreUnavailable).cause).toBeDefined();
    }
    await store.close();
  });
});
