// After a restored backup: a draft or a reservation whose capture may be lost does not end as unpaid by itself before a statement was read for the
// time that is lost, or a person said that none will come.
import type { Redemption } from '../../src/core/redemption/redemption';
import { publicRedemption } from '../../src/core/redemption/shown/present';
import { ended, newMark } from '../../src/core/restores/restore-mark';
import { judgeReview } from '../../src/core/reviews/reviews';
import { cancelRedemption } from '../../src/core/use-cases/cancel';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { createRedemption } from '../../src/core/use-cases/create';
import { reserveRedemption } from '../../src/core/use-cases/reserve';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS, HOUR_MS } from '../../src/core/values/time';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { answering, given } from './back';
import { goesOn, ONE, openEach, OTT, read, reload, restoreAfter, services, statement, world } from './put-back';
import { callerOf, openWorld, OPERATOR, present, SOURCES } from './world';

openEach();

const ME = callerOf(OPERATOR);
const key = (text: string) => ({ idempotency: { key: text, request: text } });
/** The same installation, later. */
const after = (ms: number, by: Services = services): Services => {
  const { clock } = by;
  const later = {
    now: () => clock.now() + ms,
    aged: () => clock.aged() + ms,
    dated: () => clock.dated() + ms,
    elapsed: () => clock.elapsed(),
    reading: () => clock.reading(),
  };
  return Object.assign(Object.create(null) as Services, by, { clock: later });
};
const resolve = ({ id }: Redemption, ms = 31 * DAY_MS) => resolveRedemption(after(ms), id, RESOLVER);
const capture = (by: Services, { id }: Redemption, name = 'capture') => captureRedemption(by, id, key(name), ME);

async function draft(type: string): Promise<Redemption> {
  const { pin } = world.simulators.issue({ type, value: 1500 });
  const source = SOURCES[type]?.(pin) ?? {};
  const command = { type, source, amountCents: 1500, currency: 'ZAR', captureMethod: 'manual', confirm: false, options: { partial: 'decline' }, metadata: {}, externalReference: null, relatedIds: [] } as const; // prettier-ignore
  return (await createRedemption(world.services, command, ME)).redemption;
}

async function reservation(type: string): Promise<Redemption> {
  const { pin } = world.simulators.issue({ type, value: 1500 });
  return present(world.services, type, pin, 1500, 'manual');
}

const make = (status: string, type: string) => (status === 'draft' ? draft(type) : reservation(type));
const WAITS = { code: 'awaiting_statement' };

describe.each([ONE, OTT, 'vouchers.blu'])('%s', (type) => {
  it.each(['draft', 'reserved'])(
    'what is %s waits, is shown as waiting, and its lost capture is found',
    async (status) => {
      const redemption = await make(status, type);
      await restoreAfter(async () => {
        if (status === 'draft') await reserveRedemption(world.services, redemption.id, key('reserve'), ME);
        await capture(world.services, redemption);
      });
      const put = await resolve(redemption);
      expect(put).toMatchObject({ status, outcome: 'open', lastError: null });
      expect(publicRedemption(put as Redemption)).toMatchObject({ awaiting_statement: true, reserved_until: null });
      expect(put?.journal.at(-1)).toMatchObject({ fact: 'lapse_put_off', actor: { kind: 'resolver' } });
      await expect(cancelRedemption(services, redemption.id, key('cancel'), ME)).rejects.toMatchObject(WAITS);

      const lines = await statement(type);
      await read(type, lines);
      await resolve(redemption, 62 * DAY_MS);
      const { reviews, version } = await reload(redemption);
      expect(await reload(redemption)).toMatchObject({ status, dueAt: null });
      const verdict = { decision: 'paid', note: 'Seen', evidence: 'file', ifMatch: version } as const;
      await judgeReview(services, reviews[0]?.id ?? '', verdict, ME);
      const paid = await reload(redemption);
      expect(paid).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
      expect(publicRedemption(paid)).not.toHaveProperty('awaiting_statement');
      await read(type, lines);
      await goesOn(redemption);
      expect(given(world, await reload(redemption))).toBe(1);
    },
  );

  it('ends as ever once a statement was read that does not show it', async () => {
    const redemption = await reservation(type);
    const other = await world.redeem(OPERATOR, type, 700);
    await restoreAfter(() => Promise.resolve());
    await resolve(redemption, HOUR_MS);
    expect((await read(type, await statement(type))).gaps).toMatchObject([{ closed: true }]);
    expect(await resolve(redemption, 3 * HOUR_MS)).toMatchObject({
      outcome: 'not_paid',
      claimed: false,
      lastError: { code: 'reservation_lapsed' },
    });
    expect((await reload(other)).outcome).toBe('paid');
  });
});

