// Two servers on one replica set whose clocks differ, a clock that is put right again, and a server that is stopped between the
// word that it will send and the sending: nothing is called unpaid that is taken afterwards.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { withStore } from '../../src/cli/with-store';
import { DAY_MS } from '../../src/core/values/time';
import { startServer, type RunningServer } from '../../src/server/start';
import { BLU, OTT, QUICK, sourceOf, type Body } from '../api/world';
import { ended, Running } from '../cli/program';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { TestClock } from '../webhooks/world';
import { DelayingProviders } from './delaying-providers';

jest.setTimeout(120_000);
const AHEAD_MS = 20_000;
const PROGRAM = join(__dirname, '../../dist/src/main.js');
const PRELOAD = join(__dirname, 'set-clock.cjs');
const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error('It never came to that');
    await pause(50);
  }
}

/** A clock like the machine's, except that it is ahead. */
class AheadClock extends TestClock {
  constructor(private readonly aheadMs: number) {
    super();
  }
  override now(): number {
    return Date.now() + this.aheadMs;
  }
  override elapsed(): number {
    return performance.now();
  }
  override reading() {
    return { clock: `ahead by ${String(this.aheadMs)}`, ms: Math.floor(performance.now()) };
  }
}

describeWithMongo('clocks that differ', () => {
  let providers: DelayingProviders;
  let url: string;
  let folder: string;
  let key = '';
  const servers: RunningServer[] = [];
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    providers = await DelayingProviders.start();
    url = await freshMongoUrl();
    folder = mkdtempSync(join(tmpdir(), 'vouch-time-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGCONT');
      await ended(child, 'SIGKILL');
    }
    for (const server of servers.splice(0)) await server.close();
    await providers.close();
    rmSync(folder, { recursive: true });
  });

  const environment = (env: Record<string, string>) => ({
    ...QUICK,
    LOG_LEVEL: 'error',
    DATABASE_URL: url,
    VOUCH_SECRET_KEY: SECRET_KEY,
    VOUCH_SIMULATORS_URL: providers.controlUrl,
    ...env,
  });

  /** In this process, with a clock that is compared with nothing: as it is before the first comparison, or between two. */
  async function startHere(aheadMs: number, env: Record<string, string>): Promise<RunningServer> {
    const server = await startServer(readConfig(environment({ ...env, LOG_LEVEL: 'silent' })), {
      clock: new AheadClock(aheadMs),
    });
    servers.push(server);
    key = server.firstBoot?.secretKey ?? key;
    return server;
  }

  /** In a process of its own, whose wall clock follows a file. */
  async function startThere(aheadMs: number, env: Record<string, string>) {
    const file = join(folder, `clock-${String(children.length)}`);
    const setClock = (ms: number) => writeFileSync(file, String(ms));
    setClock(aheadMs);
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['--require', PRELOAD, PROGRAM, 'serve'], {
      cwd: folder,
      env: { PATH, TEST_CLOCK_FILE: file, ...environment(env) },
    });
    children.push(child);
    const running = new Running(child);
    return { child, running, setClock, url: await running.listens() };
  }

  const call = async (server: { url: string }, route: string, body?: object) => {
    const [method = 'GET', path = '/'] = route.split(' ');
    const reply = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: reply.status, body: (await reply.json()) as Body & { detail: string } };
  };

  it('six doubts whose value is taken after the first questions: none is called unpaid by the server that is 20 s ahead', async () => {
    const env = { OTT_TIMEOUT_MS: '2000', OTT_SETTLING_MS: '8000', VOUCH_ASK_AFTER: '100ms,200ms' };
    const right = await startHere(0, env);
    const ahead = await startHere(AHEAD_MS, env);
    // The network takes its time, but less than the settling time.
    providers.before = async ({ path }) => {
      if (path.endsWith('/RemitVoucher')) await pause(4000);
    };
    const unsent: string[] = [];
    /** On a busy machine a request may be too late to leave at all: that is told as it is, and nothing is taken. */
    const doubt = async (index: number): Promise<{ pin: string; body: Body }> => {
      const voucher = providers.simulators.issue({ type: OTT, value: 900 });
      const order = { type: OTT, source: sourceOf(voucher) };
      const { body } = await call(index % 2 ? ahead : right, 'POST /v1/redemptions', order);
      if (body.outcome !== 'not_paid') return { pin: voucher.pin, body };
      unsent.push(voucher.pin);
      return doubt(index);
    };
    const made = await Promise.all(Array.from({ length: 6 }, (_, index) => doubt(index)));
    expect(made.map(({ body }) => body.outcome)).toEqual(Array(6).fill('checking'));
    for (const { body } of made) {
      const decided = await until(async () => {
        const found = await call(ahead, `GET /v1/redemptions/${body.id}`);
        return found.body.outcome === 'checking' ? null : found.body;
      });
      expect([decided.outcome, decided.redeemed_amount]).toEqual(['paid', 900]);
    }
    // The provider was asked while it knew nothing of them: these were the answers that must not have counted.
    const asked = providers.passed.filter(({ path }) => path.endsWith('/CheckRemitVoucher'));
    expect(asked.length).toBeGreaterThan(12);
    for (const { pin } of made) expect(providers.books.find(OTT, pin)?.taken).toHaveLength(1);
    for (const pin of unsent) expect(providers.books.find(OTT, pin)?.taken ?? []).toHaveLength(0);
  });

  it('a command on a machine that is ahead goes by the time of the store, and says so', async () => {
    const right = Date.now.bind(Date);
    const said: unknown[] = [];
    const mocks = [
      jest.spyOn(Date, 'now').mockImplementation(() => right() + 60 * DAY_MS),
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0),
    ];
    process.env['DATABASE_URL'] = url;
    let apartMs = Infinity;
    try {
      await withStore(({ clock }) => {
        apartMs = Math.max(Math.abs(clock.now() - right()), Math.abs(clock.aged() - right()));
        return Promise.resolve();
      });
    } finally {
      delete process.env['DATABASE_URL'];
      for (const mock of mocks) mock.mockRestore();
    }
    expect(apartMs).toBeLessThan(AHEAD_MS);
    expect(said.join()).toMatch(
      /^note: the clock of this machine is 518(?:3999|400\d) s ahead of the store's, which is taken\n$/,
    );
  });

  it('a server that is ahead of the store is not ready, says so once, and is ready again when its clock is right', async () => {
    const there = await startThere(AHEAD_MS, { VOUCH_METRICS_PORT: '0', LOG_LEVEL: 'info' });
    const ready = () => call(there, 'GET /health/ready');
    expect(await ready()).toMatchObject({ status: 503, body: { code: 'not_ready' } });
    expect((await ready()).body.detail).toMatch(/^The clock of this server is (19|20)\.\d s ahead of the store's$/);
    const metricsUrl = await there.running.says(/"metrics":"([^"]+)"/);
    const skew = async () => {
      const text = await (await fetch(metricsUrl)).text();
      return Number(/^vouch_clock_skew_seconds (\S+)$/m.exec(text)?.[1]);
    };
    expect(Math.abs((await skew()) - AHEAD_MS / 1000)).toBeLessThan(1);
    there.setClock(0);
    await until(async () => ((await ready()).status === 200 ? true : null));
    // One text of the metrics serves for a second.
    await until(async () => (Math.abs(await skew()) < 1 ? true : null));
    there.setClock(-AHEAD_MS);
    await until(async () => ((await ready()).status === 503 ? true : null));
    expect((await ready()).body.detail).toContain("behind the store's");
    // An answer may overtake what its server has said.
    const apart = () => there.running.out.split('\n').filter((line) => line.includes('of the store are apart')).length;
    await until(async () => (apart() === 2 ? true : null));
  });

  it('stopped between the word that it will send and the sending, it looks again: others have called it unpaid', async () => {
    const env = { BLU_TIMEOUT_MS: '60000', BLU_SETTLING_MS: '300', VOUCH_ASK_AFTER: '100ms' };
    const stopped = await startThere(0, { ...env, VOUCH_RESOLVER: 'off' });
    key = /sk_test_\w+/.exec(readFileSync(join(folder, 'data', 'first-boot.txt'), 'utf8'))?.[0] ?? '';
    let isHeld: () => void = () => undefined;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    const release = new Promise<void>((resolve) => (letGo = resolve));
    // It looks the voucher up first, because it is to take all of it; the answer to that is what it waits for.
    let first = true;
    providers.after = async () => {
      if (!first) return;
      first = false;
      isHeld();
      await release;
    };
    const voucher = providers.simulators.issue({ type: BLU, value: 900 });
    const request = call(stopped, 'POST /v1/redemptions', { type: BLU, source: sourceOf(voucher) });
    await held;
    stopped.child.kill('SIGSTOP');
    // Two minutes ahead: to this one the silence is long enough to ask.
    const ahead = await startHere(120_000, env);
    const list = () => call(ahead, 'GET /v1/redemptions');
    const unpaid = await until(
      async () => (await list()).body.data.find(({ outcome }) => outcome === 'not_paid') ?? null,
    );
    stopped.child.kill('SIGCONT');
    letGo();
    const answer = await request;
    expect(answer.body).toMatchObject({ id: unpaid.id, outcome: 'not_paid' });
    expect(providers.books.find(BLU, voucher.pin)?.taken).toEqual([]);
    expect(providers.passed.filter(({ method }) => method === 'POST')).toEqual([]);
    // Free again: the customer pays with it.
    providers.after = () => Promise.resolve();
    const again = await call(ahead, 'POST /v1/redemptions', { type: BLU, source: sourceOf(voucher) });
    expect(again.body).toMatchObject({ outcome: 'paid', redeemed_amount: 900 });
  });
});
