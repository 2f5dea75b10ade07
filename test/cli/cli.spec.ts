// The command line as it is installed: the built program, in processes of its own.
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeyJournal } from '../../src/auth/key-journal';
import { parseKey } from '../../src/auth/keys';
import { SCHEMA_VERSION } from '../../src/store/sqlite/engine/migrations';
import { Desk, ended, firstKey, lastLine, statusWith } from './program';

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(120_000);

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

const start = (args: readonly string[], env?: Record<string, string>) => desk.start(args, env);
const run = (args: readonly string[], env?: Record<string, string>) => desk.run(args, env);

test('serve: takes keys that are made meanwhile, and stops politely', async () => {
  const server = start(['serve']);
  const url = await server.listens();
  const first = firstKey(desk.folder);
  expect(server.out).toMatch(/curl http:\S+\/v1\/redemptions/);
  expect(await statusWith(first, url)).toBe(200);

  const made = await run(['keys', 'create', '--create', '--account', 'Corner Shop', '--type', 'publishable']);
  expect(made.code).toBe(0);
  const key = lastLine(made.out);
  expect(parseKey(key)).toEqual({ livemode: false, type: 'publishable' });

  const listed = await run(['keys', 'list', '--account', 'Corner Shop']);
  expect(listed.out).toContain('publishable');
  expect(listed.out).not.toContain(key);
  const id = /key_[0-9a-f]{24}/.exec(listed.out)?.[0] ?? '';
  expect(await statusWith(key, url)).toBe(200);
  expect(await run(['keys', 'revoke', id])).toMatchObject({ code: 0 });
  // The server has just seen the key, and may remember it for a moment.
  while ((await statusWith(key, url)) === 200);
  expect(await statusWith(key, url)).toBe(403);

  expect(await ended(server.child, 'SIGINT')).toBe(0);
});

test('without a command the program serves, as `nest start` and a container that names only the program expect', async () => {
  const server = start([]);
  expect((await fetch(`${await server.listens()}/health/ready`)).status).toBe(200);
  expect(await ended(server.child, 'SIGTERM')).toBe(0);
});

test('serve: bad configuration is told in full, and ends with 1', async () => {
  const { code, out, err } = await run(['serve'], { PORT: 'x', VOUCH_ASK_AFTER: 'soon', VOUCH_PORT: '1' });
  expect(code).toBe(1);
  expect(out).toBe('');
  for (const name of ['PORT must be', 'VOUCH_ASK_AFTER must be', 'VOUCH_PORT is not a variable']) {
    expect(err).toContain(name);
  }
  expect(err).not.toContain('    at ');
});

test('simulators: a process of their own, whose books a server finds and outlives', async () => {
  const simulators = start(['simulators', '--port', '0', '--file', 'books.jsonl']);
  const control = await simulators.says(/control (http:\S+)/);
  await simulators.says(/blu (http:\S+)/);
  const server = start(['serve'], { VOUCH_SIMULATORS_URL: control });
  const url = await server.listens();
  const key = firstKey(desk.folder);
  const post = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<
      Record<string, unknown>
    >;
  };
  const { pin } = await post('/v1/test_helpers/vouchers', { type: 'vouchers.blu', amount: 500 });
  const order = { type: 'vouchers.blu', source: { token: pin }, amount: 500, currency: 'ZAR' };
  expect(await post('/v1/redemptions', order)).toMatchObject({ outcome: 'paid' });
  await ended(server.child, 'SIGKILL');
  const books = (await (await fetch(`${control}/books`)).json()) as { vouchers: { pin: string; status: string }[] };
  expect(books.vouchers.find((voucher) => voucher.pin === pin)).toMatchObject({ status: 'redeemed' });
  expect(await ended(simulators.child, 'SIGTERM')).toBe(0);
});

test('the small commands: users, migrate, and what was asked wrongly', async () => {
  const version = String(SCHEMA_VERSION);
  const upToDate = 'sqlite: the schema is up to date';
  expect((await run(['migrate'])).out).toContain(`${upToDate} (version before: none, now: ${version})`);
  expect((await run(['migrate'])).out).toContain(`${upToDate} (version before: ${version}, now: ${version})`);
  const user = await run(['users', 'create', '--email', 'Thandi@example.com']);
  expect(user).toMatchObject({ code: 0 });
  expect(lastLine(user.out)).toMatch(/^[A-Za-z0-9_-]{20}$/);
  const twice = await run(['users', 'create', '--email', 'thandi@example.com']);
  expect(twice).toMatchObject({ code: 1, out: '' });
  expect(twice.err).toBe('vouch: thandi@example.com is a user already\n');
  // Listed beside her it would look like her, or clear the screen.
  for (const unseen of ['\u200b', '\u001b[2J'])
    expect((await run(['users', 'create', '--email', `thandi${unseen}@example.com`])).code).toBe(2);
  const users = async () => {
    const { out } = await run(['users', 'list']);
    return out
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/ {2,}/g, '|').split('|').slice(2, 6));
  };
  expect(await users()).toEqual([['thandi@example.com', 'admin', 'invited', 'no']]);
  // Whoever has a shell may take the last admin away, and bring one back.
  expect((await run(['users', 'role', 'Thandi@example.com', 'viewer'])).out).toBe(
    'thandi@example.com is viewer, invited\n',
  );
  expect((await run(['users', 'disable', 'thandi@example.com'])).out).toContain('disabled');
  expect((await users())[0]?.slice(0, 3)).toEqual(['thandi@example.com', 'viewer', 'disabled']);
  expect((await run(['users', 'enable', 'thandi@example.com'])).out).toContain('invited');
  const reset = await run(['users', 'reset', 'thandi@example.com']);
  expect(lastLine(reset.out)).toMatch(/^[A-Za-z0-9_-]{20}$/);
  expect(lastLine(reset.out)).not.toBe(lastLine(user.out));
  expect((await run(['users', 'reset', 'nobody@example.com'])).code).toBe(1);
  expect((await run(['users', 'role', 'thandi@example.com', 'owner'])).code).toBe(2);
  const [unknown, badMode, nonsense, badPort, help] = await Promise.all([
    run(['keys', 'revoke', 'key_000000000000000000000000']),
    run(['keys', 'create', '--mode', 'prod']),
    run(['nonsense']),
    run(['simulators', '--port', '65535']),
    run(['--help']),
  ]);
  expect(unknown).toMatchObject({ code: 1, err: 'vouch: there is no key key_000000000000000000000000\n' });
  expect(badMode).toMatchObject({ code: 2, out: '' });
  expect(nonsense).toMatchObject({ code: 2 });
  expect(badPort).toMatchObject({ code: 2 });
  expect(help.code).toBe(0);
  for (const name of ['serve', 'keys', 'users', 'simulators', 'migrate']) expect(help.out).toContain(name);
});

