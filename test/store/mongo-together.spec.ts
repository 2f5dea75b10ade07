// Writes and reads that share commands on MongoDB: fewer commands, and each call's own fate.
import type { mongo } from 'mongoose';
import type { JournalEntry, Redemption } from '../../src/core/redemption/redemption';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/store';
import { nextOf, sampleEvent, sampleId, sampleRedemption, sampleReview, sampleScope, T0 } from '../fixtures/redemption';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { worldOn } from '../webhooks/world';

const CROWD = 60;
const WRITTEN = { kind: 'written' };
const STALE = { kind: 'stale' };

const scopeOf = (index: number) => `scope ${String(index)}`;
/** Settled with an error that has these fields. */
const rejectedWith = (fields: object): unknown => ({
  status: 'rejected',
  reason: expect.objectContaining(fields) as unknown,
});

describeWithMongo('what is asked of MongoDB at the same time', () => {
  jest.setTimeout(60_000);
  let store: MongoStore;
  let db: mongo.Db;
  beforeEach(async () => {
    store = await openMongoStore(await freshMongoUrl());
    db = store.collections.redemptions.db;
  });
  afterEach(() => store.close());

  /** How many commands of this kind the database saw while `work` ran. */
  async function commandsDuring(op: 'insert' | 'query', work: () => Promise<unknown>): Promise<number> {
    await db.command({ profile: 2 });
    await work();
    await db.command({ profile: 0 });
    const log = db.collection('system.profile');
    const seen = await log.countDocuments({ op, ns: `${db.databaseName}.redemptions` });
    await log.drop();
    return seen;
  }

  it('is inserted by a command or two, and each insert keeps its own fate', async () => {
    const standing = sampleRedemption({ claimed: true, status: 'reserved' });
    await store.redemptions.insert(standing, []);
    const many = Array.from({ length: CROWD }, (_, index) =>
      sampleRedemption({ idempotency: [sampleScope(scopeOf(index))] }),
    );
    const claiming = sampleRedemption({ claim: standing.claim, claimed: true, status: 'reserved' });
    const impossible = sampleRedemption({ reversedCents: 1 });
    const endless = sampleRedemption({ metadata: { note: 'x'.repeat(16.5 * 1024 * 1024) } });
    let results: PromiseSettledResult<unknown>[] = [];
    const commands = await commandsDuring('insert', async () => {
      const asked = [...many, claiming, impossible, endless];
      results = await Promise.allSettled(asked.map((one) => store.redemptions.insert(one, [])));
    });
    expect(commands).toBeLessThanOrEqual(2);
    expect(results.slice(0, CROWD)).toEqual(many.map(() => ({ status: 'fulfilled', value: WRITTEN })));
    expect(results.slice(CROWD)).toEqual([
      { status: 'fulfilled', value: { kind: 'claim_taken', redemptionId: standing.id } },
      rejectedWith({ code: 121 }),
      rejectedWith({ name: 'MongoInvalidArgumentError' }),
    ]);

    const asked = [...many, ...many].map(({ id }) => id);
    let found: (Redemption | null)[] = [];
    const reads = await commandsDuring('query', async () => {
      found = await Promise.all([...asked, impossible.id].map((id) => store.redemptions.find(id)));
    });
    expect(reads).toBeLessThanOrEqual(3);
    expect(found).toStrictEqual([...many, ...many, null]);
    expect(found[0]).not.toBe(found[CROWD]);
    const scopes = [...many.keys()].map(scopeOf);
    const byScope = await Promise.all([...scopes, 'nobody'].map((scope) => store.redemptions.findByIdempotency(scope)));
    expect(byScope).toStrictEqual([...many, null]);
  });

  it('is told of where it was large to read, by the id by which it was asked for', async () => {
    const heard: unknown[] = [];
    store.redemptions.largeReads.listen((read) => heard.push(read));
    const review = sampleReview();
    const idempotency = [sampleScope(sampleId('key'), { requestDigest: 'x'.repeat(200_000) })];
    const large = sampleRedemption({ reviews: [review], idempotency });
    const small = sampleRedemption();
    for (const one of [large, small]) await store.redemptions.insert(one, []);
    const found = await Promise.all([large, small].map(({ id }) => store.redemptions.find(id)));
    expect([...found, await store.redemptions.findByReview(review.id)]).toStrictEqual([large, small, large]);
    const told = { accountId: large.accountId, bytes: expect.any(Number) as number };
    expect(heard).toEqual([large.id, review.id].map((id) => ({ ...told, id })));
  });

  it('is replaced together, and who lost a race is told apart from who won it', async () => {
    const line = (writeId: string) => ({ writeId, detail: {} }) as unknown as JournalEntry;
    const insert = async (over: Partial<Redemption> = {}) => {
      const redemption = sampleRedemption(over);
      await store.redemptions.insert(redemption, []);
      return redemption;
    };
    const winners = await Promise.all(Array.from({ length: CROWD }, () => insert()));
    const overtaken = await insert({ rev: 1 });
    const left = await insert({ rev: 3, journal: [line('first'), line('theirs')] });
    const covered = await insert({ rev: 3, journal: [line('first'), line('ours'), line('theirs')] });
    const impossible = await insert();
    const replace = (next: Redemption) => store.redemptions.replace(next, next.rev - 1, [sampleEvent(next, 1)]);
    const next = (one: Redemption, over: Partial<Redemption>) => ({ ...one, metadata: { by: 'us' }, ...over });
    const results = await Promise.allSettled([
      ...winners.map((one) => replace(nextOf(one))),
      replace(next(overtaken, { rev: 1 })),
      replace(next(left, { rev: 1, journal: [line('first'), line('ours')] })),
      replace(next(covered, { rev: 1, journal: [line('first'), line('ours')] })),
      replace(nextOf(impossible, { reversedCents: 1 })),
      replace(nextOf(sampleRedemption())),
    ]);
    expect(results.slice(0, CROWD)).toEqual(winners.map(() => ({ status: 'fulfilled', value: WRITTEN })));
    expect(results.slice(CROWD)).toEqual([
      { status: 'fulfilled', value: STALE },
      { status: 'fulfilled', value: STALE },
      // It may have been written, and then written over: the caller reads again.
      rejectedWith({ message: 'Written over at once: whether it was written has to be read' }),
      rejectedWith({ code: 121 }),
      { status: 'fulfilled', value: STALE },
    ]);
    for (const one of winners) expect(await store.redemptions.find(one.id)).toStrictEqual(nextOf(one));
    for (const one of [overtaken, left, covered, impossible])
      expect(await store.redemptions.find(one.id)).toStrictEqual(one);
  });

  it('is fanned out only where somebody listens: whoever did when the event was written, nobody who came later', async () => {
    const unheard = sampleRedemption({ accountId: 'acc_unheard' });
    const heard = sampleRedemption({ accountId: 'acc_heard' });
    const live = sampleRedemption({ accountId: 'acc_heard', livemode: true });
    const world = worldOn(store);
    await world.endpoint({ url: 'http://127.0.0.1:1/', accountId: 'acc_heard' });
    for (const one of [unheard, heard, live]) await store.redemptions.insert(one, [sampleEvent(one, 1)]);
    expect(await store.events.relay(10, T0)).toBe(3);
    await world.endpoint({ url: 'http://127.0.0.1:1/', accountId: 'acc_unheard' });
    const waiting = async () =>
      (await Promise.all(['acc_heard', 'acc_unheard'].map((account) => store.webhooks.unfanned(account, 10))))
        .flat()
        .map(({ redemptionId }) => redemptionId);
    expect(await waiting()).toEqual([heard.id]);
    await store.redemptions.replace(nextOf(unheard), 0, [sampleEvent(unheard, 2, { createdAt: T0 + 9 })]);
    expect(await store.events.relay(10, T0)).toBe(1);
    expect((await waiting()).sort()).toEqual([heard.id, unheard.id].sort());
    const list = { livemode: false, limit: 9, accountId: 'acc_unheard' };
    expect((await store.events.list(list)).rows.map(({ seq }) => seq)).toEqual([2, 1]);
  });
});
