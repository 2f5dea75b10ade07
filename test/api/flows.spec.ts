// The ways of a voucher through the API: automatic, manual and draft, partial, declined and in doubt, with every provider.
import { submit } from '../../src/core/use-cases/submit';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, TYPES, type World } from './world';

describeApi('flows', ({ name, databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  describe.each(TYPES)('%s', (type) => {
    it('takes the whole value in one call, exactly once', async () => {
      const voucher = world.voucher(type, 4200);
      const created = await world.create(voucher, { metadata: { order: '7' }, external_reference: 'o-7' });
      expect(created.status).toBe(201);
      expect(created.headers.get('etag')).toBe(`"${String(created.body.version)}"`);
      expect(created.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/);
      expect(created.body).toMatchObject({
        object: 'redemption',
        status: 'confirmed',
        outcome: 'paid',
        amount: 4200,
        redeemed_amount: 4200,
        reserved_amount: 0,
        change_voucher: null,
        metadata: { order: '7' },
        external_reference: 'o-7',
        last_error: null,
      });
      expect(world.truth(voucher).taken).toEqual([
        expect.objectContaining({ amount: 4200, reference: expect.stringMatching(/^op-/) as string }),
      ]);
      const again = await world.create(voucher);
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({ code: 'voucher_in_use', redemption_id: created.body.id });
      expect(world.truth(voucher).taken).toHaveLength(1);
    });

    it('reserves, then captures a part, and gives change', async () => {
      const voucher = world.voucher(type, 5000);
      const reserved = await world.create(voucher, { amount: 3000, currency: 'ZAR', capture_method: 'manual' });
      expect(reserved.body).toMatchObject({
        status: 'reserved',
        outcome: 'open',
        reserved_amount: 3000,
        redeemed_amount: 0,
      });
      expect(world.truth(voucher).taken).toHaveLength(0);
      const tooMuch = await world.call(`POST /v1/redemptions/${reserved.body.id}/capture`, { body: { amount: 3001 } });
      expect([tooMuch.status, tooMuch.body.code]).toEqual([422, 'capture_exceeds_reserved']);
      const captured = await world.call(`POST /v1/redemptions/${reserved.body.id}/capture`, { body: { amount: 2000 } });
      expect(captured.status).toBe(200);
      expect(captured.body).toMatchObject({ status: 'confirmed', redeemed_amount: 2000, reserved_amount: 0 });
      expect(captured.body.version).toBeGreaterThan(reserved.body.version);
      const change = captured.body.change_voucher;
      if (type === OTT) {
        expect(change).toMatchObject({ delivery: 'sms', amount: 3000 });
        expect(change).not.toHaveProperty('pin');
      } else {
        // The change voucher is real: it can be redeemed in turn.
        const spent = await world.create({ type, pin: change?.pin ?? '' });
        expect(spent.body.redeemed_amount).toBe(3000);
        const read = await world.call(`GET /v1/redemptions/${reserved.body.id}`);
        expect(read.body.change_voucher?.pin).toBe(change?.pin);
      }
      const wrong = await world.call(`POST /v1/redemptions/${reserved.body.id}/confirm`);
      expect([wrong.status, wrong.body.code]).toEqual([409, 'invalid_state']);
      expect(wrong.body).toMatchObject({ allowed_statuses: ['reserved'], current_status: 'confirmed' });
    });

    it('keeps a draft to itself until it is reserved and confirmed', async () => {
      const voucher = world.voucher(type, 1500);
      const draft = await world.create(voucher, { confirm: false });
      expect(draft.body).toMatchObject({ status: 'draft', outcome: 'open', version: 1 });
      const other = await world.create(voucher, { confirm: false });
      expect(other.status).toBe(201);
      const early = await world.call(`POST /v1/redemptions/${draft.body.id}/capture`);
      expect(early.body).toMatchObject({ code: 'invalid_state', allowed_statuses: ['reserved'] });
      const reserved = await world.call(`POST /v1/redemptions/${draft.body.id}/reserve`);
      expect([reserved.status, reserved.body.status]).toEqual([200, 'reserved']);
      const late = await world.call(`POST /v1/redemptions/${other.body.id}/reserve`);
      expect(late.body).toMatchObject({ code: 'voucher_in_use', redemption_id: draft.body.id });
      const confirmed = await world.call(`POST /v1/redemptions/${draft.body.id}/confirm`, { body: {} });
      expect(confirmed.body).toMatchObject({ status: 'confirmed', outcome: 'paid', redeemed_amount: 1500 });
      const canceled = await world.call(`POST /v1/redemptions/${other.body.id}/cancel`);
      expect(canceled.body).toMatchObject({ status: 'failed', outcome: 'not_paid', last_error: { code: 'canceled' } });
      const timeline = await world.call(`GET /v1/redemptions/${draft.body.id}/timeline`);
      expect(timeline.body.data.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['created', 'reserved']));
    });

    it.each([
      ['used', 'voucher_already_redeemed'],
      ['expired', 'voucher_expired'],
      ['not_found', 'voucher_not_found'],
      ['cancelled', 'voucher_cancelled'],
    ] as const)('says why: %s', async (scenario, code) => {
      const declined = await world.create(world.voucher(type, 5000, scenario), { amount: 1000, currency: 'ZAR' });
      expect(declined.status).toBe(201);
      expect(declined.body).toMatchObject({ status: 'failed', outcome: 'not_paid', redeemed_amount: 0 });
      expect(declined.body.last_error?.code).toBe(code);
    });

    it('takes what is there only where the caller allows it', async () => {
      const short = world.voucher(type, 1000);
      const refused = await world.create(short, { amount: 2500, currency: 'ZAR' });
      expect(refused.body).toMatchObject({ outcome: 'not_paid', last_error: { code: expect.any(String) as string } });
      expect(world.truth(short).taken).toHaveLength(0);
      const allowed = await world.create(short, {
        amount: 2500,
        currency: 'ZAR',
        redemption_options: { partial: 'allow' },
      });
      expect(allowed.body).toMatchObject({ outcome: 'paid', redeemed_amount: 1000 });
      expect(world.truth(short).taken).toHaveLength(1);
    });

    it('says checking while nobody knows, and never takes twice', async () => {
      const voucher = world.voucher(type, 2000, 'drop_after_taking');
      const sent = await world.create(voucher, { amount: 2000, currency: 'ZAR' });
      expect([sent.status, sent.body.outcome]).toEqual([202, 'checking']);
      // No code that stands for "nothing was taken": that is not known.
      expect(sent.body).toMatchObject({ last_error: null, status: 'reserved', reserved_until: null });
      expect(sent.body.operations.at(-1)).toMatchObject({ status: 'unknown', error: { code: 'outcome_unknown' } });
      expect(Number(sent.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      const blocked = await world.call(`POST /v1/redemptions/${sent.body.id}/cancel`);
      if (blocked.status !== 409) throw new Error(blocked.text);
      const decided = await world.until(sent.body.id, ({ outcome }) => outcome !== 'checking');
      expect(decided.body).toMatchObject({ outcome: 'paid', redeemed_amount: 2000 });
      expect(world.truth(voucher).taken).toHaveLength(1);
    });

    it('fails at once where the provider was certainly not reached, and frees the voucher', async () => {
      const voucher = world.voucher(type, 2000);
      const provider = type.replace('vouchers.', '');
      await world.simulators.outage(provider, true);
      const failed = await world.create(voucher);
      expect(failed.body).toMatchObject({ outcome: 'not_paid', last_error: { code: 'provider_unavailable' } });
      await world.simulators.outage(provider, false);
      const paid = await world.create(voucher);
      expect(paid.body.outcome).toBe('paid');
    });
  });

  it('answers under the older addresses as well', async () => {
    for (const prefix of ['/collect', '/v1/collect']) {
      const voucher = world.voucher(ONE_VOUCHER, 900);
      const body = { type: ONE_VOUCHER, source: { pin: voucher.pin } };
      const created = await world.call(`POST ${prefix}/redemptions`, { body });
      expect(created.body.outcome).toBe('paid');
      expect((await world.call(`GET ${prefix}/redemptions/${created.body.id}`)).body.id).toBe(created.body.id);
      expect((await world.call(`GET ${prefix}/redemptions/types`)).body.data).toHaveLength(4);
    }
    const body = { type: BLU, source: { pin: world.voucher(BLU, 900).pin } };
    for (const path of ['/stored_value/lookup', '/v1/stored_value/lookup']) {
      expect((await world.call(`POST ${path}`, { body })).body.balance).toBe(900);
    }
  });

  it('changes metadata and external reference, and neither state nor version', async () => {
    const created = await world.create(world.voucher(ONE_VOUCHER), { metadata: { a: '1' }, external_reference: 'x' });
    const path = `PATCH /v1/redemptions/${created.body.id}`;
    const patched = await world.call(path, { body: { metadata: { b: '2' }, external_reference: null } });
    expect(patched.status).toBe(200);
    expect(patched.body).toMatchObject({
      metadata: { b: '2' },
      external_reference: null,
      version: created.body.version,
    });
  });

  it('shows amounts, references and the timeline as the guide says', async () => {
    const reserved = await world.create(world.voucher(BLU, 1900), { capture_method: 'manual' });
    expect(reserved.body).toMatchObject({ status: 'reserved', amount: 1900, operations: [{ amount: 1900 }] });
    const path = `/v1/redemptions/${reserved.body.id}`;
    const { data } = (await world.call(`GET ${path}/timeline`)).body;
    expect(data.map(({ fact }) => fact)).toEqual(['created', 'reserved', 'reserve_requested', 'reserve_answered']);
    expect(data.map((entry) => (entry as unknown as { seq: number }).seq)).toEqual([1, 2, 3, 4]);
    const unknown = await world.create(world.voucher(ONE_VOUCHER, 1900), { capture_method: 'manual' });
    expect(unknown.body).toMatchObject({ status: 'reserved', amount: 0, reserved_amount: 0 });
    expect(unknown.body).toMatchObject({ reserved_until: expect.stringMatching(/Z$/) as string });
    const paid = await world.call(`POST /v1/redemptions/${unknown.body.id}/capture`);
    expect(paid.body).toMatchObject({ outcome: 'paid', amount: 1900, redeemed_amount: 1900, change_voucher: null });
    await world.call(`POST /v1/redemptions/${unknown.body.id}/reverse`, {
      body: { reason: 'r', idempotency_key: 'g' },
    });
    type Named = { provider_reference: { reference: string } };
    type Referenced = Named & { operations: (Named & { type: string })[] };
    const before = paid.body as unknown as Referenced;
    const after = JSON.parse((await world.call(`GET /v1/redemptions/${unknown.body.id}`)).text) as Referenced;
    const referenceOf = (type: string) => after.operations.findLast((one) => one.type === type)?.provider_reference;
    expect(referenceOf('confirm')).toEqual(before.provider_reference);
    expect([after.provider_reference, referenceOf('reverse')]).toEqual([
      referenceOf('reverse'),
      {
        ...after.provider_reference,
        reference: expect.not.stringMatching(before.provider_reference.reference) as string,
      },
    ]);
  });

  // The embedded store has one process. Each race is lost to one write of the other: fifteen at most, and the fifth was too many once.
  if (name === 'mongodb')
    it('lets two processes write to one redemption at once, and sends no caller away', async () => {
      const { body } = await world.create(world.voucher(BLU), { confirm: false });
      const rounds = Array.from({ length: 15 }, (_, index) => String(index));
      await world.withServices(async (services) => {
        const by = { actor: { kind: 'system', id: 'test' }, requestId: null } as const;
        const theirs = rounds.map((round) =>
          submit(services, body.id, by, () => ({ facts: [{ kind: 'updated', metadata: { theirs: round } }] })),
        );
        const ours = rounds.map((round) =>
          world.call(`PATCH /v1/redemptions/${body.id}`, { body: { metadata: { ours: round } } }),
        );
        expect((await Promise.all(ours)).map(({ status }) => status)).toEqual(rounds.map(() => 200));
        await Promise.all(theirs);
      });
      const { data } = (await world.call(`GET /v1/redemptions/${body.id}/timeline`)).body;
      expect(data.filter(({ fact }) => fact === 'updated')).toHaveLength(2 * rounds.length);
    });
});
