// `vouch doctor`: looks at everything that a server needs, before one is started or beside one that runs. Changes nothing, makes no
// voucher, and asks a provider for no more than a connection.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { engines } from '../../../package.json';
import { PROVIDERS } from '../../../adapters';
import { ConfigFaults, localAddress, readConfig, type Config } from '../../config';
import { keyWorks } from '../../core/accounts/account';
import type { Store } from '../../core/store';
import { keyFile } from '../../sealing/key-file';
import { MOST_APART_MS } from '../../system/agreed-clock';
import { whyFetchFailed } from '../../system/fetch-failure';
import { ownKeptAnswers } from '../../sealing/kept-answers';
import { requirePort } from '../../system/port-check';
import { EXIT_FAILED } from '../failure';

/** `note`: nothing is wrong, and whoever goes live should read it. */
type Mark = 'ok' | 'note' | 'FAIL';

interface Finding {
  readonly mark: Mark;
  readonly part: string;
  readonly words: string;
}

const PATIENCE_MS = 5_000;
const WIDTH = 14;

/** Exits 1 where anything fails. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Look at configuration, store, clock, ports, providers and keys; exit 1 names what is wrong')
    .action(async () => {
      const findings = await examine(process.env);
      for (const { mark, part, words } of findings) {
        process.stdout.write(`${mark.padEnd(5)} ${part.padEnd(WIDTH)} ${words}\n`);
      }
      if (findings.some(({ mark }) => mark === 'FAIL')) process.exitCode = EXIT_FAILED;
    });
}

async function examine(env: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const runtime = runtimeOf(process.versions.node);
  let config: Config;
  try {
    config = readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    const faults = error.faults.map(({ env: name, problem }) => fail('configuration', `${name} ${problem}`));
    return [runtime, ...faults, note('the rest', 'not looked at: the configuration comes first (.env.example)')];
  }
  return [
    runtime,
    ...configured(config),
    ...(await storeAndKeys(config)),
    ...(await Promise.all([portOf(config), ...metricsPortOf(config), ...providersOf(config), ...simulatorsOf(config)])),
  ];
}

const ok = (part: string, words: string): Finding => ({ mark: 'ok', part, words });
const note = (part: string, words: string): Finding => ({ mark: 'note', part, words });
const fail = (part: string, words: string): Finding => ({ mark: 'FAIL', part, words });

function runtimeOf(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = engines.node.replace('>=', '').split('.').map(Number);
  const isNewEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  return isNewEnough ? ok('node', version) : fail('node', `${version}: Vouch needs ${engines.node}`);
}

function configured({ warnings, unknownVariables, providers }: Config): Finding[] {
  const live = PROVIDERS.filter(({ provider }) => providers.live[provider]).map(({ type }) => type);
  const test = PROVIDERS.filter(({ provider }) => !providers.live[provider]);
  return [
    ok('configuration', 'read without a fault'),
    ...warnings.map((words) => note('configuration', words)),
    ...unknownVariables.map((name) => note('configuration', `${name} is no setting of Vouch: it does nothing`)),
    ...(live.length === 0 ? [] : [ok('live', live.join(', '))]),
    ...test.map(({ type, settings }) => {
      const needed = settings.filter(({ requiredForLive }) => requiredForLive).map(({ env: name }) => name);
      return note(
        'live',
        `${type} takes test keys alone${needed.length === 0 ? '' : `: live keys need ${needed.join(', ')}`}`,
      );
    }),
  ];
}

async function storeAndKeys(config: Config): Promise<Finding[]> {
  const { missingStore, openStore, SCHEMA_VERSION, schemaVersion } = await import('../../store/open');
  try {
    const missing = missingStore(config.databaseUrl);
    if (missing !== null)
      return [note('store', `there is none at ${missing} yet: the first start makes it, and its keys`)];
    const version = schemaVersion(config.databaseUrl);
    if (version !== null && version < SCHEMA_VERSION) {
      const words = `its schema is ${String(version)}, this version has ${String(SCHEMA_VERSION)}: the next start brings it up to date. Back it up first`;
      return [note('store', words)];
    }
    const live = Object.values(config.providers.live).some((settings) => settings !== null);
    const warnings: string[] = [];
    const store = await openStore(config.databaseUrl, { live, warn: (words) => warnings.push(words) });
    try {
      return [...warnings.map((words) => note('store', words)), ...(await lookAt(store, config))];
    } finally {
      await store.close();
    }
  } catch (error) {
    return [fail('store', wordsOf(error))];
  }
}

async function lookAt(store: Store, config: Config): Promise<Finding[]> {
  return [
    await found('store', async () => {
      await store.ping();
      return `${store.engine}, takes durable writes`;
    }),
    await found('clock', async () => {
      const theirs = await store.serverTime();
      if (theirs === null) return "the store's clock is this machine's";
      const apart = Date.now() - theirs;
      if (Math.abs(apart) <= MOST_APART_MS) return `${String(Math.abs(apart))} ms from the store's`;
      throw new Error(
        `${String(apart)} ms ahead of the store's: more than ${String(MOST_APART_MS)} ms, so this server would take no work. Run NTP`,
      );
    }),
    await sealing(store, config),
    await apiKeys(store),
  ];
}

/** A key file is made by the first start, not here. */
async function sealing(store: Store, config: Config): Promise<Finding> {
  const part = 'secret key';
  if (config.secretKeys === null && !existsSync(keyFile(config.dataDir))) {
    return (await store.accounts.digestKeyFingerprint()) === null
      ? note(part, 'none yet: the first start makes one')
      : fail(part, `${keyFile(config.dataDir)} is gone, and this store was made with the key in it`);
  }
  const { openSealer } = await import('../../sealing/open-sealer');
  const { requireKeys } = await import('../../sealing/require-keys');
  return found(part, async () => {
    const warnings: string[] = [];
    const sealer = await openSealer(store.accounts, config);
    const kept = ownKeptAnswers(config, sealer);
    await requireKeys(store.sealed, sealer, kept, (words) => warnings.push(words));
    return ['opens what is sealed in this store', ...warnings].join('; ');
  });
}

