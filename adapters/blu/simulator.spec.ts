// The simulated Blu host, held against what is known of the Trade API over a real socket. No adapter is involved.
import { createBooks, FIXED_PIN, type Scenario, type SimulatedVoucher } from '../kit/simulator/books';
import { simulator } from './simulator';
import { TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.blu';

type Body = Record<string, unknown> & { replacementVoucher?: Record<string, unknown> };

function headersOf(apikey: string, username: string, password: string): Record<string, string> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return { apikey, authorization, 'trade-vend-channel': 'API', 'content-type': 'application/json' };
}

const REDEEMING = headersOf(TEST_CREDENTIALS.apiKey, TEST_CREDENTIALS.username, TEST_CREDENTIALS.password);
const SELLING = headersOf(
  TEST_CREDENTIALS.sellingApiKey,
  TEST_CREDENTIALS.sellingUsername,
  TEST_CREDENTIALS.sellingPassword,
);

describe('Blu simulator', () => {
  const books = createBooks();
  const host = simulator(books, { slowMs: 20 });
  let address = '';

  beforeAll(async () => {
    address = `http://127.0.0.1:${await host.listen(0)}/v2/trade/voucher/variable`;
  });
  afterAll(() => host.close());

  function raw(path: string, fields: object, headers = REDEEMING, signal?: AbortSignal): Promise<Response> {
    return fetch(`${address}/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(fields),
      ...(signal ? { signal } : {}),
    });
  }

  async function redeem(requestId: string, token: string, amount: number): Promise<Body> {
    return (await (await raw('redemptions', { requestId, token, amount })).json()) as Body;
  }

  async function lookup(query: Record<string, string>): Promise<Body> {
    const reply = await fetch(`${address}/vouchers?${new URLSearchParams(query).toString()}`, { headers: REDEEMING });
    return (await reply.json()) as Body;
  }

  function issue(scenario: Scenario, value = 5000): SimulatedVoucher {
    return books.issue({ type: TYPE, value, pinLength: 16, scenario });
  }

  it('shows, takes a part, hands out a replacement without an amount, and refuses a second time', async () => {
    const { pin, serial } = issue('ok');
    expect(await lookup({ token: pin.replace(/(\d{4})(?=\d)/g, '$1 ') })).toMatchObject({
      status: 'ACTIVE',
      amount: 5000,
    });
    expect(await lookup({ token: 'nonsense', serialNumber: serial })).toMatchObject({ status: 'ACTIVE' });

    const first = await redeem('b-1', pin, 1200);
    expect(first).toMatchObject({ requestId: 'b-1', amount: 1200, redeemedVoucherSerialNumber: serial });
    expect(first['dateTime']).toMatch(/\+00:00$/);
    expect(Object.keys(first.replacementVoucher ?? {}).sort()).toEqual(['expiryDateTime', 'serialNumber', 'token']);
    expect(await lookup({ token: String(first.replacementVoucher?.['token']) })).toMatchObject({ amount: 3800 });
    expect(await lookup({ token: pin })).toMatchObject({ status: 'REDEEMED', redemptionRequestId: 'b-1' });

    const again = await redeem('b-1', pin, 1200);
    expect(again).toMatchObject({ status: 400, path: '/v2/trade/voucher/variable/redemptions' });
    expect(again['message']).toContain('already been redeemed');
    expect(books.find(TYPE, pin)?.taken).toHaveLength(1);
    expect(books.findBy(TYPE, (voucher) => voucher.issued_for === 'b-1')).toMatchObject({ value: 3800 });

    const second = await redeem('b-2', FIXED_PIN, 1900);
    expect(second.replacementVoucher).toBeUndefined();
    expect(['reference' in first, 'reference' in second]).toEqual([true, false]);
  });

  it('refuses in words, and shows why on a look-up', async () => {
    const seen: unknown[] = [];
    for (const scenario of ['used', 'not_found', 'expired', 'cancelled'] as const) {
      const { pin } = issue(scenario);
      const { status, message } = await redeem('b-3', pin, 100);
      seen.push([status, message, (await lookup({ token: pin }))['status']]);
    }
    expect(seen).toEqual([
      [400, 'Voucher has already been redeemed', 'REDEEMED'],
      [404, 'Voucher not found', 'NOT_FOUND'],
      [400, 'Voucher has expired', 'EXPIRED'],
      [400, 'Voucher has been cancelled', 'CANCELLED'],
    ]);
    const { pin } = issue('ok');
    expect(await redeem('b-3', pin, 5001)).toMatchObject({ status: 400, message: 'Insufficient balance' });
    expect(await redeem('b-3', pin, 0)).toMatchObject({ status: 400 });
    expect(books.find(TYPE, pin)?.taken).toEqual([]);
  });

  it.each(['drop_after_taking', 'error_after_taking', 'garbage_reply', 'timeout_after_taking'] as const)(
    '%s: the value is gone, and the look-up names our request',
    async (scenario) => {
      const { pin } = issue(scenario);
      const client = new AbortController();
      const lost = raw('redemptions', { requestId: scenario, token: pin, amount: 1000 }, REDEEMING, client.signal)
        .then(async (reply) => (reply.ok ? await reply.json() : Promise.reject(new Error('5xx'))))
        .catch(() => 'lost');
      while (books.find(TYPE, pin)?.taken.length === 0) await new Promise(setImmediate);
      if (scenario === 'timeout_after_taking') client.abort();
      expect(await lost).toBe('lost');
      expect(await lookup({ token: pin })).toMatchObject({ status: 'REDEEMED', redemptionRequestId: scenario });
    },
  );

  it('plays slow_then_ok, drop_before_taking and late', async () => {
    const { pin: slow } = issue('slow_then_ok');
    expect(await redeem('b-4', slow, 5000)).toMatchObject({ amount: 5000 });

    const { pin: dropped } = issue('drop_before_taking');
    await expect(redeem('b-5', dropped, 5000)).rejects.toThrow();
    expect(await lookup({ token: dropped })).toMatchObject({ status: 'ACTIVE' });
    expect(await lookup({ token: dropped })).toMatchObject({ status: 'ACTIVE' });
    expect(await redeem('b-5', dropped, 5000)).toMatchObject({ amount: 5000 });

    const { pin: late } = issue('late');
    expect(await lookup({ token: late })).toMatchObject({ status: 'ACTIVE' });
    await expect(redeem('b-6', late, 5000)).rejects.toThrow();
    expect(await lookup({ token: late })).toMatchObject({ status: 'ACTIVE' });
    expect(await lookup({ token: late })).toMatchObject({ status: 'REDEEMED', redemptionRequestId: 'b-6' });
  });

  it('sells with the selling credentials only, once for each request', async () => {
    const order = { requestId: 'x-1', productId: TEST_CREDENTIALS.productId, amount: 800 };
    expect((await raw('sales', order)).status).toBe(403);
    const sold = (await (await raw('sales', order, SELLING)).json()) as Body;
    expect(sold).toMatchObject({ amount: 800, token: expect.stringMatching(/^\d{16}$/) as string });
    expect((await raw('sales', order, SELLING)).status).toBe(409);
    expect(books.find(TYPE, String(sold['token']))).toMatchObject({ value: 800, issued_for: 'x-1' });

    const { pin: token } = issue('ok');
    const request = { requestId: 'x-2', token, amount: 1 };
    expect((await raw('redemptions', request, SELLING)).status).toBe(403);
    expect((await raw('redemptions', request, { ...REDEEMING, apikey: 'other' })).status).toBe(401);
    const wrongChannel = { ...REDEEMING, 'trade-vend-channel': 'POS' };
    expect((await raw('redemptions', request, wrongChannel)).status).toBe(400);
    expect(books.find(TYPE, token)?.taken).toEqual([]);
    expect(JSON.stringify(books.snapshot().calls)).not.toContain(token);
  });
});
