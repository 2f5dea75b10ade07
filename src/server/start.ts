// Starts the service: opens everything in order, and closes it in the opposite one.
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream, Logger } from 'pino';
import { PROVIDERS } from '../../adapters';
import { RunningState } from '../system/running-state';
import { bootstrap, type FirstBoot } from '../auth/bootstrap';
import { Shutdown } from '../system/shutdown';
import type { Config } from '../config';
import type { PointsServices } from '../core/points/use-cases/services';
import type { Services } from '../core/use-cases/services';
import type { Clock } from '../core/values/ports';
import { checkTransitions } from '../core/redemption/transitions';
import { ProcessKeyedLock } from '../system/keyed-lock';
import { createHttpServer } from './http-server';
import { Expiry } from '../jobs/expiry';
import { PointsDue } from '../jobs/points-due';
import { Resolver } from '../jobs/resolver';
import { createLogger } from '../observability/logging';
import { ProviderDirectory } from '../providers/directory';
import { requirePort } from '../system/port-check';
import { openSealer } from '../sealing/open-sealer';
import { pointsOf } from './points';
import { openTestMode } from './test-mode';
import { SystemClock } from '../system/clock';
import { ObjectIds } from '../system/ids';
import { openStore, serveAlone } from '../store/open';
import { Telemetry } from '../observability/telemetry';
import { Webhooks } from '../webhooks/webhooks';

/** A server that listens, and the way to stop it. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Where each provider's simulator listens, by provider, and `control` where they run elsewhere. */
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
  readonly services?: (services: Services) => Services;
}

/** Starts listening and working. Rejects, with nothing left open, where anything on the way fails. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  checkTransitions();
  const logger = createLogger(config.logLevel, options.logTo);
  const shutdown = new Shutdown();
  try {
    return await start(config, options, logger, shutdown);
  } catch (error) {
    await shutdown.close();
    throw error;
  }
}

async function start(
  config: Config,
  options: StartOptions,
  logger: Logger,
  shutdown: Shutdown,
): Promise<RunningServer> {
  const clock = options.clock ?? new SystemClock();
  warnOfStrangers(config.unknownVariables, logger);
  await requirePorts(config);
  shutdown.add(await serveAlone(config.databaseUrl));
  const telemetry = await Telemetry.start(config, shutdown);
  const testMode = await openTestMode(config, logger, shutdown);
  const opened = await openServices({ config, clock, logger, shutdown, telemetry }, testMode.addresses);
  const services = options.services?.(opened) ?? opened;
  const firstBoot = await bootstrap(services.store, services.ids, clock);
  const points = pointsOf(services);
  const jobs = jobsOf(services, points, config, logger);
  for (const job of jobs.all) shutdown.add(() => job.stop());
  const state = new RunningState();
  const parts = { services, points, limits: config, testVouchers: testMode.vouchers, webhooks: jobs.webhooks, state };
  const app = await createHttpServer(parts, config, logger, telemetry);
  shutdown.add(() => app.close());
  shutdown.add(() => {
    state.stop();
  });
  await app.listen(config.port, config.host);
  for (const job of jobs.all) job.start();
  const url = urlOf(app);
  const metricsUrl = await telemetry.listen(url, shutdown);
  logger.info({ url, metrics: metricsUrl ?? undefined, store: services.store.engine }, 'listening');
  return { url, metricsUrl, simulators: testMode.addresses, firstBoot, close: () => shutdown.close() };
}

function warnOfStrangers(names: readonly string[], logger: Logger): void {
  if (names.length === 0) return;
  logger.warn({ variables: names }, 'Variables that begin with VOUCH_ and are none of its settings: they do nothing');
}

/** Work that goes on beside the requests. `stop` waits for what is under way. */
interface Job {
  start(): void;
  stop(): Promise<void>;
}

function jobsOf(
  services: Services,
  points: PointsServices,
  config: Config,
  logger: Logger,
): { webhooks: Webhooks; all: readonly Job[] } {
  const { store, clock } = services;
  const reportTo = (part: string) => (error: unknown) => {
    logger.error({ err: error }, `${part}: a step failed and will be done again`);
  };
  const webhooks = new Webhooks(services, {
    publicOnly: config.webhooksPublicOnly,
    onError: reportTo('webhooks'),
  });
  const { events, storedAnswers } = store;
  const kept = { events, webhooks: store.webhooks, storedAnswers, points: store.points };
  const expiry = new Expiry({ ...kept, clock, onError: reportTo('expiry') });
  const pointsDue = new PointsDue(points, reportTo('points'));
  const resolver = new Resolver(services, config.resolver, logger);
  return { webhooks, all: [...(config.resolver.enabled ? [resolver, pointsDue] : []), webhooks, expiry] };
}

async function requirePorts({ port, host, metrics }: Config): Promise<void> {
  await requirePort({ port, host, chosenBy: 'PORT=' });
  if (metrics.port !== null) await requirePort({ port: metrics.port, host, chosenBy: 'VOUCH_METRICS_PORT=' });
}

interface Opening {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
  readonly telemetry: Telemetry;
}

async function openServices(
  { config, clock, logger, shutdown, telemetry }: Opening,
  simulators: Readonly<Record<string, string>>,
): Promise<Services> {
  const providers = new ProviderDirectory({
    definitions: PROVIDERS,
    config: config.providers,
    simulators,
    limits: config.gateLimits,
    observe: (call) => {
      telemetry.providerCall(call);
      const { provider, operation, outcome, durationMs } = call;
      logger.debug({ provider, operation, outcome, duration_ms: Math.round(durationMs) }, 'provider call');
    },
  });
  shutdown.add(() => {
    providers.close();
  });
  const store = await openStore(config.databaseUrl, {
    live: Object.values(config.providers.live).some((settings) => settings !== null),
    warn: (message) => {
      logger.warn(message);
    },
  });
  shutdown.add(() => store.close());
  return {
    store: telemetry.store(store, clock),
    clock,
    ids: new ObjectIds(clock),
    sealer: await openSealer(store.accounts, config),
    providers: telemetry.providers(providers),
    lock: new ProcessKeyedLock(),
    schedule: config.schedule,
  };
}

function urlOf(app: NestFastifyApplication): string {
  const { address, family, port } = app.getHttpServer().address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${/^(0\.0\.0\.0|\[::\])$/.test(host) ? '127.0.0.1' : host}:${String(port)}`;
}
