// The MongoDB store: a replica set or a sharded cluster, shared by any number of instances. One connection pool per store.
import os from 'node:os';
import { type Connection, createConnection } from 'mongoose';
import type { Backlog } from '../../core/backlog';
import { Store, type StoreStats } from '../../core/store';
import type { Instant } from '../../core/values/time';
import { MongoAccounts } from './accounts';
import { readBacklog } from './backlog';
import { ensureSchema } from './schema/ensure-schema';
import { MongoEvents } from './events';
import { MongoFindings } from './findings';
import { MongoIdempotency } from './stored-answers';
import { MongoRedemptions } from './redemptions';
import { MongoWebhooks } from './webhooks';
import { type Models, modelsOn } from './schema/collections';

/** How long to look for a primary before a call fails: longer than an election (12 s by default), shorter than a patient caller. */
const SELECTION_MS = 15_000;
/** A write that no majority has confirmed by then is reported as not acknowledged; callers read again. */
const MAJORITY_MS = 10_000;
/**
 * A server that falls silent without closing its sockets is given up after the sum of both, and what waits on it goes to the
 * new primary. By default that is 40 seconds. No timeout on the calls themselves: building an index may take longer than any.
 */
const BEAT_MS = 2_000;
const SILENCE_MS = 5_000;

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
  autoIndex: false,
  autoCreate: false,
  ignoreUndefined: true,
  // Otherwise the driver imports it when it connects, which fails wherever dynamic imports of built-ins do (jest).
  runtimeAdapters: { os },
} as const;

/** Defaults only: how patient to be is for whoever runs it, and the driver would let an option given here win over the URL's. */
const PATIENCE = {
  serverSelectionTimeoutMS: SELECTION_MS,
  heartbeatFrequencyMS: BEAT_MS,
  connectTimeoutMS: SILENCE_MS,
} as const;

function patienceOf(url: string): Partial<typeof PATIENCE> {
  const [, query = ''] = url.split('?');
  // The driver does not mind how an option is capitalised.
  const given = new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(PATIENCE).filter(([name]) => !given.has(name.toLowerCase())));
}

interface Parts {
  readonly connection: Connection;
  readonly models: Models;
  readonly redemptions: MongoRedemptions;
  readonly events: MongoEvents;
  readonly idempotency: MongoIdempotency;
  readonly accounts: MongoAccounts;
  readonly findings: MongoFindings;
  readonly webhooks: MongoWebhooks;
}

export interface MongoOptions {
  readonly live?: boolean;
  readonly warn?: (message: string) => void;
}

export class MongoStore extends Store {
  override readonly engine = 'mongodb';
  private parts: Parts | null = null;

  constructor(
    private readonly url: string,
    private readonly options: MongoOptions = {},
  ) {
    super();
  }

  override get redemptions(): MongoRedemptions {
    return this.opened().redemptions;
  }

  override get events(): MongoEvents {
    return this.opened().events;
  }

  override get storedAnswers(): MongoIdempotency {
    return this.opened().idempotency;
  }

  override get accounts(): MongoAccounts {
    return this.opened().accounts;
  }

  override get findings(): MongoFindings {
    return this.opened().findings;
  }

  override get webhooks(): MongoWebhooks {
    return this.opened().webhooks;
  }

  /** The collections themselves, for the plan test. */
  get models(): Models {
    return this.opened().models;
  }

  override async open(): Promise<void> {
    if (this.parts) return;
    const connection = createConnection(this.url, { ...CONNECTION, ...patienceOf(this.url) });
    try {
      await connection.asPromise();
      const replicated = await isReplicated(connection);
      if (!replicated) this.refuseOrWarn();
      const models = modelsOn(connection);
      await ensureSchema(connection, models);
      this.parts = {
        connection,
        models,
        redemptions: new MongoRedemptions(models),
        events: new MongoEvents(models),
        idempotency: new MongoIdempotency(models),
        accounts: new MongoAccounts(connection, models, replicated),
        findings: new MongoFindings(models),
        webhooks: new MongoWebhooks(models),
      };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  override async ping(): Promise<void> {
    await this.opened().models.markers.updateOne({ _id: 'pulse' }, { $inc: { beats: 1 } }, { upsert: true });
  }

  override stats(): StoreStats {
    return { durableWrites: this.opened().redemptions.writes, commits: null };
  }

  override backlog(now: Instant): Promise<Backlog> {
    return readBacklog(this.opened().models, now);
  }

  override async close(): Promise<void> {
    const parts = this.parts;
    this.parts = null;
    await parts?.connection.close();
  }

  private refuseOrWarn(): void {
    const why =
      'DATABASE_URL names a MongoDB server that is not part of a replica set: what it acknowledges is lost with it';
    if (this.options.live === true)
      throw new Error(
        `${why}. Live mode needs a replica set or a sharded cluster (a replica set of one can be made with rs.initiate())`,
      );
    this.options.warn?.(`${why}. Fine for tests only`);
  }

  private opened(): Parts {
    if (!this.parts) throw new Error('The store is not open');
    return this.parts;
  }
}

/** A member names its set; a router of a sharded cluster calls itself `isdbgrid`. */
async function isReplicated(connection: Connection): Promise<boolean> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  return typeof hello?.setName === 'string' || hello?.msg === 'isdbgrid';
}
