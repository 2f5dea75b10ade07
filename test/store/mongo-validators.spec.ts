// What MongoDB itself refuses to hold: every collection has a validator, and each refuses a document that is not whole.
import type { mongo } from 'mongoose';
import { eventDocument, fieldsOf, findingDocument } from '../../src/store/mongo/document';
import { COLLECTIONS, type Documents } from '../../src/store/mongo/schema/collections';
import { FIELDS, isOptional } from '../../src/store/mongo/schema/validators';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/store';
import { KINDS, STORED_KINDS } from '../../src/store/shared/points/kinds';
import { terminalDocument } from '../../src/store/mongo/accounts/terminals';
import { deliveryDocument, endpointDocument } from '../../src/store/mongo/webhooks/webhook-document';
import { fullRedemption, sampleEvent, sampleRedemption, T0 } from '../fixtures/redemption';
import { auditDocument, sessionDocument } from '../../src/store/mongo/people/documents';
import { unchosenSettings } from '../../src/core/people/settings';
import { sampleEntry, sampleSession } from './contract/people';
import { runDocument } from '../../src/store/mongo/reconciliations';
import { sampleDifference, sampleRun } from './contract/reconciliations';
import { sampleTerminal } from './contract/terminals';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';

const REFUSED = { code: 121 };
const POINTS_COLLECTIONS = STORED_KINDS.map((kind) => `points_${KINDS[kind].name}`);
const OWNED = { accountId: 'acc_1', livemode: false };

/** A whole document of each collection: nothing that may be absent, null wherever that is allowed. */
const SAMPLES: { readonly [N in keyof Documents]: Documents[N] } = {
  redemptions: { _id: 'rdm_1', ...fieldsOf(sampleRedemption({ id: 'rdm_1' })), outbox: [], outboxed: false },
  events: eventSample(),
  findings: findingDocument({
    id: 'rvw_1',
    ...OWNED,
    version: 1,
    type: 'vouchers.ott',
    reference: 'line 7',
    transactionId: null,
    amountCents: 0,
    summary: '',
    openedAt: T0,
    closedAt: null,
    verdict: null,
  }),
  endpoints: endpointDocument({
    id: 'whe_1',
    ...OWNED,
    rev: 1,
    url: 'https://example.com/',
    eventTypes: ['*'],
    description: null,
    disabledAt: null,
    disabledReason: null,
    secrets: [{ sealed: 'v1.sealed', createdAt: T0, expiresAt: null }],
    failingSince: null,
    notice: null,
    createdAt: T0,
    updatedAt: T0,
    deletedAt: null,
  }),
  deliveries: deliveryDocument({
    id: 'dlv_1',
    ...OWNED,
    rev: 1,
    endpointId: 'whe_1',
    eventId: 'evt_1',
    eventType: 'redemption.created',
    redemptionId: null,
    seq: 0,
    status: 'pending',
    manual: false,
    attempts: [],
    attemptCount: 0,
    dueAt: null,
    claimId: null,
    createdAt: T0,
    updatedAt: T0,
  }),
  answers: { _id: 'scope', requestDigest: 'd', at: T0, answer: null },
  accounts: { _id: 'acc_1', name: 'A', createdAt: T0 },
  keys: { _id: 'key_1', ...OWNED, type: 'secret', digest: 'd', hint: 'sk_…1234', createdAt: T0, revokedAt: null },
  users: { _id: 'usr_1', accountId: 'acc_1', email: 'a@example.com', passwordHash: 'x', createdAt: T0 },
  sessions: sessionDocument(sampleSession()),
  settings: settingsSample(),
  audit: auditDocument(sampleEntry({ address: null, requestId: null, about: null })),
  terminals: terminalDocument(sampleTerminal({ id: 'trm_1' })),
  allowances: { _id: 'usr_1:test', ...OWNED, userId: 'usr_1', rev: 1, updatedAt: T0, uses: [] },
  reconciliations: runDocument(sampleRun({ id: 'rcn_1', accountId: 'acc_1' })),
  differences: { _id: 'rcn_1:1', runId: 'rcn_1', ...sampleDifference(1) },
  markers: { _id: 'pulse' },
};

function settingsSample(): Documents['settings'] {
  const { accountId, ...rest } = unchosenSettings('acc_1');
  return { _id: accountId, ...rest };
}

function eventSample(): Documents['events'] {
  const { unfanned, ...event } = eventDocument(sampleEvent(sampleRedemption(), 1, { redemptionId: null }));
  return event;
}

