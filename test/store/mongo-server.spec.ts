// What only MongoDB can get wrong: a server that cannot keep its word, several instances booting, what the database refuses.
import type { mongo } from 'mongoose';
import { fieldsOf } from '../../src/store/mongo/document';
import { openMongoStore } from '../../src/store/mongo/store';
import { fullRedemption, sampleRedemption } from '../fixtures/redemption';
import { sampleUser } from './contract/people';
import { describeWithMongo, freshMongoUrl, startStandalone } from '../tools/mongod';

describeWithMongo('a MongoDB store', () => {
  jest.setTimeout(60_000);

  it('refuses a standalone server in live mode, and warns in test mode', async () => {
    const server = await startStandalone();
    const url = server.getUri('vouch');
    await expect(openMongoStore(url, { live: true })).rejects.toThrow('not part of a replica set');
    const warnings: string[] = [];
    const store = await openMongoStore(url, { warn: (message) => warnings.push(message) });
    expect(warnings).toEqual([expect.stringContaining('Fine for tests only')]);
    const redemption = fullRedemption();
    await store.redemptions.insert(redemption, []);
    expect(await store.redemptions.find(redemption.id)).toStrictEqual(redemption);
    const account = { id: 'acc_1', name: 'A', createdAt: 1 };
    const user = sampleUser({ id: 'usr_1', accountId: 'acc_1', email: 'a@example.com', createdAt: 1 });
    expect(await store.accounts.bootstrap(account, [], user)).toBe(true);
    expect(await store.accounts.bootstrap(account, [], user)).toBe(false);
    await store.close();
    await server.stop();
  });

  it('is set up by several instances at once, and again without harm', async () => {
    const url = await freshMongoUrl();
    const stores = await Promise.all(Array.from({ length: 5 }, () => openMongoStore(url, { live: true })));
    for (const store of stores) await store.close();
    const again = await openMongoStore(url);
    const indexes = await again.collections.redemptions.indexes();
    expect(indexes.filter(({ unique }) => unique).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['claim', 'idempotency']),
    );
    const [collection] = await again.collections.redemptions.db
      .listCollections<mongo.CollectionInfo>({ name: 'redemptions' })
      .toArray();
    expect(collection?.options).toHaveProperty('validator');
    await again.close();
  });

  it('has the database itself refuse books that cannot be', async () => {
    const store = await openMongoStore(await freshMongoUrl());
    const collection = store.collections.redemptions;
    const put = (over: object) => {
      const redemption = sampleRedemption();
      return collection.insertOne({
        _id: redemption.id,
        ...fieldsOf(redemption),
        outbox: [],
        outboxed: false,
        ...over,
      });
    };
    await put({});
    const impossible = [
      { status: 'lost' },
      { outcome: 'maybe' },
      { amountCents: 19.5 },
      { redeemedCents: -1 },
      { reversedCents: 1 },
      { redeemedCents: 5, reversedCents: 6 },
      { status: 'failed', claimed: true },
      { accountId: '' },
      { claim: null },
      { operations: [{ id: 'op_1', type: 'confirm', status: 'gone', amountCents: 1 }] },
    ];
    for (const over of impossible) await expect(put(over)).rejects.toMatchObject({ code: 121 });
    await expect(store.redemptions.insert(sampleRedemption({ reversedCents: 1 }), [])).rejects.toThrow();
    await store.close();
  });
});
