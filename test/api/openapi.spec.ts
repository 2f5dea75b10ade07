// The API description is valid, complete, and true: real responses of every route are held against it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { PROBLEMS } from '../../src/api/problems/problem-table';
import { DECLINE_CODES } from '../../src/core/providers/outcome';
import { STATUSES, OUTCOMES } from '../../src/core/redemption/redemption';
import { Truth, type Document } from './truth';
import { BLU, ONE_VOUCHER, OTT, sourceOf, startWorld, TYPES, type Answer, type Call, type World } from './world';

let world: World;
let document: Document;
beforeAll(async () => {
  world = await startWorld(null);
  const answer = await world.call('GET /openapi.json', { key: '' });
  document = JSON.parse(answer.text) as Document;
});
afterAll(() => world.close());

it('is valid OpenAPI 3.1, without habits of 3.0', async () => {
  expect(document.openapi).toBe('3.1.0');
  const config = await createConfig({
    extends: ['spec'],
    rules: {
      'no-invalid-media-type-examples': 'error',
      'no-invalid-schema-examples': 'error',
      'operation-operationId-unique': 'error',
    },
  });
  const found = await lintFromString({ source: JSON.stringify(document), config });
  const bent = JSON.stringify(document).replace('"type":"integer"', '"type":"whole"');
  expect(await lintFromString({ source: bent, config })).not.toEqual([]);
  expect(found.map(({ message, location }) => `${location[0]?.pointer ?? ''} ${message}`)).toEqual([]);
  expect(JSON.stringify(document)).not.toMatch(/"nullable"|x-vouch/);
});

it('takes its enums from the core, and explains every code', () => {
  const { schemas } = document.components;
  expect(schemas['Redemption']?.properties?.['status']?.enum).toEqual(STATUSES);
  expect(schemas['Redemption']?.properties?.['outcome']?.enum).toEqual(OUTCOMES);
  expect(schemas['RedemptionError']?.properties?.['code']?.enum).toEqual(expect.arrayContaining([...DECLINE_CODES]));
  expect(schemas['Problem']?.properties?.['code']?.enum).toEqual(Object.keys(PROBLEMS));
  expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'apiKey', 'till', 'console']);
  expect(schemas['CreateTestVoucherRequest']?.properties?.['scenario']?.enum).toContain('drop_after_taking');
});

it('describes every tag that operations stand under, and no other', () => {
  const used = new Set(
    Object.values(document.paths).flatMap((item) => Object.values(item).flatMap(({ tags }) => tags)),
  );
  expect(document.tags.map(({ name }) => name).sort()).toEqual([...used].sort());
  for (const { description } of document.tags) expect(description).toMatch(/^[A-Z].+\.$/);
});

it('declares no default in the body of a PATCH: whoever fills defaults in would change what was left out', () => {
  const { schemas } = document.components;
  const bodies = Object.values(document.paths).flatMap((item) =>
    Object.entries(item).flatMap(([method, operation]) => (method === 'patch' ? [JSON.stringify(operation)] : [])),
  );
  expect(bodies.length).toBeGreaterThan(6);
  const names = (text: string) =>
    [...text.matchAll(/#\/components\/schemas\/(\w+Request|CashRate)"/g)].map(([, name]) => name ?? '');
  const seen = new Set<string>();
  for (let next = bodies.flatMap(names); next.length > 0;) {
    const fresh = next.filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    next = fresh.flatMap((name) => names(JSON.stringify(schemas[name])));
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(['UpdateRewardRequest', 'UpdateWebhookEndpointRequest', 'CashRate']),
  );
  expect([...seen].filter((name) => JSON.stringify(schemas[name]).includes('"default":'))).toEqual([]);
});

it('says the most of every amount in cents that a caller may name', () => {
  const { schemas } = document.components;
  const named = Object.keys(schemas).filter((name) => name.endsWith('Request'));
  const amounts = named.flatMap(
    (name) => JSON.stringify(schemas[name]).match(/\{[^{}]*"format":"int64"[^{}]*\}/g) ?? [],
  );
  expect(amounts.length).toBeGreaterThan(5);
  for (const amount of amounts) expect(amount).toContain('"maximum":100000000');
});

it('names every operation, and every answer with its headers', () => {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, { operationId, summary, responses, security }] of Object.entries(item)) {
      expect([path, method, operationId, summary]).toEqual([
        path,
        method,
        expect.stringMatching(/^[a-z][A-Za-z]+$/),
        expect.any(String),
      ]);
      // Of one call the key is what it is for.
      const withKey = security?.length === 0 ? [] : ['401'];
      for (const code of [...withKey, '429', '500']) expect(responses).toHaveProperty(code);
      for (const response of Object.values(responses)) expect(response.headers).toHaveProperty('X-Request-Id');
    }
  }
});

