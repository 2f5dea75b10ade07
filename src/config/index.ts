// The environment as one frozen, typed object. The only place, apart from the command line, that may read the
// environment.
import { dirname, resolve } from 'node:path';
import { PROVIDERS } from '../../adapters';
import { ConfigFaults, type ConfigFault } from './faults';
import { isLoopback, noteUnsafe, warningsOf } from './live-safety';
import { localAddress } from './local-address';
import { notesOfLive, readProviders, type ProviderConfig } from './provider-settings';
import { noteUnknown, readVariables, textOf, type Env } from './read-variables';
import type { LOG_LEVELS, Values } from './variables';
import { readSecretKeys } from './secret-keys';
import { wantsTracing } from './wants-tracing';
import { DRAFT_MS, type Schedule } from '../core/redemption/schedule';

export { ConfigFaults } from './faults';
export { localAddress } from './local-address';

/** What an operator has chosen. .env.example explains each variable; milliseconds where a name ends in `Ms`. */
export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Without a slash at its end. Null: where it listens. */
  readonly publicUrl: string | null;
  /** Null: the till is under every name. */
  readonly tillHost: string | null;
  /** Null: the console is under every name. */
  readonly consoleHost: string | null;
  readonly maxConnections: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The ring as given, or null: then the key file in `dataDir` holds it. */
  readonly secretKeys: string | null;
  /** Null: the oldest key of the ring. */
  readonly digestKey: string | null;
  /** Control address of simulators that run elsewhere, or null: then the server starts its own. */
  readonly simulatorsUrl: string | null;
  readonly schedule: Schedule;
  /** 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** Refused PINs in 15 minutes. 0: no limit. */
  readonly pinAttempts: number;
  /** Redemptions without capture in an hour, for each publishable key and address. 0: no limit. */
  readonly draftLimit: number;
  /** Cents that a person may give back without a second one, of one redemption and in a day, by mode. Null: any amount. */
  readonly approval: Readonly<Record<'live' | 'test', ApprovalAmounts>>;
  readonly trustProxy: readonly string[] | null;
  /** Null: no page on another origin may call. */
  readonly corsOrigins: readonly string[] | null;
  /** How long the audit log is kept. */
  readonly auditMs: number;
  readonly webhooksPublicOnly: boolean;
  readonly resolver: { readonly enabled: boolean; readonly everyMs: number; readonly concurrency: number };
  /** How many calls a provider is given at once, after how many failures in a row it is left alone, and for how long. */
  readonly gateLimits: { readonly concurrent: number; readonly breakAfter: number; readonly halfOpenAfterMs: number };
  /** Null port: on the main port, behind the token. Both null: no metrics. */
  readonly metrics: { readonly port: number | null; readonly token: string | null };
  /** Whether the standard OTEL_* variables ask for traces. OpenTelemetry reads the rest of them by itself. */
  readonly tracing: boolean;
  readonly providers: ProviderConfig;
  /** Where the embedded store, its key file and the simulators' books live. Absolute. */
  readonly dataDir: string;
  /** Names in the environment that begin with VOUCH_ and mean nothing here. For a warning. */
  readonly unknownVariables: readonly string[];
  /** What an operator of live mode should know. To be logged. */
  readonly warnings: readonly string[];
}

/** The store alone, for commands that need nothing else. Throws `ConfigFaults`. */
export function databaseUrlOf(env: Env): string {
  const faults: ConfigFault[] = [];
  const { databaseUrl } = readVariables({ DATABASE_URL: env['DATABASE_URL'] }, faults);
  if (faults.length > 0) throw new ConfigFaults(faults);
  return databaseUrl;
}

/** Where clients reach the server, and the till's own host, for commands that print an address. Null where PORT=0 leaves it open. */
export function serverAddressOf(env: Env): { readonly url: string | null; readonly tillHost: string | null } {
  const faults: ConfigFault[] = [];
  const names = ['HOST', 'PORT', 'VOUCH_PUBLIC_URL', 'VOUCH_TILL_HOST'];
  const values = readVariables(Object.fromEntries(names.map((name) => [name, env[name]])), faults);
  if (faults.length > 0) throw new ConfigFaults(faults);
  const { publicUrl, tillHost, port } = values;
  return { url: publicUrl ?? (port === 0 ? null : localAddress(values.host, port)), tillHost };
}

/** What commands need that open what is sealed. Throws `ConfigFaults`. */
export function keysOf(env: Env): Pick<Config, 'databaseUrl' | 'secretKeys' | 'digestKey' | 'dataDir'> {
  const faults: ConfigFault[] = [];
  const names = ['DATABASE_URL', 'VOUCH_SECRET_KEY', 'VOUCH_SECRET_KEY_FILE', 'VOUCH_DIGEST_KEY'];
  const values = readVariables(Object.fromEntries(names.map((name) => [name, env[name]])), faults);
  const secretKeys = readSecretKeys(values, faults);
  if (faults.length > 0) throw new ConfigFaults(faults);
  const { databaseUrl, digestKey } = values;
  return { databaseUrl, secretKeys, digestKey, dataDir: dataDirOf(databaseUrl) };
}

