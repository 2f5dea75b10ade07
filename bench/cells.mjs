// One cell of the table: so many callers with one kind of request against one server; and one line of it: the same against Vouch and both
// floors.
import { runLoad } from './parts.mjs';
import { usage } from './processes.mjs';

/** Before the first cell: Vouch is a large program, whose compiled code is at its best after some ten thousand requests. */
const FIRST_WARMUP = { vouch: 20, floor: 5, rows: 3 };

/** `quick`: no server is warmed. `callerCounts`: one line of the table each. `rounds`: how often each cell is measured, in turn. */
export function cellsOf({ seconds, warmup, callerCounts, quick, rounds }) {
  /** One number of callers against one server. */
  async function measure(server, load, callers) {
    const before = { rss: usage(server.pid).rss };
    // Hundreds of callers move in step: a window must hold several of their rounds.
    const times = callers > 100 ? 3 : 1;
    const { url, key } = server;
    const { made, ...result } = await runLoad(
      { ...load, url, key, callers, seconds: seconds * times, warmup: warmup * times },
      () => {
        before.cpuSeconds = usage(server.pid).cpuSeconds;
      },
    );
    const after = usage(server.pid);
    return {
      made,
      result: {
        ...result,
        cpuSecondsPerRequest: (after.cpuSeconds - before.cpuSeconds) / Math.max(1, result.requests),
        rssStartBytes: before.rss,
        rssEndBytes: after.rss,
      },
    };
  }

  /** `idsOf`: what each server has made so far; `load`: what else the callers are told; a server may have a `load` of its own. */
  async function measureKind({ store, kind, providerMs = null, servers, idsOf = {}, load = {} }) {
    const rows = [];
    for (const callers of callerCounts) {
      const row = { store: store.name, kind, providerMs, callers };
      const measured = {};
      for (let round = 0; round < rounds; round += 1) {
        for (const [name, server] of Object.entries(servers)) {
          const asked = { ...load, kind, ids: idsOf[name] ?? [], ...server.load };
          const { made, result } = await measure(server, asked, callers);
          assertGood(`${name} ${kind}`, result.statuses);
          if (kind === 'create' && made.length > 0) idsOf[name] = made;
          (measured[name] ??= []).push(result);
        }
      }
      rows.push(compared(row, measured));
      process.stderr.write(`  ${lineOf(row)}\n`);
    }
    return rows;
  }

  async function warmUp(servers, load = { kind: 'create', ids: [] }) {
    if (quick) return;
    for (const [name, { url, key }] of Object.entries(servers))
      await runLoad({ ...load, url, key, callers: 100, seconds: 1, warmup: FIRST_WARMUP[name] });
  }

  return { measureKind, warmUp };
}

/** Of several rounds the middle one, of each server and of each ratio: a ratio is of two that were measured next to each other. */
function compared(row, measured) {
  for (const [name, results] of Object.entries(measured)) row[name] = middle(results, ({ perSecond }) => perSecond);
  const ratioTo = (name) => middle(measured.vouch.map((one, round) => one.perSecond / measured[name][round].perSecond));
  row.ratio = ratioTo('floor');
  row.rowsRatio = ratioTo('rows');
  if (row.create) row.createRatio = ratioTo('create');
  row.addedP50Ms = row.vouch.p50Ms - row.floor.p50Ms;
  row.addedP99Ms = row.vouch.p99Ms - row.floor.p99Ms;
  return row;
}

function middle(values, by = (value) => value) {
  return [...values].sort((a, b) => by(a) - by(b))[Math.floor(values.length / 2)];
}

function lineOf({ store, kind, providerMs, callers, vouch, floor, rows }) {
  const perSecond = ({ perSecond: count }) => `${Math.round(count)}/s`;
  const what = providerMs === null ? kind : `${kind} (${providerMs} ms)`;
  return `${store} ${what}, ${callers} callers: ${perSecond(vouch)}; floor ${perSecond(floor)}, rows ${perSecond(rows)}`;
}

function assertGood(cell, statuses) {
  const bad = Object.entries(statuses).filter(([status]) => !['200', '201'].includes(status));
  if (bad.length > 0) throw new Error(`${cell}: unexpected answers ${JSON.stringify(statuses)}`);
}