it('is good enough to generate a client from', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-openapi-'));
  const [source, target] = [join(folder, 'openapi.json'), join(folder, 'api.ts')];
  writeFileSync(source, JSON.stringify(document));
  const cli = join(__dirname, '../../node_modules/openapi-typescript/bin/cli.js');
  await promisify(execFile)(process.execPath, [cli, source, '-o', target]);
  const types = readFileSync(target, 'utf8');
  rmSync(folder, { recursive: true });
  expect(types).toContain('createRedemption: {');
  expect(types).toMatch(/change_voucher: components\["schemas"\]\["IssuedVoucher"\] \| null/);
  expect(types).toMatch(/outcome: "open" \| "paid" \| "not_paid" \| "checking"/);
});

it('tells the truth about every route', async () => {
  const truth = new Truth(document);
  const call = async (route: string, options: Call = {}): Promise<Answer> => {
    const answer = await world.call(route, options);
    truth.hold(route, answer);
    return answer;
  };
  const create = (fields: object, options: Call = {}) => call('POST /v1/redemptions', { ...options, body: fields });
  const types = await call('GET /v1/redemptions/types');
  // The check itself can fail: an undescribed field, and one of the wrong type.
  for (const wrong of [{ surprise: 1 }, { has_more: 'no' }]) {
    const bent = { ...types, body: { ...types.body, ...wrong } as unknown as Answer['body'] };
    expect(() => {
      truth.hold('GET /v1/redemptions/types', bent);
    }).toThrow('GET /v1/redemptions/types 200');
  }
  for (const type of TYPES) {
    const source = () => sourceOf(world.voucher(type, 5000));
    const made = await call('POST /v1/test_helpers/vouchers', { body: { type, amount: 4000 } });
    const paid = await create({
      type,
      source: made.body.source,
      amount: 1500,
      currency: 'ZAR',
      metadata: { order: '1' },
      external_reference: 'o-1',
      related_ids: ['a'],
      redemption_options: { store_id: 'S1', terminal_id: 'T1' },
    });
    const path = `/v1/redemptions/${paid.body.id}`;
    await call(`POST ${path}/reverse`, { body: { reason: 'r', amount: 500, idempotency_key: `${type} 1` } });
    await call(`GET ${path}/reversal_terms`);
    for (const body of [{ reason: 'r', amount: 1, idempotency_key: `${type} p` }, { reason: 'r', amount: 9999 }, {}])
      await call(`POST ${path}/reversal_proposals`, { body });
    for (const body of [{ voucher: 'change', reason: 'lost' }, { voucher: 'refund', reason: 'lost' }, {}])
      await call(`POST ${path}/reveal`, { body });
    await call(`POST ${path}/reverse`, { body: { reason: 'r' } });
    await call(`POST ${path}/reverse`, { body: { reason: 'r', amount: 9999, idempotency_key: `${type} 2` } });
    for (const route of [`GET ${path}`, `GET ${path}/reversals`, `GET ${path}/timeline`, `POST ${path}/capture`])
      await call(route);
    await call(`PATCH ${path}`, { body: { external_reference: null, metadata: {} } });
    await call(`PATCH ${path}`, { body: { metadata: {} }, headers: { 'if-match': '"99"' } });
    const draft = await create({ type, source: source(), confirm: false });
    await call(`POST /v1/redemptions/${draft.body.id}/reserve`);
    await call(`POST /v1/redemptions/${draft.body.id}/confirm`, { body: { amount: 9999, x: 1 } });
    await call(`POST /v1/redemptions/${draft.body.id}/confirm`);
    const held = await create({ type, source: source(), capture_method: 'manual' });
    await call(`POST /v1/redemptions/${held.body.id}/cancel`);
    const manual = await create({ type, source: source(), capture_method: 'manual' });
    await call(`POST /v1/redemptions/${manual.body.id}/capture`, { body: {} });
    const used = sourceOf(world.voucher(type, 500, 'used'));
    await create({ type, source: used });
    await create({ type, source: used }, { key: world.keys.publishable });
    const doubtful = await create({ type, source: sourceOf(world.voucher(type, 500, 'drop_after_taking')) });
    expect(doubtful.status).toBe(202);
    await call(`GET /v1/redemptions/${doubtful.body.id}`);
    await call('POST /v1/stored_value/lookup', { body: { type, source: source() } });
    await call('POST /v1/stored_value/lookup', { body: { type, source: used } });
  }
  const asked = { headers: { 'idempotency-key': `${BLU} 1` } };
  for (const options of [asked, { headers: { 'idempotency-key': 'nothing came' } }, {}])
    await call('POST /v1/redemptions/recover', options);
  const { body: till } = await call('POST /v1/terminals', { body: { terminal_id: 'T1', name: 'Till' } });
  const { pairing_code } = till as unknown as { pairing_code: string };
  await call('POST /v1/terminals', { body: { terminal_id: 'T1', name: 'Till' } });
  const claim = { key: '', body: { pairing_code, deliver: 'key' } };
  const { body: paired } = await call('POST /v1/terminals/claim', claim);
  const { key } = paired as unknown as { key: string };
  await call('POST /v1/terminals/claim', claim);
  await call('POST /v1/terminals/claim', { key: '', body: { pairing_code, deliver: 'cookie' } });
  for (const route of ['GET /v1/terminals', `GET /v1/terminals/${till.id}`, `POST /v1/terminals/${till.id}/unlock`])
    await call(route);
  const { body: sold } = await create({ type: BLU, source: sourceOf(world.voucher(BLU, 500)) }, { key });
  const receipt = `POST /v1/redemptions/${sold.id}/acknowledge`;
  for (const body of [{ receipt: 'printed' }, { receipt: 'sung' }]) await call(receipt, { key, body });
  await call('GET /v1/redemptions?acknowledged=true', { key });
  await call('GET /v1/terminals/current', { key });
  await call('GET /v1/terminals/current');
  for (const action of ['pair', 'revoke', 'pair']) await call(`POST /v1/terminals/${till.id}/${action}`);
  await call('GET /v1/redemptions?limit=5');
  for (const body of [{ query: 'R15.00', limit: 2 }, { query: '' }])
    await call('POST /v1/redemptions/search', { body });
  for (const query of ['', '?limit=x']) await call(`GET /v1/reversals${query}`);
  for (const query of ['from=2026-01-01&to=2026-01-02', 'from=x']) await call(`GET /v1/reports/daily?${query}`);
  await call('GET /v1/redemptions?limit=x');
  await call('GET /v1/redemptions', { key: world.keys.publishable });
  await call('GET /v1/redemptions/types', { key: '' });
  await call('GET /v1/redemptions/rdm_000000000000000000000000');
  await create({ type: 'vouchers.moon', source: {} });
  await create({ type: OTT, source: {} });
  await create({ type: ONE_VOUCHER, source: { pin: '1115684091419838' }, amount: 1, currency: 'USD' });
  await call('POST /v1/redemptions', { body: '{' });
  await call('POST /v1/test_helpers/vouchers', { body: { type: BLU }, key: world.keys.publishable });
  expect(truth.unproven(/^\/v1\/(?:redemptions|reversals|reports\/daily|stored_value|terminals|test_helpers)/)).toEqual(
    [],
  );
});