/** The same document with numbers as the driver writes those beyond 32 bits, and what may be absent or null given. */
const FULL: Partial<{ readonly [N in keyof Documents]: object }> = {
  redemptions: { ...fieldsOf(fullRedemption()), rev: 2 ** 40, amountCents: 2 ** 33, outbox: [], outboxed: false },
  events: { unfanned: true, redemptionId: 'rdm_1', seq: 2 ** 33 },
  deliveries: { eventId: 'evt_2', scheduledAt: T0, dueAt: T0 + 0.5, claimId: 'c', redemptionId: 'rdm_1' },
  terminals: {
    terminalId: 'TILL4',
    pairing: null,
    key: { digest: 'd', hint: 'tk_…1234', deliver: 'cookie', at: T0 },
    revokedAt: T0,
    revokedBy: 'alice@host',
  },
  answers: { answer: { status: 201, sealedBody: 'v1.sealed' } },
  markers: { beats: 7, accountId: 'acc_1', print: 'p' },
};

describeWithMongo('validators of MongoDB', () => {
  jest.setTimeout(60_000);
  let store: MongoStore;
  beforeAll(async () => {
    store = await openMongoStore(await freshMongoUrl());
  });
  afterAll(() => store.close());

  const rawOf = (name: keyof Documents) => store.collections[name] as unknown as mongo.Collection;
  const without = (document: object, field: string) =>
    Object.fromEntries(Object.entries(document).filter(([key]) => key !== field));

  it('stand on every collection that exists', async () => {
    const { db } = store.collections.redemptions;
    const all = await db.listCollections<mongo.CollectionInfo>().toArray();
    const ours = [...COLLECTIONS.map((name) => rawOf(name).collectionName), ...POINTS_COLLECTIONS];
    expect(all.map(({ name }) => name).sort()).toEqual(ours.sort());
    for (const { name, options } of all) expect([name, options?.['validator']]).toEqual([name, expect.anything()]);
  });

  it.each(COLLECTIONS)('accept a whole document and refuse a broken one: %s', async (name) => {
    const collection = rawOf(name);
    const sample: object = SAMPLES[name];
    for (const [field, rule] of Object.entries(FIELDS[name])) {
      // A date is the right type nowhere: moments are numbers.
      await expect(collection.insertOne({ ...sample, [field]: new Date() })).rejects.toMatchObject(REFUSED);
      if (!isOptional(rule)) await expect(collection.insertOne(without(sample, field))).rejects.toMatchObject(REFUSED);
    }
    await collection.insertOne({ ...sample });
    const full = {
      ...sample,
      ...FULL[name],
      _id:
        { redemptions: 'rdm_2', terminals: 'trm_2', sessions: 'ses_2', audit: 'aud_2', reconciliations: 'rcn_2' }[
          name as string
        ] ?? 'second',
    };
    const unique = ['findings', 'accounts', 'keys', 'users', 'sessions', 'reconciliations'].includes(name);
    if (!unique) await collection.insertOne(full as object);
    const [field = ''] = Object.keys(without(FIELDS[name], '_id'));
    await expect(collection.updateMany({}, { $set: { [field]: new Date() } })).rejects.toMatchObject(REFUSED);
  });

  it('come to collections of an earlier version, whose documents stay as they are', async () => {
    const { db } = store.collections.redemptions;
    const { collectionName } = store.collections.deliveries;
    // As mongoose made it: no validator, and an index with an option that means nothing any more.
    const earlier = db.client.db(`${db.databaseName}_earlier`).collection<Documents['deliveries']>(collectionName);
    await earlier.createIndexes([{ key: { createdAt: 1 }, name: 'created', background: true }]);
    await earlier.insertOne(SAMPLES.deliveries);

    const url = new URL(await freshMongoUrl());
    url.pathname = `/${db.databaseName}_earlier`;
    const now = await openMongoStore(url.toString());
    const old = await now.webhooks.findDelivery('dlv_1');
    if (!old) throw new Error('The delivery is gone');
    expect(await now.webhooks.replaceDelivery({ ...old, rev: old.rev + 1 })).toBe(true);
    const broken = { ...SAMPLES.deliveries, _id: 'dlv_2', eventId: 'evt_2', seq: 'first' as never };
    await expect(now.collections.deliveries.insertOne(broken)).rejects.toMatchObject(REFUSED);
    await now.close();
  });
});
