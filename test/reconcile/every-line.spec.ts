// Every line of a statement is compared: redemptions, change, refunds and restores. And what keeps a restored backup waiting.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import { DAY_MS } from '../../src/core/values/time';
import { listReviews } from '../../src/core/reviews/list';
import { judgeReview, findAnyReview } from '../../src/core/reviews/reviews';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import { vouch, type Ended } from './vouch';
import { callerOf, OPERATOR, openWorld, present, type World } from './world';

interface Told {
  readonly counts: Readonly<Record<string, number>>;
  readonly restored: readonly { readonly closed: boolean; readonly missing: string | null }[];
  readonly reviews: Readonly<Record<string, number>>;
  readonly [kind: string]: unknown;
}
interface Item {
  readonly reference: string;
  readonly redemption_id: string | null;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly summary: string;
}

const NONE = { ours_only: 0, theirs_only: 0, amount_differs: 0, state_differs: 0 };
/** As versions up to 0.1.0 made references: it does not name its redemption. */
const FORMER = 'op-0123456789abcdef01234567';

jest.setTimeout(120_000);
let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const file = () => join(world.folder, 'statement.csv');

async function compare(provider: string, lines: readonly string[], ...flags: string[]): Promise<Told> {
  writeFileSync(file(), `${lines.join('\n')}\n`);
  const ended = await run(provider, ...flags);
  expect(ended.errors).toBe('');
  return JSON.parse(ended.out) as Told;
}

function run(provider: string, ...flags: string[]): Promise<Ended> {
  const args = ['reconcile', '--provider', provider, '--mode', 'test', '--statement', file(), '--json', ...flags];
  return vouch(args, world.databaseUrl);
}

async function giveBack({ id }: Redemption, amountCents?: number): Promise<Redemption> {
  const idempotency = { key: `${id} ${String(Math.random())}`, request: id };
  const command = { reason: 'returned', idempotency, ...(amountCents === undefined ? {} : { amountCents }) };
  return (await reverseRedemption(world.services, id, command, callerOf(OPERATOR))).redemption;
}

async function partly(type: string, value: number, taken: number): Promise<Redemption> {
  return present(world.services, type, world.simulators.issue({ type, value }).pin, taken);
}

/** The provider makes the file now, and says that it holds everything of a day. */
const saidNow = () => ['--holds', 'all', '--covers', ...[Date.now() - DAY_MS, Date.now()].map((at) => new Date(at).toISOString())]; // prettier-ignore
const items = (told: Told, kind: string) => told[kind] as Item[];
const cellsOf = (line: string | undefined) => (line ?? '').split(';');

/** The line with some of its cells replaced. */
function bent(line: string | undefined, over: { date?: string; reference?: string; type?: string; gross?: string }) {
  const cells = cellsOf(line);
  const places = { date: 0, reference: 1, type: 3, gross: 5 } as const;
  for (const [name, value] of Object.entries(over)) cells[places[name as keyof typeof places]] = value;
  return cells.join(';');
}

