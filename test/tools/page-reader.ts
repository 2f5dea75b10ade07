// Somebody who reads pages in a checkout and pastes their shell blocks, one after the other: one shell a page, a further terminal for
// what does not end by itself. A command that fails, and a call that is refused, fail the block.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '../crash/stage';
import { freePorts } from './free-port';
import { FULL } from './scale';
import { shellBlocksOf } from './shell-blocks';

const ROOT = resolve(__dirname, '../..');
/** For one block, on a machine that runs other specs at the same time; what is installed from the registry takes longer. */
const PATIENCE_MS = FULL ? 280_000 : 120_000;

/** A checkout that is installed and built, in a folder that has room beside it, with free ports for those that pages name. */
export class Checkout {
  readonly #readers: PageReader[] = [];

  private constructor(
    private readonly above: string,
    private readonly ports: ReadonlyMap<string, number>,
  ) {}

  static async make(): Promise<Checkout> {
    if (!existsSync(join(ROOT, 'dist/src/main.js'))) throw new Error('Build first: npm run build');
    const above = mkdtempSync(join(tmpdir(), 'vouch-pages-'));
    const folder = join(above, 'vouch');
    const git = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listed = execFileSync('git', git, { cwd: ROOT, encoding: 'utf8' }).split('\0');
    // A file that is deleted and not committed yet is still listed. Tests are left out: no page calls them.
    const here = listed.filter((file) => file !== '' && !file.startsWith('test/') && existsSync(join(ROOT, file)));
    for (const file of [...here, 'dist', 'client/dist'])
      cpSync(join(ROOT, file), join(folder, file), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(above, 'home'));
    // An answer of 400 or more ends curl with an error.
    writeFileSync(join(above, 'home/.curlrc'), 'fail-with-body\nshow-error\n');
    mkdirSync(join(above, 'bin'));
    if (!FULL) installFromHere(join(above, 'bin/npm'));
    const [simulators = 0, ...others] = await freePorts(2);
    const [server = 0, receiver = 0] = others;
    return new Checkout(
      above,
      new Map([
        ['3000', server],
        ['4000', simulators],
        ['8080', receiver],
      ]),
    );
  }

  get folder(): string {
    return join(this.above, 'vouch');
  }

  /** Where what a page says of this port is to be found. */
  urlOf(port: string): string {
    return `http://127.0.0.1:${String(this.ports.get(port))}`;
  }

  /** Opens a page, with its own shell. `prelude` is what the page takes for granted in it. */
  open(page: string, prelude = ''): PageReader {
    const env = {
      PATH: `${join(this.above, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: join(this.above, 'home'),
      npm_config_cache: join(process.env['HOME'] ?? this.above, '.npm'),
      PORT: String(this.ports.get('3000')),
    };
    // The checkout is installed, as a developer's is from whom it was made.
    const blocks = shellBlocksOf(page).map((block) => this.withFreePorts(block.replace(/^npm ci && /, '')));
    const reader = new PageReader(page, blocks, { cwd: this.folder, env, prelude });
    this.#readers.push(reader);
    return reader;
  }

  /** Ends all that still runs. */
  async leave(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.close()));
    rmSync(this.above, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  withFreePorts(text: string): string {
    return text.replace(/\b\d{4}\b/g, (number) => String(this.ports.get(number) ?? number));
  }
}

function installFromHere(path: string): void {
  const npm = execFileSync('bash', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  writeFileSync(path, `#!/bin/sh\nexec node '${join(__dirname, 'npm-from-here.cjs')}' '${npm}' "$@"\n`);
  chmodSync(path, 0o755);
}

interface Desk {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly prelude: string;
}

export class PageReader {
  readonly #shell: ChildProcess;
  readonly #left: string[];
  readonly #jobs: Job[] = [];
  readonly #scratch = mkdtempSync(join(tmpdir(), 'vouch-shell-'));
  #out = '';
  #count = 0;

  constructor(
    private readonly page: string,
    blocks: readonly string[],
    desk: Desk,
  ) {
    this.#left = [...blocks];
    this.#shell = spawn('bash', ['-euo', 'pipefail'], { cwd: desk.cwd, env: desk.env, stdio: 'pipe', detached: true });
    this.#shell.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#out += text));
    this.#shell.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#out += text));
    // One that has ended says so by its exit.
    this.#shell.stdin?.on('error', () => undefined);
    this.#write(desk.prelude);
  }

  /** Pastes the next block. What it printed. */
  run(): Promise<string> {
    return this.also(this.#next());
  }

  /** Pastes the next block, or another one, into a further terminal with the same variables, and waits until it says this. */
  async start(says: RegExp, block = this.#next()): Promise<Job> {
    const log = join(this.#scratch, `${String(this.#count)}.log`);
    // The shell says the process before it has begun to write.
    writeFileSync(log, '');
    const file = this.#file(block);
    // A group of its own: what it starts is stopped with it, as by Ctrl-C.
    const pid = await this.also(`set -m; ( . '${file}' ) > '${log}' 2>&1 < /dev/null & echo $!; set +m`);
    const job = new Job(Number(pid.trim()), log);
    this.#jobs.push(job);
    await job.says(says);
    return job;
  }

  /** Does what a page asks for in words. What it printed. */
  async also(text: string): Promise<string> {
    const before = this.#out.length;
    const mark = `--- ${String((this.#count += 1))} done ---`;
    this.#write(`. '${this.#file(text)}' < /dev/null; echo '${mark}'`);
    const ended = () => this.#shell.exitCode !== null || this.#shell.signalCode !== null;
    const what = `a block of ${this.page} is through:\n${text}`;
    await until(what, () => ended() || this.#out.includes(mark), PATIENCE_MS);
    const out = this.#out.slice(before).replace(`${mark}\n`, '');
    if (ended()) throw new Error(`${this.page}: this failed:\n${text}\n\nIt printed:\n${out}`);
    return out;
  }

  /** The page is read: throws where a block of it was not. */
  finish(): void {
    if (this.#left.length > 0) throw new Error(`${this.page}: not run:\n${this.#left.join('\n')}`);
  }

  async close(): Promise<void> {
    for (const job of this.#jobs) endGroup(job.pid);
    if (this.#shell.pid !== undefined) endGroup(this.#shell.pid);
    if (this.#shell.exitCode === null && this.#shell.signalCode === null) await once(this.#shell, 'exit');
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  #next(): string {
    const block = this.#left.shift();
    if (block === undefined) throw new Error(`${this.page} has no further block`);
    return block;
  }

  #file(text: string): string {
    const file = join(this.#scratch, `${String((this.#count += 1))}.sh`);
    writeFileSync(file, `${text}\n`);
    return file;
  }

  #write(line: string): void {
    this.#shell.stdin?.write(`${line}\n`);
  }
}

/** What runs in a terminal of its own. */
export class Job {
  constructor(
    readonly pid: number,
    private readonly log: string,
  ) {}

  get out(): string {
    return readFileSync(this.log, 'utf8');
  }

  async says(pattern: RegExp): Promise<void> {
    const said = () => {
      if (pattern.test(this.out)) return true;
      if (!isAlive(this.pid)) throw new Error('It ended');
      return false;
    };
    await until(`it says ${String(pattern)}`, said, PATIENCE_MS).catch((error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : ''}\nIt said:\n${this.out}`);
    });
  }

  /** Ctrl-C, and all of it is gone. */
  async stop(): Promise<void> {
    process.kill(-this.pid, 'SIGINT');
    await until('what was stopped is gone', () => !isAlive(this.pid));
  }
}

/** Whether anything of a group is left. */
function isAlive(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
