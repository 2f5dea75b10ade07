// The package that `npm pack` makes: a folder that is empty but for it runs `npx vouch serve`. Installed from the registry at full
// size; else its modules are those of this checkout, and what is missing in the package is missing all the same.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, version } from '../../package.json';
import { Running } from '../cli/program';
import { FULL } from '../tools/scale';
import { redeemOnce, stopAt } from './redeem-once';

const ROOT = join(__dirname, '../..');
jest.setTimeout(FULL ? 600_000 : 180_000);

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  if (!existsSync(join(ROOT, bin.vouch))) throw new Error('Build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'vouch-package-'));
});
afterEach(() => {
  if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  child = undefined;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function pack(): Packed {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' })) as [Packed];
  return packed;
}

function install(file: string): void {
  if (FULL) {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `./${file}`], { cwd: folder });
    return;
  }
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (!name.startsWith('.') && name !== 'vouch') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  mkdirSync(join(modules, 'vouch'));
  execFileSync('tar', ['-xzf', file, '--strip-components=1', '-C', join(modules, 'vouch')], { cwd: folder });
  // As npm does with what a package names as a program.
  chmodSync(join(modules, 'vouch', bin.vouch), 0o755);
  symlinkSync(join('..', 'vouch', bin.vouch), join(modules, '.bin', 'vouch'));
}

it('is installed in an empty folder, and runs', async () => {
  const { filename, files, unpackedSize } = pack();
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', '.env.example', bin.vouch]));
  // No tests, no settings of whoever packed it, and nothing to debug it by.
  expect(
    paths.filter((path) => /(?:^|\/)(?:test|node_modules|data)\/|\.map$|\.spec\.|\.env$|\.key$/.test(path)),
  ).toEqual([]);
  // Half of it are the pages: the documentation, the till and the console.
  expect(unpackedSize).toBeLessThan(9_500_000);
  install(filename);
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? folder, PORT: '0', LOG_LEVEL: 'error' };
  const npx = (...args: string[]) => execFileSync('npx', ['vouch', ...args], { cwd: folder, env, encoding: 'utf8' });
  expect(npx('--version').trim()).toBe(version);

  child = spawn('npx', ['vouch', 'serve'], { cwd: folder, env, detached: true });
  const url = await new Running(child).listens();
  const key = /sk_test_\w+/.exec(readFileSync(join(folder, 'data', 'first-boot.txt'), 'utf8'))?.[0] ?? '';
  await redeemOnce(url, key);
  await stopAt(url, child);
});