it.each(['one_voucher', 'ott', 'blu'])('%s: redemptions, change and refunds', async (provider) => {
  const type = `vouchers.${provider}`;
  const changed = await partly(type, 1500, 1000);
  const refunded = await giveBack(await partly(type, 900, 900), 250);
  const refund = refunded.operations.findLast((operation) => operation.type === 'reverse')?.reference ?? '';
  const lines = await world.statement(provider);
  const is = (kind: string) => (line: string) => cellsOf(line)[3] === kind;
  expect(['Redemption', 'Change', 'Refund'].map((kind) => lines.filter(is(kind)).length)).toEqual([2, 1, 1]);
  const agreed = await compare(provider, lines);
  expect([agreed.counts, agreed['differences']]).toMatchObject([{ ...NONE, matched: 3, other_lines: 0 }, 0]);

  // The books say given back, the statement does not.
  const without = await compare(
    provider,
    lines.filter((line) => !is('Refund')(line)),
    '--made',
    new Date().toISOString(),
  );
  expect(without.counts).toMatchObject({ ...NONE, matched: 2, ours_only: 1 });
  expect(items(without, 'ours_only')).toMatchObject([{ reference: refund, redemption_id: refunded.id, ours: 250 }]);
  // Unless it is no statement of refunds: because it says so, or because it has no types at all.
  const redemptionsOnly = lines.filter((line) => !is('Refund')(line));
  expect((await compare(provider, redemptionsOnly, '--holds', 'redemptions')).counts).toMatchObject(NONE);
  const untyped = redemptionsOnly
    .filter((line) => !is('Change')(line))
    .map((line) =>
      cellsOf(line)
        .filter((_cell, index) => index !== 3)
        .join(';'),
    );
  expect((await compare(provider, untyped)).counts).toMatchObject({ ...NONE, matched: 2 });
  const refundsOnly = lines.filter((line) => is('Refund')(line) || is('type')(line));
  expect((await compare(provider, refundsOnly, '--holds', 'refunds')).counts).toMatchObject({ ...NONE, matched: 1 });

  // Each amount, and each line that is there twice.
  const more = (kind: string) => lines.map((line) => (is(kind)(line) ? bent(line, { gross: '77.00' }) : line));
  const twice = (kind: string) => [...lines, lines.find(is(kind)) ?? ''];
  for (const kind of ['Refund', ...(provider === 'blu' ? [] : ['Change'])]) {
    for (const wrong of [more(kind), twice(kind)]) {
      const told = await compare(provider, wrong);
      expect([kind, told.counts]).toMatchObject([kind, { ...NONE, amount_differs: 1, matched: 2 }]);
      const [item] = items(told, 'amount_differs');
      expect(item?.redemption_id).toBe(kind === 'Refund' ? refunded.id : changed.id);
    }
  }
  // Change that nobody here has heard of.
  const change = bent(lines.find(is('Change')), { reference: refunded.operations[0]?.reference ?? '' });
  expect((await compare(provider, [...lines, change])).counts).toMatchObject({ ...NONE, state_differs: 1 });

  // Refunds that nothing here knows are findings, once; sales of other business are none of ours.
  const line = lines.find(is('Refund'));
  const foreign = [
    bent(line, { reference: FORMER, gross: '4.00' }),
    bent(line, { reference: 'till-7', type: 'Sale' }),
    bent(line, { reference: 'fee-1', type: 'Fee' }),
  ];
  const strange = await compare(provider, [...lines, ...foreign]);
  expect(strange.counts).toMatchObject({ ...NONE, theirs_only: 1, other_lines: 2 });
  expect(items(strange, 'theirs_only')).toMatchObject([{ reference: FORMER, redemption_id: null, theirs: 400 }]);
  expect(items(strange, 'theirs_only')[0]?.summary).toContain('400 cents issued as a refund');
  const again = await compare(provider, [...lines, ...foreign]);
  expect(again.reviews).toMatchObject({ opened: 0, not_opened: 0 });

  // A refund under a reference of this redemption that it does not know: as after a restored backup. Recorded once.
  const lost = refund.replace(/[0-9a-f]{8}$/, '00000000');
  const found = await compare(provider, [...lines, bent(line, { reference: lost, type: 'sale', gross: '6.00' })]);
  expect(items(found, 'theirs_only')).toMatchObject([{ reference: lost, redemption_id: refunded.id, theirs: 600 }]);
  const recorded = await world.services.store.redemptions.find(refunded.id);
  expect(recorded).toMatchObject({ reversedCents: 850, redeemedCents: 900 });
  await compare(provider, [...lines, bent(line, { reference: lost, gross: '6.00' })]);
  expect((await world.services.store.redemptions.find(refunded.id))?.rev).toBe(recorded?.rev);
  // More than is left is not more than was taken: the rest is for a person.
  const another = refund.replace(/[0-9a-f]{8}$/, '00000001');
  await compare(provider, [...lines, bent(line, { reference: another, gross: '2.00' })]);
  const full = await world.services.store.redemptions.find(refunded.id);
  expect(full).toMatchObject({ reversedCents: 900 });
  expect(full?.reviews.at(-1)?.summary).toContain('only 50 cents were left');
});

it('takes a restore on a line of its own, under either reference', async () => {
  const redemption = await world.redeem(OPERATOR, 'vouchers.one_voucher', 1000);
  const reversed = await giveBack(redemption);
  const lines = (await world.statement('one_voucher')).map((line) => line.replace('Reversed', 'Success'));
  const [capture, restore] = reversed.operations.map(({ reference }) => reference ?? '');
  const later = { date: new Date(Date.now() + 1000).toISOString(), type: 'Reversal' };
  const missing = bent(lines[1], { date: later.date, reference: 'x', type: 'Fee' });
  for (const reference of [capture, restore]) {
    const told = await compare('one_voucher', [
      ...lines,
      bent(lines[1], { ...later, reference: reference ?? '' }),
      missing,
    ]);
    expect([reference, told.counts]).toMatchObject([reference, { ...NONE }]);
  }
  const wrong = bent(lines[1], { ...later, reference: restore ?? '', gross: '9.99' });
  expect((await compare('one_voucher', [...lines, wrong])).counts).toMatchObject({ amount_differs: 1 });
});

