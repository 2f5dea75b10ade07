// Events, endpoints and deliveries as a merchant meets them: a whole server, real redemptions, a real receiver.
import { Webhook } from 'standardwebhooks';
import { describeApi } from '../tools/engines';
import { ONE_VOUCHER, startWorld, TYPES, type Answer, type World } from '../api/world';
import { failing, ok, Receiver } from './receiver';

jest.setTimeout(60_000);

type Json = Readonly<Record<string, unknown>>;

/** The body of a response, read as plain JSON. */
const json = (answer: Answer): Json => answer.body as unknown as Json;
const rows = (answer: Answer): Json[] => json(answer)['data'] as Json[];

describeApi('webhooks by API', ({ databaseUrl }) => {
  let world: World;
  let receiver: Receiver;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(async () => {
    for (const { id } of rows(await world.call('GET /v1/webhook_endpoints'))) {
      await world.call(`DELETE /v1/webhook_endpoints/${String(id)}`);
    }
    await receiver.stop();
  });

  const endpoint = (body: Json = {}, headers = {}) =>
    world.call('POST /v1/webhook_endpoints', { body: { url: receiver.url, ...body }, headers });

  /** Asks until the log says so: the answer to a request is written down a moment after it was given. */
  async function delivery(filter: string, done: (row: Json) => boolean): Promise<Json> {
    for (;;) {
      const found = rows(await world.call(`GET /v1/webhook_deliveries?${filter}`)).find(done);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('makes no endpoint without an address', async () => {
    for (const body of [{}, { event_types: ['*'] }, { url: null }]) {
      const refused = await world.call('POST /v1/webhook_endpoints', { body });
      expect(json(refused)).toMatchObject({ status: 400, code: 'validation_failed', errors: [{ param: 'url' }] });
    }
    expect(rows(await world.call('GET /v1/webhook_endpoints'))).toEqual([]);
  });

  it('takes twenty endpoints of an account and mode, however many are asked for at once; deleted ones make room', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, (_, index) => endpoint({ disabled: index % 2 === 0 })));
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = asked.filter(({ status }) => status !== 201).map(json);
    expect(refused).toHaveLength(10);
    for (const problem of refused)
      expect(problem).toMatchObject({ status: 422, code: 'too_many_endpoints', most_endpoints: 20, retryable: false });
    // Another account has its own, and a refused one leaves its idempotency key free.
    const key = await world.newKey('Twenty more', 'test', 'secret');
    const other = await world.call('POST /v1/webhook_endpoints', { key, body: { url: receiver.url } });
    expect(other.status).toBe(201);
    const late = { 'idempotency-key': 'the 21st' };
    expect((await endpoint({}, late)).status).toBe(422);
    const made = asked.find(({ status }) => status === 201);
    await world.call(`DELETE /v1/webhook_endpoints/${String(made?.body.id)}`);
    expect((await endpoint({}, late)).status).toBe(201);
  });

  it('tells every provider’s redemption, signed and without a PIN', async () => {
    const made = await endpoint({ description: 'till', event_types: ['redemption.confirmed', 'redemption.created'] });
    expect(made.status).toBe(201);
    expect(json(made)).toMatchObject({
      url: receiver.url,
      description: 'till',
      disabled: false,
      disabled_reason: null,
    });
    const secret = String(json(made)['secret']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const read = await world.call(`GET /v1/webhook_endpoints/${made.body.id}`);
    expect(json(read)).not.toHaveProperty('secret');
    expect(await world.stored()).not.toContain(secret.slice(6));

    const pins: string[] = [];
    for (const type of TYPES) {
      const voucher = world.voucher(type, 5000);
      const created = await world.create(voucher, { amount: 2000, currency: 'ZAR' });
      pins.push(voucher.pin, ...(created.body.change_voucher?.pin ? [created.body.change_voucher.pin] : []));
    }
    await receiver.until(6);
    for (const { body, headers, event } of receiver.received) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(event);
      for (const pin of pins) expect(body).not.toContain(pin);
      expect(event).toMatchObject({ livemode: false, data: { object: 'redemption' } });
    }
    const log = await world.call('GET /v1/webhook_deliveries');
    const events = await world.call('GET /v1/events?limit=100');
    for (const pin of pins) expect(log.text + events.text).not.toContain(pin);
  });

  it('lists events newest first, by type, redemption and time, to the secret keys of their account', async () => {
    const { body: redemption } = await world.create(world.voucher(ONE_VOUCHER));
    const listed = await world.call(`GET /v1/events?redemption_id=${redemption.id}`);
    const names = rows(listed).map(({ type }) => type);
    expect(names).toEqual(['redemption.confirmed', 'redemption.reserved', 'redemption.created']);
    const [newest] = rows(listed);
    expect(Object.keys(newest ?? {})).toEqual(['id', 'type', 'created_at', 'livemode', 'data']);
    const path = `GET /v1/events/${String(newest?.['id'])}`;
    expect(json(await world.call(path))).toEqual(newest);
    const typed = await world.call(`GET /v1/events?redemption_id=${redemption.id}&type=redemption.reserved`);
    expect(rows(typed)).toHaveLength(1);
    const page = await world.call(`GET /v1/events?redemption_id=${redemption.id}&limit=2`);
    expect(page.body.has_more).toBe(true);
    const rest = await world.call(
      `GET /v1/events?redemption_id=${redemption.id}&cursor=${page.body.next_cursor ?? ''}`,
    );
    expect([...rows(page), ...rows(rest)]).toEqual(rows(listed));
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(rows(await world.call(`GET /v1/events?created_from=${later}`))).toEqual([]);
    expect(rows(await world.call(`GET /v1/events?created_to=${later}&limit=1`))).toHaveLength(1);

    expect((await world.call(path, { key: world.keys.publishable })).status).toBe(403);
    expect((await world.call(path, { key: await world.newKey('somebody else', 'test', 'secret') })).status).toBe(404);
    expect((await world.call('GET /v1/events/evt_nothing')).status).toBe(404);
    const faults = await world.call('GET /v1/events?type=x&created_from=yesterday&cursor=%20&limit=0&what=1');
    expect(faults.body.errors.map(({ param }) => param).sort()).toEqual([
      'created_from',
      'cursor',
      'limit',
      'type',
      'what',
    ]);
  });

  it('refuses addresses it must not post to, naming url and every other fault', async () => {
    const refused = await endpoint({
      url: 'ftp://example.com/',
      event_types: ['redemption.lost'],
      disabled: 'no',
      colour: 1,
    });
    expect([refused.status, refused.body.code]).toEqual([400, 'validation_failed']);
    expect(refused.body.errors.map(({ param }) => param).sort()).toEqual(['colour', 'disabled', 'event_types', 'url']);
    const metadata = await endpoint({ url: 'http://169.254.169.254/latest' });
    expect(metadata.body.errors[0]).toMatchObject({ param: 'url', code: 'not_allowed' });
    const secret = /"accountId"|acc_/.test(metadata.text);
    expect(secret).toBe(false);
  });

  it('changes, disables, enables and deletes an endpoint', async () => {
    const { body } = await endpoint({ event_types: ['redemption.created', '*'] });
    const path = `/v1/webhook_endpoints/${body.id}`;
    expect(json(await world.call(`GET ${path}`))['event_types']).toEqual(['*']);
    const changed = await world.call(`PATCH ${path}`, {
      body: { event_types: ['redemption.failed'], description: 'x', disabled: true },
    });
    expect(json(changed)).toMatchObject({
      event_types: ['redemption.failed'],
      description: 'x',
      disabled: true,
      disabled_reason: 'requested',
    });
    const test = await world.call(`POST ${path}/test`);
    expect([test.status, test.body.code]).toEqual([409, 'endpoint_disabled']);
    const enabled = await world.call(`PATCH ${path}`, { body: { disabled: false, description: null } });
    expect(json(enabled)).toMatchObject({
      disabled: false,
      disabled_reason: null,
      disabled_at: null,
      description: null,
    });
    const stranger = await world.newKey('somebody else', 'test', 'secret');
    expect((await world.call(`GET ${path}`, { key: stranger })).status).toBe(404);
    expect((await world.call(`DELETE ${path}`, { key: stranger })).status).toBe(404);
    expect((await world.call(`GET ${path}`, { key: world.keys.publishable })).status).toBe(403);
    expect(json(await world.call(`DELETE ${path}`))).toEqual({
      id: body.id,
      object: 'webhook_endpoint',
      deleted: true,
    });
    expect((await world.call(`GET ${path}`)).status).toBe(404);
    expect(rows(await world.call('GET /v1/webhook_endpoints'))).toEqual([]);
  });

  it('makes one endpoint of a repeated request, and shows its secret to both', async () => {
    const key = { 'idempotency-key': `endpoint-${String(Date.now())}` };
    const [first, second] = [await endpoint({}, key), await endpoint({}, key)];
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(json(second)).toEqual(json(first));
    expect(rows(await world.call('GET /v1/webhook_endpoints'))).toHaveLength(1);
  });

  it('sends a test event to one endpoint, signed by both secrets after a rotation', async () => {
    const other = await Receiver.start();
    await endpoint({ url: other.url });
    const made = await endpoint({ event_types: ['redemption.failed'] });
    const path = `/v1/webhook_endpoints/${made.body.id}`;
    const turned = await world.call(`POST ${path}/rotate_secret`, { body: { overlap_seconds: 60 } });
    expect(turned.status).toBe(200);
    const secrets = [String(json(made)['secret']), String(json(turned)['secret'])];
    expect(secrets[0]).not.toBe(secrets[1]);
    const sent = await world.call(`POST ${path}/test`);
    expect([sent.status, json(sent)['event_type'], json(sent)['endpoint_id']]).toEqual([
      201,
      'webhook_endpoint.test',
      made.body.id,
    ]);
    await receiver.until(1);
    const [received] = receiver.received;
    for (const secret of secrets) {
      expect(
        new Webhook(secret).verify(received?.body ?? '', received?.headers as Record<string, string>),
      ).toMatchObject({
        type: 'webhook_endpoint.test',
        data: { id: made.body.id },
      });
    }
    for (const secret of secrets) expect(received?.body).not.toContain(secret);
    await delivery(`endpoint_id=${made.body.id}`, ({ status }) => status === 'succeeded');
    // What was redeemed just before it was made may still reach it; what is for another endpoint never does.
    expect(other.received.filter(({ event }) => event.type === 'webhook_endpoint.test')).toEqual([]);
    const none = await world.call(`POST ${path}/rotate_secret`, { body: { overlap_seconds: 0 } });
    expect(json(none)['previous_secret_expires_at']).toBeNull();
    expect(
      (await world.call(`POST ${path}/rotate_secret`, { body: { overlap_seconds: -1 } })).body.errors[0]?.param,
    ).toBe('overlap_seconds');
    await other.stop();
  });

  it('shows what came back, and sends again by hand what failed and what did not', async () => {
    receiver.answer = failing;
    const { body } = await endpoint();
    const sent = await world.call(`POST /v1/webhook_endpoints/${body.id}/test`);
    const log = `endpoint_id=${body.id}&event_id=${String(json(sent)['event_id'])}`;
    const waiting = await delivery(log, ({ attempts }) => (attempts as Json[]).length === 1);
    expect(waiting).toMatchObject({ status: 'pending', next_attempt_at: expect.any(String) as string });
    expect((waiting['attempts'] as Json[])[0]).toMatchObject({
      status: 500,
      answer: 'no luck',
      error: 'answered 500',
      manual: false,
    });
    receiver.answer = ok;
    const path = `/v1/webhook_deliveries/${sent.body.id}`;
    expect((await world.call(`POST ${path}/retry`)).status).toBe(200);
    await delivery(`${log}&status=succeeded`, () => true);
    await world.call(`POST ${path}/retry`);
    const again = await delivery(`${log}&status=succeeded`, ({ attempts }) => (attempts as Json[]).length === 3);
    expect((again['attempts'] as Json[]).map(({ manual, status }) => [manual, status])).toEqual([
      [false, 500],
      [true, 204],
      [true, 204],
    ]);
    expect(json(await world.call(`GET ${path}`))).toEqual(again);
    expect(
      (await world.call(`GET ${path}`, { key: await world.newKey('somebody else', 'test', 'secret') })).status,
    ).toBe(404);
    expect((await world.call('GET /v1/webhook_deliveries?status=lost&endpoint_id=x')).body.errors).toHaveLength(2);
    expect(rows(await world.call(`GET /v1/webhook_deliveries?${log}&status=failed`))).toEqual([]);
  });
});
