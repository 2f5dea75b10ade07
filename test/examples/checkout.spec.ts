// The examples as they stand, in processes of their own, against a real server and its simulators.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Scenario } from '../../adapters/kit/simulator/books';
import { BLU, ONE_VOUCHER, sourceOf, startWorld, type World } from '../api/world';
import { ended, Running } from '../cli/program';
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
