// The part of the store contract that is about webhooks, and that an index serves what is asked all the time.
import { mongo } from 'mongoose';
import { newDelivery, afterAttempt, type Attempt, type Delivery } from '../../../src/core/webhooks/delivery';
import type { WebhookEndpoint } from '../../../src/core/webhooks/endpoint';
import type { Store } from '../../../src/core/store';
import * as finds from '../../../src/store/mongo/webhook-queries';
import * as statements from '../../../src/store/sqlite/webhook-queries';
import { isMongo, isSqlite, type OpenStore } from '../../tools/engines';
import { ACCOUNT, STORY, TestClock, worldOn, type World } from '../../webhooks/world';

const SENT: Attempt = { at: 0, durationMs: 1, status: 200, answer: '', error: null, manual: false };

export function describeWebhookContract(openStore: OpenStore): void {
  let store: Store;
  let world: World;
  let clock: TestClock;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const opened = await openStore();
    ({ store, drop } = opened);
    clock = new TestClock();
    world = worldOn(store, { clock });
  });
  afterEach(() => drop());

  const claim = (endpointId: string, limit = 10, leaseMs = 60_000) =>
    store.webhooks.claim({
      endpointId,
      now: clock.now(),
      leaseUntil: clock.now() + leaseMs,
      claimId: world.ids.next('wrt'),
      limit,
    });

  /** The story of one redemption, fanned out to one endpoint. */
  async function fanned(endpoint: WebhookEndpoint, atOnce = true): Promise<Delivery[]> {
    await world.story(atOnce);
    while ((await store.events.relay(10)) > 0);
    const events = await store.webhooks.unfanned(ACCOUNT, 100);
    const deliveries = events.map((event) => newDelivery(event, endpoint.id, world.ids.next('dlv'), clock.now()));
    await store.webhooks.fanOut(
      events.map(({ id }) => id),
      deliveries,
    );
    return deliveries;
  }

  it('writes endpoints by compare-and-set, and lists what is not deleted, newest first', async () => {
    const made = [];
    for (let n = 0; n < 3; n += 1) {
      made.push(await world.endpoint({ url: `http://127.0.0.1:${n + 1}/` }));
      clock.pass(1);
    }
    const [first, second, third] = made;
    if (!first || !second || !third) throw new Error('three were made');
    const changed = { ...second, rev: 2, deletedAt: clock.now() };
    expect(await store.webhooks.replaceEndpoint(changed)).toBe(true);
    expect(await store.webhooks.replaceEndpoint({ ...second, rev: 2, url: 'lost' })).toBe(false);
    expect(await store.webhooks.findEndpoint(second.id)).toEqual(changed);
    const scope = { accountId: ACCOUNT, livemode: false };
    expect((await store.webhooks.listEndpoints({ ...scope, limit: 9 })).map(({ id }) => id)).toEqual([
      third.id,
      first.id,
    ]);
    expect(await store.webhooks.listEndpoints({ ...scope, limit: 9, after: third })).toEqual([first]);
    expect(await store.webhooks.listEndpoints({ ...scope, livemode: true, limit: 9 })).toEqual([]);
    expect(await store.webhooks.replaceEndpoint({ ...first, rev: 2, disabledAt: 1 })).toBe(true);
    expect((await store.webhooks.subscribers(ACCOUNT, false)).map(({ id }) => id)).toEqual([third.id]);
  });

  it('keeps waiting for nobody: an event that no endpoint could get when it was written is in the log, and no more', async () => {
    const types = async () => (await store.webhooks.unfanned(ACCOUNT, 100)).map(({ type }) => type);
    const told = async () => {
      await world.story();
      while ((await store.events.relay(10)) > 0);
    };
    await told();
    await world.endpoint({ url: 'http://127.0.0.1:1/', livemode: true });
    await world.endpoint({ url: 'http://127.0.0.1:2/', disabledAt: clock.now() });
    await told();
    expect(await types()).toEqual([]);
    await world.endpoint({ url: 'http://127.0.0.1:3/' });
    expect(await types()).toEqual([]);
    await told();
    expect(await types()).toEqual(STORY);
    expect(await store.events.list({ accountId: ACCOUNT, livemode: false, limit: 100 })).toHaveLength(9);
  });

  it('fans out once, however often it is told to', async () => {
    const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    const deliveries = await fanned(endpoint);
    expect(deliveries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await store.webhooks.unfanned(ACCOUNT, 100)).toEqual([]);
    const again = deliveries.map((delivery) => ({ ...delivery, id: world.ids.next('dlv') }));
    await store.webhooks.fanOut(
      deliveries.map(({ eventId }) => eventId),
      again,
    );
    const listed = await store.webhooks.listDeliveries({ accountId: ACCOUNT, livemode: false, limit: 100 });
    expect(listed.map(({ id }) => id).sort()).toEqual(deliveries.map(({ id }) => id).sort());
    for (const delivery of deliveries) expect(await store.webhooks.findDelivery(delivery.id)).toEqual(delivery);
  });

  it('gives one delivery of a redemption at a time, to one claimant, and calls the next when it ends', async () => {
    const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    await fanned(endpoint);
    await fanned(endpoint, false);
    expect((await store.webhooks.dueEndpoints(clock.now(), '', 10)).endpoints).toEqual([
      { id: endpoint.id, accountId: ACCOUNT },
    ]);
    const claimed = (await Promise.all([claim(endpoint.id), claim(endpoint.id), claim(endpoint.id)])).flat();
    expect(claimed.map(({ seq }) => seq)).toEqual([1, 1]);
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(2);
    expect((await store.webhooks.dueEndpoints(clock.now(), '', 10)).endpoints).toEqual([]);
    const [one, two] = claimed;
    if (!one || !two) throw new Error('two were claimed');
    expect(await store.webhooks.replaceDelivery(afterAttempt(one, SENT, clock.now(), 0.5))).toBe(true);
    expect((await claim(endpoint.id)).map(({ seq, redemptionId }) => [seq, redemptionId])).toEqual([
      [2, one.redemptionId],
    ]);
    // Its claimant is dead: the lease runs out, and the same one is given again.
    clock.pass(60_000);
    const again = await claim(endpoint.id);
    expect(again.map(({ seq }) => seq).sort()).toEqual([1, 2]);
    expect(await store.webhooks.replaceDelivery(afterAttempt(two, SENT, clock.now(), 0.5))).toBe(false);
  });

  /** The first of three is taken, takes so long that the second looks again, and ends while a claim is putting that off. */
  async function endsMeanwhile(
    thenAlso: () => Promise<void>,
  ): Promise<{ endpoint: WebhookEndpoint; found: Delivery[] }> {
    const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    await fanned(endpoint);
    const [first] = await claim(endpoint.id);
    if (!first) throw new Error('one is due');
    clock.pass(1000);
    const ends = async () => {
      expect(await store.webhooks.replaceDelivery(afterAttempt(first, SENT, clock.now(), 0.5))).toBe(true);
      await thenAlso();
    };
    // On MongoDB: once the claim has seen that the second has to wait, and before that is written down.
    const write = jest.spyOn(mongo.Collection.prototype, 'bulkWrite').mockImplementationOnce(async function (
      this: mongo.Collection,
      ...args
    ) {
      await ends();
      return this.bulkWrite(...args);
    });
    const found = await claim(endpoint.id);
    const met = write.mock.calls.length > 0;
    write.mockRestore();
    expect(met).toBe(isMongo(store));
    if (!met) await ends();
    return { endpoint, found };
  }

  it('forgets none that is put off in the moment in which the one before it ends', async () => {
    const { endpoint, found } = await endsMeanwhile(async () => undefined);
    // The clock stands still: what is not due now never will be.
    const next = [...found, ...(await claim(endpoint.id))];
    expect(next.map(({ seq }) => seq)).toEqual([2]);
  });

  it('leaves it to another instance that takes it in that same moment', async () => {
    let taken: Delivery[] = [];
    const { endpoint, found } = await endsMeanwhile(async () => {
      const [due] = (await store.webhooks.dueEndpoints(clock.now(), '', 1)).endpoints;
      taken = await claim(due?.id ?? '');
    });
    expect(taken.map(({ seq }) => seq)).toEqual([2]);
    expect([...found, ...(await claim(endpoint.id))]).toEqual([]);
    const [second] = taken;
    if (!second) throw new Error('one was taken');
    expect(await store.webhooks.replaceDelivery(afterAttempt(second, SENT, clock.now(), 0.5))).toBe(true);
  });

  it('filters the log by endpoint, event and status, page by page', async () => {
    const [one, two] = [
      await world.endpoint({ url: 'http://127.0.0.1:1/' }),
      await world.endpoint({ url: 'http://127.0.0.1:2/' }),
    ];
    await fanned(one);
    clock.pass(1);
    const last = await fanned(two);
    const scope = { accountId: ACCOUNT, livemode: false };
    const list = async (filter: object) =>
      (await store.webhooks.listDeliveries({ ...scope, limit: 10, ...filter })).map(({ id }) => id);
    const ids = last
      .map(({ id }) => id)
      .sort()
      .reverse();
    expect(await list({ endpointId: two.id })).toEqual(ids);
    expect(await list({ endpointId: two.id, status: 'failed' })).toEqual([]);
    expect(await list({ eventId: last[0]?.eventId, status: 'pending' })).toEqual([last[0]?.id]);
    expect(await list({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await list({ limit: 1, after: { createdAt: clock.now(), id: ids[1] } })).toEqual([ids[2]]);
    expect(await store.webhooks.expireDeliveries(clock.now(), 2)).toBe(2);
    expect(await store.webhooks.expireDeliveries(clock.now(), 2)).toBe(1);
    expect(await list({})).toEqual(ids);
  });

  it('is served by an index for everything that is asked all the time', async () => {
    const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    await fanned(endpoint);
    const scope = { accountId: ACCOUNT, livemode: false, limit: 10 };
    const after = { createdAt: clock.now(), id: endpoint.id };
    const logs = [
      { ...scope, after },
      { ...scope, status: 'failed' as const },
      { ...scope, eventId: 'e' },
      { ...scope, endpointId: 'e', status: 'pending' as const },
    ];
    const plans: string[] = [];
    if (isSqlite(store)) {
      const asked = [
        statements.unfannedAccount(''),
        statements.unfannedEvents(ACCOUNT, 10),
        statements.dueEndpoints(1, '', 10),
        statements.dueDeliveries(endpoint.id, 1, 10),
        statements.earlierDelivery(endpoint.id, 'rdm', 3),
        statements.laterDelivery(endpoint.id, 'rdm', 1),
        statements.subscribingEndpoints(ACCOUNT, false),
        statements.endpointList({ ...scope, after }),
        ...logs.map(statements.deliveryList),
      ];
      for (const { sql, values } of asked) {
        const steps = store.database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail));
        plans.push(steps.join('; '));
      }
      expect(
        plans.filter((plan) => /SCAN (events|webhook_\w+)\b(?! USING (COVERING )?INDEX)|TEMP B-TREE/.test(plan)),
      ).toEqual([]);
      expect(plans.every((plan) => plan.includes('INDEX'))).toBe(true);
    } else if (isMongo(store)) {
      const { collections } = store;
      const asked = [
        [collections.events, finds.unfannedAfter('')],
        [collections.events, finds.unfannedEvents(ACCOUNT, 10)],
        [collections.events, finds.unfannedOf(['rdm'])],
        [collections.deliveries, finds.dueDeliveries(endpoint.id, clock.now(), 10)],
        [collections.deliveries, finds.pendingOf(endpoint.id, ['rdm'])],
        [collections.endpoints, finds.subscribingEndpoints(ACCOUNT, false)],
        [collections.endpoints, finds.endpointList({ ...scope, after })],
        ...logs.map((query) => [collections.deliveries, finds.deliveryList(query)] as const),
      ] as const;
      for (const [collection, { filter, sort, index, limit }] of asked) {
        const found = collection
          .find(filter)
          .sort({ ...sort })
          .hint(index)
          .limit(limit);
        const explained = (await found.explain('queryPlanner')) as { queryPlanner: { winningPlan: unknown } };
        plans.push(JSON.stringify(explained.queryPlanner.winningPlan));
      }
      expect(plans.filter((plan) => /COLLSCAN|"SORT"/.test(plan))).toEqual([]);
      expect(plans.every((plan) => plan.includes('IXSCAN'))).toBe(true);
    }
    expect(plans.length).toBeGreaterThan(10);
  });
}
