// What strangers can do to an honest caller: the same steady load in turn without and with them, in one run on one server.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProvider, openVouch, runLoad } from './parts.mjs';
import { nextLine, start, stop, usage } from './processes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** Far below what a server can do: it is waiting that is measured, not capacity. */
const RATE = 100;
const CALLERS = 10;
const ROUNDS = 3;

/** Prints a line for each kind of load, and returns them: p99 without and with strangers, the middle one of three rounds. */
export async function flooded({ store, dist, folder, connections, seconds }) {
  const provider = await openProvider(0);
  const vouch = await openVouch({ dist, folder, url: store.urlOf('flooded'), simulators: provider.url });
  const load = { url: vouch.url, key: vouch.key, callers: CALLERS, rate: RATE, seconds, warmup: 1, ids: [] };
  const { made } = await runLoad({ ...load, kind: 'create', rate: 0, warmup: 10, seconds: 1 });
  const rows = [];
  for (const kind of ['create', 'get']) {
    const quiet = [];
    const loud = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      quiet.push(await measured(vouch, { ...load, kind, ids: made }));
      const strangers = start([join(here, 'flood.mjs'), JSON.stringify({ url: vouch.url, connections })]);
      await nextLine(strangers);
      loud.push(await measured(vouch, { ...load, kind, ids: made }));
      const said = nextLine(strangers);
      await stop(strangers);
      loud.at(-1).refused = JSON.parse(await said).answers;
    }
    const row = { store: store.name, kind, connections, quiet: middle(quiet), loud: middle(loud) };
    rows.push(row);
    const text = ({ p50Ms, p99Ms, cpu }) =>
      `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${Math.round(cpu * 100)} % of a core`;
    process.stdout.write(
      `${store.name} ${kind}, ${RATE}/s: alone ${text(row.quiet)}; with ${connections} strangers ${text(row.loud)}; ` +
        `p99 x ${(row.loud.p99Ms / row.quiet.p99Ms).toFixed(2)}\n`,
    );
  }
  for (const part of [vouch, provider]) await stop(part.process);
  return rows;
}

async function measured(vouch, load) {
  let before = 0;
  const result = await runLoad(load, () => {
    before = usage(vouch.pid).cpuSeconds;
  });
  const { requests, statuses, p50Ms, p99Ms } = result;
  return { requests, statuses, p50Ms, p99Ms, cpu: (usage(vouch.pid).cpuSeconds - before) / load.seconds };
}

const middle = (results) => [...results].sort((a, b) => a.p99Ms - b.p99Ms)[Math.floor(results.length / 2)];
