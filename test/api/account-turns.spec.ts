// In which order the requests of accounts begin. Nothing here goes by time: the clock moves only as they work.
import { TurnGuard } from '../../src/api/limits/turns/turn.guard';
import { AccountTurns } from '../../src/api/limits/turns/account-turns';
import { LargeReads } from '../../src/core/redemption/store';

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
  ask(
    account: string,
    name: string,
    tookMs = 0,
    { caller = 'key', isOver = true, about = '', id = '', apart = false } = {},
  ): void {
    const begin = () => {
      this.begun.push(name);
      this.nowMs += tookMs;
    };
    const waits = this.#turns.take(account, { caller, about, id, apart, isOver: () => isOver });
    if (waits) void waits.then(begin);
    else begin();
  }

  /** A record was read for a request that waited: so many MiB. */
  noteLarge(accountId: string, id: string, mib: number): void {
    this.#turns.noteLarge({ accountId, id, bytes: mib * 1024 * 1024 });
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

  it.each([
    { while: 'others are there', others: true, restMs: 40 },
    { while: 'the account is alone, half as slowly', others: false, restMs: 20 },
  ])('come one behind the other about a record that was large to read, while $while', async ({ others, restMs }) => {
    if (others) requests.ask('b', 'other');
    await piece();
    const timer = jest.spyOn(globalThis, 'setTimeout').mockReturnValue(undefined as never);
    try {
      // Whoever finds it out has begun: what comes next waits for that.
      requests.noteLarge('a', 'rdm_1', 1);
      await turn();
      requests.ask('a', 'the next');
      await piece();
      expect(requests.begun).not.toContain('the next');
      timer.mock.calls[0]?.[0]();
      await piece();
      expect(requests.begun).toContain('the next');
      await turn();
      await turn();
      for (const nth of [1, 2, 3]) requests.ask('a', `large ${String(nth)}`, 0, { id: 'rdm_1', isOver: false });
      requests.noteLarge('a', 'rdm_1', 1);
      await turn();
      expect(requests.begun.slice(-1)).toEqual(['large 1']);
      expect(timer.mock.calls.map(([, ms]) => ms)).toEqual([restMs, restMs]);
      timer.mock.calls[1]?.[0]();
      await piece();
      expect(requests.begun.slice(-1)).toEqual(['large 2']);
      // Nothing of it is left to the next one.
      await turn();
    } finally {
      timer.mockRestore();
    }
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

describe('the turns of callers who do not know each other', () => {
  let requests: Requests;
  let rests: { readonly ms: number; readonly end: () => void }[];
  beforeEach(() => {
    requests = new Requests();
    rests = [];
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((end: () => void, ms: number) => {
      rests.push({ ms, end });
    }) as never);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const ask = (caller: string, name: string, tookMs = 0) => {
    requests.ask('page', name, tookMs, { caller, apart: true });
  };
  const turns = async (many: number) => {
    for (let nth = 0; nth < many; nth += 1) await turn();
  };

  it.each([[true], [false]])(
    'hold up those who ask for what takes long, and nobody else (others: %p)',
    async (others) => {
      if (others) requests.ask('b', 'other');
      await piece();
      ask('slow 1', 'long 1', 50);
      await piece();
      ask('slow 1', 'long 2', 50);
      await turns(2);
      expect(requests.begun.slice(-1)).toEqual(['long 1']);
      expect(rests.map(({ ms }) => ms)).toEqual([50]);
      for (const nth of [1, 2, 3]) ask(`honest ${String(nth)}`, `honest ${String(nth)}`);
      expect(requests.begun.slice(-3)).toEqual(['honest 1', 'honest 2', 'honest 3']);
      await turns(3);
      for (let nth = 0; nth < 20; nth += 1) ask('honest 4', 'honest again');
      await turns(6);
      expect(requests.begun.slice(-20)).toEqual(Array.from({ length: 20 }, () => 'honest again'));
      expect(requests.begun).not.toContain('long 2');
      rests[0]?.end();
      await turns(2);
      expect(requests.begun.slice(-1)).toEqual(['long 2']);
      expect(rests.map(({ ms }) => ms)).toEqual([50, 50]);
      rests[1]?.end();
      await turns(2);
    },
  );

  it('hold up also what waits already of whoever asked for what took long', async () => {
    for (let nth = 0; nth < 65; nth += 1) ask('honest', 'quick');
    for (const nth of [1, 2]) ask('slow', `long ${String(nth)}`, 50);
    ask('another', 'of another');
    await turns(4);
    expect(requests.begun.slice(-3)).toEqual(['quick', 'long 1', 'of another']);
    rests[0]?.end();
    await turns(2);
    expect(requests.begun.slice(-1)).toEqual(['long 2']);
    rests[1]?.end();
    await turns(1);
  });

  it('have those who ask for what takes long rest together, and in rotation with all others', async () => {
    requests.ask('b', 'other');
    await piece();
    for (const nth of [1, 2, 3]) {
      ask(`slow ${String(nth)}`, `first of ${String(nth)}`, 20);
      await turns(2);
    }
    for (const nth of [1, 2, 3]) ask(`slow ${String(nth)}`, `second of ${String(nth)}`, 20);
    await turns(3);
    expect(requests.begun.filter((name) => name.startsWith('second'))).toEqual([]);
    for (const { end } of rests.splice(0)) end();
    await turns(3);
    expect(requests.begun.filter((name) => name.startsWith('second'))).toEqual(['second of 1']);
    for (let nth = 0; nth < 10; nth += 1) ask('honest', 'honest', 1);
    for (const { end } of rests.splice(0)) end();
    await turns(8);
    expect(requests.begun.filter((name) => name === 'honest')).toHaveLength(10);
    expect(requests.begun.filter((name) => name.startsWith('second'))).toEqual(['second of 1', 'second of 2']);
    for (const { end } of rests.splice(0)) end();
    await turns(3);
    expect(requests.begun.slice(-1)).toEqual(['second of 3']);
    for (const { end } of rests.splice(0)) end();
    await turns(2);
    // After ten seconds without they are as all others.
    requests.nowMs += 10_100;
    ask('slow 1', 'at once');
    expect(requests.begun.slice(-1)).toEqual(['at once']);
  });
});

/** Asks a guard for a request. */
function askOf(
  guard: TurnGuard,
  { accountId = 'acc', id = '', destroyed = false, upload = undefined as string | undefined },
) {
  const caller = { accountId, keyId: 'key', publishable: false };
  const request = {
    method: 'POST',
    params: id === '' ? {} : { id },
    caller,
    routeOptions: { config: { upload } },
    raw: { socket: { destroyed } },
  };
  const http = { getRequest: () => request, getResponse: () => ({ sent: true }) };
  return guard.canActivate({ switchToHttp: () => http } as never);
}

it('a request whose client left while it waited is not made, and an upload does not wait', async () => {
  const guard = new TurnGuard(() => 0);
  void askOf(guard, { accountId: 'other' });
  for (let nth = 0; nth < 8; nth += 1) expect(askOf(guard, {})).toBe(true);
  const [left, stayed] = [askOf(guard, { destroyed: true }), askOf(guard, {})];
  expect(askOf(guard, { upload: 'csv' })).toBe(true);
  await expect(left).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await stayed).toBe(true);
});

it('a request about a record that the store says was large takes the whole turn of its account', async () => {
  const reads = new LargeReads();
  const guard = new TurnGuard(() => 0, reads);
  reads.tell({ id: 'rdm_1', accountId: 'acc', bytes: 1024 * 1024 });
  expect(askOf(guard, {})).toBe(true);
  expect(askOf(guard, { id: 'rdm_1' })).toBe(true);
  const next = askOf(guard, {});
  expect(next).toBeInstanceOf(Promise);
  expect(askOf(guard, { accountId: 'other' })).toBe(true);
  expect(await next).toBe(true);
});
