// After a restored backup: what one account leaves open keeps that account waiting and nobody else, a line has one name however its file is
// read, and `vouch restored --status` says of all of it what callers are told.
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import { judgeReview } from '../../src/core/reviews/reviews';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import {
  closeReviews,
  giveBack,
  goesOn,
  isRefund,
  type Line,
  openEach,
  OTT,
  read,
  reload,
  restoreAfter,
  services,
  statement,
  waits,
  world,
} from './put-back';
import { vouch } from './vouch';
import { BLU_TYPE, callerOf, OPERATOR, SHOP } from './world';

openEach();

const url = () => `sqlite:${join(world.folder, 'backup.db')}`;
const done = async (...args: string[]) => {
  const { code, out, errors } = await vouch(['restored', ...args], url());
  expect([code, errors]).toEqual([0, '']);
  return out;
};
const foreign = (all: Line[], reference = 'R-4711') =>
  all.map((line) => (isRefund(line) ? { ...line, reference } : line));
const plain = () => statement(OTT, (all) => all.filter((line) => !isRefund(line)));

describe('what waits, as it is shown', () => {
  it('is a line that nobody has looked at, also once another statement of that time was read', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    const lines = await statement(OTT, (all) => foreign(all));
    for (const file of [lines, await plain()]) {
      await read(OTT, file);
      await waits(redemption);
      const status = await done('--status');
      expect(status).toMatch(/test +ott +wait/);
      expect(status).toMatch(/for a verdict on review rvw_\w+, then for the statement .* under R-4711/);
    }
    await closeReviews();
    expect(await done('--status')).toMatch(/waits\n +for the statement that has it to be read again: .* under R-4711/);
    await read(OTT, lines);
    const status = await done('--status');
    expect(status).toMatch(/test +ott +told +told/);
    expect(status).not.toContain('R-4711');
  });

  it('is each redemption of which a statement says otherwise', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    const { reference } = (await reload(redemption)).operations[0] ?? {};
    await read(OTT, await statement(OTT, (all) => foreign(all, reference ?? '')));
    await waits(redemption);
    const [review] = (await reload(redemption)).reviews;
    const status = await done('--status');
    expect(status).toMatch(/test +ott +told/);
    expect(status).toMatch(new RegExp(`${redemption.id} +${OPERATOR} \\(operator\\) +${review?.id ?? ''}`));
    await closeReviews(redemption);
    expect(await done('--status')).not.toContain(redemption.id);
  });
});

describe('a line under a number that may be a PIN', () => {
  const NUMBER = '123456789012345';
  const local = (line: Line) => {
    const date = new Date(Date.parse(line.date ?? '') + 2 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    return { ...line, date };
  };
  /** The refund as two lines of one number, a moment apart. */
  const halves = (all: Line[]) =>
    all.flatMap((line) => {
      const at = new Date(Date.parse(line.date ?? '') + 5).toISOString();
      return isRefund(line) ? [line, { ...line, gross: '1.00', date: at }] : [line];
    });
  const twice = (all: Line[]) => [...all, ...all.filter(isRefund)];
  const reversed = (all: Line[]) => [...halves(all)].reverse();
  const file = (bend: (all: Line[]) => readonly Line[]) => statement(OTT, (all) => bend(foreign(all, NUMBER)));
  const findings = (which: 'open' | 'all') =>
    services.store.findings.list({ accountId: OPERATOR, livemode: false, which, order: 'newest', limit: 9 });

  it.each<[string, (all: Line[]) => readonly Line[], (all: Line[]) => readonly Line[], number]>([
    ['the zone was missing', (all) => all.map(local), (all) => all.map(local), 2 * 3_600_000],
    ['the file was joined', twice, (all) => all, 0],
    ['the file has another order', reversed, halves, 0],
  ])('is one finding, and is told by its verdict, where first %s', async (_what, first, then, offsetMs) => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    await read(OTT, await file(first));
    const right = await file(then);
    await read(OTT, right, { offsetMs });
    await waits(redemption);
    expect(await findings('all')).toHaveLength(1);
    await closeReviews();
    expect((await read(OTT, right, { offsetMs })).text).toContain('told, reversals go on');
    await giveBack(redemption, 1);
    // Whatever is read of it next is of the same finding.
    await read(OTT, await file((all) => then(twice(twice(all)))), { offsetMs });
    expect(await findings('all')).toMatchObject([{ closedAt: null }]);
    await waits(redemption, 1);
  });

  it('keeps waiting for words that nobody has looked at, also where others were settled', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    const once = await file((all) => all);
    await read(OTT, once);
    await closeReviews();
    await read(OTT, await file(twice));
    expect((await read(OTT, once)).gaps).toMatchObject([{ closed: false }]);
    await waits(redemption);
    await closeReviews();
    expect((await read(OTT, once)).text).toContain('told, reversals go on');
  });

  it('that an earlier version gave names to has one from its next reading on, and what those left open is told', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    const lines = await file((all) => all);
    await read(OTT, lines);
    const { restores, findings: kept } = services.store;
    const [finding] = await findings('all');
    const [mark] = await restores.list();
    if (!finding || !mark) throw new Error('They were made');
    // As it was: one in full, one by the joined file, whose finding was closed, beside that of today.
    const joined = finding.reference.replace(', 700 cents', ', 1400 cents');
    const closed = {
      ...finding,
      id: 'rvw_00000000000000000000000b',
      version: 1,
      reference: joined,
      closedAt: Date.now(),
    };
    await kept.replace({ ...finding, reference: NUMBER, version: finding.version + 1 });
    await kept.insert(closed);
    const readings = mark.readings.map((reading) => ({ ...reading, untold: [NUMBER, joined] }));
    await restores.replace({ ...mark, readings, version: mark.version + 1 });
    expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: false }]);
    expect((await findings('open')).map(({ id, reference }) => [id, reference])).toEqual([
      [finding.id, finding.reference],
    ]);
    expect((await restores.list())[0]?.readings).toMatchObject([{ untold: [finding.reference] }]);
    await closeReviews();
    expect((await read(OTT, lines)).text).toContain('told, reversals go on');
    await giveBack(redemption, 1);
  });
});

