// The MongoDB store: a replica set or a sharded cluster, shared by any number of instances. One connection pool per store.
import os from 'node:os';
import { type Connection, createConnection } from 'mongoose';
import type { Store } from '../../core/store';
import type { Instant } from '../../core/values/time';
import { MongoAllowances } from './accounts/allowances';
import { MongoAccounts } from './accounts/accounts';
import { readBacklog } from './backlog';
import { endWritesWithTheirConnection } from './engine/ended-writes';
import { BEAT_MS, MAJORITY_MS, SELECTION_MS, SILENCE_MS } from './engine/write-limits';
import { ensureSchema } from './schema/ensure-schema';
import { MongoBooks } from './books/books';
import { MongoEvents } from './events';
import { MongoFindings } from './findings';
import { MongoPeople } from './people/people';
import { MongoPoints } from './points/points';
import { pointsCollectionsOn } from './points/schema';
import { MongoReconciliations } from './reconciliations';
import { MongoRedemptions } from './redemptions';
import { MongoRestores } from './restores';
import { MongoSearch } from './search/search';
import { MongoSealedRecords } from './sealed-records';
import { MongoStoredAnswers } from './stored-answers';
import { MongoTerminals } from './accounts/terminals';
import { MongoWebhooks } from './webhooks/webhooks';
import { type Collections, collectionsOn } from './schema/collections';

/**
 * Durable means journalled on a majority: what is acknowledged survives the loss of the primary. Reads go to the primary and
 * see only what a majority has, so that no answer is built on a write that is rolled back later.
 */
const CONNECTION = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: MAJORITY_MS },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryWrites: true,
  bufferCommands: false,
  ignoreUndefined: true,
  // Otherwise the driver imports it when it connects, which fails wherever dynamic imports of built-ins do (jest).
  runtimeAdapters: { os },
} as const;

/** Used only where the URL does not say: the operator decides how patient to be, and the driver would let an option given here win. */
const PATIENCE = {
  serverSelectionTimeoutMS: SELECTION_MS,
  heartbeatFrequencyMS: BEAT_MS,
  connectTimeoutMS: SILENCE_MS,
  /** By which the transactions of one installation are told from those of other programs. */
  appName: 'vouch',
} as const;

function patienceOf(url: string): Partial<typeof PATIENCE> {
  const [, query = ''] = url.split('?');
  // The driver does not mind how an option is capitalised.
  const given = new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(PATIENCE).filter(([name]) => !given.has(name.toLowerCase())));
}

/** How strict to be about the server, and where to warn. */
export interface MongoOptions {
  /** Refuse a server that is not part of a replica set. */
  readonly live?: boolean;
  readonly warn?: (message: string) => void;
}

/** A store whose errors are not translated yet. */
export interface MongoStore extends Store {
  readonly engine: 'mongodb';
  /** The collections themselves, for tests that explain their plans. */
  readonly collections: Collections;
}

/**
 * Connects to `url`, then makes collections, validators and indexes where they are missing or differ. Rejects, with the
 * connection closed, where that cannot be done. Errors of the ports are the driver's own.
 */
export async function openMongoStore(url: string, options: MongoOptions = {}): Promise<MongoStore> {
  endWritesWithTheirConnection();
  const connection = createConnection(url, { ...CONNECTION, ...patienceOf(url) });
  try {
    await connection.asPromise();
    const replicated = await isReplicated(connection);
    if (!replicated) refuseOrWarn(options);
    const collections = collectionsOn(connection);
    await ensureSchema(collections, replicated);
    return storeOn(connection, collections, replicated);
  } catch (error) {
    await connection.destroy();
    throw error;
  }
}

function storeOn(connection: Connection, collections: Collections, replicated: boolean): MongoStore {
  const client = connection.getClient();
  const events = new MongoEvents(collections);
  const books = new MongoBooks(collections.redemptions);
  const redemptions = new MongoRedemptions(collections, (id, now) => events.relayOf(id, now), books, replicated);
  let closing: Promise<void> | undefined;
  return {
    engine: 'mongodb',
    collections,
    redemptions,
    books,
    search: new MongoSearch(collections.redemptions),
    events,
    storedAnswers: new MongoStoredAnswers(collections),
    accounts: new MongoAccounts(connection, collections, replicated),
    people: new MongoPeople(connection, collections, replicated),
    terminals: new MongoTerminals(collections),
    allowances: new MongoAllowances(collections),
    webhooks: new MongoWebhooks(collections),
    findings: new MongoFindings(collections),
    reconciliations: new MongoReconciliations(collections),
    points: new MongoPoints(client, pointsCollectionsOn(collections.redemptions.db), collections, replicated),
    restores: new MongoRestores(collections),
    sealed: new MongoSealedRecords(collections),
    ping: async () => {
      await collections.markers.updateOne({ _id: 'pulse' }, { $inc: { beats: 1 } }, { upsert: true });
    },
    stats: () => ({ durableWrites: redemptions.writes, commits: null }),
    backlog: (now) => readBacklog(collections, now),
    serverTime: () => primaryTime(connection),
    // Not `close`: mongoose would keep the closed connection in its list of all connections for good.
    close: () => (closing ??= connection.destroy()),
  };
}

function refuseOrWarn({ live, warn }: MongoOptions): void {
  const why =
    'DATABASE_URL names a MongoDB server that is not part of a replica set: what it acknowledges is lost with it';
  if (live === true)
    throw new Error(
      `${why}. Live mode needs a replica set or a sharded cluster (a replica set of one can be made with rs.initiate())`,
    );
  warn?.(`${why}. Fine for tests only`);
}

async function primaryTime(connection: Connection): Promise<Instant | null> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  return hello?.localTime instanceof Date ? hello.localTime.getTime() : null;
}

/** A member names its set; a router of a sharded cluster calls itself `isdbgrid`. */
async function isReplicated(connection: Connection): Promise<boolean> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  return typeof hello?.setName === 'string' || hello?.msg === 'isdbgrid';
}
