// Every list on MongoDB walks one index in order and reads about as many documents as it shows.
import type { mongo } from 'mongoose';
import {
  abandonedRuns,
  differenceList,
  dueLaterList,
  dueList,
  dueOfList,
  eventList,
  expiredRuns,
  findingList,
  type Find,
  found,
  nextWithDue,
  outboxList,
  proposalList,
  redemptionLeads,
  redemptionList,
  reviewedList,
  runList,
  terminalList,
} from '../../src/store/mongo/lists';
import { eventDocument, fieldsOf, findingDocument } from '../../src/store/mongo/document';
import { expiredPinLists, holderLists } from '../../src/store/mongo/sealed-records';
import { auditList, sessionList, userList } from '../../src/store/mongo/people/documents';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/store';
import { MOST_LOOKED_AT, rangeOf } from '../../src/store/shared/sort-key';
import { boundaryOf, walkAlong } from '../../src/store/mongo/walk';
import {
  doubtDays,
  givenBackDays,
  reversalWalk,
  settledDays,
  settledWalk,
  unfilledLists,
} from '../../src/store/mongo/books/queries';
import { beginningList, listAt, searchWalk, unwordedList } from '../../src/store/mongo/search/queries';
import { activeAmong } from '../../src/store/mongo/webhooks/webhook-queries';
import { sampleEvent, T0 } from '../fixtures/redemption';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import {
  AUDIT_QUERIES,
  BEGINNING_QUERIES,
  EVENT_QUERIES,
  OPEN_QUERIES,
  PLAN_ACCOUNT,
  plannedFinding,
  plannedRedemption,
  REDEMPTION_QUERIES,
  REVERSAL_QUERIES,
  SEARCH_QUERIES,
  REVIEWED_QUERIES,
  SETTLED_QUERIES,
} from './plan-queries';

const ROWS = 5000;
const LIMIT = 20;

interface Explained {
  readonly executionStats: { readonly totalDocsExamined: number; readonly executionStages: Stage };
}
interface Stage {
  readonly stage: string;
  readonly inputStage?: Stage;
  readonly inputStages?: readonly Stage[];
}

function never(): never {
  throw new Error('This walk is not empty');
}

