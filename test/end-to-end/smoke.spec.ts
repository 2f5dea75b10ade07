// The built program on every Node release it promises to run on: start, redeem each type, stop, start again, read.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstKey } from '../cli/program';
import { FIXED_PIN, FIXED_PIN_CENTS } from '../../adapters/kit/simulator/books';
import { sourceOf, TYPES } from '../api/world';
import { findNode } from '../tools/node-binaries';

const PROGRAM = join(__dirname, '../../dist/src/main.js');

/** A cold start on a busy machine takes a while, and each of these has two. */
jest.setTimeout(180_000);

describe(`Node ${process.versions.node}, the current one`, () => smoke(process.execPath));
for (const major of [22, 24]) {
  const found = findNode(major);
  if ('path' in found) describe(`Node ${major}`, () => smoke(found.path));
  else withoutNode(major, found.why);
}

/** Loudly, shown as skipped, and never on CI. */
function withoutNode(major: number, why: string): void {
  const message = `Node ${String(major)} was NOT tried: ${why}`;
  process.stderr.write(`\n${message}\n\n`);
  const run = process.env['CI'] === 'true' ? it : it.skip;
  run(`runs on Node ${String(major)} [${message}]`, () => {
    throw new Error(message);
  });
}

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly out: string;
}

function smoke(node: string): void {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    if (!existsSync(PROGRAM)) throw new Error('Build first: npm run build');
    folder = mkdtempSync(join(tmpdir(), 'vouch-smoke-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await stop(child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves, redeems each type, stops cleanly, and finds everything again', async () => {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    const first = await serve(node, folder, children);
    const key = firstKey(folder);
    const paid: string[] = [];
    for (const type of TYPES) {
      const order = { type, source: sourceOf({ type, pin: FIXED_PIN }), amount: FIXED_PIN_CENTS, currency: 'ZAR' };
      const reply = await fetch(`${first.url}/v1/redemptions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': type },
        body: JSON.stringify(order),
      });
      const redemption = (await reply.json()) as { id: string };
      expect([reply.status, redemption]).toEqual([
        201,
        expect.objectContaining({ type, outcome: 'paid', redeemed_amount: FIXED_PIN_CENTS }),
      ]);
      paid.push(redemption.id);
    }
    expect(await stop(first.child, 'SIGINT')).toBe(0);
    await expect(fetch(`${first.url}/health/live`)).rejects.toThrow();

    const second = await serve(node, folder, children);
    expect(second.out).not.toContain('First boot');
    const reply = await fetch(`${second.url}/v1/redemptions`, { headers: { authorization: `Bearer ${key}` } });
    const { data } = (await reply.json()) as { data: { id: string }[] };
    expect(data.map(({ id }) => id)).toEqual(paid.reverse());
    expect(await stop(second.child, 'SIGINT')).toBe(0);
    process.stdout.write(`smoke: ${TYPES.length} types redeemed, two clean stops on Node ${version}\n`);
  });
}

/** Starts the server with nothing set but a free port, and waits until it says where it listens. */
async function serve(node: string, folder: string, children: ChildProcess[]): Promise<Served> {
  const { PATH } = process.env;
  const env = { ...(PATH === undefined ? {} : { PATH }), PORT: '0', LOG_LEVEL: 'error' };
  const child = spawn(node, [PROGRAM, 'serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  let out = '';
  child.stdout.setEncoding('utf8');
  for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
    out += String(text);
    const url = /Vouch listens on (http:\S+)\n/.exec(out)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { child, url, out };
    }
  }
  throw new Error(`It ended before it listened: ${out}${err}`);
}

/** The exit code, or null where the signal itself ended it. */
async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}
