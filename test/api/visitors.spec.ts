// All visitors of a page share its publishable key. What one of them may learn about another, and whom one of them, or one
// merchant, can lock out: nothing, and nobody.
import { describeOnOne } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, sourceOf, startWorld, type Call, type World } from './world';

jest.setTimeout(60_000);

const PART = { amount: 1000, currency: 'ZAR' };
const LIMIT = 20;

describeOnOne('visitors of one page', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: String(LIMIT), VOUCH_TRUST_PROXY: 'loopback' });
  });
  afterAll(() => world.close());

  /** A request of a visitor, as the page's proxy hands it on. */
  const from = (address: string, key = world.keys.publishable, headers: Record<string, string> = {}): Call => ({
    key,
    headers: { 'x-forwarded-for': address, ...headers },
  });
  const draft = async (address: string) =>
    (await world.create(world.voucher(BLU), { confirm: false }, from(address))).body.id;
  const random = (id: string) => BigInt(`0x${id.slice(12)}`);

  it('cannot learn a PIN from which ids of requests are refused for it: what looks like it counts as tried', async () => {
    const voucher = world.voucher(OTT, 1000);
    const { id } = (await world.create(voucher, { confirm: false }, from('198.51.100.8'))).body;
    const read = (address: string, text: string) =>
      world.call(`GET /v1/redemptions/${id}`, from(address, world.keys.publishable, { 'x-request-id': text }));
    const guess = (index: number) => `${String(index).padStart(8, '7')}${voucher.pin.slice(-4)}`;
    // Ids that look like no PIN count for nothing, however many.
    for (let index = 0; index <= LIMIT; index += 1)
      expect((await read('203.0.113.80', `till-${String(index)}`)).status).toBe(200);
    for (let index = 0; index < LIMIT; index += 2)
      expect((await read('203.0.113.81', `${guess(index)}${guess(index + 1)}`)).status).toBe(200);
    const right = await read('203.0.113.81', voucher.pin);
    expect([right.status, right.body.code]).toEqual([429, 'too_many_pin_attempts']);
    expect((await read('203.0.113.80', 'till-1')).status).toBe(200);
  });

  it('cannot find a stranger’s redemption between two drafts, and stop looking after as many tries as wrong PINs', async () => {
    const before = await draft('203.0.113.1');
    const stranger = await world.create(world.voucher(ONE_VOUCHER, 5000), PART, from('198.51.100.7'));
    const after = await draft('203.0.113.1');
    const pin = stranger.body.change_voucher?.pin ?? '';
    expect(pin).toMatch(/^\d{16}$/);

    // The ids around the two that the visitor knows, as a counter would have had them.
    const neighbours: string[] = [];
    for (const id of [before, after]) {
      for (const step of [-5n, -4n, -3n, -2n, -1n, 1n, 2n, 3n, 4n, 5n]) {
        const hex = BigInt.asUintN(64, random(id) + step)
          .toString(16)
          .padStart(16, '0');
        neighbours.push(id.slice(0, 12) + hex);
      }
    }
    expect(neighbours).toHaveLength(LIMIT);
    for (const id of neighbours) {
      expect(id).toMatch(/^rdm_[0-9a-f]{24}$/);
      const answer = await world.call(`GET /v1/redemptions/${id}`, from('203.0.113.1'));
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
    // Whatever is asked for now, there or not, under every address of these handlers.
    for (const path of [
      `/v1/redemptions/${before}`,
      `/collect/redemptions/${after}`,
      `/v1/redemptions/${stranger.body.id}`,
    ]) {
      const closed = await world.call(`GET ${path}`, from('203.0.113.1:51234'));
      expect([path, closed.status, closed.body.code]).toEqual([path, 429, 'too_many_pin_attempts']);
      expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(60);
    }
    // They count as refused PINs.
    const calls = world.books.snapshot().calls.length;
    const create = await world.create(world.voucher(BLU), {}, from('203.0.113.1'));
    expect([create.status, create.body.code]).toEqual([429, 'too_many_pin_attempts']);
    expect(world.books.snapshot().calls).toHaveLength(calls);
    // Others go on: the stranger, and the merchant's own server behind the same address, which is not counted for ids at all.
    expect((await world.call(`GET /v1/redemptions/${stranger.body.id}`, from('198.51.100.7'))).status).toBe(200);
    for (const id of [...neighbours, ...neighbours]) {
      const answer = await world.call(`GET /v1/redemptions/${id}`, from('203.0.113.1', world.keys.secret));
      expect(answer.status).toBe(404);
    }
    expect((await world.create(world.voucher(BLU), {}, from('203.0.113.1', world.keys.secret))).body.outcome).toBe(
      'paid',
    );
  });

  it('never read a change PIN by an id alone: only who made the request, in its answer and in its repeats', async () => {
    const voucher = world.voucher(BLU, 5000);
    const own = from('203.0.113.2', undefined, { 'idempotency-key': 'order 17' });
    const made = await world.create(voucher, PART, own);
    const pin = made.body.change_voucher?.pin ?? '';
    expect([made.status, pin]).toEqual([201, expect.stringMatching(/^\d{16}$/)]);
    const id = made.body.id;
    const masked = `************${pin.slice(-4)}`;

    const replay = await world.create(voucher, PART, own);
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    expect(replay.body).toEqual(made.body);
    for (const path of [`/v1/redemptions/${id}`, `/collect/redemptions/${id}`, `/v1/collect/redemptions/${id}`]) {
      const read = await world.call(`GET ${path}`, from('203.0.113.2'));
      expect([path, read.status, read.body.change_voucher?.pin]).toEqual([path, 200, masked]);
      expect(read.text).not.toContain(pin);
    }

    // Another visitor who knows the id, the idempotency key, or even the PIN that was spent.
    const stranger = from('198.51.100.8');
    const knows: [string, object, Call][] = [
      ['the id', {}, stranger],
      ['the key', PART, from('198.51.100.8', undefined, { 'idempotency-key': 'order 17' })],
    ];
    for (const [what, fields, call] of knows) {
      const tried = await world.create(world.voucher(BLU, 5000), { ...fields, confirm: false }, call);
      expect([what, tried.text.includes(pin)]).toEqual([what, false]);
    }
    const again = await world.create(voucher, PART, stranger);
    expect([again.status, again.body.code, again.text.includes(pin)]).toEqual([409, 'voucher_in_use', false]);
    const other = from('198.51.100.8', undefined, { 'idempotency-key': 'order 18' });
    expect((await world.create(voucher, PART, other)).text).not.toContain(pin);
    for (const [route, body] of [
      [`POST /v1/redemptions/${id}/reserve`, {}],
      [`POST /v1/redemptions/${id}/capture`, {}],
      [`POST /v1/redemptions/${id}/cancel`, {}],
      [`POST /v1/redemptions/${id}/reverse`, { reason: 'please', idempotency_key: 'r' }],
      [`PATCH /v1/redemptions/${id}`, { metadata: {} }],
      [`GET /v1/redemptions/${id}/reversals`, undefined],
      [`GET /v1/redemptions/${id}/timeline`, undefined],
      ['GET /v1/redemptions', undefined],
      ['GET /v1/events', undefined],
    ] as const) {
      const answer = await world.call(route, { ...own, ...(body ? { body } : {}) });
      expect([route, answer.status, answer.text.includes(pin)]).toEqual([route, 403, false]);
    }

    // The merchant's server may see it, and what it gives back stays with it.
    expect((await world.call(`GET /v1/redemptions/${id}`)).body.change_voucher?.pin).toBe(pin);
    const reversed = await world.call(`POST /v1/redemptions/${id}/reverse`, {
      body: { reason: 'r', idempotency_key: 'r' },
    });
    const refund = reversed.body.refund_voucher?.pin ?? '';
    expect(refund).toMatch(/^\d{16}$/);
    for (const answer of [
      await world.call(`GET /v1/redemptions/${id}`, from('203.0.113.2')),
      await world.create(voucher, PART, own),
    ])
      expect(answer.text).not.toContain(refund);
  });

  it('get the change of an answer that was lost by repeating the request, also where the outcome came later', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 5000, 'drop_after_taking');
    const own = from('203.0.113.3', undefined, { 'idempotency-key': 'lost' });
    const made = await world.create(voucher, PART, own);
    expect([made.status, made.body.outcome]).toEqual([202, 'checking']);
    await world.until(made.body.id, ({ outcome }) => outcome === 'paid');
    const read = await world.call(`GET /v1/redemptions/${made.body.id}`, from('203.0.113.3'));
    expect(read.body.change_voucher?.pin).toMatch(/^\*{12}\d{4}$/);
    const repeated = await world.create(voucher, PART, own);
    const pin = repeated.body.change_voucher?.pin ?? '';
    expect([repeated.status, repeated.body.outcome, pin]).toEqual([201, 'paid', expect.stringMatching(/^\d{16}$/)]);
    expect(world.truth(voucher).taken).toHaveLength(1);
    // Spendable: it is the customer's money.
    expect((await world.create({ type: ONE_VOUCHER, pin }, {}, from('203.0.113.3'))).body.outcome).toBe('paid');
  });

  it('are limited by the address they come from, however they write it, and by nothing that they make up', async () => {
    let refused = 0;
    const guess = async (address: string, terminal: string, key?: string) => {
      const bad = world.voucher(BLU, 500, 'not_found');
      const answer = await world.create(bad, { redemption_options: { terminal_id: terminal } }, from(address, key));
      refused += 1;
      return answer.status;
    };
    const spellings = [
      '2001:db8:0:5::1',
      '2001:DB8:0:5::1',
      '[2001:db8:0:5::1]:443',
      '2001:0db8:0000:0005:0000:0000:0000:0001',
      '2001:db8:0:5:ffff:ffff:ffff:ffff',
      '2001:db8:0:5::203.0.113.9',
      // What the visitor put there itself stands before what the proxy adds, and is not believed.
      '9.9.9.9, 2001:db8:0:5::1',
      'unknown, [2001:db8:0:5::2]:1',
      // A second proxy of ours, which the first one names in its own way.
      '2001:db8:0:5::3, 127.0.0.1:4567',
      '2001:db8:0:5::3, [::1]:80',
    ];
    for (let nth = 0; nth < LIMIT; nth += 1)
      expect(await guess(spellings[nth % spellings.length] ?? '', `T${String(nth)}`)).toBe(201);
    for (const spelling of spellings) expect([spelling, await guess(spelling, 'T99')]).toEqual([spelling, 429]);
    // The look-up counts with the create.
    const looked = await world.call('POST /v1/stored_value/lookup', {
      ...from('2001:db8:0:5::77'),
      body: { type: BLU, source: sourceOf(world.voucher(BLU)) },
    });
    expect(looked.status).toBe(429);
    // The neighbour's network, another visitor, and a till that one of the guesses named.
    for (const [address, terminal] of [
      ['2001:db8:0:6::1', 'T1'],
      ['203.0.113.40', 'T1'],
    ] as const) {
      const good = await world.create(
        world.voucher(BLU),
        { redemption_options: { terminal_id: terminal } },
        from(address),
      );
      expect([address, good.body.outcome]).toEqual([address, 'paid']);
    }
    expect(refused).toBeGreaterThan(LIMIT);

    // IPv4 the same, and what is no address at all counts for the proxy, once for all.
    const plain = ['203.0.113.60', '203.0.113.60:1', '203.0.113.60:2', '::ffff:203.0.113.60', '[::ffff:cb00:713c]:9'];
    for (let nth = 0; nth < LIMIT; nth += 1) expect(await guess(plain[nth % plain.length] ?? '', 'T1')).toBe(201);
    for (const spelling of plain) expect(await guess(spelling, 'T1')).toBe(429);
    const nonsense = ['unknown', '_x', '1.2.3', '999.1.1.1', 'a:b'];
    for (let nth = 0; nth < LIMIT; nth += 1) expect(await guess(nonsense[nth % nonsense.length] ?? '', 'T1')).toBe(201);
    for (const spelling of [...nonsense, 'anything else']) expect(await guess(spelling, 'T1')).toBe(429);
  });

  it('lock out no other merchant, no other mode, no other key and no server', async () => {
    const address = '203.0.113.80';
    const neighbour = await world.newKey('Neighbour', 'test', 'secret');
    const neighbourPage = await world.newKey('Neighbour', 'test', 'publishable');
    const till = await world.newKey('default', 'test', 'publishable');
    const live = await world.newKey('default', 'live', 'secret');
    const options = { redemption_options: { terminal_id: 'T1' } };
    for (const guesser of [world.keys.publishable, neighbour]) {
      for (let nth = 0; nth < LIMIT; nth += 1)
        await world.create(world.voucher(BLU, 500, 'not_found'), options, from(address, guesser));
      const closed = await world.create(world.voucher(BLU), options, from(address, guesser));
      expect([closed.status, closed.body.code]).toEqual([429, 'too_many_pin_attempts']);
    }
    for (const key of [world.keys.secret, till, neighbourPage]) {
      const paid = await world.create(world.voucher(BLU), options, from(address, key));
      expect([key.slice(0, 8), paid.body.outcome]).toEqual([key.slice(0, 8), 'paid']);
    }
    // The same merchant's live tills behind the same address: turned away for want of a provider, not by the limit.
    const real = await world.create(world.voucher(BLU), options, from(address, live));
    expect([real.status, real.body.code]).toEqual([422, 'provider_not_configured']);
    // Not even for the merchant that was limited, under another of its keys.
    const second = await world.newKey('Neighbour', 'test', 'secret');
    expect((await world.create(world.voucher(BLU), options, from('203.0.113.81', second))).body.outcome).toBe('paid');
  });
});

