// Calls on very many lots: whoever has moved more than its share waits, with all that its account calls after it, and nobody else does.
import { redeem } from '../../src/core/points/use-cases/redemptions';
import { Ledger } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { Refusal } from '../../src/core/values/refusal';
import { pause } from '../../src/system/pause';
import { member, type Member } from './member';
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

test('an account that moves thousands of lots with each call waits its turn, others do not, and nobody waits for ever', async () => {
  const clock = new CountedClock();
  const store = new MemoryStore();
  const { sealer } = pointsOver(store, clock);
  const ledger = new Ledger({ store, clock, uuids, hash: sha256, pause, rest: clock.rest });
  const points: PointsServices = { ledger, store, clock, sealer, hash: sha256 };
  const [collector, other] = [await member(points, 'acc_many', COLLECTED), await member(points, 'acc_few', 60)];
  const [fourth, fifth] = [await member(points, 'acc_many', MANY, 'A'), await member(points, 'acc_many', MANY, 'B')];
  const done: string[] = [];
  const take = ({ asker, ...setting }: Member, amount: number, name: string) =>
    redeem(
      points,
      asker,
      { ...setting, amount: String(amount), description: 'x', holdReferenceId: null, managedBy: null },
      null,
    ).then(
      () => void done.push(name),
      (error: unknown) => {
        const { code, detail } = error as Refusal;
        done.push(`${name} ${code} ${String(detail.retryAfterMs)}`);
      },
    );

  // What it has saved up is enough for one such call, and for the beginning of another.
  const calls = [take(collector, LOTS, 'first'), take(collector, LOTS, 'second')];
  await settled();
  expect(done).toEqual(['first', 'second']);
  calls.push(take(collector, 1, 'third'), take(fourth, MANY, 'fourth'), take(fifth, MANY, 'fifth'));
  await settled();
  calls.push(take(other, 1, 'of somebody else'));
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
  await take(collector, 1, 'sixth');
  expect(done.slice(6)).toEqual(['sixth']);
  await Promise.all(calls);
}, 60_000);
