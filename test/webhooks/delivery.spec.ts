// What becomes of an event: over real sockets, with a clock that the test moves.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { MOST_ATTEMPTS, RETRY_DELAYS_MS, retried, type Delivery } from '../../src/core/webhooks/delivery';
import { rotated } from '../../src/core/webhooks/secrets';
import { Webhook } from 'standardwebhooks';
import { Expiry } from '../../src/jobs/expiry';
import { newWebhookSecret } from '../../src/webhooks/signature';
import { forOneEngine } from '../tools/engines';
import { failing, Receiver, type Answer } from './receiver';
import { ACCOUNT, STORY, TestClock, worldOn, type World } from './world';

jest.setTimeout(120_000);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

forOneEngine('delivery', (openStore) => {
  let world: World;
  let clock: TestClock;
  let drop: () => Promise<void>;
  const receivers: Receiver[] = [];

  beforeEach(async () => {
    const opened = await openStore();
    drop = opened.drop;
    clock = new TestClock();
    world = worldOn(opened.store, { clock, timeoutMs: 400 });
  });
  afterEach(async () => {
    await world.close();
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
    await drop();
    expect(world.errors).toEqual([]);
  });

  async function receiver(answer?: Answer): Promise<Receiver> {
    const started = await Receiver.start(answer);
    receivers.push(started);
    return started;
  }

  function deliveries(filter: { status?: Delivery['status']; endpointId?: string } = {}): Promise<Delivery[]> {
    return world.webhooks.listDeliveries({ accountId: ACCOUNT, livemode: false, limit: 100, ...filter });
  }

  it('tells a redemption in order, signed, with the five members and no secret', async () => {
    const secret = newWebhookSecret();
    const all = await receiver();
    const picky = await receiver();
    await world.endpoint({ url: all.url }, secret);
    await world.endpoint({ url: picky.url, eventTypes: ['redemption.failed'] });
    await world.endpoint({ url: picky.url, livemode: true });
    await world.endpoint({ url: picky.url, accountId: 'acc_aaaaaaaaaaaaaaaaaaaaaaaa' });
    await world.endpoint({ url: picky.url, disabledAt: clock.now(), disabledReason: 'requested' });
    const redemption = await world.story();
    await world.notifier.runOnce();

    expect(all.types).toEqual(STORY);
    expect(picky.types).toEqual(['redemption.failed']);
    const [first] = all.received;
    expect(Object.keys(first?.event ?? {})).toEqual(['id', 'type', 'created_at', 'livemode', 'data']);
    expect(first?.event.data).toMatchObject({
      id: redemption.id,
      object: 'redemption',
      source: { pin: '************9838' },
    });
    expect(first?.headers).toMatchObject({
      'webhook-id': first?.event.id,
      'webhook-timestamp': String(clock.now() / 1000),
      'content-type': 'application/json',
    });
    const signed = new Webhook(secret).sign(first?.event.id ?? '', new Date(clock.now()), first?.body ?? '');
    expect(first?.headers['webhook-signature']).toBe(signed);
    expect((await deliveries()).map(({ status, attempts }) => [status, attempts[0]?.status])).toEqual(
      Array.from({ length: 4 }, () => ['succeeded', 204]),
    );
    await world.notifier.runOnce();
    expect(all.received).toHaveLength(3);
  });

  it('tries ten times in about 75 hours, then goes on with the next event, and logs what was answered', async () => {
    const down = await receiver(failing);
    await world.endpoint({ url: down.url });
    await world.story();
    const start = clock.now();
    await world.notifier.runOnce();
    expect(down.types).toEqual(['redemption.created']);
    for (const delayMs of RETRY_DELAYS_MS) {
      clock.pass(delayMs - 1);
      await world.notifier.runOnce();
      const before = down.received.length;
      clock.pass(1);
      await world.notifier.runOnce();
      expect(down.received.length).toBeGreaterThan(before);
    }
    expect((clock.now() - start) / HOUR_MS).toBeCloseTo(75.6, 1);
    expect(down.types.slice(0, MOST_ATTEMPTS)).toEqual(
      Array.from({ length: MOST_ATTEMPTS }, () => 'redemption.created'),
    );
    expect(down.types.slice(MOST_ATTEMPTS)).toEqual(['redemption.reserved']);
    const [given] = await deliveries({ status: 'failed' });
    expect(given?.attempts).toHaveLength(MOST_ATTEMPTS);
    expect(given?.attempts[9]).toMatchObject({ status: 500, answer: 'no luck', error: 'answered 500', manual: false });
    // Ten attempts use the same bytes and the same id, so that the receiver can tell a repetition.
    expect(new Set(down.received.slice(0, MOST_ATTEMPTS).map(({ body }) => body)).size).toBe(1);
  });

  it('spreads retries by up to a tenth', async () => {
    const down = await receiver(failing);
    const early = worldOn(world.store, { shared: world, random: () => 0 });
    await world.endpoint({ url: down.url });
    await world.story(true);
    await early.notifier.runOnce();
    expect((await deliveries()).map(({ dueAt }) => (dueAt ?? 0) - clock.now())).toContain(4500);
  });

  const strange: [string, Answer, object][] = [
    [
      'a redirect',
      (r) => r.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      { status: 307, error: 'redirects are not followed' },
    ],
    ['no answer', () => undefined, { status: null, answer: null, error: 'timeout' }],
    [
      'garbage',
      (_r, _e, q) => void q.socket.end('no http here\r\n\r\n'),
      { status: null, error: 'the answer is not an HTTP response' },
    ],
    [
      'a closed connection',
      (_r, _e, q) => void q.socket.destroy(),
      { error: 'the connection was closed before an answer came' },
    ],
    ['half a status line', (_r, _e, q) => void q.socket.end('HTTP/1.1 2'), { status: null }],
    [
      'a switch of protocols',
      (_r, _e, q) => void q.socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      { status: null, error: 'the answer is not an HTTP response' },
    ],
    ['a huge refusal', (r) => r.writeHead(503).end('x'.repeat(3_000_000)), { status: 503, answer: 'x'.repeat(1024) }],
    [
      'bytes that are no text',
      (r) => r.writeHead(400).end(Buffer.from([0xff, 0x00, 0x41])),
      { status: 400, answer: '\ufffd\ufffdA' },
    ],
  ];
  it.each(strange)('takes %s for a failure, and asks again', async (_name, answer, expected) => {
    const odd = await receiver(answer);
    await world.endpoint({ url: odd.url });
    await world.story(true);
    await world.notifier.runOnce();
    const [delivery] = (await deliveries()).filter(({ attempts }) => attempts.length > 0);
    expect(delivery?.attempts[0]).toMatchObject(expected);
    expect(delivery?.status).toBe('pending');
    odd.answer = (response) => void response.writeHead(200).end('thanks');
    clock.pass(RETRY_DELAYS_MS[0]);
    await world.notifier.runOnce();
    expect((await deliveries()).map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  });

  it.each<[string, Answer]>([
    ['never ends', (r) => void r.writeHead(200).write('x'.repeat(5000))],
    ['trickles', (r) => void r.writeHead(200).write('ok')],
    [
      'breaks off',
      (r, _e, q) => void r.writeHead(200, { 'content-length': 100 }).write('ok', () => q.socket.destroy()),
    ],
  ])('takes a 200 whose body %s as delivered', async (_name, answer) => {
    const odd = await receiver(answer);
    await world.endpoint({ url: odd.url, eventTypes: ['redemption.created'] });
    await world.story();
    await world.notifier.runOnce();
    expect((await deliveries()).map(({ status }) => status)).toEqual(['succeeded']);
  });

  it('says why where nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await world.endpoint({ url: `http://127.0.0.1:${port}/` });
    await world.story(true);
    await world.notifier.runOnce();
    const errors = (await deliveries()).flatMap(({ attempts }) => attempts.map(({ error }) => error));
    expect(errors).toEqual(['the connection was refused']);
  });

  it('does not let a hanging endpoint hold up another one', async () => {
    const hanging = await receiver(() => undefined);
    const quick = await receiver();
    const patient = worldOn(world.store, { shared: world, timeoutMs: 60_000 });
    await world.endpoint({ url: hanging.url });
    await world.endpoint({ url: quick.url });
    for (let n = 0; n < 30; n += 1) await world.story(true);
    patient.notifier.start();
    await quick.until(90);
    // The hanging one has not got further than its own few requests.
    expect(hanging.received.length).toBeLessThanOrEqual(8);
    await hanging.stop();
    await patient.close();
  });

  it('signs with both secrets while they overlap, and with the new one alone after', async () => {
    const [old, fresh] = [newWebhookSecret(), newWebhookSecret()];
    const target = await receiver();
    const endpoint = await world.endpoint({ url: target.url, eventTypes: ['redemption.created'] }, old);
    const turned = rotated(endpoint, world.sealer.seal(fresh, endpoint.id), DAY_MS, clock.now());
    expect(await world.webhooks.replaceEndpoint(turned)).toBe(true);
    const signers = (index: number): boolean[] => {
      const received = target.received[index];
      if (!received) throw new Error('Nothing was received');
      const { headers, body, event } = received;
      const signatures = String(headers['webhook-signature']).split(' ');
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      return [old, fresh].map((secret) => signatures.includes(new Webhook(secret).sign(event.id, at, body)));
    };
    await world.story();
    await world.notifier.runOnce();
    expect(signers(0)).toEqual([true, true]);
    clock.pass(DAY_MS);
    await world.story();
    await world.notifier.runOnce();
    expect(signers(1)).toEqual([false, true]);
  });

  it('an endpoint that fails while the clock is behind fails since it was right', async () => {
    const down = await receiver(failing);
    const endpoint = await world.endpoint({ url: down.url });
    clock.aged();
    clock.set(-10 * DAY_MS);
    await world.story(true);
    await world.notifier.runOnce();
    expect((await world.webhooks.findEndpoint(endpoint.id))?.failingSince).toBe(clock.now() + 10 * DAY_MS);
  });

  it('disables an endpoint after five days without a success, and tells the others', async () => {
    const down = await receiver(failing);
    const other = await receiver();
    const endpoint = await world.endpoint({ url: down.url });
    await world.endpoint({ url: other.url, eventTypes: ['webhook_endpoint.disabled'] });
    for (let hours = 0; hours < 5 * 24; hours += 24) {
      await world.story(true);
      await world.notifier.runOnce();
      expect((await world.webhooks.findEndpoint(endpoint.id))?.disabledAt).toBeNull();
      clock.pass(DAY_MS);
    }
    await world.notifier.runOnce();
    expect(await world.webhooks.findEndpoint(endpoint.id)).toMatchObject({
      disabledReason: 'failing',
      disabledAt: clock.now(),
      notice: null,
    });
    expect(other.received.map(({ event }) => [event.type, event.data['id'], event.data['disabled_reason']])).toEqual([
      ['webhook_endpoint.disabled', endpoint.id, 'failing'],
    ]);
    const { rows: events } = await world.events.list({
      accountId: ACCOUNT,
      livemode: false,
      type: 'webhook_endpoint.disabled',
      limit: 9,
    });
    expect(events).toHaveLength(1);
    const sent = down.received.length;
    await world.story();
    clock.pass(DAY_MS);
    await world.notifier.runOnce();
    expect(down.received).toHaveLength(sent);
    const late = (await deliveries({ endpointId: endpoint.id, status: 'failed' })).map(
      ({ attempts }) => attempts.at(-1)?.error,
    );
    expect(late).toContain('the endpoint is disabled');
  });

  it('starts the five days again with each success', async () => {
    const shaky = await receiver(failing);
    const endpoint = await world.endpoint({ url: shaky.url });
    await world.story(true);
    await world.notifier.runOnce();
    clock.pass(4 * DAY_MS);
    shaky.answer = (response) => void response.writeHead(200).end();
    await world.notifier.runOnce();
    expect((await world.webhooks.findEndpoint(endpoint.id))?.failingSince).toBeNull();
    clock.pass(4 * DAY_MS);
    shaky.answer = failing;
    await world.story(true);
    await world.notifier.runOnce();
    expect(await world.webhooks.findEndpoint(endpoint.id)).toMatchObject({
      disabledAt: null,
      failingSince: clock.now(),
    });
  });

  it('disables an endpoint at once that says 410', async () => {
    const gone = await receiver((response) => void response.writeHead(410).end());
    const endpoint = await world.endpoint({ url: gone.url });
    await world.story();
    await world.notifier.runOnce();
    expect(await world.webhooks.findEndpoint(endpoint.id)).toMatchObject({ disabledReason: 'gone' });
    expect(gone.received).toHaveLength(1);
    expect((await deliveries()).map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  });

  it('sends again what was delivered or given up, by hand and once', async () => {
    const target = await receiver();
    await world.endpoint({ url: target.url, eventTypes: ['redemption.created'] });
    await world.story();
    await world.notifier.runOnce();
    const [done] = await deliveries();
    const again = retried(done as Delivery, clock.now());
    expect(await world.webhooks.replaceDelivery(again as Delivery)).toBe(true);
    target.answer = failing;
    await world.notifier.runOnce();
    clock.pass(10 * DAY_MS);
    await world.notifier.runOnce();
    expect(target.received).toHaveLength(2);
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ status: 'failed', attemptCount: 1 });
    expect(failed?.attempts.map(({ manual, status }) => [manual, status])).toEqual([
      [false, 204],
      [true, 500],
    ]);
  });

  it('tries by hand as often as it is asked, without using up the ten, moving them or leaving the order', async () => {
    const down = await receiver(failing);
    await world.endpoint({ url: down.url });
    await world.story();
    const start = clock.now();
    await world.notifier.runOnce();
    const oldestFirst = async () => (await deliveries()).sort((a, b) => a.seq - b.seq);
    const byHand = async (delivery: Delivery | undefined) => {
      const next = delivery && retried(delivery, clock.now());
      if (next) await world.webhooks.replaceDelivery(next);
      await world.notifier.runOnce();
    };
    // Twelve in four seconds, and each time the next event as well, whose turn has not come.
    for (let round = 1; round <= 12; round += 1) {
      clock.pass(333);
      const [created, reserved] = await oldestFirst();
      await byHand(created);
      await byHand(reserved);
    }
    expect(down.types).toEqual(Array.from({ length: 13 }, () => 'redemption.created'));
    const [created] = await oldestFirst();
    expect(created).toMatchObject({ status: 'pending', attemptCount: 1, dueAt: start + 5000 });
    expect(created?.attempts.map(({ manual }) => manual)).toEqual([false, ...Array<boolean>(12).fill(true)]);
    // The nine that are left, each at its time.
    for (const delayMs of RETRY_DELAYS_MS) {
      clock.pass(delayMs === RETRY_DELAYS_MS[0] ? start + delayMs - clock.now() : delayMs);
      await world.notifier.runOnce();
    }
    const [given] = await oldestFirst();
    expect(given).toMatchObject({ status: 'failed', attemptCount: MOST_ATTEMPTS });
    expect(given?.attempts).toHaveLength(MOST_ATTEMPTS + 12);
    // By hand, and this time it is taken: no attempt is left over that would send it again.
    const [, reserved] = await oldestFirst();
    expect(reserved).toMatchObject({ status: 'pending' });
    down.answer = (response) => void response.writeHead(204).end();
    await byHand(reserved);
    clock.pass(10 * DAY_MS);
    await world.notifier.runOnce();
    expect((await oldestFirst()).map(({ status }) => status)).toEqual(['failed', 'succeeded', 'succeeded']);
    expect(down.types.slice(-2)).toEqual(['redemption.reserved', 'redemption.failed']);
  });

  it('keeps events and deliveries for thirty days', async () => {
    const target = await receiver();
    await world.endpoint({ url: target.url });
    await world.story();
    await world.notifier.runOnce();
    clock.pass(30 * DAY_MS);
    const expiry = new Expiry({
      ...world,
      redemptions: world.store.redemptions,
      storedAnswers: world.store.storedAnswers,
      reconciliations: world.store.reconciliations,
      points: world.store.points,
      people: world.store.people,
      auditMs: DAY_MS,
    });
    expect(await expiry.runOnce()).toBe(0);
    clock.pass(1);
    expect(await expiry.runOnce()).toBe(6);
    expect(await deliveries()).toEqual([]);
  });

  it('waits for what is under way when it is stopped, and loses nothing', async () => {
    const slow = await receiver((response) => setTimeout(() => response.writeHead(200).end(), 50));
    await world.endpoint({ url: slow.url });
    await world.story();
    world.notifier.start();
    await slow.until(1);
    await world.notifier.stop();
    expect((await deliveries()).filter(({ attempts }) => attempts[0]?.status === 200)).toHaveLength(
      slow.received.length,
    );
    expect((await deliveries()).every(({ claimId }) => claimId === null)).toBe(true);
    await worldOn(world.store, { shared: world }).notifier.runOnce();
    clock.pass(5000);
    await worldOn(world.store, { shared: world }).notifier.runOnce();
    expect(slow.types).toEqual(STORY);
  });
});
