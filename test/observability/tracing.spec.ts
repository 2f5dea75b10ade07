// Traces as a collector gets them: a real OTLP/HTTP receiver, one trace from the request to the store, and no PIN in it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ONE_VOUCHER, OTT, startWorld, type World } from '../api/world';
import { wantsTracing } from '../../src/config/wants-tracing';
import { Collector, type Span } from './collector';

function attribute(span: Span | undefined, key: string): unknown {
  const value = span?.attributes.find((candidate) => candidate.key === key)?.value;
  return value && Object.values(value)[0];
}

/** Waits for what the exporter sends in its own time. */
async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!done()) {
    if (Date.now() > deadline) throw new Error('The spans did not come');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The standard variables, as OpenTelemetry itself reads them from the process. */
const OTEL = { OTEL_SERVICE_NAME: 'vouch-under-test', OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_RESOURCE_ATTRIBUTES: 'a=b' };

describe('tracing', () => {
  let collector: Collector;
  let world: World;

  beforeAll(async () => {
    collector = await Collector.start();
    const env = { ...OTEL, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    Object.assign(process.env, env);
    world = await startWorld(null, env);
  });
  afterAll(async () => {
    for (const name of [...Object.keys(OTEL), 'OTEL_EXPORTER_OTLP_ENDPOINT']) process.env[name] = '';
    await collector.stop();
  });

  it('tells one redemption from the request to the store, under the caller’s own trace, without its PIN', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const caller = 'b7ad6b7169203331';
    const voucher = world.voucher(ONE_VOUCHER);
    const headers = { traceparent: `00-${traceId}-${caller}-01`, 'x-request-id': 'traced-request' };
    const { body } = await world.create(voucher, { amount: 1500, currency: 'ZAR' }, { headers });
    expect(body.outcome).toBe('paid');
    const doubted = world.voucher(OTT, 5000, 'drop_after_taking');
    const { body: open } = await world.create(doubted);
    await until(() => collector.spans.some(({ name }) => name === 'use case resolve'));
    await world.until(open.id, ({ outcome }) => outcome === 'paid');
    await world.call(`GET /v1/redemptions/${voucher.pin}`);
    const change = body.change_voucher?.pin ?? '';
    expect(change).toMatch(/^\d{16}$/);
    await world.close();

    const { spans } = collector;
    const ours = spans.filter((span) => span.traceId === traceId);
    const byName = (name: string) => ours.find((span) => span.name === name);
    const request = byName('POST /v1/redemptions');
    const useCase = ours.find((span) => span.name.startsWith('use case '));
    const call = byName('provider one_voucher.capture');
    const insert = byName('store redemptions.insert');
    const replace = byName('store redemptions.replace');
    expect(request?.parentSpanId).toBe(caller);
    expect(useCase?.parentSpanId).toBe(request?.spanId);
    for (const inner of [call, insert, replace]) expect(inner?.parentSpanId).toBe(useCase?.spanId);
    expect(attribute(request, 'http.response.status_code')).toBe(201);
    expect(attribute(call, 'vouch.outcome')).toBe('accepted');
    expect(attribute(insert, 'vouch.redemption_id')).toBe(body.id);
    const resource = collector.exports[0]?.resourceSpans[0]?.resource.attributes ?? [];
    expect(resource).toContainEqual({ key: 'service.name', value: { stringValue: OTEL.OTEL_SERVICE_NAME } });

    // The resolver's work is a trace of its own, and finds the doubt's end.
    const resolved = spans.find((span) => span.name === 'use case resolve');
    expect(attribute(resolved, 'vouch.redemption_id')).toBe(open.id);
    expect(spans.find((span) => span.name === 'provider ott.inquireCapture')?.parentSpanId).toBe(resolved?.spanId);

    const line = world.logs.map((text) => JSON.parse(text) as Record<string, unknown>);
    const logged = line.find(({ request_id, msg }) => request_id === 'traced-request' && msg === 'request');
    expect(logged?.['trace_id']).toBe(traceId);

    const everything = collector.texts.join('\n');
    for (const pin of [voucher.pin, doubted.pin, change]) expect(everything).not.toContain(pin);
    expect(everything).not.toContain(world.keys.secret);
  });
});

describe('tracing that nobody asked for', () => {
  it('is asked for by the standard variables alone', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(wantsTracing({})).toBe(false);
    expect(wantsTracing({ OTEL_SERVICE_NAME: 'vouch' })).toBe(false);
    expect(wantsTracing(endpoint)).toBe(true);
    expect(wantsTracing({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' })).toBe(true);
    expect(wantsTracing({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBe(false);
    expect(wantsTracing({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBe(false);
  });

  it('loads nothing of the SDK', () => {
    // In a process of its own: this one has loaded it already.
    const script = `
      const { transformFileSync } = require('@swc/core');
      require('node:module')._extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
      require(${JSON.stringify(join(__dirname, '../../src/server/start.ts'))});
      const loaded = Object.keys(require.cache).filter((file) => /@opentelemetry.(sdk|exporter|otlp|resources)/.test(file));
      process.stdout.write(JSON.stringify(loaded));
    `;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
