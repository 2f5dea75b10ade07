// The embedded store: the contract, and what only a file can get wrong.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/core/store';
import { openStore } from '../../src/store/open';
import { describeStoreContract } from './contract';

describeStoreContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-store-'));
  const stores: Store[] = [];
  const another = async () => {
    const store = await openStore(`sqlite:${join(folder, 'new', 'vouch.db')}`);
    stores.push(store);
    return store;
  };
  return {
    store: await another(),
    another,
    destroy: async () => {
      for (const store of stores) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
