// The command line as it is installed: the built program, in processes of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKey } from '../src/auth/keys';
import { SCHEMA_VERSION } from '../src/store/sqlite/migrations';

const PROGRAM = join(__dirname, '..', 'dist', 'src', 'cli', 'main.js');

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(120_000);

let folder: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  if (!existsSync(PROGRAM)) throw new Error('Build first: npm run build');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-cli-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => ended(child, 'SIGKILL')));
  rmSync(folder, { recursive: true });
});

class Running {
  out = '';
  err = '';
  readonly #waiting: (() => void)[] = [];

  constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#add('out', text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#add('err', text));
    child.on('exit', () => this.#add('err', ''));
  }

  #add(to: 'out' | 'err', text: string): void {
    this[to] += text;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** What the pattern's first group matches, once it does. Rejects where the program ends without saying it. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.out);
      if (match) return match[1] ?? match[0];
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.out}${this.err}`);
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }
}

function start(args: readonly string[], env: Record<string, string> = {}): Running {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { ...(PATH === undefined ? {} : { PATH }), PORT: '0', LOG_LEVEL: 'error', ...env },
  });
  children.push(child);
  return new Running(child);
}

function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('close', resolve);
    if (signal) child.kill(signal);
  });
}

async function run(args: readonly string[], env?: Record<string, string>) {
  const running = start(args, env);
  const code = await ended(running.child);
  return { code, out: running.out, err: running.err };
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

async function statusWith(key: string, url: string): Promise<number> {
  return (await fetch(`${url}/v1/redemptions/types`, { headers: { authorization: `Bearer ${key}` } })).status;
}

test('serve: two that start at once make one first boot, take keys made meanwhile, and stop politely', async () => {
  const servers = [start(['serve']), start(['serve'])];
  const urls = await Promise.all(servers.map((server) => server.says(/Vouch listens on (http:\S+)/)));
  const welcomes = servers.filter(({ out }) => out.includes('First boot'));
  expect(welcomes).toHaveLength(1);
  const first = /secret test key +(\S+)/.exec(welcomes[0]!.out)?.[1] ?? '';
  expect(welcomes[0]!.out).toMatch(/curl http:\S+\/v1\/redemptions/);
  for (const url of urls) expect(await statusWith(first, url)).toBe(200);

  const made = await run(['keys', 'create', '--account', 'Corner Shop', '--type', 'publishable']);
  expect(made.code).toBe(0);
  const key = lastLine(made.out);
  expect(parseKey(key)).toEqual({ livemode: false, type: 'publishable' });
  expect(await statusWith(key, urls[0]!)).toBe(200);

  const listed = await run(['keys', 'list', '--account', 'Corner Shop']);
  expect(listed.out).toContain('publishable');
  expect(listed.out).not.toContain(key);
  const id = /key_[0-9a-f]{24}/.exec(listed.out)?.[0] ?? '';
  expect(await run(['keys', 'revoke', id])).toMatchObject({ code: 0 });
  // The server that has just seen the key may remember it for a moment; the other one has not.
  expect(await statusWith(key, urls[1]!)).toBe(403);

  expect(await ended(servers[0]!.child, 'SIGTERM')).toBe(0);
  expect(await ended(servers[1]!.child, 'SIGINT')).toBe(0);
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
  const url = await server.says(/Vouch listens on (http:\S+)/);
  const key = /secret test key +(\S+)/.exec(server.out)?.[1] ?? '';
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
