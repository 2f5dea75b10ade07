// The whole story of a backup: value is given back after it was made, the backup is put back, and nothing is given back twice,
// whatever is tried, until the provider's statement has told; from then on the sums are exact.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { listReviews } from '../../src/core/reviews/list';
import { findAnyReview, judgeReview } from '../../src/core/reviews/reviews';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { backUpFile, giveBack, giveBackSeen, given } from './back';
import { vouch } from './vouch';
import { callerOf, OPERATOR, openWorld, present, type World } from './world';

interface Told {
  readonly counts: Readonly<Record<string, number>>;
  readonly reviews: { readonly opened: number; readonly known: number; readonly not_opened: number };
  readonly restored: readonly { readonly closed: boolean; readonly missing: string | null }[];
  readonly differences: number;
}

function backUp(world: World): Promise<string> {
  const copy = join(world.folder, 'backup.db');
  backUpFile(world.databaseUrl, copy);
  return Promise.resolve(`sqlite:${copy}`);
}

/** What `mongodump` and `mongorestore` do: every document, into a database of its own. */
async function dumpDatabase(world: World): Promise<string> {
  const url = await freshMongoUrl();
  const [from, to] = await Promise.all(
    [world.databaseUrl, url].map((one) => mongo.MongoClient.connect(one, { runtimeAdapters: { os } })),
  );
  for (const collection of (await from?.db().collections()) ?? []) {
    const documents = await collection.find().toArray();
    if (documents.length > 0) await to?.db().collection(collection.collectionName).insertMany(documents);
  }
  await from?.close();
  await to?.close();
  return url;
}

const PROVIDERS = ['one_voucher', 'ott', 'blu'] as const;
describe('a restored backup on sqlite', () => suite(backUp));
describeWithMongo('a restored backup on mongodb', () => suite(dumpDatabase, freshMongoUrl));