it('tells the truth about reviews: what they show, and every way in which a verdict is refused', async () => {
  const truth = new Truth(document);
  const call = async (route: string, options: Call = {}): Promise<Answer> => {
    const answer = await world.call(route, options);
    truth.hold(route, answer);
    return answer;
  };
  const whole = await world.create(world.voucher(BLU, 500));
  await world.openReview(whole.body.id);
  const [review] = (await call('GET /v1/reviews?limit=5')).body.data;
  const path = `/v1/reviews/${String(review?.id)}`;
  const full = await call(`GET ${path}`);
  for (const body of [{ user_id: null }, { user_id: `usr_${'0'.repeat(24)}` }, {}])
    await call(`POST ${path}/assign`, { body });
  for (const body of [{ text: 'I asked them' }, { text: '' }]) await call(`POST ${path}/notes`, { body });
  await call('GET /v1/reviews/summary');
  const verdict = { decision: 'paid', note: 'They said so', evidence: 'Letter' };
  const give = (fields: object, version?: number, key = 'v') =>
    call(`POST ${path}/verdict`, {
      body: { ...verdict, ...fields },
      headers: { 'idempotency-key': key, ...(version ? { 'if-match': `"${String(version)}"` } : {}) },
    });
  const codes = [
    await give({}),
    await give({}, 99),
    await give({ decision: 'maybe' }, 1),
    await give({}, full.body.version),
    await give({ note: 'Another' }, full.body.version),
    await give({}, full.body.version, 'w'),
    await call(`GET /v1/reviews/rvw_${'0'.repeat(24)}`),
    await call(`POST /v1/reviews/rvw_${'0'.repeat(24)}/verdict`, { body: verdict, headers: { 'if-match': '1' } }),
    await call('GET /v1/reviews/rvw_1'),
    await call('GET /v1/reviews?limit=x'),
    await call('GET /v1/reviews', { key: world.keys.publishable }),
    await call(`GET ${path}`, { key: world.keys.publishable }),
  ].map(({ status, body }) => [status, body.code]);
  expect(codes).toEqual([
    [428, 'if_match_required'],
    [412, 'version_conflict'],
    [400, 'validation_failed'],
    [200, undefined],
    [409, 'idempotency_key_reused'],
    [409, 'review_closed'],
    [404, 'not_found'],
    [404, 'not_found'],
    [400, 'validation_failed'],
    [400, 'validation_failed'],
    [403, 'key_not_allowed'],
    [403, 'key_not_allowed'],
  ]);
  for (const [what, body] of Object.entries({ assign: { user_id: null }, notes: { text: 'late' } }))
    expect((await call(`POST ${path}/${what}`, { body })).body.code).toBe('review_closed');
  expect(truth.unproven(/^\/v1\/reviews/)).toEqual([]);
});

