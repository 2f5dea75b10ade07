// A sale that is lost with a restored backup is repeated with its voucher, and a person says that it is the same: what was given back of the lost one
// cannot be given back again.
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import { ended, newMark } from '../../src/core/restores/restore-mark';
import { judgeReview } from '../../src/core/reviews/reviews';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { createRedemption } from '../../src/core/use-cases/create';
import { reserveRedemption } from '../../src/core/use-cases/reserve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { Pin } from '../../src/core/values/pin';
import { backUpFile, given, giveBackSeen } from './back';
import {
  closeReviews,
  giveBack,
  ONE,
  openEach,
  OTT,
  read,
  reload,
  restoreAfter,
  services,
  sinceAt,
  statement,
  world,
} from './put-back';
import { BLU_TYPE, callerOf, OPERATOR, present, SHOP, SOURCES } from './world';

openEach();

const ME = callerOf(OPERATOR);

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

async function paid(redemption: Redemption, evidence = 'file', by: Services = services) {
  const { reviews, version } = await reload(redemption, by);
  const verdict = { decision: 'paid', note: 'It is the same', evidence, ifMatch: version } as const;
  return judgeReview(by, reviews[0]?.id ?? '', verdict, ME);
}

const named = (sale?: Redemption) => `Line ${sale?.operations[0]?.reference?.toUpperCase() ?? ''}, 28 November`;
const unnamed = (verdict: Promise<unknown>) =>
  expect(verdict).rejects.toMatchObject({ code: 'verdict_reference_required' });
const key = (name: string) => ({ idempotency: { key: name, request: name } });

async function create(
  by: Services,
  accountId: string,
  type: string,
  pin: string,
  amountCents: number,
  how: { readonly captureMethod: 'automatic' | 'manual'; readonly confirm: boolean },
): Promise<Redemption> {
  const more = { options: { partial: 'decline' }, metadata: {}, externalReference: null, relatedIds: [] } as const;
  // As a request is read: what is not masked cannot be looked for.
  const fields = Object.entries(SOURCES[type]?.(pin) ?? {});
  const source = Object.fromEntries(fields.map(([name, text]) => [name, text === pin ? new Pin(pin) : text]));
  const command = { type, source, amountCents, currency: 'ZAR', ...how, ...more } as const;
  return (await createRedemption(by, command, callerOf(accountId))).redemption;
}

/** What its statement shows is so. */
async function judgeEach(redemption: Redemption): Promise<void> {
  for (const { id } of (await reload(redemption)).reviews.filter(({ closedAt }) => closedAt === null)) {
    const ifMatch = (await reload(redemption)).version;
    await judgeReview(services, id, { decision: 'paid', note: 'It is so', evidence: 'file', ifMatch }, ME);
  }
}

/** No verdict without the name of the sale, and then no more is given than was taken. */
async function givenOnce(repeat: Redemption, lost: Redemption | undefined, by: Services = services): Promise<void> {
  await unnamed(paid(repeat, 'file', by));
  await paid(repeat, named(lost), by);
  const { redeemedCents, reversedCents } = await reload(repeat, by);
  expect([redeemedCents, reversedCents]).toEqual([1500, 500]);
  await expect(giveBackSeen(by, repeat, 1001)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
  await giveBackSeen(by, repeat, 1000);
  expect(given(world, ...(lost ? [lost] : []), await reload(repeat, by))).toBe(1500);
}

it.each([ONE, OTT, BLU_TYPE])('%s: what was given back is carried over, once', async (type) => {
  const { pins, lost } = await lostSales(type, 500);
  await read(type, await statement(type));
  const repeat = await present(services, type, pins[0] ?? '', 1500);
  expect(repeat).toMatchObject({ outcome: 'checking', reviews: [{ reason: 'lost_in_restore' }] });
  await unnamed(paid(repeat));
  await paid(repeat, named(lost[0]));
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
    (await statement(type)).filter((line) => !line.includes('10.00')),
  );
  expect(again.reviews).toMatchObject({ notOpened: 0 });
  expect(await reload(repeat)).toMatchObject({ reversedCents: 1500 });
});

