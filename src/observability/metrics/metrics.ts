// The metrics, in a registry of their own (those of the backlog are in backlog.ts), and the few verbs by which the rest of
// the service reports. Labels are drawn from fixed sets: never an id, a PIN, an address or a text that a caller can choose.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RedemptionEvent } from '../../core/events/event';
import { OPERATION_NAMES, OPERATIONS } from '../../core/providers/gate';
import type { PolicedGate } from '../../providers/policed-gate';
import type { Observed } from '../../system/wrap-calls';
import { FAST_SECONDS, methodLabel, PROVIDER_SECONDS, REQUEST_SECONDS } from './buckets';

/** A gate whose breakers are shown. */
export interface ObservedGate {
  readonly livemode: boolean;
  readonly gate: Pick<PolicedGate, 'traits' | 'policies'>;
}

/** One finished call to a provider. */
export interface ProviderCall {
  readonly provider: string;
  readonly livemode: boolean;
  readonly operation: string;
  readonly outcome: string;
  readonly durationMs: number;
}

/** What can wait for a key that is not here. */
export const LEFT_ALONE = ['redemption', 'webhook_endpoint'] as const;
export type LeftAlone = (typeof LEFT_ALONE)[number];

const BREAKER_STATES = { closed: 0, half_open: 1, open: 2 } as const;