it('tells the truth about statements: taken, under way, compared, and each way in which one is refused', async () => {
  const truth = new Truth(document);
  const call = async (route: string, options: Call = {}): Promise<Answer> => {
    const answer = await world.call(route, options);
    truth.hold(route, answer);
    return answer;
  };
  const send = (query: string, body: string, headers: Record<string, string> = {}) =>
    call(`POST /v1/reconciliations?${query}`, { body, headers: { 'content-type': 'text/csv', ...headers } });
  const file = 'date;reference;gross;status\n2026-01-01;truth-1;1.00;Success\n';
  const taken = await send('provider=blu', file, { 'idempotency-key': 'truth' });
  expect(taken.status).toBe(202);
  const path = `/v1/reconciliations/${taken.body.id}`;
  let run = await call(`GET ${path}`);
  const deadline = Date.now() + 20_000;
  while (run.body.status === 'comparing' && Date.now() < deadline) run = await call(`GET ${path}`);
  expect(run.body.status).toBe('done');
  expect((await send('provider=blu', file, { 'idempotency-key': 'truth' })).status).toBe(200);
  expect((await send('provider=blu', `${file}\n`, { 'idempotency-key': 'truth' })).status).toBe(409);
  for (const [query, body] of [
    ['provider=blu', 'x'],
    ['provider=x', file],
  ] as const)
    await send(query, body);
  for (const rest of ['', '?limit=x', '?limit=1']) await call(`GET /v1/reconciliations${rest}`);
  for (const rest of ['', '?kind=x', '?limit=1']) await call(`GET ${path}/differences${rest}`);
  await call(`GET /v1/reconciliations/rcn_${'0'.repeat(24)}`);
  expect(truth.unproven(/^\/v1\/reconciliations/)).toEqual([]);
});