describeOnOne('a server that trusts no proxy', ({ databaseUrl }) => {
  it('believes no header about where a request comes from', async () => {
    const world = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: '2' });
    try {
      const key = world.keys.publishable;
      for (let nth = 0; nth < 2; nth += 1) {
        const headers = { 'x-forwarded-for': `203.0.113.${String(nth)}` };
        await world.create(world.voucher(BLU, 500, 'used'), {}, { key, headers });
      }
      const headers = { 'x-forwarded-for': '203.0.113.99' };
      expect((await world.create(world.voucher(BLU), {}, { key, headers })).status).toBe(429);
    } finally {
      await world.close();
    }
  });
});

describeOnOne('the requests of one visitor', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_RATE_LIMIT: '5', VOUCH_TRUST_PROXY: 'loopback' });
  });
  afterAll(() => world.close());

  const types = async (address: string, key = world.keys.publishable) =>
    (await world.call('GET /v1/redemptions/types', { key, headers: { 'x-forwarded-for': address } })).status;

  it('never close the page to the others, and those of all visitors have an end', async () => {
    const loop: number[] = [];
    // The first of them as one of those who ask seldom; the other four count with those who do not.
    for (let index = 0; index < 60; index += 1) loop.push(await types('203.0.113.1'));
    expect(loop.filter((status) => status === 200)).toHaveLength(5);
    expect(await types('198.51.100.1')).toBe(200);
    const all: number[] = [];
    for (let index = 0; index < 60; index += 1) all.push(await types(`192.0.2.${String(index)}`));
    expect(all.filter((status) => status === 200)).toHaveLength(48);
    // The server behind the page has a key of its own.
    expect(await types('203.0.113.1', world.keys.secret)).toBe(200);
  });
});
