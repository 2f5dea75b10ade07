// One account's many lists, and everybody else's requests beside them. Nothing here goes by time: what was answered before what is counted.
import { ReadTurnGuard } from '../../src/api/limits/read-turn.guard';
import { ReadTurns } from '../../src/api/limits/read-turns';
import { ONE_VOUCHER, startWorld } from './world';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the turns of reads', () => {
  it('are of each account apart, and its callers share them in rotation', async () => {
    const turns = new ReadTurns(1, () => 0);
    const begun: string[] = [];
    const read = (account: string, caller: string, name: string) => {
      const waits = turns.take(account, caller);
      if (waits) void waits.then(() => begun.push(name));
      else begun.push(name);
    };
    for (let nth = 1; nth <= 4; nth += 1) read('a', 'report', `report ${String(nth)}`);
    read('a', 'till', 'till 1');
    read('b', 'report', 'other 1');
    expect(begun).toEqual(['report 1', 'other 1']);
    while (begun.length < 6) {
      const before = begun.length;
      await turn();
      expect(begun.length - before).toBeLessThanOrEqual(1);
    }
    expect(begun.slice(2)).toEqual(['report 2', 'till 1', 'report 3', 'report 4']);
    // Nothing is left of an account that has read: the next one begins at once.
    await turn();
    expect(turns.take('a', 'report')).toBeUndefined();
  });

  it('come later behind what took long, and as many begin in one as may', async () => {
    let nowMs = 0;
    const turns = new ReadTurns(2, () => nowMs);
    let begun = 0;
    for (let nth = 0; nth < 5; nth += 1) void turns.take('a', 'one')?.then(() => (begun += 1));
    // The first two ran for so long.
    nowMs = 20;
    const order: string[] = [];
    const timer = new Promise((resolve) => setTimeout(resolve, 10)).then(() => order.push('10 ms'));
    const rest = (async () => {
      while (begun === 0) await turn();
      order.push('the next');
    })();
    await Promise.all([timer, rest]);
    expect(order).toEqual(['10 ms', 'the next']);
    expect(begun).toBe(2);
    while (begun < 3) await turn();
  });
});

it('a read whose client left while it waited is not made', async () => {
  const guard = new ReadTurnGuard(1, () => 0);
  const ask = (destroyed: boolean) => {
    const caller = { accountId: 'acc', keyId: 'key', publishable: false };
    const request = { method: 'GET', caller, routeOptions: { config: {} }, raw: { socket: { destroyed } } };
    return guard.canActivate({ switchToHttp: () => ({ getRequest: () => request }) } as never);
  };
  const [now, left, stayed] = [ask(false), ask(true), ask(false)];
  expect(now).toBe(true);
  await expect(left).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await stayed).toBe(true);
});

it('a sale and a list of another account are answered long before the 300 lists that were asked for before them', async () => {
  const world = await startWorld(null);
  try {
    const metadata = Object.fromEntries(
      Array.from({ length: 10 }, (_, nth) => [`note_${String(nth)}`, 'x'.repeat(400)]),
    );
    for (let nth = 0; nth < 100; nth += 1) await world.create(world.voucher(ONE_VOUCHER), { metadata });
    const key = await world.newKey('Other', 'test', 'secret');
    let listed = 0;
    const lists = Array.from({ length: 300 }, () =>
      world.call('GET /v1/redemptions?limit=100').then(({ status, body }) => {
        listed += 1;
        return [status, body.data.length];
      }),
    );
    while (listed === 0) await turn();
    const sale = await world.create(world.voucher(ONE_VOUCHER), {}, { key });
    const own = await world.call('GET /v1/redemptions?limit=100', { key });
    expect([sale.body.outcome, own.body.data.length]).toEqual(['paid', 1]);
    expect(listed).toBeLessThan(150);
    expect(new Set((await Promise.all(lists)).map(String))).toEqual(new Set(['200,100']));
  } finally {
    await world.close();
  }
}, 120_000);
