// `npm start` ended from outside: npm stands between the sender of a signal and the server, and a shell between npm and that. Whatever
// is told to end, no server stays behind on the port.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLU } from '../api/world';
import { Running } from '../cli/program';

const ROOT = join(__dirname, '../..');

/** npm, a look at the sources, and a cold start. */
jest.setTimeout(180_000);

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  if (!existsSync(join(ROOT, 'dist/src/main.js'))) throw new Error('Build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'vouch-npm-'));
});
afterEach(() => {
  // The whole group: what a failed spec leaves behind is all of it.
  if (child?.pid !== undefined) killGroup(child.pid);
  child = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

function run(command: string, args: readonly string[], cwd = ROOT): Running {
  const { PATH, HOME } = process.env;
  const env = { ...(PATH === undefined ? {} : { PATH }), ...(HOME === undefined ? {} : { HOME }) };
  child = spawn(command, args, {
    cwd,
    // A group of its own, so that no signal reaches more than the one process it is sent to.
    detached: true,
    env: { ...env, PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: `sqlite:${join(folder, 'vouch.db')}` },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Running(child);
}

/** Resolves once nothing listens there any more. */
async function closed(url: string): Promise<void> {
  await until(() => isClosed(url));
}

function isClosed(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const answer = (isClosedNow: boolean) => () => {
      socket.destroy();
      resolve(isClosedNow);
    };
    socket.once('connect', answer(false)).once('error', answer(true));
  });
}

const polite = /SIG(?:TERM|INT): finishing what is under way/;

it('SIGTERM to npm ends the server behind it, politely', async () => {
  const running = run('npm', ['start']);
  const url = await running.listens();
  running.child.kill('SIGTERM');
  await closed(url);
  await until(() => polite.test(running.err));
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  '%s to all of them at once is one signal: what is under way is finished',
  async (signal) => {
    const running = run('npm', ['start']);
    const url = await running.listens();
    const kept = readFileSync(join(folder, 'first-boot.txt'), 'utf8');
    const key = /secret test key +(\S+)/.exec(kept)?.[1] ?? '';
    const call = async (path: string, body?: object) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const reply = await fetch(
        `${url}/v1/${path}`,
        body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
      );
      return (await reply.json()) as { pin: string; outcome: string; data: object[] };
    };
    const { pin } = await call('test_helpers/vouchers', { type: BLU, amount: 500, scenario: 'slow_then_ok' });
    const slow = call('redemptions', { type: BLU, source: { token: pin } });
    await until(async () => (await call('redemptions')).data.length === 1);
    // As a terminal does with Ctrl-C, and a service manager that stops a unit.
    process.kill(-running.child.pid!, signal);
    expect((await slow).outcome).toBe('paid');
    await closed(url);
  },
);

it('SIGTERM to npm ends a server that `npm run vouch` started, and its simulators', async () => {
  const running = run('npm', ['run', 'vouch', '--', 'serve']);
  const url = await running.listens();
  const simulator = await running.says(/blu (http:\S+)/);
  running.child.kill('SIGTERM');
  await closed(url);
  await closed(simulator);
});

it('started in any other way it outlives the shell that started it', async () => {
  const running = run('sh', ['-c', 'node dist/src/main.js serve & echo "server $!"; read wait']);
  const url = await running.listens();
  running.child.stdin?.end('go\n');
  await until(() => running.child.exitCode !== null);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  const pid = Number(/server (\d+)/.exec(running.out)?.[1]);
  process.kill(pid, 'SIGTERM');
  await closed(url);
});

it('without what builds it runs the build that is there, and says what to do where there is none', async () => {
  const checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  // The modules are found from where the build really is. From the copy of what builds, nothing is.
  const folders = ['src', 'adapters', 'client', 'dist', 'docs', 'examples', 'web'];
  const pages = ['.env.example', ...readdirSync(ROOT).filter((name) => name.endsWith('.md'))];
  for (const name of [...folders, ...pages, 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'])
    symlinkSync(join(ROOT, name), join(checkout, name));
  for (const name of ['build.mjs', 'package.json', 'package-lock.json'])
    copyFileSync(join(ROOT, name), join(checkout, name));
  const served = async () => {
    const running = run('npm', ['start'], checkout);
    const url = await running.listens();
    killGroup(running.child.pid!);
    await closed(url);
    return running.err;
  };
  expect(await served()).toBe('');
  appendFileSync(join(checkout, 'package-lock.json'), '\n');
  expect(await served()).toBe(
    'note: dist is not a build of what is here, and what builds is not installed: running it as it is\n',
  );

  rmSync(join(checkout, 'dist'));
  const running = run('npm', ['start'], checkout);
  await until(() => running.child.exitCode !== null);
  expect(running.child.exitCode).toBe(1);
  expect(running.err).toContain('There is no build in dist, and what builds is not installed');
  expect(running.err).not.toContain('    at ');
});

it('an edit of a page of the documentation builds the documentation alone', async () => {
  const checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  // Of what is written to, and of what finds its way by where it lies, a copy.
  for (const name of ['dist', 'docs', 'web', 'build.mjs', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  const others = ['src', 'adapters', 'client', 'examples', 'node_modules', '.env.example', 'nest-cli.json'];
  const pages = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  for (const name of [...others, ...pages, 'tsconfig.json', 'tsconfig.build.json'])
    symlinkSync(join(ROOT, name), join(checkout, name));
  const build = async (...args: string[]) => {
    const running = run(process.execPath, ['build.mjs', ...args], checkout);
    await until(() => running.child.exitCode !== null);
    return [running.child.exitCode, running.err];
  };
  expect(await build('--is-built')).toEqual([0, '']);
  const program = statSync(join(checkout, 'dist/src/main.js')).mtimeMs;
  appendFileSync(join(checkout, 'docs/go-live.md'), '\nOne more sentence.\n');
  expect(await build('--is-built')).toEqual([1, '']);
  expect(await build('--if-changed')).toEqual([
    0,
    expect.stringMatching(/^building docs …\n {2}docs: built after \d+ s\n$/),
  ]);
  expect(readFileSync(join(checkout, 'dist/web/docs/go-live.html'), 'utf8')).toContain('One more sentence.');
  expect(statSync(join(checkout, 'dist/src/main.js')).mtimeMs).toBe(program);
  expect(await build('--if-changed')).toEqual([0, '']);
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
