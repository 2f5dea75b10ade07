// Calls that share a commit: they are decided at one moment, and a refusal that rests on what others are about to write waits for it.
import { SystemClock } from '../../src/system/clock';
import { bookChanges } from '../../src/core/points/decide/decided';
import { NO_CHANGES, type Changes } from '../../src/core/points/decide/changes';
import { newBook, NO_PROFILE } from '../../src/core/points/book/new-book';
import { OpenBook } from '../../src/core/points/book/open-book';
import { differencesFromJournal } from '../../src/core/points/verify/compare-book';
import { mergeChanges } from '../../src/core/points/use-cases/ledger/merge-changes';
import { adjust } from '../../src/core/points/use-cases/movements';
import { redeem, redeemItem } from '../../src/core/points/use-cases/redemptions';
import { journalOf } from '../../src/core/points/use-cases/reports';
import { createReward, findReward } from '../../src/core/points/use-cases/setup';
import type { ReadRows, Reads } from '../../src/core/points/decide/rows';
import type { CommitResult } from '../../src/core/points/store';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import { MemoryStore } from './memory-store';
import { ASKER, give, participant, pointsOver, program, sha256 } from './world';

/** Before the next commit something else happens. */
class Interposed extends MemoryStore {
  before: (() => Promise<unknown>) | null = null;

  override async commit(changes: Changes): Promise<CommitResult> {
    const { before } = this;
    this.before = null;
    await before?.();
    return super.commit(changes);
  }
}

const codes = async (calls: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(calls)).map((one) => {
    if (one.status === 'fulfilled') return 'ok';
    const { code, message } = one.reason as { code?: string; message: string };
    return code ?? message;
  });

test('a refusal that rests on a call which then cannot be written is decided again', async () => {
  const store = new Interposed();
  const [one, two] = [pointsOver(store), pointsOver(store)];
  const setting = await program(one);
  const [first, second] = [await participant(one, 'first'), await participant(one, 'second')];
  for (const who of [first, second]) await give(one, setting, who, '10');
  const { reward } = await createReward(one, ASKER, {
    ...setting,
    kind: 'UNIT_BASED',
    name: 'The last one',
    description: null,
    category: null,
    unitCost: '10',
    maxTotal: 1,
    maxPerParticipant: null,
    status: 'ACTIVE',
    availableFrom: null,
    availableUntil: null,
    metadata: {},
  });
  const buy = (participantId: string) =>
    redeemItem(
      one,
      ASKER,
      {
        participantId,
        programId: setting.programId,
        rewardId: reward.id,
        quantity: 1,
        amount: null,
        description: null,
        holdReferenceId: null,
        managedBy: null,
      },
      null,
    );
  const debit = {
    ...setting,
    participantId: first,
    type: 'DEBIT' as const,
    amount: '5',
    description: 'x',
    bucket: 'AVAILABLE' as const,
    allowNegative: false,
    referenceId: null,
    expiresAt: null,
    maturesAt: null,
  };
  // The first had the last piece, and the second was refused; then another server takes what the first would pay with.
  store.before = () => adjust(two, ASKER, debit, null);
  expect(await codes([buy(first), buy(second)])).toEqual(['insufficient_balance', 'ok']);
  const { stock } = await findReward(one, ASKER, { programId: setting.programId, rewardId: reward.id });
  expect(stock?.used).toBe(1n);
});

/** Each look at it is a millisecond later. */
class RunningClock extends SystemClock {
  at = Date.UTC(2026, 0, 1);

  override now(): number {
    this.at += 1;
    return this.at;
  }
}

test('calls of one round are of one moment, although lots expire while they are decided', async () => {
  const clock = new RunningClock();
  const store = new MemoryStore();
  const services = pointsOver(store, clock);
  const setting = await program(services);
  const who = await participant(services, 'running out');
  const until = clock.at + 300;
  for (let lot = 0; lot < 40; lot += 1) await give(services, setting, who, '1', { expiresAt: until + 20 * lot });
  clock.at = until - 5;
  const about = { ...setting, participantId: who, description: 'x', holdReferenceId: null, managedBy: null };
  const calls = Array.from({ length: 50 }, () => redeem(services, ASKER, { ...about, amount: '0.9' }, null));
  const answers = new Set(await codes(calls));
  expect([...answers].filter((answer) => answer !== 'ok')).toEqual(['insufficient_balance']);
  expect(store.every('redemptions').length).toBeGreaterThan(30);
  expect(new Set(store.every('redemptions').map(({ createdAt }) => createdAt)).size).toBe(1);
  for (const book of store.every('books'))
    expect(differencesFromJournal(book, await journalOf(store, book.participantId), sha256)).toEqual([]);
});

