// What only a file can get wrong: a killed writer, another process, an older or newer schema, who may read it.
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Database, isBusy } from '../../src/store/sqlite/engine/database';
import { GroupCommit } from '../../src/store/sqlite/engine/group-commit';
import { MIGRATIONS, SCHEMA_VERSION } from '../../src/store/sqlite/engine/migrations';
import { lockForServing } from '../../src/store/sqlite/engine/server-lock';
import { openSqliteStore } from '../../src/store/sqlite/store';
import { isSqliteUnavailable } from '../../src/store/sqlite/engine/unavailable';
import {
  fullRedemption,
  nextOf,
  sampleEvent,
  sampleRedemption,
  sampleReview,
  sampleScope,
} from '../fixtures/redemption';

const TYPESCRIPT_HOOK = join(__dirname, '../tools/typescript.cjs');
const ENOUGH = 300;

describe('a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps every acknowledged write of a process that is killed in the middle of writing', async () => {
    const path = join(folder, 'killed.db');
    const child = spawn(process.execPath, ['-r', TYPESCRIPT_HOOK, join(__dirname, 'endless-writer.ts'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === ENOUGH) child.kill('SIGKILL');
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
    const store = await openSqliteStore(path);
    for (const id of acknowledged) {
      const redemption = await store.redemptions.find(id);
      expect(redemption?.id).toBe(id);
      const query = { accountId: redemption?.accountId ?? '', livemode: false, redemptionId: id, limit: 9 };
      expect((await store.events.list(query)).rows).toHaveLength(1);
    }
    await store.close();
  }, 60_000);

  it.each([
    ['the file is moved away', (path: string) => renameSync(path, `${path}.away`)],
    ['the file is deleted', (path: string) => rmSync(path)],
    [
      'another one is put in its place',
      (path: string) => {
        copyFileSync(path, `${path}.copy`);
        renameSync(`${path}.copy`, path);
      },
    ],
    ['its log is deleted', (path: string) => rmSync(`${path}-wal`)],
  ])('acknowledges nothing that a restart would not find: %s', async (_what, happens) => {
    const path = join(mkdtempSync(join(folder, 'gone-')), 'vouch.db');
    const store = await openSqliteStore(path);
    await store.redemptions.insert(sampleRedemption(), []);
    happens(path);
    const thrown: unknown = await store.redemptions.insert(sampleRedemption(), []).catch((error: unknown) => error);
    expect(String(thrown)).toContain('was moved, deleted or replaced while it was open');
    expect(isSqliteUnavailable(thrown)).toBe(true);
    await expect(store.ping()).rejects.toThrow('put it back');
    await store.close();
  });

  it('is not served under two names, by a lock that nobody may write, or by one that is no lock', async () => {
    const home = mkdtempSync(join(folder, 'names-'));
    const path = join(home, 'vouch.db');
    (await lockForServing(path))();
    linkSync(path, join(home, 'hard.db'));
    await expect(lockForServing(path)).rejects.toThrow('has a second name');
    rmSync(join(home, 'hard.db'));
    rmSync(`${path}-server`);
    writeFileSync(`${path}-server`, 'not a database, and long enough to be looked at as one. '.repeat(20));
    await expect(lockForServing(path)).rejects.toThrow(`the lock of this store, ${path}-server, cannot be used`);
    rmSync(`${path}-server`);
    mkdirSync(`${path}-server`);
    await expect(lockForServing(path)).rejects.toThrow(`${path}-server, cannot be used`);
  });

  it('can be read by its owner only', async () => {
    const path = join(folder, 'private', 'deep', 'vouch.db');
    const store = await openSqliteStore(path);
    await store.ping();
    const release = await lockForServing(path);
    for (const suffix of ['', '-wal', '-shm', '-server']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    // Nobody else moves them either, whatever the umask allows.
    for (const made of ['private', join('private', 'deep')])
      expect(statSync(join(folder, made)).mode & 0o777).toBe(0o700);
    release();
    await store.close();
  });

  it('stays locked for one server when it is opened, or asked for, a second time in the same process', async () => {
    const path = join(folder, 'served.db');
    const release = await lockForServing(path);
    await expect(lockForServing(path)).rejects.toThrow('served by another process already');
    (await Database.open(path)).close();
    const other = `const { DatabaseSync } = require('@photostructure/sqlite');
      new DatabaseSync(process.argv[1] + '-server').exec('BEGIN EXCLUSIVE');`;
    const tryOther = () => spawnSync(process.execPath, ['-e', other, path], { encoding: 'utf8' });
    expect(tryOther().stderr).toContain('database is locked');
    // Nothing that a kill would leave behind.
    expect(readdirSync(folder).filter((name) => name.startsWith('served.db-server'))).toEqual(['served.db-server']);
    release();
    expect(tryOther()).toMatchObject({ status: 0, stderr: '' });
  });

  it('opens files of every older version, with what is in them, and refuses those of a newer one', async () => {
    const path = join(folder, 'old.db');
    const old = await Database.open(path, MIGRATIONS.slice(0, 1));
    const review = sampleReview();
    const document = fullRedemption({ reviews: [review], metadata: { shop: '1' }, idempotency: [sampleScope('s')] });
    old.run(
      `INSERT INTO redemptions (id, rev, account_id, livemode, place, status, outcome, type, external_reference,
       terminal_id, claim, claimed, due_at, review_place, redeemed_cents, reversed_cents, side, document)
       VALUES (?, 0, ?, 0, '1', 'confirmed', 'paid', ?, NULL, NULL, 'c', 1, NULL, NULL, 1900, 300, ?, ?)`,
      document.id,
      document.accountId,
      document.type,
      JSON.stringify({ metadata: [], scopes: ['s'], references: [] }),
      JSON.stringify(document),
    );
    old.run('INSERT INTO idempotency_scopes VALUES (?, ?)', 's', document.id);
    const event = sampleEvent(document, 1);
    old.run(
      `INSERT INTO events (id, account_id, livemode, type, redemption_id, created_at, place, document)
       VALUES (?, ?, 0, ?, ?, ?, '1', ?)`,
      ...[event.id, event.accountId, event.type, event.redemptionId, event.createdAt, JSON.stringify(event)],
    );
    old.close();

    const store = await openSqliteStore(path);
    expect(store.database.get('PRAGMA user_version')).toMatchObject({ user_version: SCHEMA_VERSION });
    expect(await store.redemptions.findByReview(review.id)).toStrictEqual(document);
    expect(await store.redemptions.findByIdempotency('s')).toStrictEqual(document);
    expect(await store.events.find(event.id)).toStrictEqual(event);
    const second = sampleReview();
    const next = nextOf(document, { reviews: [review, second], idempotency: [] });
    expect(await store.redemptions.replace(next, 0, [])).toEqual({ kind: 'written' });
    expect(await store.redemptions.findByReview(second.id)).toStrictEqual(next);
    expect(await store.redemptions.findByIdempotency('s')).toBeNull();
    // PINs that were issued before are found, and no more once they are gone.
    expect(await store.sealed.expiredPins(Date.parse('2029-01-02'), 0, 9)).toEqual([document.id]);
    const bare = nextOf(next, { changeVoucher: null, reversals: [], reversedCents: 0 });
    expect(await store.redemptions.replace(bare, 1, [])).toEqual({ kind: 'written' });
    expect(await store.sealed.expiredPins(Date.parse('2029-01-02'), 0, 9)).toEqual([]);
    store.database.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION + 1)}`);
    await store.close();
    await expect(openSqliteStore(path)).rejects.toThrow('written by a newer version of Vouch');
  });

  it('brings a file of each older version to the schema of a new one', async () => {
    const schemaOf = (database: Database) =>
      database.all('SELECT type, name, sql FROM sqlite_master ORDER BY type, name');
    const fresh = await Database.open(join(folder, 'fresh.db'));
    for (const { version } of MIGRATIONS) {
      const path = join(folder, `version-${String(version)}.db`);
      const older = await Database.open(
        path,
        MIGRATIONS.filter((step) => step.version <= version),
      );
      older.close();
      const now = await Database.open(path);
      expect(schemaOf(now)).toEqual(schemaOf(fresh));
      now.close();
    }
    // Each step has a version of its own, or a file that stands between two of them would never get the second.
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    fresh.close();
  });

  it('can be made by several processes at once', async () => {
    const path = join(folder, 'raced.db');
    const databases = await Promise.all(Array.from({ length: 5 }, () => Database.open(path)));
    for (const database of databases) database.close();
  });

  it('shares one commit among all writes of a turn, and a failing one takes nobody else with it', async () => {
    const store = await openSqliteStore(join(folder, 'group.db'));
    const before = store.stats();
    const all = Array.from({ length: 100 }, () => sampleRedemption());
    // The books are wrong in one of them, which the schema itself refuses.
    const bad = sampleRedemption({ reversedCents: 1, idempotency: [sampleScope('bad')], metadata: { a: 'b' } });
    const writes = [...all.slice(0, 50), bad, ...all.slice(50)].map((one) =>
      store.redemptions.insert(one, [sampleEvent(one, 1)]),
    );
    const results = await Promise.allSettled(writes);
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(1);
    expect(results[50]?.status).toBe('rejected');
    expect(store.stats()).toEqual({ durableWrites: before.durableWrites + 100, commits: Number(before.commits) + 1 });
    expect(await store.redemptions.find(bad.id)).toBeNull();
    expect(await store.redemptions.findByIdempotency('bad')).toBeNull();
    for (const one of all) expect(await store.redemptions.find(one.id)).toStrictEqual(one);
    const last = sampleRedemption();
    const writing = store.redemptions.insert(last, []);
    const { redemptions } = store;
    await store.close();
    expect(await writing).toEqual({ kind: 'written' });
    await expect(redemptions.insert(sampleRedemption(), [])).rejects.toThrow('closed');
  });

  it('waits for another process that holds it, while the event loop goes on', async () => {
    const path = join(folder, 'busy.db');
    const [ours, theirs] = [await Database.open(path), await Database.open(path)];
    theirs.exec('BEGIN IMMEDIATE');
    const writer = new GroupCommit(ours);
    let written = false;
    const write = writer.write(() => ours.run('UPDATE pulse SET beats = beats + 1')).then(() => (written = true));
    expect(() => ours.exec('BEGIN IMMEDIATE')).toThrow('database is locked');
    for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
    expect(written).toBe(false);
    expect(ours.get('SELECT beats FROM pulse')).toEqual({ beats: 0 });
    theirs.exec('COMMIT');
    await write;
    expect(theirs.get('SELECT beats FROM pulse')).toEqual({ beats: 1 });
    await writer.close();
    ours.close();
    theirs.close();
    expect(isBusy(new Error('busy'))).toBe(false);
  });

  it('rejects all of a batch whose commit fails, with nothing written', async () => {
    const database = await Database.open(join(folder, 'commit.db'));
    // A deferred foreign key is checked at COMMIT: the cheapest honest way to make one fail.
    database.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED); PRAGMA foreign_keys = ON`);
    const writer = new GroupCommit(database);
    const beat = () => writer.write(() => database.run('UPDATE pulse SET beats = beats + 1'));
    const results = await Promise.allSettled([
      beat(),
      writer.write(() => database.run('INSERT INTO child VALUES (1)')),
      beat(),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(database.get('SELECT beats FROM pulse')).toEqual({ beats: 0 });
    await beat();
    expect(database.get('SELECT beats FROM pulse')).toEqual({ beats: 1 });
    await writer.close();
    database.close();
  });
});
