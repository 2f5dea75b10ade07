// After a restored backup a statement says in its own way that value went back. However it says so, the value is not given back
// again: it is recorded, or the reversals wait until a person has looked.
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Logger } from 'pino';
import { unwrittenRecord } from '../../src/core/use-cases/operations/unwritten-answers';
import { AnswerKeeper } from '../../src/jobs/answer-keeper';
import { KeptFiles } from '../../src/system/kept-files';
import { ended } from '../../src/core/restores/restore-mark';
import { proposeReversal } from '../../src/core/use-cases/four-eyes/proposals';
import { reversalTerms } from '../../src/core/use-cases/four-eyes/terms';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import { given } from './back';
import {
  type Cells,
  closeReviews,
  giveBack,
  goesOn,
  isRefund,
  type Line,
  ONE,
  openEach,
  OTT,
  read,
  reload,
  restoreAfter,
  services,
  sinceAt,
  statement,
  waits,
  world,
} from './put-back';
import { callerOf, OPERATOR, present } from './world';

openEach();

const shouted = (line: Line): Line => ({ ...line, reference: line.reference.toUpperCase() });

it('records a voucher that lives again by a second line of the same reference, once', async () => {
  const redemption = await world.redeem(OPERATOR, ONE, 1500);
  await restoreAfter(() => giveBack(redemption, 1500, world.services));
  const lines = await statement(ONE, (all) => all.flatMap((line) => [{ ...line, status: 'Success' }, line]));
  expect(lines).toHaveLength(3);
  expect(await read(ONE, lines)).toMatchObject({ gaps: [{ closed: true, held: 0 }], counts: { state_differs: 1 } });
  expect(await reload(redemption)).toMatchObject({ redeemedCents: 1500, reversedCents: 1500 });
  await expect(giveBack(redemption, 700)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
  expect(await read(ONE, lines)).toMatchObject({ differences: 0, reviews: { opened: 0 } });
});

it('records a refund whose reference is written in capitals', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 1500, world.services));
  const lines = await statement(OTT, (all) => all.map(shouted));
  expect(await read(OTT, lines)).toMatchObject({ gaps: [{ closed: true, held: 0 }], counts: { matched: 1 } });
  await expect(giveBack(redemption, 700)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
});

it('does not take a copy of an old statement for a new one', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  const old = await statement(OTT);
  await restoreAfter(() => giveBack(redemption, 1500, world.services));
  const told = await read(OTT, old, { covers: undefined });
  expect(told).toMatchObject({ differences: 0, gaps: [{ closed: false }] });
  expect(told.gaps[0]?.missing).toContain('nothing shows that this statement was made after the restore');
  await waits(redemption);
});

describe('what was asked for before the restore does not come about a second time', () => {
  const asked = { reason: 'returned', amountCents: 500, idempotency: { key: 'K-rev', request: 'the same' } } as const;

  it.each([ONE, OTT, 'vouchers.blu'])('%s: a repeat of a request whose answer was lost', async (type) => {
    const redemption = await world.redeem(OPERATOR, type, 1500);
    const other = await world.redeem(OPERATOR, type, 600);
    await restoreAfter(() => reverseRedemption(world.services, redemption.id, asked, callerOf(OPERATOR)));
    const repeat = (ifMatch?: number) =>
      reverseRedemption(services, redemption.id, { ...asked, ifMatch }, callerOf(OPERATOR));
    await expect(repeat()).rejects.toMatchObject({ code: 'awaiting_statement' });
    expect((await read(type, await statement(type))).text).toContain('told, reversals go on');
    expect(await reload(redemption)).toMatchObject({ reversedCents: 500 });
    for (const ifMatch of [undefined, redemption.version]) {
      const code = ifMatch === undefined ? 'if_match_required' : 'version_conflict';
      await expect(repeat(ifMatch)).rejects.toMatchObject({ code });
    }
    await closeReviews();
    await expect(repeat()).rejects.toMatchObject({ code: 'if_match_required' });
    // Of one that no statement says anything about, nothing was asked for: a key is enough.
    await giveBack(other, 100);
    expect(given(world, await reload(redemption))).toBe(500);
    // Whoever has looked at it knows what he wants.
    const { version } = await reload(redemption);
    expect((await repeat(version)).reversal).toMatchObject({ status: 'succeeded', amountCents: 500 });
    expect((await repeat()).replayed).toBeDefined();
    expect(given(world, await reload(redemption))).toBe(1000);
  });

  it('a proposal that was approved since', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 5000);
    const { proposal } = await proposeReversal(world.services, redemption.id, asked, callerOf(OPERATOR));
    await restoreAfter(() => giveBack(redemption, 500, world.services));
    expect((await reload(redemption)).proposals).toMatchObject([{ id: proposal.id, status: 'waiting' }]);
    await read(OTT, await statement(OTT));
    expect(await reload(redemption)).toMatchObject({
      reversedCents: 500,
      proposals: [{ id: proposal.id, status: 'lapsed' }],
    });
  });

  it('a line that stands in the file twice is recorded once, and waits for a person', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 500, world.services));
    const lines = await statement(OTT, (all) => all.flatMap((line) => (isRefund(line) ? [line, line] : [line])));
    expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: true, held: 1 }]);
    expect(await reload(redemption)).toMatchObject({ reversedCents: 500 });
    await closeReviews(redemption);
    // What was recorded is compared like all else from then on.
    expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: true, held: 1 }]);
    await closeReviews(redemption);
    expect((await read(OTT, lines)).text).toContain('told, reversals go on');
    expect(await reload(redemption)).toMatchObject({ reversedCents: 500 });
  });
});

