// What `vouch points verify` and `GET /v1/reports/integrity` find: every kind of record, changed or taken away by hand, is named; a ledger
// that nobody touched is right, also while it is used.
import { attest } from '../../src/core/points/use-cases/attest';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { Entry } from '../../src/core/points/book/entry';
import type { PointsStore } from '../../src/core/points/store';
import type { Parts } from '../../src/core/points/use-cases/verify/book-reader';
import { verifyLedger } from '../../src/core/points/use-cases/verify/verify';
import { HOUR_MS, MINUTE_MS } from '../../src/core/values/time';
import { Refusal } from '../../src/core/values/refusal';
import { forOneEngine } from '../tools/engines';
import { byHand } from './by-hand';
import { EDITS } from './edits';
import { Member, story, type World } from './story';
import { ASKER, participant, pointsOver, program, SetClock } from './world';

jest.setTimeout(120_000);

forOneEngine('Verifying', (openStore) => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  let clock: SetClock;
  let services: PointsServices;
  let world: World;

  beforeAll(async () => {
    opened = await openStore();
    clock = new SetClock();
    services = pointsOver(opened.store.points, clock);
    world = await story(services, clock);
  });
  afterAll(() => opened.drop());

  async function verified(parts: Parts = services): Promise<string[]> {
    const told: string[] = [];
    for await (const { what, id, differences } of verifyLedger(parts, ASKER))
      for (const words of differences) told.push(`${what} ${id}: ${words}`);
    return told;
  }
  const attested = async (window = 1000, parts: Parts = services): Promise<string[]> =>
    (await attest(parts, ASKER, window)).faults.map(({ participantId, fault }) => `${participantId}: ${fault}`);

  test('nothing differs where nothing was changed', async () => {
    expect(await verified()).toEqual([]);
    for (const window of [1, 7, 1000]) expect(await attested(window)).toEqual([]);
  });

  test.each(EDITS)('$name', async ({ kind, change, most, told, reported }) => {
    const { changed, undo } = await byHand(opened.store, kind, (record) => change(record, world), most);
    const [said, report] = [await verified(), await attested()];
    await undo();
    expect(changed).toBeGreaterThan(0);
    expect(said).toContainEqual(expect.stringMatching(told(world)));
    if (reported) expect(report).toContainEqual(expect.stringMatching(reported(world)));
    else expect(report).toEqual([]);
  });

  test('nothing differs either where clocks do: one that leaps, and two servers that are two seconds apart', async () => {
    const who = await participant(services, 'of two clocks');
    const ahead = new SetClock();
    ahead.at = clock.at;
    const [one, other] = [services, pointsOver(opened.store.points, ahead)].map(
      (from) => new Member(from, world.setting, who),
    );
    if (!one || !other) throw new Error('Two servers');
    ahead.leptMs = 2 * HOUR_MS;
    await other.give('40', { expiresAt: clock.at + HOUR_MS });
    await other.give('5', { maturesAt: clock.at + 30 * MINUTE_MS });
    await other.give('5', { maturesAt: clock.at + HOUR_MS });
    // What it says is past, and what was counted not yet.
    await other.take('40');
    ahead.at += 45 * MINUTE_MS;
    await other.take('5');
    await expect(other.take('1')).rejects.toMatchObject({ code: 'insufficient_balance' });
    const told = await verified();
    const bare = await byHand(opened.store, 'entries', (entry) => {
      const { dueBy, ...rest } = entry;
      return dueBy === undefined ? entry : rest;
    });
    const altered = await verified();
    await bare.undo();

    ahead.at = clock.at;
    ahead.leptMs = 1900;
    await one.give('20');
    await other.hold('5', 'till 1');
    await one.hold('3', 'till 2');
    await one.release('4');
    await expect(one.take('2', 'till 1')).rejects.toMatchObject({ code: 'insufficient_balance' });
    await one.take('1', 'till 1');
    expect([told, await verified()]).toEqual([[], []]);
    expect(altered).not.toEqual([]);
  });

  test('nothing differs where a caller writes what the ledger writes of holds that end by themselves', async () => {
    for (const mode of ['SIMPLE', 'LOT'] as const) {
      const setting = await program(services, mode);
      const who = await participant(services, `of the same words, ${mode}`);
      const one = new Member(services, setting, who);
      await one.give('100');
      const soon = clock.at + HOUR_MS;
      for (const name of ['table', null])
        for (const amount of ['10', '5']) await one.hold(amount, name, amount === '5' ? soon : null);
      await one.release('5', 'table', 'Hold ended');
      await one.release('5', null, 'Hold ended');
      expect(await verified()).toEqual([]);
      clock.at = soon;
      // Both of 5 end within this call, which is nobody's word for it.
      await one.take('1');
      const [spent, ...ended] = await newest(who, 3);
      expect([spent?.keyId, ...ended.map(({ keyId, description }) => `${String(keyId)} ${description}`)]).toEqual([
        ASKER.keyId,
        'null Hold ended',
        'null Hold ended',
      ]);
      expect(await verified()).toEqual([]);
    }
  });

  async function newest(participantId: string, limit: number): Promise<readonly Entry[]> {
    const { accountId, livemode } = ASKER;
    return (await opened.store.points.entries({ accountId, livemode, participantId, limit })).entries;
  }

  test('while calls go on, nothing differs but what was changed, and that is told as what it is', async () => {
    expect(await verified()).toEqual([]);
    const slow: Parts = { hash: services.hash, store: unhurried(services.store) };
    let over = false;
    const counts = { done: 0 };
    const other = pointsOver(opened.store.points, clock);
    const callers = [
      movingOn(new Member(services, world.setting, world.who), world.reward, () => over, counts),
      movingOn(new Member(other, world.setting, world.who), world.reward, () => over, counts),
      movingOn(new Member(other, world.setting, world.idle), world.reward, () => over, counts),
    ];
    try {
      for (let look = 0; look < 2; look += 1) {
        const from = counts.done;
        expect([await verified(slow), await attested(9, slow), await attested(1000, slow)]).toEqual([[], [], []]);
        expect(counts.done).toBeGreaterThan(from);
      }
      const { undo } = await byHand(opened.store, 'reversals', (one) =>
        one.redemptionId === world.redemption && one.amount === 200n ? null : one,
      );
      const said = await verified(slow);
      await undo();
      const about = new RegExp(`^(book ${world.who}: the reversal of entry|redemption ${world.redemption}: it says) `);
      expect(said.filter((one) => !about.test(one))).toEqual([]);
      expect(said).toContainEqual(`redemption ${world.redemption}: it says that 300 came back, its reversals 100`);
    } finally {
      over = true;
      await Promise.all(callers);
    }
    expect(await verified()).toEqual([]);
  });
});

/** The same store, with others coming in between before each read: as another process would on either engine. */
function unhurried(store: PointsStore): PointsStore {
  return new Proxy(store, {
    get:
      (target, name: keyof PointsStore) =>
      async (...given: never[]) => {
        await new Promise((go) => setImmediate(go));
        return (target[name] as (...given: never[]) => unknown).apply(target, given);
      },
  });
}

/** One participant does a little of everything, over and over. What there is not enough for is refused. */
async function movingOn(
  member: Member,
  reward: string,
  isOver: () => boolean,
  counts: { done: number },
): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const calls = [
      () => member.give('3'),
      async () => member.giveBack(await member.take('2'), '1'),
      () => member.hold('1', turn % 2 ? 'busy' : null),
      async () => member.giveBack(await member.buy(reward, 1), null, 1),
      () => member.release('1', turn % 2 ? 'busy' : null),
      () => member.take('0.5', 'busy'),
    ];
    for (const call of calls) {
      await call().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
      counts.done += 1;
      // Not so many that the ledger grows faster than it is read.
      for (let turns = 0; turns < 8; turns += 1) await new Promise((go) => setImmediate(go));
    }
  }
}
