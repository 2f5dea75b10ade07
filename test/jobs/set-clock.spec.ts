// A clock that is set an hour back or forward, while a server runs or while it is down: doubts, reservations, webhooks and limits
// have their time all the same. Time passes only where the spec says so.
import { readConfig } from '../../src/config';
import { startServer } from '../../src/server/start';
import { BLU, OTT, QUICK, startWorld, type Body, type World } from '../api/world';
import { DocumentedPoller, type Page } from '../tools/documented-poller';
import { describeOnOne, forEachEngine } from '../tools/engines';
import { failing, ok, Receiver } from '../webhooks/receiver';
import { STORY, TestClock, worldOn } from '../webhooks/world';

jest.setTimeout(60_000);
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SETTLING_MS = 30_000;
const ENV = { VOUCH_ASK_AFTER: '20s', VOUCH_RESOLVER_EVERY: '20ms', OTT_SETTLING_MS: String(SETTLING_MS) };

/** How far time passes at once, and how far in all. */
interface Steps {
  readonly stepMs?: number;
  readonly mostMs?: number;
}

/**
 * Lets time pass, a step at a time, until it is so; says how much that took. The resolver gets its turn after each. Past `mostMs` time stands
 * still, and what is due by then has only to be done: on a busy machine the resolver may be some turns behind.
 */