/** One registry a process. docs/runbook.md says which of them to watch. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = this.#counter('vouch_http_requests_total', 'HTTP requests answered.', [
    'route',
    'method',
    'status',
  ]);
  readonly #requestSeconds = this.#histogram(
    'vouch_http_request_duration_seconds',
    'From the request line to the last byte handed to the socket.',
    ['route', 'method'],
    REQUEST_SECONDS,
  );
  readonly #problems = this.#counter('vouch_problems_total', 'Problem documents sent, by their code.', ['code']);
  readonly #calls = this.#counter('vouch_provider_calls_total', 'Calls to providers, by what came of them.', [
    'provider',
    'mode',
    'operation',
    'outcome',
  ]);
  readonly #callSeconds = this.#histogram(
    'vouch_provider_call_duration_seconds',
    'One call to a provider, as the core sees it: token, look-up and money request together.',
    ['provider', 'mode', 'operation'],
    PROVIDER_SECONDS,
  );
  readonly #storeSeconds = this.#histogram(
    'vouch_store_call_duration_seconds',
    'One call of a store port, until it is durable or read.',
    ['operation'],
    FAST_SECONDS,
  );
  readonly #storeErrors = this.#counter('vouch_store_errors_total', 'Store calls that threw.', ['operation']);
  readonly #events = this.#counter('vouch_redemption_events_total', 'Facts that merchants are told, once durable.', [
    'type',
  ]);
  readonly #rateLimited = this.#counter('vouch_rate_limit_hits_total', 'Requests refused by the rate limit.', []);
  readonly #pinLimited = this.#counter(
    'vouch_pin_limit_hits_total',
    'Requests refused because too many PINs were refused before: for the key, the terminal or the address.',
    [],
  );

  readonly #clockSteps = this.#counter(
    'vouch_clock_steps_total',
    'Times the wall clock was set, or the machine slept.',
    ['direction'],
  );
  readonly #clockSkew = new Gauge({
    name: 'vouch_clock_skew_seconds',
    help: "How far this machine's clock is ahead of the store's; below zero: behind. 0 where the store is on this machine.",
    registers: [this.registry],
  });

  readonly #leftAlone = this.#counter(
    'vouch_left_alone_total',
    'Work that was left alone because what it needs is sealed with a key that this process was not given.',
    ['what'],
  );

  readonly #info = new Gauge({
    name: 'vouch_build_info',
    help: 'Always 1; the labels say what runs, and on which store.',
    labelNames: ['version', 'engine'],
    registers: [this.registry],
  });

  constructor(private readonly version: string) {
    collectDefaultMetrics({ register: this.registry, prefix: 'vouch_' });
    // A counter that starts at its first hit looks to an alert as if nothing had happened.
    this.#rateLimited.inc(0);
    this.#pinLimited.inc(0);
    for (const direction of ['back', 'forward']) this.#clockSteps.inc({ direction }, 0);
    for (const what of LEFT_ALONE) this.#leftAlone.inc({ what }, 0);
  }

  /** Which store engine this process runs on. */
  runsOn(engine: string): void {
    this.#info.set({ version: this.version, engine }, 1);
  }

  /** One request whose response was sent. `route` is the template; undefined where none matched. */
  request(call: { route: string | undefined; method: string; status: number; seconds: number }): void {
    const labels = { route: call.route ?? 'unmatched', method: methodLabel(call.method) };
    this.#requests.inc({ ...labels, status: String(call.status) });
    this.#requestSeconds.observe(labels, call.seconds);
  }

  /** A problem document was sent. Codes come from the table of problems. */
  problem(code: string): void {
    this.#problems.inc({ code });
    if (code === 'rate_limited') this.#rateLimited.inc();
    if (code === 'too_many_pin_attempts') this.#pinLimited.inc();
  }

  /** For `ProviderDirectory`: counts and times every provider call. */
  readonly providerCall = (call: ProviderCall): void => {
    const labels = { provider: call.provider, mode: modeLabel(call.livemode), operation: call.operation };
    this.#calls.inc({ ...labels, outcome: call.outcome });
    this.#callSeconds.observe(labels, call.durationMs / 1000);
  };

  /** Something was left alone, once for each time that its turn came. */
  leftAlone(what: LeftAlone): void {
    this.#leftAlone.inc({ what });
  }

  /** Breakers are read when the metrics are: their state also changes with time alone. */
  observeBreakers(gates: () => readonly ObservedGate[]): void {
    this.#perBreaker(
      gates,
      'vouch_provider_breaker_state',
      '0 closed: calls go through. 1 half open: one call may try. 2 open: calls are refused unsent.',
      ({ state }) => BREAKER_STATES[state],
    );
    this.#perBreaker(
      gates,
      'vouch_provider_paused_accounts',
      'Accounts whose own calls have kept failing: theirs are refused unsent, those of others go through.',
      ({ pausedAccounts }) => pausedAccounts,
    );
  }

  #perBreaker(
    gates: () => readonly ObservedGate[],
    name: string,
    help: string,
    valueOf: (breaker: ReturnType<typeof breakersOf>[number]['breaker']) => number,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: ['provider', 'mode', 'operation'],
      registers: [this.registry],
      collect: () => {
        for (const { labels, breaker } of breakersOf(gates())) gauge.set(labels, valueOf(breaker));
      },
    });
  }

  /** Connections are counted where they are limited, and read when the metrics are. */
  observeConnections(counts: { readonly open: number; readonly refused: number }): void {
    const gauge: Gauge = new Gauge({
      name: 'vouch_http_connections',
      help: 'Connections that are open on the main port.',
      registers: [this.registry],
      collect: () => {
        gauge.set(counts.open);
      },
    });
    const counter: Counter = new Counter({
      name: 'vouch_http_connections_refused_total',
      help: 'Connections closed at once: there were too many, in all or from one address.',
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(counts.refused);
      },
    });
  }

  /** For `observeStore`. */
  readonly storeCall = (call: Observed): void => {
    this.#storeSeconds.observe({ operation: call.operation }, call.seconds);
    if (call.failed) this.#storeErrors.inc({ operation: call.operation });
  };

  /** An event became durable with its redemption. */
  event(type: RedemptionEvent['type']): void {
    this.#events.inc({ type });
  }

  /** The machine's clock was compared with the store's. */
  clockSkew(aheadMs: number): void {
    this.#clockSkew.set(aheadMs / 1000);
  }

  /** The wall clock was set by `ms`, or the machine slept for so long. */
  clockStep(ms: number): void {
    this.#clockSteps.inc({ direction: ms < 0 ? 'back' : 'forward' });
  }

  /** Prometheus text format 0.0.4. */
  async text(): Promise<string> {
    // The registry writes `Nan` for a mean of nothing; the format knows only `NaN`.
    return (await this.registry.metrics()).replace(/ Nan$/gm, ' NaN');
  }

  /** Of `text`. */
  get contentType(): string {
    return this.registry.contentType;
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

function breakersOf(gates: readonly ObservedGate[]) {
  return gates.flatMap(({ livemode, gate: { traits, policies } }) =>
    OPERATION_NAMES.map((name) => ({
      labels: { provider: traits.provider, mode: modeLabel(livemode), operation: OPERATIONS[name].label },
      breaker: policies[name].breaker,
    })),
  );
}

function modeLabel(livemode: boolean): 'live' | 'test' {
  return livemode ? 'live' : 'test';
}
