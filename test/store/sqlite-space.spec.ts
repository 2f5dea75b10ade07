// A disk with nothing left but what is spared: every write of the embedded store begins something and is refused, or finishes something and
// is made. No disk is filled here; test/api/full-disk.spec.ts fills one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACTS, isAfterTheAct } from '../../src/core/people/audit';
import { unchosenSettings } from '../../src/core/people/settings';
import { NO_CHANGES } from '../../src/core/points/decide/changes';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { TimelineFact } from '../../src/core/redemption/timeline-facts';
import type { WebhookEndpoint } from '../../src/core/webhooks/endpoint';
import { DiskNearlyFull } from '../../src/store/sqlite/engine/database';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store';
import { nextOf, sampleEvent, sampleId, sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';
import { sampleEntry, sampleSession, sampleUser } from './contract/people';
import { sampleDifference, sampleRun } from './contract/reconciliations';
import { sampleTerminal } from './contract/terminals';

const ACCOUNT = 'acc_0123456789abcdef01234567';
const FINDING = {
  ...{ id: sampleId('rvw'), accountId: ACCOUNT, livemode: false, version: 1, type: 'vouchers.ott', reference: 'r' },
  ...{ transactionId: null, amountCents: 1900, summary: 'Seen', openedAt: T0, closedAt: null, verdict: null },
};
const KEY = {
  ...{ id: sampleId('key'), accountId: ACCOUNT, livemode: false, type: 'secret' as const, digest: 'd', hint: 'h' },
  ...{ createdAt: T0, revokedAt: null },
};
const ENDPOINT: WebhookEndpoint = {
  ...{
    id: sampleId('whe'),
    accountId: ACCOUNT,
    livemode: false,
    rev: 1,
    url: 'https://shop.example',
    eventTypes: ['*'],
  },
  ...{ description: null, disabledAt: null, disabledReason: null, secrets: [], failingSince: null, notice: null },
  ...{ createdAt: T0, updatedAt: T0, deletedAt: null },
};
const ANSWER = { scope: 's', requestDigest: 'd', at: T0, answer: null };
const MARK_LEFT = { status: 200, sealedBody: 'x' };

/** The next state of a redemption, made by a write that left these lines. */
function after(facts: readonly TimelineFact[], over: Partial<Redemption> = {}): Redemption {
  const standing = sampleRedemption();
  const line = { at: T0, actor: { kind: 'resolver' as const, id: 'rsv_1' }, requestId: null, detail: {} };
  const lines = ['created' as const, ...facts].map((fact, index) => ({
    ...{ ...line, seq: index + 1, writeId: index === 0 ? 'first' : 'second', fact },
    ...{ status: standing.status, version: 1 },
  }));
  return nextOf({ ...standing, journal: lines }, over);
}

describe('with nothing left of a disk but what is spared', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-space-'));
  let store: SqliteStore;
  beforeAll(async () => {
    store = await openSqliteStore(join(folder, 'vouch.db'));
    await store.people.replaceSettings({ ...unchosenSettings(ACCOUNT), rev: 1 });
    await store.accounts.insertUser(sampleUser({ id: 'usr_1', email: 'a@example.com' }));
    jest.spyOn(store.database, 'hasSpace').mockReturnValue(false);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const kindOf = (call: Promise<unknown>) =>
    call.then(
      () => 'finishes',
      (error: unknown) => (error instanceof DiskNearlyFull ? 'begins' : String(error)),
    );
  const kindsOf = async (calls: Readonly<Record<string, () => Promise<unknown>>>) => {
    const kinds: string[] = [];
    for (const [name, call] of Object.entries(calls)) kinds.push(`${name} ${await kindOf(call())}`);
    return kinds;
  };
  const replaced = (redemption: Redemption) => store.redemptions.replace(redemption, 0, []);

  it('what is new is refused', async () => {
    const { accounts, people, terminals, webhooks, findings, reconciliations, storedAnswers, events } = store;
    const calls = {
      'a redemption': () => store.redemptions.insert({ ...sampleRedemption(), rev: 1 }, []),
      'an update': () => replaced(after(['updated'])),
      'a note': () => replaced(after(['review_noted'])),
      'a receipt': () => replaced(after(['acknowledged'])),
      'a hold': () => replaced(after(['reserved', 'held'])),
      'a review from a statement': () => replaced(after(['review_opened'])),
      'an ask': () =>
        replaced(after(['confirm_answered', 'confirm_requested'], { updatedAt: T0, operations: [sampleOperation()] })),
      'a stored answer': () => storedAnswers.begin(ANSWER),
      'an event': () => events.append(sampleEvent(sampleRedemption(), 1)),
      'a key': () => accounts.insertKey(KEY),
      'a user': () => accounts.insertUser(sampleUser()),
      'another role': () => people.replaceUser(sampleUser({ id: 'usr_1', rev: 2, role: 'admin' })),
      'a session': () => people.insertSession(sampleSession()),
      settings: () => people.replaceSettings({ ...unchosenSettings(ACCOUNT), rev: 2 }),
      'a search in the audit log': () => people.appendAudit(sampleEntry({ act: 'pin_searched' })),
      'a terminal': () => terminals.insert(sampleTerminal()),
      'a pairing': () => terminals.replace(sampleTerminal({ rev: 2 })),
      'an endpoint': () => webhooks.insertEndpoint(ENDPOINT),
      'a change of an endpoint': () => webhooks.replaceEndpoint({ ...ENDPOINT, rev: 2 }),
      deliveries: () => webhooks.fanOut(['evt_1'], []),
      'a delivery that is due': () =>
        webhooks.claim({ endpointId: 'whe_1', now: T0, leaseUntil: T0 + 1, claimId: 'c', limit: 1 }),
      'a finding': () => findings.insert(FINDING),
      'a note on a finding': () => findings.replace({ ...FINDING, version: 2 }),
      'a statement': () => reconciliations.insert(sampleRun()),
      'lines of a statement': () => reconciliations.addDifferences('rcn_1', [sampleDifference(1)]),
      'a look whether anything may begin': () => store.ping(),
    };
    expect(await kindsOf(calls)).toEqual(Object.keys(calls).map((name) => `${name} begins`));
    expect(await store.points.commit(NO_CHANGES)).toEqual({ kind: 'no_room' });
  });

  it('what ends, answers or deletes something is written', async () => {
    const { accounts, people, terminals, webhooks, findings, reconciliations, storedAnswers } = store;
    const calls = {
      'an answer': () => replaced(after(['confirm_answered'])),
      'an answer that opens a review': () => replaced(after(['confirm_answered', 'review_opened'])),
      'a late answer': () => replaced(after(['reverse_answered_late'])),
      'a cancel': () => replaced(after(['canceled'])),
      'a lapse': () => replaced(after(['lapsed'])),
      'a verdict': () => replaced(after(['verdict_given'])),
      'redemptions that end': () => store.redemptions.expire(T0, 9),
      'the answer to a call': () => storedAnswers.finish(ANSWER, MARK_LEFT),
      'a call that changed nothing': () => storedAnswers.drop(ANSWER),
      'old answers': () => storedAnswers.expire(T0, 9),
      'old events': () => store.events.expire(T0, 9),
      'old keys of points': () => store.points.expireKeys(T0, 9),
      'a key that is revoked': () => accounts.revokeKey('key_1', T0),
      'a key that ends': () => accounts.endKey('key_1', T0),
      'use of a key': () => accounts.noteKeysUsed(new Map([['key_1', T0]])),
      'the key of the file': () => accounts.keepDigestKeyFingerprint('f'),
      'a user who is disabled': () => people.replaceUser(sampleUser({ id: 'usr_1', rev: 3, disabledAt: T0 })),
      'a user who is reset': () => people.replaceUser(sampleUser({ id: 'usr_1', rev: 3, epoch: 1 })),
      'a session that ends': () => people.replaceSession(sampleSession({ rev: 2, endedAt: T0 })),
      'a person at work': () => people.noteSeen('ses_1', T0),
      'old sessions': () => people.expireSessions(T0, 9),
      'an act in the audit log': () => people.appendAudit(sampleEntry({ act: 'key_revoked' })),
      'old acts': () => people.expireAudit(T0, 9),
      'a terminal that is revoked': () => terminals.replace(sampleTerminal({ rev: 2, revokedAt: T0 })),
      'an endpoint that is disabled': () => webhooks.replaceEndpoint({ ...ENDPOINT, rev: 2, disabledAt: T0 }),
      'what became of deliveries': () => webhooks.replaceDeliveries([]),
      'old deliveries': () => webhooks.expireDeliveries(T0, 9),
      'old endpoints': () => webhooks.expireEndpoints(T0, 9),
      'a finding that is closed': () => findings.replace({ ...FINDING, version: 2, closedAt: T0 }),
      'a run that goes on': () => reconciliations.touch('rcn_1', T0),
      'a run that ends': () => reconciliations.end(sampleRun({ status: 'failed', endedAt: T0 })),
      'a key of a run that failed': () => reconciliations.release('rcn_1'),
      'old runs': () => reconciliations.expire(T0, 9),
    };
    expect(await kindsOf(calls)).toEqual(Object.keys(calls).map((name) => `${name} finishes`));
    expect(await store.points.commit({ ...NO_CHANGES, freedKeys: ['k'] }, true)).toEqual({ kind: 'written' });
  });

  it('of the audit log, what was done already, and no look that is only written down', () => {
    const looks = ACTS.filter((act) => !isAfterTheAct(act));
    expect(looks).toEqual([
      ...['permission_refused', 'own_proposal_refused', 'approval_required', 'pin_guesses_refused'],
      ...['pin_reveal_refused', 'pin_searched', 'phone_searched', 'pin_revealed', 'list_exported', 'user_refused'],
      ...['webhook_sent_again', 'statement_uploaded'],
    ]);
  });
});
