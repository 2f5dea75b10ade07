// What takes two people, as they do it at the console: over HTTP, with their cookies, against the books of a provider.
import { randomUUID } from 'node:crypto';
import type { Role } from '../../../src/core/accounts/roles';
import { submit } from '../../../src/core/use-cases/submit';
import { DAY_MS, MINUTE_MS } from '../../../src/core/values/time';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { BLU, ONE_VOUCHER, startWorld, type Answer, type Body, type World } from '../world';
import { enter as enterAgain, PAGE, PASSWORD, signedIn, type Browser } from './desk';

jest.setTimeout(180_000);

const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
/** These answers have more members than others. */
const membersOf = ({ body }: { body: unknown }) => body as Readonly<Record<string, unknown>>;
const replayed = ({ headers }: Pick<Answer, 'headers'>) => headers.get('idempotent-replayed');
const keyed = (key: string, version?: number) => ({
  ...PAGE,
  'idempotency-key': key,
  ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }),
});

describeApi('four eyes at the console', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    const limits = { VOUCH_APPROVAL_ABOVE: '1000', VOUCH_APPROVAL_ABOVE_PER_DAY: '2500' };
    world = await startWorld(databaseUrl, limits, { clock });
  });
  afterAll(() => world.close());

  /** Each test has people of its own: what one has given back alone counts for a day. */
  async function enter(...roles: Role[]) {
    const people: Awaited<ReturnType<typeof signedIn>>[] = [];
    for (const role of roles) people.push(await signedIn(world, role, clock));
    return people as [Browser, Browser, Browser] & typeof people;
  }
  async function sale(type = ONE_VOUCHER, fields: object = {}) {
    const voucher = world.voucher(type, 5000);
    const { body } = await world.create(voucher, fields);
    expect(body.outcome).toBe('paid');
    return { ...body, voucher };
  }
  const propose = (by: Browser, id: string, amount?: number, key: string = randomUUID()) =>
    by.call(`POST /v1/redemptions/${id}/reversal_proposals`, { reason: 'returned', amount }, keyed(key));
  const approve = (by: Browser, { id, version }: Pick<Body, 'id' | 'version'>, key: string = randomUUID()) =>
    by.call(`POST /v1/reversal_proposals/${id}/approve`, undefined, keyed(key, version));
  const reject = (by: Browser, { id, version }: Pick<Body, 'id' | 'version'>, key: string = randomUUID()) =>
    by.call(`POST /v1/reversal_proposals/${id}/reject`, { note: 'helped already' }, keyed(key, version));
  const reverse = (by: Browser, id: string, amount: number, key: string = randomUUID()) =>
    by.call(`POST /v1/redemptions/${id}/reverse`, { reason: 'returned', amount }, keyed(key));
  const stepUp = async (by: Browser) =>
    expect((await by.call('POST /v1/console/session/step_up', { password: PASSWORD })).status).toBe(200);
  const factsOf = async (id: string) =>
    (await world.call(`GET /v1/redemptions/${id}/timeline`)).body.data.map(({ fact }) => fact);
  const countOf = async (id: string, fact: string) => (await factsOf(id)).filter((one) => one === fact).length;

  it('one asks and another approves: one reversal in the books, however often it is repeated', async () => {
    const [agent, approver] = await enter('agent', 'approver');
    const { id, version, voucher } = await sale();
    const asked = await propose(agent, id, undefined, 'ask');
    expect([asked.status, asked.headers.get('etag'), replayed(asked)]).toEqual([201, `"${String(version)}"`, null]);
    expect(membersOf(asked)).toMatchObject({ status: 'waiting', amount: 5000, proposed_by: { kind: 'user' } });
    const repeated = await propose(agent, id, undefined, 'ask');
    expect([repeated.body.id, replayed(repeated)]).toEqual([asked.body.id, 'true']);

    expect(told(await approve(agent, asked.body))).toEqual([403, 'permission_missing']);
    const blind = await approver.call(`POST /v1/reversal_proposals/${asked.body.id}/approve`);
    expect(told(blind)).toEqual([428, 'if_match_required']);
    const stale = await approve(approver, { ...asked.body, version: version + 1 });
    expect([...told(stale), membersOf(stale)['current_version']]).toEqual([412, 'version_conflict', version]);

    const done = await approve(approver, asked.body, 'yes');
    expect([done.status, done.headers.get('etag'), replayed(done)]).toEqual([201, `"${String(version + 1)}"`, null]);
    expect(membersOf(done)).toMatchObject({ status: 'approved', reversal: { status: 'succeeded', amount: 5000 } });
    const again = await approve(approver, asked.body, 'yes');
    expect([again.status, replayed(again), again.body]).toEqual([201, 'true', done.body]);
    expect(told(await reject(approver, asked.body))).toEqual([409, 'proposal_decided']);
    expect(world.truth(voucher)).toMatchObject({ status: 'active', returned: [{ amount: 5000 }] });
  });

  it('says 202 where nobody knows yet what became of it, and the truth once it is known', async () => {
    const [agent, approver] = await enter('agent', 'approver');
    const { id, voucher } = await sale();
    const { body: asked } = await propose(agent, id);
    world.simulators.fault('one_voucher', 'reverse', 'garbage');
    const open = await approve(approver, asked);
    expect(open.status).toBe(202);
    expect(Number(open.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(membersOf(open)).toMatchObject({ status: 'approved', reversal: { status: 'unknown' } });
    const again = await approve(approver, asked);
    expect([again.status, replayed(again)]).toEqual([202, 'true']);
    clock.pass(MINUTE_MS);
    await world.until(id, ({ reversed_amount }) => reversed_amount === 5000);
    expect(membersOf(await approve(approver, asked))).toMatchObject({ reversal: { status: 'succeeded' } });
    expect(world.truth(voucher).returned).toHaveLength(1);
  });

  it('a rejection sets free what was set aside, and says why', async () => {
    const [agent, approver] = await enter('agent', 'approver');
    const { id, voucher } = await sale();
    const { body: asked } = await propose(agent, id, 3000);
    const terms = async () => membersOf(await agent.call(`GET /v1/redemptions/${id}/reversal_terms`));
    expect(await terms()).toMatchObject({ left: 2000, proposed_amount: 3000, free_now: 1000 });
    const no = await reject(approver, asked);
    expect([no.status, no.headers.get('etag')]).toEqual([200, `"${String(asked.version)}"`]);
    expect(membersOf(no)).toMatchObject({ status: 'rejected', note: 'helped already', reversal_id: null });
    expect((await reject(approver, asked)).status).toBe(200);
    expect(await countOf(id, 'reversal_rejected')).toBe(1);
    expect(await terms()).toMatchObject({ left: 5000, proposed_amount: 0, needs_second_person_above: 1000 });
    expect(told(await approve(approver, asked))).toEqual([409, 'proposal_decided']);
    expect(world.truth(voucher).returned).toEqual([]);
  });

  it('nobody approves what he asked for himself', async () => {
    const [approver] = await enter('approver');
    const { id, voucher } = await sale();
    const { body: asked } = await propose(approver, id);
    expect(told(await approve(approver, asked))).toEqual([403, 'own_proposal']);
    expect(world.truth(voucher).returned).toEqual([]);
    expect((await reject(approver, asked)).status).toBe(200);
  });

  it('two who approve at once begin one reversal', async () => {
    const [agent, one, two] = await enter('agent', 'approver', 'approver');
    const { id, voucher } = await sale();
    const { body: asked } = await propose(agent, id);
    const answers = await Promise.all([approve(one, asked), approve(two, asked)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(['proposal_decided']);
    expect(world.truth(voucher).returned).toHaveLength(1);
    expect(await countOf(id, 'reversal_approved')).toBe(1);
  });

  it('two windows that ask for the same at once make one proposal, and the other is told which', async () => {
    const [agent, other] = await enter('agent', 'agent');
    const { id } = await sale();
    const answers = await Promise.all([propose(agent, id, 1500, 'left'), propose(agent, id, 1500, 'right')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const keys = answers[0].status === 201 ? ['left', 'right'] : ['right', 'left'];
    const [made, refused] = answers[0].status === 201 ? answers : [answers[1], answers[0]];
    expect(refused.body).toMatchObject({
      ...{ code: 'proposal_waiting', advice: 'read_again', proposal_id: made.body.id },
      ...{ asked_at: membersOf(made)['created_at'], lapses_at: membersOf(made)['lapses_at'] },
    });
    expect(await countOf(id, 'reversal_proposed')).toBe(1);
    // Under its own key the first one is found again, and the other is refused again: nothing was kept under its key.
    const codes = await Promise.all(keys.map((key) => propose(agent, id, 1500, key)));
    expect(codes.map(({ status, body }) => [status, status === 201 ? body.id : body.code])).toEqual([
      [201, made.body.id],
      [409, 'proposal_waiting'],
    ]);
    // Too much is too much, whoever asked before; a colleague and another amount are something else.
    expect(told(await propose(agent, id, 3501))).toEqual([422, 'reversal_exceeds_redeemed']);
    expect([(await propose(other, id, 1500)).status, (await propose(agent, id, 1400)).status]).toEqual([201, 201]);
    expect(told(await propose(other, id, undefined))).toEqual([201, undefined]);
  });

  it('asks who was away for a password: then the same request goes through, once', async () => {
    const [agent, approver] = await enter('agent', 'approver');
    const { id, change_voucher } = await sale(BLU, { amount: 4000, currency: 'ZAR' });
    const [yes, no] = [(await propose(agent, id, 1500)).body, (await propose(agent, id, 1200)).body];
    await world.openReview(id, 'statement_differs', 'They say otherwise');
    const [review] = (await approver.call('GET /v1/reviews?status=open')).body.data;
    const verdict = { decision: 'paid', note: 'asked them', evidence: 'letter' };
    const acts: readonly (readonly [() => ReturnType<Browser['call']>, number, string])[] = [
      [
        () => approver.call(`POST /v1/redemptions/${id}/reveal`, { voucher: 'change', reason: 'lost' }),
        200,
        'pin_revealed',
      ],
      [() => reject(approver, no, 'no'), 200, 'reversal_rejected'],
      [
        () =>
          approver.call(
            `POST /v1/reviews/${review?.id ?? ''}/verdict`,
            verdict,
            keyed(`judge ${id}`, Number(review?.version)),
          ),
        200,
        'verdict_given',
      ],
      [() => approve(approver, yes, 'yes'), 201, 'reversal_approved'],
    ];
    for (const [act, status, fact] of acts) {
      clock.pass(5 * MINUTE_MS);
      expect([fact, ...told(await act())]).toEqual([fact, 403, 'step_up_required']);
      expect(await countOf(id, fact)).toBe(0);
      await stepUp(approver);
      const done = await act();
      expect([fact, done.status]).toEqual([fact, status]);
      if (fact === 'pin_revealed') expect(done.body.pin).toBe(change_voucher?.pin);
      // A look at a PIN is one each time; the rest is found again.
      else expect((await act()).status).toBe(status);
      expect([fact, await countOf(id, fact)]).toEqual([fact, 1]);
    }
  });

  it('above the limit of one redemption it takes a second person, and the answer says how much does not', async () => {
    const [agent, approver] = await enter('agent', 'approver');
    const { id } = await sale(BLU);
    const refused = await reverse(agent, id, 1001, 'more');
    expect(told(refused)).toEqual([403, 'approval_required']);
    expect(refused.body).toMatchObject({
      free_now: 1000,
      needs_second_person_above: 1000,
      per_day: 2500,
      propose: true,
    });
    expect((await reverse(agent, id, 400)).status).toBe(201);
    expect((await reverse(agent, id, 601)).body).toMatchObject({ code: 'approval_required', free_now: 600 });
    // Of one redemption it is the same limit for all, and what two people decided does not count.
    expect((await reverse(approver, id, 601)).body).toMatchObject({ free_now: 600 });
    const { body: asked } = await propose(agent, id, 2000);
    expect((await approve(approver, asked)).status).toBe(201);
    expect((await reverse(approver, id, 600)).status).toBe(201);
    expect((await reverse(approver, id, 1)).body).toMatchObject({ free_now: 0 });
    expect((await world.call(`GET /v1/redemptions/${id}`)).body.reversed_amount).toBe(3000);
    // A key is not bound by it.
    const rest = { body: { reason: 'returned' }, headers: { 'idempotency-key': randomUUID() } };
    expect((await world.call(`POST /v1/redemptions/${id}/reverse`, rest)).body).toMatchObject({ amount: 2000 });
  });

  it('of eleven small ones of one agent in a day the one that passes the sum is refused', async () => {
    const [agent, other] = await enter('agent', 'agent');
    const answers: unknown[] = [];
    for (let nth = 0; nth < 11; nth += 1) {
      const { id } = await sale(BLU);
      const { status, body } = await reverse(agent, id, 250);
      answers.push(status === 201 ? 'done' : body.code);
    }
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 'done'), 'approval_required']);
    const { id } = await sale(BLU);
    expect((await reverse(agent, id, 1)).body).toMatchObject({ code: 'approval_required', free_now: 0, per_day: 2500 });
    expect(membersOf(await agent.call(`GET /v1/redemptions/${id}/reversal_terms`))).toMatchObject({ free_now: 0 });
    expect((await propose(agent, id, 1)).status).toBe(201);
    expect((await reverse(other, id, 250)).status).toBe(201);
  });

  it('goes by what the account chose from the next request on', async () => {
    const [agent, admin] = await enter('agent', 'admin');
    const { id } = await sale(BLU);
    const choose = async (body: object) =>
      expect((await admin.call('PATCH /v1/console/settings', body)).status).toBe(200);
    await choose({ approval_above: 300 });
    expect((await reverse(agent, id, 301)).body).toMatchObject({ code: 'approval_required', free_now: 300 });
    await choose({ approval_above: 0, approval_above_per_day: 100_000 });
    expect((await reverse(agent, id, 1)).body).toMatchObject({ free_now: 0, per_day: 100_000 });
    await choose({ approval_above: 'off', approval_above_per_day: 'off' });
    expect((await reverse(agent, id, 1201)).status).toBe(201);
    await choose({ approval_above: null, approval_above_per_day: null });
    expect((await reverse(agent, id, 1)).body).toMatchObject({ code: 'approval_required', free_now: 0 });
  });

  it('a verdict over more than that waits for a second person who says the same, while the first one may judge', async () => {
    const [one, two] = await enter('approver', 'approver');
    const [three, admin] = await enter('approver', 'admin');
    const voucher = world.voucher(ONE_VOUCHER, 5000, 'drop_after_taking');
    const { body: made } = await world.create(voucher, { amount: 3000, currency: 'ZAR' });
    expect(made.outcome).toBe('checking');
    const operationId = made.operations.at(-1)?.id ?? '';
    // Asked no more: it takes a person, however much time passes.
    const inquiry = { kind: 'unknown', reason: 'No answer' } as const;
    await world.withServices((services) =>
      submit(services, made.id, { actor: { kind: 'system', id: 'test' }, requestId: null }, () => ({
        facts: [
          {
            ...{ kind: 'answered', operationId, askId: null, inquiry },
            ...{ settlingMs: 0, fallback: null, beyondAsking: true },
          },
        ],
      })),
    );
    const reviews = (await one.call('GET /v1/reviews?status=open')).body.data;
    const { id = '' } = reviews.find(({ redemption_id }) => redemption_id === made.id) ?? {};
    const judge = async (by: Browser, decision: 'paid' | 'not_paid', key: string = randomUUID()) => {
      const { version } = (await by.call(`GET /v1/reviews/${id}`)).body;
      const body = { decision, note: 'asked them', evidence: 'letter' };
      return by.call(`POST /v1/reviews/${id}/verdict`, body, keyed(key, version));
    };
    const first = await judge(one, 'paid');
    expect([first.status, first.body.status]).toEqual([202, 'open']);
    expect(membersOf(first)).toMatchObject({ proposed_verdict: { decision: 'paid', amount: 3000 }, verdict: null });
    // The same person is no second one, and somebody who says otherwise is not either.
    expect((await judge(one, 'paid')).status).toBe(202);
    expect((await judge(two, 'not_paid')).status).toBe(202);
    expect((await world.call(`GET /v1/redemptions/${made.id}`)).body.outcome).toBe('checking');
    // Who was let out since is no first of two: what he said waits for nobody, and the next one begins anew.
    const { user } = (await two.call('GET /v1/console/session')).body;
    expect((await admin.call(`PATCH /v1/console/users/${user.id}`, { disabled: true })).status).toBe(200);
    const anew = await judge(three, 'not_paid');
    expect([anew.status, anew.body.status]).toEqual([202, 'open']);
    // Nor is who was reset since, and is in again: somebody else may have spoken in his name. He may be the second one.
    const { person } = three as Awaited<ReturnType<typeof signedIn>>;
    expect((await admin.call(`POST /v1/console/users/${person.user.id}/reset`, {})).status).toBe(200);
    await world.withStore(async ({ people }) => {
      const reset = await people.findUser(person.user.id);
      if (reset) await people.replaceUser({ ...person.user, rev: reset.rev + 1, epoch: reset.epoch });
    });
    const alone = await judge(one, 'not_paid');
    expect([alone.status, alone.body.status]).toEqual([202, 'open']);
    const done = await judge(await enterAgain(world, person, clock), 'not_paid');
    expect([done.status, done.body.status]).toEqual([200, 'closed']);
    expect((await world.call(`GET /v1/redemptions/${made.id}`)).body.outcome).toBe('not_paid');
    expect(told(await judge(one, 'paid'))).toEqual([409, 'review_closed']);
  });

  it('shows a person ten PINs in a day, and no eleventh; a key is not counted', async () => {
    const [approver, other] = await enter('approver', 'approver');
    const { id, change_voucher } = await sale(BLU, { amount: 4000, currency: 'ZAR' });
    const look = (by: Browser, body: object = { reason: 'lost' }) =>
      by.call(`POST /v1/redemptions/${id}/reveal`, { voucher: 'change', ...body });
    expect(told(await look(approver, {}))).toEqual([400, 'validation_failed']);
    for (let nth = 0; nth < 10; nth += 1) {
      const shown = await look(approver);
      expect([shown.status, shown.body.pin]).toEqual([200, change_voucher?.pin]);
      expect(shown.headers.get('cache-control')).toBe('no-store');
    }
    const eleventh = await look(approver);
    expect(told(eleventh)).toEqual([429, 'too_many_reveals']);
    expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await countOf(id, 'pin_revealed')).toBe(10);
    expect((await look(other)).status).toBe(200);
    const byKey = { body: { voucher: 'change', reason: 'lost' } };
    expect((await world.call(`POST /v1/redemptions/${id}/reveal`, byKey)).status).toBe(200);
    expect(world.logs.join('')).not.toContain(change_voucher?.pin);
  });

  it('gives points back to nobody by hand: nobody could say how many take two', async () => {
    const [agent] = await enter('agent');
    expect(told(await reverse(agent, randomUUID(), 1))).toEqual([403, 'key_not_allowed']);
  });

  // The last one: sessions do not outlive it.
  it('lapses where nobody decided within a day', async () => {
    const [agent] = await enter('agent');
    const { id, voucher } = await sale();
    const { body: asked } = await propose(agent, id);
    clock.pass(DAY_MS);
    const [approver] = await enter('approver');
    expect(told(await approve(approver, asked))).toEqual([409, 'proposal_lapsed']);
    await world.until(id, (body) => membersOf({ body })['proposed_amount'] === undefined);
    expect(membersOf(await approver.call(`GET /v1/reversal_proposals/${asked.id}`))).toMatchObject({
      status: 'lapsed',
      decided_by: null,
    });
    expect(told(await approve(approver, asked))).toEqual([409, 'proposal_lapsed']);
    expect(await countOf(id, 'reversal_proposal_lapsed')).toBe(1);
    expect(world.truth(voucher).returned).toEqual([]);
  });
});
