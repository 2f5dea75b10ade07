// A fourth provider is one folder, its place in the registry, and nothing else: made in a copy of the project; at full size checked
// there by compiler and lint, built too, and redeemed with. `.slow` in the name lets a run leave it out:
// `jest --testPathIgnorePatterns '\.slow\.'`.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ended, firstKey, Running } from '../cli/program';
import { shellBlocksOf } from '../tools/shell-blocks';

const ROOT = join(__dirname, '../..');
const NAME = 'gift-card';
const TYPE = 'vouchers.gift_card';

// It builds the project and type-checks it on a machine that runs other specs at the same time.
jest.setTimeout(300_000);

const run = promisify(execFile);
const children: ChildProcess[] = [];
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'vouch-fourth-'));
  const listed = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  // A file that is deleted and not committed yet is still listed.
  for (const file of listed.filter((name) => name !== '' && existsSync(join(ROOT, name))))
    cpSync(join(ROOT, file), join(copy, file));
  git(copy, 'init', '--quiet');
  git(copy, 'add', '--all');
  git(copy, '-c', 'user.name=test', '-c', 'user.email=test@vouch.example', 'commit', '--quiet', '-m', 'before');
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(async () => {
  await Promise.all(children.map((child) => ended(child, 'SIGKILL')));
  rmSync(copy, { recursive: true, force: true });
});

function git(cwd: string, ...args: string[]): string {
  // The project's own hooks and settings have no say in a copy.
  return execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd, encoding: 'utf8' });
}

/** Without what jest sets for its own workers. */
function environment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, LOG_LEVEL: 'error' };
}

/** Runs a program of the project in the copy. Rejects, with all it said, where it fails. */
async function tool(path: string, ...args: string[]): Promise<void> {
  const started = run(process.execPath, [join('node_modules', path), ...args], { cwd: copy, env: environment() });
  await started.catch((error: unknown) => {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${path} failed: ${stdout}${stderr}`);
  });
}

/** What the guide says to type: the first command makes the adapter, the second one tests it. */
const COMMANDS = shellBlocksOf('docs/adding-a-provider.md').join('\n').split('\n');
const [MAKE = '', TEST = ''] = COMMANDS;

it('is one command', async () => {
  expect(COMMANDS).toEqual([`npm run new-provider ${NAME}`, `npx jest adapters/${NAME}`]);
  await run('bash', ['-c', MAKE], { cwd: copy, env: environment() });
  const template = readdirSync(join(copy, 'templates/provider'), { recursive: true });
  expect(readdirSync(join(copy, 'adapters', NAME), { recursive: true }).sort()).toEqual(template.sort());
});

it('adds its folder and its registration, and touches no other file', () => {
  const status = git(copy, 'status', '--porcelain').split('\n').sort();
  const ownFolder = `?? adapters/${NAME}/`;
  expect(status.filter((line) => line !== '' && line !== '?? node_modules')).toEqual([
    ' M .env.example',
    ' M adapters/index.ts',
    // Generated: its source is a member of the union of sources.
    ' M client/src/generated/api.ts',
    ownFolder,
  ]);
  const list = /^export const PROVIDERS.*$/m.exec(readFileSync(join(ROOT, 'adapters/index.ts'), 'utf8'))?.[0] ?? '';
  const registry = git(copy, 'diff', '--unified=0', 'adapters/index.ts').split('\n').slice(4);
  expect(registry.filter((line) => /^[+-]/.test(line))).toEqual([
    `+import giftCard from './${NAME}';`,
    `-${list}`,
    `+${list.replace('];', ', giftCard];')}`,
  ]);
  const settings = git(copy, 'diff', '--unified=0', '.env.example').split('\n').slice(4);
  expect(settings.filter((line) => line.startsWith('-'))).toEqual([]);
  expect(settings.filter((line) => /^\+# [A-Z_]+=/.test(line))).toHaveLength(4);
});

it('passes its types, its lint and its own specs as generated', async () => {
  const folder = join('adapters', NAME);
  // With all that it imports. The build has checked the rest of the project with the new provider in it.
  const narrow = { extends: './tsconfig.json', include: [folder, 'adapters/index.ts'] };
  writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify(narrow));
  await Promise.all([
    tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.new.json'),
    tool('eslint/bin/eslint.js', '--parser-options', 'project:./tsconfig.new.json', folder, 'adapters/index.ts'),
    run('bash', ['-c', TEST], { cwd: copy, env: environment() }),
  ]);
  await tool('prettier/bin/prettier.cjs', '--check', folder, 'adapters/index.ts');
});

it('is served: a voucher of its type is paid', async () => {
  await run('npm', ['run', 'build', '--', '--if-changed'], { cwd: copy, env: environment() });
  const database = `sqlite:${join(copy, 'data', 'vouch.db')}`;
  const env = { ...environment(), PORT: '0', DATABASE_URL: database };
  const child = spawn(process.execPath, ['dist/src/main.js', 'serve'], { cwd: copy, env });
  children.push(child);
  const server = new Running(child);
  const url = await server.listens();
  const key = firstKey(copy);

  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': path };
    const reply = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await reply.json()) as { source: object };
  };
  const { source } = await post('/v1/test_helpers/vouchers', { type: TYPE, amount: 1900 });
  const redemption = await post('/v1/redemptions', { type: TYPE, source, amount: 1500, currency: 'ZAR' });
  expect(redemption).toMatchObject({
    type: TYPE,
    outcome: 'paid',
    redeemed_amount: 1500,
    change_voucher: { amount: 400, delivery: 'inline' },
  });
  expect(await ended(child, 'SIGINT')).toBe(0);
});

it('refuses a second provider of the same name, and a name that cannot be one', async () => {
  for (const name of [NAME, 'Gift_Card', 'new', 'kit', '../elsewhere']) {
    const refused = run('npm', ['run', 'new-provider', name], { cwd: copy, env: environment() });
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('new-provider: ') as string,
    });
  }
});

it('is part of the tour, although it cannot give value back', async () => {
  const demo = await run(process.execPath, ['dist/src/main.js', 'demo'], { cwd: copy, env: environment() });
  expect(demo.stdout).toContain('this provider offers no way to give value back');
  expect(demo.stdout).toContain('Every cent is where it should be.');
});
