// The benchmark: Vouch and its floor, side by side in one run on one machine. Prints a table and writes it as JSON.
//   npm run bench                    everything: both stores, 1, 50 and 500 callers
//   npm run bench -- --quick         a smoke test of a few seconds; writes no file
//   npm run bench -- --soak 10m      memory over time, at a steady rate (--rate 100 a second)
//   npm run bench -- --profile       where the CPU time of a redemption goes (--kind get|list for reads, redeem|item|reverse for points)
//   npm run bench -- --flood 40      an honest caller beside so many connections that send bodies and have no key
// Options: --store sqlite|mongodb, --callers 1,50, --only create,slow,get,list,redeem,redeem_one,item,item_one,reverse, --seconds 5,
// --rounds 1 (each cell so often, in turn, and the middle one shown), --out FILE, --dist DIR (a build).
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cellsOf } from './cells.mjs';
import { flooded } from './flooded.mjs';
import { openFloor, openProvider, openVouch, runLoad, takeSample } from './parts.mjs';
import { openMongo } from './mongo.mjs';
import { measurePoints, POINTS_KINDS, preparePoints, spreadOf } from './points.mjs';
import { stop, stopAll, usage } from './processes.mjs';
import { summariseProfile } from './profile.mjs';
import { printTable, tableOf } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const VOUCHER_KINDS = ['create', 'get', 'list'];
const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    soak: { type: 'string' },
    flood: { type: 'string' },
    rate: { type: 'string', default: '100' },
    kind: { type: 'string', default: 'create' },
    store: { type: 'string' },
    callers: { type: 'string' },
    only: { type: 'string', default: [...VOUCHER_KINDS, 'slow', ...POINTS_KINDS].join(',') },
    seconds: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    out: { type: 'string' },
    dist: { type: 'string', default: join(here, '../dist') },
  },
});
const dist = resolve(flags.dist);
const loadBefore = loadavg()[0] ?? 0;
const latest = join(here, 'results/latest.json');
const seconds = Number(flags.seconds ?? (flags.quick ? 1 : 5));
const warmup = flags.quick || flags.rounds !== '1' ? 0.3 : 2;
const callerCounts = flags.callers?.split(',').map(Number) ?? (flags.quick ? [1, 20] : [1, 50, 500]);
const only = new Set(flags.only.split(','));
const participants = flags.quick ? 200 : 10_000;
const PROVIDER_MS = 200;
const folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));

if (!existsSync(join(dist, 'src/main.js'))) {
  process.stderr.write(`bench: ${dist} holds no build: run \`npm run build\` first\n`);
  process.exit(1);
}

const stores = [];
async function openStores() {
  if (flags.store !== 'mongodb') {
    stores.push({
      name: 'sqlite',
      urlOf: (name) => `sqlite:${join(folder, `${name}.db`)}`,
      stop: async () => undefined,
    });
  }
  if (flags.store === 'sqlite') return;
  const mongo = await openMongo();
  if ('why' in mongo) {
    process.stderr.write(`\nbench: NO MONGODB, its half is skipped: ${mongo.why}\n\n`);
    if (flags.store === 'mongodb') throw new Error('there is no MongoDB to measure');
    return;
  }
  const urlOf = (name) => {
    const url = new URL(mongo.url);
    url.pathname = `/vouch_bench_${name.replaceAll('-', '_')}_${process.pid}`;
    return url.href;
  };
  stores.push({ name: 'mongodb', urlOf, stop: mongo.stop });
}

async function measureStore(store, sample) {
  const cells = cellsOf({ seconds, warmup, callerCounts, quick: flags.quick, rounds: Number(flags.rounds) });
  const rows = [];
  const atOnce = [...only].some((kind) => kind !== 'slow');
  for (const delayMs of [...(atOnce ? [0] : []), ...(only.has('slow') ? [PROVIDER_MS] : [])]) {
    const provider = await openProvider(0);
    const vouch = await openVouch({ dist, folder, url: store.urlOf(`vouch-${delayMs}`), simulators: provider.url });
    if (delayMs > 0 || VOUCHER_KINDS.some((kind) => only.has(kind)))
      rows.push(...(await measureVouchers({ store, sample, provider, vouch, delayMs, cells })));
    const kinds = delayMs === 0 ? POINTS_KINDS.filter((kind) => only.has(kind)) : [];
    rows.push(...(await measurePoints({ store, dist, folder, vouch, participants, kinds, cells })));
    for (const part of [vouch, provider]) await stop(part.process);
  }
  return rows;
}

async function measureVouchers({ store, sample, provider, vouch, delayMs, cells }) {
  // Nobody is slow while the servers get warm: a slow provider lets too few redemptions through for that.
  const floorOf = (kind) => openFloor({ kind, dist, url: store.urlOf(`${kind}-${delayMs}`), delayMs, sample });
  const servers = { vouch, floor: await floorOf('writes'), rows: await floorOf('rows') };
  const idsOf = {};
  await cells.warmUp(servers);
  await provider.slowTo(delayMs);
  const rows = await cells.measureKind({ store, kind: 'create', providerMs: delayMs, servers, idsOf });
  for (const kind of ['get', 'list'].filter((name) => delayMs === 0 && only.has(name)))
    rows.push(...(await cells.measureKind({ store, kind, servers, idsOf })));
  for (const part of [servers.floor, servers.rows]) await stop(part.process);
  return rows;
}