describe('the reversals of one redemption wait until a person has looked', () => {
  /** Reads lines that say more, or other, than the books; other redemptions are told. */
  async function holds(type: string, redemption: Redemption, lines: readonly string[]): Promise<void> {
    const other = (
      await services.store.redemptions.list({ accountId: OPERATOR, livemode: false, type, limit: 9 })
    ).find(({ id }) => id !== redemption.id);
    for (let reading = 0; reading < 2; reading += 1) {
      const told = await read(type, lines);
      expect(told).toMatchObject({ gaps: [{ closed: true, missing: null, held: 1 }], reviews: { notOpened: 0 } });
      expect(told.text).toContain('Reversals go on, but not of 1 redemptions');
      expect(told.text).not.toContain('told, reversals go on');
      await waits(redemption);
      if (other) expect(await reversalTerms(services, other, callerOf(OPERATOR))).toMatchObject({ reversible: true });
    }
    await closeReviews(redemption);
    expect((await read(type, lines)).text).toContain('told, reversals go on');
    await goesOn(redemption);
  }

  it('a part, on a second line of the same reference', async () => {
    const redemption = await world.redeem(OPERATOR, ONE, 1500);
    await world.redeem(OPERATOR, ONE, 400);
    await restoreAfter(() => giveBack(redemption, 800, world.services));
    const part = { gross: '8.00', status: 'Reversed' };
    const lines = await statement(ONE, (all) =>
      all
        .filter((line) => !isRefund(line))
        .flatMap((line) => (line.gross === '15.00' ? [line, { ...line, ...part }] : [line])),
    );
    await holds(ONE, redemption, lines);
  });

  it.each<[string, Cells & { capitals?: boolean }]>([
    ['a refund', { type: 'Refund' }],
    ['a sale', { type: 'Sale' }],
    ['a restore of a part', { type: 'Reversal', gross: '8.00' }],
    ['a restore that is called reversed, of a part', { type: 'Reversal', status: 'Reversed', gross: '8.00' }],
    ['a refund in capitals', { type: 'REFUND VOUCHER', capitals: true }],
  ])('%s under the reference of its redemption', async (_what, { capitals = false, ...over }) => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await world.redeem(OPERATOR, OTT, 400);
    await restoreAfter(() => giveBack(redemption, 1500, world.services));
    const lines = await statement(OTT, (all) => {
      const reference = all.find(({ type, gross }) => type === 'Redemption' && gross === '15.00')?.reference ?? '';
      const moved = (line: Line) => ({ ...line, ...over, reference: capitals ? reference.toUpperCase() : reference });
      return all.map((line) => (isRefund(line) ? moved(line) : line));
    });
    await holds(OTT, redemption, lines);
  });

  it('several refunds for one reversal', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await giveBack(redemption, 400, world.services);
    await restoreAfter(() => Promise.resolve());
    const lines = await statement(OTT, (all) => all.flatMap((line) => (isRefund(line) ? [line, line] : [line])));
    await holds(OTT, redemption, lines);
  });

  it('a refund for which the books have a reversal that failed', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await giveBack(redemption, 400, world.services);
    await restoreAfter(() => Promise.resolve());
    // As if the backup had been made when the provider was down: the reversal was settled as failed in it.
    const { store } = services;
    const found = await reload(redemption);
    const failed = {
      ...found,
      rev: found.rev + 1,
      version: found.version + 1,
      reversedCents: 0,
      reversals: found.reversals.map((reversal) => ({ ...reversal, status: 'failed' as const })),
      operations: found.operations.map((one) => (one.type === 'reverse' ? { ...one, status: 'failed' as const } : one)),
    };
    expect(await store.redemptions.replace(failed, found.rev, [])).toMatchObject({ kind: 'written' });
    await holds(OTT, redemption, await statement(OTT));
  });

  it('change that was taken back', async () => {
    const { pin } = world.simulators.issue({ type: ONE, value: 1900 });
    const redemption = await present(world.services, ONE, pin, 1500);
    expect(redemption.changeVoucher).not.toBeNull();
    await restoreAfter(() => Promise.resolve());
    const lines = await statement(ONE, (all) =>
      all.map((line) => (line.type === 'Change' ? { ...line, status: 'Reversed' } : line)),
    );
    await holds(ONE, redemption, lines);
  });
});

