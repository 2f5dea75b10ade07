// What the benchmark is made of: the provider, Vouch, the floor and the callers, each started as a process of its own.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, nextLine, start, stop } from './processes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
/** `BENCH_SECRET_KEY` lets a scenario seal what the server opens. */
const secretKey = (process.env.BENCH_SECRET_KEY ??= randomBytes(32).toString('base64'));
let runs = 0;

/** A provider that accepts everything after `delayMs`; `slowTo` changes that. */
export async function openProvider(delayMs) {
  const started = start([join(here, 'provider.mjs'), String(delayMs)]);
  const url = await nextLine(started);
  const slowTo = (ms) => fetch(`${url}/delay`, { method: 'POST', body: String(ms) });
  return { process: started, pid: started.child.pid, url, slowTo };
}

/** The service as it is started in earnest, with its log on: to a file, which costs what it costs. */
export async function openVouch({ dist, folder, url, simulators, nodeArgs = [] }) {
  const port = await freePort();
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: url,
    VOUCH_SECRET_KEY: secretKey,
    VOUCH_SIMULATORS_URL: simulators,
    VOUCH_RATE_LIMIT: '0',
    VOUCH_PROVIDER_CONCURRENCY: '1000',
    NODE_ENV: 'production',
  };
  const main = join(dist, 'src/main.js');
  // In that folder, so that a developer's own .env is not measured.
  const started = start([...nodeArgs, main, 'serve'], { env, logTo: join(folder, 'vouch.log'), cwd: folder });
  const address = `http://127.0.0.1:${port}`;
  await untilReady(`${address}/health/ready`, started);
  /** `vouch ARGS` beside it, on its store. */
  const run = (...args) =>
    execFileSync(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const key = run('keys', 'create').trim().split('\n').at(-1);
  return { process: started, pid: started.child.pid, url: address, key, run };
}

async function untilReady(address, started) {
  let ended = null;
  void started.exited.then((exit) => {
    ended = exit;
  });
  for (let tries = 0; ; tries += 1) {
    if (ended) throw new Error(`Vouch did not start: ${JSON.stringify(ended)}`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    if (tries > 300) throw new Error('Vouch was not ready within half a minute');
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

/** The same writes without Vouch. */
export async function openFloor(options) {
  const started = start([join(here, 'floor.mjs'), JSON.stringify(options)]);
  return { process: started, pid: started.child.pid, url: await nextLine(started), key: 'none' };
}

/** Runs the callers; `counting` is called when the warm-up is over. */
export async function runLoad(options, counting = () => undefined) {
  // PINs of one run never meet those of another: nine runs of ten million each would fit.
  runs += 1;
  const prefix = String(1000 + runs);
  const started = start([join(here, 'load.mjs'), JSON.stringify({ ...options, prefix })]);
  await nextLine(started);
  counting();
  const result = JSON.parse(await nextLine(started));
  await started.exited;
  return result;
}

/** How a table of the embedded store holds its documents: in one column, or with parts of them in others. */
export function keptIn(table, dist) {
  const { KEPT_REDEMPTION, KEPT_EVENT } = require(join(dist, 'src/store/sqlite/kept.js'));
  const whole = { columns: 'document', read: ({ document }) => JSON.parse(document) };
  return { redemptions: KEPT_REDEMPTION, events: KEPT_EVENT }[table] ?? whole;
}

/**
 * A redemption as Vouch writes it the first and the second time, with its events, and the size of the answer: taken from the
 * service itself, so that the floors write and send the same.
 */
export async function takeSample({ dist, folder }) {
  const provider = await openProvider(500);
  const path = join(folder, 'sample.db');
  const vouch = await openVouch({ dist, folder, url: `sqlite:${path}`, simulators: provider.url });
  const { DatabaseSync } = require('@photostructure/sqlite');
  const database = new DatabaseSync(path, { readOnly: true });
  const documents = (table) => {
    const { columns, read } = keptIn(table, dist);
    return database.prepare(`SELECT ${columns} FROM ${table} ORDER BY rowid`).all().map(read);
  };
  const answer = fetch(`${vouch.url}/v1/redemptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${vouch.key}`, 'content-type': 'application/json', 'idempotency-key': 'sample' },
    body: JSON.stringify({
      type: 'vouchers.one_voucher',
      source: { pin: '1000000000000001' },
      amount: 1000,
      currency: 'ZAR',
      external_reference: 'order-1',
      metadata: { till: '1' },
    }),
  });
  while (documents('redemptions').length === 0) await new Promise((wake) => setTimeout(wake, 20));
  const [first] = documents('redemptions');
  const firstEvents = documents('events');
  const response = await answer;
  const replyBytes = (await response.text()).length;
  if (response.status !== 201) throw new Error(`the sample redemption was answered with ${response.status}`);
  const [final] = documents('redemptions');
  const finalEvents = documents('events').slice(firstEvents.length);
  database.close();
  await stop(vouch.process);
  await stop(provider.process);
  return { first, firstEvents, final, finalEvents, replyBytes };
}