it('tells the truth about proposals, as far as keys come', async () => {
  const truth = new Truth(document);
  const call = async (route: string, options: Call = {}): Promise<Answer> => {
    const answer = await world.call(route, options);
    truth.hold(route, answer);
    return answer;
  };
  const { body: paid } = await world.create(world.voucher(BLU, 5000));
  const { body: made } = await world.call(`POST /v1/redemptions/${paid.id}/reversal_proposals`, {
    body: { reason: 'r' },
  });
  const path = `/v1/reversal_proposals/${made.id}`;
  for (const query of ['', '?status=waiting&limit=1', '?status=lapsed', '?status=x'])
    await call(`GET /v1/reversal_proposals${query}`);
  await call(`GET ${path}`);
  await call(`GET /v1/reversal_proposals/rpr_${'0'.repeat(24)}`);
  await call('GET /v1/reversal_proposals/rpr_1');
  for (const act of ['approve', 'reject']) {
    const answer = await call(`POST ${path}/${act}`, { body: { note: 'n' }, headers: { 'if-match': '1' } });
    expect([answer.status, answer.body.code]).toEqual([403, 'key_not_allowed']);
  }
  // What people do is shown where people sign in.
  expect(truth.unproven(/^\/v1\/reversal_proposals(?!.*\/(?:approve|reject))/)).toEqual([]);
});

it('takes a key with every POST but those that have nothing to repeat, which docs/api.md names', () => {
  const without = Object.entries(document.paths).flatMap(([path, { post }]) =>
    !post || post.parameters?.some(({ name }) => name === 'Idempotency-Key') === true ? [] : [path],
  );
  expect(without.filter((path) => !path.startsWith('/v1/console/session')).sort()).toEqual([
    '/v1/redemptions/search',
    '/v1/redemptions/{id}/reveal',
    '/v1/reversal_proposals/{id}/approve',
    '/v1/reversal_proposals/{id}/reject',
    '/v1/stored_value/lookup',
    '/v1/terminals/claim',
  ]);
});

it('takes a version with every write on one redemption', () => {
  const writes = Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/redemptions/{id}'));
  const without = writes.flatMap(([path, { get: _, ...others }]) =>
    Object.entries(others).flatMap(([method, { parameters }]) =>
      parameters?.some(({ name }) => name === 'If-Match') ? [] : [`${method} ${path}`],
    ),
  );
  expect([writes.length > 8, without]).toEqual([true, []]);
});

it('describes the refusals that follow from what an operation takes', () => {
  const missing: string[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, { parameters = [], responses, tags }] of Object.entries(item)) {
      const takes = (name: string) => parameters.find((parameter) => parameter.name === name);
      const answers = (code: keyof typeof PROBLEMS) => {
        const { content } = responses[String(PROBLEMS[code].status)] ?? {};
        const examples = content?.['application/problem+json'] as { examples?: object } | undefined;
        if (!Object.hasOwn(examples?.examples ?? {}, code)) missing.push(`${method} ${path} ${code}`);
      };
      if (takes('id')) answers('not_found');
      if (takes('limit')) answers('validation_failed');
      if (takes('If-Match')) answers('version_conflict');
      if (takes('If-Match')?.required) answers('if_match_required');
      const stored = responses['201']?.headers?.['Idempotent-Replayed'];
      if (takes('Idempotency-Key') && tags.some((tag) => tag.startsWith('Points:')) && !stored)
        answers('idempotency_conflict');
      else if (takes('Idempotency-Key')) {
        // One that is asked about stands for any request.
        answers(takes('Idempotency-Key')?.required ? 'not_received' : 'idempotency_key_reused');
        // An upload under way is answered with the run that it has become.
        if (path !== '/v1/reconciliations') answers('idempotency_key_in_use');
      }
    }
  }
  expect(missing).toEqual([]);
});
