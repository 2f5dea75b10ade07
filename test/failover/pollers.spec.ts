// Two servers on one replica set, and a poller that does what docs/api.md says. Rows of one server become visible after newer
// ones of the other, one server is killed with events that are not in the log, and what it left is copied minutes late: the
// poller misses nothing of it.
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../src/store/open';
import { OTT, sourceOf } from '../api/world';
import { Stage, until, type Server } from '../crash/stage';
import { sampleEvent, sampleRedemption } from '../fixtures/redemption';
import { DocumentedPoller, type Page } from '../tools/documented-poller';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';

jest.setTimeout(180_000);

const CREATES = 320;
const LATE_MS = 5 * 60_000;

interface Row {
  readonly id: string;
  readonly created_at: string;
}
class Poller extends DocumentedPoller {
  constructor(stage: Stage, path: string, server: Server) {
    super(async (query) => {
      const headers = { authorization: `Bearer ${stage.key ?? ''}` };
      const reply = await fetch(`${server.url}${path}?${query.toString()}`, { headers }).catch(() => null);
      return reply && { page: (await reply.json()) as Page, date: reply.headers.get('date') ?? '' };
    });
  }
}

describeWithMongo('pollers of two servers', () => {
  it('miss no redemption and no event, with a server killed and events copied late', async () => {
    const url = await freshMongoUrl();
    const stage = await Stage.open(url);
    const store = await openStore(url);
    try {
      let one = await stage.start();
      const two = await stage.start();
      const redemptions = new Poller(stage, '/v1/redemptions', two);
      const events = new Poller(stage, '/v1/events', two);
      const made = new Set<string>();
      let begun = 0;
      const till = async (serverOf: () => Server) => {
        while (begun < CREATES) {
          begun += 1;
          const body = { type: OTT, source: sourceOf(stage.voucher(OTT, 'ok')), confirm: begun % 3 > 0 };
          const reply = await stage.call<Row>(serverOf(), 'POST /v1/redemptions', body);
          if (reply?.id) made.add(reply.id);
          else await pause(20);
        }
      };
      let over = false;
      const poll = async (poller: Poller) => {
        while (!over) await poller.round();
      };
      const polling = Promise.all([poll(redemptions), poll(events)]);
      const tills = Promise.all(Array.from({ length: 8 }, (_, index) => till(() => (index % 2 ? one : two))));

      await until('half of them are made, and polled', () => made.size > CREATES / 2 && events.seen.size > CREATES / 2);
      await stage.kill(one);
      one = await stage.start();
      // What a server leaves that was killed before it copied its events, found by others only now.
      const sample = await store.redemptions.find([...made][0] ?? '');
      if (!sample) throw new Error('Nothing was made');
      const left = sampleRedemption({ accountId: sample.accountId, createdAt: Date.now() - LATE_MS });
      const late = sampleEvent(left, 1);
      await store.redemptions.insert(left, [late]);
      await tills;
      await until('everything is in the log', async () => (await store.backlog(Date.now())).unrelayedEvents === 0);
      over = true;
      await polling;
      for (const poller of [redemptions, events]) expect(await poller.round()).toBe(true);

      expect(made.size).toBeGreaterThan(CREATES / 2);
      expect([...made].filter((id) => !redemptions.seen.has(id))).toEqual([]);
      // All that there is, also what nobody was told of.
      const { accountId } = sample;
      const all = await store.redemptions.list({ accountId, livemode: false, limit: 10_000 });
      const unseen = all.filter(({ id }) => !redemptions.seen.has(id)).map(({ id }) => id);
      expect(unseen.filter((id) => id !== left.id)).toEqual([]);
      const { rows: log } = await store.events.list({ accountId, livemode: false, limit: 10_000 });
      expect(log.length).toBeGreaterThan(made.size);
      expect(log.map(({ id }) => id).filter((id) => !events.seen.has(id))).toEqual([]);
      // The one that came late says when it came.
      expect(Date.parse(events.seen.get(late.id)?.created_at ?? '')).toBeGreaterThan(late.createdAt + LATE_MS / 2);
    } finally {
      await stage.close();
      await store.close();
    }
  });
});
