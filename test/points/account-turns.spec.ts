// Accounts take turns in the ledger: whoever keeps very many calls waiting, or moves very many lots with them, waits behind his own.
import type { Changes } from '../../src/core/points/decide/changes';
import { hold, release } from '../../src/core/points/use-cases/movements';
import type { Asker } from '../../src/core/points/use-cases/ledger/ledger';
import { createProgram, setCashRate, upsertParticipant } from '../../src/core/points/use-cases/setup';
import { moveAtTill } from '../../src/core/points/use-cases/till';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { CommitResult } from '../../src/core/points/store';
import { rest } from '../../src/system/pause';
import { member, take, type Member } from './member';
import { MemoryStore } from './memory-store';
import { pointsOver, STARS } from './world';

/** Commits wait until they are let go, once `holding`. */
class Slow extends MemoryStore {
  holding = false;
  readonly begun: { readonly accounts: readonly string[]; readonly lots: number; readonly go: () => void }[] = [];

  override async commit(changes: Changes): Promise<CommitResult> {
    if (this.holding) {
      const accounts = changes.books.map(({ change }) => change.book.accountId);
      const lots = changes.books.reduce((sum, { change }) => sum + change.lots.length, 0);
      await new Promise<void>((go) => this.begun.push({ accounts, lots, go }));
    }
    return super.commit(changes);
  }

  /** Lets them go one after another, and says which there were. */
  async drain(calls: readonly Promise<unknown>[]): Promise<Slow['begun']> {
    let done = 0;
    const count = () => void (done += 1);
    for (const call of calls) void call.then(count, count);
    for (let gone = 0; done < calls.length;) {
      await new Promise((next) => setImmediate(next));
      if (gone < this.begun.length) this.begun[gone++]?.go();
    }
    return this.begun;
  }
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((next) => setImmediate(next));
};

test('one call of an account is in the next commit, however many another account has waiting', async () => {
  const store = new Slow();
  const points = pointsOver(store);
  const many = await member(points, 'acc_many', 1_000);
  const few = await member(points, 'acc_few', 2);
  store.holding = true;
  const calls = Array.from({ length: 400 }, () => take(points, many, 1));
  await turns(20);
  calls.push(take(points, few, 1), take(points, few, 1));
  const commits = await store.drain(calls);
  const at = commits.findIndex(({ accounts }) => accounts.includes('acc_few'));
  expect(commits.length).toBeGreaterThan(5);
  expect(at).toBeLessThan(2);
});

test('calls on some dozens of lots each, which nobody counts, are not put into one long commit', async () => {
  const store = new Slow();
  const points = pointsOver(store);
  const members = await Promise.all(
    Array.from({ length: 60 }, (_, index) => member(points, 'acc_many', 50, String(index))),
  );
  const few = await member(points, 'acc_few', 1);
  store.holding = true;
  const calls: Promise<unknown>[] = members.map(({ asker, ...setting }) => {
    const what = { ...setting, amount: '50', description: 'x', referenceId: null, selection: {}, expiresAt: null };
    return hold(points, asker, what, null);
  });
  await turns(20);
  calls.push(take(points, few, 1));
  const commits = await store.drain(calls);
  const at = commits.findIndex(({ accounts }) => accounts.includes('acc_few'));
  expect(at).toBeLessThan(2);
  // Each hold makes a lot of the points it sets aside smaller, or moves it whole.
  for (const { lots } of commits) expect(lots).toBeLessThanOrEqual(300);
});

/** A commit takes as long as on a database that is another machine: a while, and longer for each lot. */
class Paced extends MemoryStore {
  paced = false;

  override async commit(changes: Changes): Promise<CommitResult> {
    const lots = changes.books.reduce((sum, { change }) => sum + change.lots.length, 0);
    if (this.paced) await rest(2 + lots / 50);
    return super.commit(changes);
  }
}

/** Holds and releases of dozens of lots each, without end, of so many customers of an account, until told to stop. */
function busy(points: PointsServices, members: readonly Member[]): () => Promise<void> {
  let stopped = false;
  const all = members.map(async ({ asker, ...setting }) => {
    const what = { ...setting, amount: '50', description: 'x', referenceId: null, selection: {} };
    while (!stopped) {
      await hold(points, asker, { ...what, expiresAt: null }, null);
      await release(points, asker, what, null);
    }
  });
  return async () => {
    stopped = true;
    await Promise.all(all);
  };
}

const TILL = { currency: 'ZAR', upTo: false, cents: 100 } as const;

// Five calls on 50 lots each fill a commit: of one account, or of one each.
test.each([
  ['one account', 30, () => 'acc_many'],
  ['twelve accounts', 48, (index: number) => `acc_many_${String(index % 12)}`],
])(
  'calls that read again and again what the reads before made known are not behind endless calls that fill each commit: %s',
  async (_, count, accountOf) => {
    const store = new Paced();
    const points = pointsOver(store);
    const many: Member[] = [];
    for (let index = 0; index < count; index += 1) many.push(await member(points, accountOf(index), 50, String(index)));
    const { asker: key, participantId, ...setting } = await member(points, 'acc_few', 40);
    await setCashRate(points, key, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '1' } });
    const asker = { ...key, keyId: null };
    const base = { ...TILL, account: { ...setting, participantId } };
    const until = points.clock.now() + 600_000;
    await moveAtTill(points, asker, 'held', { ...base, kind: 'hold', redemptionId: 'rdm_1', until });
    await moveAtTill(points, asker, 'sale', { ...base, kind: 'take', redemptionId: 'rdm_2', held: null });
    store.paced = true;
    const stop = busy(points, many);
    await turns(20);
    const calls = Promise.all([
      moveAtTill(points, asker, 'taken', {
        ...base,
        kind: 'take',
        redemptionId: 'rdm_1',
        held: { reference: 'held', cents: 100 },
      }),
      moveAtTill(points, asker, 'back', { kind: 'give_back', takeReference: 'sale', cents: 50, redemptionId: 'rdm_2' }),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((go) => {
      timer = setTimeout(go, 3_000, 'still waiting');
    });
    const first = await Promise.race([calls, late]);
    clearTimeout(timer);
    await stop();
    expect(first).toMatchObject([{ kind: 'moved' }, { kind: 'moved' }]);
    await calls;
  },
  30_000,
);

test('an account that changes its programs all the time is in nobody else’s way', async () => {
  const store = new Slow();
  const points = pointsOver(store);
  const asker = (accountId: string): Asker => ({ accountId, livemode: false, keyId: 'key' });
  store.holding = true;
  const changes = createProgram(points, asker('acc_setup'), STARS);
  await turns(20);
  expect(store.begun).toHaveLength(1);
  const others = Array.from({ length: 16 }, (_, index) =>
    upsertParticipant(points, asker(`acc_${String(index)}`), { externalId: 'one', profile: {} }),
  );
  await turns(20);
  // Beside it, while it is still under way.
  expect(store.begun).toHaveLength(2);
  await store.drain([changes, ...others]);
});
