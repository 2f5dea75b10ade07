// One whole server for the API specs: real HTTP, a real store in a folder of its own, real simulators whose books can be read.
import { mongo } from 'mongoose';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { PROVIDERS } from '../../adapters';
import { createBooks, type Books, type Scenario, type SimulatedVoucher } from '../../adapters/kit/simulator/books';
import { startSimulators, type Simulators } from '../../adapters/kit/simulator/host';
import { makeKey } from '../../src/auth/bootstrap';
import { readConfig } from '../../src/config';
import type { ReviewReason } from '../../src/core/redemption/review';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';
import type { Store } from '../../src/core/store';
import type { FactServices } from '../../src/core/use-cases/services';
import { submit } from '../../src/core/use-cases/submit';
import { startServer, type RunningServer, type StartOptions } from '../../src/server/start';
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import { ProcessKeyedLock } from '../../src/system/keyed-lock';
import { CHEAP_PASSWORD } from '../tools/cheap-password';

export const ONE_VOUCHER = 'vouchers.one_voucher';
export const OTT = 'vouchers.ott';
export const BLU = 'vouchers.blu';
export const TYPES = [ONE_VOUCHER, OTT, BLU] as const;
/** Also the one that is no voucher. */
export const ALL_TYPES = [...TYPES, 'loyalty_points.ledger'] as const;

interface IssuedVoucher {
  readonly pin?: string;
  readonly amount?: number;
  readonly delivery: string;
}

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly provider_code: string | null;
  readonly provider_message: string | null;
}

