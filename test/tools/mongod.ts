// MongoDB for tests: one single-node replica set for a whole run, started by the first spec that asks; more nodes on demand.
import { randomBytes } from 'node:crypto';
import type { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core';
import { describeWith } from './describe-with';
import { findMongod } from './mongod-binary';

/** Where global-setup.ts listens for the first request. */
export const BROKER = 'VOUCH_TEST_MONGOD_BROKER';
/** A replica set that is already running can be named here; then none is started. */
export const URL_VARIABLE = 'VOUCH_TEST_MONGODB_URL';

const LAUNCH_MS = 60_000;

/** `describe` for suites that need MongoDB. */
export function describeWithMongo(name: string, suite: () => void): void {
  const missing = process.env[URL_VARIABLE] === undefined ? findMongod() : {};
  describeWith('MongoDB', 'why' in missing ? String(missing.why) : null, name, suite);
}

/** URL of an empty database of its own on the run's replica set, which is started if it is not there yet. */
export async function freshMongoUrl(): Promise<string> {
  const url = new URL(await replicaSetUrl());
  url.pathname = `/vouch_${randomBytes(6).toString('hex')}`;
  return url.toString();
}

async function replicaSetUrl(): Promise<string> {
  const given = process.env[URL_VARIABLE];
  if (given !== undefined) return given;
  const broker = process.env[BROKER];
  if (broker === undefined) throw new Error('jest runs without test/global-setup.ts, which starts MongoDB');
  const reply = await fetch(broker, { signal: AbortSignal.timeout(LAUNCH_MS) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`MongoDB did not start: ${text}`);
  process.env[URL_VARIABLE] = text;
  return text;
}

/** A replica set of its own, for specs that break it. Stop it with `stop()`. `port` and `dbPath` of a node stay the same over its life. */
export async function startReplicaSet(nodes: 1 | 3 = 1): Promise<MongoMemoryReplSet> {
  // Loaded when it is needed: the global setup of every run, with or without a database, passes through this file.
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  return MongoMemoryReplSet.create({
    binary: binary(),
    instanceOpts: Array.from({ length: nodes }, () => ({ launchTimeout: LAUNCH_MS })),
    replSet: {
      count: nodes,
      storageEngine: 'wiredTiger',
      args: LEAN,
      // Elections in a second or two instead of twelve: what is tested is that they happen, not how long they take.
      configSettings: { electionTimeoutMillis: 1000, heartbeatIntervalMillis: 300 },
    },
  });
}

/** A server that belongs to no replica set. */
export async function startStandalone(): Promise<MongoMemoryServer> {
  const { MongoMemoryServer } = await import('mongodb-memory-server-core');
  const instance = { storageEngine: 'wiredTiger', launchTimeout: LAUNCH_MS, args: LEAN } as const;
  return MongoMemoryServer.create({ binary: binary(), instance });
}

/** Tests hold a few megabytes: by default every mongod would take half of the machine's memory for its cache. */
const LEAN = [
  '--wiredTigerCacheSizeGB',
  '0.25',
  // Hundreds of databases come and go in one run: their files are closed soon, or a mongod can run out of them.
  '--wiredTigerEngineConfigString',
  'file_manager=(close_idle_time=10,close_scan_interval=5,close_handle_minimum=250)',
];

function binary(): { systemBinary: string } {
  const mongod = findMongod();
  if ('why' in mongod) throw new Error(`There is no mongod: ${mongod.why}`);
  // The mongod that was found is tested: its version is not compared with a favourite.
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  return { systemBinary: mongod.path };
}
