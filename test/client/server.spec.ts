// The client against a real server, with answers that get lost on the way: what it promises about money, lists, errors and points.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import * as client from 'vouch-client';
import { createVouch, type Vouch } from 'vouch-client';
import { BadSignature, sign, verify } from 'vouch-client/webhooks';
import { BLU, ONE_VOUCHER, sourceOf, startWorld, type World } from '../api/world';
import { until } from '../crash/stage';
import { startLossyProxy } from '../tools/lossy-proxy';

jest.setTimeout(60_000);

let world: World;
let vouch: Vouch;
beforeAll(async () => {
  world = await startWorld(null, { ONE_VOUCHER_TIMEOUT_MS: '1000', VOUCH_ASK_AFTER: '300ms' });
  vouch = createVouch({ baseUrl: world.server.url, apiKey: world.keys.secret });
});
afterAll(() => world.close());

const takenFrom = (voucher: { type: string; pin: string }) => world.truth(voucher).taken.map(({ amount }) => amount);
// Of a type that is known at run time alone.
const requestFor = (voucher: { type: string; pin: string }, amount = 1500) =>
  ({ type: voucher.type, source: sourceOf(voucher), amount, currency: 'ZAR' }) as client.CreateRedemptionRequest;
async function errorOf(promise: Promise<unknown>): Promise<client.VouchError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(client.VouchError);
  return error as client.VouchError;
}

it('takes, gives change, gives back, and shows what happened', async () => {
  const voucher = world.voucher(ONE_VOUCHER, 1900);
  const paid = await vouch.redemptions.createAndWait(requestFor(voucher), { idempotencyKey: 'order-1' });
  expect([paid.outcome, paid.redeemed_amount, paid.change_voucher?.amount]).toEqual(['paid', 1500, 400]);
  // Again with the same key: the same answer, and nothing is taken twice. So it is where the key stands in the body.
  const again = await vouch.redemptions.create({ ...requestFor(voucher) }, { idempotencyKey: 'order-1' });
  expect(again).toEqual(paid);
  expect((await vouch.redemptions.recover('order-1')).id).toBe(paid.id);
  const reversal = await vouch.redemptions.reverse(paid.id, { reason: 'Returned', amount: 500 });
  expect([reversal.object, reversal.amount]).toEqual(['reversal', 500]);
  expect((await vouch.redemptions.reversals(paid.id)).data).toHaveLength(1);
  expect((await vouch.redemptions.timeline(paid.id)).data[0]?.fact).toBe('created');
  expect(takenFrom(voucher)).toEqual([1500]);
});

it('goes the long way: a draft, reserved, captured; canceled; and If-Match', async () => {
  const draft = await vouch.redemptions.create({ ...requestFor(world.voucher(BLU, 1900)), confirm: false });
  const reserved = await vouch.redemptions.reserve(draft.id);
  expect(reserved.status).toBe('reserved');
  const stale = await errorOf(vouch.redemptions.capture(draft.id, { amount: 1000 }, { ifMatch: draft.version }));
  expect(stale).toBeInstanceOf(client.VersionConflict);
  expect((stale as client.VersionConflict).details['current_version']).toBe(reserved.version);
  const taken = await vouch.redemptions.capture(draft.id, { amount: 1000 }, { ifMatch: reserved.version });
  expect([taken.outcome, taken.redeemed_amount]).toEqual(['paid', 1000]);
  const held = await vouch.redemptions.create({ ...requestFor(world.voucher(BLU, 1900)), capture_method: 'manual' });
  expect((await vouch.redemptions.cancel(held.id)).outcome).toBe('not_paid');
  const noted = await vouch.redemptions.update(held.id, { metadata: { till: '7' } });
  expect(noted.metadata).toEqual({ till: '7' });
});

