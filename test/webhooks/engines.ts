// The engines that a suite runs on.
import type { Store } from '../../src/core/store';
import { MongoStore } from '../../src/store/mongo/store';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { openSqlite } from './world';

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
