// The engines that a suite runs on: the embedded one always, MongoDB on the replica set of the run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/core/store';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/store';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store';
import { describeWithMongo, freshMongoUrl } from './mongod';
import { FULL } from './scale';

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

/** The same at full size; otherwise on the embedded engine alone: for rules of the core that no engine knows of. */
export function describeOnOne(title: string, suite: (engine: EngineUnderTest) => void): void {
  if (FULL) describeApi(title, suite);
  else describe(`${title} on sqlite`, () => suite({ name: 'sqlite', databaseUrl: null }));
}

/** A store on a file of its own, and what takes it away again. */
export async function openSqlite(): Promise<{ store: Store; drop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-store-'));
  const store = await openSqliteStore(join(folder, 'vouch.db'));
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
  const store = await openMongoStore(await freshMongoUrl());
  return {
    store,
    drop: async () => {
      await store.collections.events.db.dropDatabase();
      await store.close();
    },
  };
}

/** What a spec looks into where the port hides it: the file's plans, or the collections'. */
export function isSqlite(store: Store): store is SqliteStore {
  return store.engine === 'sqlite';
}
export function isMongo(store: Store): store is MongoStore {
  return store.engine === 'mongodb';
}

/** One suite, on every engine that is here. */
export function forEachEngine(name: string, suite: (openStore: OpenStore) => void): void {
  describe(`${name} on sqlite`, () => suite(openSqlite));
  describeWithMongo(`${name} on mongodb`, () => suite(openMongo));
}

/** The same at full size; otherwise on the embedded engine alone, where a contract of the store holds for what the engines do of it. */
export function forOneEngine(name: string, suite: (openStore: OpenStore) => void): void {
  if (FULL) forEachEngine(name, suite);
  else describe(`${name} on sqlite`, () => suite(openSqlite));
}
