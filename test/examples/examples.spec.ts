// The examples as they stand, in processes of their own, against a real server and its simulators.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Scenario } from '../../adapters/kit/simulator/books';
import { BLU, ONE_VOUCHER, sourceOf, startWorld, type World } from '../api/world';
import { ended, Running } from '../cli/program';
import { until } from '../crash/stage';
import { startLossyProxy } from '../tools/lossy-proxy';

const EXAMPLES = join(__dirname, '../../examples');

jest.setTimeout(60_000);

let world: World;
const children: ChildProcess[] = [];
beforeAll(async () => {
  // Short, so that doubt comes and goes while the test waits.
  world = await startWorld(null, { ONE_VOUCHER_TIMEOUT_MS: '1000', VOUCH_ASK_AFTER: '300ms' });
});
afterAll(async () => {
  await Promise.all(children.map((child) => ended(child, 'SIGKILL')));
  await world.close();
});

function start(file: string, args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [join(EXAMPLES, file), ...args], { env });
  children.push(child);
  return new Running(child);
}

describe('the checkout', () => {
  let order = 1000;

  /** What it prints, and how it ends. */
  async function checkOut(voucher: { type: string; pin: string }, url = world.server.url, orderId = String(++order)) {
    const VOUCHER = JSON.stringify(sourceOf(voucher));
    const env = { VOUCH_URL: url, VOUCH_KEY: world.keys.secret, VOUCHER };
    const checkout = start('checkout/checkout.mjs', [orderId, voucher.type, '1500'], env);
    const code = await ended(checkout.child);
    expect(checkout.err).toBe('');
    return { code, lines: checkout.out.trim().split('\n') };
  }
  const takenFrom = (voucher: { type: string; pin: string }) => world.truth(voucher).taken.map(({ amount }) => amount);

  it('is paid, and gives change', async () => {
    const voucher = world.voucher(BLU, 1900);
    const { code, lines } = await checkOut(voucher);
    expect([code, lines[0]]).toEqual([0, 'paid 1500: hand over the goods']);
    expect(lines[1]).toMatch(/^change for the customer: \d{16}$/);
    expect(takenFrom(voucher)).toEqual([1500]);
  });

  it.each<[Scenario, string]>([
    ['used', 'not paid: voucher_already_redeemed'],
    ['expired', 'not paid: voucher_expired'],
  ])('says why a voucher that is %s is not taken', async (scenario, line) => {
    expect(await checkOut(world.voucher(ONE_VOUCHER, 1500, scenario))).toEqual({ code: 1, lines: [line] });
  });

  it('hands over nothing while the provider is silent, and is paid once that is settled', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 1500, 'timeout_after_taking');
    const { code, lines } = await checkOut(voucher);
    expect(lines.slice(0, -1)).toEqual(lines.slice(0, -1).map(() => 'checking'));
    expect(lines.length).toBeGreaterThan(1);
    expect([code, lines.at(-1)]).toEqual([0, 'paid 1500: hand over the goods']);
    expect(takenFrom(voucher)).toEqual([1500]);
  });

  it('sends the same request again where the answer was lost, and the voucher is taken once', async () => {
    const lossy = await startLossyProxy(world.server.url);
    const voucher = world.voucher(ONE_VOUCHER, 1500);
    const { code, lines } = await checkOut(voucher, lossy.url);
    expect(lines).toEqual(['no answer: again, with the same key', 'paid 1500: hand over the goods']);
    expect(code).toBe(0);
    expect(takenFrom(voucher)).toEqual([1500]);
    await lossy.close();
  });

  it('is told about a payment that it made before it crashed, and about a voucher that is in use', async () => {
    const voucher = world.voucher(ONE_VOUCHER, 1500);
    const first = await checkOut(voucher, world.server.url, 'crashed');
    expect(await checkOut(voucher, world.server.url, 'crashed')).toEqual(first);
    expect(takenFrom(voucher)).toEqual([1500]);
    expect(await checkOut(voucher)).toEqual({ code: 1, lines: ['refused: voucher_in_use'] });
  });
});

describe('the webhook receiver', () => {
  it('does the work of each event once, and refuses a forged one', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${String(port)}/vouch`;
    const body = { url, event_types: ['redemption.confirmed', 'redemption.failed'] };
    const made = await world.call('POST /v1/webhook_endpoints', { body });
    const { secret } = JSON.parse(made.text) as { secret: string };
    const receiver = start('webhook-receiver/receiver.mjs', [], { PORT: String(port), WEBHOOK_SECRET: secret });
    await receiver.says(/listening on \d+/);

    const { body: redemption } = await world.create(world.voucher(ONE_VOUCHER, 1500));
    await receiver.says(new RegExp(`redemption\\.confirmed ${redemption.id} paid`));

    // The receiver speaks before it answers: what is still on its way is not sent a second time.
    const log = `GET /v1/webhook_deliveries?endpoint_id=${made.body.id}&status=succeeded`;
    let delivered: string | undefined;
    await until('the answer of the receiver is noted', async () => {
      delivered = (await world.call(log)).body.data[0]?.id;
      return delivered !== undefined;
    });
    expect(await world.call(`POST /v1/webhook_deliveries/${delivered ?? ''}/retry`)).toMatchObject({ status: 200 });
    await receiver.says(/seen before: evt_/);

    const sent = { id: 'evt_forged', type: 'redemption.confirmed', data: { id: 'rdm_forged', outcome: 'paid' } };
    const forged = await fetch(url, {
      method: 'POST',
      headers: {
        'webhook-id': sent.id,
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': `v1,${Buffer.alloc(32, 1).toString('base64')}`,
      },
      body: JSON.stringify(sent),
    });
    expect(forged.status).toBe(401);
    expect((await fetch(url, { method: 'POST', body: 'not JSON' })).status).toBe(401);
    expect(receiver.out).not.toContain('forged');
    expect(receiver.out.match(/redemption\.confirmed/g)).toHaveLength(1);
    expect(receiver.err).toBe('');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
