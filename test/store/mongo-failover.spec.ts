// The loss of the primary in the middle of a stream of writes: every write that was acknowledged is there afterwards,
// once.
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import type { Redemption } from '../../src/core/redemption/redemption';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/store';
import { nextOf, sampleEvent, sampleRedemption } from '../fixtures/redemption';
import { describeWithMongo, startReplicaSet } from '../tools/mongod';

const WRITERS = 5;
const BEFORE = 50;
const AFTER = 50;

describeWithMongo('three MongoDB nodes', () => {
  jest.setTimeout(120_000);
  let set: MongoMemoryReplSet;
  let store: MongoStore;
  beforeAll(async () => {
    set = await startReplicaSet(3);
    store = await openMongoStore(set.getUri('vouch'), { live: true });
  });
  afterAll(async () => {
    await store.close();
    await set.stop();
  });

  it('lose no acknowledged write when the primary is killed, and go on without it', async () => {
    const acknowledged = new Map<string, Redemption>();
    const isOver = () => killed && acknowledged.size >= killedAt + AFTER;
    let killed = false;
    let killedAt = Number.POSITIVE_INFINITY;

    /** As the core does: a write that throws may have happened, so read again before trying again. */
    const write = async (redemption: Redemption) => {
      for (;;) {
        try {
          if ((await store.redemptions.insert(redemption, [sampleEvent(redemption, 1)])).kind === 'written') break;
        } catch {
          if (await find(redemption.id)) break;
        }
      }
      const next = nextOf(redemption);
      for (;;) {
        try {
          await store.redemptions.replace(next, redemption.rev, [sampleEvent(next, 2)]);
        } catch {
          // Not acknowledged; the reading below tells.
        }
        if ((await find(redemption.id))?.rev === next.rev) break;
      }
      acknowledged.set(next.id, next);
    };
    const find = async (id: string): Promise<Redemption | null> => {
      for (;;) {
        try {
          return await store.redemptions.find(id);
        } catch {
          // No primary yet.
        }
      }
    };
    const writer = async () => {
      while (!isOver()) {
        await write(sampleRedemption());
        if (!killed && acknowledged.size >= BEFORE) {
          killed = true;
          killedAt = acknowledged.size;
          await killPrimary(set, store);
        }
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));

    expect(acknowledged.size).toBeGreaterThanOrEqual(BEFORE + AFTER);
    for (const redemption of acknowledged.values()) {
      expect(await store.redemptions.find(redemption.id)).toStrictEqual(redemption);
    }
    while ((await store.events.relay(100, Date.now())) > 0);
    for (const { id, accountId } of acknowledged.values()) {
      const { rows: events } = await store.events.list({ accountId, livemode: false, redemptionId: id, limit: 9 });
      expect(events.map(({ seq }) => seq).sort()).toEqual([1, 2]);
    }
    await store.ping();
  });

  it('let a server of a newer version in while one of them is down: its index is built by the others', async () => {
    const { redemptions } = store.collections;
    const isBuilt = async () => (await redemptions.indexes()).some(({ name }) => name === 'dueBy');
    await redemptions.dropIndex('dueBy');
    expect(await isBuilt()).toBe(false);
    const newer = await openMongoStore(set.getUri('vouch'), { live: true });
    await newer.close();
    expect(await isBuilt()).toBe(true);
  });
});

/** SIGKILL: no stepping down, no goodbye. */
async function killPrimary(set: MongoMemoryReplSet, store: MongoStore): Promise<void> {
  const hello = await store.collections.redemptions.db.admin().command({ hello: 1 });
  const server = set.servers.find((one) => hello['primary'] === `127.0.0.1:${String(one.instanceInfo?.port)}`);
  const pid = server?.instanceInfo?.instance.mongodProcess?.pid;
  if (pid === undefined) throw new Error('There is no primary to kill');
  process.kill(pid, 'SIGKILL');
}
