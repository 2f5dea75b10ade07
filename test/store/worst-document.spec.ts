// The largest redemption there can be, on both engines: written, read, changed. Also where its events are still in its document.
import { mongo } from 'mongoose';
import type { RedemptionEvent } from '../../src/core/events/event';
import type { Paged, Position } from '../../src/core/values/page';
import { fieldsOf } from '../../src/store/mongo/document';
import { nextOf, sampleEvent, sampleRedemption } from '../fixtures/redemption';
import { wide, worstRedemption, type Worst } from '../fixtures/worst-redemption';
import { forEachEngine, isMongo } from '../tools/engines';

jest.setTimeout(120_000);

const MOST_OF_MONGODB = 16 * 1024 * 1024;

/** Made once for both engines: it takes seconds. */
let made: Worst | undefined;

forEachEngine('the largest redemption', (open) => {
  it('is written, read back as it was, and changed, in less than two thirds of what MongoDB takes', async () => {
    const { store, drop } = await open();
    const { redemption } = (made ??= worstRedemption());
    if (isMongo(store)) {
      const size = mongo.BSON.calculateObjectSize({ _id: redemption.id, ...fieldsOf(redemption) });
      expect(size).toBeLessThan((MOST_OF_MONGODB * 2) / 3);
    }
    expect(await store.redemptions.insert(redemption, [])).toEqual({ kind: 'written' });
    const settled = nextOf(redemption, { reversedCents: redemption.reversedCents });
    expect(await store.redemptions.replace(settled, redemption.rev, [])).toEqual({ kind: 'written' });
    expect(await store.redemptions.find(redemption.id)).toStrictEqual(JSON.parse(JSON.stringify(settled)));
    await drop();
  });

  it('takes an answer also while more events wait than its document holds, and tells all of them in order', async () => {
    const { store, drop } = await open();
    const begun = sampleRedemption({ metadata: { note: wide(500) } });
    await store.redemptions.insert(begun, []);
    const written: RedemptionEvent[] = [];
    let state = begun;
    // Nobody moves them on meanwhile. 200 of the largest events are some 18 MB.
    for (let n = 0; n < 200; n += 1) {
      const next = nextOf(state, { eventCount: n + 1 });
      const event = sampleEvent(next, n + 1, { data: { id: next.id, text: wide(22_500) } });
      expect(await store.redemptions.replace(next, state.rev, [event])).toEqual({ kind: 'written' });
      written.push(event);
      state = next;
    }
    while ((await store.events.relay(100, state.createdAt)) > 0);
    const { accountId, livemode, id } = begun;
    // On SQLite, where a page holds up everybody, one of such events ends early.
    const most = isMongo(store) ? 100 : 25;
    const listed: RedemptionEvent[] = [];
    let after: Position | null = null;
    do {
      const query = { accountId, livemode, redemptionId: id, limit: 100, ...(after ? { after } : {}) };
      const { rows, next }: Paged<RedemptionEvent> = await store.events.list(query);
      expect(rows.length).toBeLessThanOrEqual(most);
      listed.push(...rows);
      after = next;
    } while (after);
    expect(listed.map(({ seq }) => seq)).toEqual(written.map(({ seq }) => seq).reverse());
    await drop();
  });
});