it('has to say which one it was, where several took as much and one gave value back', async () => {
  const { pins, lost } = await lostSales(OTT, 500, 0);
  await read(OTT, await statement(OTT));
  const [first, second] = [
    await present(services, OTT, pins[0] ?? '', 1500),
    await present(services, OTT, pins[1] ?? '', 1500),
  ];
  await unnamed(paid(first));
  await unnamed(paid(first, `${named(lost[0])}, not ${named(lost[1])}`));
  await paid(first, named(lost[0]));
  expect(await reload(first)).toMatchObject({ outcome: 'paid', reversedCents: 500 });
  await paid(second, named(lost[1]));
  expect(await reload(second)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it('is carried over to one repeat alone', async () => {
  const { pins, lost } = await lostSales(OTT, 500, 0);
  const lines = await statement(OTT);
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
  await unnamed(paid(second));
  await unnamed(paid(second, named(lost[1])));
  await paid(first, named(lost[0]));
  expect(await reload(first)).toMatchObject({ outcome: 'paid', reversedCents: 500 });
  await unnamed(paid(second, named(lost[0])));
  // No line has the repeat under its own reference, and until a person has looked at that the account waits alone.
  await read(OTT, lines);
  await waiting(paid(second, named(lost[1])));
  await closeReviews(first);
  await read(OTT, lines);
  await paid(second, named(lost[1]));
  expect(await reload(second)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it('needs to say nothing where none of them gave anything back, or where nothing was taken', async () => {
  const { pins } = await lostSales(OTT, 0, 0);
  await read(OTT, await statement(OTT));
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  await paid(repeat);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', reversedCents: 0, reviews: [{}] });
});

const waiting = (verdict: Promise<unknown>) => expect(verdict).rejects.toMatchObject({ code: 'awaiting_statement' });

it('waits for statements of all that is lost, which an upload of an account is not, and carries over what they show', async () => {
  const { pins, lost } = await lostSales(OTT, 500);
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  await waiting(paid(repeat));
  const lines = await statement(OTT);
  await read(OTT, lines, { accountId: OPERATOR });
  await waiting(paid(repeat, named(lost[0])));
  await read(OTT, lines, { fromAt: Date.now() - 1 });
  await waiting(paid(repeat, named(lost[0])));
  await read(OTT, lines);
  await givenOnce(repeat, lost[0]);
});

it('waits no longer on the word of the operator, of everybody or of one account, and carries over nothing then', async () => {
  const { pins } = await lostSales(OTT, 500, 700);
  const end = async (accountId?: string) => {
    const [mark] = await services.store.restores.list();
    if (mark) await services.store.restores.replace(ended(mark, false, OTT, Date.now(), accountId));
  };
  const [first, second] = [
    await present(services, OTT, pins[0] ?? '', 1500),
    await present(services, OTT, pins[1] ?? '', 1500),
  ];
  await end(SHOP);
  await waiting(paid(first));
  await end(OPERATOR);
  await paid(first);
  expect(await reload(first)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
  await end();
  await paid(second);
  expect(await reload(second)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it('has to name the sale where it was for another amount', async () => {
  const pin = world.simulators.issue({ type: ONE, value: 1900 }).pin;
  let lost: Redemption | undefined;
  await restoreAfter(async () => {
    lost = await giveBack(await present(world.services, ONE, pin, 1500), 500, world.services);
  });
  await read(ONE, await statement(ONE));
  const repeat = await present(services, ONE, pin, 1400);
  await unnamed(paid(repeat));
  await unnamed(paid(repeat, `Not the sale op-${'0'.repeat(24)}-00000000, but that of 10:03`));
  await paid(repeat, named(lost));
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', redeemedCents: 1400, reversedCents: 500 });
});

it('is named by a reference that a statement has, also where none of them gave anything back', async () => {
  const { pins } = await lostSales(OTT, 0);
  await read(OTT, await statement(OTT));
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  await unnamed(paid(repeat, `Line op-${'0'.repeat(24)}-00000000`));
  await paid(repeat, `Line ${repeat.operations[0]?.reference ?? ''}`);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', reversedCents: 0 });
});

it.each([ONE, OTT, BLU_TYPE])('%s: is carried over once from a file that has each line twice', async (type) => {
  const { pins, lost } = await lostSales(type, 500);
  await read(type, await statement(type, (lines) => [...lines, ...lines]));
  await givenOnce(await present(services, type, pins[0] ?? '', 1500), lost[0]);
});

it.each([false, true])(
  'is carried over where an account uploaded the same file before (looked at: %s)',
  async (looks) => {
    const { pins, lost } = await lostSales(OTT, 500);
    const lines = await statement(OTT);
    await read(OTT, lines, { accountId: OPERATOR });
    if (looks) await closeReviews();
    await read(OTT, lines);
    const query = { accountId: OPERATOR, livemode: false, which: 'open', order: 'newest', limit: 100 } as const;
    expect(await services.store.findings.list(query)).toHaveLength(looks ? 0 : 2);
    await givenOnce(await present(services, OTT, pins[0] ?? '', 1500), lost[0]);
  },
);

it('is carried over where the statement was read before the store was marked', async () => {
  const { pins, lost } = await lostSales(OTT, 500);
  const copy = join(world.folder, 'unmarked.db');
  backUpFile(`sqlite:${join(world.folder, 'backup.db')}`, copy);
  const by = await world.over(`sqlite:${copy}`);
  const lines = await statement(OTT);
  await read(OTT, lines, {}, by);
  const since = sinceAt;
  await new Promise((resolve) => setTimeout(resolve, 20));
  await by.store.restores.insert(newMark('rst_00000000000000000000000b', since, Date.now()));
  await read(OTT, lines, {}, by);
  await givenOnce(await present(by, OTT, pins[0] ?? '', 1500), lost[0], by);
});

it('is carried over where the repeat stood in the backup of a second restore', async () => {
  const { pins, lost } = await lostSales(OTT, 500);
  await read(OTT, await statement(OTT));
  const repeat = await present(services, OTT, pins[0] ?? '', 1500);
  const copy = join(world.folder, 'second.db');
  backUpFile(`sqlite:${join(world.folder, 'backup.db')}`, copy);
  const since = Date.now();
  const by = await world.over(`sqlite:${copy}`);
  await by.store.restores.insert(newMark('rst_00000000000000000000000d', since, Date.now()));
  await read(OTT, await statement(OTT), {}, by);
  for (const sale of lost) await expect(by.store.redemptions.find(sale.id)).resolves.toBeNull();
  await unnamed(paid(repeat, 'file', by));
  await paid(repeat, named(lost[0]), by);
  expect(await reload(repeat, by)).toMatchObject({ outcome: 'paid', reversedCents: 500 });
});

it.each([ONE, OTT, BLU_TYPE])('%s: waits where a draft of the backup was the sale', async (type) => {
  const pin = world.simulators.issue({ type, value: 1500 }).pin;
  const draft = await create(world.services, OPERATOR, type, pin, 1500, { captureMethod: 'manual', confirm: false });
  let sale: Redemption = draft;
  await restoreAfter(async () => {
    await reserveRedemption(world.services, draft.id, key('reserve'), ME);
    await captureRedemption(world.services, draft.id, key('capture'), ME);
    sale = await giveBack(draft, 500, world.services);
  });
  await read(type, await statement(type));
  const repeat = await create(services, OPERATOR, type, pin, 1500, { captureMethod: 'automatic', confirm: true });
  expect(repeat).toMatchObject({ outcome: 'checking', reviews: [{ reason: 'lost_in_restore' }] });
  await unnamed(paid(repeat));
  await unnamed(paid(repeat, named(sale)));
  await expect(paid(repeat)).rejects.toThrow(draft.id);
  const { reviews, version } = await reload(repeat);
  const notPaid = { decision: 'not_paid', note: 'Was the draft', evidence: 'file', ifMatch: version } as const;
  await judgeReview(services, reviews[0]?.id ?? '', notPaid, ME);
  await judgeEach(draft);
  expect(await reload(repeat)).toMatchObject({ outcome: 'not_paid' });
  const now = await reload(draft);
  expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1500, reversedCents: 500 });
  await expect(giveBackSeen(services, draft, 1001)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
});

it('is no draft of the backup with the same voucher whose capture was put back before the sale', async () => {
  const { pin } = world.simulators.issue({ type: ONE, value: 1500 });
  const draft = await create(world.services, OPERATOR, ONE, pin, 1500, { captureMethod: 'manual', confirm: false });
  await restoreAfter(async () => {
    await reserveRedemption(world.services, draft.id, key('reserve'), ME);
    const { redemption } = await captureRedemption(world.services, draft.id, key('capture'), ME);
    await giveBack(redemption, 1500, world.services);
    expect(await present(world.services, ONE, pin, 1500)).toMatchObject({ outcome: 'paid' });
  });
  await read(ONE, await statement(ONE));
  const repeat = await present(services, ONE, pin, 1500);
  expect((await reload(draft)).reviews).toMatchObject([{ reason: 'statement_differs', closedAt: null }]);
  await paid(repeat);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
});

it('tells an account nothing of a sale of another one', async () => {
  const pin = world.simulators.issue({ type: OTT, value: 1500 }).pin;
  const how = { captureMethod: 'automatic', confirm: true } as const;
  const others = world.simulators.issue({ type: OTT, value: 1500 }).pin;
  const sales: Redemption[] = [];
  await restoreAfter(async () => {
    sales.push(await giveBack(await present(world.services, OTT, others, 1500), 500, world.services));
    sales.push(await create(world.services, SHOP, OTT, pin, 1000, how));
  });
  await read(OTT, await statement(OTT));
  const repeat = await create(services, SHOP, OTT, pin, 1500, how);
  const judge = (evidence: string, amountCents?: number) => {
    const verdict = { decision: 'paid', note: 'It is the same', evidence, amountCents, ifMatch: repeat.version } as const; // prettier-ignore
    return judgeReview(services, repeat.reviews[0]?.id ?? '', verdict, callerOf(SHOP));
  };
  await unnamed(judge('file'));
  // No more than that sale took can have been taken by its repeat.
  await expect(judge(named(sales[1]))).rejects.toMatchObject({ code: 'verdict_amount_exceeds' });
  await judge(named(sales[1]), 1000);
  expect(await reload(repeat)).toMatchObject({ outcome: 'paid', redeemedCents: 1000, reversedCents: 0 });
});

it('keeps what the statement of the operator says out of the answers of an account', async () => {
  const pin = world.simulators.issue({ type: OTT, value: 1500 }).pin;
  const how = { captureMethod: 'automatic', confirm: true } as const;
  let lost: Redemption | undefined;
  await restoreAfter(async () => {
    const sale = await create(world.services, SHOP, OTT, pin, 1500, how);
    const command = { reason: 'returned', amountCents: 500, ifMatch: sale.version };
    lost = (await reverseRedemption(world.services, sale.id, command, callerOf(SHOP))).redemption;
  });
  await read(OTT, await statement(OTT));
  const repeat = await create(services, SHOP, OTT, pin, 1500, how);
  const verdict = { decision: 'paid', note: 'Same', evidence: named(lost), ifMatch: repeat.version } as const;
  await judgeReview(services, repeat.reviews[0]?.id ?? '', verdict, callerOf(SHOP));
  const now = await reload(repeat);
  expect(now).toMatchObject({ outcome: 'paid', reversedCents: 500 });
  expect(JSON.stringify([now.reviews, now.journal])).not.toContain('The statement says');
  const { transactionId } = lost?.operations.at(-1) ?? {};
  expect(transactionId).toBeTruthy();
  expect(JSON.stringify(now)).not.toContain(String(transactionId));
});