test('a command goes on where nobody reads any more what it says', async () => {
  const running = desk.start(['migrate']);
  running.child.stdout?.destroy();
  expect([await ended(running.child), running.err]).toEqual([0, '']);
});

test('keys: who made and revoked which is written down, also where a restored store forgets it', async () => {
  expect((await run(['migrate'])).code).toBe(0);
  const made = await run(['keys', 'create', '--create', '--account', 'Corner Shop', '--mode', 'live'], {
    SUDO_USER: 'alice',
  });
  const id = /key_[0-9a-f]{24}/.exec(made.err)?.[0] ?? '';
  // Twice is once.
  for (let times = 0; times < 2; times += 1) expect((await run(['keys', 'revoke', id])).code).toBe(0);
  expect((await run(['keys', 'revoke', 'key_000000000000000000000000'])).code).toBe(1);
  const file = join(desk.folder, 'data', 'keys.log');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  appendFileSync(file, '{"at":"torn');
  await run(['keys', 'create', '--create']);
  const journal = readKeyJournal(file) ?? [];
  const of = { account: 'Corner Shop', mode: 'live', type: 'secret', key_id: id };
  expect(journal).toEqual([
    expect.objectContaining({ ...of, event: 'key_created', by: expect.stringMatching(/\(sudo by alice\)@/) as string }),
    expect.objectContaining({ ...of, event: 'key_revoked', by: expect.stringMatching(/^\S+@\S+$/) as string }),
    expect.objectContaining({ event: 'key_created', account: 'default', mode: 'test' }),
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain(lastLine(made.out));
  const listed = (await run(['keys', 'list', '--account', 'Corner Shop'])).out;
  for (const { by } of journal.slice(0, 2)) expect(listed).toContain(by);

  // Where nothing can be written, a key is revoked all the same.
  rmSync(file);
  mkdirSync(file);
  const last = /key_[0-9a-f]{24}/.exec((await run(['keys', 'list', '--account', 'default'])).out)?.[0] ?? '';
  const revoked = await run(['keys', 'revoke', last]);
  expect(revoked).toMatchObject({ code: 0, out: `${last} is revoked\n` });
  expect(revoked.err).toContain('keys.log cannot be written (EISDIR)');
});

test('reseal: counts by key, seals anew while a server runs, and lets the old key leave', async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64')) as [string, string];
  const keys = (...ring: string[]) => ({ VOUCH_SECRET_KEY: ring.join(',') });
  const first = start(['serve'], keys(old));
  const url = await first.listens();
  const redeem = (at: string) =>
    fetch(`${at}/v1/redemptions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${firstKey(desk.folder)}`,
        'content-type': 'application/json',
        'idempotency-key': 'one',
      },
      body: JSON.stringify({
        type: 'vouchers.one_voucher',
        source: { pin: '1115684091419838' },
        amount: 1500,
        currency: 'ZAR',
      }),
    }).then((reply) => reply.json());
  const paid = await redeem(url);
  expect(await ended(first.child, 'SIGTERM')).toBe(0);

  const server = start(['serve'], keys(fresh, old));
  await server.listens();
  const counted = await run(['reseal', '--count'], keys(fresh, old));
  expect(counted.code).toBe(0);
  expect(counted.out).toMatch(/^KEY +USE +UNSETTLED +SETTLED\n[0-9a-f]{8} +seals +0 +0\n[0-9a-f]{8} +opens +0 +1\n$/);
  expect((await run(['reseal', '--dry-run'], keys(fresh, old))).out).toBe(counted.out);
  const done = await run(['reseal'], keys(fresh, old));
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toMatch(/sealed anew: 1\n[\s\S]*seals +0 +1\n[0-9a-f]{8} +opens +0 +0\n$/);
  expect(await ended(server.child, 'SIGTERM')).toBe(0);

  // The key that left is wanted no more, and one that comes alone is refused.
  writeFileSync(join(desk.folder, 'keys.txt'), `${fresh}\n`, { mode: 0o600 });
  const alone = start(['serve'], { VOUCH_SECRET_KEY_FILE: 'keys.txt' });
  expect(await redeem(await alone.listens())).toEqual(paid);
  expect(await ended(alone.child, 'SIGTERM')).toBe(0);
  const lacking = await run(['reseal'], keys(old));
  expect(lacking.code).toBe(1);
  expect(lacking.out).toMatch(/is not here +0 +1/);
});
