// Calls on very many lots: whoever has moved more than its share waits, with all that its account calls after it, and nobody else does.
import { settleParticipant } from '../../src/core/points/use-cases/settle';
import { setCashRate } from '../../src/core/points/use-cases/setup';
import { moveAtTill } from '../../src/core/points/use-cases/till';
import { Ledger } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
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

test('what a till moves for an account waits for nothing, and counts', async () => {
  const { clock, points } = counted();
  const { asker: key, ...setting } = await member(points, 'acc_till', 2 * LOTS + 2_000);
  await setCashRate(points, key, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '1' } });
  const asker = { ...key, keyId: null };
  const sale = { account: setting, currency: 'ZAR', upTo: false, kind: 'take', held: null } as const;
  for (const [at, cents] of [LOTS * 100, LOTS * 100, 100_000].entries())
    expect(
      await moveAtTill(points, asker, `sale ${String(at)}`, { ...sale, cents, redemptionId: `rdm_${String(at)}` }),
    ).toMatchObject({ kind: 'moved' });
  const done: string[] = [];
  const call = take(points, { asker: key, ...setting }, 1).then(() => void done.push('with a key'));
  await settled();
  expect(done).toEqual([]);
  await clock.pass(13_000);
  expect(done).toEqual(['with a key']);
  await call;
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
