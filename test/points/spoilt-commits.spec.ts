// One call writes what the store does not take: those that share its commit are written all the same, and soon.
import { mongo } from 'mongoose';
import type { Changes } from '../../src/core/points/decide/changes';
import { NO_READS } from '../../src/core/points/decide/rows';
import type { CommitResult } from '../../src/core/points/store';
import type { Asker } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { findParticipant } from '../../src/core/points/use-cases/setup';
import { balanceOf } from '../../src/core/points/book/book';
import { encoded } from '../../src/store/shared/points/codec';
import { KINDS } from '../../src/store/shared/points/kinds';
import { openMongoStore, type MongoStore } from '../../src/store/mongo/store';
import type { PointsDocument } from '../../src/store/mongo/points/schema';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { MemoryStore } from './memory-store';
import { give, participant, pointsOver, program, type Setting } from './world';

/** Takes everything but the books of some participants. */
class Choosy extends MemoryStore {
  readonly refused = new Set<string>();
  spoilt = 0;

  override async commit(changes: Changes): Promise<CommitResult> {
    if (!changes.books.some(({ change }) => this.refused.has(change.book.participantId))) return super.commit(changes);
    await Promise.resolve();
    this.spoilt += 1;
    return { kind: 'unwritable', error: new Error('too large') };
  }
}

interface Who {
  readonly asker: Asker;
  readonly setting: Setting;
  readonly participantId: string;
}

async function merchant(points: PointsServices, accountId: string, names: readonly string[]): Promise<Who[]> {
  const asker = { accountId, livemode: false, keyId: `key_of_${accountId}` };
  const setting = await program(points, 'SIMPLE', false, asker);
  const ids = await Promise.all(names.map((name) => participant(points, name, asker)));
  return ids.map((participantId) => ({ asker, setting, participantId }));
}

const credit = (points: PointsServices, { asker, setting, participantId }: Who) =>
  give(points, setting, participantId, '1', {}, null, asker);

/** What became of each, in words. */
const told = async (calls: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(calls)).map((one) => (one.status === 'fulfilled' ? 'ok' : (one.reason as Error).message));

const numbered = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, index) => `${name} ${String(index)}`);

const availableOf = async (points: PointsServices, { asker, setting, participantId }: Who) =>
  balanceOf(await findParticipant(points, asker, participantId), setting.assetId).available;

test('only the call that cannot be written fails, of its own account too, and the others are written once', async () => {
  const store = new Choosy();
  const points = pointsOver(store);
  const members = await merchant(points, 'acc_one', numbered(20, 'member'));
  const others = (await Promise.all(numbered(12, 'acc').map((name) => merchant(points, name, ['m'])))).flat();
  store.refused.add(members[7]?.participantId ?? '');
  expect(await told([...members, ...others].map((who) => credit(points, who)))).toEqual([
    ...members.map((_, index) => (index === 7 ? 'too large' : 'ok')),
    ...others.map(() => 'ok'),
  ]);
  for (const who of [...members.filter((_, index) => index !== 7), ...others])
    expect(await availableOf(points, who)).toBe(100n);
  // Halves of accounts, then halves of its calls.
  expect(store.spoilt).toBeLessThanOrEqual(11);
});

test('whoever goes on to write what is not taken holds up nobody else: its calls share no commit with others', async () => {
  const store = new Choosy();
  const points = pointsOver(store);
  const [broken] = await merchant(points, 'acc_broken', ['m']);
  const [other] = await merchant(points, 'acc_other', ['m']);
  if (!broken || !other) throw new Error('There is nobody');
  store.refused.add(broken.participantId);
  expect(await told([credit(points, broken), credit(points, other)])).toEqual(['too large', 'ok']);
  const known = store.spoilt;
  // As many as one account may bring, and then some: what another brings is written before any of them is looked at.
  const calls = Array.from({ length: 200 }, () => credit(points, broken));
  const failing = told(calls);
  await new Promise((next) => setImmediate(next));
  const before = store.spoilt;
  await credit(points, other);
  expect(store.spoilt - before).toBeLessThanOrEqual(16);
  expect(new Set(await failing)).toEqual(new Set(['too large']));
  expect(store.spoilt - known).toBeLessThan(3 * calls.length);
  expect(await availableOf(points, other)).toBe(200n);
});

test('a refusal that rested on what could not be written is decided again', async () => {
  const store = new Choosy();
  const points = pointsOver(store);
  const [who] = await merchant(points, 'acc_one', ['m']);
  if (!who) throw new Error('There is nobody');
  store.refused.add(who.participantId);
  const key = 'the same key';
  const first = give(points, who.setting, who.participantId, '1', {}, key, who.asker);
  const second = give(points, who.setting, who.participantId, '2', {}, key, who.asker);
  // The second is no conflict with a call that never was.
  expect(await told([first, second])).toEqual(['too large', 'too large']);
});

describeWithMongo('a document that MongoDB does not take', () => {
  test('fails the call that would write it, and no other', async () => {
    const store = await openMongoStore(await freshMongoUrl());
    const points = pointsOver(store.points);
    const members = await merchant(points, 'acc_one', ['large', 'small']);
    const [other] = await merchant(points, 'acc_other', ['m']);
    const [large, small] = members;
    if (!large || !small || !other) throw new Error('There is nobody');
    await fill(store, large.participantId);
    const calls = [other, large, small, other].map((who) => credit(points, who));
    const [first, failed, ...rest] = await told(calls);
    expect([first, ...rest]).toEqual(['ok', 'ok', 'ok']);
    expect(failed).toMatch(/large|size/i);
    expect([await availableOf(points, other), await availableOf(points, small)]).toEqual([200n, 100n]);
    await store.collections.events.db.dropDatabase();
    await store.close();
  }, 60_000);
});

const MOST_OF_MONGODB = 16 * 1024 * 1024;

/** Makes of a book one that leaves no room for one more balance, as versions before the bounds let it become. */
async function fill({ collections, points }: MongoStore, participantId: string): Promise<void> {
  const [book] = (await points.read({ ...NO_READS, ids: { books: [participantId] } })).records.books ?? [];
  if (!book) throw new Error('There is no book');
  const documents = collections.events.db.collection<PointsDocument>(`points_${KINDS.books.name}`);
  const [found] = await documents.find({ _id: participantId }).toArray();
  const size = mongo.BSON.calculateObjectSize(found ?? {});
  const profile = { ...book.profile, displayName: 'x'.repeat(MOST_OF_MONGODB - size - 100) };
  await documents.updateOne({ _id: participantId }, { $set: { document: encoded({ ...book, profile }) } });
}
