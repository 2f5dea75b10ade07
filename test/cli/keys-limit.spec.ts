// An account's keys have a bound: a script that makes keys in a circle is stopped.
import { join } from 'node:path';
import { makeKey } from '../../src/auth/bootstrap';
import { MOST_KEYS } from '../../src/core/accounts/account';
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import { Desk, lastLine } from './program';

jest.setTimeout(120_000);

test('keys create: an account may have a thousand keys that are not revoked', async () => {
  const desk = new Desk();
  const create = () => desk.run(['keys', 'create', '--create', '--account', 'Busy']);
  expect((await create()).code).toBe(0);
  const store = await openStore(`sqlite:${join(desk.folder, 'data', 'vouch.db')}`);
  const clock = new SystemClock();
  const account = await store.accounts.findAccountByName('Busy');
  if (!account) throw new Error('It was made');
  const keys = Array.from(
    { length: MOST_KEYS - 1 },
    () => makeKey(account, 'test', 'secret', new RandomIds(clock), clock).key,
  );
  await Promise.all(keys.map((key) => store.accounts.insertKey(key)));
  const refused = await create();
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('has 1000 keys that are not revoked: revoke one first');
  await store.accounts.revokeKey(keys[0]?.id ?? '', clock.now());
  await store.close();
  expect(lastLine((await create()).out)).toMatch(/^sk_test_/);
  await desk.clear();
});
