// The contract of the ledger's store, held by every engine: a commit is all or nothing, whatever is stale or taken writes nothing, and every
// list walks one index.
import type { mongo } from 'mongoose';
import type { Book } from '../../src/core/points/book/book';
import { newBook, NO_PROFILE } from '../../src/core/points/book/new-book';
import { OpenBook } from '../../src/core/points/book/open-book';
import { credit } from '../../src/core/points/book/credit';
import { hold } from '../../src/core/points/book/holding';
import { NO_CHANGES, type Changes } from '../../src/core/points/decide/changes';
import { NO_READS, type RecordKind } from '../../src/core/points/decide/rows';
import { newLimit, stockId } from '../../src/core/points/records/limit';
import type { Program } from '../../src/core/points/records/program';
import type { PointsRedemption } from '../../src/core/points/records/redemption';
import type { Reward } from '../../src/core/points/records/reward';
import type { Found, PointsStore } from '../../src/core/points/store';
import type { Find } from '../../src/store/mongo/lists';
import { findOf, openOnShelves } from '../../src/store/mongo/points/pages';
import * as queries from '../../src/store/shared/points/queries';
import type { StoredQuery } from '../../src/store/shared/points/queries';
import { KINDS } from '../../src/store/shared/points/kinds';
import { pageOf } from '../../src/store/sqlite/points/pages';
import { SystemClock } from '../../src/system/clock';
import { ClockUuids } from '../../src/system/uuids';
import { forEachEngine, isMongo, isSqlite } from '../tools/engines';
import type { Store } from '../../src/core/store';
import { sha256 } from './world';

const OWNER = { accountId: 'acc_1', livemode: false };
const AT = Date.UTC(2026, 0, 1);
const uuids = new ClockUuids(new SystemClock());
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A book's next state by `work`, as a commit takes it. */
function written(book: Book, work: (open: OpenBook) => void, at = AT): Changes {
  const context = { at, dueBy: at, keyId: null, hash: sha256, nextId: () => uuids.next() };
  const open = new OpenBook({ book, lots: [], holds: [], lotsReadTo: () => null }, context);
  work(open);
  return { ...NO_CHANGES, books: [{ fromRev: book.rev, change: open.change() }] };
}

const freshBook = (name = uuids.next()): Book =>
  newBook({ ...OWNER, participantId: uuids.next(), externalId: name, profile: NO_PROFILE, at: AT });
const about = { assetId: 'asset', mode: 'LOT', programId: 'program', description: 'x', referenceId: null } as const;
const given = (book: Book, more: object = {}, at = AT): Changes =>
  written(
    book,
    (open) =>
      credit(open, {
        ...about,
        units: 5n,
        from: { programId: 'program', kind: 'SYSTEM_ISSUANCE', detail: null },
        bucket: 'AVAILABLE',
        expiresAt: null,
        maturesAt: null,
        ...more,
      }),
    at,
  );
const bookOf = (changes: Changes): Book => changes.books[0]?.change.book ?? freshBook();

const redemption = (over: Partial<PointsRedemption> = {}): PointsRedemption => ({
  ...OWNER,
  id: uuids.next(),
  version: 1,
  participantId: 'p-1',
  programId: 'program',
  assetId: 'asset',
  rewardId: null,
  amount: 5n,
  quantity: null,
  unitCost: null,
  description: 'x',
  reversedAmount: 0n,
  reversedQuantity: 0,
  journalEntryId: 'e',
  target: { programId: 'program', kind: 'SYSTEM_REDEMPTION', detail: null },
  taken: [],
  managedBy: null,
  referenceId: null,
  createdAt: AT,
  updatedAt: AT,
  ...over,
});
const programRecord = (over: Partial<Program> = {}): Program => ({
  ...OWNER,
  id: uuids.next(),
  rev: 1,
  name: 'x',
  description: null,
  status: 'ACTIVE',
  onUnknownParticipant: 'REJECT',
  redemptionTarget: 'SYSTEM_REDEMPTION',
  targetEntityId: null,
  assetIds: [],
  cashRates: {},
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
  ...over,
});
const rewardRecord = (over: Partial<Reward> = {}): Reward => ({
  ...OWNER,
  id: uuids.next(),
  rev: 1,
  programId: 'program',
  assetId: 'asset',
  name: 'Mug',
  description: null,
  category: null,
  kind: 'UNIT_BASED',
  unitCost: 1n,
  maxTotal: null,
  maxPerParticipant: null,
  status: 'ACTIVE',
  availableFrom: null,
  availableUntil: null,
  metadata: {},
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
  ...over,
});
const key = (id: string, ownerId = 'owner') => ({ id, ownerId, requestDigest: 'digest', at: AT });