async function passUntil(
  world: World,
  clock: TestClock,
  id: string,
  done: (body: Body) => boolean,
  { stepMs = 2 * SECOND_MS, mostMs = 2 * HOUR_MS }: Steps = {},
): Promise<number> {
  const giveUpAt = performance.now() + 30_000;
  for (let passedMs = 0; performance.now() < giveUpAt;) {
    // Listed, because a read of one that is due would ask by itself.
    const { body } = await world.call('GET /v1/redemptions');
    const found = body.data.find((one) => one.id === id);
    if (found && done(found)) return passedMs;
    if (passedMs + stepMs <= mostMs) {
      clock.pass(stepMs);
      passedMs += stepMs;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`It is not so after ${String(mostMs / MINUTE_MS)} minutes`);
}

/** The same store and the same key, after the machine was started with another idea of the time. */
async function restart(world: World, clock: TestClock): Promise<void> {
  await world.server.close();
  const config = readConfig({
    ...QUICK,
    ...ENV,
    LOG_LEVEL: 'silent',
    DATABASE_URL: world.databaseUrl,
    VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    VOUCH_SIMULATORS_URL: world.simulators.addresses['control'] ?? '',
  });
  Object.assign(world, { server: await startServer(config, { clock }) });
}

describeOnOne('a clock that is set', ({ databaseUrl }) => {
  let clock: TestClock;
  let world: World;
  beforeEach(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, ENV, { clock });
  });
  afterEach(() => world.close());

  const doubt = async () => {
    const { body } = await world.create(world.voucher(OTT, 900, 'drop_before_taking'));
    expect(body.outcome).toBe('checking');
    return body.id;
  };
  const decided = ({ outcome }: Body) => outcome !== 'checking';

  it.each([
    ['an hour back', -HOUR_MS],
    ['an hour forward', HOUR_MS],
  ])('%s: a doubt is asked about in its time, and settles in no less than its settling time', async (_name, ms) => {
    const id = await doubt();
    clock.set(ms);
    // Two questions of the ladder, twenty seconds apart, and one once the settling time is over.
    const tookMs = await passUntil(world, clock, id, decided, { mostMs: 3 * MINUTE_MS });
    expect(tookMs).toBeGreaterThanOrEqual(SETTLING_MS);
    expect((await world.call(`GET /v1/redemptions/${id}`)).body.outcome).toBe('not_paid');
  });

  it('a month ahead for a minute: what is kept for a month or a week is kept, and what it made early is mended', async () => {
    const { body: sale } = await world.create(world.voucher(BLU, 5000), { amount: 3000, currency: 'ZAR' });
    const giveBack = async () => {
      const options = { body: { reason: 'returned', amount: 500 }, headers: { 'idempotency-key': 'back once' } };
      return (await world.call(`POST /v1/redemptions/${sale.id}/reverse`, options)).status;
    };
    expect(await giveBack()).toBe(201);
    const gone = { headers: { 'idempotency-key': 'never came' } };
    expect((await world.call('POST /v1/redemptions/recover', gone)).status).toBe(404);
    const id = await doubt();

    clock.set(31 * DAY_MS);
    expect(await giveBack()).toBe(201);
    const late = await world.create(world.voucher(BLU, 5000), {}, gone);
    expect([late.status, late.body.code]).toEqual([409, 'idempotency_key_burnt']);
    for (let step = 0; step < 5; step += 1) {
      clock.pass(2 * SECOND_MS);
      expect((await world.call(`GET /v1/redemptions/${id}`)).body.outcome).toBe('checking');
    }
    clock.set(-31 * DAY_MS);

    expect((await world.call(`GET /v1/redemptions/${sale.id}`)).body).toMatchObject({
      reversed_amount: 500,
      change_voucher: { pin: sale.change_voucher?.pin },
    });
    expect((await world.call('GET /v1/reviews')).body.data).toEqual([]);
    await passUntil(world, clock, id, decided);
  });

  it('a month ahead for a draft: reserved once the clock is right, it is kept as long as any other', async () => {
    const turns = async (count: number, stepMs: number) => {
      for (let turn = 0; turn < count; turn += 1) {
        clock.pass(stepMs);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    };
    clock.set(31 * DAY_MS);
    const options = { capture_method: 'manual', confirm: false };
    const { body: draft } = await world.create(world.voucher(BLU), options, { key: world.keys.publishable });
    clock.set(-31 * DAY_MS);
    await turns(5, SECOND_MS);
    // A publishable key's draft has an hour, of which the resolver counts what is left.
    await turns(10, 5 * MINUTE_MS);
    const reserved = await world.call(`POST /v1/redemptions/${draft.id}/reserve`);
    expect([reserved.status, reserved.body.status]).toEqual([200, 'reserved']);
    await turns(13, MINUTE_MS);
    const taken = await world.call(`POST /v1/redemptions/${draft.id}/capture`);
    expect([taken.status, taken.body.outcome]).toEqual([200, 'paid']);
  });

  it('ten minutes ahead for a sale: who polls as the documentation says misses none of those that follow', async () => {
    // The header of a real answer is the machine's time, which no test sets.
    const poller = new DocumentedPoller(
      async (query) => {
        const { body, headers } = await world.call(`GET /v1/redemptions?${query.toString()}`);
        expect(headers.get('date')).toMatch(/ GMT$/);
        return { page: body as unknown as Page, date: new Date(clock.now()).toUTCString() };
      },
      () => clock.elapsed(),
    );
    const sale = async () => (await world.create(world.voucher(BLU, 500))).body.id;
    const made = [await sale()];
    await poller.round();
    clock.set(10 * MINUTE_MS);
    made.push(await sale());
    // One poller comes while the clock is ahead.
    const duringLeap = await poller.round();
    clock.set(-10 * MINUTE_MS);
    for (let turn = 0; turn < 3; turn += 1) {
      made.push(await sale());
      clock.pass(2 * MINUTE_MS);
      made.push(await sale());
      expect([duringLeap, await poller.round()]).toEqual([true, true]);
      expect([...poller.seen.keys()].sort()).toEqual([...made].sort());
    }
  });

  it.each([
    ['set back', false],
    ['started so', true],
  ])(
    'a month behind for a minute, %s: what is keyed then is kept from when it is right again',
    async (_how, isStarted) => {
      const { body: sale } = await world.create(world.voucher(BLU, 5000), { amount: 3000, currency: 'ZAR' });
      const giveBack = async () => {
        const options = { body: { reason: 'returned', amount: 500 }, headers: { 'idempotency-key': 'back once' } };
        return (await world.call(`POST /v1/redemptions/${sale.id}/reverse`, options)).status;
      };
      const gone = { headers: { 'idempotency-key': 'never came' } };
      if (isStarted) await restart(world, new TestClock(clock.now() - 31 * DAY_MS));
      else clock.set(-31 * DAY_MS);
      expect(await giveBack()).toBe(201);
      expect((await world.call('POST /v1/redemptions/recover', gone)).status).toBe(404);

      if (!isStarted) clock.set(31 * DAY_MS);
      await restart(world, new TestClock(clock.now()));
      expect(await giveBack()).toBe(201);
      const late = await world.create(world.voucher(BLU, 5000), {}, gone);
      expect([late.status, late.body.code]).toEqual([409, 'idempotency_key_burnt']);
      expect((await world.call(`GET /v1/redemptions/${sale.id}`)).body.reversed_amount).toBe(500);
    },
  );

  it('between two questions of one doubt: neither direction makes settling time', async () => {
    const id = await doubt();
    const asked = async (times: number) => {
      const { body } = await world.call(`GET /v1/redemptions/${id}/timeline`);
      return body.data.filter(({ fact }) => fact === 'confirm_answered').length >= times;
    };
    let passedMs = 0;
    while (!(await asked(2))) {
      clock.pass(SECOND_MS);
      passedMs += SECOND_MS;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    clock.set(HOUR_MS);
    const leftMs = await passUntil(world, clock, id, decided, { mostMs: 3 * MINUTE_MS - passedMs });
    expect(leftMs).toBeGreaterThanOrEqual(SETTLING_MS - 2 * SECOND_MS);
  });

  it('two days ahead for a moment, and corrected by seconds later: a reservation has its time', async () => {
    const turns = async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        clock.pass(SECOND_MS);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    };
    clock.set(2 * DAY_MS);
    await turns();
    clock.set(-2 * DAY_MS);
    await turns();
    const held = await world.create(world.voucher(OTT), { capture_method: 'manual' });
    clock.set(-5 * SECOND_MS);
    await turns();
    const taken = await world.call(`POST /v1/redemptions/${held.body.id}/capture`);
    expect([taken.status, taken.body.outcome]).toEqual([200, 'paid']);
  });

  it('an hour back while the server is down: the doubt and the reservation of before have their time after the start', async () => {
    const id = await doubt();
    const held = await world.create(world.voucher(OTT), { capture_method: 'manual' });
    expect(held.body.status).toBe('reserved');
    const earlier = new TestClock(clock.now() - HOUR_MS);
    await restart(world, earlier);
    await passUntil(world, earlier, id, decided, { mostMs: 3 * MINUTE_MS });
    const isFailed = ({ status }: Body) => status === 'failed';
    const steps = { stepMs: 30 * SECOND_MS, mostMs: 16 * MINUTE_MS };
    expect(await passUntil(world, earlier, held.body.id, isFailed, steps)).toBeGreaterThan(10 * MINUTE_MS);
  });

  it('an hour ahead for a doubt that is written on once the clock is right: it has its time all the same', async () => {
    clock.set(HOUR_MS);
    const id = await doubt();
    clock.set(-HOUR_MS);
    // From here on nothing tells that its date is of another clock: it is looked at by a process that never saw one.
    expect((await world.call(`PATCH /v1/redemptions/${id}`, { body: { metadata: { till: '4' } } })).status).toBe(200);
    const right = new TestClock(clock.now());
    await restart(world, right);
    const tookMs = await passUntil(world, right, id, decided, { mostMs: 3 * MINUTE_MS });
    expect(tookMs).toBeGreaterThanOrEqual(SETTLING_MS);
  });

  it.each([
    ['back', -HOUR_MS],
    ['forward', HOUR_MS],
  ])('an hour %s: a limit lasts as long as its window, no more and no less', async (_name, ms) => {
    await world.close();
    world = await startWorld(databaseUrl, { ...ENV, VOUCH_RATE_LIMIT: '2', VOUCH_PIN_ATTEMPTS: '1' }, { clock });
    const list = () => world.call('GET /v1/redemptions');
    const present = () => world.create({ type: OTT, pin: '999988887777' }, {}, { key: world.keys.publishable });
    await list();
    await list();
    expect((await present()).body.outcome).toBe('not_paid');
    clock.set(ms);
    expect((await list()).status).toBe(429);
    expect((await present()).body.code).toBe('too_many_pin_attempts');
    clock.pass(MINUTE_MS);
    expect((await list()).status).toBe(200);
    expect((await present()).body.code).toBe('too_many_pin_attempts');
    clock.pass(14 * MINUTE_MS);
    expect((await present()).status).toBe(201);
  });
});

