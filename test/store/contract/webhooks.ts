// The part of the store contract that is about webhooks, and that an index serves what is asked all the time.
import { mongo } from 'mongoose';
import {
  newDelivery,
  afterAttempt,
  type Attempt,
  type Delivery,
  isByHand,
  MOST_ATTEMPTS_KEPT,
  retried,
} from '../../../src/core/webhooks/delivery';
import type { WebhookEndpoint } from '../../../src/core/webhooks/endpoint';
import type { Store } from '../../../src/core/store';
import { DAY_MS } from '../../../src/core/values/time';
import * as finds from '../../../src/store/mongo/webhooks/webhook-queries';
import * as statements from '../../../src/store/sqlite/webhooks/queries';
import { isMongo, isSqlite, type OpenStore } from '../../tools/engines';
import { sampleEvent, sampleRedemption } from '../../fixtures/redemption';
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
    while ((await store.events.relay(10, clock.now())) > 0);
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
      while ((await store.events.relay(10, clock.now())) > 0);
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
    const { rows } = await store.events.list({ accountId: ACCOUNT, livemode: false, limit: 100 });
    expect(rows).toHaveLength(9);
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

  it('ends what waits for an endpoint as a last attempt would, and leaves alone what is under way', async () => {
    const ending = (endpointId: string, dueBy: number | null, limit = 10) =>
      store.webhooks.endDeliveries({ endpointId, dueBy, now: clock.now(), error: 'the end', limit });
    const attempt = (manual: boolean): Attempt => ({
      at: clock.now(),
      durationMs: 0,
      status: null,
      answer: null,
      error: 'the end',
      manual,
    });
    const asEnded = (delivery: Delivery) => afterAttempt(delivery, attempt(isByHand(delivery)), clock.now(), 0, true);
    const standing = async (endpointId: string) =>
      (await store.webhooks.listDeliveries({ accountId: ACCOUNT, livemode: false, endpointId, limit: 100 })).sort(
        (a, b) => a.seq - b.seq,
      );
    const gone = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    await fanned(gone);
    const [taken] = await claim(gone.id, 1);
    await fanned(gone);
    const [first] = await claim(gone.id, 1);
    if (!taken || !first) throw new Error('two were claimed');
    // One with a full list of attempts and a retry by hand to come, one under way, four that wait for these two.
    const attempts = Array.from({ length: MOST_ATTEMPTS_KEPT }, () => ({ ...attempt(true), error: 'answered 500' }));
    const failed = afterAttempt({ ...first, attempts }, attempts[0] ?? attempt(true), clock.now(), 0.5);
    const byHand = retried({ ...failed, status: 'pending', dueAt: clock.now() + 9, rev: failed.rev }, clock.now());
    if (!byHand) throw new Error('it can be retried');
    expect(await store.webhooks.replaceDeliveries([{ ...failed, status: 'pending', dueAt: clock.now() + 9 }])).toEqual([
      true,
    ]);
    expect(await store.webhooks.replaceDelivery(byHand)).toBe(true);
    const before = await standing(gone.id);
    expect(await ending(gone.id, null, 3)).toBe(3);
    expect(await ending(gone.id, null)).toBe(2);
    expect(await ending(gone.id, null)).toBe(0);
    const after = await standing(gone.id);
    const ids = new Map(after.map((delivery) => [delivery.id, delivery]));
    expect(before.map(({ id }) => ids.get(id))).toEqual(
      before.map((delivery) => (delivery.id === taken.id ? delivery : asEnded(delivery))),
    );
    expect(ids.get(first.id)?.attempts).toHaveLength(MOST_ATTEMPTS_KEPT);

    // Disabled: what is due fails, then what waited for it; what is due later may still be wanted.
    const disabled = await world.endpoint({ url: 'http://127.0.0.1:2/' });
    await fanned(disabled);
    const [one] = await claim(disabled.id, 1);
    if (!one) throw new Error('one was claimed');
    expect(
      await store.webhooks.replaceDelivery({ ...one, rev: one.rev + 1, claimId: null, dueAt: clock.now() + 9 }),
    ).toBe(true);
    await claim(disabled.id, 1);
    expect(await ending(disabled.id, clock.now())).toBe(0);
    clock.pass(9);
    const counts = [];
    for (let n = 0; n < 4; n += 1) counts.push(await ending(disabled.id, clock.now()));
    expect(counts).toEqual([1, 1, 1, 0]);
  });

  it('writes many results at once, and says of each whether it was written', async () => {
    const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    await fanned(endpoint);
    await fanned(endpoint);
    const [one, two] = await claim(endpoint.id);
    if (!one || !two) throw new Error('two were claimed');
    const settled = [one, two].map((delivery) => afterAttempt(delivery, SENT, clock.now(), 0.5));
    expect(await store.webhooks.replaceDelivery({ ...two, rev: two.rev + 1, claimId: 'wrt_another' })).toBe(true);
    expect(await store.webhooks.replaceDeliveries(settled)).toEqual([true, false]);
    expect(await store.webhooks.replaceDeliveries(settled)).toEqual([false, false]);
    expect((await claim(endpoint.id)).map(({ seq, redemptionId }) => [seq, redemptionId])).toEqual([
      [2, one.redemptionId],
    ]);
  });

  it('shows what is not fanned out account by account, and endpoints with something due page by page', async () => {
    const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    const other = await world.endpoint({ url: 'http://127.0.0.1:2/', accountId: 'acc_other' });
    for (const accountId of [ACCOUNT, 'acc_other']) {
      await store.events.append(sampleEvent(sampleRedemption({ accountId }), 1, { redemptionId: null }));
    }
    expect(await store.webhooks.unfannedAccount('')).toBe(ACCOUNT);
    expect(await store.webhooks.unfannedAccount(ACCOUNT)).toBe('acc_other');
    expect(await store.webhooks.unfannedAccount('acc_other')).toBeNull();
    expect((await store.webhooks.unfanned('acc_other', 9)).map(({ accountId }) => accountId)).toEqual(['acc_other']);
    const later = await fannedTo([endpoint, other]);
    // By id, which is random.
    const due = [endpoint, other].map(({ id, accountId }) => ({ id, accountId }));
    due.sort((a, b) => (a.id < b.id ? -1 : 1));
    let after = '';
    for (const one of due) {
      expect(await store.webhooks.dueEndpoints(clock.now(), after, 1)).toEqual({ endpoints: [one], next: one.id });
      after = one.id;
    }
    expect(await store.webhooks.dueEndpoints(clock.now(), after, 1)).toEqual({ endpoints: [], next: null });
    expect((await store.webhooks.dueEndpoints(clock.now() - 1, '', 9)).endpoints).toEqual([]);
    expect(later).toBe(2);
  });

  /** One delivery to each of these, of events of their own accounts. */
  async function fannedTo(endpoints: readonly WebhookEndpoint[]): Promise<number> {
    let count = 0;
    for (const { id, accountId } of endpoints) {
      const events = await store.webhooks.unfanned(accountId, 9);
      const rows = events.map((event) => newDelivery(event, id, world.ids.next('dlv'), clock.now()));
      await store.webhooks.fanOut(
        events.map((event) => event.id),
        rows,
      );
      count += rows.length;
    }
    return count;
  }

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
    const ids = last.map(({ id }) => id).reverse();
    expect(await list({ endpointId: two.id })).toEqual(ids);
    expect(await list({ endpointId: two.id, status: 'failed' })).toEqual([]);
    expect(await list({ eventId: last[0]?.eventId, status: 'pending' })).toEqual([last[0]?.id]);
    const redemptionId = last[0]?.redemptionId ?? '';
    expect(await list({ redemptionId })).toEqual(ids);
    expect(await list({ redemptionId, endpointId: one.id })).toEqual([]);
    expect(await list({ redemptionId: 'rdm_nobody' })).toEqual([]);
    const { eventType = '', id = '' } = last[1] ?? {};
    expect(await list({ eventType, redemptionId })).toEqual([id]);
    expect(await list({ eventType })).toHaveLength(2);
    const now = clock.now();
    expect(await list({ createdFrom: now })).toEqual(ids);
    expect(await list({ createdTo: now })).toHaveLength(3);
    expect(await list({ createdFrom: now, eventType, status: 'pending' })).toEqual([id]);
    expect(await list({ createdTo: now, redemptionId })).toEqual([]);
    for (const filter of [{ redemptionId }, { eventType, createdFrom: now }, { createdTo: now }]) {
      const page = await store.webhooks.pageDeliveries({ ...scope, limit: 10, ...filter });
      expect(page.rows.map((row) => row.id)).toEqual(await list(filter));
      expect(page.next).toBeNull();
    }
    expect(await list({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await list({ limit: 1, after: { createdAt: clock.now(), id: ids[1] } })).toEqual([ids[2]]);
    expect(await store.webhooks.expireDeliveries(clock.now(), 2)).toBe(2);
    expect(await store.webhooks.expireDeliveries(clock.now(), 2)).toBe(1);
    expect(await list({})).toEqual(ids);
  });

  it('shows what is due later, of each endpoint that has anything to come', async () => {
    const one = await world.endpoint({ url: 'http://127.0.0.1:1/' });
    const other = await world.endpoint({ url: 'http://127.0.0.1:2/' });
    await world.endpoint({ url: 'http://127.0.0.1:3/' });
    await fanned(one);
    await fanned(other);
    const now = clock.now();
    const [taken] = await claim(one.id, 1);
    const first = await store.webhooks.pendingEndpoints('', 1);
    const second = await store.webhooks.pendingEndpoints(first.next ?? '', 10);
    const pending = [...first.endpoints, ...second.endpoints].map(({ id }) => id);
    expect([pending, second.next]).toEqual([[one.id, other.id].sort(), null]);
    const later = await store.webhooks.dueLater(one.id, now, 10);
    // The one that was taken is leased; what has to wait for it was perhaps put off, until then at most.
    expect(later.map(({ id }) => id)).toContain(taken?.id);
    expect(later.every(({ dueAt }) => dueAt !== null && dueAt > now)).toBe(true);
    expect(await store.webhooks.dueLater(one.id, now, 1)).toHaveLength(1);
    expect(await store.webhooks.dueLater(one.id, now + 60_000, 10)).toEqual([]);
    expect(await store.webhooks.dueLater(other.id, now, 10)).toEqual([]);
  });

  it('forgets endpoints that were deleted long ago, the oldest first, and no other', async () => {
    const made: WebhookEndpoint[] = [];
    for (let n = 0; n < 4; n += 1) {
      const endpoint = await world.endpoint({ url: 'http://127.0.0.1:1/' });
      const deletedAt = n < 3 ? clock.now() + n : null;
      if (deletedAt !== null) await store.webhooks.replaceEndpoint({ ...endpoint, rev: endpoint.rev + 1, deletedAt });
      made.push(endpoint);
    }
    const left = async () => {
      const found = await Promise.all(made.map(({ id }) => store.webhooks.findEndpoint(id)));
      return found.map((endpoint) => endpoint !== null);
    };
    expect(await store.webhooks.expireEndpoints(clock.now(), 10)).toBe(0);
    expect(await store.webhooks.expireEndpoints(clock.now() + 2, 1)).toBe(1);
    expect(await left()).toEqual([false, true, true, true]);
    expect(await store.webhooks.expireEndpoints(clock.now() + 2, 10)).toBe(1);
    expect(await store.webhooks.expireEndpoints(clock.now() + DAY_MS, 10)).toBe(1);
    expect(await left()).toEqual([false, false, false, true]);
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
      { ...scope, redemptionId: 'r', eventType: 'e', after },
      { ...scope, eventType: 'e', createdFrom: 1, createdTo: 2 },
      { ...scope, createdFrom: 1, createdTo: 2, after },
    ];
    const plans: string[] = [];
    if (isSqlite(store)) {
      const asked = [
        statements.unfannedAccount(''),
        statements.unfannedEvents(ACCOUNT, 10),
        statements.dueEndpoints(1, '', 10),
        statements.dueDeliveries(endpoint.id, 1, 10),
        statements.laterDeliveries(endpoint.id, 1, 10),
        statements.endDeliveries({ endpointId: endpoint.id, dueBy: null, now: 1, error: '', limit: 10 }),
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
        [collections.events, finds.unfannedOf(['rdm'], 10)],
        [collections.deliveries, finds.dueDeliveries(endpoint.id, clock.now(), 10)],
        [collections.deliveries, finds.laterDeliveries(endpoint.id, clock.now(), 10)],
        [collections.deliveries, finds.pendingOf(endpoint.id, ['rdm'])],
        [collections.deliveries, finds.endable({ endpointId: 'e', dueBy: null, now: 1, error: '', limit: 10 })],
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
      // Jumps from endpoint to endpoint: a backlog of one of them is not read.
      const jumps = await collections.deliveries.aggregate(finds.firstDueDates('', 10), { hint: 'due' }).explain();
      expect(JSON.stringify(jumps)).toContain('DISTINCT_SCAN');
      expect(plans.filter((plan) => /COLLSCAN|"SORT"/.test(plan))).toEqual([]);
      expect(plans.every((plan) => plan.includes('IXSCAN'))).toBe(true);
    }
    expect(plans.length).toBeGreaterThan(10);
  });
}
