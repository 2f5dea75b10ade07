// Somebody who may not read the PIN of a refund tries to be told it, number by number: in the id of a request, in a reason, in a note, in
// the search. Each number counts, and where they are used up the right one is answered like a wrong one. So do phone numbers of customers.
import { randomUUID } from 'node:crypto';
import { MINUTE_MS } from '../../../src/core/values/time';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { ONE_VOUCHER, OTT, startWorld, type Answer, type World } from '../world';
import { PAGE, signedIn } from './desk';

jest.setTimeout(120_000);

const LIMIT = 6;
const told = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const USED_UP = [429, 'too_many_pin_attempts'];
/** With a letter in it, so that no rule about long numbers stops it. */
const spelt = (pin: string) => `g-${pin.slice(0, 6)}x${pin.slice(6)}`;

describeApi('guessing PINs of vouchers that were given back', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, { VOUCH_PIN_ATTEMPTS: String(LIMIT) }, { clock });
  });
  afterAll(() => world.close());

  /** A sale of which a part came back as a voucher of 12 digits, the last four of which everybody sees. */
  async function refunded() {
    const { body } = await world.create(world.voucher(OTT, 1900));
    const path = `/v1/redemptions/${body.id}`;
    const back = await world.call(`POST ${path}/reverse`, {
      body: { reason: 'half', amount: 900, idempotency_key: randomUUID() },
    });
    const pin = back.body.refund_voucher?.pin ?? '';
    expect(pin).toMatch(/^\d{12}$/);
    let nth = 0;
    /** Another number with the same end each time. */
    const wrong = () => {
      nth += 1;
      return String((Number(pin.slice(0, 8)) + nth) % 1e8).padStart(8, '0') + pin.slice(-4);
    };
    return { id: body.id, path, pin, wrong };
  }
  const named = (number: string) => ({ ...PAGE, 'x-request-id': spelt(number) });
  /** What is written down of a person, by its route: it is written after the answer. */
  async function entriesOf(act: string, { person }: Awaited<ReturnType<typeof signedIn>>, count: number) {
    const admin = await signedIn(world, 'admin', clock);
    const asked = `GET /v1/audit_log?act=${act}&user_id=${person.user.id}`;
    let entries: readonly unknown[] = [];
    while (entries.length < count) entries = (await admin.call(asked)).body.data;
    const told = entries as { actor: { email: string }; details: { method: string; route: string; role: string } }[];
    return told
      .map(({ actor, details: { method, route, role } }) => `${actor.email}, ${role}: ${method} ${route}`)
      .sort();
  }

  it('by the id of a request: a viewer has so many, in all reads together, and a colleague has his own', async () => {
    const viewer = await signedIn(world, 'viewer', clock);
    const colleague = await signedIn(world, 'viewer', clock);
    const { path, pin, wrong } = await refunded();
    const reads = [path, `${path}/timeline`, `${path}/reversals`, `${path}/reversal_terms`];
    for (let nth = 0; nth < LIMIT; nth += 1) {
      const answer = await viewer.call(`GET ${reads[nth % reads.length] ?? path}`, undefined, named(wrong()));
      expect([nth, answer.status]).toEqual([nth, 200]);
    }
    for (const read of reads)
      for (const number of [pin, wrong()]) {
        const answer = await viewer.call(`GET ${read}`, undefined, named(number));
        expect([read, ...told(answer)]).toEqual([read, ...USED_UP]);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.text).not.toContain(pin);
      }
    // What is no guess is answered as ever, in every sale, and others are not held up.
    expect((await viewer.call(`GET ${path}`)).status).toBe(200);
    expect((await viewer.call(`GET ${path}`, undefined, { ...PAGE, 'x-request-id': 'read-1' })).status).toBe(200);
    expect(told(await colleague.call(`GET ${path}`, undefined, named(pin)))).toEqual([400, 'pin_in_text']);
    const routes = ['', '/reversal_terms', '/reversals', '/timeline'];
    expect(await entriesOf('pin_guesses_refused', viewer, routes.length)).toEqual(
      routes.map((route) => `${viewer.person.user.email}, viewer: GET /v1/redemptions/:id${route}`),
    );

    clock.pass(15 * MINUTE_MS);
    expect(told(await viewer.call(`GET ${path}`, undefined, named(pin)))).toEqual([400, 'pin_in_text']);
  });

  it('by reasons and notes: an agent has as many, over all sales and calls, and nothing is written', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const one = await refunded();
    const other = await refunded();
    await world.openReview(one.id);
    const [review] = (await agent.call('GET /v1/reviews?limit=1')).body.data;
    const keyed = () => ({ ...PAGE, 'idempotency-key': randomUUID() });
    const ways = ['reverse', 'reversal_proposals'] as const;
    // More than is left: refused in any case, so that a wrong guess costs nothing.
    const guess = (way: string, { path }: { path: string }, number: string) =>
      agent.call(`POST ${path}/${way}`, { reason: spelt(number), amount: 99_999 }, keyed());
    const onReview = (number: string) =>
      agent.call(`POST /v1/reviews/${review?.id ?? ''}/notes`, { text: spelt(number) }, keyed());
    for (let nth = 0; nth < LIMIT; nth += 1) {
      const sale = nth % 2 ? one : other;
      expect(told(await guess(ways[nth % 2] ?? '', sale, sale.wrong()))).toEqual([422, 'reversal_exceeds_redeemed']);
    }
    const before = (await agent.call(`GET ${one.path}/timeline`)).text;
    for (const sale of [one, other])
      for (const way of ways)
        for (const number of [sale.pin, sale.wrong()]) expect(told(await guess(way, sale, number))).toEqual(USED_UP);
    for (const number of [one.pin, one.wrong()]) expect(told(await onReview(number))).toEqual(USED_UP);
    expect((await agent.call(`GET ${one.path}/timeline`)).text).toBe(before);
    // What he really has to do goes on.
    const back = await agent.call(`POST ${one.path}/reverse`, { reason: 'returned', amount: 100 }, keyed());
    expect(back.status).toBe(201);
    expect(await entriesOf('pin_guesses_refused', agent, 3)).toEqual(
      ['redemptions/:id/reversal_proposals', 'redemptions/:id/reverse', 'reviews/:id/notes'].map(
        (route) => `${agent.person.user.email}, agent: POST /v1/${route}`,
      ),
    );
  });

  it('by the search: whole PINs count whatever they find, and everything else is found as ever', async () => {
    const agent = await signedIn(world, 'agent', clock);
    const { id, pin, wrong } = await refunded();
    const search = (query: string) => agent.call('POST /v1/redemptions/search', { query });
    expect((await search(pin)).body.data.map((row) => row.id)).toEqual([id]);
    for (let nth = 1; nth < LIMIT; nth += 1) expect((await search(wrong())).body.data).toEqual([]);
    for (const query of [pin, wrong(), `R19 ${pin}`])
      expect([query, ...told(await search(query))]).toEqual([query, ...USED_UP]);
    expect((await search(`${pin.slice(-4)} R19`)).body.data.map((row) => row.id)).toContain(id);
  });

  it('the phone number of a customer by the search: each counts, is written down, and the right one is found no more', async () => {
    const viewer = await signedIn(world, 'viewer', clock);
    const phone = '0823454567';
    const { pin } = world.voucher(OTT, 1900);
    const body = { type: OTT, source: { pin, phone_number: phone } };
    const sold = await world.call('POST /v1/redemptions', { body });
    expect(sold.status).toBe(201);
    const shown = (await viewer.call(`GET /v1/redemptions/${sold.body.id}`)).text;
    expect(shown).not.toContain(phone);
    const search = (query: string) => viewer.call('POST /v1/redemptions/search', { query });
    for (let nth = 0; nth < LIMIT; nth += 1) expect((await search(`082300456${String(nth)}`)).body.data).toEqual([]);
    for (const query of [phone, '+27 82 345 4567', '0827774567', `R19 ${phone}`])
      expect([query, ...told(await search(query))]).toEqual([query, ...USED_UP]);
    // What is no phone number is found as ever, and an agent may be asked by a customer meanwhile.
    expect((await search(sold.body.id)).body.data).toHaveLength(1);
    const agent = await signedIn(world, 'agent', clock);
    const found = await agent.call('POST /v1/redemptions/search', { query: `R19 ${phone}` });
    expect(found.body.data.map((row) => row.id)).toEqual([sold.body.id]);
    const admin = await signedIn(world, 'admin', clock);
    const entries = async ({ person }: typeof viewer) =>
      (
        (await admin.call(`GET /v1/audit_log?act=phone_searched&user_id=${person.user.id}`)).body.data as unknown as {
          readonly details: { readonly phone_numbers: string; readonly found: number };
        }[]
      )
        .map(({ details }) => `${details.phone_numbers}: ${String(details.found)}`)
        .sort();
    expect(await entries(viewer)).toEqual([0, 1, 2, 3, 4, 5].map((nth) => `*******456${String(nth)}: 0`));
    expect(await entries(agent)).toEqual(['*******4567: 1']);
    // A secret key sent the numbers itself.
    for (let nth = 0; nth < 3 * LIMIT; nth += 1)
      expect((await world.call('POST /v1/redemptions/search', { body: { query: phone } })).status).toBe(200);
    clock.pass(15 * MINUTE_MS);
    expect((await search(phone)).body.data).toHaveLength(1);
  });

  it('by a till: it has as many as it has refused PINs, and another till has its own', async () => {
    const pair = async (terminal_id: string) => {
      const made = await world.call('POST /v1/terminals', { body: { terminal_id, name: terminal_id } });
      const { pairing_code } = made.body as Answer['body'] & { pairing_code: string };
      const claimed = await world.call('POST /v1/terminals/claim', { key: '', body: { pairing_code, deliver: 'key' } });
      return (claimed.body as Answer['body'] & { key: string }).key;
    };
    const till = await pair('T1');
    const neighbour = await pair('T2');
    const sell = async (key: string) => {
      const sold = await world.create(world.voucher(ONE_VOUCHER, 5000), { amount: 2000, currency: 'ZAR' }, { key });
      return { path: `/v1/redemptions/${sold.body.id}`, pin: sold.body.change_voucher?.pin ?? '' };
    };
    const { path, pin } = await sell(till);
    expect(pin).toMatch(/^\d{16}$/);
    const wrong = (nth: number) => String((Number(pin.slice(0, 8)) + 1 + nth) % 1e8).padStart(8, '0') + pin.slice(8);
    const read = (number: string, route = `GET ${path}`, key = till, body?: unknown) =>
      world.call(route, { key, headers: { 'x-request-id': spelt(number) }, ...(body === undefined ? {} : { body }) });
    for (let nth = 0; nth < LIMIT; nth += 1) expect((await read(wrong(nth))).status).toBe(200);
    const acknowledge = `POST ${path}/acknowledge`;
    for (const number of [pin, wrong(LIMIT)]) {
      expect(told(await read(number))).toEqual(USED_UP);
      expect(told(await read(number, acknowledge, till, { receipt: 'shown' }))).toEqual(USED_UP);
    }
    // It still learns what became of its sale, and the till beside it goes on.
    expect((await world.call(`GET ${path}`, { key: till })).status).toBe(200);
    const beside = await sell(neighbour);
    expect(told(await read(beside.pin, `GET ${beside.path}`, neighbour))).toEqual([400, 'pin_in_text']);
  });

  it('not by a secret key: it may read them, and is told of each as often as it likes', async () => {
    const { path, pin, wrong } = await refunded();
    const read = (number: string) => world.call(`GET ${path}`, { headers: { 'x-request-id': spelt(number) } });
    for (let nth = 0; nth < 3 * LIMIT; nth += 1) expect((await read(wrong())).status).toBe(200);
    expect(told(await read(pin))).toEqual([400, 'pin_in_text']);
  });

  it('an eleventh look at a PIN in a day stands in the audit log too', async () => {
    const approver = await signedIn(world, 'approver', clock);
    const { path } = await refunded();
    const look = () => approver.call(`POST ${path}/reveal`, { voucher: 'refund', reason: 'lost' });
    for (let nth = 0; nth < 10; nth += 1) expect((await look()).status).toBe(200);
    expect(told(await look())).toEqual([429, 'too_many_reveals']);
    expect(await entriesOf('pin_reveal_refused', approver, 1)).toEqual([
      `${approver.person.user.email}, approver: POST /v1/redemptions/:id/reveal`,
    ]);
  });
});
