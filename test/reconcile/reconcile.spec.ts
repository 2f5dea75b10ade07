// One story on every provider: value is taken for real, the provider's file is bent by hand, and the command has to find
// every bend, open one review for each, and open nothing the second time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listReviews } from '../../src/core/reviews/list';
import { findAnyReview, judgeReview } from '../../src/core/reviews/reviews';
import { latestOperation, type Redemption } from '../../src/core/redemption/redemption';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { vouch, type Ended } from './vouch';
import { callerOf, OPERATOR, openWorld, SHOP, type World } from './world';

interface Told {
  readonly counts: Readonly<Record<string, number>>;
  readonly reviews: { readonly opened: number; readonly known: number; readonly not_opened: number };
  readonly [kind: string]: unknown;
}

interface Item {
  readonly reference: string;
  readonly redemption_id: string | null;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly line: number | null;
  readonly summary: string;
  readonly review_id: string | null;
}

describe('vouch reconcile on sqlite', () => suite(['one_voucher', 'ott', 'blu']));
describeWithMongo('vouch reconcile on mongodb', () => suite(['one_voucher'], freshMongoUrl));

function suite(providers: readonly string[], databaseUrl?: () => Promise<string>): void {
  jest.setTimeout(60_000);
  let world: World;

  beforeEach(async () => {
    world = await openWorld(await databaseUrl?.());
  });

  afterEach(() => world.close());

  function write(lines: readonly string[]): string {
    const file = join(world.folder, 'statement.csv');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  function compare(provider: string, lines: readonly string[], ...flags: string[]): Promise<Ended> {
    const args = ['reconcile', '--provider', provider, '--mode', 'test', '--statement', write(lines), ...flags];
    return vouch(args, world.databaseUrl);
  }

  it.each(providers)('finds what does not agree with %s, once', async (provider) => {
    const type = `vouchers.${provider}`;
    const agreed = await world.redeem(OPERATOR, type, 1000);
    const unlisted = await world.redeem(SHOP, type, 2000);
    const differing = await world.redeem(SHOP, type, 3000);
    const doubted = await world.redeem(OPERATOR, type, 4000, 'timeout_after_taking');
    const refused = await world.redeem(OPERATOR, type, 5000, 'used');
    expect([agreed, unlisted, differing].map(({ outcome }) => outcome)).toEqual(['paid', 'paid', 'paid']);
    expect([doubted.outcome, refused.outcome]).toEqual(['checking', 'not_paid']);

    const written = await world.statement(provider);
    expect(written).toHaveLength(1 + 4);
    const lines = written
      .filter((line) => !line.includes(referenceOf(unlisted)))
      .map((line) => (line.includes(referenceOf(differing)) ? line.replaceAll('30.00', '30.01') : line));
    lines.push(foreign(written[1] ?? '', 'somebody-else'), contradicted(written[1] ?? '', referenceOf(refused)));

    const first = await compare(provider, lines, '--json');
    expect(first).toMatchObject({ code: 1, errors: '' });
    const told = JSON.parse(first.out) as Told;
    expect(told.counts).toMatchObject({
      matched: 1,
      ours_only: 1,
      theirs_only: 3,
      amount_differs: 1,
      state_differs: 0,
    });
    expect(told.reviews).toEqual({ opened: 5, known: 0, not_opened: 0 });
    expect(items(told, 'matched')).toMatchObject([{ reference: referenceOf(agreed), ours: 1000, theirs: 1000 }]);
    expect(items(told, 'ours_only')).toMatchObject([
      { redemption_id: unlisted.id, ours: 2000, theirs: null, line: null },
    ]);
    expect(items(told, 'amount_differs')).toMatchObject([{ redemption_id: differing.id, ours: 3000, theirs: 3001 }]);
    const theirs = new Map(items(told, 'theirs_only').map((item) => [item.reference, item]));
    expect(theirs.get(referenceOf(doubted))?.summary).toMatch(/says 4000 cents taken .* in doubt$/);
    expect(theirs.get(referenceOf(refused))?.summary).toMatch(/says 7700 cents taken .* failed and nothing was taken$/);
    expect(theirs.get('somebody-else')).toMatchObject({ redemption_id: null, theirs: 1234, line: 5 });

    // No redemption moved, and each account sees its own reviews: the foreign line is the operator's.
    expect(await idsOf(SHOP)).toEqual(new Set([unlisted.id, differing.id]));
    expect(await idsOf(OPERATOR)).toEqual(new Set([doubted.id, refused.id, null]));
    expect((await world.services.store.redemptions.find(refused.id))?.status).toBe('failed');

    const second = await compare(provider, lines, '--json');
    const again = JSON.parse(second.out) as Told;
    expect([second.code, again.counts]).toEqual([1, told.counts]);
    expect(again.reviews).toEqual({ opened: 0, known: 5, not_opened: 0 });
    expect(items(again, 'ours_only')).toEqual(items(told, 'ours_only'));

    // The doubt is settled by a person, from the statement: from then on both sides agree about it.
    const review = theirs.get(referenceOf(doubted))?.review_id ?? '';
    const settled = await judge(review, 4000);
    expect(settled).toMatchObject({ outcome: 'paid', redeemedCents: 4000 });
    // A foreign line that has been looked at stays looked at.
    await judge(theirs.get('somebody-else')?.review_id ?? '');
    const third = JSON.parse((await compare(provider, lines, '--json')).out) as Told;
    expect(third.counts).toMatchObject({ matched: 2, theirs_only: 2 });
    expect(third.reviews).toEqual({ opened: 0, known: 4, not_opened: 0 });
    expect(await idsOf(OPERATOR)).toEqual(new Set([refused.id]));

    const plain = await compare(provider, lines);
    expect(plain.code).toBe(1);
    expect(plain.out).toMatch(/theirs only\s+2\n/);
    expect(plain.out).toContain(`"somebody-else" (line 5)`);
  });

  it('knows a voucher that was put back by the word Reversed', async () => {
    const kept = await world.redeem(OPERATOR, 'vouchers.one_voucher', 1000);
    const returned = await world.redeem(OPERATOR, 'vouchers.one_voucher', 2000);
    const before = await world.statement('one_voucher');
    const reverse = { reason: 'returned', ifMatch: returned.version };
    const { reversal } = await reverseRedemption(world.services, returned.id, reverse, callerOf(OPERATOR));
    expect(reversal).toMatchObject({ status: 'succeeded', method: 'restored' });

    const after = await world.statement('one_voucher');
    expect(after.find((line) => line.includes(referenceOf(returned)))).toMatch(/Reversed$/);
    expect(await compare('one_voucher', after)).toMatchObject({ code: 0, errors: '' });
    // A file that is older than the reversal cannot know of it.
    expect(await compare('one_voucher', before)).toMatchObject({ code: 0 });
    // But one that goes on after it should.
    const later = before.concat(foreign(before[1] ?? '', referenceOf(kept)).replace(/^[^;]*/, tomorrow()));
    const told = JSON.parse((await compare('one_voucher', later, '--json')).out) as Told;
    expect(told.counts).toMatchObject({ matched: 0, amount_differs: 1, state_differs: 1 });
    expect(items(told, 'state_differs')).toMatchObject([{ redemption_id: returned.id, theirs: 2000 }]);
    expect(items(told, 'amount_differs')[0]?.summary).toContain('2234 cents taken in 2 lines');

    const wrongly = after.map((line) =>
      line.includes(referenceOf(kept)) ? line.replace('Success', 'Reversed') : line,
    );
    const other = JSON.parse((await compare('one_voucher', wrongly, '--json')).out) as Told;
    expect(items(other, 'state_differs')[0]?.summary).toMatch(/1000 cents taken and put back .* never restored$/);
  });

  it('compares the period it is told to, and nothing for a mode that took nothing', async () => {
    const redemption = await world.redeem(OPERATOR, 'vouchers.blu', 1000);
    const lines = await world.statement('blu');
    const header = lines[0] ?? '';
    expect(await compare('blu', lines)).toMatchObject({ code: 0 });
    // An empty file says nothing about its period.
    expect(await compare('blu', [header])).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--from and --to') as string,
    });
    const today = new Date(redemption.createdAt).toISOString().slice(0, 10);
    expect((await compare('blu', [header], '--from', today, '--to', today, '--most-reviews', '0')).code).toBe(1);
    expect((await compare('blu', [header], '--from', '2020-01-01', '--to', '2020-01-31')).code).toBe(0);
    const outside = await compare('blu', lines, '--from', '2020-01-01', '--to', '2020-01-31', '--json');
    expect(JSON.parse(outside.out)).toMatchObject({ differences: 0, counts: { matched: 0, outside_period: 1 } });
    expect(await idsOf(OPERATOR)).toEqual(new Set());

    // A test reference belongs to no live redemption.
    const live = ['reconcile', '--provider', 'blu', '--statement', write(lines), '--account-less', '--json'];
    const told = JSON.parse((await vouch(live, world.databaseUrl)).out) as Told;
    expect(items(told, 'theirs_only')).toMatchObject([{ redemption_id: null, review_id: null }]);
    expect(told.reviews).toEqual({ opened: 0, known: 0, not_opened: 1 });
  });

  it('refuses what it cannot read with file, line and column, and a mistyped flag, both with 2', async () => {
    const [header = '', ...lines] = await world.statement('ott');
    expect(lines).toEqual([]);
    const bad = '2026-11-20T10:00:00Z;ref;1;Redemption;p;19,999;0;0;0;Success';
    const ended = await compare('ott', [header, bad.replace('19,999', '19'), bad]);
    expect(ended.code).toBe(2);
    expect(ended.errors).toMatch(/statement\.csv, line 3, column gross: must be an amount in rand/);
    expect(await compare('ott', [header], '--form', 'x')).toMatchObject({ code: 2 });
    expect(await compare('ott', [header], '--from', 'yesterday')).toMatchObject({ code: 2 });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    for (const times of [[], ['2026-11-20'], ['2026-11-21', '2026-11-20'], ['2026-11-20', tomorrow]])
      expect(await compare('ott', [header], '--covers', ...times)).toMatchObject({ code: 2 });
    expect(await compare('nobody', [header])).toMatchObject({ code: 2 });
    const missing = await vouch(['reconcile', '--provider', 'ott', '--statement', '/nowhere.csv'], world.databaseUrl);
    expect([missing.code, missing.errors]).toEqual([2, expect.stringContaining('/nowhere.csv')]);
  });

  async function idsOf(accountId: string): Promise<Set<string | null>> {
    const page = await listReviews(
      world.services,
      { status: 'open', order: 'newest', limit: 100 },
      callerOf(accountId),
    );
    return new Set(page.reviews.map((shown) => (shown.kind === 'finding' ? null : shown.redemption.id)));
  }

  async function judge(reviewId: string, amountCents?: number): Promise<Redemption | null> {
    const found = await findAnyReview(world.services, reviewId, callerOf(OPERATOR));
    const ifMatch = found.kind === 'finding' ? found.finding.version : found.redemption.version;
    const command = { decision: 'paid', note: 'It is in the statement', evidence: 'statement.csv', ifMatch } as const;
    const judged = await judgeReview(world.services, reviewId, { ...command, amountCents }, callerOf(OPERATOR));
    return judged.kind === 'finding' ? null : judged.redemption;
  }
}

function referenceOf(redemption: Redemption): string {
  return latestOperation(redemption, 'confirm')?.reference ?? '';
}

function items(told: Told, kind: string): Item[] {
  return told[kind] as Item[];
}

/** A line like `line` with another reference, over 12.34. */
function foreign(line: string, reference: string): string {
  const [date = '', , ...rest] = line.split(';');
  return [date, reference, ...rest].join(';').replace('Success', 'success').replaceAll('10.00', '12.34');
}

function contradicted(line: string, reference: string): string {
  return foreign(line, reference).replaceAll('12.34', '77,00');
}

function tomorrow(): string {
  return new Date(Date.now() + 60_000).toISOString();
}
