// After a restored backup: a redemption whose capture is lost is not called unpaid once a statement shows that capture, whatever comes first,
// and it can be recorded and given back.
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { UnwrittenAnswer } from '../../src/core/use-cases/operations/unwritten-answers';
import { unwrittenRecord } from '../../src/core/use-cases/operations/unwritten-answers';
import type { Redemption } from '../../src/core/redemption/redemption';
import { judgeReview, type AnyReview } from '../../src/core/reviews/reviews';
import { cancelRedemption } from '../../src/core/use-cases/cancel';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { createRedemption } from '../../src/core/use-cases/create';
import { reserveRedemption } from '../../src/core/use-cases/reserve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import { AnswerKeeper } from '../../src/jobs/answer-keeper';
import { KeptFiles } from '../../src/system/kept-files';
import { given } from './back';
import {
  goesOn,
  type Line,
  ONE,
  openEach,
  OTT,
  read,
  reload,
  restoreAfter,
  services,
  statement,
  world,
} from './put-back';
import { callerOf, OPERATOR, present, SOURCES } from './world';

openEach();

const ME = callerOf(OPERATOR);
const key = (text: string) => ({ idempotency: { key: text, request: text } });
const capture = (by: Services, { id }: Redemption, name = 'capture') => captureRedemption(by, id, key(name), ME);
const later = (redemption: Redemption) =>
  resolveRedemption(services, redemption.id, RESOLVER, Date.now() + 31 * DAY_MS);

/** A verdict on the oldest review that is open. */
async function judge(redemption: Redemption, decision: 'paid' | 'not_paid', amountCents?: number): Promise<AnyReview> {
  const { reviews, version } = await reload(redemption);
  const id = reviews.find(({ closedAt }) => closedAt === null)?.id ?? '';
  return judgeReview(services, id, { decision, note: 'Seen', evidence: 'file', ifMatch: version, amountCents }, ME);
}

/** One whose capture took the value, and of which a person said after the restore that it did not. */
async function saidUnpaid(): Promise<Redemption> {
  const { pin } = world.simulators.issue({ type: ONE, value: 1500, scenario: 'error_after_taking' });
  const redemption = await present(world.services, ONE, pin, 1500, 'manual');
  await capture(world.services, redemption);
  await restoreAfter(() => Promise.resolve());
  await later(redemption);
  await judge(redemption, 'not_paid');
  return redemption;
}

async function draft(type: string, amountCents = 1500): Promise<Redemption> {
  const { pin } = world.simulators.issue({ type, value: 1500 });
  const source = SOURCES[type]?.(pin) ?? {};
  const command = { type, source, amountCents, currency: 'ZAR', captureMethod: 'manual', confirm: false, options: { partial: 'decline' }, metadata: {}, externalReference: null, relatedIds: [] } as const; // prettier-ignore
  return (await createRedemption(world.services, command, ME)).redemption;
}

async function reservation(type: string, value = 1500): Promise<Redemption> {
  const { pin } = world.simulators.issue({ type, value });
  return present(world.services, type, pin, 1500, 'manual');
}

describe.each([ONE, OTT, 'vouchers.blu'])('%s', (type) => {
  it.each(['draft', 'reserved'])(
    'what is %s in the backup waits for the verdict, which records what was taken',
    async (status) => {
      const redemption = status === 'draft' ? await draft(type) : await reservation(type);
      let lost = redemption;
      await restoreAfter(async () => {
        if (status === 'draft') await reserveRedemption(world.services, redemption.id, key('reserve'), ME);
        lost = (await capture(world.services, redemption)).redemption;
      });
      const lines = await statement(type);
      await read(type, lines);
      const waits = { code: 'awaiting_statement' };
      await expect(cancelRedemption(services, redemption.id, key('cancel'), ME)).rejects.toMatchObject(waits);
      if (status === 'reserved') await expect(capture(services, redemption)).rejects.toMatchObject(waits);
      await later(redemption);
      expect(await reload(redemption)).toMatchObject({ status, outcome: 'open', dueAt: null });

      await judge(redemption, 'paid');
      const { reference } = lost.operations.at(-1) ?? {};
      const now = await reload(redemption);
      expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1500, claimed: true });
      expect(now.operations.at(-1)).toMatchObject({ type: 'confirm', reference, asks: [] });
      expect((await read(type, lines)).text).toContain('told, reversals go on');
      await goesOn(redemption);
      expect(given(world, await reload(redemption))).toBe(1);
    },
  );
});

