// What one account asks for at once, and everybody else's requests beside it. Nothing here goes by time: what was answered before what is
// counted.
import { TurnGuard } from '../../src/api/limits/turn.guard';
import { AccountTurns } from '../../src/api/limits/account-turns';
import { nextOf, sampleScope } from '../fixtures/redemption';
import { ONE_VOUCHER, startWorld, type World } from './world';

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Until what has begun is over, or waits for something. */
const piece = () =>
  new Promise((resolve) => {
    queueMicrotask(() => {
      process.nextTick(resolve);
    });
  });

/** Requests of accounts in turns, on a clock that moves only as they work. */
class Requests {
  readonly begun: string[] = [];
  nowMs = 0;
  readonly #turns = new AccountTurns(() => this.nowMs);

  /** Asks for a request that takes so long; `isOver`: all of it is done then. Begins at once, where it may, and is not over before `piece`. */
  ask(account: string, name: string, tookMs = 0, { caller = 'key', isOver = true, about = '' } = {}): void {
    const begin = () => {
      this.begun.push(name);
      this.nowMs += tookMs;
    };
    const waits = this.#turns.take(account, { caller, about, isOver: () => isOver });
    if (waits) void waits.then(begin);
    else begin();
  }

  /** How many begin until this is over. */
  async during(what: Promise<unknown>): Promise<number> {
    const before = this.begun.length;
    await what;
    return this.begun.length - before;
  }
}

describe('the turns of accounts', () => {
  let requests: Requests;
  beforeEach(() => {
    requests = new Requests();
  });

  it('are of each account apart, and its callers share them in rotation', async () => {
    requests.ask('b', 'other 1');
    await piece();
    requests.ask('a', 'report 1', 3, { caller: 'report' });
    await piece();
    for (const nth of [2, 3, 4]) requests.ask('a', `report ${String(nth)}`, 3, { caller: 'report' });
    requests.ask('a', 'till 1', 3, { caller: 'till' });
    requests.ask('b', 'other 2');
    expect(requests.begun).toEqual(['other 1', 'report 1', 'other 2']);
    while (requests.begun.length < 7) expect(await requests.during(turn())).toBeLessThanOrEqual(1);
    expect(requests.begun.slice(3)).toEqual(['report 2', 'till 1', 'report 3', 'report 4']);
    // Nothing is left of an account that has begun all it asked for: the next one begins at once.
    await turn();
    requests.ask('a', 'till 2');
    expect(requests.begun.at(-1)).toBe('till 2');
  });

  it('end with 3 ms of its own, or 8 requests, while others were there within a second; with 20 ms, or 64, while it is alone', async () => {
    requests.ask('b', 'other');
    const ask = async (name: string, tookMs: number) => {
      for (let nth = 0; nth < 100; nth += 1) requests.ask('a', name, tookMs);
      // Those that began in one piece, as on MongoDB; the rest turn by turn.
      const begun = [requests.begun.filter((one) => one === name).length];
      while (begun.reduce((sum, one) => sum + one, 0) < 100) begun.push(await requests.during(turn()));
      await turn();
      return begun;
    };
    expect(Math.max(...(await ask('quick', 0)))).toBe(8);
    requests.nowMs = 1_001;
    expect(Math.max(...(await ask('quick and alone', 0)))).toBe(64);
    requests.ask('b', 'other');
    const [, ...slower] = await ask('slower', 1);
    expect(Math.max(...slower)).toBe(3);
    requests.nowMs += 1_001;
    const [, ...alone] = await ask('slower and alone', 1);
    expect(Math.max(...alone)).toBe(20);
  });

  it.each([
    { what: 'what was over', tookMs: 30, isOver: true, restMs: 30 },
    { what: 'what goes on, as long as all of it may take', tookMs: 20, isOver: false, restMs: 80 },
    { what: 'what took longest, no longer than that', tookMs: 500, isOver: true, restMs: 250 },
  ])('come later behind $what', async ({ tookMs, isOver, restMs }) => {
    requests.ask('b', 'other');
    await piece();
    const timer = jest.spyOn(globalThis, 'setTimeout').mockReturnValue(undefined as never);
    try {
      requests.ask('a', 'long', tookMs, { isOver });
      await turn();
      requests.ask('a', 'the next');
      await turn();
      expect(requests.begun.at(-1)).toBe('long');
      expect(timer.mock.calls).toEqual([[expect.any(Function), restMs]]);
      timer.mock.calls[0]?.[0]();
      await piece();
      expect(requests.begun.at(-1)).toBe('the next');
    } finally {
      timer.mockRestore();
    }
  });

  it('know what calls about one thing cost, also where they wait for one another', async () => {
    requests.ask('b', 'other');
    await piece();
    const about = { about: 'PATCH rdm_1', isOver: false };
    requests.ask('a', 'long', 20, about);
    await piece();
    for (const nth of [1, 2, 3]) requests.ask('a', `waiting ${String(nth)}`, 0, about);
    while (requests.begun.length < 5) expect(await requests.during(turn())).toBeLessThanOrEqual(1);
    // What was refused before it came to that says nothing; after ten seconds nothing is known any more.
    requests.ask('a', 'refused', 0, { about: 'PATCH rdm_1' });
    requests.ask('a', 'waiting 4', 0, about);
    requests.ask('a', 'waiting 5', 0, about);
    while (requests.begun.length < 7) expect(await requests.during(turn())).toBeLessThanOrEqual(2);
    requests.nowMs += 10_021;
    requests.ask('b', 'other');
    while (requests.begun.length < 9) await turn();
    await turn();
    for (const nth of [1, 2, 3]) requests.ask('a', `quick ${String(nth)}`, 0, about);
    await turn();
    expect(requests.begun.slice(-3)).toEqual(['quick 1', 'quick 2', 'quick 3']);
  });

  it('come without a rest while the account is alone', async () => {
    requests.ask('a', 'long', 90);
    await piece();
    requests.ask('a', 'the next');
    await turn();
    expect(requests.begun).toEqual(['long', 'the next']);
  });

  it('are not put off by what others did in them', async () => {
    requests.ask('b', 'other');
    for (let nth = 0; nth < 9; nth += 1) requests.ask('a', `quick ${String(nth)}`);
    await piece();
    requests.ask('b', 'long', 90);
    await turn();
    expect(requests.begun.at(-1)).toBe('quick 8');
  });
});

