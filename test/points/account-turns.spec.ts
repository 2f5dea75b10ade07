// Accounts take turns in the ledger: whoever keeps very many calls waiting, or moves very many lots with them, waits behind his own.
import type { Changes } from '../../src/core/points/decide/changes';
import { hold } from '../../src/core/points/use-cases/movements';
import { redeem } from '../../src/core/points/use-cases/redemptions';
import type { Asker } from '../../src/core/points/use-cases/ledger/ledger';
import { createProgram, upsertParticipant } from '../../src/core/points/use-cases/setup';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { CommitResult } from '../../src/core/points/store';
import { member, type Member } from './member';
import { MemoryStore } from './memory-store';
import { pointsOver } from './world';

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

const take = (points: PointsServices, { asker, ...setting }: Member, amount: number) =>
  redeem(
    points,
    asker,
    { ...setting, amount: String(amount), description: 'x', holdReferenceId: null, managedBy: null },
    null,
  );

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
    Array.from({ length: 60 }, (_, index) => member(points, 'acc_many', 50, `M${String(index)}`, String(index))),
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

test('an account that changes its programs all the time is in nobody else’s way', async () => {
  const store = new Slow();
  const points = pointsOver(store);
  const asker = (accountId: string): Asker => ({ accountId, livemode: false, keyId: 'key' });
  store.holding = true;
  const changes = createProgram(points, asker('acc_setup'), {
    name: 'Stars',
    description: null,
    status: 'ACTIVE',
    onUnknownParticipant: 'REJECT',
    redemptionTarget: 'SYSTEM_REDEMPTION',
    targetEntityId: null,
  });
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
