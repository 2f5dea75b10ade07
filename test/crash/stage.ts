// The stage of the crash tests: simulators that outlive every server, one store, and servers that come and go.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROVIDERS } from '../../adapters';
import { createBooks, type Books, type Scenario, type SimulatedVoucher } from '../../adapters/kit/simulator/books';
import { startSimulators, type Simulators } from '../../adapters/kit/simulator/host';
import { sourceOf } from '../api/world';
import type { Doom } from './mortal';
import type { Approval } from './server';

const ROOT = join(__dirname, '../..');
const PATIENCE_MS = 40_000;

export interface Redemption {
  /** Of a problem that came in its place. */
  readonly code?: string;
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly outcome: string;
  readonly redeemed_amount: number;
  readonly reversed_amount: number;
  readonly change_voucher: { readonly pin?: string } | null;
  readonly operations: readonly {
    readonly type: string;
    readonly status: string;
    readonly provider_reference: { readonly reference: string } | null;
  }[];
}

export interface Reversal {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly refund_voucher: { readonly pin?: string } | null;
}

export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves with the signal or code it ended by. */
  readonly ended: Promise<string>;
  /** How many calls it holds at the point where it was told to die. */
  readonly held: () => number;
}

export function isRunning({ process: child }: Server): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Waits for a condition, without a fixed sleep. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await pause(20);
  }
}

export class Stage {
  /** The secret test key of the first boot. */
  key: string | null = null;
  private readonly servers: Server[] = [];

  private constructor(
    readonly books: Books,
    readonly simulators: Simulators,
    readonly databaseUrl: string,
    private readonly folder: string,
  ) {}

  static async open(databaseUrl: string | null): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'vouch-crash-'));
    const books = createBooks();
    const simulators = await startSimulators({ providers: PROVIDERS, books, control: true });
    return new Stage(books, simulators, databaseUrl ?? `sqlite:${join(folder, 'vouch.db')}`, folder);
  }

  /** Starts a server as a process of its own. It ends with this one at the latest. */
  async start(options: { giveUpAfter?: string; env?: Record<string, string>; doom?: Doom } = {}): Promise<Server> {
    const { giveUpAfter = '7d', env = {}, doom = {} } = options;
    const child = spawn(
      process.execPath,
      ['--require', join(__dirname, 'built-hook.cjs'), join(__dirname, 'server.ts'), JSON.stringify(doom)],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: this.databaseUrl,
          PORT: '0',
          LOG_LEVEL: 'fatal',
          VOUCH_SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
          VOUCH_SIMULATORS_URL: this.simulators.addresses['control'],
          VOUCH_RATE_LIMIT: '0',
          VOUCH_PIN_ATTEMPTS: '0',
          VOUCH_BREAK_AFTER: '1000',
          VOUCH_ASK_AFTER: '150ms',
          VOUCH_GRACE: '200ms',
          VOUCH_GIVE_UP_AFTER: giveUpAfter,
          VOUCH_RESOLVER_EVERY: '100ms',
          VOUCH_RESOLVER_CONCURRENCY: '32',
          ...Object.fromEntries(['ONE_VOUCHER', 'OTT', 'BLU'].map((name) => [`${name}_TIMEOUT_MS`, '800'])),
          ...Object.fromEntries(['ONE_VOUCHER', 'OTT', 'BLU'].map((name) => [`${name}_SETTLING_MS`, '300'])),
          ...env,
        },
      },
    );
    const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code));
    const line = await firstLine(child);
    const { url, key } = JSON.parse(line) as { url: string; key: string | null };
    this.key ??= key;
    let held = 0;
    child.on('message', (message) => {
      if (typeof message === 'object' && 'held' in message) held = Number(message.held);
    });
    const server = { url, process: child, ended, held: () => held };
    this.servers.push(server);
    return server;
  }

  /** Tells a running server where to die from now on, and whether its resolver sleeps until then. */
  async tell(server: Server, doom: Doom): Promise<void> {
    const told = once(server.process, 'message');
    server.process.send(doom);
    await told;
  }

  /** Lets a person approve in that process. What became of it, or `gone` where the process was first. */
  approve(server: Server, approval: Approval): Promise<string> {
    return new Promise((resolve) => {
      server.process.on('message', (message) => {
        if (typeof message === 'object' && 'approval' in message) resolve(String(message.approval));
      });
      void server.ended.then(() => {
        resolve('gone');
      });
      server.process.send(approval);
    });
  }

  async kill(server: Server): Promise<void> {
    server.process.kill('SIGKILL');
    await server.ended;
  }

  voucher(type: string, scenario: Scenario): SimulatedVoucher {
    return this.simulators.issue({ type, value: 5000, scenario });
  }

  /** The response's body, or null where the server was gone before it could respond. */
  async call<T>(server: Server, route: string, body?: object, headers: Record<string, string> = {}): Promise<T | null> {
    const [method = 'GET', path = '/'] = route.split(' ');
    try {
      const reply = await fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.key ?? ''}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return (await reply.json()) as T;
    } catch {
      return null;
    }
  }

  /** Redeems a voucher under a key that belongs to it: the same call again is a replay. */
  redeem(server: Server, voucher: SimulatedVoucher, amount: number): Promise<Redemption | null> {
    const body = { type: voucher.type, source: sourceOf(voucher), amount, currency: 'ZAR' };
    return this.call<Redemption>(server, 'POST /v1/redemptions', body, { 'idempotency-key': `redeem-${voucher.pin}` });
  }

  /** What became of it, by that key alone. */
  recover(server: Server, voucher: SimulatedVoucher): Promise<Redemption | null> {
    return this.call(server, 'POST /v1/redemptions/recover', undefined, { 'idempotency-key': `redeem-${voucher.pin}` });
  }

  /** What the provider's books say was taken from a voucher, and given back for it. */
  truth(voucher: SimulatedVoucher): { taken: number; takings: number; returned: number } {
    const found = this.books.find(voucher.type, voucher.pin);
    if (!found) throw new Error('The provider lost a voucher');
    const sum = (movements: readonly { amount: number }[]) =>
      movements.reduce((total, { amount }) => total + amount, 0);
    return { taken: sum(found.taken), takings: found.taken.length, returned: sum(found.returned) };
  }

  /** Vouchers that were issued because of an operation with this reference: change, or a refund. */
  issuedFor(reference: string): SimulatedVoucher[] {
    return this.books.snapshot().vouchers.flatMap(({ type, pin, issued_for }) => {
      const voucher = issued_for === reference ? this.books.find(type, pin) : undefined;
      return voucher ? [voucher] : [];
    });
  }

  async killAll(): Promise<void> {
    for (const server of this.servers.splice(0)) await this.kill(server);
  }

  async close(): Promise<void> {
    await this.killAll();
    await this.simulators.close();
    this.books.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'));
  }
  throw new Error(`The server ended before it listened: ${text}`);
}