async function benchmark() {
  await openStores();
  const sample = await takeSample({ dist, folder });
  const rows = [];
  for (const store of stores) rows.push(...(await measureStore(store, sample)));
  const report = {
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      platform: process.platform,
      loadAverage: Number(loadBefore.toFixed(1)),
    },
    secondsPerCell: seconds,
    rounds: Number(flags.rounds),
    documentBytes: {
      first: JSON.stringify(sample.first).length,
      final: JSON.stringify(sample.final).length,
      reply: sample.replyBytes,
    },
    rows,
  };
  printTable(report);
  const out = flags.out ?? (flags.quick ? null : latest);
  if (out === null) return;
  mkdirSync(dirname(resolve(out)), { recursive: true });
  writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  if (resolve(out) === latest) intoDocs(report);
  process.stderr.write(`written to ${out}\n`);
}

/** The page on performance shows the latest run, between two marks. */
function intoDocs(report) {
  const page = join(here, '../docs/performance.md');
  const marks = /(<!-- latest run: written by npm run bench -->\n)[\s\S]*?(\n<!-- end of latest run -->)/;
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(marks, (_, begin, end) => `${begin}\n${tableOf(report)}${end}`),
  );
}

async function soak() {
  await openStores();
  const [, count, unit] = /^(\d+)(s|m|h)$/.exec(flags.soak) ?? [];
  const total = Number(count) * { s: 1, m: 60, h: 3600 }[unit];
  if (!(total > 0)) throw new Error('--soak wants a duration such as 10m');
  for (const store of stores) {
    const provider = await openProvider(0);
    const vouch = await openVouch({ dist, folder, url: store.urlOf('soak'), simulators: provider.url });
    const began = Date.now();
    const series = [];
    const look = () => {
      const { rss, cpuSeconds } = usage(vouch.pid);
      series.push({ seconds: Math.round((Date.now() - began) / 1000), rssMiB: Math.round(rss / 1048576), cpuSeconds });
      const { seconds: at, rssMiB } = series.at(-1);
      process.stdout.write(
        `${store.name}  ${String(at).padStart(6)} s  ${String(rssMiB).padStart(5)} MiB  ${cpuSeconds.toFixed(1)} CPU s\n`,
      );
    };
    const timer = setInterval(look, Math.max(1, total / 30) * 1000);
    look();
    const load = { url: vouch.url, key: vouch.key, kind: 'create', callers: 10, seconds: total, warmup: 0 };
    const { requests, statuses, p50Ms, p99Ms } = await runLoad({ ...load, rate: Number(flags.rate), ids: [] });
    clearInterval(timer);
    look();
    process.stdout.write(
      `${store.name}: ${requests} redemptions, ${JSON.stringify(statuses)}, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms\n`,
    );
    if (flags.out)
      writeFileSync(flags.out, `${JSON.stringify({ store: store.name, requests, statuses, series }, null, 2)}\n`);
    for (const part of [vouch, provider]) await stop(part.process);
  }
}

async function flood() {
  await openStores();
  const rows = [];
  for (const store of stores)
    rows.push(...(await flooded({ store, dist, folder, connections: Number(flags.flood), seconds })));
  if (flags.out) writeFileSync(flags.out, `${JSON.stringify(rows, null, 2)}\n`);
}

async function pointsOf(vouch, store) {
  if (!POINTS_KINDS.includes(flags.kind)) return {};
  const { planFile } = await preparePoints({ vouch, folder, name: store.name, participants });
  return { planFile, ...spreadOf(flags.kind) };
}

async function profile() {
  await openStores();
  for (const store of stores) {
    const provider = await openProvider(0);
    const spawnedAt = performance.now();
    const profiles = join(folder, `profile-${store.name}`);
    const vouch = await openVouch({
      dist,
      folder,
      url: store.urlOf('profile'),
      simulators: provider.url,
      nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-interval=500'],
    });
    const load = { url: vouch.url, key: vouch.key, callers: 50, warmup: 1, seconds: Math.max(seconds, 5), ids: [] };
    let skipMs = 0;
    const counting = () => {
      skipMs = performance.now() - spawnedAt;
    };
    const createSeconds = flags.kind === 'create' ? load.seconds : 1;
    const { made, ...created } = await runLoad({ ...load, kind: 'create', seconds: createSeconds }, counting);
    const points = await pointsOf(vouch, store);
    const result =
      flags.kind === 'create' ? created : await runLoad({ ...load, ...points, kind: flags.kind, ids: made }, counting);
    await stop(vouch.process);
    await stop(provider.process);
    const file = readdirSync(profiles)
      .map((name) => join(profiles, name))
      .sort((a, b) => statSync(b).size - statSync(a).size)[0];
    process.stdout.write(`\n${store.name}, ${flags.kind}: ${Math.round(result.perSecond)}/s under the profiler\n\n`);
    const summary = summariseProfile(file, skipMs);
    process.stdout.write(summary);
    if (flags.out) writeFileSync(flags.out, summary);
  }
}

try {
  if (flags.profile) await profile();
  else if (flags.soak !== undefined) await soak();
  else if (flags.flood !== undefined) await flood();
  else await benchmark();
} finally {
  await stopAll();
  for (const store of stores) await store.stop();
  rmSync(folder, { recursive: true, force: true });
}
