// Ids are random, so what is written in one millisecond has no order by them: events and deliveries keep the order of `seq`, page
// by page, next to rows that an earlier release filed by id.
import type { RedemptionEvent } from '../../src/core/events/event';
import type { Store } from '../../src/core/store';
import type { Position } from '../../src/core/values/page';
import { newDelivery, type Delivery } from '../../src/core/webhooks/delivery';
import { sortKeyOf } from '../../src/store/shared/sort-key';
import { nextOf, sampleEvent, sampleRedemption, T0 } from '../fixtures/redemption';
import { forEachEngine, isMongo, isSqlite } from '../tools/engines';

jest.setTimeout(60_000);

forEachEngine('within one millisecond', (openStore) => {
  let store: Store;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ store, drop } = await openStore());
  });
  afterEach(() => drop());

  const redemption = sampleRedemption({ createdAt: T0, updatedAt: T0 });
  const scope = { accountId: redemption.accountId, livemode: redemption.livemode };
  /** Ids that fall where the order of writing grows: whatever leans on them shows it. */
  const falling = (prefix: string, seq: number) => `${prefix}_65000000${(0xff - seq).toString(16).repeat(8)}`;
  /** Ids as counters made them. */
  const growing = (prefix: string, seq: number) => `${prefix}_65000000${seq.toString(16).padStart(16, '0')}`;

  async function written(idOf: (prefix: string, seq: number) => string): Promise<RedemptionEvent[]> {
    const event = (seq: number) => sampleEvent(redemption, seq, { id: idOf('evt', seq), createdAt: T0 });
    const events = [1, 2, 3, 4, 5, 6, 7].map(event);
    await store.redemptions.insert(redemption, events.slice(0, 4));
    // A second write, still in the same millisecond.
    await store.redemptions.replace(nextOf(redemption), redemption.rev, events.slice(4));
    while ((await store.events.relay(10, T0)) > 0);
    return events;
  }

  async function pages<Row extends Position>(
    limit: number,
    read: (page: { limit: number; after?: Position }) => Promise<readonly Row[]>,
  ): Promise<string[]> {
    const seen: string[] = [];
    for (let after: Position | undefined; ;) {
      const rows = await read({ limit, ...(after ? { after } : {}) });
      seen.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (!last) return seen;
      if (seen.length > 50) throw new Error('The pages repeat themselves');
      // What a cursor holds: the moment and the id, nothing else.
      after = { createdAt: last.createdAt, id: last.id };
    }
  }

  /** Files rows as earlier releases did. */
  async function fileById(table: 'events' | 'webhook_deliveries', rows: readonly Position[]): Promise<void> {
    for (const { createdAt, id } of rows) {
      const place = sortKeyOf(createdAt, id);
      if (isSqlite(store)) store.database.run(`UPDATE ${table} SET place = ? WHERE id = ?`, place, id);
      if (isMongo(store)) {
        const collection = table === 'events' ? store.collections.events : store.collections.deliveries;
        await collection.updateOne({ _id: id }, { $set: { place } });
      }
    }
  }

  it('lists the events of one redemption by their seq, whatever their ids', async () => {
    const events = await written(falling);
    const newestFirst = events.map(({ id }) => id).reverse();
    const filters = [{}, { redemptionId: redemption.id }, { type: 'redemption.created' }, { createdTo: T0 + 1 }];
    for (const filter of filters) {
      for (const limit of [1, 2, 3, 100]) {
        const seen = await pages(
          limit,
          async (page) => (await store.events.list({ ...scope, ...filter, ...page })).rows,
        );
        expect([filter, limit, seen]).toEqual([filter, limit, newestFirst]);
      }
    }
  });

  it('goes on through events that were filed by id, neither leaving out nor repeating any', async () => {
    const events = await written(growing);
    await fileById('events', events.slice(0, 4));
    for (const limit of [1, 2, 3, 100]) {
      const seen = await pages(limit, async (page) => (await store.events.list({ ...scope, ...page })).rows);
      expect(seen.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
      // Among themselves the old ones are as they were, and the new ones by seq.
      const old = new Set(events.slice(0, 4).map(({ id }) => id));
      expect(seen.filter((id) => old.has(id))).toEqual([...old].reverse());
      expect(seen.filter((id) => !old.has(id))).toEqual(
        events
          .slice(4)
          .map(({ id }) => id)
          .reverse(),
      );
    }
  });

  it('leaves out nothing after a row that is gone', async () => {
    const events = await written(falling);
    const after = { createdAt: T0, id: growing('evt', 99) };
    const { rows: rest } = await store.events.list({ ...scope, limit: 100, after });
    expect(rest.map(({ id }) => id)).toEqual(events.map(({ id }) => id).reverse());
    const older = { ...scope, limit: 100, after: { ...after, createdAt: T0 - 1 } };
    expect(await store.events.list(older)).toEqual({ rows: [], next: null });
  });

  it('lists deliveries by the seq of their events', async () => {
    const events = await written(falling);
    const deliveries: Delivery[] = events.map((event) =>
      newDelivery(event, 'whe_1', falling('dlv', event.seq), T0 + 5),
    );
    await store.webhooks.fanOut([], deliveries);
    const newestFirst = deliveries.map(({ id }) => id).reverse();
    for (const filter of [{}, { endpointId: 'whe_1' }, { status: 'pending' as const }]) {
      for (const limit of [1, 2, 100]) {
        const seen = await pages(limit, (page) => store.webhooks.listDeliveries({ ...scope, ...filter, ...page }));
        expect([filter, limit, seen]).toEqual([filter, limit, newestFirst]);
      }
    }
    await fileById('webhook_deliveries', deliveries.slice(0, 3));
    const seen = await pages(1, (page) => store.webhooks.listDeliveries({ ...scope, ...page }));
    expect(seen.toSorted()).toEqual(newestFirst.toSorted());
  });
});
