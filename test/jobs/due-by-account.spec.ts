// From which accounts what is due is read, where there is more of it than the resolver takes at once.
import { DueByAccount } from '../../src/jobs/due-by-account';
import { forEachEngine } from '../tools/engines';
import { sampleRedemption, T0 } from '../fixtures/redemption';

const NONE = () => 0;
const named = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, nth) => `acc_${String(100 + from + nth)}`);

/** Accounts with this many due at `T0`, or, as a negative number, later. */
function accounts(due: Readonly<Record<string, number>>) {
  const reads: [string, number][] = [];
  let passed = 0;
  const byAccount = new DueByAccount({
    nextWithDue: (after) => {
      passed += 1;
      const accountId = Object.keys(due).find((account) => account > after);
      return Promise.resolve(accountId ? { accountId, dueAt: (due[accountId] ?? 0) < 0 ? T0 + 1 : T0 } : null);
    },
    dueOf: (accountId, _now, limit) => {
      reads.push([accountId, limit]);
      const count = Math.min(limit, due[accountId] ?? 0);
      return Promise.resolve(Array.from({ length: count }, (_, nth) => ({ id: String(nth), accountId })));
    },
  });
  return {
    /** What was read, and how many accounts were passed. */
    look: async (passedOver: (accountId: string) => number = NONE) => {
      [reads.length, passed] = [0, 0];
      const found = await byAccount.read(T0, 100, passedOver);
      return { found: found.length, reads: [...reads], passed };
    },
  };
}

forEachEngine('what is due, account by account', (open) => {
  it('is some of each, the longest overdue first, and nothing of who has nothing due yet', async () => {
    const { store, drop } = await open();
    const made = [
      ['acc_many', T0 - 3],
      ['acc_many', T0 - 1],
      ['acc_many', T0 - 2],
      ['acc_few', T0],
      ['acc_later', T0 + 1],
      ['acc_never', null],
    ] as const;
    const all = made.map(([accountId, dueAt]) => sampleRedemption({ accountId, dueAt }));
    for (const redemption of all) await store.redemptions.insert(redemption, []);
    const byAccount = new DueByAccount(store.redemptions);
    const found = await byAccount.read(T0, 4, NONE);
    expect(found.map(({ id }) => id)).toEqual([3, 0, 2].map((nth) => all[nth]?.id));
    await drop();
  });
});

it('is read of fifty accounts in one look, and of the next ones in the next; behind the last comes the first', async () => {
  const world = accounts(Object.fromEntries(named(0, 70).map((account) => [account, 9])));
  const read = async () => (await world.look()).reads;
  const twoOf = (names: string[]) => names.map((account) => [account, 2]);
  expect(await read()).toEqual(twoOf(named(0, 50)));
  expect(await read()).toEqual(twoOf([...named(50, 70), ...named(0, 30)]));
  expect(await read()).toEqual(twoOf(named(30, 70).concat(named(0, 10))));
});

it('passes accounts with nothing due yet, two hundred in one look', async () => {
  const world = accounts({ ...Object.fromEntries(named(0, 350).map((account) => [account, -1])), acc_z: 5 });
  expect(await world.look()).toEqual({ found: 0, reads: [], passed: 200 });
  expect((await world.look()).reads).toEqual([['acc_z', 100]]);
});

it('reads as many more of an account as are passed over of it, and no more of the others', async () => {
  const world = accounts({ acc_a: 300, acc_b: 300 });
  const { reads } = await world.look((account) => (account === 'acc_a' ? 120 : 0));
  expect(reads).toEqual([
    ['acc_a', 170],
    ['acc_b', 50],
  ]);
  expect(await accounts({}).look()).toEqual({ found: 0, reads: [], passed: 2 });
});
