// What a newcomer's first mistakes are answered with: each says what to do instead.
import { startWorld, type World } from '../../api/world';
import { Shop, type Reply } from './shop';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await startWorld(null);
  shop = await Shop.open(world);
}, 60_000);
afterAll(() => world.close());

/** `errors[]` as one line each. */
const faults = ({ body }: Reply) =>
  (body['errors'] as { param: string; code: string; message: string }[]).map(
    ({ param, code, message }) => `${param} ${code}: ${message}`,
  );

test('what has a call of its own, what never changes, and how an id is found', async () => {
  const who = await shop.participant();
  const { status } = await shop.call(`PATCH /v1/participants/${who}/status`, { status: 'SUSPENDED' });
  expect(status).toBe(200);
  const own = await shop.call(`PATCH /v1/participants/${who}`, { status: 'ACTIVE', tags: 'vip' });
  expect(faults(own)).toEqual([
    'status unknown_field: has a call of its own: PATCH /v1/participants/{id}/status',
    'tags wrong_type: must be a list',
  ]);
  const fixed = await shop.call(`PATCH /v1/assets/${shop.assetId}`, {
    scale: 3,
    symbol: 'X',
    inventory_mode: 'SIMPLE',
  });
  expect(faults(fixed)).toEqual(
    ['scale', 'symbol', 'inventory_mode'].map((name) => `${name} unknown_field: never changes: make another asset`),
  );
  const routes = [
    'GET /v1/participants/customer-1',
    'PATCH /v1/participants/customer-1',
    'GET /v1/participants/customer-1/balances',
    'GET /v1/participants/customer-1/redemptions',
  ];
  for (const route of routes)
    expect(faults(await shop.call(route, route.startsWith('GET') ? undefined : {}))).toEqual([
      'id malformed: must be a UUID: GET /v1/participants?external_id=… finds it by your own name',
    ]);
  const id = '019ac1f2-7a3b-7c4d-8e5f-123456789012';
  const captured = await shop.call(`POST /v1/redemptions/${id}/capture`, {});
  expect(captured.body['detail']).toContain('POST /v1/participants/{id}/redemptions and hold_reference_id');
  // An id that somebody has to look up is shown whole.
  expect(captured.body['instance']).toBe(`/v1/redemptions/${id}/capture`);
  expect((await shop.call(`GET /v1/redemptions/${id}/timeline`)).body['detail']).toContain('GET /v1/journal-entries');
});

test.each([
  ['loyalty_points.points', 'loyalty_points.ledger'],
  ['points.ledger', 'loyalty_points.ledger'],
  ['vouchers.onevoucher', 'vouchers.one_voucher'],
  ['vouchers.other', null],
])('the type %s: did you mean %s?', async (type, meant) => {
  const { status, body } = await shop.call('POST /v1/redemptions', { type, source: {} });
  expect([status, body.code]).toEqual([422, 'unknown_type']);
  const detail = String(body['detail']);
  if (meant === null) expect(detail).not.toContain('Did you mean');
  else expect(detail).toMatch(new RegExp(`Did you mean ${meant}\\?$`));
});

test('half a type', async () => {
  const { status, body } = await shop.call('POST /v1/redemptions', { type: 'loyalty_points', source: {} });
  expect([status, body['detail']]).toEqual([400, expect.stringContaining('loyalty_points.ledger')]);
});

test.each([
  [{ status: 'DRAFT' }, 'The reward is a DRAFT'],
  [{ status: 'ARCHIVED' }, 'The reward is ARCHIVED'],
  [{ available_from: '2999-01-01T00:00:00+02:00' }, 'The reward is available from 2998-12-31T22:00:00.000Z'],
  [{ available_until: '2001-01-01T00:00:00Z' }, 'The reward was available until 2001-01-01T00:00:00.000Z'],
])('a reward that is not offered says why: %p', async (fields, detail) => {
  const who = await shop.participant();
  await shop.credit(who, '100');
  const reward = await shop.reward(fields);
  const { status, body } = await shop.buy(who, reward.body.id);
  expect([status, body.code, body['detail']]).toEqual([422, 'reward_not_available', detail]);
});

test('too few points are counted in points', async () => {
  const who = await shop.participant();
  await shop.credit(who, '104.89');
  const { body } = await shop.redeem(who, '105');
  expect(body['detail']).toMatch(/^Only 104\.89 S\d+ are there$/);
  expect(body.available).toBe('104.89');
});
