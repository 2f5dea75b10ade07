// A refund that the provider took back on a later day: whichever file is read first, a person is told, and it is not given a second time unseen.
import type { Redemption } from '../../src/core/redemption/redemption';
import { DAY_MS } from '../../src/core/values/time';
import {
  closeReviews,
  giveBack,
  isRefund,
  type Line,
  ONE,
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
import { OPERATOR } from './world';

openEach();

const asks = ({ reviews }: Redemption) =>
  reviews.filter(({ closedAt }) => closedAt === null).map(({ summary }) => summary);
const later = (line: Line): Line => ({
  ...line,
  date: new Date(Date.parse(line.date ?? '') + DAY_MS / 2).toISOString(),
});
const undone = (line: Line): Line => ({ ...later(line), status: 'Reversed' });
const refundsAs = (bend: (line: Line) => Line) => (all: Line[]) =>
  all.map((line) => (isRefund(line) ? bend(line) : line));
const first = () => statement(OTT);
const next = (bend: (line: Line) => Line = undone) => statement(OTT, refundsAs(bend));

async function refunded(): Promise<Redemption> {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 500, world.services));
  return redemption;
}

it.each<[string, (line: Line) => Line]>([
  ['marked as reversed', undone],
  ['as a sale that is marked so', (line) => ({ ...undone(line), type: 'Sale' })],
  ['by a reversal under its reference', (line) => ({ ...later(line), type: 'Reversal' })],
])('says so where the file of the day after has it %s', async (_what, bend) => {
  const redemption = await refunded();
  await read(OTT, await first());
  expect(await reload(redemption)).toMatchObject({ reversedCents: 500 });
  await closeReviews(redemption);
  const told = await read(OTT, await next(bend), { fromAt: Date.now() - DAY_MS / 4 });
  expect(told.reviews).toMatchObject({ opened: 1 });
  expect(asks(await reload(redemption))).toHaveLength(1);
  await waits(redemption);
});

it('says so where the file of the day after was read first', async () => {
  const redemption = await refunded();
  const told = await read(OTT, await next());
  expect(told).toMatchObject({ counts: { theirs_only: 1 }, reviews: { opened: 1 } });
  expect(asks(await reload(redemption))).toEqual([expect.stringContaining('500 cents of a refund taken back')]);
  expect((await read(OTT, await next())).reviews).toMatchObject({ opened: 0, known: 1 });
  await read(OTT, await first());
  expect(asks(await reload(redemption))).toHaveLength(2);
  await waits(redemption);
});

it.each([false, true])(
  'says so where both days stand in one file that is read for the second (restored: %s)',
  async (isRestored) => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    if (isRestored) await restoreAfter(() => Promise.resolve());
    const by = isRestored ? services : world.services;
    await giveBack(redemption, 500, by).catch(() => giveBack(redemption, 500, world.services));
    const both = await statement(OTT, (all) => [...all, ...all.filter(isRefund).map(undone)]);
    const from = Date.now() + DAY_MS / 4;
    const told = await read(OTT, both, { fromAt: from }, by);
    expect(told.reviews).toMatchObject({ opened: 1 });
    expect(asks(await reload(redemption, by))).toEqual([expect.stringContaining('of a refund taken back')]);
  },
);

it('says nothing of one that was undone and that nobody knows', async () => {
  const redemption = await refunded();
  const foreign = await statement(
    OTT,
    refundsAs((line) => ({ ...undone(line), reference: 'R-4711' })),
  );
  expect(await read(OTT, foreign)).toMatchObject({ differences: 0 });
  expect(asks(await reload(redemption))).toEqual([]);
});

it('says so of a voucher that lived again and was taken anew, also where its restore was recorded late', async () => {
  const redemption = await world.redeem(OPERATOR, ONE, 1500);
  await restoreAfter(() => giveBack(redemption, 1500, world.services));
  const [mark] = await services.store.restores.list();
  const newest = new Date((mark?.markedAt ?? 0) + 1).toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await read(ONE, await statement(ONE));
  expect(await reload(redemption)).toMatchObject({ reversedCents: 1500 });
  const taken = (date?: string) =>
    statement(ONE, (all) =>
      all.map((line) => ({ ...line, status: 'Success', ...(date === undefined ? {} : { date }) })),
    );
  expect(await read(ONE, await taken(newest))).toMatchObject({ counts: { state_differs: 1 }, reviews: { opened: 1 } });
  // One that was made before it was put back knows nothing of that.
  expect(await read(ONE, await taken())).toMatchObject({ differences: 0 });
});
