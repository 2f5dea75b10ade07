// The time of which a statement tells: what its lines show, or the provider says, and not what it was asked for or when it was made. A file of
// another day, or of redemptions alone, is silent about a refund that was lost, and its silence must not count.
import { DAY_MS } from '../../src/core/values/time';
import { giveBack, isRefund, openEach, OTT, read, restoreAfter, sinceAt, statement, waits, world } from './put-back';
import { OPERATOR } from './world';

openEach();

/** What the flags of the runbook leave to the file. */
const UNSAID = { covers: undefined, holds: undefined };

/** A line of the shop's other business. */
const sold = (at: number) => ({
  date: new Date(at).toISOString(),
  reference: `pos-${String(at)}`,
  type: 'Sale',
  gross: '50.00',
  fee: '0.00',
  commission: '0.00',
  net: '50.00',
  status: 'Success',
});

it('is from its oldest line to its newest, and of refunds where it has one, unless more is said', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 700, world.services));
  const now = Date.now();
  const silent = (...times: number[]) =>
    statement(OTT, (lines) => [...lines.filter((line) => !isRefund(line)), ...times.map(sold)]);
  const files = {
    // Asked for until today, made this morning, and yet it ends before the refund.
    'of the day before': { lines: await silent(), madeAt: now, holds: 'all', tells: /from \S+ until \S+ of redemptions and refunds/ },
    'of today alone': { lines: (await silent(now)).toSpliced(1, 1), holds: 'all', fromAt: sinceAt, tells: /of no time/ },
    'of redemptions alone': { lines: await silent(now), tells: /^no statement of refunds was read .* of redemptions\./ },
    'said to end too early': { lines: await silent(now), holds: 'all', covers: { fromAt: 0, toAt: sinceAt + 1 }, tells: /from \S+ until \S+ of redemptions and refunds/ },
  } as const; // prettier-ignore
  for (const [name, { lines, tells, ...said }] of Object.entries(files)) {
    const told = await read(OTT, lines, { ...UNSAID, ...said });
    expect([name, told.gaps]).toMatchObject([name, [{ closed: false }]]);
    expect(told.gaps[0]?.missing).toMatch(tells);
    await waits(redemption, 1500);
  }
  const until = { fromAt: sinceAt - DAY_MS, toAt: now + DAY_MS };
  await expect(read(OTT, await silent(now), { covers: until })).rejects.toThrow('cannot cover what has not come');

  // The whole file tells by itself: the refund is recorded.
  const whole = await statement(OTT, (lines) => [...lines, sold(Date.now())]);
  expect((await read(OTT, whole, UNSAID)).gaps).toMatchObject([{ closed: true, missing: null }]);
  await expect(giveBack(redemption, 1500)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
});

it('is what the provider says, where a shop has sold nothing since', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => Promise.resolve());
  const lines = await statement(OTT);
  const covers = { fromAt: sinceAt - DAY_MS, toAt: Date.now() };
  expect((await read(OTT, lines, { covers, holds: undefined })).gaps[0]?.missing).toContain('no statement of refunds');
  await waits(redemption);
  expect((await read(OTT, lines, { covers, holds: 'all' })).text).toContain('told, reversals go on');
  expect((await giveBack(redemption, 700)).reversedCents).toBe(700);
});
