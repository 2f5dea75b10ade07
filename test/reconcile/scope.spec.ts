// A comparison of one account's books: what it may not open, tell or settle of others.
import { reconcile, type ReconcileOptions } from '../../src/reconcile/reconcile';
import { Sheet } from '../../src/reconcile/sheet';
import { DAY_MS } from '../../src/core/values/time';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newMark } from '../../src/core/restores/restore-mark';
import { BLU_TYPE, openWorld, OPERATOR, SHOP, type World } from './world';

describe('the books of one account', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  async function compare(lines: readonly string[], accountId?: string) {
    const file = join(world.folder, 'scope.csv');
    writeFileSync(file, lines.join('\n'));
    const sheet = new Sheet();
    try {
      const options: ReconcileOptions = {
        file,
        type: BLU_TYPE,
        livemode: false,
        offsetMs: 0,
        lookBackMs: DAY_MS,
        accountLess: false,
        mostReviews: 10,
        accountId,
      };
      return await reconcile(world.services, sheet, options);
    } finally {
      sheet.close();
    }
  }

  it('leaves the redemptions of others alone, and what nobody knows to the operator', async () => {
    await world.redeem(OPERATOR, BLU_TYPE, 1900);
    const shops = await world.redeem(SHOP, BLU_TYPE, 700);
    const lines = await world.statement('blu');
    const strange = [...lines.filter((line) => line !== ''), (lines[1] ?? '').replace(/op-[^;]*/, 'nobody-1')];
    const wrong = strange.map((line) => line.replaceAll('19.00', '20.00'));
    const shop = await compare(wrong, SHOP);
    expect(shop).toMatchObject({
      counts: { matched: 1, ours_only: 0, theirs_only: 1, amount_differs: 0 },
      otherAccounts: 1,
      reviews: { opened: 0, known: 0, notOpened: 1 },
    });
    expect(await world.services.store.redemptions.reviewed(openOf(OPERATOR))).toEqual([]);
    expect((await compare(wrong, OPERATOR)).reviews).toEqual({ opened: 2, known: 0, notOpened: 0 });
    // The operator has a review of it by now: nothing of that is told to others.
    expect((await compare(wrong, SHOP)).reviews).toEqual({ opened: 0, known: 0, notOpened: 1 });
    expect((await world.services.store.redemptions.find(shops.id))?.reviews).toEqual([]);
    // Everybody's books at once, as the command compares them.
    expect(await compare(wrong)).toMatchObject({ otherAccounts: 0, reviews: { opened: 0, known: 2 } });
  });

  it('tells nothing about a restored backup, which is about all books', async () => {
    const mark = newMark('rst_00000000000000000000000a', Date.now() - DAY_MS, Date.now() - 1);
    await world.services.store.restores.insert(mark);
    const lines = await world.statement('blu');
    expect((await compare(lines, OPERATOR)).gaps).toEqual([]);
    expect((await compare(lines)).gaps).toHaveLength(1);
    expect(await world.services.store.restores.list()).toHaveLength(1);
  });
});

function openOf(accountId: string) {
  return { accountId, livemode: false, which: 'open', order: 'newest', limit: 9 } as const;
}
