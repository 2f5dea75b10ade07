// Names of movements, between two servers: the movement and the question about it race for one name, and what the loser says is true.
import { balanceOf } from '../../src/core/points/book/book';
import type { TillMovement } from '../../src/core/points/decide/till/commands';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { findParticipant, setCashRate } from '../../src/core/points/use-cases/setup';
import { moveAtTill, settleAtTill } from '../../src/core/points/use-cases/till';
import { forEachEngine } from '../tools/engines';
import { ASKER, give, participant, pointsOver, program, SetClock, type Setting } from './world';

jest.setTimeout(120_000);

const DAY = 86_400_000;

forEachEngine('Names at a till', (openStore) => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  let clock: SetClock;
  let one: PointsServices;
  let two: PointsServices;
  let setting: Setting;
  let who: string;

  beforeAll(async () => {
    opened = await openStore();
    clock = new SetClock();
    one = pointsOver(opened.store.points, clock);
    two = pointsOver(opened.store.points, clock);
    setting = await program(one);
    await setCashRate(one, ASKER, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '10' } });
    who = await participant(one, 'till');
    await give(one, setting, who, '1000');
  });
  afterAll(() => opened.drop());

  const take = (cents = 100): TillMovement => ({
    kind: 'take',
    account: { ...setting, participantId: who },
    cents,
    currency: 'ZAR',
    upTo: false,
    redemptionId: 'rdm_1',
    held: null,
  });
  const available = async () => balanceOf(await findParticipant(one, ASKER, who), setting.assetId).available;

  test('what was asked about first can never come, not even after the keys of calls are forgotten', async () => {
    const before = await available();
    expect(await settleAtTill(one, ASKER, 'late')).toEqual({ kind: 'never' });
    clock.at += 31 * DAY;
    await opened.store.points.expireKeys(clock.at, 1_000);
    expect(await moveAtTill(two, ASKER, 'late', take())).toEqual({ kind: 'never' });
    expect(await available()).toBe(before);
    // Of another account or mode it is another name.
    expect(await settleAtTill(one, { ...ASKER, livemode: true }, 'late')).toEqual({ kind: 'never' });
  });

  test('the same name moves once, whatever else it asks for the second time', async () => {
    const before = await available();
    const first = await moveAtTill(one, ASKER, 'once', take());
    expect(first).toMatchObject({ kind: 'moved', cents: 100, units: '10.00' });
    clock.at += 31 * DAY;
    await opened.store.points.expireKeys(clock.at, 1_000);
    expect(await moveAtTill(two, ASKER, 'once', take(500))).toEqual(first);
    expect(await settleAtTill(two, ASKER, 'once')).toEqual(first);
    expect(await available()).toBe(before - 1_000n);
  });

  test('a movement and its question at the same moment agree', async () => {
    const before = await available();
    const names = Array.from({ length: 20 }, (_, index) => `race ${String(index)}`);
    const pairs = await Promise.all(
      names.map(async (name) => Promise.all([moveAtTill(one, ASKER, name, take()), settleAtTill(two, ASKER, name)])),
    );
    for (const [moved, told] of pairs) expect(told).toEqual(moved);
    const moved = pairs.filter(([{ kind }]) => kind === 'moved').length;
    expect(await available()).toBe(before - BigInt(moved) * 1_000n);
  });
});
