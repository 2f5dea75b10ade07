// What the command line says to a person who gets something wrong at the door: one line that names it and the way out,
// no stack, and nothing made or changed.
import { once } from 'node:events';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newKey } from '../../src/auth/keys';
import { Desk, ended, firstKey, lastLine, statusWith } from './program';

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(120_000);

let desk: Desk;
let other: Server;
let port: string;

beforeEach(async () => {
  desk = new Desk();
  other = createServer((_request, reply) => reply.end('<h1>It works!</h1>')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  port = String((other.address() as AddressInfo).port);
});
afterEach(async () => {
  other.closeAllConnections();
  other.close();
  await desk.clear();
});

const KEY = newKey('test', 'secret').text;

test('demo: a wrong address, a server that is not Vouch, a key that opens nothing', async () => {
  const demo = (url: string, key: string) => desk.run(['demo', '--url', url, '--key', key]);
  const nobody = await demo('http://127.0.0.1:9', KEY);
  expect(nobody).toMatchObject({ code: 1, out: '' });
  expect(nobody.err).toMatch(/^vouch: no Vouch answers at http:\/\/127\.0\.0\.1:9 \(\S.*\): .*\n$/);
  const stranger = await demo(`http://127.0.0.1:${port}`, KEY);
  expect(stranger).toMatchObject({ code: 1, out: '' });
  expect(stranger.err).toMatch(/^vouch: what answers at \S+ is not Vouch \(it said 200\)\n$/);

  const server = desk.start(['serve']);
  const url = await server.listens();
  const unknown = await demo(url, KEY);
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toMatch(/^vouch: \S+ does not take this key: key_invalid, .*\n$/);

  expect(await demo('localhost:3000', KEY)).toMatchObject({ code: 2, out: '' });
  expect(await demo(url, newKey('live', 'secret').text)).toMatchObject({ code: 2, out: '' });
});

test('serve: a port that is taken is told once, with the variable that chooses another', async () => {
  const inUse = new RegExp(`^vouch: port ${port} on 127\\.0\\.0\\.1 is in use: .*, such as `);
  const main = await desk.run(['serve'], { PORT: port });
  expect(main).toMatchObject({ code: 1, out: '' });
  expect(main.err).toMatch(inUse);
  expect(main.err).toMatch(/ PORT=\d+\n$/);
  const metrics = await desk.run(['serve'], { VOUCH_METRICS_PORT: port });
  expect(metrics).toMatchObject({ code: 1, out: '' });
  expect(metrics.err).toMatch(inUse);
  expect(metrics.err).toMatch(/ VOUCH_METRICS_PORT=\d+\n$/);
  const simulators = await desk.run(['simulators', '--port', port]);
  expect(simulators).toMatchObject({ code: 1, out: '' });
  expect(simulators.err).toMatch(/^vouch: port \d+ on 127\.0\.0\.1 is in use: .*, such as --port \d+\n$/);
  const host = await desk.run(['serve'], { HOST: '192.0.2.1', PORT: '3000' });
  expect(host.err).toMatch(/^vouch: HOST=192\.0\.2\.1 is no address of this machine/);
  expect(readdirSync(desk.folder)).toEqual([]);
});

test('a mistyped DATABASE_URL: what reads refuses it, what makes says so', async () => {
  const env = { DATABASE_URL: 'sqlite:dta/vouch.db' };
  const missing = join(desk.folder, 'dta', 'vouch.db');
  const readers = [
    ['keys', 'list'],
    ['keys', 'revoke', 'key_000000000000000000000000'],
  ];
  for (const args of readers) {
    const { code, out, err } = await desk.run(args, env);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^vouch: there is no store at \S+: is DATABASE_URL right\?.*\n$/);
    expect(err).toContain(missing);
  }
  const compared = await desk.run(['reconcile', '--provider', 'ott', '--statement', 'none.csv'], env);
  expect(compared).toMatchObject({ code: 2, out: '' });
  expect(compared.err).toContain(`there is no store at ${missing}`);
  expect(existsSync(join(desk.folder, 'dta'))).toBe(false);

  const made = await desk.run(['keys', 'create'], env);
  expect(made).toMatchObject({ code: 0 });
  expect(made.err).toContain(`there was no store at ${missing}`);
  expect(lastLine(made.out)).toMatch(/^sk_test_/);
  const again = await desk.run(['users', 'create', '--email', 'thandi@example.com'], env);
  expect(again.err).not.toContain('there was no store');
  expect((await desk.run(['keys', 'list'], env)).out).toContain('sk_test_');
});

test('a live key says what it will lack, and is made all the same', async () => {
  const create = (env: Record<string, string>) => desk.run(['keys', 'create', '--mode', 'live'], env);
  const bare = await create({});
  expect(bare).toMatchObject({ code: 0 });
  expect(lastLine(bare.out)).toMatch(/^sk_(?!test_)/);
  expect(bare.err).toContain('VOUCH_SECRET_KEY is not set, and no provider has all its live variables');
  const whole = await create({
    VOUCH_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    ONE_VOUCHER_API_KEY: 'c2VjcmV0',
    ONE_VOUCHER_ACCOUNT_NUMBER: '1234-5678',
  });
  expect(whole.err).not.toContain('note:');
  expect((await desk.run(['keys', 'create'])).err).not.toContain('note:');
});

test('a first start that cannot keep its secrets makes none', async () => {
  mkdirSync(join(desk.folder, 'data', 'first-boot.txt'), { recursive: true });
  const failed = await desk.run(['serve']);
  expect(failed.code).toBe(1);
  expect(failed.err).toMatch(
    /^vouch: the first keys cannot be written to \S+first-boot.txt \(EISDIR\), so none were made/,
  );
  expect((await desk.run(['keys', 'list'])).out).not.toContain('key_');
  rmSync(join(desk.folder, 'data', 'first-boot.txt'), { recursive: true });
  const server = desk.start(['serve']);
  const url = await server.listens();
  expect(await statusWith(firstKey(desk.folder), url)).toBe(200);
  expect(await ended(server.child, 'SIGTERM')).toBe(0);
});

test('the first start says what the console user is for', async () => {
  const server = desk.start(['serve']);
  await server.listens();
  const file = join(desk.folder, 'data', 'first-boot.txt');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/console user +\S+@\S+\n +console password +\S+\n\n.*the choice of an own one/);
  // The log may go anywhere, so it says where the secrets are, and none of them.
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(server.out).toContain('data/first-boot.txt');
  for (const secret of text.match(/(?:[sp]k_test_\w+|(?<=password +)\S+)/g) ?? ['nothing'])
    expect(server.out + server.err).not.toContain(secret);
  const command = /^ {2}curl[\s\S]*?'$/m.exec(server.out)?.[0] ?? '';
  const { stdout } = spawnSync('bash', ['-c', command], { cwd: desk.folder, encoding: 'utf8' });
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'paid' });
  expect(await ended(server.child, 'SIGTERM')).toBe(0);
});