async function apiKeys(store: Store): Promise<Finding> {
  const now = Date.now();
  const keys = (await store.accounts.listKeys()).filter((key) => keyWorks(key, now));
  const live = keys.filter(({ livemode }) => livemode).length;
  if (keys.length === 0) return fail('API keys', 'none works: vouch keys create makes one');
  return ok('API keys', `${String(live)} live, ${String(keys.length - live)} for tests`);
}

async function portOf({ port, host }: Config): Promise<Finding> {
  try {
    await requirePort({ port, host, chosenBy: 'PORT=' });
    return ok('port', port === 0 ? 'any that is free' : `${String(port)} on ${host} is free`);
  } catch (error) {
    if (await isVouch(`${localAddress(host, port)}/`)) return ok('port', `${String(port)}: a Vouch serves there`);
    return fail('port', wordsOf(error));
  }
}

/** Taken by whom cannot be said: metrics do not name their program. */
function metricsPortOf({ metrics, host, port }: Config): Promise<Finding>[] {
  if (metrics.port === null || metrics.port === port) return [];
  const wanted = { port: metrics.port, host, chosenBy: 'VOUCH_METRICS_PORT=' };
  return [
    requirePort(wanted).then(
      () => ok('metrics port', `${String(wanted.port)} is free`),
      (error: unknown) => note('metrics port', `${wordsOf(error)} (fine where it is this server that runs)`),
    ),
  ];
}

/** Any answer will do, a refusal too: what is looked at is the way there, and the certificate. */
function providersOf({ providers }: Config): Promise<Finding>[] {
  return PROVIDERS.flatMap(({ provider, settings }) => {
    const live = providers.live[provider];
    if (!live) return [];
    const addresses = settings.filter(({ kind }) => kind === 'url').map(({ key }) => live[key]);
    return addresses.flatMap((address) => (typeof address === 'string' ? [reached(provider, address)] : []));
  });
}

function simulatorsOf({ simulatorsUrl }: Config): Promise<Finding>[] {
  return simulatorsUrl === null ? [] : [reached('simulators', simulatorsUrl)];
}

async function reached(part: string, address: string): Promise<Finding> {
  const { host, origin } = new URL(address);
  try {
    const reply = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await reply.body?.cancel();
    return ok(part, `${host} answers`);
  } catch (error) {
    return fail(part, `${host} does not answer (${whyFetchFailed(error)})`);
  }
}

async function isVouch(address: string): Promise<boolean> {
  try {
    const reply = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return ((await reply.json()) as { readonly name?: unknown }).name === 'Vouch';
  } catch {
    return false;
  }
}

async function found(part: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return ok(part, await look());
  } catch (error) {
    return fail(part, wordsOf(error));
  }
}

/** Not `instanceof Error`: drivers have errors of their own. */
function wordsOf(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  const known = [error, cause].find(
    (one) => typeof one === 'object' && one !== null && 'message' in one && one.message !== '',
  );
  return known ? String((known as { message: unknown }).message) : 'it failed';
}
