// The engines that a suite runs on: the embedded one always, MongoDB on the replica set of the run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/core/store';
import { MongoStore } from '../../src/store/mongo/store';
import { SqliteStore } from '../../src/store/sqlite/store';
import { describeWithMongo, freshMongoUrl } from './mongod';

export interface EngineUnderTest {
  readonly name: 'sqlite' | 'mongodb';
  /** Null: an embedded store in a folder of its own. */
  readonly databaseUrl: (() => Promise<string>) | null;
}

/** Runs a suite once on each engine: the same promises, held by the same specs. */
export function describeApi(title: string, suite: (engine: EngineUnderTest) => void): void {
  describe(`${title} on sqlite`, () => suite({ name: 'sqlite', databaseUrl: null }));
  describeWithMongo(`${title} on mongodb`, () => suite({ name: 'mongodb', databaseUrl: freshMongoUrl }));
}

/** A store on a file of its own, and what takes it away again. */
export async function openSqlite(): Promise<{ store: Store; drop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-store-'));
  const store = new SqliteStore(join(folder, 'vouch.db'));
  await store.open();
  return {
    store,
    drop: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type OpenStore = () => Promise<{ store: Store; drop: () => Promise<void> }>;

async function openMongo(): Promise<{ store: Store; drop: () => Promise<void> }> {
  const store = new MongoStore(await freshMongoUrl());
  await store.open();
  return {
    store,
    drop: async () => {
      await store.models.events.db.dropDatabase();
      await store.close();
    },
  };
}

/** One suite, on every engine that is here. */
export function forEachEngine(name: string, suite: (openStore: OpenStore) => void): void {
  describe(`${name} on sqlite`, () => suite(openSqlite));
  describeWithMongo(`${name} on mongodb`, () => suite(openMongo));
}