it('ends as ever once a person has said that no statement will come', async () => {
  const redemption = await reservation(OTT);
  await restoreAfter(() => Promise.resolve());
  expect(await resolve(redemption, HOUR_MS)).toMatchObject({ outcome: 'open' });
  const [mark] = await services.store.restores.list();
  if (mark) await services.store.restores.replace(ended(mark, false, OTT, Date.now()));
  expect(await resolve(redemption, 3 * HOUR_MS)).toMatchObject({ outcome: 'not_paid' });
});

it('of another provider, or made after the restore, ends when its time is over', async () => {
  const [other, old] = [await reservation(ONE), await reservation(OTT)];
  await restoreAfter(() => Promise.resolve());
  const { pin } = world.simulators.issue({ type: OTT, value: 1500 });
  const made = await present(services, OTT, pin, 1500, 'manual');
  await read(ONE, await statement(ONE), { fromAt: Date.now() - 3 * DAY_MS });
  expect(await resolve(made)).toMatchObject({ outcome: 'not_paid' });
  expect(await resolve(old)).toMatchObject({ outcome: 'open' });
  expect((await reload(other)).outcome).toBe('open');
});

it('is looked at again after a while, later and later, and never in vain in between', async () => {
  const redemption = await reservation(OTT);
  await restoreAfter(() => Promise.resolve());
  const start = HOUR_MS;
  let looks = 0;
  for (let at = start; at < start + 30 * DAY_MS; looks += 1) {
    const { dueAt } = (await resolve(redemption, at)) ?? {};
    const due = (dueAt ?? 0) - Date.now();
    expect(due).toBeGreaterThan(at);
    expect((await resolve(redemption, at))?.rev).toBe((await reload(redemption)).rev);
    at = Math.max(due + 1000, at + 1000);
  }
  expect(looks).toBeLessThan(300);
});

it('a call that comes after its time does not end it either: the provider says whether the voucher is still there', async () => {
  const [lost, kept] = [await reservation(OTT), await reservation(OTT)];
  await restoreAfter(() => capture(world.services, lost));
  const late = after(HOUR_MS);
  expect((await capture(late, lost, 'again')).redemption).toMatchObject({
    outcome: 'checking',
    reviews: [{ reason: 'lost_in_restore' }],
  });
  expect((await capture(late, kept)).redemption).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
});

it('a draft that is reserved after the restore, and refused as used, stays until a statement was read', async () => {
  const redemption = await draft(OTT);
  await restoreAfter(async () => {
    await reserveRedemption(world.services, redemption.id, key('reserve'), ME);
    await capture(world.services, redemption);
  });
  const { redemption: reserved } = await reserveRedemption(services, redemption.id, key('again'), ME);
  expect(reserved).toMatchObject({ status: 'reserved', outcome: 'open', reviews: [{ reason: 'lost_in_restore' }] });
  expect(await resolve(redemption)).toMatchObject({ status: 'reserved', outcome: 'open' });
});

/** Asked only after the restore, and come to nothing: what the backup lacks may have captured it all the same. */
describe.each([OTT, 'vouchers.blu'])(
  '%s: a request of after the restore that comes to nothing ends nothing',
  (type) => {
    /** The lost capture is recorded once a statement was read, and a person has looked. */
    async function expectRecorded(redemption: Redemption): Promise<void> {
      expect(await reload(redemption)).toMatchObject({ status: 'reserved', outcome: 'open', claimed: true });
      const lines = await statement(type);
      await read(type, lines);
      const { reviews, version } = await reload(redemption);
      const review = reviews.findLast(({ reason, closedAt }) => reason === 'statement_differs' && closedAt === null);
      const verdict = { decision: 'paid', note: 'Seen', evidence: 'file', ifMatch: version } as const;
      await judgeReview(services, review?.id ?? '', verdict, ME);
      expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
      await read(type, lines);
      await goesOn(redemption);
    }

    it.each([
      { kind: 'unknown', reason: 'timeout' },
      { kind: 'not_sent', code: 'provider_unavailable', reason: 'busy' },
      { kind: 'declined', code: 'voucher_expired', proof: 'refusal' },
      { kind: 'accepted', amountCents: 400, voucher: null },
    ])('a draft that is reserved anew: the check says %j', async (answer) => {
      const redemption = await draft(type);
      await restoreAfter(async () => {
        await reserveRedemption(world.services, redemption.id, key('reserve'), ME);
        await capture(world.services, redemption);
      });
      const by = answering(services, () => ({ reserve: () => Promise.resolve(answer) }));
      await reserveRedemption(by, redemption.id, key('again'), ME);
      await expectRecorded(redemption);
    });

    it.each(['provider_rejected', 'voucher_expired', 'insufficient_value'])(
      'a capture, refused as %s',
      async (code) => {
        const redemption = await reservation(type);
        await restoreAfter(() => capture(world.services, redemption));
        const refused = { kind: 'declined', code, proof: 'refusal' };
        const by = answering(services, () => ({ capture: () => Promise.resolve(refused) }));
        await capture(by, redemption, 'again');
        await expectRecorded(redemption);
      },
    );

    it('a capture that never arrived, and is not found', async () => {
      const redemption = await reservation(type);
      await restoreAfter(() => capture(world.services, redemption));
      const lost = { kind: 'unknown', reason: 'lost' };
      const by = answering(services, ({ traits }) => ({
        traits: { ...traits, settlingMs: 0 },
        capture: () => Promise.resolve(lost),
        inquireCapture: () => Promise.resolve({ kind: 'not_found' }),
      }));
      await capture(by, redemption, 'again');
      for (let nth = 1; nth <= 2; nth += 1) {
        await resolveRedemption(by, redemption.id, RESOLVER, Date.now() + nth * 600_000);
        await new Promise((done) => setTimeout(done, 1_100));
      }
      await expectRecorded(redemption);
    });

    it('a capture of which a person says that it took nothing', async () => {
      const redemption = await reservation(type);
      await restoreAfter(() => capture(world.services, redemption));
      await capture(services, redemption, 'again');
      const { reviews, version } = await reload(redemption);
      expect(reviews).toMatchObject([{ reason: 'lost_in_restore' }]);
      const verdict = { decision: 'not_paid', note: 'Seen', evidence: 'call', ifMatch: version } as const;
      await judgeReview(services, reviews[0]?.id ?? '', verdict, ME);
      await expectRecorded(redemption);
    });
  },
);