const restored = (line: Line, gross: string): Line => ({ ...line, type: 'Restore', gross, status: 'Success' });

describe.each([ONE, OTT, 'vouchers.blu'])('%s', (type) => {
  it.each(['draft', 'reserved'])(
    'of what was captured from a %s and put back in part under the same reference, the rest is recorded',
    async (status) => {
      const redemption = status === 'draft' ? await draft(type) : await reservation(type);
      await restoreAfter(async () => {
        if (status === 'draft') await reserveRedemption(world.services, redemption.id, key('reserve'), ME);
        await capture(world.services, redemption);
      });
      const lines = await statement(type, (own) => own.flatMap((line) => [line, restored(line, '4.00')]));
      await read(type, lines);
      await judge(redemption, 'paid');
      expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1100, reversedCents: 0 });
      expect((await read(type, lines)).text).toContain('told, reversals go on');
      await goesOn(redemption);
      const all = { reason: 'returned', ifMatch: (await reload(redemption)).version };
      const { reversal } = await reverseRedemption(services, redemption.id, all, ME);
      expect(reversal).toMatchObject({ status: 'succeeded', amountCents: 1099 });
    },
  );
});

it('of what one file shows as taken and a later one as put back in part, `paid` on either records the rest', async () => {
  const redemption = await reservation(OTT);
  await restoreAfter(() => capture(world.services, redemption));
  await read(OTT, await statement(OTT));
  await read(OTT, await statement(OTT, (own) => own.flatMap((line) => [line, restored(line, '4.00')])));
  await expect(judge(redemption, 'paid', 1500)).rejects.toMatchObject({ code: 'verdict_amount_exceeds' });
  await judge(redemption, 'paid', 1100);
  expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1100 });
});

it.each(['marked', 'on a line of its own'])(
  'what was put back of a lost capture (%s) is not given back of one that was sent and taken since',
  async (how) => {
    const redemption = await reservation(ONE);
    await restoreAfter(async () => {
      const { redemption: lost } = await capture(world.services, redemption);
      await reverseRedemption(world.services, lost.id, { reason: 'returned', amountCents: 1500, ...key('back') }, ME);
    });
    await capture(services, redemption, 'anew');
    const apart = (line: Line) =>
      line.status === 'Reversed' ? [{ ...line, status: 'Success' }, restored(line, line.gross ?? '')] : [line];
    const lines = await statement(ONE, how === 'marked' ? undefined : (own) => own.flatMap(apart));
    await read(ONE, lines);
    expect(await reload(redemption)).toMatchObject({ redeemedCents: 1500, reversedCents: 0 });
    const ifMatch = (await reload(redemption)).version;
    const all = { reason: 'returned', amountCents: 1500, ifMatch };
    await expect(reverseRedemption(services, redemption.id, all, ME)).rejects.toMatchObject({
      code: 'awaiting_statement',
    });
    await judge(redemption, 'paid');
    expect((await read(ONE, lines)).text).toContain('told, reversals go on');
    const { version } = await reload(redemption);
    await reverseRedemption(services, redemption.id, { ...all, ifMatch: version }, ME);
    expect(await reload(redemption)).toMatchObject({ redeemedCents: 1500, reversedCents: 1500 });
  },
);

