// The simulated OTT host, held against what is known of the API over a real socket. No adapter is involved.
import { createHash } from 'node:crypto';
import { createBooks, FIXED_PIN, type Scenario, type SimulatedVoucher } from '../kit/simulator/books';
import { simulator } from './simulator';
import { centsOf, expectedHash, groupedRandText } from './simulator-form';
import { PLACEHOLDER_CODES, TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.ott';

type Answer = [status: number, body: Record<string, unknown>];

describe('OTT simulator', () => {
  const books = createBooks();
  const host = simulator(books, { slowMs: 20 });
  let address = '';

  beforeAll(async () => {
    address = `http://127.0.0.1:${await host.listen(0)}`;
  });
  afterAll(() => host.close());

  function raw(
    path: string,
    fields: Record<string, string>,
    hashName = 'hash',
    signal?: AbortSignal,
  ): Promise<Response> {
    const isIssuing = path.startsWith('/api/reseller');
    const user = isIssuing
      ? `${TEST_CREDENTIALS.issuingUsername}:${TEST_CREDENTIALS.issuingPassword}`
      : `${TEST_CREDENTIALS.username}:${TEST_CREDENTIALS.password}`;
    // Written out here on purpose: the rule as the provider states it, not the simulator's own function.
    const values = Object.keys(fields)
      .sort()
      .map((name) => fields[name] ?? '');
    const key = isIssuing ? TEST_CREDENTIALS.issuingApiKey : TEST_CREDENTIALS.apiKey;
    const hash = createHash('sha256')
      .update([key, ...values].join(''))
      .digest('hex');
    return fetch(address + path, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` },
      body: new URLSearchParams({ ...fields, [hashName]: hash }),
      ...(signal ? { signal } : {}),
    });
  }

  async function call(path: string, fields: Record<string, string>, hashName?: string): Promise<Answer> {
    const reply = await raw(path, fields, hashName);
    return [reply.status, (await reply.json()) as Record<string, unknown>];
  }

  const remitFields = (pin: string, uniqueReference: string, amount: string): Record<string, string> => ({
    vendorID: TEST_CREDENTIALS.vendorId,
    mobile: '27821234567',
    pin,
    uniqueReference,
    amount,
  });
  const remit = (pin: string, reference: string, amount = '0'): Promise<Answer> =>
    call('/api/v1/RemitVoucher', remitFields(pin, reference, amount));
  const checkRemit = (uniqueReference: string): Promise<Answer> =>
    call('/api/v1/CheckRemitVoucher', { uniqueReference });
  const check = (voucherPIN: string): Promise<Answer> =>
    call('/api/v1/CheckVoucher', { vendorID: TEST_CREDENTIALS.vendorId, voucherPIN }, 'Hash');

  function issue(scenario: Scenario, value = 5000): SimulatedVoucher {
    return books.issue({ type: TYPE, value, pinLength: 12, scenario });
  }

  const refused = (errorCode: string): Answer => [201, expect.objectContaining({ success: 'false', errorCode })];

  it('hashes as the published sample does, and writes rand as the provider does', () => {
    const sample = { VendorID: '11', VoucherPin: '123456789012', Hash: 'ignored' };
    expect(expectedHash('ace4e782-e953-45d5-9f2a-aa1498c830ed', sample)).toBe(
      'c399a3964ec6d7e3e7804fa56d14c78e2a1a880c1a702127d96a790ec6332bf0',
    );
    expect([centsOf('19'), centsOf('19.5'), centsOf('0.07'), centsOf('1.234'), centsOf('-1')]).toEqual([
      1900,
      1950,
      7,
      undefined,
      undefined,
    ]);
    expect(groupedRandText(10_000_000)).toBe('100,000.00');
  });

  it('shows, takes a part, keeps the rest from the merchant and answers for the reference afterwards', async () => {
    const { pin, serial } = issue('ok');
    const valid = { success: 'true', message: 'Voucher Valid', value: '50.0000', errorCode: 0 };
    expect(await check(pin)).toEqual([200, expect.objectContaining(valid)]);

    const taken = { success: 'true', voucherAmount: '15.0500', voucherBalance: '34.9500', errorCode: '0' };
    const [status, body] = await remit(pin, 'o-1', '15.05');
    expect([status, body]).toEqual([200, expect.objectContaining(taken)]);
    expect(await checkRemit('o-1')).toEqual([200, expect.objectContaining({ ...taken, serialNumber: serial })]);
    const rest = books.findBy(TYPE, (voucher) => voucher.issued_for === 'o-1');
    expect(rest).toMatchObject({ value: 3495 });
    expect(JSON.stringify(body)).not.toContain(rest?.pin);

    // A second remit is not replayed: it fails as used, whatever its reference.
    expect(await remit(pin, 'o-1', '15.05')).toEqual(refused(PLACEHOLDER_CODES.alreadyRedeemed));
    expect(await check(pin)).toEqual(refused(PLACEHOLDER_CODES.alreadyRedeemed));
    expect(books.find(TYPE, pin)?.taken).toEqual([
      { reference: 'o-1', amount: 1505, at: expect.any(String) as string },
    ]);
  });

  it('knows the fixed PIN in both lengths, and cannot check a reference that was used twice', async () => {
    expect(await check(FIXED_PIN)).toEqual([200, expect.objectContaining({ value: '19.0000' })]);
    expect(await remit(FIXED_PIN.slice(-12), 'o-2', '0.00')).toEqual([
      200,
      expect.objectContaining({ voucherAmount: '19.0000', voucherBalance: '0.0000' }),
    ]);
    expect((await remit(issue('ok').pin, 'o-2'))[1]).toMatchObject({ success: 'true' });
    expect(await checkRemit('o-2')).toEqual(refused(PLACEHOLDER_CODES.referenceNotUnique));
  });

  it('refuses with HTTP 201 and success "false"; bad credentials or a bad hash are a bare 401', async () => {
    expect(await remit(issue('used').pin, 'o-3')).toEqual(refused(PLACEHOLDER_CODES.alreadyRedeemed));
    expect(await remit(issue('not_found').pin, 'o-3')).toEqual(refused(PLACEHOLDER_CODES.voucherNotFound));
    expect(await remit(issue('expired').pin, 'o-3')).toEqual(refused(PLACEHOLDER_CODES.voucherExpired));
    expect(await remit(issue('cancelled').pin, 'o-3')).toEqual(refused(PLACEHOLDER_CODES.voucherCancelled));
    expect(await remit(issue('ok').pin, 'o-3', '50.01')).toEqual(refused(PLACEHOLDER_CODES.insufficientValue));
    expect(await remit(issue('ok').pin, 'o-3', '1,000.00')).toEqual(refused(PLACEHOLDER_CODES.invalidRequest));
    expect(await checkRemit('o-3')).toEqual(refused(PLACEHOLDER_CODES.remitNotFound));

    const unsigned = await raw('/api/v1/CheckRemitVoucher', { uniqueReference: 'o-1' }, 'signature');
    expect([unsigned.status, await unsigned.text()]).toEqual([401, '']);
    const anonymous = await fetch(`${address}/api/v1/CheckRemitVoucher`, {
      method: 'POST',
      body: new URLSearchParams(),
    });
    expect(anonymous.status).toBe(401);
  });

  it.each(['drop_after_taking', 'error_after_taking', 'garbage_reply', 'timeout_after_taking'] as const)(
    '%s: the value is gone, and CheckRemitVoucher says so',
    async (scenario) => {
      const { pin } = issue(scenario);
      const client = new AbortController();
      const lost = raw('/api/v1/RemitVoucher', remitFields(pin, scenario, '20.00'), 'hash', client.signal)
        .then(async (reply) => (reply.ok ? await reply.json() : Promise.reject(new Error('5xx'))))
        .catch(() => 'lost');
      while (books.find(TYPE, pin)?.taken.length === 0) await new Promise(setImmediate);
      if (scenario === 'timeout_after_taking') client.abort();
      expect(await lost).toBe('lost');
      expect((await checkRemit(scenario))[1]).toMatchObject({ success: 'true', voucherAmount: '20.0000' });
    },
  );

  it('plays slow_then_ok, drop_before_taking and late', async () => {
    expect((await remit(issue('slow_then_ok').pin, 'o-5'))[1]).toMatchObject({ success: 'true' });

    const dropped = issue('drop_before_taking');
    await expect(remit(dropped.pin, 'o-6')).rejects.toThrow();
    expect(await checkRemit('o-6')).toEqual(refused(PLACEHOLDER_CODES.remitNotFound));
    expect(await checkRemit('o-6')).toEqual(refused(PLACEHOLDER_CODES.remitNotFound));
    expect((await remit(dropped.pin, 'o-6'))[1]).toMatchObject({ success: 'true' });

    const late = issue('late');
    await expect(remit(late.pin, 'o-7')).rejects.toThrow();
    expect(books.find(TYPE, late.pin)?.taken).toEqual([]);
    expect(await checkRemit('o-7')).toEqual(refused(PLACEHOLDER_CODES.remitNotFound));
    expect((await checkRemit('o-7'))[1]).toMatchObject({ success: 'true', voucherAmount: '50.0000' });
    expect(books.find(TYPE, late.pin)?.taken).toHaveLength(1);
  });

  it('sells a voucher, shows the sale by reference, and lets it be confirmed or undone', async () => {
    const at = '/api/reseller/v1';
    const order = {
      branch: '1',
      cashier: '1',
      uniqueReference: 'i-1',
      value: '1234.50',
      vendorCode: TEST_CREDENTIALS.issuingVendorCode,
    };
    expect(await call(`${at}/CheckVoucher`, { uniqueReference: 'i-1' })).toEqual(
      refused(PLACEHOLDER_CODES.saleNotFound),
    );
    const [, sold] = await call(`${at}/GetVoucher`, order);
    const voucher = JSON.parse(String(sold['voucher'])) as Record<string, string>;
    expect(voucher).toMatchObject({ amount: '1,234.50', pin: expect.stringMatching(/^\d{12}$/) as string });
    expect((await call(`${at}/CheckVoucher`, { uniqueReference: 'i-1' }))[1]['voucher']).toBe(sold['voucher']);
    expect((await call(`${at}/ConfirmVoucher`, { uniqueReference: 'i-1' }))[1]).toMatchObject({ success: 'true' });
    expect((await call(`${at}/RejectVoucher`, { uniqueReference: 'i-1' }))[1]).toMatchObject({ success: 'false' });
    expect(books.find(TYPE, String(voucher['pin']))).toMatchObject({
      status: 'active',
      value: 123450,
      issued_for: 'i-1',
    });

    await call(`${at}/GetVoucher`, { ...order, uniqueReference: 'i-2' });
    expect((await call(`${at}/RejectVoucher`, { uniqueReference: 'i-2' }))[1]).toMatchObject({ success: 'true' });
    expect(books.findBy(TYPE, (candidate) => candidate.issued_for === 'i-2')).toMatchObject({ status: 'cancelled' });
    expect(books.snapshot().calls.at(-1)).toMatchObject({ operation: 'reject_issued', reference: 'i-2' });
  });
});
