// The part of the store contract that is about uploaded statements.
import {
  endedRun,
  type DifferenceKind,
  type ReconciliationRun,
  type RunDifference,
} from '../../../src/core/reconciliations/run';
import type { Store } from '../../../src/core/store';
import { sampleId, T0 } from '../../fixtures/redemption';

export function sampleRun(over: Partial<ReconciliationRun> = {}): ReconciliationRun {
  return {
    id: sampleId('rcn'),
    accountId: sampleId('acc'),
    livemode: false,
    status: 'comparing',
    terms: {
      type: 'vouchers.ott',
      statement: '=$a.b "c"',
      fromAt: null,
      toAt: T0 + 5,
      offsetMs: -7_200_000,
      holds: null,
      madeAt: null,
    },
    bytes: 12,
    fromAt: T0,
    toAt: T0 + 5,
    createdAt: T0,
    createdBy: { kind: 'user', id: 'usr_1' },
    endedAt: null,
    outcome: null,
    failure: null,
    key: null,
    ...over,
  };
}

export function sampleDifference(seq: number, kind: DifferenceKind = 'theirs_only'): RunDifference {
  return {
    seq,
    kind,
    reference: `$ref.${String(seq)}`,
    redemptionId: null,
    operationId: null,
    oursCents: null,
    theirsCents: 1900,
    line: seq + 1,
    summary: 'They differ',
    reviewId: null,
  };
}

const OUTCOME = {
  lines: 3,
  otherLines: 0,
  counts: { matched: 1, ours_only: 0, theirs_only: 2, amount_differs: 0, state_differs: 0 },
  outsidePeriod: 0,
  otherAccounts: 0,
  inDoubt: 0,
  differences: 2,
  reviews: { opened: 1, known: 1, notOpened: 0 },
};

