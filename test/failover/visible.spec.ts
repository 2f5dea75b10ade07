// A row is in the lists within a stated time of its `created_at`, or never: a new redemption that could not be written in time is
// not written later, and while a majority lags behind there are no lists rather than lists with gaps.
import os from 'node:os';
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { mongo } from 'mongoose';
import type { Changes } from '../../src/core/points/decide/changes';
import type { PointsStore } from '../../src/core/points/store';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import type { Store } from '../../src/core/store';
import { RESOLVER } from '../../src/core/use-cases/resolve';
import { submit } from '../../src/core/use-cases/submit';
import { NEW_ROW_MS, OLDEST_READ_MS } from '../../src/core/values/visible';
import { MAJORITY_MS } from '../../src/store/mongo/engine/write-limits';
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import { ProcessKeyedLock } from '../../src/system/keyed-lock';
import { until } from '../crash/stage';
import { sampleEvent, sampleId, sampleRedemption, T0 } from '../fixtures/redemption';
import { ASKER, give, participant, pointsOver, program } from '../points/world';
import { describeWithMongo, startReplicaSet } from '../tools/mongod';

jest.setTimeout(120_000);

/** As though this process, or its machine, had stood still for two minutes since, until `sent` is settled. */
async function standingStill(which: 'counted' | 'wall', sent: Promise<unknown>): Promise<void> {
  const clock: { now(): number } = which === 'wall' ? Date : performance;
  const now = clock.now.bind(clock);
  const still = jest.spyOn(clock, 'now').mockImplementation(() => now() + 120_000);
  await sent.catch(() => undefined);
  still.mockRestore();
}