it('what was put back in full under the same reference leaves nothing, and in several lines has to be said', async () => {
  const [whole, parts] = [await reservation(OTT), await reservation(OTT)];
  await restoreAfter(async () => {
    await capture(world.services, whole, 'whole');
    await captureRedemption(world.services, parts.id, { ...key('parts'), amountCents: 1400 }, ME);
  });
  const back = (line: Line) =>
    line.gross === '15.00' ? [restored(line, '15.00')] : [restored(line, '3.00'), restored(line, '4.00')];
  await read(OTT, await statement(OTT, (own) => own.flatMap((line) => [line, ...back(line)])));
  await judge(whole, 'paid');
  expect(await later(whole)).toMatchObject({ outcome: 'not_paid' });
  await expect(judge(parts, 'paid')).rejects.toMatchObject({ code: 'verdict_amount_required' });
  await expect(judge(parts, 'paid', 1001)).rejects.toMatchObject({ code: 'verdict_amount_exceeds' });
  await judge(parts, 'paid', 700);
  expect(await reload(parts)).toMatchObject({ outcome: 'paid', redeemedCents: 700 });
});

it('runs out once a person has said that nothing was taken', async () => {
  const redemption = await reservation(OTT);
  await restoreAfter(() => capture(world.services, redemption));
  await read(OTT, await statement(OTT));
  await judge(redemption, 'not_paid');
  expect(await later(redemption)).toMatchObject({ outcome: 'not_paid', lastError: { code: 'reservation_lapsed' } });
});

it('wants to know how much, where the lines show more than was reserved', async () => {
  const redemption = await reservation(OTT);
  await restoreAfter(() => capture(world.services, redemption));
  await read(OTT, await statement(OTT, (lines) => lines.flatMap((line) => [line, line])));
  await expect(judge(redemption, 'paid')).rejects.toMatchObject({ code: 'verdict_amount_required' });
  await expect(judge(redemption, 'paid', 1501)).rejects.toMatchObject({ code: 'verdict_amount_exceeds' });
  await judge(redemption, 'paid', 1500);
  expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
});

const twice = (lines: Line[]) => lines.flatMap((line) => [line, line]);

it.each([ONE, OTT, 'vouchers.blu'])(
  '%s: a line that stands in the file twice is never worth twice its value, also where the whole voucher or a part was asked for',
  async (type) => {
    const [whole, part, held] = [await draft(type, 0), await reservation(type), await reservation(type)];
    await restoreAfter(async () => {
      await reserveRedemption(world.services, whole.id, key('reserve'), ME);
      await capture(world.services, whole, 'whole');
      await captureRedemption(world.services, part.id, { ...key('part'), amountCents: 400 }, ME);
      await captureRedemption(world.services, held.id, { ...key('held'), amountCents: 400 }, ME);
    });
    await read(type, await statement(type, twice));
    for (const [one, cents] of [
      [whole, 1500],
      [part, 400],
    ] as const) {
      await expect(judge(one, 'paid')).rejects.toMatchObject({ code: 'verdict_amount_required' });
      await expect(judge(one, 'paid', cents + 1)).rejects.toMatchObject({ code: 'verdict_amount_exceeds' });
      await judge(one, 'paid', cents);
      expect(await reload(one)).toMatchObject({ outcome: 'paid', redeemedCents: cents });
    }
    // Of a file in which it stands once there is nothing to ask.
    await read(type, await statement(type));
    const { reviews, version: ifMatch } = await reload(held);
    const verdict = { decision: 'paid', note: 'Seen', evidence: 'file', ifMatch } as const;
    await judgeReview(services, reviews.at(-1)?.id ?? '', verdict, ME);
    expect(await reload(held)).toMatchObject({ outcome: 'paid', redeemedCents: 400 });
  },
);

it('records nothing on a line that an account has uploaded itself', async () => {
  const redemption = await reservation(OTT);
  await restoreAfter(() => capture(world.services, redemption));
  await read(OTT, await statement(OTT), { accountId: OPERATOR });
  await expect(judge(redemption, 'paid')).rejects.toMatchObject({ code: 'awaiting_statement' });
  await judge(redemption, 'not_paid');
  expect(await reload(redemption)).toMatchObject({ outcome: 'open', redeemedCents: 0 });
});

