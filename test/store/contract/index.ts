// What every store promises, engine by engine the same. Called by one spec per engine; stories, not methods.
import type { RedemptionEvent } from '../../../src/core/events/event';
import type { Store } from '../../../src/core/store';
import type { StoredAnswer } from '../../../src/core/stored-answers';
import type { RedemptionQuery } from '../../../src/core/redemption/store';
import type { Redemption } from '../../../src/core/redemption/redemption';
import {
  AWKWARD,
  fullRedemption,
  nextOf,
  sampleEvent,
  sampleId,
  sampleOperation,
  sampleRedemption,
  sampleReview,
  sampleScope,
  T0,
} from '../../fixtures/redemption';
import { describeAccountContract } from './accounts';
import { describeBooks } from './books';
import { describeFindingContract } from './findings';
import { describePages } from './pages';
import { describePeopleContract } from './people';
import { describeProposalContract } from './proposals';
import { describeReconciliationContract } from './reconciliations';
import { describeRestoreContract } from './restores';
import { describeSearchContract } from './search';
import { describeTerminalContract } from './terminals';
import { describeSealedContract } from './sealed';

export interface OpenedStore {
  readonly store: Store;
  /** Another store on the same database, as a second instance has it; closed by `destroy`. */
  another(): Promise<Store>;
  destroy(): Promise<void>;
}

const CROWD = 50;