it('a call that is refused ends what it captures at once, once a statement was read, and where nothing was restored', async () => {
  const [old, other] = [await reservation(OTT), await reservation(OTT)];
  await restoreAfter(() => Promise.resolve());
  const refused = { kind: 'declined', code: 'provider_rejected', proof: 'refusal' };
  const refusing = (by: Services) => answering(by, () => ({ capture: () => Promise.resolve(refused) }));
  expect((await capture(refusing(world.services), other)).redemption).toMatchObject({ outcome: 'not_paid' });
  await world.redeem(OPERATOR, OTT, 700);
  await read(OTT, await statement(OTT));
  expect((await capture(refusing(services), old)).redemption).toMatchObject({ outcome: 'not_paid' });
});

it('a creation looks for no restored backup, whether it is refused or not; nor does a capture that is taken', async () => {
  const list = jest.fn(() => Promise.resolve([]));
  const { store } = world.services;
  const restores = Object.create(store.restores, { list: { value: list } }) as typeof store.restores;
  const over = Object.create(store, { restores: { value: restores } }) as typeof store;
  const counting = Object.assign(Object.create(null) as Services, world.services, { store: over });
  const refused = { kind: 'declined', code: 'provider_rejected', proof: 'refusal' };
  const by = answering(counting, () => ({
    capture: () => Promise.resolve(refused),
    reserve: () => Promise.resolve(refused),
  }));
  for (const method of ['automatic', 'manual'] as const) {
    const { pin } = world.simulators.issue({ type: OTT, value: 1500 });
    expect(await present(by, OTT, pin, 1500, method)).toMatchObject({ outcome: 'not_paid' });
  }
  await capture(counting, await reservation(OTT));
  expect(list).not.toHaveBeenCalled();
});

describeWithMongo('on MongoDB', () => {
  it('waits, is shown as waiting in lists, and ends once a statement was read', async () => {
    const mongo = await openWorld(await freshMongoUrl());
    try {
      const { pin } = mongo.simulators.issue({ type: OTT, value: 1500 });
      const { id } = await present(mongo.services, OTT, pin, 1500, 'manual');
      await mongo.services.store.restores.insert(
        newMark('rst_00000000000000000000000b', Date.now() - 1000, Date.now()),
      );
      await resolveRedemption(after(HOUR_MS, mongo.services), id, RESOLVER);
      const query = { accountId: OPERATOR, livemode: false, limit: 9 };
      const { rows } = await mongo.services.store.redemptions.page(query);
      expect(rows.map((row) => publicRedemption(row))).toMatchObject([
        { id, outcome: 'open', awaiting_statement: true },
      ]);
      await mongo.redeem(OPERATOR, OTT, 700);
      await read(OTT, await mongo.statement('ott'), { fromAt: Date.now() - DAY_MS }, mongo.services);
      const ended = await resolveRedemption(after(3 * HOUR_MS, mongo.services), id, RESOLVER);
      expect(ended).toMatchObject({ outcome: 'not_paid', lastError: { code: 'reservation_lapsed' } });
    } finally {
      await mongo.close();
    }
  });
});
