// Reading the ledger while another server writes it: a book and its lots and holds are read one after another, and what is shown is of
// one moment all the same.
import { balanceOf } from '../../src/core/points/book/book';
import { NO_READS, type Reads } from '../../src/core/points/decide/rows';
import type { EntryQuery, PointsStore } from '../../src/core/points/store';
import { hold } from '../../src/core/points/use-cases/movements';
import { findParticipant } from '../../src/core/points/use-cases/setup';
import { settleParticipant } from '../../src/core/points/use-cases/settle';
import { summarise } from '../../src/core/points/use-cases/summary';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { forEachEngine } from '../tools/engines';
import { ASKER, give, participant, pointsOver, program, SetClock, type Setting } from './world';

const HOUR = 3_600_000;

/** The same store, but for one method. */
function overridden(store: PointsStore, own: Partial<PointsStore>): PointsStore {
  return new Proxy(store, {
    get: (inner, name) => {
      const value: unknown = own[name as keyof PointsStore] ?? Reflect.get(inner, name, inner);
      return typeof value === 'function' ? (value.bind(inner) as unknown) : value;
    },
  });
}

forEachEngine('A look at the ledger', (openStore) => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  let clock: SetClock;
  let writer: PointsServices;
  let setting: Setting;

  beforeAll(async () => {
    opened = await openStore();
    clock = new SetClock();
    writer = pointsOver(opened.store.points, clock);
    setting = await program(writer);
  });
  afterAll(() => opened.drop());

  /** Another server, whose look has read the book and is about to read what is due of it when `meanwhile` happens. */
  function reader(meanwhile: () => Promise<unknown>): { services: PointsServices; looks: () => number } {
    const { points } = opened.store;
    let looks = 0;
    const read = async (reads: Reads) => {
      if (reads.dueOf.length > 0) {
        looks += 1;
        await meanwhile();
      }
      return points.read(reads);
    };
    return { services: pointsOver(overridden(points, { read }), clock), looks: () => looks };
  }

  /** 100 that expire and a hold of 30 that ends, both in an hour; and 5 that stay. */
  async function member(name: string): Promise<string> {
    const who = await participant(writer, name);
    await give(writer, setting, who, '100', { expiresAt: clock.now() + HOUR });
    await give(writer, setting, who, '5');
    const about = { ...setting, participantId: who, description: 'hold', referenceId: null, selection: {} };
    await hold(writer, ASKER, { ...about, amount: '30', expiresAt: clock.now() + HOUR }, null);
    return who;
  }

  test('shows what the other server has made of what was due, and not half of it', async () => {
    const who = await member('torn');
    clock.at += HOUR;
    const { services, looks } = reader(() => settleParticipant(writer, ASKER, who));
    const { available, held } = balanceOf(await findParticipant(services, ASKER, who), setting.assetId);
    expect([available, held]).toEqual([500n, 0n]);
    // The second time nothing was due any more.
    expect(looks()).toBe(1);
  });

  test('of more that is due than fits into one write, shows all as done', async () => {
    const who = await participant(writer, 'many');
    const about = { expiresAt: clock.now() + HOUR };
    await Promise.all(Array.from({ length: 210 }, () => give(writer, setting, who, '1', about)));
    await give(writer, setting, who, '5');
    clock.at += HOUR;
    expect(balanceOf(await findParticipant(writer, ASKER, who), setting.assetId).available).toBe(500n);
  });

  test('gives up where the book never stands still, and says that it is worth another try', async () => {
    const who = await member('restless');
    clock.at += HOUR;
    // Each time it is written in between, and is due again before it is read.
    const busy = reader(async () => {
      await give(writer, setting, who, '1', { expiresAt: clock.now() + HOUR });
      clock.at += HOUR;
    });
    await expect(findParticipant(busy.services, ASKER, who)).rejects.toMatchObject({
      code: 'too_many_concurrent_writes',
    });
    const [book] = (await opened.store.points.read({ ...NO_READS, ids: { books: [who] } })).records.books ?? [];
    expect(book?.seq).toBeGreaterThan(busy.looks());
  });
  test('a period ends with what the books had when they were read, whatever moves before its entries are', async () => {
    const [old, busy] = [await participant(writer, 'old'), await participant(writer, 'busy')];
    const period = { from: clock.now(), to: clock.now() + HOUR };
    await give(writer, setting, old, '10');
    clock.at += HOUR / 2;
    await give(writer, setting, busy, '10');
    const { points } = opened.store;
    let moved = false;
    const entries = async (query: EntryQuery) => {
      // Both move, and a third one comes: none of it was there when the books were read.
      if (!moved)
        await Promise.all([old, busy, await participant(writer, 'new')].map((who) => give(writer, setting, who, '1')));
      moved = true;
      return points.entries(query);
    };
    const store = overridden(points, { entries });
    const [row] = (await summarise({ store, clock }, ASKER, { programId: setting.programId, period })).filter(
      ({ assetId }) => assetId === setting.assetId,
    );
    expect(row).toMatchObject({ balance: row?.period?.closingBalance, participants: row?.participants });
    expect(row?.period?.moved.issued).toBe(2000n);
    expect((row?.period?.closingBalance ?? 0n) - (row?.period?.openingBalance ?? 0n)).toBe(2000n);
  });
});
