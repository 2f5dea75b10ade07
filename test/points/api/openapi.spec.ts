// The description of the points routes is true: real responses of every one of them are held against it.
import { Truth, type Document } from '../../api/truth';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWorld, type Call, type World } from '../../api/world';
import type { Fields, Json } from './shop';

let world: World;
let truth: Truth;
beforeAll(async () => {
  world = await startWorld(null);
  truth = new Truth(JSON.parse((await world.call('GET /openapi.json', { key: '' })).text) as Document);
}, 60_000);
afterAll(() => world.close());

async function call(route: string, body?: Fields, options: Call = {}): Promise<Json> {
  const answer = await world.call(route, { ...options, ...(body === undefined ? {} : { body }) });
  truth.hold(route, answer);
  return answer.body as unknown as Json;
}

test('every route of points answers as described, and so does each refusal that is met on the way', async () => {
  const program = await call('POST /v1/programs', { name: 'Stars', description: 'Coffee' });
  const path = `/v1/programs/${program.id}`;
  const entity = await call('POST /v1/ledger-entities', { name: 'Charity' });
  await call(`GET /v1/ledger-entities/${entity.id}`);
  await call('GET /v1/ledger-entities');
  const asset = await call('POST /v1/assets', { name: 'Star', symbol: 'STR', scale: 2, inventory_mode: 'LOT' });
  await call('POST /v1/assets', { name: 'Star', symbol: 'STR', scale: 2, inventory_mode: 'LOT' });
  await call(`POST ${path}/assets`, { asset_id: asset.id });
  await call(`POST ${path}/assets`, { asset_id: asset.id });
  const gold = await call('POST /v1/assets', {
    ...{ name: 'Gold', symbol: 'GLD', scale: 0, inventory_mode: 'SIMPLE' },
    ...{ issuance_policy: 'PREFUNDED', program_id: program.id },
  });
  await call(`PATCH ${path}/assets/${asset.id}`, { cash_rate: { currency: 'ZAR', cents: 10, units: '1' } });
  for (const route of ['/v1/programs', path, `${path}/balance`, '/v1/assets', `/v1/assets/${asset.id}`])
    await call(`GET ${route}`);
  await call(`PATCH ${path}`, { description: null });
  await call(`PATCH /v1/assets/${asset.id}`, { max_transaction_amount: '5000' });
  for (const move of ['fund', 'burn', 'burn'])
    await call(`POST ${path}/assets/${gold.id}/${move}`, { amount: '10', description: 'budget' });
  const person = { external_id: 'c-1', email: 'a@example.com', first_name: 'Ann', attributes: { tier: 'gold' } };
  const who = await call('POST /v1/participants', person);
  await call('POST /v1/participants', person);
  const participant = `/v1/participants/${who.id}`;
  await call('GET /v1/participants');
  await call(`GET ${participant}`);
  await call(`PATCH ${participant}`, { email: null, tags: ['vip'] });
  await call(`PATCH ${participant}/status`, { status: 'SUSPENDED' });
  await call(`PATCH ${participant}/status`, { status: 'ACTIVE' });
  const about = { program_id: program.id, asset_id: asset.id, description: 'test' };
  const credit = { ...about, type: 'CREDIT', amount: '1500', idempotency_key: 'credit' };
  for (let times = 0; times < 2; times += 1) await call(`POST ${participant}/balances/adjust`, credit);
  await call(`POST ${participant}/balances/adjust`, { ...credit, amount: '1' });
  await call(`POST ${participant}/balances/adjust`, { ...credit, idempotency_key: null, amount: 1 });
  for (const operation of ['hold', 'release', 'release', 'hold'])
    await call(`POST ${participant}/balances/${operation}`, { ...about, amount: '10', reference_id: 'till-1' });
  await call(`POST ${participant}/balances/forfeit`, { ...about, amount: '5', bucket: 'HELD' });
  await call(`GET ${participant}/balances`);
  await call(`GET ${participant}/balances/lots?asset_id=${asset.id}&limit=5`);
  const reward = await call(`POST ${path}/rewards`, {
    ...{ name: 'Mug', redemption_type: 'UNIT_BASED', asset_id: asset.id, unit_cost: '10' },
    ...{ max_total: 2, status: 'ACTIVE' },
  });
  await call(`GET ${path}/rewards`);
  await call(`GET ${path}/rewards/${reward.id}`);
  await call(`PATCH ${path}/rewards/${reward.id}`, { unit_cost: '12' });
  const item = { program_id: program.id, reward_id: reward.id, quantity: 2 };
  const bought = await call(`POST ${participant}/redemptions/items`, item);
  await call(`POST ${participant}/redemptions/items`, item);
  const raw = { ...about, amount: '1000', idempotency_key: 'raw' };
  const redeemed = await call(`POST ${participant}/redemptions`, raw);
  await call(`POST ${participant}/redemptions`, raw);
  await call(`POST ${participant}/redemptions`, { ...about, amount: '4999' });
  for (const { id } of [bought, redeemed]) {
    await call(`GET /v1/redemptions/${id}`);
    await call(`GET /v1/redemptions/${id}/reversals`);
  }
  await call(`GET /v1/redemptions/${redeemed.id}`, undefined, { key: world.keys.publishable });
  const reversal = { reason: 'returned', amount: '500', idempotency_key: 'back' };
  for (let times = 0; times < 2; times += 1) await call(`POST /v1/redemptions/${redeemed.id}/reverse`, reversal);
  await call(`POST /v1/redemptions/${bought.id}/reverse`, { reason: 'broken', amount: '5' });
  await call(`POST /v1/redemptions/${bought.id}/reverse`, { reason: 'broken', quantity: 1 });
  await call(`GET /v1/redemptions/${redeemed.id}/reversals?limit=1`);
  await call(`GET ${participant}/redemptions?status=COMPLETED`);
  await call(`GET ${path}/redemptions`);
  await call(`GET /v1/journal-entries?participant_id=${who.id}&limit=2`);
  await call(`GET /v1/journal-entries/${redeemed.journal_entry_id}`);
  await call(`GET /v1/reports/ledger-summary?program_id=${program.id}`);
  await call('GET /v1/reports/integrity');
  await call(`GET /v1/events?participant_id=${who.id}`);
  await call(`GET ${participant}`, undefined, { key: world.keys.publishable });
  await call('GET /v1/participants/019ac1f2-7a3b-7c4d-8e5f-60718293a4b5');
  expect(
    truth.unproven(/^\/v1\/(?:programs|assets|participants|ledger-entities|journal-entries|reports\/(?!daily))/),
  ).toEqual([]);
});