forEachEngine('The store of points', (openStore) => {
  let opened: Store;
  let drop: () => Promise<void>;
  let store: PointsStore;
  beforeAll(async () => {
    ({ store: opened, drop } = await openStore());
    store = opened.points;
  });
  afterAll(() => drop());

  const kindOf = async (changes: Changes) => (await store.commit(changes)).kind;
  const find = async <K extends RecordKind>(kind: K, ...ids: string[]) =>
    (await store.read({ ...NO_READS, ids: { [kind]: ids } })).records[kind] ?? [];

  test('a commit is all of it or nothing, and what is read is what was written', async () => {
    const changes = {
      ...given(freshBook(), { units: 10n ** 29n }),
      limits: [{ from: 0, record: { ...newLimit('l-1', 9n), rev: 1 } }],
      keys: [key('k-1')],
    };
    expect(await kindOf(changes)).toBe('written');
    const [{ change } = { change: undefined }] = changes.books;
    expect(await find('books', bookOf(changes).participantId)).toEqual([change?.book]);
    expect(await find('entries', change?.entries[0]?.id ?? '')).toEqual(change?.entries);
    expect(await find('lots', change?.lots[0]?.id ?? '')).toEqual(change?.lots);
    expect(await find('limits', 'l-1', 'l-none')).toEqual([changes.limits[0]?.record]);
    expect(await find('keys', 'k-1')).toEqual(changes.keys);
    // Each part of a commit spoils all of it.
    const record = programRecord();
    const item = redemption();
    await store.commit({ ...NO_CHANGES, programs: [{ from: 0, record }], redemptions: [{ from: 0, record: item }] });
    const spoilt: [string, Partial<Changes>][] = [
      ['stale', { books: changes.books }],
      ['stale', { limits: [{ from: 2, record: { ...newLimit('l-1', 9n), rev: 3 } }] }],
      ['stale', { limits: [{ from: 0, record: { ...newLimit('l-1', 9n), rev: 1 } }] }],
      ['stale', { programs: [{ from: 0, record }] }],
      ['stale', { programs: [{ from: 7, record: { ...record, rev: 8 } }] }],
      ['stale', { redemptions: [{ from: 2, record: { ...item, version: 3 } }] }],
      ['stale', { redemptions: [{ from: 0, record: item }] }],
      ['taken', { keys: [key('k-1', 'another')] }],
    ];
    for (const [kind, part] of spoilt) {
      const other = given(freshBook());
      const merged = {
        ...other,
        ...part,
        books: [...other.books, ...(part.books ?? [])],
        keys: [...(part.keys ?? []), key(`k of ${bookOf(other).participantId}`)],
      };
      expect([part, await kindOf(merged)]).toEqual([part, kind]);
      expect(await find('books', bookOf(other).participantId)).toEqual([]);
      expect(await find('entries', other.books[0]?.change.entries[0]?.id ?? '')).toEqual([]);
      expect(await find('keys', `k of ${bookOf(other).participantId}`)).toEqual([]);
    }
    expect(await find('keys', 'k-1')).toEqual(changes.keys);
  });

  test('a key that was freed can be taken, in the same commit as well', async () => {
    expect(await kindOf({ ...NO_CHANGES, keys: [key('n-1')] })).toBe('written');
    expect(await kindOf({ ...NO_CHANGES, keys: [key('n-1', 'two')], freedKeys: ['n-1'] })).toBe('written');
    expect(await find('keys', 'n-1')).toMatchObject([{ ownerId: 'two' }]);
    expect(await kindOf({ ...NO_CHANGES, freedKeys: ['n-1', 'n-none'] })).toBe('written');
    expect(await kindOf({ ...NO_CHANGES, keys: [key('n-1', 'three')] })).toBe('written');
  });

  test('of twenty commits on one book, one stock or one key, one is written', async () => {
    const made = given(freshBook());
    await store.commit({ ...made, limits: [{ from: 0, record: { ...newLimit('l-race', 9n), rev: 1 } }] });
    const races: (() => Changes)[] = [
      () => given(bookOf(made)),
      () => ({ ...NO_CHANGES, limits: [{ from: 1, record: { ...newLimit('l-race', 9n), rev: 2 } }] }),
      () => ({ ...NO_CHANGES, keys: [key('race', uuids.next())] }),
      () => given({ ...freshBook(), participantId: 'one new participant' }),
    ];
    for (const race of races) {
      const kinds = await Promise.all(times(20, () => kindOf(race())));
      expect(kinds.filter((kind) => kind === 'written')).toHaveLength(1);
    }
  });

  test('keys are dropped by their age, and names stay', async () => {
    await store.commit({
      ...NO_CHANGES,
      keys: [
        { ...key('old'), at: AT - 5 },
        { ...key('name'), requestDigest: null, at: AT - 5 },
        { ...key('young'), at: AT + 5 },
      ],
    });
    expect(await store.expireKeys(AT, 1)).toBe(1);
    expect(await store.expireKeys(AT, 10)).toBe(0);
    expect((await find('keys', 'old', 'name', 'young')).map(({ id }) => id).sort()).toEqual(['name', 'young']);
  });

  test('lots and holds are read in their order, what is due as well', async () => {
    let book = freshBook();
    const at = AT + 1000;
    for (const [index, expiresAt] of [at + 50, null, at + 10, at + 90].entries()) {
      const changes = given(
        book,
        {
          units: BigInt(index + 1),
          expiresAt,
          programId: index % 2 ? 'program' : 'other',
          referenceId: `r${String(index)}`,
        },
        at,
      );
      await store.commit(changes);
      book = bookOf(changes);
    }
    const shelf = { participantId: book.participantId, assetId: 'asset' };
    const units = (lots: readonly { readonly amount: bigint }[] | undefined) =>
      lots?.map(({ amount }) => Number(amount));
    const { lotsOf } = await store.read({ ...NO_READS, lotsOf: [{ ...shelf, limit: 3 }] });
    expect(units(lotsOf[0])).toEqual([1, 2, 3]);
    const { dueOf } = await store.read({ ...NO_READS, dueOf: [{ participantId: book.participantId, at: at + 50 }] });
    expect(units(dueOf[0]?.lots)).toEqual([3, 1]);
    expect(dueOf[0]).toMatchObject({ nextDueAt: at + 90, more: false });
    const held = written(book, (open) => hold(open, { ...about, mode: 'SIMPLE', units: 2n, expiresAt: at + 20 }), at);
    await store.commit(held);
    const { holdsOf } = await store.read({ ...NO_READS, holdsOf: [shelf] });
    expect(holdsOf[0]).toEqual(held.books[0]?.change.holds);
    expect((await store.due(at + 10, 50)).map(({ participantId }) => participantId)).toContain(book.participantId);
    expect((await store.due(at + 9, 50)).map(({ participantId }) => participantId)).not.toContain(book.participantId);
    const list = async (more: object) => units((await store.lots({ ...shelf, limit: 10, ...more })).rows);
    expect(await list({})).toEqual([1, 2, 3, 4]);
    expect(await list({ limit: 2 })).toEqual([1, 2]);
    expect(await list({ status: 'AVAILABLE', programId: 'other' })).toEqual([1, 3]);
    expect(await list({ status: 'EXPIRED' })).toEqual([]);
    expect(await list({ referenceId: 'r3' })).toEqual([4]);
    expect(await list({ expiresBefore: at + 50 })).toEqual([3]);
    expect(await list({ expiresAfter: at + 10 })).toEqual([1, 4]);
    const [, second] = (await store.lots({ ...shelf, limit: 2 })).rows;
    expect(await list({ after: second })).toEqual([3, 4]);
    expect((await store.journal(book.participantId, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  test('lots of many participants are read together, of each as many as it needs', async () => {
    const shelves = await Promise.all(
      [5, 1, 3, 0].map(async (lots) => {
        let book = freshBook();
        for (let count = 0; count < lots; count += 1) {
          const changes = given(book, { units: BigInt(count + 1) });
          await store.commit(changes);
          book = bookOf(changes);
        }
        return { participantId: book.participantId, assetId: 'asset' };
      }),
    );
    const read = async (...limits: number[]) => {
      const lotsOf = shelves.map((shelf, index) => ({ ...shelf, limit: limits[index] ?? 0 }));
      const rows = await store.read({ ...NO_READS, lotsOf });
      return rows.lotsOf.map((lots) => lots.map(({ amount }) => Number(amount)));
    };
    expect(await read(9, 9, 9, 9)).toEqual([[1, 2, 3, 4, 5], [1], [1, 2, 3], []]);
    // The first has more than all of them ask for: those after it must not go without.
    expect(await read(1, 1, 1, 1)).toEqual([[1], [1], [1], []]);
    expect(await read(2, 2, 2, 1)).toEqual([[1, 2], [1], [1, 2], []]);
    expect(await read(4, 1, 3, 1)).toEqual([[1, 2, 3, 4], [1], [1, 2, 3], []]);
  });

  test('every list pages through all of its rows, once each, newest first', async () => {
    const owner = { accountId: 'acc_pages', livemode: true };
    const records = <T>(make: (over: object) => T) =>
      times(7, (index) => make({ ...owner, createdAt: AT + Math.floor(index / 2) }));
    const programs = records(programRecord);
    const rewards = records(rewardRecord).map((one, index) => ({
      ...one,
      programId: 'paged',
      name: `${index % 2 ? 'mug' : 'Cup'} ${String(index)}`,
    }));
    const redemptions = records(redemption).map((one, index) => ({
      ...one,
      participantId: 'paged',
      programId: 'paged',
      rewardId: index % 2 ? 'r' : null,
      reversedAmount: index % 3 ? 0n : 5n,
    }));
    const writes = <T>(some: readonly T[]) => some.map((record) => ({ from: 0, record }));
    await store.commit({
      ...NO_CHANGES,
      programs: writes(programs),
      rewards: writes(rewards),
      redemptions: writes(redemptions),
    });
    const newest = (rows: readonly { readonly createdAt: number; readonly id: string }[]) =>
      [...rows].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
    async function paged(
      list: (page: object) => Promise<Found<{ readonly id: string; readonly createdAt: number }>>,
    ): Promise<string[]> {
      const ids: string[] = [];
      for (let page = {}; ;) {
        const { rows } = await list({ ...owner, limit: 2, ...page });
        ids.push(...rows.map(({ id }) => id));
        const last = rows.at(-1);
        if (rows.length < 2 || !last) return ids;
        page = { after: last, ...('name' in last ? { afterName: last.name } : {}) };
      }
    }
    expect(await paged((page) => store.programs({ includeArchived: false, ...page } as never))).toEqual(
      newest(programs),
    );
    expect(await paged((page) => store.redemptions({ participantId: 'paged', ...page } as never))).toEqual(
      newest(redemptions),
    );
    expect(
      await paged((page) => store.redemptions({ programId: 'paged', status: 'COMPLETED', ...page } as never)),
    ).toEqual(newest(redemptions.filter(({ reversedAmount }) => reversedAmount === 0n)));
    expect(await paged((page) => store.redemptions({ programId: 'paged', rewardId: 'r', ...page } as never))).toEqual(
      newest(redemptions.filter(({ rewardId }) => rewardId)),
    );
    const catalog = { programId: 'paged', includeArchived: false, sortBy: 'created_at', descending: true };
    expect(await paged((page) => store.rewards({ ...catalog, ...page } as never))).toEqual(newest(rewards));
    expect(await paged((page) => store.rewards({ ...catalog, search: 'MUG', ...page } as never))).toEqual(
      newest(rewards.filter(({ name }) => name.startsWith('mug'))),
    );
    const byName = [...rewards]
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
      .map(({ id }) => id);
    expect(
      await paged((page) => store.rewards({ ...catalog, sortBy: 'name', descending: false, ...page } as never)),
    ).toEqual(byName);
    expect(await paged((page) => store.rewards({ ...catalog, sortBy: 'name', ...page } as never))).toEqual(
      [...byName].reverse(),
    );
    expect((await store.programs({ ...owner, accountId: 'acc_other', includeArchived: true, limit: 9 })).rows).toEqual(
      [],
    );
    expect((await store.programs({ ...owner, livemode: false, includeArchived: true, limit: 9 })).rows).toEqual([]);
  });

  // A plan holds however many rows there are: these many are enough to see a scan or a sort.
  test('every list and every queue walks one index in its order', async () => {
    for (let batch = 0; batch < 4; batch += 1) {
      const some = times(50, (index) =>
        given(freshBook(), { expiresAt: AT + 1 + index, referenceId: `ref ${String(index % 5)}` }, AT + index),
      );
      await Promise.all(some.map((changes) => store.commit(changes)));
    }
    const after = { createdAt: AT + 40, id: '0' };
    const owned = { ...OWNER, limit: 5 };
    const shelf = { participantId: 'p-1', assetId: 'asset' };
    const catalog = { ...owned, programId: 'program', includeArchived: true };
    const redemptionFilters = [
      {},
      { status: 'COMPLETED' as const },
      { rewardId: 'r' },
      { status: 'COMPLETED' as const, rewardId: 'r' },
      { from: AT, to: AT + 9 },
    ];
    const entryFilters = [
      {},
      { participantId: 'p-1' },
      { referenceId: 'ref 1' },
      { programId: 'program' },
      { actionType: 'CREDIT' as const },
      { assetId: 'asset' },
      { from: AT, to: AT + 9 },
      { programId: 'program', actionType: 'CREDIT' as const },
    ];
    const all: StoredQuery[] = [
      ...(['programs', 'assets', 'entities', 'books'] as const).flatMap((kind) => [
        queries.ownedList(kind, owned),
        queries.ownedList(kind, { ...owned, after }),
      ]),
      ...(['created_at', 'name'] as const).flatMap((sortBy) =>
        [true, false].map((descending) =>
          queries.rewardList({ ...catalog, sortBy, descending, after, afterName: 'x' }),
        ),
      ),
      queries.rewardList({ ...catalog, sortBy: 'name', descending: false, status: 'ACTIVE' }),
      ...[{ participantId: 'p-1' }, { programId: 'program' }].flatMap((whose) =>
        redemptionFilters.flatMap((filter) => [
          queries.redemptionList({ ...owned, ...whose, ...filter }),
          queries.redemptionList({ ...owned, ...whose, ...filter, after }),
        ]),
      ),
      ...entryFilters.flatMap((filter) => [
        queries.entryList({ ...owned, ...filter }),
        queries.entryList({ ...owned, ...filter, after }),
      ]),
      queries.lotList({ ...shelf, limit: 5 }),
      queries.lotList({ ...shelf, limit: 5, status: 'HELD', after: { createdAt: AT, seq: 1 } }),
      ...(['lots', 'holds'] as const).flatMap((kind) => [
        queries.openList(kind, shelf, 5),
        queries.dueList(kind, 'p-1', { at: AT, later: false, limit: 5 }),
        queries.dueList(kind, 'p-1', { at: AT, later: true, limit: 5 }),
      ]),
      queries.dueBooks(AT + 30, 5),
      queries.dueBooksOf(OWNER, AT + 30, 5),
      queries.nextWithDue(null),
      queries.nextWithDue(OWNER),
      queries.allBooks(OWNER, '', 5),
      queries.bookJournal('p-1', 0, 5),
      queries.reversalList('r', 0, 5),
    ];
    for (const query of all) expect([query, await faultOf(query)]).toEqual([query, null]);
    if (!isMongo(opened)) return;
    const needs = ['p-1', 'p-2', 'p-3'].map((participantId) => ({ participantId, assetId: 'asset', limit: 5 }));
    for (const kind of ['lots', 'holds'] as const)
      expect([kind, await mongoFaultOf(kind, openOnShelves(kind, needs))]).toEqual([kind, null]);
  });

  async function faultOf(query: StoredQuery): Promise<string | null> {
    if (isSqlite(opened)) {
      const { sql, values } = pageOf(query);
      const plan = opened.database
        .all(`EXPLAIN QUERY PLAN ${sql}`, ...values)
        .map(({ detail }) => String(detail))
        .join('\n');
      return /SEARCH/.test(plan) && !/SCAN|USE TEMP B-TREE|AUTOMATIC/.test(plan) ? null : plan;
    }
    return mongoFaultOf(query.kind, findOf(query));
  }

  async function mongoFaultOf(kind: StoredQuery['kind'], { filter, sort, index, limit }: Find): Promise<string | null> {
    if (!isMongo(opened)) throw new Error('A third engine');
    const collection = opened.collections.events.db.collection(`points_${KINDS[kind].name}`);
    const found = collection.find(filter as mongo.Filter<mongo.Document>, { sort, hint: index, limit });
    const { queryPlanner } = (await found.explain('queryPlanner')) as { queryPlanner: { winningPlan: object } };
    const plan = JSON.stringify(queryPlanner.winningPlan);
    return plan.includes('"IXSCAN"') && !/"(COLLSCAN|SORT)"/.test(plan) ? null : plan;
  }

  test('a stock of a reward is read by its name', async () => {
    await store.commit({ ...NO_CHANGES, limits: [{ from: 0, record: { ...newLimit(stockId('r-9'), null), rev: 1 } }] });
    expect(await find('limits', stockId('r-9'))).toEqual([{ id: 'stock:r-9', rev: 1, used: 0n, ceiling: null }]);
  });
});
