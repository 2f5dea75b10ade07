// Calls on very many lots: whoever has moved more than its share waits, with all that its account calls after it, and nobody else does.
import { credit } from '../../src/core/points/book/credit';
import { OpenBook } from '../../src/core/points/book/open-book';
import { NO_CHANGES } from '../../src/core/points/decide/changes';
import { NO_READS } from '../../src/core/points/decide/rows';
import { redeem } from '../../src/core/points/use-cases/redemptions';
import { Ledger, type Asker } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { createAsset, createProgram, upsertParticipant } from '../../src/core/points/use-cases/setup';
import type { Refusal } from '../../src/core/values/refusal';
import { pause } from '../../src/system/pause';
import { MemoryStore } from './memory-store';
import { pointsOver, SetClock, sha256, type Setting } from './world';
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

interface Member extends Setting {
  readonly asker: Asker;
  readonly participantId: string;
}

/** A customer of an account of its own, with so many lots of 1.00. */
async function member(points: PointsServices, accountId: string, lots: number, symbol = 'STAR'): Promise<Member> {
  const asker: Asker = { accountId, livemode: false, keyId: `key_of_${accountId}` };
  const { id: programId } = await createProgram(points, asker, {
    name: 'Stars',
    description: null,
    status: 'ACTIVE',
    onUnknownParticipant: 'REJECT',
    redemptionTarget: 'SYSTEM_REDEMPTION',
    targetEntityId: null,
  });
  const { id: assetId } = await createAsset(points, asker, {
    name: 'Star',
    symbol,
    inventoryMode: 'LOT',
    issuancePolicy: 'UNLIMITED',
    scale: 2,
    maxTransaction: null,
    programId,
  });
  const { participantId } = (await upsertParticipant(points, asker, { externalId: 'one', profile: {} })).book;
  const { records } = await points.store.read({ ...NO_READS, ids: { books: [participantId] } });
  const [book] = records.books ?? [];
  if (!book) throw new Error('There is no book');
  const at = points.clock.now();
  const context = { at, dueBy: at, keyId: null, hash: sha256, nextId: () => uuids.next() };
  const open = new OpenBook({ book, lots: [], holds: [], lotsReadTo: () => null }, context);
  const from = { programId, kind: 'SYSTEM_ISSUANCE', detail: null } as const;
  const lot = { assetId, programId, mode: 'LOT', description: 'earned', referenceId: null } as const;
  for (let one = 0; one < lots; one += 1)
    credit(open, { ...lot, expiresAt: null, maturesAt: null, units: 100n, from, bucket: 'AVAILABLE' });
  await points.store.commit({ ...NO_CHANGES, books: [{ fromRev: book.rev, change: open.change() }] });
  return { asker, programId, assetId, participantId };
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
