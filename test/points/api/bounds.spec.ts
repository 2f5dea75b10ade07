// What one call may cost everybody else: a bounded number of rows, and a turn of the event loop for all others between any few of them.
import { credit } from '../../../src/core/points/book/credit';
import { OpenBook } from '../../../src/core/points/book/open-book';
import { NO_CHANGES } from '../../../src/core/points/decide/changes';
import { NO_READS } from '../../../src/core/points/decide/rows';
import type { PointsStore } from '../../../src/core/points/store';
import { MongoPoints } from '../../../src/store/mongo/points/points';
import { SqlitePoints } from '../../../src/store/sqlite/points/points';
import { SystemClock } from '../../../src/system/clock';
import { ClockUuids } from '../../../src/system/uuids';
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { sha256 } from '../world';
import { Shop } from './shop';

jest.setTimeout(120_000);

const uuids = new ClockUuids(new SystemClock());
/** More than one call may move. */
const LOTS = 10_300;
const A_COMMIT = 2_060;
/** Rows that a list looks at. */
const MOST_LOOKED_AT = 5_000;
/** Rows in a row: two batches, where the marker of a turn runs between them. */
const MOST_IN_A_ROW = 600;

/** What every store of the ledger reads by. */
interface Readable {
  page(query: unknown): Promise<readonly unknown[]>;
  byIds(kind: unknown, ids: unknown): Promise<readonly unknown[]>;
}

/** Counts the rows that the stores of this process read, and how many of them in one turn of the event loop. */
class Meter {
  rows = 0;
  longest = 0;
  #inARow = 0;
  #stopped = false;
  readonly #restore: (() => void)[] = [];

  constructor() {
    for (const engine of [SqlitePoints, MongoPoints]) this.#watch(engine.prototype as unknown as Readable);
    this.#mark();
  }

  #watch(store: Readable): void {
    const { page, byIds } = store;
    const count = <T>(rows: readonly T[]) => this.#count(rows);
    store.page = async function (query) {
      return count(await page.call(this, query));
    };
    store.byIds = async function (kind, ids) {
      return count(await byIds.call(this, kind, ids));
    };
    this.#restore.push(() => Object.assign(store, { page, byIds }));
  }

  async of<T>(work: () => Promise<T>): Promise<{ told: T; rows: number; longest: number }> {
    this.rows = this.longest = 0;
    const told = await work();
    return { told, rows: this.rows, longest: this.longest };
  }

  stop(): void {
    this.#stopped = true;
    for (const restore of this.#restore) restore();
  }

  #count<T>(rows: readonly T[]): readonly T[] {
    this.rows += rows.length;
    this.#inARow += rows.length;
    this.longest = Math.max(this.longest, this.#inARow);
    return rows;
  }

  #mark(): void {
    this.#inARow = 0;
    if (!this.#stopped) setImmediate(() => this.#mark());
  }
}

