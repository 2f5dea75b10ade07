// docs/mongodb.md, carried out to the letter: its shell commands, in their order, in one shell, and at full size on two days. Only the ports
// are others, so that nothing that runs here is disturbed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../tools/free-port';
import { describeWithMongo } from '../tools/mongod';
import { findMongod } from '../tools/mongod-binary';
import { FULL } from '../tools/scale';
import { shellBlocksOf } from '../tools/shell-blocks';

const ROOT = resolve(__dirname, '../..');
/** Single ports of the page, and the one that three more come after. */
const SINGLE_PORTS = ['27017', '27018', '27019', '3001', '3002'];
const CONTROL_PORT = '4000';
const REDEMPTION = /rdm_[0-9a-f]{24}/;

jest.setTimeout(300_000);

describeWithMongo('docs/mongodb.md', () => {
  let folder: string;
  let shell: ChildProcess | null = null;
  beforeEach(() => {
    if (!existsSync(join(ROOT, 'dist/src/main.js'))) throw new Error('Build first: npm run build');
    folder = asIfInstalled();
  });
  afterEach(async () => {
    // The shell leads a group of its own: a process that it started and did not end goes with it.
    if (shell?.pid !== undefined) endGroup(shell.pid);
    if (shell && shell.exitCode === null && shell.signalCode === null) await once(shell, 'exit');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  it('leads from nothing to two instances on a replica set, and is walked again with the same books', async () => {
    const { script, ports } = await withFreePorts(shellBlocksOf('docs/mongodb.md').join('\n'));
    const first = await walk(script);
    expect(first).not.toContain('These nodes are a set already');
    // Everything it started is ended by its own last command.
    for (const port of ports) expect({ port, open: await isOpen(port) }).toEqual({ port, open: false });

    // A minute more, most of which are elections and the end of the databases.
    if (!FULL) return;
    const again = await walk(script);
    expect(again).toContain('These nodes are a set already');
    expect(again.match(REDEMPTION)?.[0]).toBe(first.match(REDEMPTION)?.[0]);
  });

  async function walk(script: string): Promise<string> {
    shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      detached: true,
      env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    shell.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    shell.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    const [code] = (await once(shell, 'close')) as [number | null];
    if (code !== 0) throw new Error(`It ended with ${String(code)}:\n${out}\n${err}\n${logsIn(folder)}`);

    expect(out).toContain('The set has a primary');
    expect(new Set(out.match(new RegExp(REDEMPTION, 'g'))).size).toBe(1);
    expect(out.match(/"outcome":"paid"/g)).toHaveLength(3);
    expect(out.match(/"redeemed_amount":1500/g)).toHaveLength(3);
    expect(out).toMatch(/^idempotent-replayed: true\r?$/im);
    return out;
  }
});

/** A folder like a fresh checkout after `npm ci && npm run build`, with mongod and this Node on its own PATH. */
function asIfInstalled(): string {
  const found = findMongod();
  if ('why' in found) throw new Error(found.why);
  const folder = mkdtempSync(join(tmpdir(), 'vouch-guide-'));
  for (const name of ['dist', 'node_modules', 'package.json']) symlinkSync(join(ROOT, name), join(folder, name));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(found.path, join(folder, 'bin/mongod'));
  symlinkSync(process.execPath, join(folder, 'bin/node'));
  return folder;
}

/** Every port of the page replaced by a free one, everywhere it stands. */
async function withFreePorts(script: string): Promise<{ script: string; ports: number[] }> {
  const [control, ...others] = await freePorts(SINGLE_PORTS.length);
  const free = new Map<string, number>([[CONTROL_PORT, control ?? 0]]);
  for (const [index, port] of SINGLE_PORTS.entries()) free.set(port, others[index] ?? 0);
  for (const port of free.keys()) if (!script.includes(port)) throw new Error(`The page no longer names port ${port}`);
  const replaced = script.replace(/\b\d{4,5}\b/g, (number) => String(free.get(number) ?? number));
  return { script: replaced, ports: [...free.values()] };
}

async function isOpen(port: number): Promise<boolean> {
  const reply = await fetch(`http://127.0.0.1:${String(port)}/`).catch(() => null);
  return reply !== null;
}

function logsIn(folder: string): string {
  const names = ['mongo/1.log', 'simulators.log', 'vouch-1.log', 'vouch-2.log'];
  const paths = names.map((name) => join(folder, 'data', name)).filter((path) => existsSync(path));
  return paths.map((path) => `${path}:\n${readFileSync(path, 'utf8').slice(-2000)}`).join('\n');
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