forEachEngine('webhooks under a clock that is set', (openStore) => {
  it.each(['while it runs', 'while it is down'])(
    'an hour back %s: the next attempt comes in its time',
    async (when) => {
      const { store, drop } = await openStore();
      const receiver = await Receiver.start(failing);
      const clock = new TestClock();
      const before = worldOn(store, { clock, timeoutMs: 400 });
      await before.endpoint({ url: receiver.url });
      await before.story(true);
      await before.notifier.runOnce();
      expect(receiver.types).toEqual(STORY.slice(0, 1));
      receiver.answer = ok;
      let world = before;
      if (when === 'while it is down') {
        await before.close();
        world = worldOn(store, { clock, timeoutMs: 400 });
      }
      clock.set(-HOUR_MS);
      await world.notifier.runOnce();
      expect(receiver.types).toHaveLength(1);
      clock.pass(6 * SECOND_MS);
      await world.notifier.runOnce();
      // The first again, and those that had to wait for it.
      expect(receiver.types).toEqual([STORY[0], ...STORY]);
      await world.close();
      await receiver.stop();
      await drop();
      expect([...before.errors, ...world.errors]).toEqual([]);
    },
  );

  it('a lease that was taken on a clock that was ahead lasts no longer than a lease', async () => {
    const { store, drop } = await openStore();
    const receiver = await Receiver.start(ok);
    const clock = new TestClock();
    const world = worldOn(store, { clock, timeoutMs: 400 });
    const endpoint = await world.endpoint({ url: receiver.url });
    await world.story(true);
    while ((await store.events.relay(10, clock.now())) > 0);
    // An instance whose clock is an hour ahead makes deliveries, takes them for an attempt, and dies.
    const ahead = worldOn(store, { clock: new TestClock(clock.now() + HOUR_MS), shared: world });
    const [event] = await store.webhooks.unfanned(endpoint.accountId, 1);
    if (!event) throw new Error('There is an event');
    await ahead.notifier.stop();
    const now = clock.now() + HOUR_MS;
    const { newDelivery } = await import('../../src/core/webhooks/delivery');
    await store.webhooks.fanOut([event.id], [newDelivery(event, endpoint.id, world.ids.next('dlv'), now)]);
    const claimId = world.ids.next('wrt');
    await store.webhooks.claim({ endpointId: endpoint.id, now, leaseUntil: now + MINUTE_MS, claimId, limit: 10 });
    await world.notifier.runOnce();
    expect(receiver.types).toEqual([]);
    clock.pass(MINUTE_MS);
    await world.notifier.runOnce();
    await world.notifier.runOnce();
    expect(receiver.types).toEqual(STORY);
    await world.close();
    await receiver.stop();
    await drop();
  });
});