it('a request whose client left while it waited is not made, and an upload does not wait', async () => {
  const guard = new TurnGuard(() => 0);
  const ask = ({ accountId = 'acc', destroyed = false, upload = undefined as string | undefined }) => {
    const caller = { accountId, keyId: 'key', publishable: false };
    const request = {
      method: 'POST',
      params: {},
      caller,
      routeOptions: { config: { upload } },
      raw: { socket: { destroyed } },
    };
    const http = { getRequest: () => request, getResponse: () => ({ sent: true }) };
    return guard.canActivate({ switchToHttp: () => http } as never);
  };
  void ask({ accountId: 'other' });
  for (let nth = 0; nth < 8; nth += 1) expect(ask({})).toBe(true);
  const [left, stayed] = [ask({ destroyed: true }), ask({})];
  expect(ask({ upload: 'csv' })).toBe(true);
  await expect(left).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await stayed).toBe(true);
});

describe('another account', () => {
  let world: World;
  let key: string;
  beforeAll(async () => {
    world = await startWorld(null);
    key = await world.newKey('Other', 'test', 'secret');
  });
  afterAll(() => world.close());

  /** A sale and a list of that account, once the first of these calls is answered. How many of them were answered by then, and how. */
  async function beside(calls: number, call: (nth: number) => Promise<{ readonly status: number }>) {
    let answered = 0;
    const all = Array.from({ length: calls }, (_, nth) =>
      call(nth).then(({ status }) => {
        answered += 1;
        return status;
      }),
    );
    while (answered === 0) await turn();
    const sale = await world.create(world.voucher(ONE_VOUCHER), {}, { key });
    const own = await world.call('GET /v1/redemptions?limit=1', { key });
    expect([sale.body.outcome, own.body.data.length]).toEqual(['paid', 1]);
    const before = answered;
    return { before, statuses: [...new Set(await Promise.all(all))] };
  }

  it('is answered long before the 300 lists that were asked for before', async () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 10 }, (_, nth) => [`note_${String(nth)}`, 'x'.repeat(400)]),
    );
    for (let nth = 0; nth < 100; nth += 1) await world.create(world.voucher(ONE_VOUCHER), { metadata });
    const { before, statuses } = await beside(300, () => world.call('GET /v1/redemptions?limit=100'));
    expect(statuses).toEqual([200]);
    expect(before).toBeLessThan(150);
  }, 120_000);

  it('is answered long before the 60 changes of one redemption of 2 MB that were asked for before, and refused', async () => {
    const { body } = await world.create(world.voucher(ONE_VOUCHER));
    await world.withStore(async ({ redemptions }) => {
      const found = await redemptions.find(body.id);
      if (!found) throw new Error('It is not there');
      const kept = Array.from({ length: 38 }, (_, nth) =>
        sampleScope(`${body.id} ${String(nth)}`, { requestDigest: 'x'.repeat(50_000) }),
      );
      await redemptions.replace(nextOf(found, { idempotency: [...found.idempotency, ...kept] }), found.rev, []);
    });
    const { before, statuses } = await beside(60, (nth) =>
      world.call(`PATCH /v1/redemptions/${body.id}`, {
        headers: { 'if-match': '"99"' },
        body: { external_reference: String(nth) },
      }),
    );
    expect(statuses).toEqual([412]);
    expect(before).toBeLessThan(30);
  }, 120_000);
});
