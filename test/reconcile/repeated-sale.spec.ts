// A sale that is lost with a restored backup is repeated with its voucher, and a person says that it is the same: what was given back of the lost one
// cannot be given back again.
import type { Redemption } from '../../src/core/redemption/redemption';
import { judgeReview } from '../../src/core/reviews/reviews';
import { given } from './back';
import {
  giveBack,
  isRefund,
  ONE,
  type Line,
  openEach,
  OTT,
  read,
  reload,
  restoreAfter,
  services,
  statement,
  world,
} from './put-back';
import { BLU_TYPE, callerOf, OPERATOR, present } from './world';

openEach();

const ME = callerOf(OPERATOR);
const all = (lines: Line[]) => lines;

/** Sales of this many vouchers of which some cents are given back, in the time that is lost. */
async function lostSales(type: string, ...back: readonly number[]): Promise<{ pins: string[]; lost: Redemption[] }> {
  const pins = back.map(() => world.simulators.issue({ type, value: 1500 }).pin);
  const lost: Redemption[] = [];
  await restoreAfter(async () => {
    for (const [at, pin] of pins.entries()) {
      const sale = await present(world.services, type, pin, 1500);
      const cents = back[at] ?? 0;
      lost.push(cents > 0 ? await giveBack(sale, cents, world.services) : sale);
    }
  });
  return { pins, lost };
}

async function paid(redemption: Redemption, evidence = 'file') {
  const { reviews, version } = await reload(redemption);
  const verdict = { decision: 'paid', note: 'It is the same', evidence, ifMatch: version } as const;
  return judgeReview(services, reviews[0]?.id ?? '', verdict, ME);
}

it.each([ONE, OTT, BLU_TYPE])('%s: what was given back is carried over, once', async (type) => {
  const { pins, lost } = await lostSales(type, 500);
  await read(type, await statement(type, all));
  const repeat = await present(services, type, pins[0] ?? '', 1500);
  expect(repeat).toMatchObject({ outcome: 'checking', reviews: [{ reason: 'lost_in_restore' }] });
  await paid(repeat);
  const now = await reload(repeat);
  expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1500, reversedCents: 500 });
  expect(now.operations.at(-1)?.reference).toBe(lost[0]?.operations.at(-1)?.reference);
  expect(now.reviews.at(-1)).toMatchObject({ reason: 'statement_differs', closedAt: null });
  await expect(giveBack(repeat, 1001)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
  await giveBack(repeat, 1000);
  expect(given(world, ...lost, await reload(repeat))).toBe(1500);
  // The statement says the same still, and of this redemption by now.
  const again = await read(
    type,
    (await statement(type, all)).filter((line) => !line.includes('10.00')),
  );
  expect(again.reviews).toMatchObject({ notOpened: 0 });
  expect(await reload(repeat)).toMatchObject({ reversedCents: 1500 });
});

it('has to say which one it was, where several took as much and one gave value back', async () => {
  const { pins, lost } = await lostSales(OTT, 500, 0);
  await read(OTT, await statement(OTT, all));
  const [first, second] = [
    await present(services, OTT, pins[0] ?? '', 1500),
    await present(services, OTT, pins[1] ?? '', 1500),
  ];
  await expect(paid(first)).rejects.toMatchObject({ code: 'verdict_reference_required' });
  const named = (sale?: Redemption) => `Line ${sale?.operations[0]?.reference?.toUpperCase() ?? ''}, 28 November`;
  await paid(first, named(lost[0]));
  expect(await reload(first)).toMatchObject({ outcome: 'paid', reversedCents: 500 });
  await paid(second, named(lost[1]));
  expect(await reload(second)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it('is carried over to one repeat alone', async () => {
  const { pins } = await lostSales(OTT, 500, 0);
  const lines = await statement(OTT, all);
  // The second sale stands in no statement so far.
  const [, last] = lines.filter((line) => line.includes('15.00'));
  await read(
    OTT,
    lines.filter((line) => line !== last),
  );
  const [first, second] = [
    await present(services, OTT, pins[0] ?? '', 1500),
    await present(services, OTT, pins[1] ?? '', 1500),
  ];
  await paid(first);
  await paid(second);
  expect(await reload(first)).toMatchObject({ outcome: 'paid', reversedCents: 500 });
  expect(await reload(second)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it('needs to say nothing where none of them gave anything back, or where nothing was taken', async () => {
  const { pins } = await lostSales(OTT, 0, 0);
  await read(OTT, await statement(OTT, all));
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  await paid(repeat);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', reversedCents: 0, reviews: [{}] });
});

it('carries over nothing that an account uploaded itself, nor what was taken back', async () => {
  const { pins } = await lostSales(OTT, 500, 700);
  await read(OTT, await statement(OTT, all), { accountId: OPERATOR });
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  await paid(repeat);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it('takes nothing from another sale that was given back whole and is another amount', async () => {
  const { pins } = await lostSales(OTT, 500);
  const cheaper = (lines: Line[]) => lines.map((line) => (isRefund(line) ? line : { ...line, gross: '14.00' }));
  await read(OTT, await statement(OTT, cheaper));
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  await paid(repeat);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});
