// Starts the service: opens everything in order, and closes it in the opposite one.
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream, Logger } from 'pino';
import { LEDGERS, PROVIDERS } from '../../adapters';
import { keptAnswersIn, ownKeptAnswers } from '../sealing/kept-answers';
import { RunningState } from '../system/running-state';
import { bootstrap, FIRST_BOOT, type FirstBoot, type FirstBootKeeper } from '../auth/bootstrap';
import { OwnCredentials } from '../auth/credentials';
import { actJournalIn } from '../auth/act-journal';
import { keyJournalFile, keyJournalLine, noteKey } from '../auth/key-journal';
import { makeDemoTill } from '../auth/demo-till';
import type { PasswordCost } from '../auth/password';
import { Shutdown } from '../system/shutdown';
import { localAddress, type Config } from '../config';
import { PinAttempts } from '../api/limits/pin-attempts';
import type { PointsServices } from '../core/points/use-cases/services';
import { approvalLimitsOf } from '../core/people/settings';
import type { PeopleParts } from '../core/people/parts';
import type { Guesses, Services } from '../core/use-cases/services';
import { latestProof } from '../core/values/aged-time';
import type { Clock } from '../core/values/ports';
import { MINUTE_MS } from '../core/values/time';
import { checkTransitions } from '../core/redemption/transitions';
import { ProcessKeyedLock } from '../system/keyed-lock';
import type { HttpTimes } from './connections';
import { createHttpServer } from './http-server';
import { AnswerKeeper } from '../jobs/answer-keeper';
import { BookFiller } from '../jobs/book-filler';
import { ClockWatch } from '../jobs/clock-watch';
import { Expiry } from '../jobs/expiry';
import { KeyUse, watchKeys } from '../jobs/key-use';
import { PinErasure, watchConfirmed } from '../jobs/pin-erasure';
import { PointsDue } from '../jobs/points-due';
import { Resolver } from '../jobs/resolver';
import { SearchFiller } from '../jobs/search-filler';
import { createLogger } from '../observability/logging';
import { ProviderDirectory } from '../providers/directory';
import { LateLedger } from '../providers/ledger';
import { StatementRuns } from '../reconcile/runs';
import type { AskDisk } from '../reconcile/uploads/upload-space';
import { requirePort } from '../system/port-check';
import { openSealer } from '../sealing/open-sealer';
import { pointsOf } from './points';
import { requireKeys } from '../sealing/require-keys';
import { serveMetrics } from './metrics-port';
import { openTestMode } from './test-mode';
import { AgreedClock, compareClocks } from '../system/agreed-clock';
import { SystemClock } from '../system/clock';
import { RandomIds } from '../system/ids';
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

