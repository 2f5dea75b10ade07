// Calls on very many lots: whoever has moved more than its share waits, with all that its account calls after it, and nobody else does.
import { settleParticipant } from '../../src/core/points/use-cases/settle';
import { setCashRate } from '../../src/core/points/use-cases/setup';
import { moveAtTill, settleAtTill } from '../../src/core/points/use-cases/till';
import type { TillMovement } from '../../src/core/points/decide/till/commands';
import { Ledger } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { LateLedger } from '../../src/providers/ledger';
import type { Refusal } from '../../src/core/values/refusal';
import { pause } from '../../src/system/pause';
import { member, take, type Member } from './member';
import { MemoryStore } from './memory-store';
import { pointsOver, SetClock, sha256 } from './world';
import { SystemClock } from '../../src/system/clock';
import { ClockUuids } from '../../src/system/uuids';

const LOTS = 5_000;
const uuids = new ClockUuids(new SystemClock());

/** Time that the process counts, and those who wait for it. */
class CountedClock extends SetClock {
  ms = 0;
  #resting: { readonly untilMs: number; readonly go: () => void }[] = [];

  override elapsed(): number {
    return this.ms;
  }

  readonly rest = (ms: number): Promise<void> => new Promise((go) => this.#resting.push({ untilMs: this.ms + ms, go }));

  /** Lets so many milliseconds pass, and everybody do what they waited for. */
  async pass(ms: number): Promise<void> {
    this.ms += ms;
    const over = this.#resting.filter(({ untilMs }) => untilMs <= this.ms);
    this.#resting = this.#resting.filter((one) => !over.includes(one));
    for (const { go } of over) go();
    await settled();
  }
}

/** Until everything that needs no time to pass is done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) await new Promise((next) => setImmediate(next));
}

const COLLECTED = 2 * LOTS + 2;
const MANY = 3_500;

/** Points over a store in memory, with a clock of their own. */
function counted(): { readonly clock: CountedClock; readonly points: PointsServices } {
  const clock = new CountedClock();
  const store = new MemoryStore();
  const ledger = new Ledger({ store, clock, uuids, hash: sha256, pause, rest: clock.rest });
  const { sealer } = pointsOver(store, clock);
  return { clock, points: { ledger, store, clock, sealer, hash: sha256 } };
}

test('lots that expire by themselves keep no call of their account waiting, however many they are', async () => {
  const { clock, points } = counted();
  const one = await member(points, 'acc_many', 10);
  const ends = clock.at + 1_000;
  const ending = await member(points, 'acc_many', 6_000, 'two', ends);
  const called = await member(points, 'acc_many', 6_000, 'three', ends);
  clock.at = ends + 1_000;
  await settleParticipant(points, ending.asker, ending.participantId);
  const done: string[] = [];
  // It is settled first, because somebody calls.
  const call = take(points, called, 1).catch((error: unknown) => void done.push((error as Refusal).code));
  await settled();
  const next = take(points, one, 1).then(() => void done.push('of the account'));
  await settled();
  expect(done).toEqual(['insufficient_balance', 'of the account']);
  await Promise.all([call, next]);
}, 60_000);

test('a call waits for what its own account has moved, and not for the account that waits already and has moved more', async () => {
  const { clock, points } = counted();
  const [much, little] = [await member(points, 'acc_much', 12_000), await member(points, 'acc_little', 5_600)];
  for (const amount of [LOTS, LOTS]) await take(points, much, amount);
  for (const amount of [4_000, 1_200]) await take(points, little, amount);
  const done: string[] = [];
  const calls = [take(points, much, 1).then(() => void done.push('much'))];
  await settled();
  calls.push(take(points, little, 1).then(() => void done.push('little')));
  await settled();
  expect(done).toEqual([]);
  await clock.pass(1_000);
  expect(done).toEqual(['little']);
  await clock.pass(8_000);
  expect(done).toEqual(['little']);
  await clock.pass(1_000);
  expect(done).toEqual(['little', 'much']);
  await Promise.all(calls);
}, 60_000);

/** A member of a program whose points are worth a rand each, and what a till asks about them. */
async function atTill(points: PointsServices, lots: number) {
  const { asker: key, ...setting } = await member(points, 'acc_till', lots);
  await setCashRate(points, key, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '1' } });
  const asker = { ...key, keyId: null };
  const base = { account: setting, currency: 'ZAR', upTo: false } as const;
  const move = (name: string, movement: TillMovement) => moveAtTill(points, asker, name, movement);
  return {
    who: { asker: key, ...setting },
    take: (name: string, rand: number) =>
      move(name, { ...base, kind: 'take', cents: rand * 100, held: null, redemptionId: `rdm_${name}` }),
    hold: (name: string, rand: number) =>
      move(name, {
        ...base,
        kind: 'hold',
        cents: rand * 100,
        until: points.clock.now() + 60_000,
        redemptionId: `rdm_${name}`,
      }),
    capture: (name: string, held: string, rand: number) =>
      move(name, {
        ...base,
        kind: 'take',
        cents: rand * 100,
        held: { reference: held, cents: rand * 100 },
        redemptionId: `rdm_${held}`,
      }),
    release: (name: string, held: string) =>
      move(name, { kind: 'release', account: setting, holdReference: held, redemptionId: `rdm_${held}` }),
    giveBack: (name: string, taken: string, rand: number) =>
      move(name, { kind: 'give_back', takeReference: taken, cents: rand * 100, redemptionId: `rdm_${taken}` }),
    settle: (name: string) => settleAtTill(points, asker, name),
  };
}