interface Operation {
  readonly tags?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples?: object }>> };
}

test('no write on points takes If-Match: nothing of points has a version that it could be held against', async () => {
  const text = (await world.call('GET /openapi.json', { key: '' })).text;
  const { paths } = JSON.parse(text) as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const uuid = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5';
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method, { tags }]) => method !== 'get' && tags?.some((tag) => tag.startsWith('Points')))
      .map(([method]) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, uuid)}`),
  );
  routes.push(`POST /v1/redemptions/${uuid}/reverse`);
  expect(routes.length).toBeGreaterThan(20);
  const send = (route: string, version: string) =>
    world.call(route, { headers: { 'If-Match': version }, body: { reason: 'x' } });
  for (const route of routes) {
    const { status, body } = await send(route, '"1"');
    expect([route, status, body.code]).toEqual([route, 400, 'validation_failed']);
    expect(body.errors).toContainEqual(expect.objectContaining({ param: 'If-Match', code: 'not_allowed' }));
    expect(JSON.stringify(body.errors)).toContain('points have no version: leave it out');
    // None in particular is none.
    expect(JSON.stringify((await send(route, '*')).body)).not.toContain('If-Match');
  }
});

test('every write has a request to copy, and docs/points.md shows every call', async () => {
  const text = (await world.call('GET /openapi.json', { key: '' })).text;
  const { paths } = JSON.parse(text) as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const page = readFileSync(join(__dirname, '../../../docs/points.md'), 'utf8');
  const shown = [...page.matchAll(/call (GET|POST|PATCH) "?(\/v1\/[^\s"?]+)/g)].map(
    ([, method = '', path = '']) => `${method} ${path.replace(/\$\w+/g, '{}')}`,
  );
  const missing: string[] = [];
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { tags, requestBody }] of Object.entries(operations)) {
      if (tags?.some((tag) => tag.startsWith('Points')) !== true) continue;
      const call = `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`;
      if (!shown.includes(call)) missing.push(call);
      if (requestBody && !requestBody.content['application/json']?.examples) missing.push(`example of ${call}`);
    }
  expect(missing).toEqual([]);
});
