// The MongoDB store: the contract, on a real replica set.
import type { Store } from '../../src/core/store';
import { openStore } from '../../src/store/open';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { describeStoreContract } from './contract';

describeWithMongo('on a replica set', () => {
  jest.setTimeout(60_000);

  describeStoreContract('MongoDB', async () => {
    const url = await freshMongoUrl();
    const stores: Store[] = [];
    const another = async () => {
      const store = await openStore(url, { live: true });
      stores.push(store);
      return store;
    };
    return {
      store: await another(),
      another,
      destroy: async () => {
        for (const store of stores) await store.close();
      },
    };
  });
});
