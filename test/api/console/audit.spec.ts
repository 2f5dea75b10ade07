// What people do at the desk, and stands in the audit log when they are done: each act that no list of changes shows, who did it, about
// what, and no PIN.
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { BLU, startWorld, type World } from '../world';
import { PAGE, signedIn } from './desk';

jest.setTimeout(120_000);

const TODAY = new Date().toISOString().slice(0, 10);
const STATEMENT = ['date;reference;gross;status', `${TODAY};nobody-1;1.00;Success`].join('\n');
const VERDICT = { decision: 'not_paid', note: 'asked them', evidence: 'letter of today' };

interface Entry {
  readonly act: string;
  readonly actor: { readonly kind: string; readonly email: string | null };
  readonly about: { readonly kind: string; readonly id: string } | null;
  readonly details: Readonly<Record<string, unknown>>;
}

describeApi('the audit log of the desk', ({ databaseUrl }) => {
  let world: World;
  const pins: string[] = [];
  let people: Record<'agent' | 'approver' | 'admin', Awaited<ReturnType<typeof signedIn>>>;
  beforeAll(async () => {
    const clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, { VOUCH_APPROVAL_ABOVE: '1000' }, { clock });
    const [agent, approver, admin] = [
      await signedIn(world, 'agent', clock),
      await signedIn(world, 'approver', clock),
      await signedIn(world, 'admin', clock),
    ];
    people = { agent, approver, admin };
    // Entries of one millisecond have no order.
    for (const person of Object.values(people))
      person.tick = () => {
        clock.pass(1);
      };
  });
  afterAll(() => world.close());

  const entriesOf = async (act: string) =>
    (await people.admin.call(`GET /v1/audit_log?act=${act}&limit=100`)).body.data as unknown as readonly Entry[];
  const actsOf = async (id: string) =>
    (
      (await people.admin.call(`GET /v1/audit_log?user_id=${id}&limit=100`)).body.data as unknown as readonly Entry[]
    ).map(({ act }) => act);
  const csv = (headers: Record<string, string> = {}) => ({ ...PAGE, ...headers, accept: 'text/csv' });
  const sale = async (amount: number) => {
    const voucher = world.voucher(BLU, 5000);
    const { body } = await world.create(voucher, { amount, currency: 'ZAR' });
    const changePin = body.change_voucher?.pin ?? '';
    pins.push(voucher.pin, ...(changePin === '' ? [] : [changePin]));
    return { ...body, voucherPin: voucher.pin, changePin };
  };

  it('has a search by PIN or phone number by its last four digits, whatever it found, and no other search', async () => {
    const { agent } = people;
    const { id, voucherPin: pin } = await sale(4000);
    const search = async (query: string) => (await agent.call('POST /v1/redemptions/search', { query })).body;
    expect((await search(pin)).data.map((row) => row.id)).toEqual([id]);
    const unknown = '9'.repeat(pin.length);
    expect((await search(`R40 ${unknown}`)).data).toEqual([]);
    for (const query of [pin.slice(-4), id, '0821234567', 'R40']) await search(query);
    const masked = (text: string) => `${'*'.repeat(text.length - 4)}${text.slice(-4)}`;
    const { user } = agent.person;
    const by = { kind: 'user', id: user.id, email: user.email };
    expect(await entriesOf('pin_searched')).toMatchObject([
      { actor: by, about: null, details: { pins: masked(unknown), found: 0, livemode: false } },
      { actor: by, about: null, details: { pins: masked(pin), found: 1, livemode: false } },
    ]);
    const called = { actor: by, about: null, details: { phone_numbers: '*******4567', found: 0, livemode: false } };
    expect(await entriesOf('phone_searched')).toMatchObject([called]);
    for (const query of [pin, '0821234567']) await world.call('POST /v1/redemptions/search', { body: { query } });
    expect(await entriesOf('pin_searched')).toHaveLength(2);
    expect(await entriesOf('phone_searched')).toHaveLength(1);
  });

  it('has what was searched of rows that were taken out, masked, and the PIN once besides', async () => {
    const { agent, approver } = people;
    const { id, voucherPin: pin } = await sale(4000);
    const file = (person: typeof agent, query: string) =>
      person.call('POST /v1/redemptions/search', { query, created_from: '2020-01-01' }, csv());
    const before = (await entriesOf('pin_searched')).length;
    // Who may not take lists out looks for nothing either.
    expect((await file(agent, pin)).body.code).toBe('permission_missing');
    expect(await entriesOf('pin_searched')).toHaveLength(before);
    const found = await file(approver, `R40 ${pin}`);
    expect([found.status, found.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(found.text).toContain(id);
    expect(found.text).not.toContain(pin);
    await file(approver, '0821234567 "ORDER X"');
    // Each may be a piece of one number.
    await file(approver, '0821234567 "ORDER 1234567890" 9838');
    const masked = `${'*'.repeat(pin.length - 4)}${pin.slice(-4)}`;
    const about = { kind: 'list', id: 'search' };
    expect(await entriesOf('list_exported')).toMatchObject([
      {
        about,
        details: { searched: `phone +${'*'.repeat(11)}, reference_beginning ORDER ${'*'.repeat(10)}, pin_end 9838` },
      },
      { about, details: { searched: 'phone +*******4567, reference_beginning ORDER X' } },
      { about, details: { searched: `amount 40.00, pin ${masked}`, livemode: false } },
    ]);
    expect(await entriesOf('pin_searched')).toHaveLength(before + 1);
    const { length } = await entriesOf('list_exported');
    await world.call('POST /v1/redemptions/search', { body: { query: pin }, headers: { accept: 'text/csv' } });
    expect(await entriesOf('list_exported')).toHaveLength(length);
  });

  it('has a PIN that was shown, what was decided, and a repeat for what it is', async () => {
    const { agent, approver } = people;
    const { id, changePin } = await sale(4000);
    const shown = await approver.call(`POST /v1/redemptions/${id}/reveal`, { voucher: 'change', reason: 'lost' });
    expect([shown.status, shown.body.pin]).toEqual([200, changePin]);
    expect(await entriesOf('pin_revealed')).toMatchObject([
      {
        actor: { kind: 'user', email: approver.person.user.email },
        about: { kind: 'redemption', id },
        details: { voucher: 'change', reversal_id: null },
      },
    ]);
    const propose = async (amount: number) =>
      (await agent.call(`POST /v1/redemptions/${id}/reversal_proposals`, { amount, reason: 'returned' })).body;
    const [no, yes] = [await propose(1200), await propose(1500)];
    const decide = async (route: string, body?: object) => {
      const { body: current } = await approver.call(`GET /v1/redemptions/${id}`);
      const headers = { ...PAGE, 'if-match': `"${String(current.version)}"` };
      return approver.call(`POST /v1/reversal_proposals/${route}`, body, headers);
    };
    expect((await decide(`${no.id}/reject`, { note: 'he says no' })).status).toBe(200);
    expect((await decide(`${yes.id}/approve`)).status).toBe(201);
    expect((await decide(`${yes.id}/approve`)).headers.get('idempotent-replayed')).toBe('true');
    expect(await entriesOf('proposal_rejected')).toMatchObject([
      { about: { kind: 'reversal_proposal', id: no.id }, details: { redemption_id: id, amount: 1200 } },
    ]);
    const [again, first] = await entriesOf('proposal_approved');
    const approved = { about: { id: yes.id }, details: { redemption_id: id, amount: 1500 } };
    expect(first).toMatchObject(approved);
    expect(first?.details).not.toHaveProperty('repeated');
    expect(again).toMatchObject({ ...approved, details: { ...approved.details, repeated: true } });
    // What was refused was not done.
    expect((await decide(`${no.id}/approve`)).body.code).toBe('proposal_decided');
    expect(await entriesOf('proposal_approved')).toHaveLength(2);
  });

  it('has who tried what takes somebody else, and who sent a webhook again', async () => {
    const { agent, approver, admin } = people;
    const { id } = await sale(4000);
    const until = async (act: string) => {
      for (;;) {
        const found = await entriesOf(act);
        if (found.length > 0) return found;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const current = async () => {
      const { body } = await approver.call(`GET /v1/redemptions/${id}`);
      return { ...PAGE, 'if-match': `"${String(body.version)}"` };
    };
    const most = { amount: 2000, reason: 'returned' };
    const alone = await agent.call(`POST /v1/redemptions/${id}/reverse`, most, await current());
    expect(alone.body.code).toBe('approval_required');
    expect(await until('approval_required')).toMatchObject([
      { actor: { kind: 'user', email: agent.person.user.email }, details: { role: 'agent', method: 'POST' } },
    ]);
    const { body: own } = await approver.call(`POST /v1/redemptions/${id}/reversal_proposals`, most);
    const approved = await approver.call(`POST /v1/reversal_proposals/${own.id}/approve`, undefined, await current());
    expect(approved.body.code).toBe('own_proposal');
    expect(await until('own_proposal_refused')).toMatchObject([
      { actor: { kind: 'user', email: approver.person.user.email }, details: { role: 'approver' } },
    ]);

    const endpoint = { url: 'http://127.0.0.1:9/x' };
    expect((await admin.call('POST /v1/webhook_endpoints', endpoint)).status).toBe(201);
    await sale(1000);
    let [delivery] = (await agent.call('GET /v1/webhook_deliveries')).body.data;
    // The notifier makes it a moment after the sale.
    while (!delivery) [delivery] = (await agent.call('GET /v1/webhook_deliveries')).body.data;
    expect((await agent.call(`POST /v1/webhook_deliveries/${delivery.id}/retry`, {})).status).toBe(200);
    expect(await entriesOf('webhook_sent_again')).toMatchObject([
      {
        actor: { kind: 'user', email: agent.person.user.email },
        about: { kind: 'webhook_delivery', id: delivery.id },
      },
    ]);
  });

  it('has verdicts, statements and lists that were taken out, once each, and of keys nothing', async () => {
    const { approver, admin } = people;
    const { id } = await sale(5000);
    await world.openReview(id, 'answer_contradicts_state', 'A late answer says declined');
    const [review] = (await approver.call('GET /v1/reviews')).body.data;
    const judge = (key: string) =>
      approver.call(`POST /v1/reviews/${review?.id ?? ''}/verdict`, VERDICT, {
        ...PAGE,
        'if-match': `"${String(review?.version)}"`,
        'idempotency-key': key,
      });
    expect((await judge('one')).body.status).toBe('closed');
    expect((await judge('one')).headers.get('idempotent-replayed')).toBe('true');
    expect((await judge('two')).body.code).toBe('review_closed');
    expect(await entriesOf('verdict_given')).toMatchObject([
      { about: { kind: 'review', id: review?.id }, details: { status: 'closed', redemption_id: id } },
    ]);

    const type = { 'content-type': 'text/csv' };
    const upload = (body: string, key: string) =>
      admin.call('POST /v1/reconciliations?provider=blu', body, { ...PAGE, ...type, 'idempotency-key': key });
    expect((await upload('nothing of the kind', 'bad')).status).toBe(422);
    const { body: run } = await upload(STATEMENT, 'good');
    expect(await entriesOf('statement_uploaded')).toMatchObject([
      { about: { kind: 'reconciliation', id: run.id }, details: { provider: 'blu', bytes: STATEMENT.length } },
    ]);

    const lists = ['/v1/redemptions', '/v1/reviews', '/v1/reversals', `/v1/reconciliations/${run.id}/differences`];
    for (const list of lists) {
      expect((await approver.call(`GET ${list}`, undefined, csv())).headers.get('content-type')).toMatch(/^text\/csv/);
      expect((await approver.call(`GET ${list}`)).status).toBe(200);
    }
    await approver.call(`GET ${lists.at(-1) ?? ''}.csv`);
    await approver.call('GET /v1/redemptions?limit=none', undefined, csv());
    const taken = (await entriesOf('list_exported')).filter(({ about }) => about?.id !== 'search');
    const out = taken.map(({ about }) => [about?.kind, about?.id]);
    expect(out.reverse()).toEqual([
      ['list', 'redemptions'],
      ['list', 'reviews'],
      ['list', 'reversals'],
      ['reconciliation', run.id],
      ['reconciliation', run.id],
    ]);
    const all = async () => (await admin.call('GET /v1/audit_log?limit=100')).body.data.length;
    const before = await all();
    for (const list of lists) await world.call(`GET ${list}`, { headers: { accept: 'text/csv' } });
    await world.call('POST /v1/reconciliations?provider=blu', { body: STATEMENT, headers: type });
    expect(await all()).toBe(before);
  });

  it('holds no PIN and nothing that somebody wrote', async () => {
    const { agent, approver } = people;
    expect(new Set(await actsOf(approver.person.user.id))).toEqual(
      new Set([
        'second_factor_passed',
        'signed_in',
        'pin_searched',
        'phone_searched',
        'pin_revealed',
        'own_proposal_refused',
        'proposal_approved',
        'proposal_rejected',
        'verdict_given',
        'list_exported',
      ]),
    );
    const acts = new Set([
      'signed_in',
      'pin_searched',
      'phone_searched',
      'permission_refused',
      'approval_required',
      'webhook_sent_again',
    ]);
    expect(new Set(await actsOf(agent.person.user.id))).toEqual(acts);
    const { text } = await people.admin.call('GET /v1/audit_log?limit=100');
    expect(pins.length).toBeGreaterThan(4);
    for (const written of [...pins, 'returned', 'he says', 'asked them', 'letter of today', 'lost'])
      expect(text).not.toContain(written);
  });
});