/** A process stands still: what it counts goes on, and so does the wall clock; a machine that sleeps counts nothing. */
class StillClock extends SystemClock {
  countedMs = 0;
  wallMs = 0;

  override now(): number {
    return Date.UTC(2026, 0, 1) + this.wallMs;
  }

  override elapsed(): number {
    return this.countedMs;
  }
}

describe('a round whose process stands still', () => {
  /** Stands still once, in the middle of reading. */
  class Still extends MemoryStore {
    during: (() => void) | null = null;

    override async read(reads: Reads): Promise<ReadRows> {
      const rows = await super.read(reads);
      this.during?.();
      this.during = null;
      return rows;
    }
  }

  test.each([
    ['a process', { countedMs: 9000, wallMs: 9000 }],
    ['a machine', { countedMs: 0, wallMs: 75_000 }],
    ['a process whose clock is set back meanwhile', { countedMs: 9000, wallMs: -60_000 }],
  ])('is decided anew, with a new date, on what is there by then: %s', async (_who, { countedMs, wallMs }) => {
    const [store, clock] = [new Still(), new StillClock()];
    const services = pointsOver(store, clock);
    const setting = await program(services);
    const who = await participant(services, 'still');
    store.during = () => {
      clock.countedMs += countedMs;
      clock.wallMs += wallMs;
    };
    const { value } = await give(services, setting, who, '1');
    expect(value.entry.createdAt).toBe(clock.now());
    expect(store.every('entries').map(({ createdAt }) => createdAt)).toEqual([clock.now()]);
  });

  test('for longer than a caller waits tells that the store is not available, and writes nothing', async () => {
    const [store, clock] = [new Still(), new StillClock()];
    const services = pointsOver(store, clock);
    const setting = await program(services);
    const who = await participant(services, 'still');
    store.during = () => {
      clock.countedMs += 75_000;
    };
    await expect(give(services, setting, who, '1')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(store.every('entries')).toEqual([]);
  });
});

test('calls that have waited too long for the commits before them are refused, and not begun', async () => {
  const [store, clock] = [new Interposed(), new StillClock()];
  const services = pointsOver(store, clock);
  const setting = await program(services);
  const who = await participant(services, 'waiting');
  let behind: Promise<unknown[]> | undefined;
  store.before = async () => {
    behind = Promise.allSettled([give(services, setting, who, '2'), give(services, setting, who, '3')]);
    clock.countedMs += 21_000;
  };
  await give(services, setting, who, '1');
  expect(await behind).toEqual([
    { status: 'rejected', reason: expect.any(StoreUnavailable) as unknown },
    { status: 'rejected', reason: expect.any(StoreUnavailable) as unknown },
  ]);
  await give(services, setting, who, '4');
  expect(store.every('entries').map(({ postings: [first] }) => first?.units)).toEqual([100n, 400n]);
});

test('of a key that a round takes and frees again, nothing is left to anybody', () => {
  const key = (id: string) => ({ id, ownerId: 'me', requestDigest: null, at: 0 });
  const renamed = (from: string, to: string): Changes => ({ ...NO_CHANGES, keys: [key(to)], freedKeys: [from] });
  const merged = mergeChanges([renamed('x', 'y'), renamed('y', 'z')]);
  expect(merged.freedKeys).toEqual(['x']);
  expect(merged.keys.map(({ id }) => id)).toEqual(['z']);
  // Back to where it began: the old key is freed and taken anew.
  const back = mergeChanges([renamed('x', 'y'), renamed('y', 'x')]);
  expect([back.freedKeys, back.keys.map(({ id }) => id)]).toEqual([['x'], ['x']]);
});

test('a change that breaks a rule of the books is never written', () => {
  const fresh = { participantId: 'p', ...ASKER, externalId: 'p', profile: NO_PROFILE, at: 0 };
  const book = newBook(fresh);
  const loaded = { book, lots: [], holds: [], lotsReadTo: () => null };
  const open = new OpenBook(loaded, { at: 0, dueBy: 0, keyId: null, hash: sha256, nextId: () => 'id' });
  const words = { actionType: 'HOLD', assetId: 'a', programId: 'p', description: 'x', referenceId: null } as const;
  // Held by no hold.
  open.post(words, [
    { bucket: 'AVAILABLE', account: null, units: -1n },
    { bucket: 'HELD', account: null, units: 1n },
  ]);
  expect(() => bookChanges(open, 0)).toThrow(/held is the sum of the holds/);
});
