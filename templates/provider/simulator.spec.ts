// The simulated Sample Voucher host over a real socket. No adapter is involved.
import { createBooks } from '../../adapters/kit/simulator/books';
import { simulator } from './simulator';
import { TEST_CREDENTIALS } from './test-credentials';

const TYPE = 'vouchers.sample_voucher';

describe('Sample Voucher simulator', () => {
  const books = createBooks();
  const host = simulator(books);
  let address = '';

  beforeAll(async () => {
    address = `http://127.0.0.1:${await host.listen(0)}/redemptions`;
  });
  afterAll(() => host.close());

  async function call(path: string, body?: object, apiKey: string = TEST_CREDENTIALS.apiKey) {
    const reply = await fetch(address + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: reply.status, json: await reply.json() };
  }

  it('takes a part once, gives change, and remembers it', async () => {
    const { pin } = books.issue({ type: TYPE, value: 5000, pinLength: 16 });
    const first = await call('', { key: 's-1', pin, cents: 1200 });
    expect(first).toMatchObject({ status: 200, json: { key: 's-1', taken_cents: 1200, change: { cents: 3800 } } });
    expect(await call('?key=s-1')).toEqual(first);
    expect(await call('', { key: 's-2', pin, cents: 0 })).toMatchObject({ status: 422, json: { error: 'SPENT' } });
    expect(books.find(TYPE, pin)?.taken).toMatchObject([{ reference: 's-1', amount: 1200 }]);
  });

  it('checks credentials and bodies, and takes nothing from either', async () => {
    const { pin } = books.issue({ type: TYPE, value: 5000, pinLength: 16 });
    expect(await call('', { key: 's-3', pin, cents: 0 }, 'wrong')).toMatchObject({ status: 401 });
    expect(await call('', { key: 's-3', pin })).toMatchObject({ status: 400 });
    expect(await call('?key=s-3')).toMatchObject({ status: 422, json: { error: 'NO_SUCH_REDEMPTION' } });
    expect(books.find(TYPE, pin)?.taken).toEqual([]);
  });
});
