// What waits, as the gauges see it: the same numbers on every engine, read from indexes of what waits.
import { Metrics } from '../../src/observability/metrics/metrics';
import { observeBacklog } from '../../src/observability/metrics/backlog';
import type { Delivery } from '../../src/core/webhooks/delivery';
import { backlogStatements } from '../../src/store/sqlite/backlog';
import { sampleEvent, sampleId, sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';
import { parsePrometheus } from '../tools/prometheus-text';
import { forEachEngine, isSqlite } from '../tools/engines';
import { worldOn } from '../webhooks/world';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = T0 + 40 * DAY;

function delivery(eventId: string, dueAt: number): Delivery {
  return {
    id: sampleId('dlv'),
    accountId: 'acc_0123456789abcdef01234567',
    livemode: false,
    rev: 1,
    endpointId: 'whe_0123456789abcdef01234567',
    eventId,
    eventType: 'redemption.created',
    redemptionId: null,
    seq: 0,
    status: 'pending',
    manual: false,
    attempts: [],
    attemptCount: 0,
    dueAt,
    claimId: null,
    createdAt: dueAt,
    updatedAt: dueAt,
  };
}

forEachEngine('backlog', (openStore) => {
  it('is nothing in an empty store, and afterwards what was put there', async () => {
    const { store, drop } = await openStore();
    try {
      const nothing = await store.backlog(NOW);
      expect(nothing).toMatchObject({ nextDueAt: null, openReviews: 0, dueDeliveries: 0, oldestUnfannedAt: null });
      expect(Object.values(nothing.doubts)).toEqual([0, 0, 0, 0, 0]);

      const doubt = { outcome: 'checking', status: 'reserved', claimed: true } as const;
      const ages = [10_000, 2 * MINUTE, 30 * MINUTE, 5 * 60 * MINUTE, 3 * DAY, 4 * DAY];
      for (const age of ages)
        await store.redemptions.insert(sampleRedemption({ ...doubt, createdAt: NOW - age, dueAt: NOW + MINUTE }), []);
      // An old redemption whose reversal is new, a reservation that is merely held, and one that the resolver no longer
      // asks about.
      const operations = [sampleOperation({ createdAt: NOW - DAY }), sampleOperation({ createdAt: NOW - 5 * MINUTE })];
      const reversing = { outcome: 'paid', status: 'confirmed', createdAt: NOW - 30 * DAY, operations } as const;
      await store.redemptions.insert(sampleRedemption({ ...reversing, dueAt: NOW - 7_000 }), []);
      await store.redemptions.insert(sampleRedemption({ status: 'reserved', dueAt: NOW + MINUTE }), []);
      const reviewed = sampleRedemption({ ...doubt, reviewOpenedAt: NOW - 2 * DAY });
      const event = sampleEvent(reviewed, 1, { createdAt: NOW - 9_000 });
      await worldOn(store).endpoint({ url: 'http://127.0.0.1:1/', accountId: event.accountId });
      await store.redemptions.insert(reviewed, [event]);
      await store.events.relay(10, T0);
      const waiting = await store.backlog(NOW);
      expect(waiting.doubts).toEqual({ '1m': 1, '15m': 2, '1h': 1, '1d': 1, older: 2 });
      expect(waiting).toMatchObject({ nextDueAt: NOW - 7_000, openReviews: 1, oldestReviewAt: NOW - 2 * DAY });
      expect(waiting).toMatchObject({ unrelayedEvents: 0, unfannedEvents: 1, oldestUnfannedAt: NOW - 9_000 });

      await store.webhooks.fanOut([event.id], [delivery(event.id, NOW - 3_000), delivery(sampleId('evt'), NOW + DAY)]);
      const made = await store.backlog(NOW);
      expect(made).toMatchObject({ unfannedEvents: 0, dueDeliveries: 1, oldestDueDeliveryAt: NOW - 3_000 });

      const metrics = new Metrics('0.0.0');
      observeBacklog(metrics, { now: () => NOW }, (now) => store.backlog(now));
      const gauges = parsePrometheus(await metrics.text());
      const value = (name: string) => gauges.get(name)?.samples[0]?.value;
      expect(value('vouch_resolver_lag_seconds')).toBe(7);
      expect(value('vouch_webhook_lag_seconds')).toBe(3);
      expect(value('vouch_webhook_deliveries_due')).toBe(1);
      expect(value('vouch_review_oldest_age_seconds')).toBe((2 * DAY) / 1000);
      expect(value('vouch_backlog_up')).toBe(1);
    } finally {
      await drop();
    }
  });

  it('is read by indexes alone', async () => {
    const { store, drop } = await openStore();
    try {
      if (!isSqlite(store)) return;
      for (const { sql, values } of Object.values(backlogStatements(NOW))) {
        const plan = store.database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row['detail']));
        const touches = plan.filter((line) => /^(SCAN|SEARCH) (redemptions|findings|events|webhook)/.test(line));
        expect([sql, touches.length]).toEqual([sql, 1]);
        expect(touches[0]).toMatch(/USING (COVERING )?INDEX/);
      }
    } finally {
      await drop();
    }
  });
});

describe('gauges whose store does not answer', () => {
  it('say so, and the rest of the metrics is still there', async () => {
    const metrics = new Metrics('0.0.0');
    observeBacklog(metrics, { now: () => NOW }, () => Promise.reject(new Error('no primary')));
    const families = parsePrometheus(await metrics.text());
    expect(families.get('vouch_backlog_up')?.samples[0]?.value).toBe(0);
    expect(families.get('vouch_rate_limit_hits_total')?.samples[0]?.value).toBe(0);
  });
});
