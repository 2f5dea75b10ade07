// After a restored backup: a statement may be read first by an upload of the account, or before the store was marked. Neither records anything,
// and neither keeps the run that may record from doing so.
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import { newMark } from '../../src/core/restores/restore-mark';
import { judgeReview } from '../../src/core/reviews/reviews';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import { backUpFile } from './back';
import { openEach, OTT, read, reload, restoreAfter, services, statement, world } from './put-back';
import { callerOf, OPERATOR, present } from './world';

openEach();

const ME = callerOf(OPERATOR);
const UPLOAD = { accountId: OPERATOR } as const;
const WAITS = { code: 'awaiting_statement' };
const lines = () => statement(OTT);
const capture = ({ id }: Redemption) =>
  captureRedemption(world.services, id, { idempotency: { key: 'capture', request: 'capture' } }, ME);
const later = (redemption: Redemption, by = services) =>
  resolveRedemption(by, redemption.id, RESOLVER, Date.now() + 31 * DAY_MS);

/** A verdict on the newest review that is open, by whoever has seen this version, or the newest. */
async function judge(
  redemption: Redemption,
  decision: 'paid' | 'not_paid',
  by: Services,
  seen?: number,
): Promise<void> {
  const { reviews, version } = await reload(redemption, by);
  const id = reviews.findLast(({ closedAt }) => closedAt === null)?.id ?? '';
  await judgeReview(by, id, { decision, note: 'Seen', evidence: 'file', ifMatch: seen ?? version }, ME);
}

/** What is lost is recorded by the verdict, and stays so. */
async function isRecorded(redemption: Redemption, by = services): Promise<void> {
  await later(redemption, by);
  await judge(redemption, 'paid', by);
  await later(redemption, by);
  expect(await reload(redemption, by)).toMatchObject({ outcome: 'paid', redeemedCents: 1500, reviewOpenedAt: null });
}

describe('a reservation that was captured since', () => {
  let redemption: Redemption;
  beforeEach(async () => {
    const { pin } = world.simulators.issue({ type: OTT, value: 1500 });
    redemption = await present(world.services, OTT, pin, 1500, 'manual');
  });

  it('that an upload shows is not called paid on its word, and the statement of the operator adds to its review', async () => {
    await restoreAfter(() => capture(redemption));
    await read(OTT, await lines(), UPLOAD);
    const seen = await reload(redemption);
    await expect(judge(redemption, 'paid', services)).rejects.toMatchObject(WAITS);
    await later(redemption);
    expect(await reload(redemption)).toMatchObject({ outcome: 'open', version: seen.version });

    const { reviews } = await read(OTT, await lines());
    expect(reviews).toMatchObject({ opened: 0, known: 1 });
    const now = await reload(redemption);
    expect(now.reviews).toMatchObject([{ closedAt: null, shown: { amountCents: 1500 } }]);
    // Whoever saw it before did not know what the verdict records.
    await expect(judge(redemption, 'paid', services, seen.version)).rejects.toMatchObject({ code: 'version_conflict' });
    // Nor does it change again.
    await read(OTT, await lines());
    await read(OTT, await lines(), UPLOAD);
    expect((await reload(redemption)).version).toBe(now.version);
    await isRecorded(redemption);
  });

  it('is for review anew where the one of an upload was closed, once', async () => {
    await restoreAfter(() => capture(redemption));
    await read(OTT, await lines(), UPLOAD);
    await judge(redemption, 'not_paid', services);
    expect((await read(OTT, await lines())).reviews).toMatchObject({ opened: 1, known: 0 });
    expect((await reload(redemption)).reviews).toMatchObject([
      { verdict: { decision: 'not_paid' } },
      { closedAt: null },
    ]);
    await judge(redemption, 'not_paid', services);
    expect((await read(OTT, await lines())).reviews).toMatchObject({ opened: 0, known: 1 });
    expect(await later(redemption)).toMatchObject({ outcome: 'not_paid' });
    // What has ended stays as it is.
    expect((await read(OTT, await lines())).reviews).toMatchObject({ opened: 0, known: 1 });
  });

  it('was closed as paid by a version before this one, and is for review anew', async () => {
    await restoreAfter(() => capture(redemption));
    await read(OTT, await lines(), UPLOAD);
    const found = await reload(redemption);
    const verdict = { decision: 'paid', note: 'x', evidence: 'x', by: RESOLVER.actor } as const;
    const reviews = found.reviews.map((review) => ({ ...review, closedAt: Date.now(), verdict }));
    await services.store.redemptions.replace(
      { ...found, rev: found.rev + 1, reviews, reviewOpenedAt: null },
      found.rev,
      [],
    );
    expect((await read(OTT, await lines())).reviews).toMatchObject({ opened: 1, known: 0 });
    await isRecorded(redemption);
  });

  it('that was read before the store was marked is recorded by the run after that', async () => {
    const copy = join(world.folder, 'unmarked.db');
    backUpFile(world.databaseUrl, copy);
    const since = Date.now();
    await capture(redemption);
    const by = await world.over(`sqlite:${copy}`);
    const over = { fromAt: since - DAY_MS };
    await read(OTT, await lines(), over, by);
    await expect(judge(redemption, 'paid', by)).rejects.toMatchObject(WAITS);
    await by.store.restores.insert(newMark('rst_00000000000000000000000b', since, Date.now()));
    await read(OTT, await lines(), over, by);
    await isRecorded(redemption, by);
  });

  it('has a verdict on the review that records it, where an upload said it in other words', async () => {
    await restoreAfter(() => capture(redemption));
    await read(OTT, await lines(), UPLOAD);
    await read(OTT, await statement(OTT, (all) => all.map((line) => ({ ...line, gross: '14.00' }))));
    const { reviews, version } = await reload(redemption);
    expect(reviews.map(({ shown }) => shown?.amountCents)).toEqual([undefined, 1400]);
    const [first, second] = reviews.map(({ id }) => id);
    const paid = { decision: 'paid', note: 'Seen', evidence: 'file', ifMatch: version } as const;
    const message = expect.stringContaining(`Review ${String(second)} is of a statement`) as string;
    await expect(judgeReview(services, first ?? '', paid, ME)).rejects.toMatchObject({ ...WAITS, message });
    await judgeReview(services, second ?? '', paid, ME);
    const now = await reload(redemption);
    expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1400 });
    // By now it records what a person found out, and nothing else.
    await judgeReview(services, first ?? '', { ...paid, ifMatch: now.version }, ME);
    expect(await reload(redemption)).toMatchObject({ redeemedCents: 1400, reviewOpenedAt: null });
  });
});