describeWithMongo('rows that come late', () => {
  async function withSet(
    nodes: 1 | 3,
    work: (store: Store, admin: mongo.Db, set: MongoMemoryReplSet) => Promise<void>,
  ): Promise<void> {
    const set = await startReplicaSet(nodes);
    const store = await openStore(set.getUri('vouch'));
    const client = new mongo.MongoClient(set.getUri(), { runtimeAdapters: { os } });
    try {
      await work(store, client.db('admin'), set);
    } finally {
      await client.close();
      await store.close();
      await set.stop();
    }
  }

  it('are given up while the database takes no writes, and do not appear when it does again', async () => {
    await withSet(1, async (store, admin) => {
      const before = sampleRedemption();
      await store.redemptions.insert(before, []);
      await admin.command({ fsync: 1, lock: true });
      const began = performance.now();
      const rows = Array.from({ length: 8 }, () => sampleRedemption({ createdAt: Date.now() }));
      const inserts: Promise<unknown>[] = [];
      // Two commands are under way at once: what comes after them waits, and is never sent.
      for (const row of rows) {
        inserts.push(store.redemptions.insert(row, []).catch((error: unknown) => error));
        await new Promise((next) => setTimeout(next, 50));
      }
      for (const outcome of await Promise.all(inserts)) expect(outcome).toBeInstanceOf(StoreUnavailable);
      expect(performance.now() - began).toBeLessThan(NEW_ROW_MS);
      await admin.command({ fsyncUnlock: 1 });

      const after = sampleRedemption();
      await store.redemptions.insert(after, []);
      const { accountId } = before;
      const { rows: listed } = await store.redemptions.page({ accountId, livemode: false, limit: 100 });
      expect(listed.map(({ id }) => id).sort()).toEqual([before.id, after.id].sort());
    });
  });

  it('are not written by a process that stood still after it had begun to, be it long or short of sending them', async () => {
    await withSet(1, async (store) => {
      const points = pointsOver(store.points, new SystemClock());
      const who = await participant(points, 'still');
      const setting = await program(points);
      const row = sampleRedemption({ createdAt: Date.now() });
      const query = { accountId: row.accountId, livemode: false, limit: 100 };

      // Before it is handed to the driver, and after.
      const early = store.redemptions.insert(row, []).catch((error: unknown) => error);
      await standingStill('wall', early);
      expect(await early).toBeInstanceOf(StoreUnavailable);
      const { execute } = mongo.UnorderedBulkOperation.prototype;
      const late = new Promise((outcome) => {
        jest.spyOn(mongo.UnorderedBulkOperation.prototype, 'execute').mockImplementationOnce(function (
          this: mongo.UnorderedBulkOperation,
          ...options
        ) {
          const sent = execute.apply(this, options);
          void standingStill('counted', sent);
          return sent;
        });
        outcome(store.redemptions.insert(row, []).catch((error: unknown) => error));
      });
      expect(await late).toBeInstanceOf(StoreUnavailable);
      expect((await store.redemptions.page(query)).rows).toEqual([]);

      // The transaction is undone, and the call dated anew.
      const outcomes: unknown[] = [];
      const began = Date.now();
      const commit = async (changes: Changes) => {
        const sent = store.points.commit(changes);
        if (outcomes.length === 0) await standingStill('wall', sent);
        outcomes.push(await sent);
        return sent;
      };
      const still = Object.create(store.points, { commit: { value: commit } }) as PointsStore;
      const { entry } = (await give(pointsOver(still, new SystemClock()), setting, who, '1')).value;
      expect(outcomes).toEqual([{ kind: 'stale' }, { kind: 'written' }]);
      expect(entry.createdAt).toBeGreaterThan(began);
      const { entries } = await store.points.entries({ ...ASKER, participantId: who, limit: 9 });
      expect(entries.map(({ id }) => id)).toEqual([entry.id]);
      expect((await store.redemptions.insert(row, [])).kind).toBe('written');
    });
  });

  it('are reversals as well: one that could not be written in time is dated anew, and what a provider answered is written anyway', async () => {
    await withSet(1, async (store) => {
      const made = sampleRedemption({ status: 'confirmed', redeemedCents: 1900 });
      await store.redemptions.insert(made, []);
      const query = { accountId: made.accountId, livemode: false, limit: 9 };
      const listed = async () => (await store.books.reversals(query)).rows.map(({ reversal }) => reversal);
      // The process stands still at the first write of each call.
      const writes: { readonly at: number; readonly outcome: unknown }[] = [];
      const replace: Store['redemptions']['replace'] = async (...write) => {
        const sent = store.redemptions.replace(...write);
        if (writes.length === 0) await standingStill('wall', sent);
        writes.push({ at: write[0].updatedAt, outcome: await sent.catch((error: unknown) => error) });
        return sent;
      };
      const redemptions = Object.create(store.redemptions, { replace: { value: replace } }) as Store['redemptions'];
      const clock = new SystemClock();
      const services = {
        store: Object.create(store, { redemptions: { value: redemptions } }) as Store,
        clock,
        ids: new RandomIds(clock),
        lock: new ProcessKeyedLock(),
        schedule: DEFAULT_SCHEDULE,
      };
      const operation = { id: 'op_1', askId: 'ask_1', type: 'reverse', method: 'restore', amountCents: 1900 } as const;
      const asked = { ...operation, dueAt: Date.now() + 60_000 };
      const requested = { kind: 'reversal_requested', reversalId: 'rev_1', reason: 'cold', operation: asked } as const;
      await submit(services, made.id, RESOLVER, () => ({ facts: [requested] }));
      expect(writes.map(({ outcome }) => outcome)).toEqual([expect.any(StoreUnavailable), { kind: 'written' }]);
      const createdAt = writes[1]?.at;
      expect(await listed()).toMatchObject([{ id: 'rev_1', status: 'pending', createdAt }]);

      writes.length = 0;
      const inquiry = { kind: 'accepted', amountCents: 1900, transactionId: 'tx', voucher: null } as const;
      const answer = {
        kind: 'answered',
        operationId: 'op_1',
        askId: 'ask_1',
        inquiry,
        settlingMs: 0,
        fallback: null,
      } as const;
      await submit(services, made.id, RESOLVER, () => ({ facts: [answer] }));
      expect(writes.map(({ outcome }) => outcome)).toEqual([{ kind: 'written' }]);
      expect(await listed()).toMatchObject([{ id: 'rev_1', status: 'succeeded', createdAt }]);
    });
  });

  it('make lists wait until a majority has caught up', async () => {
    await withSet(3, async (store, admin) => {
      const { accountId } = sampleRedemption();
      const query = { accountId, livemode: false, limit: 100 };
      const first = sampleRedemption();
      await store.redemptions.insert(first, []);
      const points = pointsOver(store.points, new SystemClock());
      const setting = await program(points);
      const members = await Promise.all(['one', 'two'].map((name) => participant(points, name)));
      const got = await admin.command({ replSetGetConfig: 1 });
      const config = got['config'] as { version: number; members: { host: string }[] };
      const hello = await admin.command({ hello: 1 });
      for (const member of config.members) {
        if (member.host !== hello['me']) Object.assign(member, { priority: 0, secondaryDelaySecs: 3600 });
      }
      config.version += 1;
      await admin.command({ replSetReconfig: config });

      const written = sampleRedemption({ createdAt: Date.now() });
      const outcome = store.redemptions.insert(written, []).catch((error: unknown) => error);
      const began = performance.now();
      const credits = members.map((who) => give(points, setting, who, '1').catch((error: unknown) => error));
      const asked = async () => store.redemptions.page(query).catch((error: unknown) => error);
      expect(await asked()).toMatchObject({ rows: [{ id: first.id }] });
      expect(await outcome).toBeInstanceOf(StoreUnavailable);
      for (const credit of await Promise.all(credits)) expect(credit).toBeInstanceOf(StoreUnavailable);
      // One wait for the majority, not one for each time that the commit could be asked for again.
      expect(performance.now() - began).toBeLessThan(1.8 * MAJORITY_MS);
      // The primary has it, and would show it once a majority has it too: hours later.
      await until('lists are refused', async () => (await asked()) instanceof StoreUnavailable);
      expect(Date.now() - written.createdAt).toBeLessThan(3 * OLDEST_READ_MS);
      expect(await store.events.list(query).catch((error: unknown) => error)).toBeInstanceOf(StoreUnavailable);
    });
  });

  it('say when they came, where they are events', async () => {
    await withSet(1, async (store) => {
      const now = T0 + 3_600_000;
      const accountId = sampleId('acc');
      const late = sampleRedemption({ accountId, createdAt: T0 });
      const fresh = sampleRedemption({ accountId, createdAt: now - 1000 });
      for (const one of [late, fresh]) await store.redemptions.insert(one, [sampleEvent(one, 1), sampleEvent(one, 2)]);
      expect(await store.events.relay(10, now)).toBe(2);
      const { rows: listed } = await store.events.list({
        accountId,
        livemode: false,
        limit: 9,
        createdFrom: now - 30_000,
      });
      expect(listed.map(({ redemptionId }) => redemptionId)).toEqual([late.id, late.id, fresh.id, fresh.id]);
      expect(listed[0]?.createdAt).toBeGreaterThanOrEqual(now);
      expect(listed[3]?.createdAt).toBe(now - 1000);
      expect(await store.events.find(listed[0]?.id ?? '')).toStrictEqual(listed[0]);
    });
  });
});