function suite(backUp: (world: World) => Promise<string>, databaseUrl?: () => Promise<string>): void {
  jest.setTimeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await openWorld(await databaseUrl?.());
  });
  afterEach(() => world.close());

  const reload = async (services: Services, { id }: Redemption) =>
    (await services.store.redemptions.find(id)) as Redemption;

  async function reconcile(
    url: string,
    provider: string,
    lines?: readonly string[],
    ...flags: string[]
  ): Promise<Told> {
    const file = join(world.folder, 'statement.csv');
    writeFileSync(file, `${(lines ?? (await world.statement(provider))).join('\n')}\n`);
    const args = [
      'reconcile',
      '--provider',
      provider,
      '--mode',
      'test',
      '--statement',
      file,
      '--json',
      '--holds',
      'all',
      '--covers',
      new Date(Date.now() - DAY_MS).toISOString(),
      new Date().toISOString(),
      ...flags,
    ];
    const ended = await vouch(args, url);
    expect(ended.errors).toBe('');
    return JSON.parse(ended.out) as Told;
  }

  async function closeReviews(services: Services): Promise<void> {
    const { reviews } = await listReviews(
      services,
      { status: 'open', order: 'newest', limit: 100 },
      callerOf(OPERATOR),
    );
    for (const shown of reviews) {
      const id = shown.kind === 'finding' ? shown.finding.id : shown.review.id;
      const found = await findAnyReview(services, id, callerOf(OPERATOR));
      const ifMatch = found.kind === 'finding' ? found.finding.version : found.redemption.version;
      const verdict = { decision: 'not_paid', note: 'Looked at', evidence: 'statement.csv', ifMatch } as const;
      await judgeReview(services, id, verdict, callerOf(OPERATOR));
    }
  }

  it('an empty file, one that was cut short and one of another provider end no wait', async () => {
    const type = 'vouchers.ott';
    const part = await world.redeem(OPERATOR, type, 1000);
    await world.redeem(OPERATOR, type, 400);
    await world.redeem(OPERATOR, 'vouchers.blu', 300);
    const since = new Date().toISOString();
    const url = await backUp(world);
    await giveBack(world.services, part, 600);
    await vouch(['restored', '--since', since], url);
    const services = await world.over(url);
    const [header = '', ...lines] = await world.statement('ott');
    const wrong = { empty: [header], cut: [header, ...lines.slice(0, 1)], other: await world.statement('blu') };
    const missing: Record<string, string | null | undefined> = {};
    for (const [name, file] of Object.entries(wrong)) {
      const day = [Date.parse(since) - DAY_MS, Date.now() + DAY_MS].map((at) => new Date(at).toISOString());
      const told = await reconcile(url, 'ott', file, '--from', day[0] ?? '', '--to', day[1] ?? '');
      expect([name, told]).toMatchObject([name, { restored: [{ closed: false }] }]);
      missing[name] = told.restored[0]?.missing;
      await expect(giveBack(services, part, 1000)).rejects.toMatchObject({ code: 'awaiting_statement' });
    }
    expect(missing).toEqual({
      empty: expect.stringContaining('has no line') as string,
      cut: expect.stringContaining('are not in it') as string,
      other: expect.stringContaining('belong to another provider or mode') as string,
    });
    // The right one, once a person has looked at what the wrong ones raised.
    await closeReviews(services);
    expect((await reconcile(url, 'ott')).restored).toMatchObject([{ closed: true }]);
    await expect(giveBack(services, part, 401)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
  });

  it('a copy that is older than it is said to be lacks all that came after the newest in it', async () => {
    const part = await world.redeem(OPERATOR, 'vouchers.ott', 1000);
    const whole = await world.redeem(OPERATOR, 'vouchers.ott', 500);
    await giveBack(world.services, whole, 500);
    const copiedAt = Date.now();
    const url = await backUp(world);
    await giveBack(world.services, part, 600);
    const said = new Date().toISOString();
    expect((await vouch(['restored', '--since', said], url)).out).toContain('Nothing in this store is newer than');
    const services = await world.over(url);
    const [mark] = await services.store.restores.list();
    expect(mark?.since).toBeGreaterThanOrEqual(whole.createdAt);
    expect(mark?.since).toBeLessThanOrEqual(copiedAt);
    // What was given back stands before the time that was said, and in no file that begins there.
    const lines = (await world.statement('ott')).slice(0, 2);
    expect((await reconcile(url, 'ott', lines, '--from', said)).restored).toMatchObject([
      { closed: false, missing: expect.stringContaining('was read for all of that time') as string },
    ]);
    await expect(giveBack(services, part, 1000)).rejects.toMatchObject({ code: 'awaiting_statement' });
  });

  it.each(PROVIDERS)('%s: gives nothing back twice', async (provider) => {
    const type = `vouchers.${provider}`;
    const part = await world.redeem(OPERATOR, type, 1000);
    const whole = await world.redeem(OPERATOR, type, 500);
    const untouched = await world.redeem(OPERATOR, type, 300);
    expect([part, whole, untouched].map(({ outcome }) => outcome)).toEqual(['paid', 'paid', 'paid']);
    const since = new Date().toISOString();
    const url = await backUp(world);

    // After the backup: a part is given back, another redemption as a whole, and a new one is made.
    await giveBack(world.services, part, 600);
    await giveBack(world.services, whole, 500);
    const lost = await world.redeem(OPERATOR, type, 700);
    await giveBack(world.services, lost, 100);
    const before = await reload(world.services, part);
    const wholeBefore = await reload(world.services, whole);

    // The backup is put back, and marked before anything is sent.
    const marked = await vouch(['restored', '--since', since], url);
    expect(marked).toMatchObject({ code: 0, errors: '' });
    expect(marked.out).toMatch(new RegExp(`test +${provider} +wait +for review`));
    const services = await world.over(url);
    for (const [redemption, cents] of [
      [part, 600],
      [part, 1],
      [whole, 500],
      [untouched, 300],
    ] as const)
      // prettier-ignore
      await expect(giveBack(services, redemption, cents)).rejects.toMatchObject({ code: 'awaiting_statement' });
    expect([given(world, before, await reload(services, part)), given(world, wholeBefore)]).toEqual([600, 500]);

    // The voucher of the lost redemption looks used, because of us: that is for a person, and no question can settle it.
    const { vouchers } = world.simulators.books.snapshot();
    const pin = vouchers.find(({ taken }) =>
      taken.some((taking) => lost.operations[0]?.reference === taking.reference),
    )?.pin;
    const doubted = await present(services, type, pin ?? '', 700);
    expect(doubted).toMatchObject({ status: 'reserved', outcome: 'checking', dueAt: null });
    expect(doubted.reviews).toMatchObject([{ reason: 'lost_in_restore', closedAt: null }]);
    // What begins after the mark was never lost.
    const fresh = await present(services, type, world.simulators.issue({ type, value: 200 }).pin, 200);
    expect((await giveBack(services, fresh, 200)).reversal).toMatchObject({ status: 'succeeded' });

    const told = await reconcile(url, provider);
    // The two reversals; the lost redemption, and its refund.
    expect(told.counts).toMatchObject({ ours_only: 0, amount_differs: 0 });
    expect([told.differences, told.reviews.not_opened]).toEqual([4, 0]);
    expect(told.restored).toMatchObject([{ closed: true, missing: null }]);
    const after = await reload(services, part);
    expect(after).toMatchObject({ status: 'confirmed', redeemedCents: 1000, reversedCents: 600 });
    expect(after.journal.at(-1)).toMatchObject({ fact: 'return_found', detail: { amount: 600, recorded: 600 } });
    expect(after.reviews).toMatchObject([{ reason: 'statement_differs', closedAt: null }]);
    expect(await reload(services, whole)).toMatchObject({ redeemedCents: 500, reversedCents: 500 });

    // Reversals go on, and what the statement shows as given back cannot be given back again.
    await expect(giveBack(services, part, 401)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
    await expect(giveBack(services, whole, 1)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
    expect((await giveBackSeen(services, part, 400)).reversal).toMatchObject({ status: 'succeeded' });
    expect((await giveBack(services, untouched, 300)).reversal).toMatchObject({ status: 'succeeded' });
    const [partNow, untouchedNow] = [await reload(services, part), await reload(services, untouched)];
    expect([given(world, before, partNow), given(world, wholeBefore), given(world, untouchedNow)]).toEqual([
      1000, 500, 300,
    ]);
    expect([partNow.reversedCents, untouchedNow.reversedCents]).toEqual([1000, 300]);

    // The same statement again, grown by what was done meanwhile, opens and records nothing.
    const again = await reconcile(url, provider);
    expect(again.reviews).toMatchObject({ opened: 0, not_opened: 0 });
    expect((await reload(services, part)).rev).toBe(partNow.rev);

    // Everything lost was looked at. For a week a used voucher may be of one of them all the same: its customer may come back.
    await closeReviews(services);
    expect(await reload(services, doubted)).toMatchObject({ outcome: 'not_paid' });
    await reconcile(url, provider);
    const status = await vouch(['restored', '--status'], url);
    expect(status.out).toMatch(new RegExp(`test +${provider} +told +for review`));
    const used = world.simulators.issue({ type, value: 100, scenario: 'used' }).pin;
    const reviews = [{ reason: 'lost_in_restore' }];
    expect(await present(services, type, used, 100)).toMatchObject({ outcome: 'checking', reviews });
  });
}
