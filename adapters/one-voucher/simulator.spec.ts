// The simulated 1Voucher host, held against the published API over a real socket. No adapter is involved.
import { createBooks, FIXED_PIN, type Scenario, type SimulatedVoucher } from '../kit/simulator/books';
import { armFault } from '../kit/simulator/server';
import { simulator } from './simulator';
import { TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.one_voucher';

type Body = Record<string, unknown> & { voucher?: Record<string, unknown> };

describe('1Voucher simulator', () => {
  const books = createBooks();
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const host = simulator(books, { slowMs: 20, now: () => nowMs });
  let address = '';
  let token = '';

  beforeAll(async () => {
    address = `http://127.0.0.1:${await host.listen(0)}`;
    token = await session();
  });
  afterAll(() => host.close());

  async function session(): Promise<string> {
    const reply = await fetch(`${address}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${TEST_CREDENTIALS.apiKey}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token, expires_in, token_type } = (await reply.json()) as Record<string, unknown>;
    expect([reply.status, expires_in, token_type]).toEqual([200, 3600, 'Bearer']);
    return String(access_token);
  }

  function raw(operation: string, fields: object, signal?: AbortSignal): Promise<Response> {
    return fetch(`${address}/aggregation/4.0/1voucher/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ accountNumber: TEST_CREDENTIALS.accountNumber, ...fields }),
      ...(signal ? { signal } : {}),
    });
  }

  async function post(operation: string, fields: object): Promise<Body> {
    return (await (await raw(operation, fields)).json()) as Body;
  }

  function issue(scenario: Scenario, value = 5000): SimulatedVoucher {
    return books.issue({ type: TYPE, value, pinLength: 16, scenario });
  }

  it('takes a part, issues change, replays the first answer to the same reference and refuses another body', async () => {
    const { pin } = issue('ok');
    const first = await post('redeem', { reference: 'r-1', pin, amount: 1500, storeId: 'S1', metadata: { till: '4' } });
    expect(first).toMatchObject({
      responseCode: 0,
      reference: 'r-1',
      amount: 1500,
      storeId: 'S1',
      metadata: { till: '4' },
    });
    expect(first.voucher).toMatchObject({ amount: 3500, status: 'Active' });

    const again = await post('redeem', { pin, metadata: { till: '4' }, amount: 1500, storeId: 'S1', reference: 'r-1' });
    expect(again).toEqual(first);
    const other = await post('redeem', { reference: 'r-1', pin, amount: 1600, storeId: 'S1' });
    expect(other).toMatchObject({ responseCode: 2256 });

    expect(books.find(TYPE, pin)).toMatchObject({ status: 'redeemed', taken: [{ reference: 'r-1', amount: 1500 }] });
    expect(books.find(TYPE, String(first.voucher?.['pin']))).toMatchObject({ value: 3500, issued_for: 'r-1' });
    expect(await post('reverse', { reference: 'v-1', originalReference: 'r-1' })).toMatchObject({ responseCode: 2412 });
  });

  it('takes the whole value for amount 0, puts it back once, and lets it be taken again', async () => {
    const whole = await post('redeem', { reference: 'r-2', pin: FIXED_PIN, amount: 0 });
    expect(whole).toMatchObject({ responseCode: 0, amount: 1900 });
    expect(whole.voucher).toBeUndefined();

    const reversal = { reference: 'v-2', originalReference: 'r-2' };
    const reversed = await post('reverse', reversal);
    expect(reversed).toMatchObject({ responseCode: 0, amount: 1900, mobileNumber: null });
    expect(reversed.voucher?.['redemptionDate']).toEqual(expect.any(String));
    expect(await post('reverse', reversal)).toEqual(reversed);
    expect(books.find(TYPE, FIXED_PIN)).toMatchObject({
      status: 'active',
      returned: [{ reference: 'v-2', amount: 1900 }],
    });

    expect(await post('reverse', { ...reversal, reference: 'v-3' })).toMatchObject({ responseCode: 2413 });
    expect(await post('reverse', { reference: 'v-4', originalReference: 'never' })).toMatchObject({
      responseCode: 2249,
    });
    expect(await post('redeem', { reference: 'r-3', pin: FIXED_PIN, amount: 1900 })).toMatchObject({ responseCode: 0 });
  });

  it('refunds with a new voucher, once for each reference', async () => {
    const refund = { reference: 'f-1', amount: 700 };
    const first = await post('refund', refund);
    expect(first).toMatchObject({ responseCode: 0, amount: 700, voucher: { amount: 700 } });
    expect(await post('refund', refund)).toEqual(first);
    expect(books.snapshot().vouchers.filter((voucher) => voucher.issued_for === 'f-1')).toHaveLength(1);
  });

  it('declines what cannot be taken, and validates before it looks', async () => {
    const codes: unknown[] = [];
    for (const scenario of ['used', 'not_found', 'cancelled', 'expired'] as const) {
      const { pin } = issue(scenario);
      codes.push(
        (await post('redeem', { reference: `d-${scenario.replace('_', '-')}`, pin, amount: 0 }))['responseCode'],
      );
    }
    expect(codes).toEqual([2401, 2402, 2403, 2405]);
    const { pin } = issue('ok');
    const sent = { reference: 'd-1', pin, amount: 5001 };
    expect(await post('redeem', sent)).toMatchObject({ responseCode: 2408 });
    expect(await post('redeem', { ...sent, reference: 'd-2', mobileNumber: '27821234567' })).toMatchObject({
      responseCode: 2279,
    });
    expect(await post('redeem', { ...sent, reference: 'under_score' })).toMatchObject({ responseCode: 2231 });
    expect(await post('redeem', { ...sent, reference: 'd-3', amount: '10' })).toMatchObject({ responseCode: 2231 });
    expect(await post('redeem', { pin, amount: 1 })).toMatchObject({ responseCode: 2308 });
    expect(await post('redeem', { ...sent, accountNumber: 'x' })).toMatchObject({ responseCode: 2202 });
    expect(books.find(TYPE, pin)?.taken).toEqual([]);
  });

  it.each(['drop_after_taking', 'error_after_taking', 'garbage_reply', 'timeout_after_taking'] as const)(
    '%s: the value is gone, the answer too, and a resend brings it back',
    async (scenario) => {
      const { pin } = issue(scenario);
      const sent = { reference: `s-${scenario.replaceAll('_', '-')}`, pin, amount: 1000 };
      const client = new AbortController();
      const lost = raw('redeem', sent, client.signal)
        .then(async (reply) => (reply.ok ? await reply.json() : Promise.reject(new Error('5xx'))))
        .catch(() => 'lost');
      while (books.find(TYPE, pin)?.taken.length === 0) await new Promise(setImmediate);
      if (scenario === 'timeout_after_taking') client.abort();
      expect(await lost).toBe('lost');

      const found = await post('redeem', sent);
      expect(found).toMatchObject({ responseCode: 0, amount: 1000, voucher: { amount: 4000 } });
      expect(await post('redeem', sent)).toEqual(found);
      expect(books.find(TYPE, pin)?.taken).toHaveLength(1);
    },
  );

  it('plays slow_then_ok, drop_before_taking and late', async () => {
    const slow = issue('slow_then_ok');
    const answer = post('redeem', { reference: 'p-1', pin: slow.pin, amount: 0 });
    while (books.find(TYPE, slow.pin)?.taken.length === 0) await new Promise(setImmediate);
    expect(await answer).toMatchObject({ responseCode: 0, amount: 5000 });

    const dropped = { reference: 'p-2', pin: issue('drop_before_taking').pin, amount: 0 };
    await expect(post('redeem', dropped)).rejects.toThrow();
    expect(books.find(TYPE, dropped.pin)?.taken).toEqual([]);
    expect(await post('redeem', dropped)).toMatchObject({ responseCode: 0 });

    const late = { reference: 'p-3', pin: issue('late').pin, amount: 2000 };
    await expect(post('redeem', late)).rejects.toThrow();
    expect(books.find(TYPE, late.pin)?.taken).toEqual([]);
    expect(await post('redeem', late)).toMatchObject({ responseCode: 2220 });
    expect(await post('redeem', late)).toMatchObject({ responseCode: 0, amount: 2000, voucher: { amount: 3000 } });
    expect(books.find(TYPE, late.pin)?.taken).toHaveLength(1);
  });

  it('guards its door: wrong keys, expired tokens, sessions ended by a fault', async () => {
    const wrong = await fetch(`${address}/token`, { method: 'POST', headers: { authorization: 'Basic eHg6eHg=' } });
    expect(wrong.status).toBe(401);

    const { pin } = issue('ok');
    const sent = { reference: 'g-1', pin, amount: 0 };
    nowMs += 3_600_001;
    expect((await raw('redeem', sent)).status).toBe(401);
    token = await session();
    armFault(books, 'one_voucher', 'redeem', 'unauthorized');
    expect((await raw('redeem', sent)).status).toBe(401);
    expect((await raw('redeem', sent)).status).toBe(401);
    expect(books.find(TYPE, pin)?.taken).toEqual([]);
    token = await session();
    expect(await post('redeem', sent)).toMatchObject({ responseCode: 0 });
    expect(books.snapshot().calls.at(-1)).toMatchObject({
      provider: 'one_voucher',
      operation: 'redeem',
      reference: 'g-1',
    });
  });
});