it('follows what is checking until it is known, with a secret key and with a publishable one', async () => {
  for (const apiKey of [world.keys.secret, world.keys.publishable]) {
    const voucher = world.voucher(ONE_VOUCHER, 1900, 'timeout_after_taking');
    const paid = await createVouch({ baseUrl: world.server.url, apiKey }).redemptions.createAndWait(
      requestFor(voucher),
    );
    expect([paid.outcome, paid.redeemed_amount]).toEqual(['paid', 1500]);
    // Also the publishable key, which sees it masked where it reads by an id.
    expect(paid.change_voucher?.pin).toMatch(/^\d{16}$/);
    expect(takenFrom(voucher)).toEqual([1500]);
  }
});

it('says that the outcome is unknown where it stays so, and shows no PIN in doing so', async () => {
  const voucher = world.voucher(ONE_VOUCHER, 1900, 'timeout_after_taking');
  const options = { deadlineMs: 1_200, idempotencyKey: 'order-2' };
  const slow = createVouch({ baseUrl: world.server.url, apiKey: world.keys.secret, clock: impatient() });
  const error = await errorOf(slow.redemptions.createAndWait(requestFor(voucher), options));
  expect(error).toBeInstanceOf(client.StillChecking);
  const { redemption, idempotencyKey, mayHaveHappened } = error as client.StillChecking;
  expect([redemption.outcome, idempotencyKey, mayHaveHappened]).toEqual(['checking', 'order-2', true]);
  expect(error.message).toContain('unknown');
  expect(inspect(error, { depth: 9 })).not.toContain(voucher.pin);
  const known = await vouch.redemptions.createAndWait(requestFor(voucher), { idempotencyKey: 'order-2' });
  expect([known.id, known.outcome]).toEqual([redemption.id, 'paid']);
});

/** The deadline is over as soon as it waits. */
function impatient(): client.Clock {
  let skippedMs = 0;
  return {
    now: () => Date.now() + skippedMs,
    random: () => 0,
    sleep: async (ms) => {
      skippedMs += ms;
    },
  };
}

it('sends again where answers are lost, with one key, and the voucher is taken once', async () => {
  const lossy = await startLossyProxy(world.server.url, 2);
  const voucher = world.voucher(BLU, 1900);
  const through = createVouch({ baseUrl: lossy.url, apiKey: world.keys.secret });
  const paid = await through.redemptions.create(requestFor(voucher));
  expect([paid.outcome, paid.redeemed_amount]).toEqual(['paid', 1500]);
  expect(takenFrom(voucher)).toEqual([1500]);
  expect(lossy.keys).toHaveLength(3);
  expect(new Set(lossy.keys).size).toBe(1);
  expect(lossy.keys[0]).toMatch(/^vc-[0-9a-f]{32}$/);
  await lossy.close();
});

it('errors are classes by their code, with what belongs to it', async () => {
  const voucher = world.voucher(ONE_VOUCHER, 1900);
  const first = await vouch.redemptions.create(requestFor(voucher));
  const inUse = await errorOf(vouch.redemptions.create(requestFor(voucher)));
  expect(inUse).toBeInstanceOf(client.VoucherInUse);
  expect(inUse).toMatchObject({ code: 'voucher_in_use', status: 409, mayHaveHappened: false, retryable: false });
  expect((inUse as client.VoucherInUse).details['redemption_id']).toBe(first.id);
  expect(inUse.requestId).toMatch(/./);
  const wrong = { type: ONE_VOUCHER, source: { pin: 'x' }, amount: -1 } as client.CreateRedemptionRequest;
  const faulty = (await errorOf(vouch.redemptions.create(wrong))) as client.ValidationFailed;
  expect(faulty).toBeInstanceOf(client.ValidationFailed);
  expect(faulty.errors.map(({ param }) => param)).toEqual(expect.arrayContaining(['amount', 'currency']));
  expect(await errorOf(vouch.redemptions.recover('never sent'))).toBeInstanceOf(client.NotReceived);
  const burnt = await errorOf(vouch.redemptions.create(requestFor(voucher), { idempotencyKey: 'never sent' }));
  expect(burnt).toBeInstanceOf(client.IdempotencyKeyBurnt);
  await expect(vouch.redemptions.retrieve('019ac1f2-7a3b-7c4d-8e5f-60718293a4b5')).rejects.toThrow(TypeError);
  await expect(vouch.events.retrieve('')).rejects.toThrow(TypeError);
});

