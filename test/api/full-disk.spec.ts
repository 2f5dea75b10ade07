// A disk that fills up under the embedded store: a real one of 24 MB, where this machine lets us have it.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { until } from '../crash/stage';
import { SmallDisk } from '../tools/small-disk';
import { BLU, OTT, startWorld, type World } from './world';

jest.setTimeout(120_000);

const disk = new SmallDisk(24);
afterEach(() => disk.empty());

(disk.isMounted ? describe : describe.skip)('a full disk', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(() => Promise.resolve(`sqlite:${join(disk.folder, 'vouch.db')}`), { VOUCH_GRACE: '10m' });
  });
  afterAll(() => world.close());

  const calls = () => world.books.snapshot().calls.length;
  /** The last look at the disk counts for a tenth of a second. */
  const until503 = (call: () => Promise<{ status: number }>) =>
    until('the disk is seen to be full', async () => (await call()).status === 503);

  it('is noticed before a provider is asked, while what was asked before is still written', async () => {
    const slow = world.voucher(OTT, 5000, 'slow_then_ok');
    const before = calls();
    const asked = world.create(slow);
    await until('the provider is asked', () => Promise.resolve(calls() > before));
    disk.fill(2_000_000);
    await until503(() => world.call('GET /health/ready', { key: '' }));
    expect((await asked).body).toMatchObject({ outcome: 'paid', redeemed_amount: 5000 });
    // It may have taken more than one call.
    const sent = calls();
    const refused = await world.create(world.voucher(BLU));
    expect([refused.status, refused.body.code]).toEqual([503, 'store_unavailable']);
    const draft = await world.create(world.voucher(BLU), { confirm: false });
    expect(draft.status).toBe(503);
    expect(calls()).toBe(sent);
    // Refused because of what is spared, not because nothing is left.
    expect(disk.bytesFree).toBeGreaterThan(1_500_000);
    disk.empty();
    await until('there is room again', async () => (await world.create(world.voucher(BLU))).body.outcome === 'paid');
  });

  it('takes nothing at all: the answer is kept, and written once there is room', async () => {
    const slow = world.voucher(OTT, 5000, 'slow_then_ok');
    const before = calls();
    const asked = world.create(slow, {}, { headers: { 'idempotency-key': 'k' } });
    await until('the provider is asked', () => Promise.resolve(calls() > before));
    disk.fill(0);
    const first = await asked;
    expect([first.status, first.body.code]).toEqual([503, 'store_unavailable']);
    expect(world.truth(slow).taken).toHaveLength(1);
    disk.empty();
    let again = first;
    await until('the answer is written', async () => {
      again = await world.create(slow, {}, { headers: { 'idempotency-key': 'k' } });
      return again.body.outcome === 'paid';
    });
    expect(again.body.redeemed_amount).toBe(5000);
    expect(world.truth(slow).taken).toHaveLength(1);
  });

  it('is not filled by a statement that somebody sends', async () => {
    const { hostname, port } = new URL(world.server.url);
    const attacker = await world.newKey('somebody else', 'test', 'secret');
    const headers = { authorization: `Bearer ${attacker}`, 'content-type': 'text/csv' };
    const sending = request({ hostname, port, method: 'POST', path: '/v1/reconciliations?provider=blu', headers });
    // Hung up on once it is refused.
    sending.on('error', () => undefined);
    const state = { isAnswered: false };
    const answered = once(sending, 'response').then(([reply]) => {
      state.isAnswered = true;
      return (reply as IncomingMessage).statusCode;
    });
    const piece = Buffer.alloc(64 * 1024, 'x');
    let least = disk.bytesFree;
    for (let sent = 0; sent < 24_000_000 && !state.isAnswered; sent += piece.length) {
      await Promise.race([new Promise((taken) => sending.write(piece, taken)), answered.catch(() => undefined)]);
      least = Math.min(least, disk.bytesFree);
    }
    expect(await answered).toBe(503);
    // A quarter of 24 MiB.
    expect(least).toBeGreaterThan(6 * 1024 * 1024);
    expect((await world.create(world.voucher(BLU))).body.outcome).toBe('paid');
    await until('it is dropped', () => Promise.resolve(readdirSync(join(disk.folder, 'statements')).length === 0));
  });
});