/** Any JSON response, read loosely: what this one does not have is undefined, as it is for a client. */
export interface Body {
  readonly id: string;
  readonly type: string;
  readonly status: string | number;
  readonly outcome: string;
  readonly version: number;
  readonly amount: number;
  readonly reserved_amount: number;
  readonly redeemed_amount: number;
  readonly reversed_amount: number;
  readonly balance: number;
  readonly pin: string;
  readonly method: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly source: Readonly<Record<string, string>>;
  readonly change_voucher: IssuedVoucher | null;
  readonly refund_voucher: IssuedVoucher | null;
  readonly last_error: ErrorBody | null;
  readonly operations: readonly { readonly id: string; readonly error: ErrorBody | null }[];
  readonly data: readonly (Body & { readonly fact: string })[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
  readonly code: string;
  readonly errors: readonly { readonly param: string; readonly code: string; readonly message: string }[];
  readonly redemption_id: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface Call {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export class World {
  readonly keys: { readonly secret: string; readonly publishable: string };

  constructor(
    readonly server: RunningServer,
    readonly simulators: Simulators,
    readonly books: Books,
    readonly databaseUrl: string,
    readonly folder: string,
    readonly logs: readonly string[],
  ) {
    if (!server.firstBoot) throw new Error('The store was not empty');
    this.keys = { secret: server.firstBoot.secretKey, publishable: server.firstBoot.publishableKey };
  }

  /** `call('POST /v1/redemptions', { body })`. The secret test key, unless another is named; `key: ''` sends none. */
  async call(route: string, { key = this.keys.secret, body, headers = {} }: Call = {}): Promise<Answer> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const reply = await fetch(this.server.url + path, {
      method,
      headers: {
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const json: unknown = reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {};
    return { status: reply.status, headers: reply.headers, text, body: json as Body };
  }

  /** A fresh voucher in the books of its provider. */
  voucher(type: string, value = 5000, scenario: Scenario = 'ok'): SimulatedVoucher {
    return this.simulators.issue({ type, value, scenario });
  }

  /** What the provider's books say about a voucher now. */
  truth(voucher: { type: string; pin: string }): SimulatedVoucher {
    const found = this.books.find(voucher.type, voucher.pin);
    if (!found) throw new Error('The provider has no such voucher');
    return found;
  }

  create(voucher: { type: string; pin: string }, fields: object = {}, call: Call = {}): Promise<Answer> {
    const body = { type: voucher.type, source: sourceOf(voucher), ...fields };
    return this.call('POST /v1/redemptions', { ...call, body });
  }

  /** Opens a second handle on the store, as `vouch keys create` does while a server runs. */
  async withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(this.databaseUrl, { live: false, warn: () => undefined });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }

  /** Writes to the same store as the server does, from outside it. */
  withServices<T>(use: (services: FactServices) => Promise<T>): Promise<T> {
    const clock = new SystemClock();
    return this.withStore((store) =>
      use({ store, clock, ids: new RandomIds(clock), lock: new ProcessKeyedLock(), schedule: DEFAULT_SCHEDULE }),
    );
  }

  newKey(accountName: string, mode: 'test' | 'live', type: 'secret' | 'publishable'): Promise<string> {
    return this.withStore(async (store) => {
      const clock = new SystemClock();
      const ids = new RandomIds(clock);
      const account = await store.accounts.ensureAccount({
        id: ids.next('acc'),
        name: accountName,
        createdAt: clock.now(),
      });
      const { key, text } = makeKey(account, mode, type, ids, clock);
      await store.accounts.insertKey(key);
      return text;
    });
  }

  /** As another process does: the reconciliation, or an instance that heard something late. */
  async openReview(id: string, reason: ReviewReason = 'answer_contradicts_state', summary = 'Seen'): Promise<void> {
    await this.withServices(async (services) => {
      const by = { actor: { kind: 'system', id: 'test' }, requestId: null } as const;
      await submit(services, id, by, (redemption) => {
        // The first operation is named, so that two reviews of one redemption stand apart.
        const operationId = reason === 'answer_contradicts_state' ? (redemption.operations[0]?.id ?? null) : null;
        return { facts: [{ kind: 'review_opened', reason, operationId, summary }] };
      });
    });
  }

  /** Reads a redemption until `done`, asking as a till would. */
  async until(id: string, done: (body: Body) => boolean): Promise<Answer> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const answer = await this.call(`GET /v1/redemptions/${id}`);
      if (done(answer.body)) return answer;
      if (Date.now() > deadline) throw new Error(`Still not so: ${answer.text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Everything the server has written to its store: the files, log included, as bytes in a string, or every document as JSON. */
  async stored(): Promise<string> {
    if (!this.databaseUrl.startsWith('sqlite:')) return everyDocument(this.databaseUrl);
    const files = readdirSync(this.folder).filter((name) => name.startsWith('vouch'));
    return files.map((name) => readFileSync(join(this.folder, name), 'latin1')).join('\n');
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.simulators.close();
    this.books.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function sourceOf({ type, pin }: { type: string; pin: string }): Record<string, string> {
  if (type === OTT) return { pin, phone_number: '27821234567' };
  return type === BLU ? { token: pin } : { pin };
}

async function everyDocument(url: string): Promise<string> {
  // Otherwise the driver imports it when it connects, which fails in jest.
  const client = await mongo.MongoClient.connect(url, { runtimeAdapters: { os } });
  try {
    const collections = await client.db().collections();
    const contents = await Promise.all(collections.map((collection) => collection.find().toArray()));
    return JSON.stringify(contents);
  } finally {
    await client.close();
  }
}

/** Quick ladders, so that doubt is settled while a spec waits. Long timeouts: a busy machine must not make doubt of its own. */
export const QUICK = {
  PORT: '0',
  LOG_LEVEL: 'trace',
  VOUCH_RATE_LIMIT: '0',
  VOUCH_PIN_ATTEMPTS: '0',
  VOUCH_DRAFT_LIMIT: '0',
  VOUCH_ASK_AFTER: '100ms,200ms,400ms',
  VOUCH_RESOLVER_EVERY: '100ms',
  ONE_VOUCHER_TIMEOUT_MS: '10000',
  OTT_TIMEOUT_MS: '10000',
  BLU_TIMEOUT_MS: '10000',
  ONE_VOUCHER_SETTLING_MS: '300',
  OTT_SETTLING_MS: '300',
  BLU_SETTLING_MS: '300',
};

export async function startWorld(
  databaseUrl: (() => Promise<string>) | null,
  env: Record<string, string> = {},
  options: StartOptions = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-api-'));
  const books = createBooks();
  const simulators = await startSimulators({ providers: PROVIDERS, books, control: true });
  const logs: string[] = [];
  const logTo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logs.push(chunk.toString());
      done();
    },
  });
  const url = databaseUrl ? await databaseUrl() : `sqlite:${join(folder, 'vouch.db')}`;
  const config = readConfig({
    ...QUICK,
    DATABASE_URL: url,
    VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    VOUCH_SIMULATORS_URL: simulators.addresses['control'] ?? '',
    ...env,
  });
  const server = await startServer(config, { logTo, passwordCost: CHEAP_PASSWORD, ...options });
  return new World(server, simulators, books, url, folder, logs);
}
