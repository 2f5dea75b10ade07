// Four eyes over a whole server: what keys may do about proposals, terms and PINs, and what people decided shows everywhere. People act
// on the server's own services here, as a signed-in session makes them.
import type { FastifyReply } from 'fastify';
import { RedemptionResponses } from '../../src/api/redemptions/responses';
import type { Caller } from '../../src/core/accounts/caller';
import type { Services } from '../../src/core/use-cases/services';
import { approveProposal, proposeReversal, rejectProposal } from '../../src/core/use-cases/four-eyes/proposals';
import { revealPin } from '../../src/core/use-cases/four-eyes/reveal';
import { reversalTerms } from '../../src/core/use-cases/four-eyes/terms';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import { refusalOf } from '../simulation/calm';
import { sampleUser } from '../store/contract/people';
import { describeApi } from '../tools/engines';
import { personOf } from '../tools/console-people';
import { BLU, ONE_VOUCHER, startWorld, type Answer, type World } from './world';

/** What these answers have beside what others have. */
type Members = Record<string, unknown>;

jest.setTimeout(60_000);

describeApi('four eyes', ({ databaseUrl }) => {
  let world: World;
  let services: Services;
  let agent: ReturnType<typeof personOf>;
  let approver: ReturnType<typeof personOf>;
  beforeAll(async () => {
    world = await startWorld(
      databaseUrl,
      { VOUCH_APPROVAL_ABOVE: '1000', VOUCH_APPROVAL_ABOVE_PER_DAY: '2500' },
      {
        services: (opened) => {
          services = opened;
          return opened;
        },
      },
    );
    const [account] = await services.store.accounts.listAccounts();
    const owner = { accountId: account?.id ?? '', livemode: false };
    agent = personOf('usr_agent', 'agent', owner);
    approver = personOf('usr_approver', 'approver', owner);
    for (const { user, accountId } of [agent, approver])
      await services.store.accounts.insertUser(sampleUser({ ...user, accountId }));
  });
  afterAll(() => world.close());

  const propose = (id: string, body: object, headers: Record<string, string> = {}) =>
    world.call(`POST /v1/redemptions/${id}/reversal_proposals`, { body: { reason: 'returned', ...body }, headers });
  const membersOf = ({ body }: Answer) => body as unknown as Members;
  const codesOf = async (route: string, ...keys: string[]) =>
    Promise.all(
      keys.map(async (key) => (await world.call(route, { key, body: { note: 'n', reason: 'r' } })).body.code),
    );

  it('a proposal of a key: set aside, shown, repeated under its key, and decided by nobody who has no eyes', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 5000));
    const made = await propose(redemption.id, { amount: 3000 }, { 'idempotency-key': `p-${redemption.id}` });
    expect(made.status).toBe(201);
    expect(membersOf(made)).toMatchObject({
      object: 'reversal_proposal',
      redemption_id: redemption.id,
      ...{ amount: 3000, status: 'waiting', reason: 'returned', decided_by: null, reversal_id: null, note: null },
      ...{ version: redemption.version, proposed_by: { kind: 'api_key' } },
    });
    const again = await propose(redemption.id, { amount: 3000 }, { 'idempotency-key': `p-${redemption.id}` });
    expect([again.body.id, again.headers.get('idempotent-replayed')]).toEqual([made.body.id, 'true']);
    const other = await propose(redemption.id, { amount: 1 }, { 'idempotency-key': `p-${redemption.id}` });
    expect(other.body.code).toBe('idempotency_key_reused');
    const shown = await world.call(`GET /v1/redemptions/${redemption.id}`);
    expect(membersOf(shown)).toMatchObject({ proposed_amount: 3000, version: redemption.version });
    const refused = await world.call(`POST /v1/redemptions/${redemption.id}/reverse`, {
      body: { reason: 'r', amount: 2001, idempotency_key: `r-${redemption.id}` },
    });
    expect(membersOf(refused)).toMatchObject({ code: 'reversal_exceeds_redeemed', reversible_amount: 2000 });

    const route = `/v1/reversal_proposals/${made.body.id}`;
    const read = await world.call(`GET ${route}`);
    expect([read.body, read.headers.get('etag')]).toEqual([made.body, `"${String(redemption.version)}"`]);
    const { secret, publishable } = world.keys;
    for (const act of ['approve', 'reject'])
      expect(await codesOf(`POST ${route}/${act}`, secret, publishable)).toEqual([
        'key_not_allowed',
        'key_not_allowed',
      ]);
    expect(await codesOf(`POST /v1/redemptions/${redemption.id}/reversal_proposals`, publishable)).toEqual([
      'key_not_allowed',
    ]);
    expect((await world.call(`GET ${route}`, { key: publishable })).body.code).toBe('key_not_allowed');
    const stranger = await world.newKey('somebody else', 'test', 'secret');
    expect((await world.call(`GET ${route}`, { key: stranger })).body.code).toBe('not_found');
    for (const bad of [{}, { reason: '' }, { reason: 'r', amount: 0 }])
      expect((await propose(redemption.id, { reason: undefined, ...bad })).body.code).toBe('validation_failed');
  });

  it('a person asks, another approves: one reversal in the books of the provider, and a journal that says who', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    const { body: redemption } = await world.create(voucher);
    const command = { reason: 'returned', idempotency: { key: `a-${redemption.id}`, request: 'r' } };
    expect(await refusalOf(reverseRedemption(services, redemption.id, command, agent))).toMatchObject({
      code: 'approval_required',
      free_now: 1000,
    });
    const { proposal } = await proposeReversal(services, redemption.id, command, agent);
    const listed = await world.call('GET /v1/reversal_proposals?status=waiting&limit=1');
    expect(listed.body.data[0]).toMatchObject({ id: proposal.id, amount: 5000, proposed_by: { id: 'usr_agent' } });
    const ifMatch = redemption.version;
    expect((await refusalOf(approveProposal(services, proposal.id, { ifMatch }, agent))).code).toBe(
      'permission_missing',
    );
    const done = await approveProposal(services, proposal.id, { ifMatch }, approver);
    expect(done.reversal).toMatchObject({ status: 'succeeded', method: 'restored' });
    expect(world.truth(voucher)).toMatchObject({ status: 'active', returned: [{ amount: 5000 }] });
    const read = await world.call(`GET /v1/reversal_proposals/${proposal.id}`);
    expect(membersOf(read)).toMatchObject({
      ...{ status: 'approved', reversal_id: done.reversal.id, decided_by: { kind: 'user', id: 'usr_approver' } },
      version: redemption.version + 1,
    });
    const timeline = await world.call(`GET /v1/redemptions/${redemption.id}/timeline`);
    const lines = timeline.body.data as unknown as { fact: string; actor: { id: string }; detail: Members }[];
    expect(lines.slice(-4).map(({ fact, actor }) => [fact, actor.id])).toEqual([
      ['reversal_proposed', 'usr_agent'],
      ['reversal_approved', 'usr_approver'],
      ['reverse_requested', 'usr_approver'],
      ['reverse_answered', 'usr_approver'],
    ]);
    expect(lines.at(-4)?.detail).toMatchObject({ proposal_id: proposal.id, amount: 5000, reason: 'returned' });
    const gone = await world.call('GET /v1/reversal_proposals?status=approved');
    expect(gone.body.data.map(({ id }) => id)).toContain(proposal.id);
  });

  it('a person asks for the same once while it waits, also out of many windows at once; a key as often as it likes', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { body: redemption } = await world.create(world.voucher(BLU, 5000));
      const window = (nth: number) =>
        refusalOf(
          proposeReversal(
            services,
            redemption.id,
            {
              ...{ reason: 'returned', amountCents: 1500, ifMatch: redemption.version },
              idempotency: { key: `w-${redemption.id}-${String(nth)}`, request: 'r' },
            },
            agent,
          ),
        );
      const said = await Promise.all([1, 2, 3].map(window));
      expect(said.map(({ code }) => code).sort()).toEqual(['no refusal', 'proposal_waiting', 'proposal_waiting']);
      const stored = await services.store.redemptions.find(redemption.id);
      expect(stored?.proposals).toMatchObject([{ amountCents: 1500, by: { id: 'usr_agent' }, status: 'waiting' }]);
      for (const { code, proposal_id: named } of said)
        if (code !== 'no refusal') expect(named).toBe(stored?.proposals?.[0]?.id);
      // The window that was first repeats its call, and finds what it made.
      const first = said.findIndex(({ code }) => code === 'no refusal') + 1;
      expect(await window(first)).toEqual({ code: 'no refusal' });
      const byKey = [await propose(redemption.id, { amount: 1500 }), await propose(redemption.id, { amount: 1500 })];
      expect(byKey.map(({ status }) => status)).toEqual([201, 201]);
    }
  });

  it('lists by status, in pages whose cursor belongs to one order', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const { body: redemption } = await world.create(world.voucher(BLU, 5000));
      ids.unshift((await propose(redemption.id, { amount: 100 })).body.id);
      ids.unshift((await propose(redemption.id, { amount: 200 })).body.id);
    }
    const [last = ''] = ids;
    const { redemption_id: of, version } = membersOf(await world.call(`GET /v1/reversal_proposals/${last}`));
    await rejectProposal(services, last, { note: 'no', ifMatch: Number(version) }, approver);
    expect(membersOf(await world.call(`GET /v1/redemptions/${String(of)}`))['proposed_amount']).toBe(100);
    const found: string[] = [];
    let cursor = '';
    while (found.length < 6) {
      const page = await world.call(`GET /v1/reversal_proposals?limit=2${cursor}`);
      found.push(...page.body.data.map(({ id }) => id));
      cursor = `&cursor=${String(page.body.next_cursor)}`;
    }
    expect(found.slice(0, 6)).toEqual(ids);
    const waiting = await world.call('GET /v1/reversal_proposals?status=waiting&limit=5');
    expect(waiting.body.data.map(({ id }) => id)).toEqual(ids.slice(1));
    for (const query of [`status=waiting${cursor}`, 'status=open', 'limit=0', 'cursor=x'])
      expect((await world.call(`GET /v1/reversal_proposals?${query}`)).body.code).toBe('validation_failed');
  });

  it('terms: for a key all that is left, for a person what the limits leave', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 5000));
    const route = `GET /v1/redemptions/${redemption.id}/reversal_terms`;
    expect(membersOf(await world.call(route))).toEqual({
      ...{ object: 'reversal_terms', redemption_id: redemption.id, version: redemption.version, currency: 'ZAR' },
      ...{ left: 5000, proposed_amount: 0, waiting: [], free_now: 5000, needs_second_person_above: null },
      ...{ gives_back: 'new_voucher', gives_back_part: 'new_voucher', reversible: true, why_not: null },
    });
    const stored = await services.store.redemptions.find(redemption.id);
    if (!stored) throw new Error('It is gone');
    expect(await reversalTerms(services, stored, agent)).toMatchObject({
      freeCents: 1000,
      secondPersonAboveCents: 1000,
    });
    const asked = [await propose(redemption.id, { amount: 700 }), await propose(redemption.id, { amount: 800 })];
    expect(membersOf(await world.call(route))).toMatchObject({
      ...{ left: 3500, proposed_amount: 1500 },
      waiting: asked.map(({ body }) => body),
    });
    const { body: failed } = await world.create(world.voucher(BLU, 5000, 'used'));
    const none = await world.call(`GET /v1/redemptions/${failed.id}/reversal_terms`);
    expect(membersOf(none)).toMatchObject({
      ...{ left: 0, gives_back: 'unknown', gives_back_part: null, reversible: false },
      why_not: { code: 'invalid_state' },
    });
    const rival = await world.newKey('one more', 'test', 'secret');
    expect((await world.call(route, { key: rival })).body.code).toBe('not_found');
  });

  it('terms say how a part comes back, and what is given back comes so', async () => {
    const { body: redemption } = await world.create(world.voucher(ONE_VOUCHER, 5000));
    const terms = async () => {
      const { body } = await world.call(`GET /v1/redemptions/${redemption.id}/reversal_terms`);
      const { gives_back: all, gives_back_part: part } = body as unknown as Members;
      return [all, part];
    };
    const give = async (amount: number) => {
      const body = { reason: 'r', amount, idempotency_key: `part-${redemption.id}-${String(amount)}` };
      return membersOf(await world.call(`POST /v1/redemptions/${redemption.id}/reverse`, { body }))['method'];
    };
    expect(await terms()).toEqual(['same_voucher', 'new_voucher']);
    expect(await give(4999)).toBe('refund_voucher');
    // Of a cent there is no part; and all that is left is not all that was taken.
    expect(await terms()).toEqual(['new_voucher', null]);
    expect(await give(1)).toBe('refund_voucher');
  });

  it('a PIN is shown once a call, stands nowhere, and who looked stands in the journal', async () => {
    const { body: redemption } = await world.create(world.voucher(ONE_VOUCHER, 5000), {
      amount: 1900,
      currency: 'ZAR',
    });
    const pin = redemption.change_voucher?.pin ?? '';
    const reveal = (body: object) =>
      world.call(`POST /v1/redemptions/${redemption.id}/reveal`, { body: { voucher: 'change', ...body } });
    const shown = await reveal({ reason: 'lost the slip' });
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(membersOf(shown)).toMatchObject({ object: 'revealed_pin', pin, voucher: 'change', reversal_id: null });
    expect((await reveal({})).body.code).toBe('validation_failed');
    expect((await reveal({ reason: `it is ${pin}` })).body.code).toBe('pin_in_text');
    expect((await reveal({ reason: 'r', reversal_id: `rev_${'0'.repeat(24)}` })).body.code).toBe('validation_failed');
    expect((await reveal({ reason: 'r', voucher: 'refund' })).body.code).toBe('not_found');
    const stale = { headers: { 'If-Match': '"77"' }, body: { voucher: 'change', reason: 'r' } };
    expect((await world.call(`POST /v1/redemptions/${redemption.id}/reveal`, stale)).body.code).toBe(
      'version_conflict',
    );
    await revealPin(services, redemption.id, { voucher: 'change', reason: 'by phone' }, approver);
    const timeline = await world.call(`GET /v1/redemptions/${redemption.id}/timeline`);
    const looks = timeline.body.data.filter(({ fact }) => fact === 'pin_revealed') as unknown as Members[];
    expect(looks).toMatchObject([
      { actor: { kind: 'api_key' }, detail: { voucher: 'change', reason: 'lost the slip' } },
      { actor: { kind: 'user', id: 'usr_approver' }, detail: { reason: 'by phone' } },
    ]);
    expect(timeline.text).not.toContain(pin);
    expect(await world.stored()).not.toContain(pin);
    expect(world.logs.join('')).not.toContain(pin);
  });

  it('a person sees every PIN masked, in one redemption, its reversals and the answer to a reversal', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 5000), { amount: 4000, currency: 'ZAR' });
    const command = { reason: 'r', amountCents: 500, idempotency: { key: `m-${redemption.id}`, request: 'r' } };
    const done = await reverseRedemption(services, redemption.id, command, agent);
    const list = await world.call(`GET /v1/redemptions/${redemption.id}/reversals`);
    const pins = [redemption.change_voucher?.pin ?? '', list.body.data[0]?.refund_voucher?.pin ?? ''];
    for (const pin of pins) expect(pin).toMatch(/^\d{12,}$/);
    const responses = new RedemptionResponses(services);
    // Takes what a reply is told, and says nothing of it.
    const reply = { header: () => reply, status: () => reply } as unknown as FastifyReply;
    const shownTo = (caller: Caller) =>
      JSON.stringify([
        responses.read(done.redemption, caller, reply),
        responses.reversals(done.redemption, caller),
        responses.reversed(done, caller, reply),
      ]);
    const { accountId } = agent;
    const key = { ...agent, accountId, keyId: 'key_1', actor: { kind: 'api_key', id: 'key_1' }, user: undefined };
    for (const pin of pins) {
      expect(shownTo(agent)).not.toContain(pin);
      expect(shownTo(approver)).not.toContain(pin);
      expect(shownTo(key as unknown as Caller)).toContain(pin);
    }
  });
});