describe('one account that looks at nothing', () => {
  const ofShop = (one: Redemption) =>
    reverseRedemption(services, one.id, { reason: 'x', amountCents: 1, idempotency: { key: 'o', request: 'o' } }, callerOf(SHOP)); // prettier-ignore

  /** A doubt about a refund of the shop, of which the shop itself says that it was paid. The statement has none. */
  async function falselyPaid(by: Services, accountId: string, key: string): Promise<Redemption> {
    const sale = await world.redeem(accountId, BLU_TYPE, 1500);
    await world.fault('blu', 'sales', 'drop_before');
    const asked = { reason: 'x', amountCents: 500, idempotency: { key, request: key } };
    await reverseRedemption(by, sale.id, asked, callerOf(accountId));
    await resolveRedemption(by, sale.id, RESOLVER, Date.now() + DAY_MS);
    const found = await by.store.redemptions.find(sale.id);
    const verdict = { decision: 'paid', note: 'x', evidence: 'x', ifMatch: found?.version } as const;
    await judgeReview(by, found?.reviews[0]?.id ?? '', verdict, callerOf(accountId));
    return sale;
  }

  it('waits alone where a line of its books is absent, until it has looked or a person ends its wait', async () => {
    const mine = await world.redeem(OPERATOR, BLU_TYPE, 1500);
    const theirs = await falselyPaid(world.services, SHOP, 'k');
    const other = await world.redeem(SHOP, BLU_TYPE, 300);
    await restoreAfter(() => Promise.resolve());
    const lines = await statement(BLU_TYPE);
    const told = await read(BLU_TYPE, lines);
    const review = (await reload(theirs)).reviews.at(-1);
    expect(told.gaps).toMatchObject([{ closed: false, accounts: [SHOP], held: 1 }]);
    expect(told.text).toContain('told, but not to one account, whose reversals still wait');
    for (const word of [SHOP, review?.id ?? '', 'are not in it']) expect(told.gaps[0]?.missing).toContain(word);
    await giveBack(mine, 1);
    await expect(ofShop(other)).rejects.toMatchObject({ code: 'awaiting_statement' });
    const status = await done('--status');
    expect(status).toMatch(/test +blu +told, not to all/);
    expect(status).toContain(`of account ${SHOP} (shop)`);

    await done('--end', '--provider', 'blu', '--mode', 'test', '--account', SHOP);
    const next = await statement(BLU_TYPE);
    expect((await read(BLU_TYPE, next)).gaps).toMatchObject([{ closed: true, accounts: [] }]);
    await ofShop(other);
    // The redemption itself waits for the verdict of the shop all the same.
    const message = expect.stringContaining(`verdict on review ${review?.id ?? ''}`) as string;
    await expect(ofShop(theirs)).rejects.toMatchObject({ code: 'awaiting_statement', message });
  });

  it('is told as soon as it has looked and the statement was read again', async () => {
    await world.redeem(OPERATOR, BLU_TYPE, 1500);
    const theirs = await falselyPaid(world.services, SHOP, 'k');
    const other = await world.redeem(SHOP, BLU_TYPE, 300);
    await restoreAfter(() => Promise.resolve());
    const lines = await statement(BLU_TYPE);
    await read(BLU_TYPE, lines);
    const { reviews, version: ifMatch } = await reload(theirs);
    const verdict = { decision: 'not_paid', note: 'x', evidence: 'x', ifMatch } as const;
    await judgeReview(services, reviews.at(-1)?.id ?? '', verdict, callerOf(SHOP));
    // A statement of another day says nothing of it.
    const today = { fromAt: Date.now() - 1 };
    await read(BLU_TYPE, [lines[0] ?? '', ...lines.slice(-1)], today);
    await expect(ofShop(other)).rejects.toMatchObject({ code: 'awaiting_statement' });
    expect((await read(BLU_TYPE, lines)).text).toContain('told, reversals go on');
    await ofShop(other);
  });

  it('does not stand for the others where lines of several are absent, or most of them: the file is doubted', async () => {
    const mine = await falselyPaid(world.services, OPERATOR, 'one');
    await falselyPaid(world.services, SHOP, 'two');
    for (const account of [OPERATOR, SHOP]) await world.redeem(account, OTT, 400);
    await world.redeem(SHOP, OTT, 400);
    await restoreAfter(() => Promise.resolve());
    const several = await read(BLU_TYPE, await statement(BLU_TYPE));
    expect(several.gaps).toMatchObject([{ closed: false, accounts: [] }]);
    for (const account of [OPERATOR, SHOP])
      expect(several.gaps[0]?.missing).toContain(`account ${account}, reviews rvw_`);
    await waits(mine, 1);
    // Of three one is there: the two others are of one account.
    const references = await Promise.all(
      (await services.store.redemptions.list({ accountId: OPERATOR, livemode: false, type: OTT, limit: 9 })).map((one) => reload(one)), // prettier-ignore
    );
    const kept = references[0]?.operations[0]?.reference ?? '';
    const cut = await statement(OTT, (all) => all.filter(({ reference }) => reference === kept));
    expect((await read(OTT, cut)).gaps).toMatchObject([{ closed: false, accounts: [] }]);
    await waits(references[0] as Redemption, 1);
  });

  it('waits alone for value given back of a redemption that has no room for another review', async () => {
    const mine = await world.redeem(OPERATOR, OTT, 5000);
    const theirs = await world.redeem(SHOP, OTT, 1500);
    await restoreAfter(() => giveBack(mine, 700, world.services));
    const { reference = '' } = (await reload(mine)).operations[0] ?? {};
    /** Each time the refund, under the reference of its sale, is of another amount. */
    const saying = async (nth: number) => {
      const other = { reference: reference ?? '', gross: `${String(nth)}.00` };
      return statement(OTT, (all) => all.map((line) => (isRefund(line) ? { ...line, ...other } : line)));
    };
    for (let nth = 1; nth <= 20; nth += 1) {
      expect((await read(OTT, await saying(nth))).gaps).toMatchObject([{ closed: true, held: 1 }]);
      await closeReviews(mine);
    }
    const told = await read(OTT, await saying(21));
    expect(told.gaps).toMatchObject([{ closed: false, accounts: [OPERATOR] }]);
    expect(told.gaps[0]?.missing).toContain('have room for no more');
    await waits(mine, 1);
    await ofShop(theirs);

    // A word that came before the statement, about everybody, does not keep a later one from counting.
    const ott = ['--end', '--provider', 'ott', '--mode', 'test'];
    await done(...ott);
    for (const [nth, whose] of [
      [22, []],
      [23, ['--account', OPERATOR]],
    ] as const) {
      expect((await read(OTT, await saying(nth))).gaps).toMatchObject([{ accounts: [OPERATOR] }]);
      await waits(mine, 1);
      expect(await done('--status')).toContain(`of account ${OPERATOR}`);
      expect(await done(...ott, ...whose)).toContain('That was your word, and is kept');
      expect(await done('--status')).not.toContain(`of account ${OPERATOR}`);
      expect(await done(...ott, ...whose)).toContain('Nothing was written: nothing of ott, test,');
    }
    await goesOn(mine);
  });
});
