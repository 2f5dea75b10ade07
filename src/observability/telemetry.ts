// Metrics and traces put around the parts of the service, where the configuration asks for them. Where it does not, every
// part is handed back as it is.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { version } from '../../package.json';
import type { Shutdown } from '../system/shutdown';
import type { Config } from '../config';
import type { Providers } from '../core/providers/gate';
import type { Store } from '../core/store';
import type { Clock } from '../core/values/ports';
import { observeBacklog } from './metrics/backlog';
import { countRequests, serveOnMainPort } from './metrics/expose';
import { Metrics, type LeftAlone, type ProviderCall } from './metrics/metrics';
import { observeStore, timing } from './metrics/observe-store';
import type { ProviderDirectory } from '../providers/directory';
import { storeSpans, TracedProviders, traceRequests } from './tracing/spans';
import { startTracing } from './tracing/tracing';
import { UseCaseSpans } from './tracing/use-case.interceptor';

/** So many lines say that a key is missing; the counter says how often. */
const MOST_TOLD = 100;

/** Made once a process, before the parts that it observes. */
export class Telemetry {
  readonly #metrics: Metrics | null;

  private constructor(private readonly config: Config) {
    const { port, token } = config.metrics;
    this.#metrics = port === null && token === null ? null : new Metrics(version);
  }

  /** Starts tracing, if it is wanted; `shutdown` ends it. Call it before anything is opened that should be traced. */
  static async start(config: Config, shutdown: Shutdown): Promise<Telemetry> {
    if (config.tracing) {
      const tracing = await startTracing(version);
      shutdown.add(() => tracing.close());
    }
    return new Telemetry(config);
  }

  readonly providerCall = (call: ProviderCall): void => this.#metrics?.providerCall(call);

  readonly clockSkew = (aheadMs: number): void => this.#metrics?.clockSkew(aheadMs);
  readonly clockStep = (ms: number): void => this.#metrics?.clockStep(ms);

  /** What to tell of work whose key is not here: counts each time, and logs each one once. */
  leftAlone(logger: Pick<Logger, 'error'>): (what: LeftAlone, id: string) => void {
    const told = new Set<string>();
    return (what, id) => {
      this.#metrics?.leftAlone(what);
      if (told.has(id) || told.size >= MOST_TOLD) return;
      told.add(id);
      const words = 'Left alone: it is sealed with a key that this server was not given (VOUCH_SECRET_KEY)';
      logger.error({ what, id }, words);
    };
  }

  /** The store as every part but the one that opened it should see it: timed and traced where that is asked for. */
  store(store: Store, clock: Clock): Store {
    const metrics = this.#metrics;
    if (metrics) {
      metrics.runsOn(store.engine);
      observeBacklog(metrics, clock, (now) => store.backlog(now));
    }
    const timed = metrics ? observeStore(store, timing(metrics)) : store;
    return this.config.tracing ? observeStore(timed, storeSpans) : timed;
  }

  /** The providers to hand to use cases: traced where that is asked for, their breakers shown as a gauge. */
  providers(directory: ProviderDirectory): Providers {
    this.#metrics?.observeBreakers(() => directory.gates());
    return this.config.tracing ? new TracedProviders(directory) : directory;
  }

  /** Call it on the bare server, before any route is added. */
  hooks(server: FastifyInstance): void {
    const { port, token } = this.config.metrics;
    if (this.config.tracing) traceRequests(server);
    if (!this.#metrics) return;
    countRequests(server, this.#metrics);
    if (port === null && token !== null) serveOnMainPort(server, this.#metrics, token);
  }

  /** Call it on the application before it listens. */
  application(app: NestFastifyApplication): void {
    if (this.config.tracing) app.useGlobalInterceptors(new UseCaseSpans());
  }

  /** The counts of the main port's connections, as they are when they are asked for. */
  connections(counts: { readonly open: number; readonly refused: number }): void {
    this.#metrics?.observeConnections(counts);
  }

  /** Where there are metrics: on the main port, or on their own, which `serve` opens. Null where there are none. */
  async serve(
    mainUrl: string,
    serve: (metrics: Metrics, port: number, token: string | null) => Promise<string>,
  ): Promise<string | null> {
    const { port, token } = this.config.metrics;
    if (!this.#metrics) return null;
    return port === null ? `${mainUrl}/metrics` : serve(this.#metrics, port, token);
  }
}
