// Gauges about what waits, read from the store when the metrics are. One reading serves every scrape within five seconds.
import { Gauge } from 'prom-client';
import type { Backlog } from '../../core/backlog';
import type { Clock } from '../../core/values/ports';
import type { Metrics } from './metrics';

/** Several collectors, or one that is set too eagerly, must not become load on the store. */
const KEPT_MS = 5_000;
/** A store that does not answer must not make the metrics vanish with it. */
const PATIENCE_MS = 2_000;

interface Reading {
  readonly backlog: Backlog;
  readonly now: number;
}

/** Registers the gauges. Where the store does not answer they keep still and `vouch_backlog_up` is 0. */
export function observeBacklog(
  metrics: Metrics,
  clock: Pick<Clock, 'now'>,
  read: (now: number) => Promise<Backlog>,
): void {
  const latest = keeping(clock, read);
  const gauge = (name: string, help: string, value: (reading: Reading) => number) => {
    const made: Gauge = new Gauge({
      name,
      help,
      registers: [metrics.registry],
      collect: async () => {
        const reading = await latest();
        if (reading) made.set(value(reading));
      },
    });
  };
  const lag = (at: number | null, now: number) => (at === null ? 0 : Math.max(0, now - at) / 1000);
  observeDoubts(metrics, latest);
  gauge('vouch_resolver_lag_seconds', 'How long the most overdue redemption has waited for the resolver.', (r) =>
    lag(r.backlog.nextDueAt, r.now),
  );
  gauge('vouch_reviews_open', 'Reviews that wait for a person, findings included.', (r) => r.backlog.openReviews);
  gauge('vouch_review_oldest_age_seconds', 'Age of the oldest open review.', (r) =>
    lag(r.backlog.oldestReviewAt, r.now),
  );
  gauge(
    'vouch_events_waiting',
    'Events that are durable and not yet in the log, or not yet turned into deliveries.',
    (r) => r.backlog.unrelayedEvents + r.backlog.unfannedEvents,
  );
  gauge('vouch_event_lag_seconds', 'Age of the oldest event that waits.', (r) =>
    Math.max(lag(r.backlog.oldestUnrelayedAt, r.now), lag(r.backlog.oldestUnfannedAt, r.now)),
  );
  gauge('vouch_webhook_deliveries_due', 'Webhook deliveries whose time has come.', (r) => r.backlog.dueDeliveries);
  gauge('vouch_webhook_lag_seconds', 'How long the most overdue webhook delivery has waited.', (r) =>
    lag(r.backlog.oldestDueDeliveryAt, r.now),
  );
}

function observeDoubts(metrics: Metrics, latest: () => Promise<Reading | null>): void {
  const doubts: Gauge = new Gauge({
    name: 'vouch_doubts_open',
    help: 'Redemptions with a money operation whose end is not known, by age class (upper end). Counting stops at 10000.',
    labelNames: ['age'],
    registers: [metrics.registry],
    collect: async () => {
      const reading = await latest();
      if (reading) for (const [age, count] of Object.entries(reading.backlog.doubts)) doubts.set({ age }, count);
    },
  });
  const up: Gauge = new Gauge({
    name: 'vouch_backlog_up',
    help: '1 if the store answered when the gauges about what waits were read, else 0: they are stale then.',
    registers: [metrics.registry],
    collect: async () => {
      up.set((await latest()) ? 1 : 0);
    },
  });
}

/** One reading for all gauges of a scrape, and for a while after; null where the store did not answer in time. */
function keeping(clock: Pick<Clock, 'now'>, read: (now: number) => Promise<Backlog>): () => Promise<Reading | null> {
  let kept: { readonly until: number; readonly reading: Promise<Reading | null> } | null = null;
  return () => {
    const ticks = performance.now();
    if (kept && ticks < kept.until) return kept.reading;
    const now = clock.now();
    const reading = inTime(read(now)).then(
      (backlog) => (backlog ? { backlog, now } : null),
      () => null,
    );
    kept = { until: ticks + KEPT_MS, reading };
    return reading;
  };
}

async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