it('a doubt is not called unpaid while a statement shows that very request as taken', async () => {
  const redemption = await world.redeem(OPERATOR, ONE, 1500, 'error_after_taking');
  await restoreAfter(() => Promise.resolve());
  await later(redemption);
  await read(ONE, await statement(ONE));
  expect((await reload(redemption)).reviews).toMatchObject([
    { reason: 'doubt_unresolved' },
    { reason: 'statement_differs' },
  ]);
  await expect(judge(redemption, 'not_paid')).rejects.toMatchObject({ code: 'awaiting_statement' });
  await judge(redemption, 'paid');
  expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
});

it.each(['older', 'newer'])(
  'what such a capture took is recorded with its return where statements show both, the %s one read first',
  async (first) => {
    const redemption = await saidUnpaid();
    const older = await statement(ONE);
    const newer = older.map((line) => line.replace(/;Success$/, ';Reversed'));
    expect(newer).not.toEqual(older);
    for (const lines of first === 'older' ? [older, newer] : [newer, older]) await read(ONE, lines);
    for (let open = 2; open > 0; open -= 1) await judge(redemption, 'paid');
    expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1500, reversedCents: 1500 });
  },
);

it('a capture of which a person has said that it took nothing is recorded by the verdict on a statement that shows it', async () => {
  const redemption = await saidUnpaid();
  expect(await reload(redemption)).toMatchObject({ outcome: 'open' });
  const lines = await statement(ONE);
  await read(ONE, lines, { accountId: OPERATOR });
  await expect(judge(redemption, 'paid')).rejects.toMatchObject({ code: 'awaiting_statement' });
  await read(ONE, lines);
  await judge(redemption, 'paid');
  const now = await reload(redemption);
  expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
  expect(now.operations.filter(({ type }) => type === 'confirm')).toMatchObject([{ status: 'succeeded', error: null }]);
  expect((await read(ONE, lines)).text).toContain('told, reversals go on');
  await goesOn(redemption);
  expect(given(world, await reload(redemption))).toBe(1);
});

it.each([false, true])(
  'takes up the answer to a capture that no store took, with its change (statement read before: %s)',
  async (isRead) => {
    const redemption = await reservation(ONE, 1900);
    const folder = join(world.folder, 'unwritten');
    await restoreAfter(async () => {
      const { redemption: lost } = await capture(world.services, redemption);
      const { id: operationId, asks } = lost.operations.at(-1) ?? { id: '', asks: [] };
      const inquiry = { kind: 'accepted', amountCents: 1500, voucher: lost.changeVoucher } as const;
      const askId = asks[0]?.id ?? '';
      const fact = { kind: 'answered', operationId, askId, inquiry, settlingMs: 0, fallback: null } as const;
      const answer: UnwrittenAnswer = { redemptionId: redemption.id, type: 'confirm', by: RESOLVER, fact };
      const sealed = world.services.sealer.seal(JSON.stringify(answer), unwrittenRecord(askId));
      new KeptFiles(folder).put(askId, sealed);
    });
    const lines = await statement(ONE);
    if (isRead) await read(ONE, lines);
    const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn() } as unknown as Logger;
    const keeper = new AnswerKeeper({ services, folder, logger });
    await keeper.start();
    while (keeper.size > 0) await new Promise((resolve) => setImmediate(resolve));
    await keeper.stop();

    const now = await reload(redemption);
    expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1500, changeVoucher: { amountCents: 400 } });
    expect(services.sealer.open(now.changeVoucher?.sealedPin ?? '', now.id)).toMatch(/^\d+$/);
    expect(new KeptFiles(folder).names()).toEqual([]);
    if (isRead) await judge(redemption, 'paid');
    expect((await read(ONE, lines)).text).toContain('told, reversals go on');
    await goesOn(redemption);
  },
);