it('walks lists row by row, over pages', async () => {
  const made: string[] = [];
  for (let count = 0; count < 5; count++) {
    const request = requestFor(world.voucher(BLU));
    const draft = { ...request, confirm: false, metadata: { walk: 'yes' } };
    made.unshift((await vouch.redemptions.create(draft)).id);
  }
  const seen: string[] = [];
  for await (const { id } of vouch.redemptions.list({ limit: 2, metadata: { walk: 'yes' } })) seen.push(id);
  expect(seen.sort()).toEqual(made.sort());
  const page = await vouch.redemptions.list({ limit: 2 });
  expect([page.data.length, page.has_more]).toEqual([2, true]);
  const stop = new AbortController();
  stop.abort();
  const aborted = await errorOf(vouch.events.list({}, { signal: stop.signal }));
  expect([aborted.name, aborted.code, aborted.mayHaveHappened]).toEqual(['AbortError', 'aborted', false]);
});

it('verifies the webhooks that Vouch sends, and refuses what is forged or old', async () => {
  const received: { body: string; headers: IncomingHttpHeaders }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push({ body, headers: request.headers });
      response.writeHead(204).end();
    });
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`;
  const { id, secret } = await vouch.webhookEndpoints.create({ url, event_types: ['redemption.confirmed'] });
  const arrived = once(receiver, 'request');
  const paid = await vouch.redemptions.create(requestFor(world.voucher(BLU, 1900)));
  await arrived;
  await until('the webhook is read', async () => received.length > 0);
  const [{ body, headers } = { body: '', headers: {} }] = received;
  const event = verify(body, headers, ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', secret]);
  expect([event.type, event.data['id']]).toEqual(['redemption.confirmed', paid.id]);
  expect(() => verify(body.replace('paid', 'open'), headers, secret)).toThrow(BadSignature);
  expect(() => verify(body, {}, secret)).toThrow(BadSignature);
  expect(() => verify(body, headers, [])).toThrow(BadSignature);
  const signed = sign(event, secret);
  expect(verify(new TextEncoder().encode(signed.body), new Headers(signed.headers), secret)).toEqual(event);
  const old = sign(event, secret, new Date(Date.now() - 10 * 60_000));
  expect(() => verify(old.body, old.headers, secret)).toThrow(BadSignature);
  expect((await vouch.webhookEndpoints.delete(id)).deleted).toBe(true);
  receiver.closeAllConnections();
  receiver.close();
});

it('keeps points: credits, redeems, gives back, and reads the books', async () => {
  const { points } = vouch;
  const program = await points.programs.create({ name: 'Stars' });
  const asset = await points.assets.create({ name: 'Star', symbol: 'STAR', scale: 2, program_id: program.id });
  const who = await points.participants.upsert({ external_id: 'customer-1' });
  const scope = { program_id: program.id, asset_id: asset.id };
  const welcome = { ...scope, type: 'CREDIT' as const, amount: '1500', description: 'Welcome' };
  await points.participants.adjust(who.id, welcome, { idempotencyKey: 'welcome-1' });
  await points.participants.adjust(who.id, welcome, { idempotencyKey: 'welcome-1' });
  const taken = await points.redemptions.create(who.id, { ...scope, amount: '1000', description: 'Gift card' });
  const back = await points.redemptions.reverse(taken.id, { reason: 'Returned', amount: '300' });
  expect(back.amount).toBe('300.00');
  expect((await points.redemptions.retrieve(taken.id)).status).toBe('PARTIALLY_REVERSED');
  expect((await points.participants.balances(who.id)).data[0]?.available).toBe('800.00');
  const entries: unknown[] = [];
  for await (const entry of points.journalEntries.list({ participant_id: who.id, limit: 1 })) entries.push(entry);
  expect(entries).toHaveLength(3);
  const poor = await errorOf(points.redemptions.create(who.id, { ...scope, amount: '9000', description: 'Too much' }));
  expect(poor).toBeInstanceOf(client.InsufficientBalance);
});
