// Reading the ledger while another server writes it: a book and its lots and holds are read one after another, and what is shown is of
// one moment all the same.
import { balanceOf } from '../../src/core/points/book/book';
import { NO_READS, type Reads } from '../../src/core/points/decide/rows';
import type { PointsStore } from '../../src/core/points/store';
import { hold } from '../../src/core/points/use-cases/movements';
import { findParticipant } from '../../src/core/points/use-cases/setup';
import { settleParticipant } from '../../src/core/points/use-cases/settle';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { forEachEngine } from '../tools/engines';
import { ASKER, give, participant, pointsOver, program, SetClock, type Setting } from './world';

const HOUR = 3_600_000;

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
    const store = new Proxy(points, {
      get: (inner, name) => (name === 'read' ? read : (Reflect.get(inner, name, inner) as unknown)),
    }) as PointsStore;
    return { services: pointsOver(store, clock), looks: () => looks };
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
});