export function describeReconciliationContract(current: () => Store, another: () => Promise<Store>): void {
  it('has one statement of an account and mode under way, whichever process asks', async () => {
    const [one, two] = [current().reconciliations, (await another()).reconciliations];
    const stores = [one, two] as const;
    const accountId = sampleId('acc');
    const rivals = Array.from({ length: 10 }, () => sampleRun({ accountId }));
    const answers = await Promise.all(rivals.map((run, index) => (index % 2 ? one : two).insert(run)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array<string>(9).fill('busy'), 'written']);
    const first = rivals[answers.findIndex(({ kind }) => kind === 'written')] as ReconciliationRun;
    const { reconciliations } = current();
    expect(await reconciliations.find(first.id)).toStrictEqual(first);
    expect(await reconciliations.insert(sampleRun({ accountId, livemode: true }))).toEqual({ kind: 'written' });
    expect(await reconciliations.insert(sampleRun())).toEqual({ kind: 'written' });

    const done = endedRun(first, { outcome: OUTCOME }, T0 + 9);
    const ends = await Promise.all(stores.map((store) => store.end(done)));
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await reconciliations.end(endedRun(first, { failure: 'server_stopped' }, T0 + 10))).toBe(false);
    expect(await reconciliations.find(first.id)).toStrictEqual(done);
    expect(await reconciliations.insert(sampleRun({ accountId }))).toEqual({ kind: 'written' });
    expect(await reconciliations.find('rcn_nobody')).toBeNull();
  });

  it('keeps the key of a run, under way or not', async () => {
    const { reconciliations } = current();
    const accountId = sampleId('acc');
    const key = { scope: `$scope.${sampleId('key')}`, requestDigest: 'd' };
    const run = sampleRun({ accountId, key });
    expect(await reconciliations.findByScope(key.scope)).toBeNull();
    expect(await reconciliations.insert(run)).toEqual({ kind: 'written' });
    // Not busy: whoever repeats is to find its run.
    expect(await reconciliations.insert(sampleRun({ accountId, key }))).toEqual({ kind: 'key_taken' });
    expect(await reconciliations.findByScope(key.scope)).toStrictEqual(run);
    await reconciliations.end(endedRun(run, { failure: 'comparison_failed' }, T0 + 1));
    expect(await reconciliations.insert(sampleRun({ accountId, key }))).toEqual({ kind: 'key_taken' });
    expect(await reconciliations.findByScope(key.scope)).toMatchObject({ id: run.id, status: 'failed' });
  });

  it('frees the key of a run that failed, and of no other', async () => {
    const { reconciliations } = current();
    const accountId = sampleId('acc');
    const keyOf = () => ({ scope: `$scope.${sampleId('key')}`, requestDigest: 'd' });
    const [failed, done] = [sampleRun({ accountId, key: keyOf() }), sampleRun({ key: keyOf() })];
    const ends = [
      [failed, endedRun(failed, { failure: 'no_room' }, T0 + 1)],
      [done, endedRun(done, { outcome: OUTCOME }, T0 + 1)],
    ] as const;
    for (const [run, end] of ends) {
      await reconciliations.insert(run);
      await reconciliations.release(run.id);
      expect(await reconciliations.findByScope(run.key?.scope ?? '')).toStrictEqual(run);
      await reconciliations.end(end);
      await reconciliations.release(run.id);
    }
    expect(await reconciliations.findByScope(failed.key?.scope ?? '')).toBeNull();
    expect(await reconciliations.find(failed.id)).toStrictEqual({ ...ends[0][1], key: null });
    expect(await reconciliations.findByScope(done.key?.scope ?? '')).toStrictEqual(ends[1][1]);
    const next = sampleRun({ accountId, key: failed.key });
    expect(await reconciliations.insert(next)).toEqual({ kind: 'written' });
    // Of whoever was as late as that: the key is the next one's by now.
    await reconciliations.release(failed.id);
    expect(await reconciliations.findByScope(failed.key?.scope ?? '')).toStrictEqual(next);
  });

  it('tells which runs nobody goes on with', async () => {
    const { reconciliations } = current();
    const at = T0 - 1_000_000;
    const [left, alive, ended] = [0, 1, 2].map((index) => sampleRun({ createdAt: at + index }));
    if (!left || !alive || !ended) throw new Error('three runs');
    for (const run of [left, alive, ended]) await reconciliations.insert(run);
    await reconciliations.touch(alive.id, T0);
    await reconciliations.end(endedRun(ended, { failure: 'server_stopped' }, T0));
    await reconciliations.touch(ended.id, at);
    expect((await reconciliations.abandoned(at + 10)).map(({ id }) => id)).toEqual([left.id]);
    expect(await reconciliations.abandoned(at)).toEqual([]);
  });

  it('lists runs and differences by page, and drops what is old', async () => {
    const { reconciliations } = current();
    const accountId = sampleId('acc');
    const [old, newer] = [T0 - 9_000_000, T0 - 8_000_000].map((createdAt) => sampleRun({ accountId, createdAt }));
    if (!old || !newer) throw new Error('two runs');
    for (const run of [old, newer]) {
      expect(await reconciliations.insert(run)).toEqual({ kind: 'written' });
      await reconciliations.end(endedRun(run, { outcome: OUTCOME }, T0));
    }
    const page = await reconciliations.list({ accountId, livemode: false, limit: 1 });
    expect(page.map(({ id }) => id)).toEqual([newer.id]);
    const after = { createdAt: newer.createdAt, id: newer.id };
    const rest = await reconciliations.list({ accountId, livemode: false, limit: 5, after });
    expect(rest.map(({ id }) => id)).toEqual([old.id]);
    expect(await reconciliations.list({ accountId, livemode: true, limit: 5 })).toEqual([]);

    const rows = [1, 2, 3, 4, 5].map((seq) => sampleDifference(seq, seq < 3 ? 'ours_only' : 'theirs_only'));
    await reconciliations.addDifferences(old.id, rows.slice(0, 3));
    // A write that was not acknowledged may have been made.
    await reconciliations.addDifferences(old.id, rows);
    await reconciliations.addDifferences(old.id, []);
    await reconciliations.addDifferences(newer.id, rows.slice(0, 1));
    const all = { runId: old.id, after: 0, limit: 9 };
    expect(await reconciliations.differences(all)).toStrictEqual(rows);
    expect(await reconciliations.differences({ ...all, after: 2, limit: 2 })).toStrictEqual(rows.slice(2, 4));
    expect(await reconciliations.differences({ ...all, kind: 'theirs_only' })).toStrictEqual(rows.slice(2));
    expect(await reconciliations.differences({ ...all, kind: 'theirs_only', after: 4 })).toStrictEqual(rows.slice(4));

    const before = newer.createdAt;
    let dropped = 0;
    for (let batch = 1; batch > 0; dropped += batch) batch = await reconciliations.expire(before, 2);
    expect(dropped).toBe(6);
    expect(await reconciliations.find(old.id)).toBeNull();
    expect(await reconciliations.differences(all)).toEqual([]);
    expect(await reconciliations.differences({ ...all, runId: newer.id })).toHaveLength(1);
    expect(await reconciliations.find(newer.id)).not.toBeNull();
  });
}
