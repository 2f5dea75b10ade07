// `vouch demo` as built, on both engines: it tells fifteen stories and ends well, or says what differs and ends with 1.
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { vouch } from '../reconcile/vouch';

jest.setTimeout(90_000);

async function tour(databaseUrl: string | undefined): Promise<void> {
  const { code, out, errors } = await vouch(['demo'], databaseUrl);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out.match(/the whole voucher: took R50\.00/g)).toHaveLength(3);
  expect(out.match(/exactly once/g)).toHaveLength(3);
  expect(out).toContain('Every cent is where it should be.');
}

test('the tour on a store of its own', () => tour(undefined));

test('a server that is not there is an error, not a tour', async () => {
  const { code } = await vouch(['demo', '--url', 'http://127.0.0.1:9', '--key', 'sk_test_none'], undefined);
  expect(code).toBe(1);
  expect((await vouch(['demo', '--url', 'http://127.0.0.1:9'], undefined)).code).toBe(2);
});

describeWithMongo('the tour on MongoDB', () => {
  test('ends well', async () => tour(await freshMongoUrl()));
});