it('keeps a restored backup waiting for what was not looked at, and for a statement that is new enough', async () => {
  const redemption = await world.redeem(OPERATOR, 'vouchers.ott', 1000);
  await giveBack(redemption, 100);
  const since = new Date().toISOString();
  const marked = await vouch(['restored', '--since', since], world.databaseUrl);
  expect([marked.code, (await vouch(['restored', '--since', since], world.databaseUrl)).out]).toEqual([
    0,
    expect.stringContaining('Marked again') as string,
  ]);
  const lines = await world.statement('ott');
  const refund = lines.find((line) => cellsOf(line)[3] === 'Refund');

  // It may belong to any redemption of that time.
  const unnamed = [...lines, bent(refund, { reference: FORMER })];
  const first = await compare('ott', unnamed, ...saidNow());
  expect(first.restored).toMatchObject([
    {
      closed: false,
      missing: expect.stringContaining(`no redemption here answers for (line ${String(unnamed.length)})`) as string,
    },
  ]);
  await expect(giveBack(redemption, 1)).rejects.toMatchObject({ code: 'awaiting_statement' });
  // Neither a file of which nothing shows that it was made since, however new the copy of it is, nor one with lines that are not
  // understood, nor one that ends too early, says enough.
  for (const made of [[], ['--made', since]]) {
    const old = await compare('ott', lines, ...made);
    expect(old.restored[0]?.missing).toContain('nothing shows that this statement was made after the restore');
  }
  const odd = await compare('ott', [...lines, bent(refund, { type: 'Mystery' })], ...saidNow());
  expect(odd.restored[0]?.missing).toContain('type that is not known');
  const short = await compare('ott', lines, '--to', since, ...saidNow());
  expect(short.restored[0]?.missing).toContain(
    'no statement of redemptions, nor of refunds was read for all of that time',
  );
  await expect(giveBack(redemption, 1)).rejects.toMatchObject({ code: 'awaiting_statement' });

  const { reviews } = await listReviews(
    world.services,
    { status: 'open', order: 'newest', limit: 10 },
    callerOf(OPERATOR),
  );
  const id = reviews.flatMap((shown) => (shown.kind === 'finding' ? shown.finding.id : []))[0] ?? '';
  const found = await findAnyReview(world.services, id, callerOf(OPERATOR));
  const ifMatch = found.kind === 'finding' ? found.finding.version : 0;
  const verdict = { decision: 'paid', note: 'Of another shop', evidence: 'statement', ifMatch } as const;
  await judgeReview(world.services, id, verdict, callerOf(OPERATOR));
  expect((await compare('ott', unnamed, ...saidNow())).restored).toMatchObject([{ closed: true }]);
  expect((await giveBack(redemption, 1)).reversedCents).toBe(101);
});

