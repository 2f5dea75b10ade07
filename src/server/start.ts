// Starts the service: opens everything in order, and closes it in the opposite one.
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream, Logger } from 'pino';
import { PROVIDERS } from '../../adapters';
import { RunningState } from '../system/running-state';
import { bootstrap, type FirstBoot } from '../auth/bootstrap';
import { Shutdown } from '../system/shutdown';
import type { Config } from '../config';
import type { Services } from '../core/use-cases/services';
import type { Clock } from '../core/values/ports';
import { checkTransitions } from '../core/redemption/transitions';
import { ProcessKeyedLock } from '../system/keyed-lock';
import { createHttpServer } from './http-server';
import { Resolver } from '../jobs/resolver';
import { createLogger } from '../observability/logging';
import { ProviderDirectory } from '../providers/directory';
import { requirePort } from '../system/port-check';
import { openSealer } from '../sealing/open-sealer';
import { openTestMode } from './test-mode';
import { SystemClock } from '../system/clock';
import { ObjectIds } from '../system/ids';
import { openStore, serveAlone } from '../store/open';
import { Telemetry } from '../observability/telemetry';
import { Webhooks } from '../webhooks/webhooks';

export interface RunningServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Where each provider's simulator answers, by provider, and `control` where they run elsewhere. */
  readonly simulators: Readonly<Record<string, string>>;
  /** Where the metrics are, if anywhere. */
  readonly metricsUrl: string | null;
  /** What the first boot made, to be shown once; null on every later boot. */
  readonly firstBoot: FirstBoot | null;
  /** Stops accepting, finishes what is under way, then closes everything. */
  close(): Promise<void>;
}

/** What a test may put in place of the real thing. */
export interface StartOptions {
  readonly clock?: Clock;
  /** Where log lines go; standard output where absent. */
  readonly logTo?: DestinationStream;
  /** Puts something around the store and the providers. */
  readonly engine?: (engine: Services) => Services;
}

/** Starts listening and working. Rejects, with nothing left open, where anything on the way fails. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  checkTransitions();
  const logger = createLogger(config.logLevel, options.logTo);
  const closers = new Shutdown();
  try {
    return await start(config, options, logger, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function start(config: Config, options: StartOptions, logger: Logger, closers: Shutdown): Promise<RunningServer> {
  const clock = options.clock ?? new SystemClock();
  await requirePorts(config);
  closers.add(await serveAlone(config.databaseUrl));
  const watch = await Telemetry.start(config, closers);
  const testMode = await openTestMode(config, logger, closers);
  const opened = await openEngine({ config, clock, logger, closers, watch }, testMode.addresses);
  const engine = options.engine?.(opened) ?? opened;
  const firstBoot = await bootstrap(engine.store, engine.ids, clock);
  const resolver = new Resolver(engine, config.resolver, logger);
  closers.add(() => resolver.stop());
  const webhooks = new Webhooks(engine, {
    publicOnly: config.webhooksPublicOnly,
    onError: (error) => {
      logger.error({ err: error }, 'webhooks: a step failed and will be done again');
    },
  });
  closers.add(() => webhooks.stop());
  const state = new RunningState();
  const parts = { config, engine, testVouchers: testMode.vouchers, webhooks, state };
  const app = await createHttpServer(parts, logger, watch);
  closers.add(() => app.close());
  closers.add(() => {
    state.stop();
  });
  await app.listen(config.port, config.host);
  if (config.resolver.enabled) resolver.start();
  webhooks.start();
  const url = urlOf(app);
  const metricsUrl = await watch.listen(url, closers);
  logger.info({ url, metrics: metricsUrl ?? undefined, store: engine.store.engine }, 'listening');
  return { url, metricsUrl, simulators: testMode.addresses, firstBoot, close: () => closers.close() };
}

async function requirePorts({ port, host, metrics }: Config): Promise<void> {
  await requirePort({ port, host, chosenBy: 'PORT=' });
  if (metrics.port !== null) await requirePort({ port: metrics.port, host, chosenBy: 'VOUCH_METRICS_PORT=' });
}

interface Opening {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly closers: Shutdown;
  readonly watch: Telemetry;
}

async function openEngine(
  { config, clock, logger, closers, watch }: Opening,
  simulators: Readonly<Record<string, string>>,
): Promise<Services> {
  const providers = new ProviderDirectory({
    definitions: PROVIDERS,
    config: config.providers,
    simulators,
    limits: config.gateLimits,
    observe: (call) => {
      watch.providerCall(call);
      const { provider, operation, outcome, durationMs } = call;
      logger.debug({ provider, operation, outcome, duration_ms: Math.round(durationMs) }, 'provider call');
    },
  });
  closers.add(() => {
    providers.close();
  });
  const store = await openStore(config.databaseUrl, {
    live: Object.values(config.providers.live).some((settings) => settings !== null),
    warn: (message) => {
      logger.warn(message);
    },
  });
  await store.open();
  closers.add(() => store.close());
  return {
    store: watch.store(store, clock),
    clock,
    ids: new ObjectIds(clock),
    sealer: await openSealer(store.accounts, config),
    providers: watch.providers(providers),
    lock: new ProcessKeyedLock(),
    schedule: config.schedule,
  };
}

function urlOf(app: NestFastifyApplication): string {
  const { address, family, port } = app.getHttpServer().address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${/^(0\.0\.0\.0|\[::\])$/.test(host) ? '127.0.0.1' : host}:${String(port)}`;
}