export function describeStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps the promises of a store`, () => {
    let opened: OpenedStore;
    let store: Store;
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.destroy());

    describeRedemptions(() => opened);
    describeLists(() => store);
    describePages(() => store);
    describeBooks(() => store);
    describeSearchContract(() => store);
    describeEvents(() => opened);
    describeStoredAnswers(() => opened);
    describeAccountContract(open);
    describeFindingContract(() => store);
    describeTerminalContract(
      () => store,
      () => opened.another(),
    );
    describePeopleContract(
      () => store,
      () => opened.another(),
    );
    describeProposalContract(
      () => store,
      () => opened.another(),
    );
    describeSealedContract(open);
    describeReconciliationContract(
      () => store,
      () => opened.another(),
    );
    describeRestoreContract(
      () => store,
      () => opened.another(),
    );

    it('says what time it is on its own machine, or that it has none', async () => {
      const theirs = await store.serverTime();
      if (store.engine === 'sqlite') expect(theirs).toBeNull();
      // The server of a test is on this machine.
      else expect(Math.abs(Number(theirs) - Date.now())).toBeLessThan(10_000);
    });

    it('answers a ping with a write, and opens twice as if once', async () => {
      await store.ping();
      const again = await opened.another();
      await again.ping();
      await store.ping();
    });
  });
}

function describeRedemptions(current: () => OpenedStore): void {
  it('deletes what has come to its end, the oldest first, with all that finds it, and nothing else', async () => {
    const { store } = current();
    const accountId = sampleId('acc');
    const make = (endsAt: number | null, index: number) =>
      sampleRedemption({
        ...{ accountId, endsAt, status: 'failed', outcome: 'not_paid', metadata: { shop: '1' } },
        ...{ idempotency: [sampleScope(`ending ${accountId} ${String(index)}`)], reviews: [] },
        ...{ draftUntil: null, madeBy: 'publishable' as const, operations: [sampleOperation({ status: 'failed' })] },
      });
    const rows = [T0 + 3, T0 + 1, T0 + 2, null].map(make);
    for (const row of rows)
      expect(await store.redemptions.insert(row, [sampleEvent(row, 1)])).toEqual({ kind: 'written' });
    // An older version knew no end.
    const { endsAt, draftUntil, madeBy, ...older } = sampleRedemption({
      accountId,
      endsAt: null,
      draftUntil: null,
      madeBy: 'secret',
    });
    await store.redemptions.insert(older, []);
    expect(await store.redemptions.find(older.id)).toStrictEqual(older);
    expect([endsAt, draftUntil, madeBy]).toEqual([null, null, 'secret']);
    await drain(store);
    const left = async () => {
      const found = await Promise.all(rows.map(({ id }) => store.redemptions.find(id)));
      return found.map((row) => row !== null);
    };
    expect(await store.redemptions.expire(T0 + 1, 10)).toBe(0);
    expect(await store.redemptions.expire(T0 + 4, 2)).toBe(2);
    expect(await left()).toEqual([true, false, false, true]);
    expect(await store.redemptions.expire(T0 + 4, 10)).toBe(1);
    expect(await store.redemptions.expire(Number.MAX_SAFE_INTEGER, 10)).toBe(0);
    expect(await left()).toEqual([false, false, false, true]);
    const [gone] = rows;
    expect(await store.redemptions.findByIdempotency(gone?.idempotency[0]?.scope ?? '')).toBeNull();
    expect(await store.redemptions.findByReference(gone?.operations[0]?.reference ?? '')).toBeNull();
    const listed = await store.redemptions.list({ accountId, livemode: false, limit: 9, metadata: { shop: '1' } });
    expect(listed.map(({ id }) => id)).toEqual([rows[3]?.id]);
    // Its key is free for another.
    const again = sampleRedemption({ idempotency: gone?.idempotency ?? [] });
    expect(await store.redemptions.insert(again, [])).toEqual({ kind: 'written' });
  });

  it('gives back every document exactly as it was written, also to another instance', async () => {
    const { store, another } = current();
    const full = fullRedemption();
    const bare = sampleRedemption();
    expect(await store.redemptions.insert(full, [])).toEqual({ kind: 'written' });
    expect(await store.redemptions.insert(bare, [])).toEqual({ kind: 'written' });
    expect(await store.redemptions.find(full.id)).toStrictEqual(full);
    expect(await store.redemptions.find(bare.id)).toStrictEqual(bare);
    // Of the history an engine may give all or nothing.
    const { journal, idempotency, ...read } = full;
    expect({ journal, idempotency, ...(await store.redemptions.findWithoutHistory(full.id)) }).toStrictEqual(full);
    expect(await store.redemptions.findWithoutHistory(full.id)).toMatchObject(read);
    expect(Object.keys((await store.redemptions.find(full.id))?.metadata ?? {}).sort()).toEqual(
      Object.keys(AWKWARD).sort(),
    );
    const next = nextOf(full, { metadata: {}, changeVoucher: null, options: { partial: 'decline' } });
    expect(await store.redemptions.replace(next, 0, [])).toEqual({ kind: 'written' });
    const reopened = await another();
    expect(await reopened.redemptions.find(full.id)).toStrictEqual(next);
    expect(await reopened.redemptions.find('rdm_nobody')).toBeNull();
    expect(await reopened.redemptions.findWithoutHistory('rdm_nobody')).toBeNull();
  });

  it('hands out copies: changing what was read changes nothing', async () => {
    const { store } = current();
    const written = fullRedemption();
    await store.redemptions.insert(written, []);
    const read = await store.redemptions.find(written.id);
    Object.assign(read?.metadata ?? {}, { changed: 'yes' });
    (read?.operations as unknown[]).length = 0;
    expect(await store.redemptions.find(written.id)).toStrictEqual(written);
  });

  it('counts its durable writes, and takes the same insert twice for one', async () => {
    const { store } = current();
    const before = store.stats().durableWrites;
    const redemption = sampleRedemption();
    await store.redemptions.insert(redemption, [sampleEvent(redemption, 1)]);
    await store.redemptions.replace(nextOf(redemption), 0, [sampleEvent(redemption, 2)]);
    await store.redemptions.replace(nextOf(redemption), 0, []);
    expect(store.stats().durableWrites - before).toBe(2);
    const again = sampleRedemption();
    expect(await store.redemptions.insert(again, [])).toEqual({ kind: 'written' });
    expect(await store.redemptions.insert(again, [])).toEqual({ kind: 'written' });
    await expect(store.redemptions.insert({ ...again, amountCents: 1 }, [])).rejects.toThrow();
    expect(await store.redemptions.find(again.id)).toStrictEqual(again);
  });

  it('lets exactly one of fifty writers through at every revision, over two instances', async () => {
    const { store, another } = current();
    const second = await another();
    let redemption = sampleRedemption();
    await store.redemptions.insert(redemption, []);
    for (let round = 0; round < 4; round += 1) {
      const attempts = crowd((writer) => nextOf(redemption, { metadata: { writer: String(writer) } }));
      const results = await Promise.all(
        attempts.map((attempt, index) =>
          (index % 2 ? second : store).redemptions.replace(attempt, redemption.rev, [sampleEvent(attempt, round + 1)]),
        ),
      );
      expect(results.filter((result) => result.kind === 'written')).toHaveLength(1);
      expect(results.filter((result) => result.kind === 'stale')).toHaveLength(CROWD - 1);
      const winner = attempts[results.findIndex((result) => result.kind === 'written')];
      expect(await store.redemptions.find(redemption.id)).toStrictEqual(winner);
      redemption = winner ?? redemption;
    }
    expect(await store.redemptions.replace(nextOf(sampleRedemption()), 0, [])).toEqual({ kind: 'stale' });
    await drain(store);
    expect(await eventsOf(store, redemption)).toHaveLength(4);
  });

  it('gives one voucher to one of fifty redemptions, and frees it when it is no longer claimed', async () => {
    const { store, another } = current();
    const second = await another();
    const claim = sampleId('op');
    const rivals = crowd(() => sampleRedemption({ claim, claimed: true }));
    const results = await Promise.all(
      rivals.map((rival, index) => (index % 2 ? second : store).redemptions.insert(rival, [sampleEvent(rival, 1)])),
    );
    const winner = rivals[results.findIndex((result) => result.kind === 'written')] as Redemption;
    const losers = rivals.filter((rival) => rival !== winner);
    expect(results.filter((result) => result.kind === 'written')).toHaveLength(1);
    for (const result of results.filter((one) => one.kind !== 'written'))
      expect(result).toEqual({ kind: 'claim_taken', redemptionId: winner.id });
    for (const loser of losers) expect(await store.redemptions.find(loser.id)).toBeNull();
    await drain(store);
    expect(await eventsOf(store, losers[0] as Redemption)).toEqual([]);

    const draft = sampleRedemption({ claim });
    const claiming = nextOf(draft, { claimed: true, status: 'reserved' });
    await store.redemptions.insert(draft, []);
    expect(await store.redemptions.replace(claiming, 0, [])).toEqual({ kind: 'claim_taken', redemptionId: winner.id });
    expect(await store.redemptions.find(draft.id)).toStrictEqual(draft);
    await store.redemptions.replace(nextOf(winner, { claimed: false, status: 'failed' }), 0, []);
    expect(await store.redemptions.replace(claiming, 0, [])).toEqual({ kind: 'written' });
  });

  it('knows each idempotency scope once, and forgets it when the document does', async () => {
    const { store } = current();
    const scope = `acc/test/${sampleId('op')}`;
    const rivals = crowd(() => sampleRedemption({ idempotency: [sampleScope(scope)] }));
    const results = await Promise.all(rivals.map((rival) => store.redemptions.insert(rival, [])));
    const winner = rivals[results.findIndex((result) => result.kind === 'written')] as Redemption;
    expect(results.filter((result) => result.kind === 'written')).toHaveLength(1);
    expect(results.filter((result) => result.kind === 'idempotency_taken')).toHaveLength(CROWD - 1);
    expect(await store.redemptions.findByIdempotency(scope)).toStrictEqual(winner);
    expect(await store.redemptions.findByIdempotency('nobody')).toBeNull();

    const other = sampleRedemption();
    const taken = nextOf(other, { idempotency: [sampleScope(`${scope}/2`), sampleScope(scope)] });
    await store.redemptions.insert(other, []);
    const refused = { kind: 'idempotency_taken', redemptionId: winner.id };
    expect(await store.redemptions.replace(taken, 0, [])).toEqual(refused);
    expect(await store.redemptions.findByIdempotency(`${scope}/2`)).toBeNull();
    const twice = sampleRedemption({ idempotency: [sampleScope(`${scope}/3`), sampleScope(`${scope}/3`)] });
    expect(await store.redemptions.insert(twice, [])).toEqual({ kind: 'idempotency_taken', redemptionId: twice.id });

    await store.redemptions.replace(nextOf(winner, { idempotency: [] }), 0, []);
    expect(await store.redemptions.findByIdempotency(scope)).toBeNull();
    expect(await store.redemptions.replace(taken, 0, [])).toEqual({ kind: 'written' });
    expect((await store.redemptions.findByIdempotency(scope))?.id).toBe(other.id);
  });

  it('names the scope first where scope and claim both stand in the way: a repeated request is an answer, not a conflict', async () => {
    const { store } = current();
    const claim = sampleId('op');
    const scope = `acc/test/${sampleId('op')}`;
    const first = sampleRedemption({ claim, claimed: true, idempotency: [sampleScope(scope)] });
    await store.redemptions.insert(first, []);
    const repeated = sampleRedemption({ claim, claimed: true, idempotency: [sampleScope(scope)] });
    const result = await store.redemptions.insert(repeated, []);
    expect(result).toEqual({ kind: 'idempotency_taken', redemptionId: first.id });
  });

  it('finds a redemption by a review and by a reference it holds', async () => {
    const { store } = current();
    const operations = [sampleOperation(), sampleOperation({ reference: null })];
    const first = sampleRedemption({ operations });
    await store.redemptions.insert(first, []);
    const second = nextOf(first, {
      operations: [...operations, sampleOperation({ type: 'reverse', method: 'restore' })],
      reviews: [sampleReview({ closedAt: T0 }), sampleReview()],
    });
    await store.redemptions.replace(second, 0, []);
    for (const { reference } of second.operations.filter((operation) => operation.reference !== null))
      expect((await store.redemptions.findByReference(String(reference)))?.id).toBe(first.id);
    for (const { id } of second.reviews) expect(await store.redemptions.findByReview(id)).toStrictEqual(second);
    expect(await store.redemptions.findByReference('nothing')).toBeNull();
    expect(await store.redemptions.findByReview('rvw_nothing')).toBeNull();
  });

  it('says when the newest was written, whoever it belongs to', async () => {
    const { store } = current();
    const far = (i: number) => Date.parse('2090-01-01T00:00:00Z') + i;
    await store.redemptions.insert(sampleRedemption({ createdAt: T0, updatedAt: far(1) }), []);
    expect(await store.redemptions.newestAt()).toBe(far(1));
    await store.redemptions.insert(sampleRedemption({ createdAt: T0, updatedAt: T0 + 5 }), []);
    expect(await store.redemptions.newestAt()).toBe(far(1));
    for (const at of [far(3), far(2)])
      await store.events.append({ ...sampleEvent(sampleRedemption(), 1), createdAt: at });
    expect([await store.events.newestAt(far(3)), await store.events.newestAt(far(3) - 1)]).toEqual([far(3), far(2)]);
  });

  it('shows what is due, the longest overdue first', async () => {
    const { store } = current();
    const early = T0 - 1_000_000;
    const dueAts = [early + 30, early + 10, null, early + 20, early + 40];
    const all = dueAts.map((dueAt) => sampleRedemption({ dueAt }));
    for (const redemption of all) await store.redemptions.insert(redemption, []);
    const rows = (...indexes: number[]) =>
      indexes.map((index) => ({ id: all[index]?.id, accountId: all[index]?.accountId }));
    expect(await store.redemptions.due(early + 30, 10)).toEqual(rows(1, 3, 0));
    expect(await store.redemptions.due(early + 30, 2)).toEqual(rows(1, 3));
    expect(await store.redemptions.due(early + 9, 10)).toEqual([]);
    await store.redemptions.replace(nextOf(all[1] as Redemption, { dueAt: null }), 0, []);
    expect(await store.redemptions.due(early + 30, 10)).toEqual(rows(3, 0));
  });

  it('shows what is due of one account, and goes from one account to the next', async () => {
    const { store } = current();
    const rows = [
      ['acc_zz_1', T0 + 9],
      ['acc_zz_1', T0 + 7],
      ['acc_zz_1', T0 + 8],
      ['acc_zz_2', null],
      ['acc_zz_3', T0 + 70],
      ['acc_zz_3', T0 + 60],
    ] as const;
    const all = rows.map(([accountId, dueAt], nth) => sampleRedemption({ accountId, dueAt, livemode: nth % 2 === 0 }));
    for (const redemption of all) await store.redemptions.insert(redemption, []);
    const due = (...indexes: number[]) =>
      indexes.map((index) => ({ id: all[index]?.id, accountId: all[index]?.accountId }));
    expect(await store.redemptions.dueOf('acc_zz_1', T0 + 8, 10)).toEqual(due(1, 2));
    expect(await store.redemptions.dueOf('acc_zz_1', T0 + 9, 2)).toEqual(due(1, 2));
    expect(await store.redemptions.dueOf('acc_zz_3', T0 + 59, 10)).toEqual([]);
    const next = await store.redemptions.nextWithDue('acc_zz');
    expect(next).toEqual({ accountId: 'acc_zz_1', dueAt: T0 + 7 });
    expect(await store.redemptions.nextWithDue('acc_zz_1')).toEqual({ accountId: 'acc_zz_3', dueAt: T0 + 60 });
    expect(await store.redemptions.nextWithDue('acc_zz_3')).toBeNull();
  });

  it('shows what is due later, the furthest first, and misses none of those that are due in one moment', async () => {
    const { store } = current();
    // Nothing of the other tests is as far off.
    const far = Date.parse('2190-01-01T00:00:00Z');
    const dueAts = [far + 1, far + 2, far + 2, far + 2, far + 3, null, far];
    const all = dueAts.map((dueAt) => sampleRedemption({ dueAt }));
    for (const redemption of all) await store.redemptions.insert(redemption, []);
    const later = all.flatMap(({ id, accountId, dueAt, updatedAt }) =>
      dueAt !== null && dueAt > far ? [{ id, accountId, dueAt, updatedAt }] : [],
    );
    later.sort((one, other) => other.dueAt - one.dueAt || (one.id < other.id ? 1 : -1));
    expect(await store.redemptions.dueLater(far, 10)).toEqual(later);
    const seen = [];
    for (let last = later[9]; ; last = seen.at(-1)) {
      const page = await store.redemptions.dueLater(far, 2, last);
      seen.push(...page);
      if (page.length < 2) break;
    }
    expect(seen).toEqual(later);
  });
}

function describeLists(current: () => Store): void {
  it('lists by every filter, by several at once, newest first, and nothing of another account or mode', async () => {
    const store = current();
    const accountId = sampleId('acc');
    const all = await seedVaried(store, accountId);
    const newestFirst = [...all].reverse();
    const ask = (query: Partial<RedemptionQuery>) =>
      store.redemptions.list({ accountId, livemode: false, limit: 100, ...query });
    const expectList = async (query: Partial<RedemptionQuery>, keep: (redemption: Redemption) => boolean) => {
      const expected = newestFirst.filter(keep);
      expect(expected.length).toBeGreaterThan(0);
      expect(await ask(query)).toStrictEqual(expected);
    };
    await expectList({}, () => true);
    await expectList({ status: 'failed' }, ({ status }) => status === 'failed');
    await expectList({ outcome: 'checking' }, ({ outcome }) => outcome === 'checking');
    await expectList({ type: 'vouchers.ott' }, ({ type }) => type === 'vouchers.ott');
    await expectList({ externalReference: 'order.$1' }, ({ externalReference }) => externalReference === 'order.$1');
    await expectList({ externalReference: '' }, ({ externalReference }) => externalReference === '');
    await expectList({ terminalId: 'till-2' }, ({ options }) => options.terminal_id === 'till-2');
    await expectList({ createdFrom: T0 + 20 }, ({ createdAt }) => createdAt >= T0 + 20);
    await expectList({ createdTo: T0 + 20 }, ({ createdAt }) => createdAt < T0 + 20);
    const both = { createdFrom: T0 + 10, createdTo: T0 + 12, status: 'draft' } as const;
    await expectList(
      both,
      ({ createdAt, status }) => createdAt >= T0 + 10 && createdAt < T0 + 12 && status === 'draft',
    );
    for (const [key, value] of Object.entries(AWKWARD))
      await expectList({ metadata: Object.fromEntries([[key, value]]) }, ({ metadata }) =>
        Object.hasOwn(metadata, key),
      );
    await expectList({ metadata: { shop: '1', 'order.id': 'dots.in.both' } }, ({ metadata }) =>
      Boolean(metadata['shop'] === '1' && metadata['order.id']),
    );
    await expectList(
      { metadata: { shop: '1' }, type: 'vouchers.blu', status: 'draft', terminalId: 'till-2' },
      ({ metadata, type, status, options }) =>
        metadata['shop'] === '1' && type === 'vouchers.blu' && status === 'draft' && options.terminal_id === 'till-2',
    );
    expect(await ask({ metadata: { shop: 'order.id' } })).toEqual([]);
    expect(await ask({ metadata: { zero: 'before' } })).toEqual([]);
    expect(await ask({ livemode: true })).toEqual([]);
    expect(await ask({ accountId: sampleId('acc') })).toEqual([]);
    expect(await ask({ externalReference: '$ne' })).toEqual([]);
  });

  it('follows a redemption that changes from one filter to another', async () => {
    const store = current();
    const accountId = sampleId('acc');
    const before = sampleRedemption({ accountId, metadata: { a: '1', b: '2' }, externalReference: 'x' });
    await store.redemptions.insert(before, []);
    const after = nextOf(before, { metadata: { a: '1', b: '3' }, externalReference: null, status: 'failed' });
    await store.redemptions.replace(after, 0, []);
    const ids = async (query: Partial<RedemptionQuery>) =>
      (await store.redemptions.list({ accountId, livemode: false, limit: 9, ...query })).map(({ id }) => id);
    expect(await ids({ metadata: { b: '2' } })).toEqual([]);
    expect(await ids({ externalReference: 'x' })).toEqual([]);
    expect(await ids({ status: 'draft' })).toEqual([]);
    expect(await ids({ metadata: { a: '1', b: '3' }, status: 'failed' })).toEqual([before.id]);
  });

  it('pages without a gap or a repetition while rows are added, also within one millisecond', async () => {
    const store = current();
    const accountId = sampleId('acc');
    const put = (createdAt: number) => store.redemptions.insert(sampleRedemption({ accountId, createdAt }), []);
    for (let index = 0; index < 25; index += 1) await put(T0 + Math.floor(index / 5));
    const first = await store.redemptions.list({ accountId, livemode: false, limit: 100 });
    const seen: Redemption[] = [];
    for (;;) {
      const last = seen.at(-1);
      const after = last ? { after: { createdAt: last.createdAt, id: last.id } } : {};
      const page = await store.redemptions.list({ accountId, livemode: false, limit: 4, ...after });
      if (page.length === 0) break;
      seen.push(...page);
      await put(T0 + 1000 + seen.length);
    }
    expect(seen).toStrictEqual(first);
    const order = first.map(({ createdAt, id }) => [createdAt, id] as const);
    expect(order).toEqual([...order].sort(([at, id], [otherAt, otherId]) => otherAt - at || (id < otherId ? 1 : -1)));
  });

  it('lists open reviews in both orders, by page', async () => {
    const store = current();
    const accountId = sampleId('acc');
    const opened = [T0 + 3, null, T0 + 1, T0 + 2, T0 + 2];
    const all = opened.map((reviewOpenedAt) => sampleRedemption({ accountId, reviewOpenedAt }));
    for (const redemption of all) await store.redemptions.insert(redemption, []);
    const open = { accountId, livemode: false, which: 'open', order: 'newest', limit: 9 } as const;
    const page = await store.redemptions.reviewed({ ...open, limit: 2 });
    expect(page.map(({ reviewOpenedAt }) => reviewOpenedAt)).toEqual([T0 + 3, T0 + 2]);
    const last = page[1] as Redemption;
    const after = { createdAt: Number(last.reviewOpenedAt), id: last.id };
    const rest = await store.redemptions.reviewed({ ...open, after });
    expect(rest.map(({ reviewOpenedAt }) => reviewOpenedAt)).toEqual([T0 + 2, T0 + 1]);
    expect(new Set([...page, ...rest].map(({ id }) => id)).size).toBe(4);
    const oldest = await store.redemptions.reviewed({ ...open, order: 'oldest' });
    expect(oldest).toStrictEqual([...page, ...rest].toReversed());
    expect(await store.redemptions.reviewed({ ...open, order: 'oldest', after })).toStrictEqual(page.slice(0, 1));
    expect(await store.redemptions.reviewed({ ...open, livemode: true })).toEqual([]);
    await store.redemptions.replace(nextOf(last, { reviewOpenedAt: null }), 0, []);
    expect(await store.redemptions.reviewed(open)).toHaveLength(3);
  });

  it('lists what ever had a review by the first one, closed or not, by page', async () => {
    const store = current();
    const accountId = sampleId('acc');
    const of = (...opened: number[]) => opened.map((openedAt) => sampleReview({ openedAt, closedAt: openedAt + 5 }));
    const reviewed = [of(T0 + 3), of(T0 + 1, T0 + 9), [], of(T0 + 2), of(T0 + 2)];
    const all = reviewed.map((reviews) => sampleRedemption({ accountId, reviews }));
    for (const redemption of all) await store.redemptions.insert(redemption, []);
    const query = { accountId, livemode: false, which: 'all', order: 'newest', limit: 9 } as const;
    const newest = await store.redemptions.reviewed(query);
    expect(newest.map(({ reviews }) => reviews[0]?.openedAt)).toEqual([T0 + 3, T0 + 2, T0 + 2, T0 + 1]);
    expect(await store.redemptions.reviewed({ ...query, which: 'open' })).toEqual([]);
    for (const order of ['newest', 'oldest'] as const) {
      const whole = order === 'newest' ? newest : newest.toReversed();
      expect(await store.redemptions.reviewed({ ...query, order })).toStrictEqual(whole);
      for (const [index, { id, reviews }] of whole.entries()) {
        const after = { createdAt: Number(reviews[0]?.openedAt), id };
        const page = await store.redemptions.reviewed({ ...query, order, after, limit: 2 });
        expect(page).toStrictEqual(whole.slice(index + 1, index + 3));
      }
    }
    // A first review comes with a later write.
    const late = all[2] as Redemption;
    await store.redemptions.replace(nextOf(late, { reviews: of(T0 + 4) }), 0, []);
    expect((await store.redemptions.reviewed(query))[0]?.id).toBe(late.id);
  });
}

/** Thirty redemptions, a millisecond apart, that differ in everything a list can ask for. */
async function seedVaried(store: Store, accountId: string): Promise<Redemption[]> {
  const awkward = Object.entries(AWKWARD);
  const all = Array.from({ length: 30 }, (_, index) =>
    sampleRedemption({
      accountId,
      createdAt: T0 + index,
      status: index % 3 ? 'draft' : 'failed',
      outcome: index % 4 ? 'open' : 'checking',
      type: index % 5 ? 'vouchers.blu' : 'vouchers.ott',
      externalReference: ['order.$1', null, '', 'other'][index % 4] as string | null,
      options: { partial: 'decline', ...(index % 2 ? { terminal_id: `till-${String((index % 3) + 1)}` } : {}) },
      metadata: Object.fromEntries([awkward[index % awkward.length] as [string, string], ['shop', String(index % 2)]]),
    }),
  );
  const withBoth = { ...(all[29] as Redemption), metadata: { shop: '1', 'order.id': 'dots.in.both' } };
  const varied = [...all.slice(0, 29), withBoth];
  for (const redemption of varied) await store.redemptions.insert(redemption, []);
  return varied;
}

function describeEvents(current: () => OpenedStore): void {
  it('keeps events with the write that caused them, lists each once, and loses none that come while others are moved', async () => {
    const { store, another } = current();
    const second = await another();
    const accountId = sampleId('acc');
    let redemption = sampleRedemption({ accountId, metadata: AWKWARD });
    const written: RedemptionEvent[] = [
      sampleEvent(redemption, 1, { data: { metadata: AWKWARD, 'a.b': [null, { $c: 1 }] } }),
    ];
    await store.redemptions.insert(redemption, written);
    for (let seq = 2; seq <= 20; seq += 2) {
      const events = [
        sampleEvent(redemption, seq, { type: 'redemption.reserved', createdAt: T0 + seq }),
        sampleEvent(redemption, seq + 1, { type: 'redemption.confirmed', createdAt: T0 + seq + 1 }),
      ];
      const next = nextOf(redemption);
      const [result] = await Promise.all([
        store.redemptions.replace(next, redemption.rev, events),
        store.events.relay(10, T0),
        second.events.relay(10, T0),
      ]);
      expect(result).toEqual({ kind: 'written' });
      written.push(...events);
      redemption = next;
    }
    await drain(store);
    const list = async (query: object) =>
      (await store.events.list({ accountId, livemode: false, limit: 100, ...query })).rows;
    const newestFirst = [...written].reverse();
    expect(await list({})).toStrictEqual(newestFirst);
    expect(await list({ redemptionId: redemption.id })).toStrictEqual(newestFirst);
    expect(await list({ redemptionId: 'rdm_other' })).toEqual([]);
    const confirmed = newestFirst.filter(({ type }) => type === 'redemption.confirmed');
    expect(await list({ type: 'redemption.confirmed' })).toStrictEqual(confirmed);
    const confirmedHere = { type: 'redemption.confirmed', redemptionId: redemption.id };
    expect(await list(confirmedHere)).toStrictEqual(confirmed);
    const between = newestFirst.filter(({ createdAt }) => createdAt >= T0 + 5 && createdAt < T0 + 9);
    expect(await list({ createdFrom: T0 + 5, createdTo: T0 + 9 })).toStrictEqual(between);
    const third = newestFirst[2] as RedemptionEvent;
    const page = await list({ after: { createdAt: third.createdAt, id: third.id }, limit: 5 });
    expect(page).toStrictEqual(newestFirst.slice(3, 8));
    expect(await list({ livemode: true })).toEqual([]);
    for (const event of written) expect(await second.events.find(event.id)).toStrictEqual(event);
    expect(await store.redemptions.find(redemption.id)).toStrictEqual(redemption);
    expect(await store.events.relay(10, T0)).toBe(0);
  });

  it('takes an event that no redemption caused, once, and drops old ones', async () => {
    const { store } = current();
    const accountId = sampleId('acc');
    const long = T0 - 10_000_000;
    const owner = sampleRedemption({ accountId, updatedAt: long });
    const events = [0, 1, 2].map((age) =>
      sampleEvent(owner, 0, { redemptionId: null, type: 'webhook_endpoint.disabled', createdAt: long + age }),
    );
    for (const event of [...events, ...events]) await store.events.append(event);
    const list = async () => (await store.events.list({ accountId, livemode: false, limit: 9 })).rows;
    expect(await list()).toStrictEqual([...events].reverse());
    expect(await store.events.expire(long + 2, 1)).toBe(1);
    expect(await store.events.expire(long + 2, 10)).toBe(1);
    expect(await store.events.expire(long + 2, 10)).toBe(0);
    expect(await list()).toStrictEqual(events.slice(2));
    expect(await store.events.find('evt_nobody')).toBeNull();
  });
}

function describeStoredAnswers(current: () => OpenedStore): void {
  it('lets one of many requests run, keeps its answer, and lets a failed one be made again', async () => {
    const { store, another } = current();
    const second = await another();
    const entry: StoredAnswer = { scope: `acc/${sampleId('op')}`, requestDigest: 'd', at: T0, answer: null };
    const race = () =>
      Promise.all(crowd((index) => (index % 2 ? second : store).storedAnswers.begin({ ...entry, at: T0 + index })));
    const first = await race();
    expect(first.filter((standing) => standing === null)).toHaveLength(1);
    const running = first.find((standing) => standing !== null);
    expect(running).toMatchObject({ scope: entry.scope, requestDigest: 'd', answer: null });
    await store.storedAnswers.drop(running!);
    const again = await race();
    expect(again.filter((standing) => standing === null)).toHaveLength(1);
    const claim = again.find((standing) => standing !== null)!;
    // Another request has the scope now: the one that lost it neither answers for it nor drops it.
    await store.storedAnswers.finish({ ...claim, at: claim.at + CROWD }, { status: 500, sealedBody: 'v1.other' });
    await store.storedAnswers.drop({ ...claim, at: claim.at + CROWD });
    expect(await store.storedAnswers.find(entry.scope)).toEqual(claim);
    await store.storedAnswers.finish(claim, { status: 201, sealedBody: 'v1.sealed' });
    // Seen before it was answered.
    await store.storedAnswers.drop(claim);
    const answered = await second.storedAnswers.begin(entry);
    expect(answered).toMatchObject({ scope: entry.scope, answer: { status: 201, sealedBody: 'v1.sealed' } });
    await store.storedAnswers.drop(answered!);
    expect(await store.storedAnswers.begin({ ...entry, at: claim.at })).toBeNull();
    expect(await store.storedAnswers.expire(T0, 10)).toBe(0);
    expect(await store.storedAnswers.expire(T0 + CROWD, 10)).toBe(1);
    expect(await store.storedAnswers.begin(entry)).toBeNull();
  });

  it('drops stored answers of any kind once they are old, the oldest first, so many at a time', async () => {
    const { store } = current();
    const old = T0 - 10_000_000;
    const scopes = [0, 1, 2, 3].map(() => `acc/${sampleId('op')}`);
    for (const [age, scope] of scopes.entries())
      await store.storedAnswers.begin({ scope, requestDigest: 'd', at: old + age, answer: null });
    await store.storedAnswers.finish({ scope: scopes[1] ?? '', at: old + 1 }, { status: 201, sealedBody: 'v1.sealed' });
    const left = async () => {
      const found = await Promise.all(scopes.map((scope) => store.storedAnswers.find(scope)));
      return found.map((answer) => answer !== null);
    };
    expect(await store.storedAnswers.expire(old + 3, 2)).toBe(2);
    expect(await left()).toEqual([false, false, true, true]);
    expect(await store.storedAnswers.expire(old + 3, 2)).toBe(1);
    expect(await left()).toEqual([false, false, false, true]);
    expect(await store.storedAnswers.expire(old + 4, 2)).toBe(1);
  });
}

function crowd<T>(make: (index: number) => T): T[] {
  return Array.from({ length: CROWD }, (_, index) => make(index));
}

/** Moves every waiting event into the log. */
async function drain(store: Store): Promise<void> {
  while ((await store.events.relay(100, T0)) > 0);
}

async function eventsOf(store: Store, { accountId, livemode, id }: Redemption): Promise<readonly RedemptionEvent[]> {
  return (await store.events.list({ accountId, livemode, redemptionId: id, limit: 100 })).rows;
}