it('says which keys work again, and lets a person end the wait of one provider and mode', async () => {
  const { store } = world.services;
  const key = (digit: string, revokedAt: number | null) => ({
    id: `key_${digit.repeat(24)}`,
    accountId: OPERATOR,
    livemode: false,
    type: 'secret' as const,
    digest: digit,
    hint: `sk_test_…${digit.repeat(4)}`,
    createdAt: 1,
    revokedAt,
  });
  for (const one of [key('a', null), key('b', 5), key('c', null)]) await store.accounts.insertKey(one);
  const redemption = await world.redeem(OPERATOR, 'vouchers.blu', 1000);
  const at = Date.now() - 60_000;
  const journal = join(world.folder, 'keys.log');
  const revoked = (digit: string, when: number) =>
    appendFileSync(journal, `${JSON.stringify({ at: new Date(when).toISOString(), event: 'key_revoked', key_id: key(digit, null).id, hint: '' })}\n`); // prettier-ignore
  const since = ['restored', '--since', new Date(at).toISOString()];
  expect((await vouch(since, world.databaseUrl)).out).toContain(`no journal of keys at ${journal}`);
  revoked('a', at + 1000);
  revoked('b', at + 1000);
  revoked('c', at - 1000);
  appendFileSync(journal, '{"at":"torn');
  const told = await vouch(since, world.databaseUrl);
  expect(told.out).toContain(`vouch keys revoke ${key('a', null).id}`);
  for (const digit of ['b', 'c']) expect(told.out).not.toContain(key(digit, null).id);

  for (const args of [
    [],
    ['--since', '2026-11-20'],
    ['--since', '2999-01-01T00:00:00Z'],
    ['--since', '2026-01-20T14:00:00'],
    ['--since', '2026-01-20 14:00'],
    ['--end'],
    ['--status', '--end'],
  ])
    expect((await vouch(['restored', ...args], world.databaseUrl)).code).toBe(1);
  await expect(giveBack(redemption, 10)).rejects.toMatchObject({ code: 'awaiting_statement' });
  await vouch(['restored', '--end', '--provider', 'ott', '--mode', 'test'], world.databaseUrl);
  await vouch(['restored', '--end', '--provider', 'blu', '--mode', 'live'], world.databaseUrl);
  await expect(giveBack(redemption, 10)).rejects.toMatchObject({ code: 'awaiting_statement' });
  const ended = await vouch(['restored', '--end', '--provider', 'blu', '--mode', 'test'], world.databaseUrl);
  expect(ended).toMatchObject({ code: 0, errors: '' });
  expect((await giveBack(redemption, 10)).reversedCents).toBe(10);
  const status = await vouch(['restored', '--status'], world.databaseUrl);
  expect(status.out).toMatch(/test +blu +ended by hand/);
});

it('believes no date of a statement that hides what was given back, or makes an old file new', async () => {
  const from = new Date().toISOString();
  const redemption = await world.redeem(OPERATOR, 'vouchers.ott', 1000);
  await giveBack(redemption, 100);
  const since = new Date().toISOString();
  const before = (await world.statement('ott')).slice(0, 1);
  await vouch(['restored', '--since', since], world.databaseUrl);
  const lines = await world.statement('ott');
  const refund = lines.find((line) => cellsOf(line)[3] === 'Refund');
  const lost = cellsOf(refund)[1]?.replace(/[0-9a-f]{8}$/, '00000000') ?? '';
  const period = ['--from', from, '--to', new Date(Date.now() + 60_000).toISOString()];

  // An empty file: it has no line that proves it newer.
  const empty = await compare('ott', before, ...period);
  expect(empty.restored[0]?.missing).toContain('nothing shows that this statement was made after the restore');
  // Local times that are read as UTC: the newest line proves nothing, and the file may have been made before the restore.
  const ahead = bent(refund, { date: new Date(Date.now() + 7_200_000).toISOString() });
  const local = await compare('ott', [...lines, ahead], ...period);
  expect(local.restored[0]).toMatchObject({
    closed: false,
    missing: expect.stringContaining('--utc-offset') as string,
  });
  await expect(giveBack(redemption, 900)).rejects.toMatchObject({ code: 'awaiting_statement' });

  // A refund since, whose line has the day alone, and so lies before the period.
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const hidden = bent(refund, { reference: lost, date: day, gross: '9.00' });
  const told = await compare('ott', [...lines, hidden], ...period, ...saidNow());
  expect(items(told, 'theirs_only')).toMatchObject([{ reference: lost, redemption_id: redemption.id, theirs: 900 }]);
  expect(told.restored).toMatchObject([{ closed: true }]);
  await expect(giveBack(redemption, 1)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
});

it('waits anew where a backup that holds a mark is put back under the same time', async () => {
  const from = new Date().toISOString();
  const redemption = await world.redeem(OPERATOR, 'vouchers.ott', 1000);
  const since = new Date().toISOString();
  const mark = () => vouch(['restored', '--since', since], world.databaseUrl);
  await mark();
  const period = ['--from', from, '--to', new Date(Date.now() + 3_600_000).toISOString()];
  const read = async () => compare('ott', await world.statement('ott'), ...period, ...saidNow());
  expect((await read()).restored).toMatchObject([{ closed: true }]);
  const later = await world.redeem(OPERATOR, 'vouchers.ott', 500);
  // Here a backup was made, value was given back, and the backup was put back.
  expect((await mark()).code).toBe(0);
  for (const one of [redemption, later])
    await expect(giveBack(one, 1)).rejects.toMatchObject({ code: 'awaiting_statement' });
  expect((await read()).restored).toMatchObject([{ closed: true }, { closed: true }]);
  expect((await giveBack(later, 1)).reversedCents).toBe(1);
});