describeApi('What one call on points may cost the others', ({ databaseUrl }) => {
  let world: World;
  let shop: Shop;
  let meter: Meter;
  let who: string;

  beforeAll(async () => {
    meter = new Meter();
    let store: PointsStore | undefined;
    world = await startWorld(databaseUrl, {}, { services: (given) => ((store = given.store.points), given) });
    if (!store) throw new Error('There is no store');
    shop = await Shop.open(world);
    who = await shop.participant();
    for (let lots = 0; lots < LOTS; lots += A_COMMIT) await earn(store, A_COMMIT);
  }, 120_000);
  afterAll(() => {
    meter.stop();
    return world.close();
  });

  /** So many lots of 1.00 in one commit. */
  async function earn(store: PointsStore, lots: number): Promise<void> {
    const { records } = await store.read({ ...NO_READS, ids: { books: [who] } });
    const [book] = records.books ?? [];
    if (!book) throw new Error('There is no participant');
    const { programId, assetId } = shop;
    const context = { at: Date.now(), dueBy: Date.now(), keyId: null, hash: sha256, nextId: () => uuids.next() };
    const open = new OpenBook({ book, lots: [], holds: [], lotsReadTo: () => null }, context);
    const about = { assetId, programId, mode: 'LOT', description: 'x', referenceId: null } as const;
    const from = { programId, kind: 'SYSTEM_ISSUANCE', detail: null } as const;
    const dates = { expiresAt: null, maturesAt: null } as const;
    for (let lot = 0; lot < lots; lot += 1)
      credit(open, { ...about, ...dates, units: 100n, from, bucket: 'AVAILABLE' });
    await store.commit({ ...NO_CHANGES, books: [{ fromRev: book.rev, change: open.change() }] });
  }

  const filtered = [
    ['lots', () => `/v1/participants/${who}/balances/lots?asset_id=${shop.assetId}&reference_id=none`],
    ['the journal', () => `/v1/journal-entries?participant_id=${who}&action_type=DEBIT`],
  ] as const;

  test.each(filtered)('a filter that fits nothing in %s is answered in short pages', async (_, path) => {
    let cursor: string | null = '';
    let pages = 0;
    for (; cursor !== null; pages += 1) {
      const { told, rows, longest } = await meter.of(() =>
        shop.call(`GET ${path()}${cursor ? `&cursor=${cursor}` : ''}`),
      );
      expect(told.body).toMatchObject({ data: [], has_more: told.body.next_cursor !== null });
      expect(rows).toBeLessThan(MOST_LOOKED_AT + 50);
      expect(longest).toBeLessThan(MOST_IN_A_ROW);
      cursor = told.body.next_cursor;
    }
    expect(pages).toBe(Math.ceil(LOTS / MOST_LOOKED_AT));
  });

  test('lots that are named are read by their ids, and those of others are not there', async () => {
    const { data } = (await shop.call(`GET /v1/participants/${who}/balances/lots?asset_id=${shop.assetId}&limit=20`))
      .body;
    const last = data.at(-1)?.id;
    const { told, rows } = await meter.of(() => shop.balances(who, 'hold', { lot_ids: [last], reference_id: 'one' }));
    expect(told.body).toMatchObject({ amount_processed: '1.00' });
    expect(rows).toBeLessThan(50);
    const freed = await meter.of(() => shop.balances(who, 'release', { lot_ids: [last] }));
    expect(freed.told.body).toMatchObject({ amount_processed: '1.00' });
    expect(freed.rows).toBeLessThan(50);
    const other = await shop.participant();
    await shop.credit(other, '5');
    const stolen = await shop.balances(other, 'hold', { lot_ids: [last] });
    expect([stolen.status, stolen.body.code]).toEqual([422, 'insufficient_balance']);
    const gone = await shop.balances(who, 'forfeit', { bucket: 'AVAILABLE', lot_ids: [last], amount: '0.40' });
    expect(gone.body).toMatchObject({ amount_processed: '0.40' });
    expect(await shop.balance(who)).toMatchObject({ available: '10299.60', held: '0.00' });
  });

  test.each(['hold', 'forfeit'] as const)(
    'a %s of more lots than one call may move stops reading there',
    async (what) => {
      const bucket = what === 'forfeit' ? { bucket: 'AVAILABLE' } : {};
      const { told, rows, longest } = await meter.of(() => shop.balances(who, what, bucket));
      expect([told.status, told.body.code]).toEqual([422, 'too_many_lots']);
      expect(rows).toBeLessThan(5_001 + 50);
      expect(longest).toBeLessThan(MOST_IN_A_ROW);
    },
  );

  test('reports leave room for others, and are made one at a time', async () => {
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const to = new Date(Date.now() + 86_400_000).toISOString();
    const summary = await meter.of(() => shop.call(`GET /v1/reports/ledger-summary?from=${from}&to=${to}`));
    expect(summary.told.body.data).toMatchObject([{ period_issued: '10305.00', period_forfeited: '0.40' }]);
    expect(summary.longest).toBeLessThan(MOST_IN_A_ROW);
    const integrity = () => shop.call('GET /v1/reports/integrity?window=300');
    const many = await meter.of(() => Promise.all(Array.from({ length: 12 }, integrity)));
    expect(many.longest).toBeLessThan(MOST_IN_A_ROW);
    const made = many.told.filter(({ status }) => status === 200);
    expect(made.length).toBeGreaterThanOrEqual(9);
    expect(made.every(({ body }) => body.all_passed)).toBe(true);
    const refused = many.told.filter(({ status }) => status !== 200);
    for (const { status, body, headers } of refused)
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'overloaded', '5']);
    expect(refused.length).toBeGreaterThan(0);
  });
});
