// The command line as it is installed: the built program, in processes of its own, in a folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../dist/src/main.js');

export class Running {
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

  /** Where a server listens, once it does. */
  listens(): Promise<string> {
    return this.says(/Vouch listens on (http:\S+)/);
  }
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An empty folder, and the processes that are started in it. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'vouch-cli-'));
  readonly #children: ChildProcess[] = [];

  constructor() {
    if (!existsSync(PROGRAM)) throw new Error('Build first: npm run build');
  }

  start(args: readonly string[], env: Record<string, string> = {}): Running {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder,
      env: { ...(PATH === undefined ? {} : { PATH }), PORT: '0', LOG_LEVEL: 'error', ...env },
    });
    this.#children.push(child);
    return new Running(child);
  }

  async run(args: readonly string[], env?: Record<string, string>): Promise<Ended> {
    const running = this.start(args, env);
    const code = await ended(running.child);
    return { code, out: running.out, err: running.err };
  }

  async clear(): Promise<void> {
    await Promise.all(this.#children.splice(0).map((child) => ended(child, 'SIGKILL')));
    rmSync(this.folder, { recursive: true });
  }
}

/** The secret test key of the first boot of a server that was started in `folder` without a terminal. */
export function firstKey(folder: string): string {
  const text = readFileSync(join(folder, 'data', 'first-boot.txt'), 'utf8');
  return /secret test key +(\S+)/.exec(text)?.[1] ?? '';
}

/** Resolves with the exit code, null where a signal ended it. */
export function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('close', resolve);
    if (signal) child.kill(signal);
  });
}

export const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

export async function statusWith(key: string, url: string): Promise<number> {
  return (await fetch(`${url}/v1/redemptions/types`, { headers: { authorization: `Bearer ${key}` } })).status;
}