/** What the program adds, and what a test may put in place of the real thing. */
export interface StartOptions {
  readonly clock?: Clock;
  /** Where log lines go; standard output where absent. */
  readonly logTo?: DestinationStream;
  /** How long clients may keep the server waiting. */
  readonly times?: HttpTimes;
  /** Where the secrets of a first boot are kept; with nobody but the caller where absent. */
  readonly firstBoot?: FirstBootKeeper;
  /** What the hash of the first user's password costs: a test that starts dozens of servers signs nobody in. */
  readonly passwordCost?: PasswordCost;
  /** What the disk has for uploads; the disk itself is asked where absent. */
  readonly disk?: AskDisk;
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
  const clock = new AgreedClock(options.clock ?? new SystemClock());
  warnOfStrangers(config.unknownVariables, logger);
  for (const warning of config.warnings) logger.warn(warning);
  await requirePorts(config);
  shutdown.add(await serveAlone(config.databaseUrl));
  const telemetry = await Telemetry.start(config, shutdown);
  const testMode = await openTestMode(config, logger, shutdown);
  const ledger = new LateLedger();
  // Counted, not read off a wall clock: one that is set back must not make a window longer.
  const pinAttempts = new PinAttempts(config.pinAttempts, () => clock.elapsed());
  // A clock that a test sets is meant to be wrong.
  const isCompared = options.clock === undefined;
  const opening = { config, clock, isCompared, logger, shutdown, telemetry, ledger, guesses: pinAttempts };
  const opened = await openServices(opening, testMode.addresses);
  const given: Pick<Services, keyof Services> = options.services?.(opened) ?? opened;
  const erasure = new PinErasure(given, reportTo(logger, 'erasing PINs'));
  const keyUse = new KeyUse(given, reportTo(logger, 'noting the use of keys'));
  const watched = watchKeys(
    watchConfirmed(given, (claim) => {
      erasure.noteSpent(claim);
    }),
    (keyId) => {
      keyUse.note(keyId);
    },
  );
  const keeper = new AnswerKeeper({ services: watched, folder: keptAnswersIn(config.dataDir), logger });
  const journal = actJournalIn(config.dataDir, (error, line) => {
    logger.warn({ err: error, line }, `${keyJournalFile(config.dataDir)} cannot be written`);
  });
  const services = { ...watched, unwritten: keeper, journal };
  // For those who read what the program prints.
  const makeDemo = (account: FirstBoot['account']) =>
    makeDemoTill(services, account, (order) => testMode.vouchers.create(order), FIRST_BOOT);
  const firstBoot = await bootstrap(services.store, services.ids, clock, {
    keeper: options.firstBoot,
    makeDemo: options.firstBoot && makeDemo,
    passwordCost: options.passwordCost,
  });
  const state = new RunningState();
  const watch = isCompared ? watchOf(clock, opened.store, state, telemetry, logger) : null;
  await watch?.look();
  const points = pointsOf(services);
  ledger.points = points;
  const statements = new StatementRuns({
    services,
    folder: join(config.dataDir, 'statements'),
    disk: options.disk,
    onError: reportTo(logger, 'reconciliation'),
  });
  const { webhooks, ...jobs } = jobsOf(services, config, logger, { points, telemetry, erasure, keyUse, watch });
  // Stopped after all who may give it something to keep.
  shutdown.add(() => keeper.stop());
  const all = [...jobs.all, statements];
  for (const job of all) shutdown.add(() => job.stop());
  const people = peopleOf(services, config, options, logger);
  const parts = {
    ...{ services, points, people, limits: { ...config, pinAttempts }, testVouchers: testMode.vouchers, webhooks },
    ...{ statements, state },
  };
  const app = await createHttpServer(parts, { ...config, times: options.times }, logger, telemetry);
  shutdown.add(() => app.close());
  shutdown.add(() => {
    state.stop();
  });
  // Before anybody asks, and before the resolver ends what runs out: what is kept may prove that it was paid.
  await keeper.start();
  await app.listen(config.port, config.host);
  for (const job of all) job.start();
  const url = urlOf(app);
  const metricsUrl = await telemetry.serve(url, async (metrics, port, token) => {
    const server = await serveMetrics(metrics, { host: config.host, port, token, times: options.times });
    shutdown.add(() => server.close());
    return server.url;
  });
  logger.info({ url, metrics: metricsUrl ?? undefined, store: services.store.engine }, 'listening');
  return { url, metricsUrl, simulators: testMode.addresses, firstBoot, close: () => shutdown.close() };
}

