// Denied and refused requests stand in the log with the address and the key's id, never with a key, and a flood fills no disk.
import { newKey } from '../../src/auth/keys';
import { formOfKey } from '../../src/observability/logging';
import { RefusalLines } from '../../src/observability/refusals';
import { ONE_VOUCHER, startWorld, type World } from '../api/world';

jest.setTimeout(60_000);

describe('a server', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null, { LOG_LEVEL: 'warn', VOUCH_TRUST_PROXY: 'loopback', VOUCH_RATE_LIMIT: '40' });
  });
  afterAll(() => world.close());

  const lineOf = async (route: string, call: object = {}) => {
    const answer = await world.call(route, call);
    const id = String(answer.headers.get('x-request-id'));
    for (;;) {
      const line = world.logs.find((text) => text.includes(id));
      if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('writes so many lines for all networks of one sender', async () => {
    const from = (address: string) => ({ key: 'sk_x', headers: { 'x-forwarded-for': address } });
    for (let nth = 0; nth < 70; nth += 1)
      await world.call('GET /v1/redemptions/types', from(`2001:db8:7:${nth.toString(16)}::1`));
    await lineOf('GET /v1/redemptions/types', from('203.0.113.8'));
    expect(world.logs.filter((line) => line.includes('2001:db8:7:'))).toHaveLength(60);
  });

  it('writes who was denied what, from where, with which key', async () => {
    const ids = await world.withStore(async ({ accounts }) => (await accounts.listKeys()).map(({ id }) => id));
    const refused = { level: 'warn', msg: 'request refused', address: '127.0.0.1' };
    const unknown = newKey('live', 'secret').text;
    const types = 'GET /v1/redemptions/types';
    expect(await lineOf(types, { key: unknown })).toMatchObject({
      ...refused,
      status: 401,
      code: 'key_invalid',
      key: 'sk_…',
    });
    expect(await lineOf(types, { key: '1115684091419838' })).toMatchObject({ ...refused, key: 'of another form' });
    const none = await lineOf(types, { key: '' });
    expect(none).toMatchObject({ ...refused, code: 'key_missing' });
    expect(none).not.toHaveProperty('key');

    const revoked = await world.newKey('Corner Shop', 'test', 'secret');
    const revokedId = await world.withStore(async ({ accounts }) => {
      const key = (await accounts.listKeys()).find(({ id }) => !ids.includes(id));
      await accounts.revokeKey(key?.id ?? '', Date.now());
      return key?.id;
    });
    expect(await lineOf(types, { key: revoked })).toMatchObject({ ...refused, code: 'key_revoked', key_id: revokedId });

    const list = await lineOf('GET /v1/redemptions', { key: world.keys.publishable });
    expect(list).toMatchObject({
      ...refused,
      code: 'key_not_allowed',
      key_id: expect.stringMatching(/^key_/) as string,
    });
    const paid = await world.create(world.voucher(ONE_VOUCHER, 900));
    const foreign = await world.newKey('Other Shop', 'test', 'secret');
    expect(await lineOf(`GET /v1/redemptions/${paid.body.id}`, { key: foreign })).toMatchObject({
      ...refused,
      status: 404,
      code: 'not_found',
      route: '/v1/redemptions/:id',
    });
    expect(await lineOf('POST /v1/redemptions', { body: {} })).toMatchObject({ ...refused, code: 'validation_failed' });
    expect(await lineOf('GET /nowhere/1115684091419838')).toMatchObject({
      ...refused,
      code: 'route_not_found',
      route: null,
    });

    const log = world.logs.join('');
    for (const key of [unknown, revoked, foreign, ...Object.values(world.keys), '1115684091419838'])
      expect(log).not.toContain(key);
  });

  it('takes the address from a proxy that is trusted, and nothing else from it', async () => {
    const from = (address: string) =>
      lineOf('GET /v1/redemptions/types', { key: 'sk_x', headers: { 'x-forwarded-for': address } });
    expect(await from('203.0.113.9')).toMatchObject({ address: '203.0.113.9' });
    expect(await from('{"level":"info"} 1115684091419838')).toMatchObject({ address: 'unreadable' });
  });

  it('writes who ran into a limit', async () => {
    for (;;) {
      const line = await lineOf('GET /v1/redemptions/rdm_000000000000000000000000');
      if (line['status'] !== 429) continue;
      expect(line).toMatchObject({ code: 'rate_limited', key_id: expect.stringMatching(/^key_/) as string });
      break;
    }
  });
});

it('names the kind of a key and nothing of it', () => {
  const form = (authorization: string) => formOfKey({ authorization });
  expect(form('Bearer sk_test_0123456789')).toBe('sk_test_…');
  expect(form('bearer  PK_abc')).toBe('pk_…');
  expect(form('Basic c2tfdGVzdF8=')).toBe('of another form');
  expect(formOfKey({ 'x-api-key': 'pk_test_abc' })).toBe('pk_test_…');
  expect(formOfKey({})).toBeUndefined();
});

it('writes so many lines a minute for each address and in all, and counts the rest', () => {
  const told: unknown[] = [];
  let now = 0;
  const lines = new RefusalLines({ warn: (fields: unknown) => void told.push(fields) } as never, () => now);
  const take = (address: string, times: number) =>
    Array.from({ length: times }, () => lines.takes(address)).filter(Boolean).length;
  expect(take('a', 1000)).toBe(60);
  expect(take('b', 1)).toBe(1);
  const others = Array.from({ length: 5000 }, (_, index) => lines.takes(`2001:db8::${index.toString(16)}`));
  expect(others.filter(Boolean)).toHaveLength(600 - 61);
  expect(told).toEqual([]);
  now += 60_000;
  expect(take('a', 61)).toBe(60);
  expect(told).toEqual([{ requests: 940 + 5000 - 539 }]);
  lines.flush();
  expect(told.at(-1)).toEqual({ requests: 1 });
  lines.flush();
  expect(told).toHaveLength(2);
});
