// The points of the benchmark: a program with participants, each with one lot, rewards, and redemptions to reverse. Made through the
// service itself, and the same for the floors, which write copies of what the service wrote for one call.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptIn, openFloor, openProvider, openVouch, runLoad } from './parts.mjs';
import { stop } from './processes.mjs';

const require = createRequire(import.meta.url);

/** Whose records the floors write, and over how much of what there is the calls are spread. */
const KINDS = {
  redeem: { floors: 'redeem' },
  redeem_one: { floors: 'redeem', spread: { participants: 1 } },
  item: { floors: 'item' },
  item_one: { floors: 'item', spread: { rewards: 1 } },
  reverse: { floors: 'reverse' },
};
export const POINTS_KINDS = Object.keys(KINDS);
export const spreadOf = (kind) => KINDS[kind].spread ?? {};
const REWARDS = 100;
const PAGE = 200;

/** Everything that calls on points need, in a file: too long for an argument. */
export async function preparePoints({ vouch, folder, name, participants, warmUp }) {
  const call = callsOn(vouch);
  const { program, asset } = await makeProgram(call);
  const rewards = [];
  for (let index = 0; index < REWARDS; index += 1)
    rewards.push((await call('POST', `/v1/programs/${program}/rewards`, rewardOf(asset, index))).id);
  const file = join(folder, `${name}.csv`);
  const rows = Array.from({ length: participants }, (_, index) => `customer-${index},1000000000`);
  writeFileSync(file, ['external_id,amount', ...rows, ''].join('\n'));
  vouch.run('points', 'import', '--program', program, '--asset', asset, file);
  const plan = { program, asset, rewards, redemptions: [] };
  plan.participants = await allIds(call, '/v1/participants', participants);
  const planFile = join(folder, `${name}.json`);
  const save = () => writeFileSync(planFile, JSON.stringify(plan));
  save();
  // What will be reversed is what is redeemed here first, of other participants each.
  const load = { kind: 'redeem', planFile };
  await runLoad({ ...load, url: vouch.url, key: vouch.key, callers: 50, warmup: 0, seconds: 1 });
  await warmUp?.({ vouch }, load);
  plan.redemptions = await allIds(call, `/v1/programs/${program}/redemptions`, participants);
  save();
  return { planFile };
}

async function makeProgram(call) {
  const { id: program } = await call('POST', '/v1/programs', { name: 'Bench', on_unknown_participant: 'CREATE' });
  const assetOf = { name: 'Star', symbol: 'STAR', scale: 2, inventory_mode: 'LOT', program_id: program };
  const { id: asset } = await call('POST', '/v1/assets', assetOf);
  return { program, asset };
}

function rewardOf(asset, index) {
  const stock = { unit_cost: '10', max_total: 100_000_000, status: 'ACTIVE' };
  return { name: `Reward ${index}`, redemption_type: 'UNIT_BASED', asset_id: asset, ...stock };
}

function callsOn({ url, key }) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

/** The newest ids of a list, at most so many. */
async function allIds(call, path, most) {
  const ids = [];
  let cursor = '';
  while (cursor !== null && ids.length < most) {
    const page = await call('GET', `${path}?limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor ?? null;
  }
  return ids.slice(0, most);
}

/** For each kind of call: the rows that the service wrote for it, and the size of its answer. */
async function takePointsSample({ dist, folder }) {
  const provider = await openProvider(0);
  const path = join(folder, 'points-sample.db');
  const vouch = await openVouch({ dist, folder, url: `sqlite:${path}`, simulators: provider.url });
  const call = callsOn(vouch);
  const { program, asset } = await makeProgram(call);
  const { id: reward } = await call('POST', `/v1/programs/${program}/rewards`, rewardOf(asset, 1));
  const { id: who } = await call('POST', '/v1/participants', { external_id: 'customer-1' });
  const about = { program_id: program, asset_id: asset };
  const credit = { ...about, type: 'CREDIT', amount: '1000000000', description: 'Opening balance' };
  await call('POST', `/v1/participants/${who}/balances/adjust`, credit);
  const written = recorder(path, dist);
  const sample = {};
  const take = async (kind, way, body) => {
    const answer = await call('POST', way, { ...body, idempotency_key: `sample-${kind}` });
    sample[kind] = { rows: written.rows(), replyBytes: JSON.stringify(answer).length };
    return answer;
  };
  const raw = { ...about, amount: '10.00', description: 'Gift card' };
  const redemption = await take('redeem', `/v1/participants/${who}/redemptions`, raw);
  const item = { program_id: program, reward_id: reward };
  await take('item', `/v1/participants/${who}/redemptions/items`, item);
  await take('reverse', `/v1/redemptions/${redemption.id}/reverse`, { amount: '0.01', reason: 'Returned' });
  written.close();
  await stop(vouch.process);
  await stop(provider.process);
  return sample;
}

/** Says which rows of a file have come or changed since it was asked last. */
function recorder(path, dist) {
  const { DatabaseSync } = require('@photostructure/sqlite');
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'points_%' OR name = 'events')")
    .all()
    .map(({ name }) => name);
  const events = keptIn('events', dist);
  const seen = new Map();
  const rows = () =>
    tables.flatMap((table) =>
      database
        .prepare(table === 'events' ? `SELECT ${events.columns} FROM events` : `SELECT id, document FROM ${table}`)
        .all()
        .map((row) => (table === 'events' ? { id: row.id, document: JSON.stringify(events.read(row)) } : row))
        .filter(({ id, document }) => seen.get(`${table} ${id}`) !== document)
        .map(({ id, document }) => {
          const isNew = !seen.has(`${table} ${id}`);
          seen.set(`${table} ${id}`, document);
          return { table, isNew, document };
        }),
    );
  rows();
  return { rows, close: () => database.close() };
}

/** The rows of the table for every kind that is asked for, with floors that write what these calls write. */
export async function measurePoints({ store, dist, folder, vouch, participants, kinds, cells }) {
  if (kinds.length === 0) return [];
  const samples = await takePointsSample({ dist, folder });
  const name = `${store.name}-points`;
  const { planFile } = await preparePoints({ vouch, folder, name, participants, warmUp: cells.warmUp });
  // Before the first create beside them as well.
  await cells.warmUp({ vouch });
  const rows = [];
  for (const of of [...new Set(kinds.map((kind) => KINDS[kind].floors))]) {
    const floorOf = (kind) => {
      const url = store.urlOf(`${of}-${kind}`);
      return openFloor({ kind: `points ${kind}`, dist, url, delayMs: 0, planFile, of, sample: samples[of] });
    };
    const floors = { floor: await floorOf('writes'), rows: await floorOf('rows') };
    await cells.warmUp(floors, { kind: of, planFile });
    for (const kind of kinds.filter((one) => KINDS[one].floors === of)) {
      const load = { planFile, ...spreadOf(kind) };
      // Creates of vouchers on the same server, next to each cell: an hour on a shared machine is not like the next.
      const create = { ...vouch, load: { kind: 'create', planFile: undefined } };
      rows.push(...(await cells.measureKind({ store, kind, servers: { vouch, create, ...floors }, load })));
    }
    for (const { process: started } of Object.values(floors)) await stop(started);
  }
  return rows;
}