/** What people sign in with. A test that chose cheap passwords has cheap ones throughout. */
function peopleOf(
  services: Pick<Services, keyof Services>,
  { providers, dataDir, approval }: Config,
  { passwordCost }: StartOptions,
  logger: Logger,
): PeopleParts {
  const note: PeopleParts['noteKey'] = (event, key, by) => {
    const line = keyJournalLine(event, key, null, by, services.clock.now());
    try {
      noteKey(dataDir, line);
    } catch (error) {
      // A key has to be revoked also where nothing can be written here. The log keeps the line.
      logger.warn({ err: error, line }, `${keyJournalFile(dataDir)} cannot be written`);
    }
  };
  const hasLive = Object.values(providers.live).some((settings) => settings !== null);
  return { ...services, credentials: new OwnCredentials(passwordCost), noteKey: note, hasLive, unsaidLimits: approval };
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

/** While the clocks are apart the store's counts, here as everywhere, and the server asks for no work. */
function watchOf(
  clock: AgreedClock,
  store: Services['store'],
  state: RunningState,
  telemetry: Telemetry,
  logger: Logger,
): ClockWatch {
  return new ClockWatch({
    own: clock.own,
    serverTime: () => store.serverTime(),
    logger,
    onStep: telemetry.clockStep,
    onCompared: (compared) => {
      const { aheadMs, apart } = compared;
      clock.follow(compared);
      state.clockAheadMs = apart ? aheadMs : null;
      telemetry.clockSkew(aheadMs);
    },
  });
}

interface JobParts {
  readonly points: PointsServices;
  readonly telemetry: Telemetry;
  readonly erasure: PinErasure;
  readonly keyUse: KeyUse;
  readonly watch: ClockWatch | null;
}

function jobsOf(
  services: Services,
  config: Config,
  logger: Logger,
  { points, telemetry, erasure, keyUse, watch }: JobParts,
): { webhooks: Webhooks; all: readonly Job[] } {
  const { store, clock } = services;
  const leftAlone = telemetry.leftAlone(logger);
  const webhooks = new Webhooks(services, {
    onSealedAway: (id) => {
      leftAlone('webhook_endpoint', id);
    },
    publicOnly: config.webhooksPublicOnly,
    onError: reportTo(logger, 'webhooks'),
  });
  const { redemptions, events, storedAnswers, reconciliations, people } = store;
  const others = { webhooks: store.webhooks, points: store.points, people, reconciliations };
  const kept = { redemptions, events, storedAnswers, ...others };
  const expiry = new Expiry({ ...kept, clock, auditMs: config.auditMs, onError: reportTo(logger, 'expiry') });
  const resolver = new Resolver(services, config.resolver, logger, (id) => {
    leftAlone('redemption', id);
  });
  const pointsDue = new PointsDue(points, reportTo(logger, 'points'));
  const resolving = config.resolver.enabled ? [resolver, pointsDue] : [];
  const fillers = [
    new BookFiller(store.books, reportTo(logger, 'books')),
    new SearchFiller(store.search, services.sealer, reportTo(logger, 'search')),
  ];
  return { webhooks, all: [...(watch ? [watch] : []), ...resolving, webhooks, expiry, erasure, keyUse, ...fillers] };
}

function reportTo(logger: Logger, part: string): (error: unknown) => void {
  return (error) => {
    logger.error({ err: error }, `${part}: a step failed and will be done again`);
  };
}

async function requirePorts({ port, host, metrics }: Config): Promise<void> {
  await requirePort({ port, host, chosenBy: 'PORT=' });
  if (metrics.port !== null) await requirePort({ port: metrics.port, host, chosenBy: 'VOUCH_METRICS_PORT=' });
}

interface Opening {
  readonly config: Config;
  readonly clock: AgreedClock;
  /** With the clock of the store. */
  readonly isCompared: boolean;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
  readonly telemetry: Telemetry;
  readonly ledger: LateLedger;
  readonly guesses: Guesses;
}

async function openServices(
  { config, clock, isCompared, logger, shutdown, telemetry, ledger, guesses }: Opening,
  simulators: Readonly<Record<string, string>>,
): Promise<Services> {
  const providers = new ProviderDirectory({
    definitions: [...PROVIDERS, ...LEDGERS],
    ledger: (permit) => ledger.of(permit),
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
  if (isCompared) clock.follow(await compareClocks(clock.own, () => store.serverTime()));
  // What it says now is what later leaps are told by: the store's time already, where this machine is wrong.
  clock.aged();
  // What others have seen: keys must not be dated by a clock that has been set back since, or that is behind.
  clock.hasBeen((await store.events.newestAt(latestProof(clock.now()))) ?? 0);
  // By less than a minute nothing gets old too early that is kept for days.
  const theirs = (await store.serverTime()) ?? 0;
  if (theirs > clock.now() + MINUTE_MS) clock.hasBeen(theirs);
  const sealer = await openSealer(store.accounts, config);
  await requireKeys(store.sealed, sealer, ownKeptAnswers(config, sealer), (message) => {
    logger.warn(message);
  });
  return {
    store: telemetry.store(store, clock),
    clock,
    ids: new RandomIds(clock),
    sealer,
    providers: telemetry.providers(providers),
    lock: new ProcessKeyedLock(),
    schedule: config.schedule,
    guesses,
    approvalLimits: async (accountId, livemode) => {
      const chosen = await store.people.findSettings(accountId);
      return approvalLimitsOf(chosen, config.approval[livemode ? 'live' : 'test']);
    },
  };
}

function urlOf(app: NestFastifyApplication): string {
  const { address, port } = app.getHttpServer().address() as AddressInfo;
  return localAddress(address, port);
}