/** Notes in `done` what becomes of a call, and when. */
const noting =
  (done: string[]) =>
  (name: string, call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => done.push(name),
      (error: unknown) => done.push(`${name} ${(error as Refusal).code}`),
    );

test('what a till moves rests as what a key moves does, but for what ends something that was begun', async () => {
  const { clock, points } = counted();
  const till = await atTill(points, 3 * LOTS);
  // What was saved up is gone with the sale, and nearly six seconds are owed.
  await till.hold('held', 2_000);
  await till.hold('given up', 2_000);
  await till.take('sale', 4_000);
  const done: string[] = [];
  const note = noting(done);
  const calls = [note('sale', till.take('late sale', 1)), note('hold', till.hold('late hold', 1))];
  calls.push(note('give back', till.giveBack('late return', 'sale', 1)));
  calls.push(note('question', till.settle('never asked for')));
  calls.push(
    note('release', till.release('freed', 'given up')),
    note('capture', till.capture('captured', 'held', 2_000)),
  );
  await settled();
  expect(done.sort()).toEqual(['capture', 'question', 'release']);
  // They are told that nothing was begun before a till gives up.
  await clock.pass(4_900);
  expect(done).toHaveLength(3);
  await clock.pass(200);
  const late = 'too_many_concurrent_writes';
  expect(done.slice(3).sort()).toEqual([`give back ${late}`, `hold ${late}`, `sale ${late}`]);
  await Promise.all(calls);
  // What ended something has counted: a key of the account waits for it too.
  const after = note('with a key', take(points, till.who, 1));
  await clock.pass(8_000);
  expect(done.slice(6)).toEqual([]);
  await clock.pass(1_000);
  await after;
  expect(done.slice(6)).toEqual(['with a key']);
}, 60_000);

test('a till whose members have few lots never waits, however many sales it makes', async () => {
  const { points } = counted();
  const till = await atTill(points, 400);
  const done: string[] = [];
  const note = noting(done);
  const sales = Array.from({ length: 40 }, (_, at) => note('sold', till.take(`sale ${String(at)}`, 5)));
  await settled();
  const back = Array.from({ length: 40 }, (_, at) =>
    note('back', till.giveBack(`back ${String(at)}`, `sale ${String(at)}`, 5)),
  );
  await settled();
  expect(done).toEqual([...sales.map(() => 'sold'), ...back.map(() => 'back')]);
}, 60_000);

test('a till that would wait too long hears that nothing was sent, so that its redemption is not in doubt', async () => {
  const { clock, points } = counted();
  const till = await atTill(points, COLLECTED);
  for (const name of ['one', 'two']) await till.take(name, LOTS);
  const late = new LateLedger();
  late.points = points;
  const { programId, assetId, participantId } = till.who;
  const account = { programId, assetId, participantId };
  const sale = {
    account,
    cents: 100,
    currency: 'ZAR',
    upTo: false,
    redemptionId: 'rdm_late',
    kind: 'take',
    held: null,
  } as const;
  const answer = late.of().move({ accountId: 'acc_till', livemode: false, reference: 'late' }, sale);
  await settled();
  await clock.pass(5_100);
  expect(await answer).toMatchObject({ kind: 'not_sent' });
  // It was not begun: the name is free.
  expect(await till.settle('late')).toEqual({ kind: 'never' });
}, 60_000);

test('an account that moves thousands of lots with each call waits its turn, others do not, and nobody waits for ever', async () => {
  const { clock, points } = counted();
  const [collector, other] = [await member(points, 'acc_many', COLLECTED), await member(points, 'acc_few', 60)];
  const [fourth, fifth] = [await member(points, 'acc_many', MANY), await member(points, 'acc_many', MANY)];
  const done: string[] = [];
  const taking = (who: Member, amount: number, name: string) =>
    take(points, who, amount).then(
      () => void done.push(name),
      (error: unknown) => {
        const { code, detail } = error as Refusal;
        done.push(`${name} ${code} ${String(detail.retryAfterMs)}`);
      },
    );

  // What it has saved up is enough for one such call, and for the beginning of another.
  const calls = [taking(collector, LOTS, 'first'), taking(collector, LOTS, 'second')];
  await settled();
  expect(done).toEqual(['first', 'second']);
  calls.push(taking(collector, 1, 'third'), taking(fourth, MANY, 'fourth'), taking(fifth, MANY, 'fifth'));
  await settled();
  calls.push(taking(other, 1, 'of somebody else'));
  await settled();
  expect(done.slice(2)).toEqual(['of somebody else']);

  await clock.pass(9_000);
  expect(done.slice(3)).toEqual([]);
  await clock.pass(2_000);
  expect(done.slice(3)).toEqual(['third', 'fourth']);
  // Longer than anybody is kept waiting: it is told when to come again.
  await clock.pass(4_100);
  expect(done.slice(5)).toEqual([expect.stringMatching(/^fifth too_many_concurrent_writes \d+$/)]);
  await clock.pass(10_000);
  await taking(collector, 1, 'sixth');
  expect(done.slice(6)).toEqual(['sixth']);
  await Promise.all(calls);
}, 60_000);
