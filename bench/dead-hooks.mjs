// One account with dead webhook endpoints beside another that has none: what the other one notices, while they stand, while
// their backlog waits, and after they are deleted. Beside each phase stands the same load on a second server whose store never had
// an endpoint, right before and after, while the first one is halted: the ratio is between the two.
//   node bench/dead-hooks.mjs [--dist DIR] [--store sqlite|mongodb] [--endpoints 100] [--rate 10] [--seconds 8] [--out FILE]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openMongo } from './mongo.mjs';
import { openProvider, openVouch, runLoad } from './parts.mjs';
import { nextLine, start, stop, stopAll, usage } from './processes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { values: flags } = parseArgs({
  options: {
    dist: { type: 'string', default: join(here, '../dist') },
    store: { type: 'string' },
    endpoints: { type: 'string', default: '100' },
    rate: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '8' },
    callers: { type: 'string', default: '50' },
    out: { type: 'string' },
  },
});
const dist = resolve(flags.dist);
const seconds = Number(flags.seconds);
const folder = mkdtempSync(join(tmpdir(), 'vouch-dead-hooks-'));

/** Straight into the store, past the limit of endpoints for each account. */
async function makeEndpoints(url, key, urls, count) {
  const { openStore } = require(join(dist, 'src/store/open.js'));
  const { AesSealer } = require(join(dist, 'src/sealing/aes-sealer.js'));
  const store = await openStore(url);
  const sealer = new AesSealer([Buffer.from(key.sealing, 'base64')]);
  const at = Date.now();
  const account = await accountOf(key);
  const ids = [];
  for (let n = 0; n < count; n += 1) {
    const id = `whe_${at.toString(16).padStart(12, '0')}${String(n).padStart(12, '0')}`;
    const sealed = sealer.seal(`whsec_${Buffer.alloc(32, n).toString('base64')}`, id);
    const nothing = { description: null, disabledAt: null, disabledReason: null, failingSince: null, notice: null };
    const secrets = [{ sealed, createdAt: at, expiresAt: null }];
    const rest = { ...nothing, secrets, eventTypes: ['*'], createdAt: at, updatedAt: at, deletedAt: null };
    await store.webhooks.insertEndpoint({ id, ...account, rev: 1, url: urls[n % urls.length], ...rest });
    ids.push(id);
  }
  await store.close();
  return ids;

  async function accountOf({ first }) {
    const made = await store.webhooks.findEndpoint(first);
    return { accountId: made.accountId, livemode: made.livemode };
  }
}

async function call(vouch, key, method, path, body) {
  const response = await fetch(`${vouch.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.json();
}

async function measured(vouch, key, name, warmup = 2) {
  let before = 0;
  const load = { url: vouch.url, key, kind: 'create', callers: Number(flags.callers), seconds, warmup, ids: [] };
  const { perSecond, p50Ms, p99Ms, statuses, requests } = await runLoad(load, () => {
    before = usage(vouch.pid).cpuSeconds;
  });
  const cpuMs = ((usage(vouch.pid).cpuSeconds - before) * 1000) / Math.max(1, requests);
  const row = { phase: name, perSecond: Math.round(perSecond), p50Ms: Math.round(p50Ms), p99Ms: Math.round(p99Ms) };
  process.stderr.write(`  ${JSON.stringify({ ...row, cpuMs: Number(cpuMs.toFixed(2)), statuses })}\n`);
  return { ...row, cpuMs };
}

async function measureStore(name, urlOf) {
  const url = urlOf('dead');
  const provider = await openProvider(0);
  const dead = start([join(here, 'dead-receivers.mjs')]);
  const urls = JSON.parse(await nextLine(dead));
  const open = (its) => openVouch({ dist, folder, url: its, simulators: provider.url });
  const vouch = await open(url);
  const control = await open(urlOf('control'));
  const other = keyOf('the dead one', url);
  for (const server of [control, vouch]) await measured(server, server.key, 'warm-up', 10);
  const rows = [];
  /** What the other account does meanwhile goes on only while its server runs. */
  const beside = async (server) => {
    const halted = server === control ? vouch : control;
    halted.process.child.kill('SIGSTOP');
    try {
      return await measured(server, server.key, server === control ? 'control' : 'measured', 4);
    } finally {
      halted.process.child.kill('SIGCONT');
    }
  };
  const phase = async (title, rate = 0) => {
    const first = await beside(control);
    const load = { url: vouch.url, key: other, kind: 'create', callers: 2, warmup: 0, ids: [], rate };
    const theirs = rate > 0 ? runLoad({ ...load, seconds: seconds + 4 }) : null;
    const own = await beside(vouch);
    await theirs;
    const last = await beside(control);
    const mean = (field) => (first[field] + last[field]) / 2;
    const ratio = (field) => Number((own[field] / mean(field)).toFixed(2));
    const { perSecond, p50Ms, p99Ms } = own;
    const ratios = { rateRatio: ratio('perSecond'), p50Ratio: ratio('p50Ms'), p99Ratio: ratio('p99Ms') };
    rows.push({
      store: name,
      phase: title,
      perSecond,
      p50Ms,
      p99Ms,
      controlP99Ms: Math.round(mean('p99Ms')),
      ...ratios,
    });
    process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
  };
  const rate = Number(flags.rate);
  await phase('without');
  const first = await call(vouch, other, 'POST', '/webhook_endpoints', { url: urls[0] });
  const key = { first: first.id, sealing: process.env.BENCH_SECRET_KEY };
  const ids = [first.id, ...(await makeEndpoints(url, key, urls, Number(flags.endpoints) - 1))];
  await phase('dead endpoints, their account redeems', rate);
  await phase('the same again', rate);
  await phase('dead endpoints with a backlog');
  const deliveries = await call(vouch, other, 'GET', '/webhook_deliveries?limit=1');
  if (deliveries.data.length === 0) throw new Error('there is no backlog: nothing was measured');
  for (const id of ids) await call(vouch, other, 'DELETE', `/webhook_endpoints/${id}`);
  await phase('right after their deletion');
  for (const part of [vouch.process, control.process, provider.process, dead]) await stop(part);
  return rows;
}

function keyOf(account, url) {
  const main = join(dist, 'src/main.js');
  const env = { ...process.env, DATABASE_URL: url, VOUCH_SECRET_KEY: process.env.BENCH_SECRET_KEY };
  const args = [main, 'keys', 'create', '--create', '--account', account];
  const options = { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  return execFileSync(process.execPath, args, options).trim().split('\n').at(-1);
}

const rows = [];
let mongo;
try {
  if (flags.store !== 'mongodb')
    rows.push(...(await measureStore('sqlite', (of) => `sqlite:${join(folder, of, 'vouch.db')}`)));
  if (flags.store !== 'sqlite') {
    mongo = await openMongo();
    if ('why' in mongo) throw new Error(mongo.why);
    const urlOf = (of) => {
      const url = new URL(mongo.url);
      url.pathname = `/vouch_dead_hooks_${of}_${process.pid}`;
      return url.href;
    };
    rows.push(...(await measureStore('mongodb', urlOf)));
  }
  console.table(rows);
  if (flags.out) writeFileSync(flags.out, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  await stopAll();
  await mongo?.stop?.();
  rmSync(folder, { recursive: true, force: true });
}
