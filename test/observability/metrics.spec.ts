// Metrics as a collector reads them: every line in the format, every metric moved by the real thing, nothing of a customer's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, type World } from '../api/world';
import { parsePrometheus, type Family } from '../tools/prometheus-text';

const TOKEN = 'a-token-for-the-collector';

class Metrics {
  private constructor(private readonly families: Map<string, Family>) {}

  static async read(url: string | null, token?: string): Promise<Metrics> {
    const reply = await fetch(url ?? '', { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    return new Metrics(parsePrometheus(await reply.text()));
  }

  get names(): string[] {
    return [...this.families.keys()];
  }

  get all(): Family[] {
    return [...this.families.values()];
  }

  /** The sum over every series of `name` that has these labels. */
  value(name: string, labels: Record<string, string> = {}): number {
    const family = this.families.get(name.replace(/_(count|sum|bucket)$/, '')) ?? this.families.get(name);
    if (!family) throw new Error(`There is no metric ${name}`);
    return family.samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, sample) => sum + sample.value, 0);
  }
}

/** Reads until `done`: some gauges are read from the store only every few seconds. */
async function until(world: World, done: (metrics: Metrics) => boolean): Promise<Metrics> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const metrics = await Metrics.read(world.server.metricsUrl);
    if (done(metrics)) return metrics;
    if (Date.now() > deadline) throw new Error('The metrics did not get there');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

