// Reviews as the support staff meet them: doubt that no provider could end, verdicts that end it, and those that must not
// move anything any more.
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import type { FullReview, PublicReview, PublicReviewSummary } from '../../src/api/reviews/responses';
import type { Page } from '../../src/api/lists/pagination';
import { describeApi } from '../tools/engines';
import { sampleUser } from '../store/contract/people';
import { BLU, ONE_VOUCHER, OTT, startWorld, type Answer, type World } from './world';

const NOTE = { note: 'The provider confirmed it by telephone', evidence: 'Letter of 20 November' };
const PAID = { decision: 'paid', ...NOTE };

describeApi('reviews', ({ databaseUrl }) => {
  let world: World;
  let other: string;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_GIVE_UP_AFTER: '2500ms', VOUCH_ASK_AFTER: '1s' });
    other = await world.newKey('somebody else', 'test', 'secret');
  });
  afterAll(() => world.close());

  it('takes a doubt that outlived its ladder to the end that a person found out', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000, 'drop_after_taking');
    const { id } = await doubt('one_voucher', voucher, { amount: 3000, currency: 'ZAR' });
    const review = await reviewOf(id);
    await world.simulators.outage('one_voucher', false);
    expect(review).toMatchObject({
      object: 'review',
      status: 'open',
      reason: 'doubt_unresolved',
      type: ONE_VOUCHER,
      amount: 3000,
      closed_at: null,
      verdict: null,
    });
    const shown = await world.call(`GET /v1/reviews/${review.id}`);
    const full = readFull(shown);
    expect(shown.headers.get('etag')).toBe(`"${String(full.version)}"`);
    expect(full).toMatchObject({ ...review, redemption: { id, outcome: 'checking', version: full.version } });
    expect(full.timeline.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['created', 'reserved', 'asked']));

    // Only for secret keys, of this account.
    for (const route of ['GET /v1/reviews', `GET /v1/reviews/${review.id}`, `POST /v1/reviews/${review.id}/verdict`]) {
      const call = { ...(route.startsWith('POST') ? { body: PAID } : {}), headers: { 'if-match': '"2"' } };
      const refused = await world.call(route, { ...call, key: world.keys.publishable });
      expect([refused.status, refused.body.code]).toEqual([403, 'key_not_allowed']);
      const strange = await world.call(route, { ...call, key: other });
      expect(route === 'GET /v1/reviews' ? strange.body.data : strange.status).toEqual(
        route === 'GET /v1/reviews' ? [] : 404,
      );
    }

    const unseen = await verdict(review.id, PAID, null);
    expect([unseen.status, unseen.body.code]).toEqual([428, 'if_match_required']);
    const stale = await verdict(review.id, PAID, full.version + 1);
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ code: 'version_conflict', current_version: full.version });
    const wrong = await verdict(review.id, { decision: 'maybe', note: '', amount: 1.5 }, full.version);
    expect([wrong.status, wrong.body.errors.map(({ param }) => param).sort()]).toEqual([
      400,
      ['amount', 'decision', 'evidence', 'note'],
    ]);

    const headers = { 'idempotency-key': `verdict ${id}` };
    const given = await verdict(review.id, PAID, full.version, headers);
    expect(given.status).toBe(200);
    const closed = readFull(given);
    expect(closed).toMatchObject({
      status: 'closed',
      verdict: { ...PAID, by: { kind: 'api_key' }, at: closed.closed_at },
      redemption: { outcome: 'paid', status: 'confirmed', redeemed_amount: 3000, change_voucher: null },
    });
    expect(given.headers.get('etag')).toBe(`"${String(full.version + 1)}"`);
    expect(closed.timeline.at(-1)).toMatchObject({ fact: 'verdict_given', detail: NOTE });
    const replayed = await verdict(review.id, PAID, full.version, headers);
    expect(readFull(replayed)).toEqual(closed);
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    const late = await verdict(review.id, { ...PAID, decision: 'not_paid' }, full.version + 1);
    expect([late.status, late.body.code]).toEqual([409, 'review_closed']);
    expect(await world.call('GET /v1/reviews').then(({ body }) => body.data)).toEqual([]);
    expect((await world.call(`GET /v1/redemptions/${id}`)).body).toMatchObject({
      outcome: 'paid',
      redeemed_amount: 3000,
    });
    for (const { text } of [shown, given, replayed]) expect(text).not.toContain(voucher.pin);
  });

  it('asks for the amount where nobody knows it, and frees the voucher that was not taken', async () => {
    const taken = await doubt('ott', world.voucher(OTT, 4000, 'drop_after_taking'), {});
    const paid = await reviewOf(taken.id);
    await world.simulators.outage('ott', false);
    const without = await verdict(paid.id, PAID, paid.version);
    expect([without.status, without.body.code]).toEqual([422, 'verdict_amount_required']);
    const judged = await verdict(paid.id, { ...PAID, amount: 4000 }, paid.version);
    expect(readFull(judged).redemption).toMatchObject({ outcome: 'paid', amount: 4000, redeemed_amount: 4000 });

    const voucher = world.voucher(BLU, 2500, 'drop_before_taking');
    const untaken = await doubt('blu', voucher, { amount: 2500, currency: 'ZAR' });
    expect((await world.create(voucher)).body.code).toBe('voucher_in_use');
    const review = await reviewOf(untaken.id);
    await world.simulators.outage('blu', false);
    const freed = await verdict(review.id, { decision: 'not_paid', ...NOTE }, review.version);
    expect(readFull(freed).redemption).toMatchObject({
      outcome: 'not_paid',
      status: 'failed',
      last_error: { code: 'provider_rejected' },
    });
    const again = await world.create(voucher);
    expect(again.body).toMatchObject({ outcome: 'paid', redeemed_amount: 2500 });
    expect(world.truth(voucher).taken).toHaveLength(1);
  });

  it('records a verdict on a contradiction, and never moves what is final', async () => {
    const { body: paid } = await world.create(world.voucher(ONE_VOUCHER, 1000));
    await world.openReview(paid.id, 'answer_contradicts_state', 'A late answer says declined');
    const review = await reviewOf(paid.id);
    const given = await verdict(review.id, { decision: 'not_paid', ...NOTE }, review.version);
    expect(readFull(given)).toMatchObject({
      status: 'closed',
      verdict: { decision: 'not_paid' },
      version: paid.version,
      redemption: { outcome: 'paid', redeemed_amount: 1000, reversed_amount: 0 },
    });
  });

  it('lists both kinds in one order, page by page, and closes a line that nobody knows', async () => {
    const first = (await world.create(world.voucher(BLU, 1100))).body.id;
    const second = (await world.create(world.voucher(BLU, 1200))).body.id;
    await world.openReview(first, 'statement_differs', 'one');
    await find('foreign-1');
    await world.openReview(second, 'statement_differs', 'two');
    await world.openReview(second, 'amount_differs', 'three');
    await find('foreign-2');
    const whole = readPage(await world.call('GET /v1/reviews?status=open'));
    expect(whole.has_more).toBe(false);
    expect(whole.data.map((review) => review.reference ?? review.redemption_id)).toEqual([
      'foreign-2',
      second,
      second,
      'foreign-1',
      first,
    ]);
    for (const limit of [1, 2, 3]) expect(await pages(limit)).toEqual(whole.data);
    const differing = readPage(await world.call('GET /v1/reviews?reason=amount_differs'));
    expect(differing.data).toMatchObject([{ redemption_id: second, summary: 'three' }]);
    for (const query of [
      'cursor=abc',
      'status=none',
      'order=up',
      'reason=none',
      'limit=0',
      'color=red',
      'assigned_to=me',
      'assigned_to=x',
    ]) {
      expect((await world.call(`GET /v1/reviews?${query}`)).body.code).toBe('validation_failed');
    }
    expect((await world.call('GET /v1/reviews/rvw_1')).status).toBe(400);
    expect((await world.call(`GET /v1/reviews/rvw_${'0'.repeat(24)}`)).status).toBe(404);

    const found = whole.data.find(({ reference }) => reference === 'foreign-2');
    const path = found?.id ?? '';
    expect(await world.call(`GET /v1/reviews/${path}`, { key: other })).toMatchObject({ status: 404 });
    const stale = await verdict(path, PAID, 7);
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    const given = readFull(await verdict(path, PAID, 1));
    expect(given).toMatchObject({ status: 'closed', redemption: null, redemption_id: null, version: 2, amount: 1234 });
    expect(given.timeline.map(({ fact }) => fact)).toEqual(['review_opened', 'verdict_given']);
    expect((await verdict(path, PAID, 2)).body.code).toBe('review_closed');
    expect((await pages(2)).map(({ id }) => id)).toEqual(
      whole.data.filter((review) => review !== found).map(({ id }) => id),
    );
  });

  it('is taken up and written on before it is judged, and tells what waits', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 2300);
    const { body: paid } = await world.create(voucher);
    await world.openReview(paid.id, 'answer_contradicts_state', 'Late');
    await find('desk-1');
    const before = await summary();
    const review = await reviewOf(paid.id);
    const list = readPage(await world.call('GET /v1/reviews?limit=100'));
    const finding = list.data.find(({ reference }) => reference === 'desk-1') as PublicReview;
    expect(review).toMatchObject({ assigned_to: null, assigned_at: null, notes: [] });
    expect(before.open).toBe(list.data.length);
    expect(before.unassigned).toBe(list.data.length);
    expect(before.oldest_opened_at).toBe(list.data.map((one) => one.opened_at).sort()[0]);
    expect(before.by_reason.reduce((sum, { open }) => sum + open, 0)).toBe(before.open);
    expect(before.is_complete).toBe(true);

    const person = await newPerson('default');
    const stranger = await newPerson('somebody else');
    for (const { id, version } of [review, finding]) {
      const isFinding = id === finding.id;
      const taken = readFull(await act(id, 'assign', { user_id: person }));
      expect(taken).toMatchObject({ assigned_to: person, version: isFinding ? version + 1 : version });
      // With the same person already: nothing is written.
      expect(readFull(await act(id, 'assign', { user_id: person })).timeline).toHaveLength(taken.timeline.length);
      for (const text of ['I asked them by telephone', 'They will call back']) await act(id, 'notes', { text });
      const shown = readFull(await world.call(`GET /v1/reviews/${id}`));
      expect(shown.notes.map(({ text }) => text)).toEqual(['I asked them by telephone', 'They will call back']);
      expect(shown.notes[0]?.by.kind).toBe('api_key');
      expect(shown.timeline.slice(-3).map(({ fact }) => fact)).toEqual([
        'review_assigned',
        'review_noted',
        'review_noted',
      ]);
      for (const [what, body, code] of [
        ['assign', { user_id: stranger }, 'assignee_unknown'],
        ['assign', { user_id: `usr_${'0'.repeat(24)}` }, 'assignee_unknown'],
        ['assign', { user_id: 'x' }, 'validation_failed'],
        ['assign', {}, 'validation_failed'],
        ['notes', { text: '' }, 'validation_failed'],
      ] as const)
        expect((await act(id, what, body)).body.code).toBe(code);
      for (const what of ['assign', 'notes'] as const) {
        const body = what === 'assign' ? { user_id: null } : { text: 'x' };
        const strange = await world.call(`POST /v1/reviews/${id}/${what}`, { body, key: other });
        expect(strange.body.code).toBe('not_found');
        const weak = await world.call(`POST /v1/reviews/${id}/${what}`, { body, key: world.keys.publishable });
        expect(weak.body.code).toBe('key_not_allowed');
      }
    }
    const spoken = await act(review.id, 'notes', { text: `It reads ${voucher.pin}` });
    expect(spoken.body.code).toBe('pin_in_text');
    expect(spoken.text).not.toContain(voucher.pin);

    expect((await listed(`assigned_to=${person}`)).sort()).toEqual([review.id, finding.id].sort());
    expect(await listed('assigned_to=nobody')).not.toContain(review.id);
    expect((await summary()).unassigned).toBe(before.unassigned - 2);
    expect(readFull(await act(review.id, 'assign', { user_id: null }))).toMatchObject({ assigned_to: null });
    expect(await listed('assigned_to=nobody')).toContain(review.id);

    const open = await listed('status=open');
    expect(await listed('order=oldest')).toEqual(open.toReversed());
    const closedBefore = await listed('status=closed');
    expect(closedBefore).not.toContain(review.id);
    const version = readFull(await world.call(`GET /v1/reviews/${finding.id}`)).version;
    expect((await verdict(review.id, PAID, review.version)).status).toBe(200);
    expect((await verdict(finding.id, PAID, version)).status).toBe(200);
    for (const id of [review.id, finding.id]) {
      expect((await act(id, 'assign', { user_id: person })).body.code).toBe('review_closed');
      expect((await act(id, 'notes', { text: 'late' })).body.code).toBe('review_closed');
    }
    expect((await listed('status=closed')).sort()).toEqual([...closedBefore, review.id, finding.id].sort());
    const all = await listed('status=all');
    expect(all.toSorted()).toEqual([...(await listed('status=open')), ...(await listed('status=closed'))].sort());
    expect(await listed('status=all&order=oldest')).toEqual(all.toReversed());
    expect((await summary()).open).toBe(before.open - 2);
  });

  it('gives nothing back again that a statement shows as given back, and takes no word against it', async () => {
    const voucher = world.voucher(BLU, 1500);
    const { id } = (await world.create(voucher)).body;
    const reverse = (key: string) =>
      world.call(`POST /v1/redemptions/${id}/reverse`, {
        body: { reason: 'back' },
        headers: { 'idempotency-key': key },
      });
    const control = String(world.simulators.addresses['control']);
    const fault = JSON.stringify({ provider: 'blu', operation: 'sales', fault: 'drop_after' });
    expect((await fetch(`${control}/faults`, { method: 'POST', body: fault })).ok).toBe(true);
    expect((await reverse('first')).status).toBe(202);
    const doubt = await reviewOf(id);
    expect(doubt.reason).toBe('doubt_unresolved');
    const [day, next] = [0, 86_400_000].map((ms) => new Date(Date.now() + ms).toISOString().slice(0, 10));
    const csv = await (await fetch(`${control}/statement?provider=blu`)).text();
    const headers = { authorization: `Bearer ${world.keys.secret}`, 'content-type': 'text/csv' };
    const query = `provider=blu&from=${String(day)}&to=${String(next)}`;
    await fetch(`${world.server.url}/v1/reconciliations?${query}`, { method: 'POST', headers, body: csv });
    const differs = await reviewOf(id, 'statement_differs');

    const denied = await verdict(doubt.id, { decision: 'not_paid', ...NOTE }, doubt.version);
    expect([denied.status, denied.body]).toMatchObject([409, { code: 'awaiting_statement', review_id: differs.id }]);
    expect((await reverse('second')).body.code).toBe('outcome_unknown');
    const given = readFull(await verdict(differs.id, PAID, differs.version));
    expect(given.redemption).toMatchObject({ outcome: 'paid', reversed_amount: 1500 });
    expect((await reverse('third')).body.code).toBe('reversal_exceeds_redeemed');
    const references = new Set(given.redemption?.operations.map(({ provider_reference: own }) => own?.reference));
    const { vouchers } = world.books.snapshot();
    expect(vouchers.filter(({ issued_for: cause }) => references.has(cause ?? '')).map(({ value }) => value)).toEqual([
      1500,
    ]);
  });

  it('takes fifty notes on one review and no more', async () => {
    await find('noted-1');
    const { data } = readPage(await world.call('GET /v1/reviews?limit=100'));
    const { body: paid } = await world.create(world.voucher(BLU, 900));
    await world.openReview(paid.id, 'statement_differs', 'noted');
    const ids = [data.find(({ reference }) => reference === 'noted-1')?.id ?? '', (await reviewOf(paid.id)).id];
    for (const id of ids) {
      for (let note = 0; note < 50; note += 1)
        expect((await act(id, 'notes', { text: `Note ${String(note)}` })).status).toBe(200);
      const more = await act(id, 'notes', { text: 'One more' });
      expect([more.status, more.body.code]).toEqual([422, 'too_many_notes']);
      expect(readFull(await world.call(`GET /v1/reviews/${id}`)).notes).toHaveLength(50);
    }
  });

  function act(id: string, what: 'assign' | 'notes', body: object) {
    return world.call(`POST /v1/reviews/${id}/${what}`, { body });
  }

  async function summary(): Promise<PublicReviewSummary> {
    return requireDone(await world.call('GET /v1/reviews/summary')) as PublicReviewSummary;
  }

  /** Every id of a list, in its order, three at a time. */
  async function listed(query: string): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const page = readPage(await world.call(`GET /v1/reviews?limit=3&${query}${cursor}`));
      ids.push(...page.data.map(({ id }) => id));
      if (page.next_cursor === null) return ids;
      cursor = `&cursor=${page.next_cursor}`;
    }
  }

  function newPerson(accountName: string): Promise<string> {
    return world.withStore(async (store) => {
      const account = await store.accounts.findAccountByName(accountName);
      const id = new RandomIds(new SystemClock()).next('usr');
      const user = sampleUser({ id, accountId: account?.id ?? '', email: `${id}@example.com`, role: 'agent' });
      expect(await store.accounts.insertUser(user)).toBe(true);
      return id;
    });
  }

  /** A redemption in doubt, with its provider gone so that the ladder runs out. */
  async function doubt(provider: string, voucher: { type: string; pin: string }, fields: object) {
    const created = await world.create(voucher, fields);
    await world.simulators.outage(provider, true);
    expect([created.status, created.body.outcome]).toEqual([202, 'checking']);
    return created.body;
  }

  async function reviewOf(redemptionId: string, reason?: string): Promise<PublicReview> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const list = readPage(await world.call('GET /v1/reviews?limit=100'));
      const review = list.data.find(
        (one) => one.redemption_id === redemptionId && (reason === undefined || one.reason === reason),
      );
      if (review) return review;
      if (Date.now() > deadline) throw new Error(`No review of ${redemptionId}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  function verdict(id: string, body: object, version: number | null, headers: Record<string, string> = {}) {
    const match: Record<string, string> = version === null ? {} : { 'if-match': `"${String(version)}"` };
    return world.call(`POST /v1/reviews/${id}/verdict`, { body, headers: { ...match, ...headers } });
  }

  async function pages(limit: number): Promise<PublicReview[]> {
    const all: PublicReview[] = [];
    for (let cursor = ''; ;) {
      const path = `GET /v1/reviews?limit=${String(limit)}${cursor}`;
      const page = readPage(await world.call(path));
      expect(page.data.length).toBeLessThanOrEqual(limit);
      all.push(...page.data);
      if (page.next_cursor === null) return all;
      cursor = `&cursor=${page.next_cursor}`;
    }
  }

  async function find(reference: string): Promise<void> {
    const clock = new SystemClock();
    await world.withStore(async (store) => {
      const finding = {
        id: new RandomIds(clock).next('rvw'),
        accountId: world.server.firstBoot?.account.id ?? '',
        livemode: false,
        version: 1,
        type: BLU,
        reference,
        transactionId: null,
        amountCents: 1234,
        summary: 'Nobody knows it',
        openedAt: clock.now(),
        closedAt: null,
        verdict: null,
      };
      expect(await store.findings.insert(finding)).toBe(true);
    });
  }
});

function readFull(answer: Answer): FullReview {
  return requireDone(answer) as FullReview;
}

function readPage(answer: Answer): Page<PublicReview> {
  return requireDone(answer) as Page<PublicReview>;
}

function requireDone(answer: Answer): unknown {
  if (answer.status !== 200) throw new Error(answer.text);
  return JSON.parse(answer.text);
}