/** Reads everything, or throws `ConfigFaults` with every fault there is. Reads no file but that of `VOUCH_SECRET_KEY_FILE`. */
export function readConfig(env: Env): Config {
  const faults: ConfigFault[] = [];
  const values = readVariables(env, faults);
  const unknownVariables = noteUnknown(env, settingsOf(PROVIDERS), faults);
  const providers = readProviders(env, PROVIDERS, faults);
  const live = PROVIDERS.filter(({ provider }) => providers.live[provider]).map(({ provider }) => provider);
  const secretKeys = readSecretKeys(values, faults);
  const isGiven = ['VOUCH_SECRET_KEY', 'VOUCH_SECRET_KEY_FILE'].some((name) => textOf(env, name) !== undefined);
  if (!isGiven) noteMissingKey(values.databaseUrl, live, faults);
  noteSharedPort(values, faults);
  noteOpenMetrics(env, values, faults);
  noteUnsafe(env, PROVIDERS, providers, faults);
  if (faults.length > 0) throw new ConfigFaults(faults);
  return Object.freeze({
    databaseUrl: values.databaseUrl,
    host: values.host,
    port: values.port,
    publicUrl: values.publicUrl,
    tillHost: values.tillHost,
    consoleHost: values.consoleHost,
    maxConnections: values.maxConnections,
    logLevel: values.logLevel,
    secretKeys,
    digestKey: values.digestKey,
    simulatorsUrl: values.simulatorsUrl,
    schedule: scheduleOf(values),
    rateLimitPerMinute: values.rateLimit,
    pinAttempts: values.pinAttempts,
    draftLimit: values.draftLimit,
    approval: Object.freeze({ live: approvalOf(values, LIVE_APPROVAL), test: approvalOf(values, NO_APPROVAL) }),
    trustProxy: values.trustProxy,
    corsOrigins: values.corsOrigins,
    auditMs: values.auditFor,
    webhooksPublicOnly: values.webhooksPublicOnly,
    resolver: Object.freeze({
      enabled: values.resolver,
      everyMs: values.resolverEvery,
      concurrency: values.resolverConcurrency,
    }),
    gateLimits: Object.freeze({
      concurrent: values.providerConcurrency,
      breakAfter: values.breakAfter,
      halfOpenAfterMs: values.breakFor,
    }),
    metrics: Object.freeze({ port: values.metricsPort, token: values.metricsToken }),
    tracing: wantsTracing(env),
    providers: Object.freeze(providers),
    dataDir: dataDirOf(values.databaseUrl),
    unknownVariables: Object.freeze(unknownVariables),
    warnings: Object.freeze(
      live.length > 0 ? [...warningsOf(env, values.databaseUrl), ...notesOfLive(PROVIDERS, providers)] : [],
    ),
  });
}

/** The names of every provider's variables. */
function settingsOf(providers: typeof PROVIDERS): string[] {
  return providers.flatMap(({ settings }) => settings.map(({ env }) => env));
}

/** See `Config.approval`. */
interface ApprovalAmounts {
  readonly above: number | null;
  readonly abovePerDay: number | null;
}

/** Most vouchers are smaller; and a day of many small ones should not come to more than a few of them. */
const LIVE_APPROVAL: ApprovalAmounts = { above: 50_000, abovePerDay: 200_000 };
const NO_APPROVAL: ApprovalAmounts = { above: null, abovePerDay: null };

function approvalOf({ approvalAbove, approvalAbovePerDay }: Values, unsaid: ApprovalAmounts): ApprovalAmounts {
  const amount = (given: number | 'off' | null, otherwise: number | null) =>
    given === 'off' ? null : (given ?? otherwise);
  return Object.freeze({
    above: amount(approvalAbove, unsaid.above),
    abovePerDay: amount(approvalAbovePerDay, unsaid.abovePerDay),
  });
}

function scheduleOf(values: Values): Schedule {
  return Object.freeze({
    ladderMs: values.askAfter,
    giveUpAfterMs: values.giveUpAfter,
    graceMs: values.grace,
    reservationMs: values.reservationFor,
    draftMs: DRAFT_MS,
    publishableDraftMs: values.draftFor,
  });
}

/** Two listeners on one port: neither is at fault alone, and the second one would fail with the first already open. */
function noteSharedPort({ port, metricsPort }: Partial<Values>, faults: ConfigFault[]): void {
  if (port === undefined || port === 0 || metricsPort !== port) return;
  const problem =
    'is the same port as PORT: choose another one, or set VOUCH_METRICS_TOKEN alone to serve both on PORT';
  faults.push({ env: 'VOUCH_METRICS_PORT', problem });
}

/** What runs here, and how much is sold by which provider, is for nobody who merely reaches the port. */
function noteOpenMetrics(env: Env, { host, metricsPort }: Partial<Values>, faults: ConfigFault[]): void {
  if (typeof metricsPort !== 'number' || host === undefined || isLoopback(host)) return;
  if (textOf(env, 'VOUCH_METRICS_TOKEN') !== undefined) return;
  const problem = 'is missing: VOUCH_METRICS_PORT is set, and HOST lets others reach it';
  faults.push({ env: 'VOUCH_METRICS_TOKEN', problem });
}

/** The folder of what lies beside the store: that of its file, or `data` here. */
export function dataDirOf(databaseUrl: string): string {
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  return file === undefined ? resolve('data') : dirname(resolve(file));
}

/** A key that is made up at boot is fine for trying Vouch out; one that vanishes with a disk is not, where money is. */
function noteMissingKey(databaseUrl: string | undefined, live: readonly string[], faults: ConfigFault[]): void {
  const why = databaseUrl?.startsWith('mongodb')
    ? 'with MongoDB, because every instance must have the same key'
    : live.length > 0
      ? `in live mode (${live.join(', ')} ${live.length === 1 ? 'is' : 'are'} set up for it)`
      : undefined;
  if (why) faults.push({ env: 'VOUCH_SECRET_KEY', problem: `is missing: it is needed ${why}` });
}
