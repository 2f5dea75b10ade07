// README.md and docs/points.md, carried out: their shell blocks in their order, in one shell, as a newcomer pastes them. Only the port is another one,
// what installs is left out (the checkout is installed), and so is the block that would run this very test.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../tools/free-port';
import { shellBlocksOf } from '../tools/shell-blocks';

const ROOT = resolve(__dirname, '../..');
const START = 'npm ci && npm start';
const TEST = 'npm ci && npm test';

/**
 * Starts the server as the README does, and goes on once it listens. Without a terminal the key is in a file. Each job is a
 * process group of its own (`set -m`), so that ending it ends what npm has started; the shell ends all that are left.
 */
const SERVE = `
set -m
trap 'for job in $(jobs -p); do kill -KILL -- "-$job" || true; done; wait || true' EXIT
trap 'exit 1' TERM
serve() {
  npm start > "$1" 2>&1 < /dev/null &
  until grep -q 'Vouch listens on' "$1"; do
    kill -0 $! || { cat "$1"; exit 1; }
    sleep 0.1
  done
}
`;

jest.setTimeout(180_000);

let folder: string;
let shell: ChildProcess | null = null;
beforeEach(() => {
  if (!existsSync(join(ROOT, 'dist/src/main.js'))) throw new Error('Build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'vouch-readme-'));
  // All files of a checkout: not the settings and data of the developer who works here.
  for (const name of readdirSync(ROOT)) {
    if (!['.env', '.git', 'data'].includes(name)) symlinkSync(join(ROOT, name), join(folder, name));
  }
});
afterEach(async () => {
  if (shell && shell.exitCode === null && shell.signalCode === null) {
    shell.kill('SIGTERM');
    await once(shell, 'exit');
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

it('has exactly two set-up commands, and every block after them works in the same shell', async () => {
  const blocks = shellBlocksOf('README.md');
  expect(blocks.filter((block) => block.includes('npm ci'))).toEqual([START, TEST]);
  // What the README had exported must not keep the next start from working.
  const out = await outputOf([...blocks, 'kill %1; wait %1 || true; serve second.log']);
  expect(out).toContain('"outcome":"paid"');
  expect(out).toContain('"object":"test_voucher"');
  expect(out).toContain('paid 1500');
  expect(out).toContain('Every cent is where it should be.');
  expect(out).toContain('"amount":"1000.00","description":"Gift card","status":"COMPLETED"');
});

it('docs/points.md: every block works after those of the README, and once more, in one shell and one server', async () => {
  const key = shellBlocksOf('README.md').filter((block) => block.includes('export VOUCH_KEY='));
  const points = shellBlocksOf('README.md').filter((block) => block.includes('post programs'));
  const page = shellBlocksOf('docs/points.md');
  const taken =
    '(call POST /v1/assets -d \'{"name":"Star","symbol":"STAR"}\' | id_of || true) > taken.txt 2> refused.txt';
  const out = await outputOf([START, ...key, ...points, ...page, ...page, taken]);
  expect(out).not.toContain('REFUSED');
  // The helper itself: what is refused is said, and gives no id.
  expect(readFileSync(join(folder, 'taken.txt'), 'utf8')).toBe('');
  expect(readFileSync(join(folder, 'refused.txt'), 'utf8')).toMatch(/REFUSED: POST \/v1\/assets[^]*name_taken/);
  expect(out).toContain('"balance":{"available":"1500.00","held":"0.00","deferred":"0.00"}');
  expect(out).toContain('"status":"PARTIALLY_REVERSED"');
  expect(out).toContain('"available":"500.00","held":"0.00"');
  expect(out).toContain('"redeemed_count":2');
  expect(out).toContain('"all_passed":true');
  expect(out).toContain('"type":"redemption.completed"');
  expect(out).toContain('"cash_rates":[{');
  expect(out).toContain('"redeemed_amount":300');
  expect(out.match(/^1 row credited, 25\.00 in all$/gm)).toHaveLength(4);
  expect(out.match(/^0 rows credited; 1 row had been credited before$/gm)).toHaveLength(2);
  expect(out).toContain('nothing differs');
  expect(out).toContain('Every point is where it should be.');
});

/** What the blocks print, in one shell. Throws where one fails. */
async function outputOf(blocks: readonly string[]): Promise<string> {
  const port = String(await freePort());
  const script = blocks.map((block) => scripted(block).replaceAll('3000', port)).join('\n');
  expect(script).toContain('export VOUCH_KEY="$(');
  shell = spawn('bash', ['-euo', 'pipefail', '-c', `${SERVE}\n${script}\necho every block has run`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  shell.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  shell.stderr?.setEncoding('utf8').on('data', (text: string) => (out += text));
  const [code] = (await once(shell, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`It ended with ${String(code)}:\n${out}`);
  expect(out).toContain('every block has run');
  return out;
}

function scripted(block: string): string {
  if (block === START) return 'serve first.log';
  if (block === TEST) return '';
  return block.replace(/sk_test_….*/, '"$(grep -o "sk_test_[A-Za-z0-9]*" data/first-boot.txt)"');
}
