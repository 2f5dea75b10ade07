// The loss of the primary in the middle of a stream of writes: every write that was acknowledged is there afterwards,
// once.
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import type { Clock } from '../../src/core/values/ports';
import type { Redemption } from '../../src/core/redemption/redemption';
import { isMongoUnavailable } from '../../src/store/mongo/engine/unavailable';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/store';
import { RandomIds } from '../../src/system/ids';
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

  it('say of no redemption that is new that it is not there, as long as they do not know what a majority has', async () => {
    const id = new RandomIds({ now: () => Date.now() } as Clock).next('rdm');
    expect(await store.redemptions.find(id)).toBeNull();
    const other = await pidOf(set, store, 'secondary');
    process.kill(other, 'SIGSTOP');
    try {
      // Nobody was told of an old one a moment ago.
      expect(await store.redemptions.find('rdm_000000000000000000000000')).toBeNull();
      const error: unknown = await store.redemptions.find(id).catch((thrown: unknown) => thrown);
      expect([error, isMongoUnavailable(error)]).toEqual([expect.any(Error), true]);
    } finally {
      process.kill(other, 'SIGCONT');
    }
  });
});

/** SIGKILL: no stepping down, no goodbye. */
async function killPrimary(set: MongoMemoryReplSet, store: MongoStore): Promise<void> {
  process.kill(await pidOf(set, store, 'primary'), 'SIGKILL');
}

/** Of the primary, or of another node that runs. */
async function pidOf(set: MongoMemoryReplSet, store: MongoStore, which: 'primary' | 'secondary'): Promise<number> {
  const { primary } = await store.collections.redemptions.db.admin().command({ hello: 1 });
  const isWanted = ({ instanceInfo }: (typeof set.servers)[number]) => {
    const { mongodProcess } = instanceInfo?.instance ?? {};
    const runs = mongodProcess?.exitCode === null && mongodProcess.signalCode === null;
    return runs && (primary === `127.0.0.1:${String(instanceInfo?.port)}`) === (which === 'primary');
  };
  const pid = set.servers.find(isWanted)?.instanceInfo?.instance.mongodProcess?.pid;
  if (pid === undefined) throw new Error(`There is no ${which}`);
  return pid;
}
