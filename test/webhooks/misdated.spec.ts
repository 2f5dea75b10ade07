// A clock that is set back while thousands of deliveries of one merchant wait: they get new dates beside everything else, a few at a
// time. Pauses pass on a clock that the spec moves, and cost nothing.
import type { Store } from '../../src/core/store';
import { newDelivery, type Delivery } from '../../src/core/webhooks/delivery';
import type { WebhookEndpoint } from '../../src/core/webhooks/endpoint';
import type { WebhookStore } from '../../src/core/webhooks/store';
import { MisdatedDeliveries } from '../../src/webhooks/misdated';
import { sampleEvent, sampleId, sampleRedemption } from '../fixtures/redemption';
import { forEachEngine } from '../tools/engines';
import { Receiver } from './receiver';
import { STORY, TestClock, worldOn, type World } from './world';

jest.setTimeout(60_000);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DEAD = 'acc_dead00000000000000000000';
const SMALL = 'acc_ffff00000000000000000000';
const REFUSED = 'http://127.0.0.1:9/';
/** What each call of the store takes, by the clock of the spec. */
const CALL_MS = 10;

forEachEngine('deliveries that a clock misdated', (openStore) => {
  let store: Store;
  let drop: () => Promise<void>;
  let clock: TestClock;
  let world: World;
  beforeEach(async () => {
    ({ store, drop } = await openStore());
    clock = new TestClock();
    world = worldOn(store, { clock });
  });
  afterEach(async () => {
    await world.close();
    await drop();
  });

  /** The store, with something that comes before some of its calls. */
  function preceded(before: Partial<Record<keyof WebhookStore, (...args: never[]) => unknown>>): WebhookStore {
    return new Proxy(store.webhooks, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        const first = before[key as keyof WebhookStore];
        if (typeof member !== 'function') return member;
        return async (...args: never[]): Promise<unknown> => {
          await first?.(...args);
          return Reflect.apply(member, target, args);
        };
      },
    });
  }

  /** Waiting deliveries, all with one date, due in half an hour by the clock that wrote them: one that is an hour ahead, unless `at` says. */
  async function backlog(endpoint: WebhookEndpoint, count: number, at = clock.now() + HOUR_MS): Promise<Delivery[]> {
    const rows = Array.from({ length: count }, () => {
      const redemption = sampleRedemption({ id: sampleId('rdm'), accountId: endpoint.accountId });
      const event = sampleEvent(redemption, 1, { id: sampleId('evt') });
      const delivery = newDelivery(event, endpoint.id, world.ids.next('dlv'), at);
      return { ...delivery, dueAt: at + 30 * MINUTE_MS };
    });
    await store.webhooks.fanOut([], rows);
    return rows;
  }

  const waiting = async ({ id }: WebhookEndpoint, after: number) =>
    (await store.webhooks.dueLater(id, after, 10_000)).length;
  const deadEndpoint = () => world.endpoint({ url: REFUSED, accountId: DEAD });
  /** The last one that the store lists. */
  const smallEndpoint = () => world.endpoint({ url: REFUSED, accountId: SMALL, id: 'whe_zzzzzzzzzzzzzzzzzzzzzzzz' });

  /** What redates, every write that it makes, and how long it paused before each. */
  function watched() {
    const writes: { accountId: string; endpointId: string; rows: number; pausedMs: number }[] = [];
    let pausedMs = 0;
    const call = () => {
      clock.pass(CALL_MS);
    };
    const webhooks = preceded({
      dueLater: call,
      replaceDeliveries: (rows: readonly Delivery[]) => {
        call();
        const { accountId = '', endpointId = '' } = rows[0] ?? {};
        writes.push({ accountId, endpointId, rows: rows.length, pausedMs });
        pausedMs = 0;
      },
    });
    const pause = (ms: number) => {
      pausedMs += ms;
      clock.pass(ms);
      return Promise.resolve();
    };
    const misdated = new MisdatedDeliveries({ webhooks, clock, elapsed: () => clock.elapsed(), pause });
    return { misdated, writes };
  }

  it('are no wait for what is due to others', async () => {
    const dead = await deadEndpoint();
    await backlog(dead, 3);
    const receiver = await Receiver.start();
    const well = await world.endpoint({ url: receiver.url });
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    // A read that takes as long as the spec likes stands for a backlog that does.
    const webhooks = preceded({ dueLater: (id: string) => (id === dead.id ? opened : undefined) });
    const slow = new Proxy(store, {
      get: (target, key): unknown => (key === 'webhooks' ? webhooks : Reflect.get(target, key)),
    });
    const beside = worldOn(slow);
    beside.notifier.start();
    await beside.story(true);
    while (receiver.received.length < STORY.length) await new Promise((next) => setTimeout(next, 10));
    expect(receiver.types).toEqual(STORY);
    open();
    await beside.close();
    expect(beside.errors).toEqual([]);
    expect(await waiting(well, 0)).toBe(0);
    await receiver.stop();
  });

  it('get their dates in turns, a hundred in one write, with rests in between', async () => {
    const dead = [await deadEndpoint(), await deadEndpoint()];
    for (const endpoint of dead) await backlog(endpoint, 250);
    const small = await smallEndpoint();
    await backlog(small, 3);
    const { misdated, writes } = watched();
    expect(await misdated.redate()).toBe(503);
    // Accounts take turns, and so do the endpoints of one.
    expect(writes.map(({ rows }) => rows)).toEqual([100, 3, 100, 100, 100, 50, 50]);
    expect(writes.map(({ accountId }) => accountId)).toEqual([DEAD, SMALL, DEAD, DEAD, DEAD, DEAD, DEAD]);
    const [first, , second, third] = writes;
    expect(new Set([first?.endpointId, second?.endpointId])).toEqual(new Set(dead.map(({ id }) => id)));
    expect(third?.endpointId).toBe(first?.endpointId);
    // Each turn is two calls. An account has a twentieth of the time; another one's turn comes after as long as the last one took.
    const turnMs = 2 * CALL_MS;
    expect(writes[1]?.pausedMs).toBe(turnMs);
    const restsMs = writes.slice(3).map(({ pausedMs }) => pausedMs);
    expect(restsMs).toEqual(restsMs.map(() => 19 * turnMs));
  });

  it('go out in their time, however long it takes until all have a date, and none is passed over', async () => {
    const dead = await deadEndpoint();
    const many = 2_150;
    const rows = await backlog(dead, many);
    clock.set(HOUR_MS);
    const { misdated } = watched();
    expect(await misdated.redate()).toBe(0);
    clock.set(-HOUR_MS);
    const setBackAt = clock.now();
    expect(await misdated.redate()).toBe(many);
    // It took a while, and the last one has the same date as the first one all the same.
    expect(clock.now()).toBeGreaterThan(setBackAt + 6000);
    for (const { id, dueAt } of [rows[0], rows.at(-1)].flatMap((row) => row ?? []))
      expect((await store.webhooks.findDelivery(id))?.dueAt).toBe((dueAt ?? 0) - HOUR_MS);
    expect(await waiting(dead, setBackAt + 30 * MINUTE_MS)).toBe(0);
  });

  it('keep their time where the clock is set back twice, the second time on the way', async () => {
    const [dead, small] = [await deadEndpoint(), await smallEndpoint()];
    const webhooks = preceded({
      replaceDeliveries: ([row]: readonly Delivery[]) => {
        if (row?.endpointId === dead.id) clock.set(-HOUR_MS);
      },
    });
    const misdated = new MisdatedDeliveries({ webhooks, clock, ...clock.steady });
    clock.set(HOUR_MS);
    expect(await misdated.redate()).toBe(0);
    await backlog(dead, 1, clock.now());
    clock.set(-HOUR_MS);
    const [between] = await backlog(small, 1, clock.now());
    expect(await misdated.redate()).toBe(2);
    expect((await store.webhooks.findDelivery(between?.id ?? ''))?.dueAt).toBe(clock.now() + 30 * MINUTE_MS);
  });

  it('are left for the next start where the server stops', async () => {
    const dead = await deadEndpoint();
    await backlog(dead, 350);
    const misdated = new MisdatedDeliveries({
      webhooks: preceded({
        dueLater: () => {
          clock.pass(CALL_MS);
        },
      }),
      clock,
      elapsed: () => clock.elapsed(),
      // In the rest after the first turn.
      pause: (ms) => {
        clock.pass(ms);
        misdated.stop();
        return Promise.resolve();
      },
    });
    expect(await misdated.redate()).toBe(100);
    expect(await waiting(dead, clock.now() + HOUR_MS)).toBe(250);
  });

  it('are looked for ten minutes after the last look, and not before', async () => {
    await backlog(await deadEndpoint(), 1);
    let looks = 0;
    const webhooks = preceded({ pendingEndpoints: () => (looks += 1) });
    const misdated = new MisdatedDeliveries({ webhooks, clock, ...clock.steady });
    const passed = [];
    for (const minutes of [0, 0, 9, 1, 0, 9, 1]) {
      clock.pass(minutes * MINUTE_MS);
      await misdated.redate();
      passed.push(looks);
    }
    expect(passed).toEqual([1, 1, 1, 2, 2, 2, 3]);
  });

  it('are looked for again where the clock is set back, or the store fails, on the way', async () => {
    const dead = await deadEndpoint();
    await backlog(dead, 150);
    let isSet = false;
    let fails = true;
    const webhooks = preceded({
      replaceDeliveries: () => {
        if (fails) throw new Error('the store is away');
        if (!isSet) clock.set(-HOUR_MS);
        isSet = true;
      },
    });
    const misdated = new MisdatedDeliveries({ webhooks, clock, ...clock.steady });
    await expect(misdated.redate()).rejects.toThrow('away');
    fails = false;
    expect(await misdated.redate()).toBe(150);
    // The first hundred were dated by the clock before the step.
    expect(await misdated.redate()).toBe(100);
    expect(await misdated.redate()).toBe(0);
  });
});