describeWithMongo('lists on MongoDB', () => {
  let store: MongoStore;
  beforeAll(async () => {
    store = await openMongoStore(await freshMongoUrl());
    const all = Array.from({ length: ROWS }, (_, index) => plannedRedemption(index));
    const documents = all.map((one) => ({ _id: one.id, ...fieldsOf(one), outbox: [], outboxed: false }));
    await store.collections.redemptions.insertMany(documents, { ordered: false });
    const events = all.map((one) => eventDocument(sampleEvent(one, 1)));
    await store.collections.events.insertMany(events, { ordered: false });
    const findings = all.slice(0, 500).map((_, index) => findingDocument(plannedFinding(index)));
    await store.collections.findings.insertMany(findings, { ordered: false });
  }, 60_000);
  afterAll(() => store.close());

  async function explain<T extends mongo.Document>(
    collection: mongo.Collection<T>,
    { filter, sort, index, limit, skip = 0 }: Find,
  ): Promise<Explained> {
    const query = collection.find(filter as mongo.Filter<T>, { sort, hint: index, limit, skip });
    return (await query.explain('executionStats')) as Explained;
  }

  async function expectIndexed<T extends mongo.Document>(
    collection: mongo.Collection<T>,
    find: Find,
    mostDocuments = LIMIT,
  ): Promise<void> {
    const { executionStats } = await explain(collection, find);
    // Several words of one index, each in order, are merged as they are read.
    const stages = stagesOf(executionStats.executionStages).filter((stage) => stage !== 'SORT_MERGE');
    expect(stages).toContain('IXSCAN');
    expect(stages.filter((stage) => /COLLSCAN|SORT/.test(stage))).toEqual([]);
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(mostDocuments);
  }

  // The further filters of a combination are checked row by row: a few rows for each one shown.
  it.each(REDEMPTION_QUERIES)('redemptions by %s', async (name, query) => {
    const combined = name.includes(' and ') || name.startsWith('two');
    await expectIndexed(store.collections.redemptions, redemptionList(query), combined ? ROWS / 6 : LIMIT);
  });
  it.each(REDEMPTION_QUERIES)(
    'pages of redemptions by %s, along each filter, to the boundary',
    async (_name, query) => {
      const walked = { owner: query, leads: redemptionLeads(query), range: rangeOf(query), limit: query.limit };
      for (const lead of walked.leads) {
        const [boundary] = await found(store.collections.redemptions, boundaryOf(walked, lead));
        if (walked.leads.length > 1)
          await expectIndexed(store.collections.redemptions, boundaryOf(walked, lead), MOST_LOOKED_AT);
        const range = { ...walked.range, from: boundary?.place ?? walked.range.from };
        await expectIndexed(store.collections.redemptions, walkAlong(walked, lead, range), MOST_LOOKED_AT);
      }
    },
  );
  it.each(SEARCH_QUERIES)('searches by %s, along each word and filter, to the boundary', async (_name, query) => {
    const { redemptions } = store.collections;
    const walked = searchWalk(query);
    for (const lead of walked.leads) {
      const [boundary] = await found(redemptions, boundaryOf(walked, lead));
      if (walked.leads.length > 1) await expectIndexed(redemptions, boundaryOf(walked, lead), MOST_LOOKED_AT);
      const range = { ...walked.range, from: boundary?.place ?? walked.range.from };
      const most = walked.leads.length > 1 ? MOST_LOOKED_AT : LIMIT + 1;
      await expectIndexed(redemptions, walkAlong(walked, lead, range), most);
    }
  });
  it.each(BEGINNING_QUERIES)('%s', async (_name, query) => {
    const { redemptions } = store.collections;
    const list = beginningList(query, query.beginning);
    const read = redemptions.find(list.filter).hint(list.index).limit(list.limit).project({ place: 1, _id: 0 });
    const { executionStats } = (await read.explain('executionStats')) as unknown as Explained;
    expect(executionStats.totalDocsExamined).toBe(0);
    expect(stagesOf(executionStats.executionStages)).toContain('PROJECTION_COVERED');
    const places = (await read.toArray()).map((row) => String(row['place']));
    expect(places.length).toBeGreaterThan(100);
    await expectIndexed(redemptions, listAt(query, places), places.length);
  });
  it('what is not searchable yet', async () => {
    await expectIndexed(store.collections.redemptions, unwordedList(LIMIT), 0);
  });
  it.each(SETTLED_QUERIES)('pages of redemptions by %s, to the boundary', async (_name, query) => {
    const walked = settledWalk(query);
    const [lead] = walked.leads;
    if (!lead) throw new Error('there is one');
    await expectIndexed(store.collections.redemptions, boundaryOf(walked, lead), MOST_LOOKED_AT);
    const [boundary] = await found(store.collections.redemptions, boundaryOf(walked, lead));
    const range = { ...walked.range, from: boundary?.settledPlace ?? walked.range.from };
    await expectIndexed(store.collections.redemptions, walkAlong(walked, lead, range), MOST_LOOKED_AT);
  });
  it.each(REVERSAL_QUERIES)('reversals by %s', async (_name, query) => {
    const { index, filter, min, max } = reversalWalk(query) ?? never();
    const walk = store.collections.redemptions.find(filter).hint(index).min(min).max(max).limit(LIMIT);
    const { executionStats } = (await walk.explain('executionStats')) as unknown as Explained;
    const stages = stagesOf(executionStats.executionStages);
    expect(stages).toContain('IXSCAN');
    expect(stages.filter((stage) => /COLLSCAN|SORT/.test(stage))).toEqual([]);
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(LIMIT);
  });
  it('the days of the books, and what is not in them yet', async () => {
    const { redemptions } = store.collections;
    const query = { accountId: PLAN_ACCOUNT, livemode: false, from: T0 + 1000, to: T0 + 1700, offsetMs: 0 };
    const days = [
      [settledDays(query), 'settled', 350],
      [givenBackDays(query), 'reversalsSettled', 50],
      [doubtDays(query), 'outcome', 350],
    ] as const;
    for (const [pipeline, hint, most] of days) {
      const explained = await redemptions.aggregate([...pipeline], { hint }).explain('executionStats');
      const examined = [...JSON.stringify(explained).matchAll(/"totalDocsExamined":(\d+)/g)].map(([, count]) =>
        Number(count),
      );
      expect(examined.length).toBeGreaterThan(0);
      expect(Math.max(...examined)).toBeLessThanOrEqual(most);
      expect(JSON.stringify(explained)).not.toMatch(/COLLSCAN/);
    }
    // Reversals that have not ended share the index of those that were not brought in.
    for (const list of unfilledLists(LIMIT)) await expectIndexed(redemptions, list, ROWS / 14 + 1);
  });
  it.each(EVENT_QUERIES)('events by %s', (_name, query) => expectIndexed(store.collections.events, eventList(query)));
  it.each(REVIEWED_QUERIES)('reviews and findings %#', async (query) => {
    // The row after which a page begins may be looked at once more.
    await expectIndexed(store.collections.redemptions, reviewedList(query), LIMIT + 1);
    await expectIndexed(store.collections.findings, findingList(query), LIMIT + 1);
  });
  it('what is due, now and later', async () => {
    await expectIndexed(store.collections.redemptions, dueList(T0 + ROWS, LIMIT));
    await expectIndexed(store.collections.redemptions, dueOfList(PLAN_ACCOUNT, T0 + ROWS, LIMIT));
    await expectIndexed(store.collections.redemptions, nextWithDue('acc_'), 1);
    await expectIndexed(store.collections.redemptions, dueLaterList(T0, LIMIT));
    await expectIndexed(store.collections.redemptions, dueLaterList(T0, LIMIT, { id: 'rdm_8', dueAt: T0 + ROWS / 2 }));
  });
  it('what has come to its end', async () => {
    const { redemptions, endpoints } = store.collections;
    const old = { $gte: 0, $lt: T0 };
    const ended: Find = { filter: { endsAt: old, outboxed: false }, sort: { endsAt: 1 }, index: 'ends', limit: LIMIT };
    await expectIndexed(redemptions, ended);
    await expectIndexed(endpoints, {
      filter: { deletedAt: old },
      sort: { deletedAt: 1 },
      index: 'deleted',
      limit: LIMIT,
    });
  });
  it('PINs by the end and the claim of their voucher', async () => {
    const lists = [...expiredPinLists(T0 + ROWS, T0, LIMIT), ...holderLists(['x', 'y'])];
    for (const list of lists) await expectIndexed(store.collections.redemptions, list, 0);
  });
  it.each([{ 'pairing.digest': { $eq: 'x' } }, { 'key.digest': { $eq: 'x' } }])('a terminal by %j', async (filter) => {
    const explained = await store.collections.terminals.find(filter).explain('executionStats');
    const { executionStats } = explained as unknown as Explained;
    expect(stagesOf(executionStats.executionStages)).toContain('IXSCAN');
  });
  it.each(OPEN_QUERIES)('proposals, all and those that wait %#', async (query) => {
    for (const waiting of [false, true])
      await expectIndexed(store.collections.redemptions, proposalList({ ...query, waiting }));
  });
  it.each(OPEN_QUERIES)('terminals %#', async (query) => {
    await expectIndexed(store.collections.terminals, terminalList(query));
  });
  it.each(AUDIT_QUERIES)('the audit log by %s', async (_name, query) => {
    await expectIndexed(store.collections.audit, auditList(query));
  });
  it('people: a session by its cookie, and the lists', async () => {
    const { sessions, users } = store.collections;
    await expectIndexed(sessions, sessionList('usr_1', LIMIT));
    for (const query of OPEN_QUERIES) await expectIndexed(users, userList(query));
    const explained = await sessions.find({ digest: { $eq: 'x' } }).explain('executionStats');
    expect(stagesOf((explained as unknown as Explained).executionStats.executionStages)).toContain('IXSCAN');
  });
  it.each(OPEN_QUERIES)('reconciliations %#', async (query) => {
    const { reconciliations, differences } = store.collections;
    await expectIndexed(reconciliations, runList(query));
    await expectIndexed(reconciliations, abandonedRuns(T0));
    await expectIndexed(reconciliations, expiredRuns(T0));
    await expectIndexed(differences, differenceList({ runId: 'rcn_1', after: 3, limit: LIMIT }));
    await expectIndexed(differences, differenceList({ runId: 'rcn_1', after: 3, limit: LIMIT, kind: 'ours_only' }));
  });
  it('what waits for the log, and who listens', async () => {
    await expectIndexed(store.collections.redemptions, outboxList(LIMIT));
    await expectIndexed(store.collections.endpoints, activeAmong(['acc_1', 'acc_2']));
  });

  it.each([
    ['scope', { 'idempotency.scope': { $in: ['x', 'y'] } }],
    ['reference', { 'operations.reference': { $eq: 'x' } }],
    ['review', { 'reviews.id': { $eq: 'x' } }],
    ['proposal', { 'proposals.id': { $eq: 'x' } }],
    ['claim', { claim: 'x', claimed: true, _id: { $ne: 'x' } }],
  ])('one redemption by %s', async (_name, filter) => {
    const explained = await store.collections.redemptions.find(filter).explain('executionStats');
    const { executionStats } = explained as unknown as Explained;
    expect(stagesOf(executionStats.executionStages)).toContain('IXSCAN');
    expect(executionStats.totalDocsExamined).toBe(0);
  });
});

function stagesOf(stage: Stage): string[] {
  const inputs = [...(stage.inputStage ? [stage.inputStage] : []), ...(stage.inputStages ?? [])];
  return [stage.stage, ...inputs.flatMap(stagesOf)];
}