it('holds a redemption that was in doubt and is marked as reversed, and records it once the doubt has ended', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500, 'timeout_after_taking');
  expect(redemption.outcome).toBe('checking');
  const ask = (by: Services) => resolveRedemption(by, redemption.id, RESOLVER, Date.now() + DAY_MS);
  await restoreAfter(async () => {
    expect(await ask(world.services)).toMatchObject({ outcome: 'paid' });
    await giveBack(redemption, 1500, world.services);
  });
  const lines = await statement(OTT, (all) =>
    all.flatMap((line) => (isRefund(line) ? [] : [{ ...line, status: 'Reversed' }])),
  );
  expect(await read(OTT, lines)).toMatchObject({ gaps: [{ closed: true, held: 1 }], counts: { state_differs: 1 } });
  expect(await reload(redemption)).toMatchObject({ outcome: 'checking', reversedCents: 0 });
  // By then there is something to record it on, and nobody need read the statement once more.
  expect(await ask(services)).toMatchObject({ outcome: 'paid', reversedCents: 1500 });
  await expect(giveBack(redemption, 700)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
});

it('puts the PIN of an answer that no store took where the statement has recorded its reversal', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  let lost: Redemption | undefined;
  await restoreAfter(async () => (lost = await giveBack(redemption, 500, world.services)));
  const operation = lost?.operations.at(-1);
  const voucher = lost?.reversals[0]?.refundVoucher;
  if (!operation || !voucher) throw new Error('It was given back');
  const inquiry = { kind: 'accepted', amountCents: 500, voucher } as const;
  const fact = { kind: 'answered', operationId: operation.id, askId: operation.asks[0]?.id ?? null, inquiry, settlingMs: 0 } as const; // prettier-ignore
  const folder = join(world.folder, 'unwritten');
  const by = { actor: { kind: 'resolver', id: 'resolver' }, requestId: null } as const;
  const logged: string[] = [];
  const note = (_about: unknown, words: string) => void logged.push(words);
  const logger = { info: note, warn: note, error: note } as unknown as Logger;
  const start = async () => {
    const keeper = new AnswerKeeper({ services, folder, logger });
    await keeper.start();
    while (keeper.size > 0) await new Promise((resolve) => setImmediate(resolve));
    await keeper.stop();
  };
  new KeptFiles(folder).put(fact.askId ?? '', world.services.sealer.seal(JSON.stringify({ redemptionId: redemption.id, by, fact }), unwrittenRecord(fact.askId ?? ''))); // prettier-ignore
  await start();
  expect(logged).toEqual([expect.stringContaining('an operation that is not in this store')]);
  expect(new KeptFiles(folder).names()).toHaveLength(1);

  await read(OTT, await statement(OTT));
  expect((await reload(redemption)).reversals).toMatchObject([{ amountCents: 500, refundVoucher: null }]);
  await start();
  expect((await reload(redemption)).reversals).toMatchObject([{ amountCents: 500, refundVoucher: voucher }]);
  expect(new KeptFiles(folder).names()).toEqual([]);
});

it('has a review for each refund of a redemption that was in doubt', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500, 'timeout_after_taking');
  await restoreAfter(async () => {
    await resolveRedemption(world.services, redemption.id, RESOLVER, Date.now() + DAY_MS);
    for (const cents of [500, 400]) await giveBack(redemption, cents, world.services);
  });
  const lines = await statement(OTT);
  for (let reading = 0; reading < 2; reading += 1) await read(OTT, lines);
  const { reviews } = await reload(redemption);
  expect(reviews.map(({ summary }) => /\d+ cents issued as a refund/.exec(summary)?.[0]).sort()).toEqual([
    '400 cents issued as a refund',
    '500 cents issued as a refund',
  ]);
});