describeApi('metrics', ({ databaseUrl, name: engine }) => {
  it('move with what really happens, and say nothing about a customer', async () => {
    const world = await startWorld(databaseUrl, {
      VOUCH_METRICS_PORT: '0',
      VOUCH_PIN_ATTEMPTS: '2',
      VOUCH_RATE_LIMIT: '20',
      VOUCH_ASK_AFTER: '1h',
      VOUCH_BREAK_AFTER: '1',
      VOUCH_BREAK_FOR: '1h',
    });
    try {
      const before = await Metrics.read(world.server.metricsUrl);
      expect(before.value('vouch_build_info', { engine })).toBe(1);
      expect(before.value('vouch_rate_limit_hits_total')).toBe(0);
      expect(before.value('vouch_provider_breaker_state')).toBe(0);

      const paid = await world.create(world.voucher(ONE_VOUCHER));
      expect([paid.status, paid.body.outcome]).toEqual([201, 'paid']);
      const doubted = await world.create(world.voucher(OTT, 5000, 'drop_after_taking'));
      expect(doubted.body.outcome).toBe('checking');
      expect((await world.call('GET /v1/redemptions/1115684091419838')).status).toBe(400);
      expect((await world.call(`GET /v1/redemptions/rdm_${'0'.repeat(24)}`)).status).toBe(404);
      const guess = { type: BLU, pin: '9000000000000001' };
      const guesses = [await world.create(guess), await world.create(guess), await world.create(guess)];
      expect(guesses.map(({ status }) => status)).toEqual([201, 201, 429]);
      let limited = 0;
      for (let calls = 0; calls < 20; calls += 1)
        if ((await world.call('GET /v1/redemptions')).status === 429) limited += 1;
      expect(limited).toBeGreaterThan(0);

      const metrics = await until(world, (read) => read.value('vouch_doubts_open') > 0);
      const posts = { route: '/v1/redemptions', method: 'POST' };
      expect(metrics.value('vouch_http_requests_total', { ...posts, status: '201' })).toBe(3);
      expect(metrics.value('vouch_http_requests_total', { ...posts, status: '202' })).toBe(1);
      expect(metrics.value('vouch_http_request_duration_seconds_count', posts)).toBe(5);
      expect(metrics.value('vouch_http_requests_total', { route: '/v1/redemptions/:id', status: '404' })).toBe(1);
      expect(metrics.value('vouch_problems_total', { code: 'not_found' })).toBe(1);
      const captured = { provider: 'one_voucher', mode: 'test', operation: 'capture' };
      expect(metrics.value('vouch_provider_calls_total', { ...captured, outcome: 'accepted' })).toBe(1);
      expect(metrics.value('vouch_provider_call_duration_seconds_count', captured)).toBe(1);
      expect(metrics.value('vouch_provider_calls_total', { provider: 'ott', outcome: 'unknown' })).toBe(1);
      expect(metrics.value('vouch_provider_breaker_state', { provider: 'ott', operation: 'capture' })).toBe(2);
      expect(metrics.value('vouch_provider_breaker_state', { provider: 'blu' })).toBe(0);
      expect(metrics.value('vouch_provider_paused_accounts', { provider: 'ott', operation: 'capture' })).toBe(1);
      expect(metrics.value('vouch_provider_paused_accounts', { provider: 'blu' })).toBe(0);
      expect(metrics.value('vouch_store_call_duration_seconds_count', { operation: 'redemptions.insert' })).toBe(4);
      expect(metrics.value('vouch_store_errors_total')).toBe(0);
      expect(metrics.value('vouch_redemption_events_total', { type: 'redemption.confirmed' })).toBe(1);
      expect(metrics.value('vouch_redemption_events_total', { type: 'redemption.checking' })).toBe(1);
      expect(metrics.value('vouch_doubts_open', { age: '1m' })).toBe(1);
      expect(metrics.value('vouch_backlog_up')).toBe(1);
      expect(metrics.value('vouch_pin_limit_hits_total')).toBe(1);
      expect(metrics.value('vouch_rate_limit_hits_total')).toBe(limited);
      expect(metrics.value('vouch_process_cpu_seconds_total')).toBeGreaterThan(0);
      expect(metrics.value('vouch_nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
      assertHarmless(metrics);
    } finally {
      await world.close();
    }
  });

  it('show a review that waits for a person', async () => {
    const world = await startWorld(databaseUrl, {
      VOUCH_METRICS_PORT: '0',
      VOUCH_GIVE_UP_AFTER: '500ms',
      OTT_TIMEOUT_MS: '500',
    });
    try {
      const { body } = await world.create(world.voucher(OTT, 5000, 'timeout_after_taking'));
      await world.simulators.outage('ott', true);
      expect(body.outcome).toBe('checking');
      const metrics = await until(world, (read) => read.value('vouch_reviews_open') === 1);
      expect(metrics.value('vouch_review_oldest_age_seconds')).toBeGreaterThan(0);
      expect(metrics.value('vouch_resolver_lag_seconds')).toBe(0);
    } finally {
      await world.close();
    }
  });
});

/** Labels come from fixed sets: nothing that grows with customers or that a caller could choose. */
function assertHarmless(metrics: Metrics): void {
  for (const { name, samples } of metrics.all) {
    expect(name).toMatch(/^vouch_[a-z0-9_]+$/);
    for (const { labels } of samples)
      for (const value of Object.values(labels)) expect(value).not.toMatch(/\d{6}|[a-z]{3}_[0-9a-f]{24}|https?:/);
  }
}

describe('where metrics are read', () => {
  async function withWorld(env: Record<string, string>, use: (world: World) => Promise<void>): Promise<void> {
    const world = await startWorld(null, env);
    try {
      await use(world);
    } finally {
      await world.close();
    }
  }

  it('is nowhere unless it is configured', () =>
    withWorld({}, async (world) => {
      expect(world.server.metricsUrl).toBeNull();
      expect((await world.call('GET /metrics')).status).toBe(404);
    }));

  it('is the main port, behind the token', () =>
    withWorld({ VOUCH_METRICS_TOKEN: TOKEN }, async (world) => {
      expect(world.server.metricsUrl).toBe(`${world.server.url}/metrics`);
      expect((await world.call('GET /metrics', { key: '' })).status).toBe(401);
      expect((await world.call('GET /metrics', { key: `${TOKEN}x` })).status).toBe(401);
      expect((await world.call('GET /metrics')).status).toBe(401);
      expect((await Metrics.read(world.server.metricsUrl, TOKEN)).names).toContain('vouch_http_requests_total');
    }));

  it('is a port of its own, which serves nothing else', () =>
    withWorld({ VOUCH_METRICS_PORT: '0', VOUCH_METRICS_TOKEN: TOKEN }, async (world) => {
      const url = world.server.metricsUrl ?? '';
      expect(new URL(url).port).not.toBe(new URL(world.server.url).port);
      expect((await fetch(url)).status).toBe(401);
      expect((await fetch(url.replace('/metrics', '/v1/redemptions'))).status).toBe(404);
      expect((await world.call('GET /metrics', { key: TOKEN })).status).toBe(404);
      await Metrics.read(url, TOKEN);
    }));
});

describe('the runbook and the dashboard', () => {
  const docs = (name: string) => readFileSync(join(__dirname, '../../docs', name), 'utf8');

  it('name only metrics that exist, and the runbook explains every one of ours', async () => {
    const world = await startWorld(null, { VOUCH_METRICS_PORT: '0' });
    try {
      const { names, all } = await Metrics.read(world.server.metricsUrl);
      const known = new Set(all.flatMap(({ name, type }) => (type === 'histogram' ? histogram(name) : [name])));
      for (const file of ['runbook.md', 'grafana-dashboard.json']) {
        const used = docs(file).match(/\bvouch_[a-z0-9_]+/g) ?? [];
        expect(used.length).toBeGreaterThan(10);
        expect(used.filter((name) => !known.has(name) && !names.includes(name))).toEqual([]);
      }
      const ours = names.filter((name) => !/^vouch_(process|nodejs)_/.test(name));
      expect(ours.filter((name) => !docs('runbook.md').includes(name))).toEqual([]);
    } finally {
      await world.close();
    }
  });

  it('is a dashboard that Grafana can import', () => {
    const dashboard = JSON.parse(docs('grafana-dashboard.json')) as {
      title: string;
      schemaVersion: number;
      panels: { id: number; type: string; gridPos: { x: number; w: number }; targets?: { expr: string }[] }[];
    };
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(panels.filter(({ type }) => type !== 'row').every(({ targets }) => (targets ?? []).length > 0)).toBe(true);
  });

  it('has eleven alerts, each with an expression, a meaning and what to do', () => {
    const alerts = docs('runbook.md')
      .split(/^## \d+\. /m)
      .slice(1);
    expect(alerts).toHaveLength(11);
    for (const alert of alerts) {
      expect(alert).toMatch(/```promql\n[\s\S]+?\n```/);
      expect(alert).toMatch(/\*\*What it means\.\*\*/);
      expect(alert).toMatch(/\*\*What to do\.\*\*/);
    }
  });
});

function histogram(name: string): string[] {
  return [name, `${name}_bucket`, `${name}_sum`, `${name}_count`];
}