it('by upload ends no wait: whoever may send a file may leave a line out of it', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 1000, world.services));
  // The installation of one merchant: its books are all there are.
  const { store } = services;
  const listAccounts = async () => (await store.accounts.listAccounts()).filter(({ id }) => id === OPERATOR);
  const accounts = Object.create(store.accounts, { listAccounts: { value: listAccounts } }) as typeof store.accounts;
  const alone = Object.assign({}, services, {
    store: Object.create(store, { accounts: { value: accounts } }) as typeof store,
  });
  const lines = await statement(OTT, (all) => all.filter((line) => !isRefund(line)));
  expect(await read(OTT, lines, { accountId: OPERATOR }, alone)).toMatchObject({ gaps: [] });
  await waits(redemption);
});

it('a word that nothing was given back is none any more where a statement says otherwise', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 1000, world.services));
  const [mark] = await services.store.restores.list();
  if (mark) await services.store.restores.replace(ended(mark, false, OTT, Date.now()));
  const lines = await statement(OTT, (all) =>
    all.map((line) => (isRefund(line) ? { ...line, reference: 'R-4711' } : line)),
  );
  expect((await read(OTT, lines)).text).toContain('it shows value given back that no redemption here answers for');
  await waits(redemption);
});

describe('everything waits where nobody knows of which redemption value was given back', () => {
  it.each<[string, Cells]>([
    ['a refund under a number of the provider', { reference: 'R-4711' }],
    ['a refund by a version up to 0.1.0', { reference: 'op-0123456789abcdef01234567' }],
    ['a sale under a reference that was cut', { type: 'Sale', reference: 'op-0123456789abcdef0123' }],
    ['a restore', { type: 'Reversal', reference: 'R-4711' }],
    ['a voucher by another name', { type: 'Replacement voucher', reference: 'R-4711' }],
    ['a redemption that was undone', { type: 'Redemption', status: 'Reversed', reference: 'R-4711' }],
    ['a refund of the day before', { reference: 'R-4711', date: 'the day' }],
  ])('%s', async (_what, over) => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 1500, world.services));
    const date = over.date ? { date: new Date(sinceAt).toISOString().slice(0, 10) } : {};
    const plain = await statement(OTT, (all) => all.filter((line) => !isRefund(line)));
    const lines = await statement(OTT, (all) =>
      all.map((line) => (isRefund(line) ? { ...line, ...over, ...date } : line)),
    );
    const period = over.date ? { fromAt: sinceAt } : {};
    const at = lines.findIndex((line, nth) => line !== plain[nth]) + 1;
    const told = await read(OTT, lines, period);
    expect(told.gaps).toMatchObject([
      { closed: false, missing: expect.stringContaining(`(line ${String(at)})`) as string },
    ]);
    expect(told.text).toContain('reversals still wait. it shows value given back that no redemption here answers for');
    expect(told.text).toContain('vouch restored --end');
    await waits(redemption);
    await closeReviews();
    expect((await read(OTT, lines, period)).text).toContain('told, reversals go on');
    await goesOn(redemption);
  });

  it('also where an earlier statement did not say so', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    const unsaid = await statement(OTT, (all) => all.filter((line) => !isRefund(line)));
    expect((await read(OTT, unsaid)).text).toContain('told, reversals go on');
    const lines = await statement(OTT, (all) =>
      all.map((line) => (isRefund(line) ? { ...line, reference: 'R-4711' } : line)),
    );
    // The next day's file, with a line that is dated late.
    expect((await read(OTT, lines, { fromAt: sinceAt + DAY_MS })).gaps).toMatchObject([{ closed: false }]);
    await waits(redemption);
  });
});

it('finds a refund of the day under the reference of its redemption, though the period begins later', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 1500, world.services));
  const date = new Date(sinceAt).toISOString().slice(0, 10);
  const lines = await statement(OTT, (all) => {
    const reference = all.find((line) => !isRefund(line))?.reference ?? '';
    return all.filter(isRefund).map((line) => ({ ...line, reference, date }));
  });
  expect((await read(OTT, lines, { fromAt: sinceAt })).gaps).toMatchObject([{ closed: true, held: 1 }]);
  await waits(redemption);
});

it('holds a redemption of which a later statement says more than was recorded', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 700, world.services));
  const once = await statement(OTT);
  expect((await read(OTT, once)).text).toContain('told, reversals go on');
  expect(await reload(redemption)).toMatchObject({ reversedCents: 700 });
  const twice = await statement(OTT, (all) => all.flatMap((line) => (isRefund(line) ? [line, line] : [line])));
  expect((await read(OTT, twice)).gaps).toMatchObject([{ closed: true, held: 1 }]);
  await waits(redemption);
});
