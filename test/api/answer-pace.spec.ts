// How fast those are answered who have no good key: who asks all the time waits, and nobody waits for him.
import { AnswerPace, type Turn } from '../../src/api/http/answer-pace';
import { addPacedAnswers } from '../../src/api/http/paced-answers';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** How many of these answers could be given at once. */
function atOnce(times: number, ask: (nth: number) => Promise<Turn> | undefined): number {
  return Array.from({ length: times }, (_, nth) => ask(nth)).filter((wait) => wait === undefined).length;
}

it('refuses a burst at once, and then so many a second to whoever goes on; others wait for nothing', async () => {
  const pace = new AnswerPace();
  expect(atOnce(1_000, () => pace.refusal('203.0.113.1'))).toBe(120);
  // A few refusals of somebody else, a key that is past its limit at the very same address, and a page.
  expect(atOnce(20, () => pace.refusal('203.0.113.2'))).toBe(20);
  expect(atOnce(100, () => pace.refusalOfAccount('key_1'))).toBe(100);
  expect(atOnce(100, () => pace.open('203.0.113.1', 20_000))).toBe(100);
  const late = pace.refusal('203.0.113.1');
  // With those that came to the longest wait before it.
  await jest.advanceTimersByTimeAsync(2_500);
  expect(await late).toBe('given');
  // What waits grows no further than that.
  await jest.advanceTimersByTimeAsync(500);
  expect(atOnce(100, () => pace.refusal('203.0.113.1'))).toBe(25);
  // Forgotten after a minute.
  await jest.advanceTimersByTimeAsync(60_000);
  expect(atOnce(1_000, () => pace.refusal('203.0.113.1'))).toBe(120);
});

it('adds up the refusals of many who each have few', () => {
  const pace = new AnswerPace();
  expect(atOnce(5_000, (nth) => pace.refusal(String(nth)))).toBe(100);
});

it('takes all networks of one sender for one, and keeps nobody else waiting for what they ask', () => {
  const pace = new AnswerPace();
  const network = (nth: number) => `2001:db8:7:${nth.toString(16)}::/64`;
  expect(atOnce(2_000, (nth) => pace.refusal(network(nth)))).toBe(120);
  expect(atOnce(2_000, (nth) => pace.refusalOfAccount('pk', network(nth)))).toBe(120);
  expect(atOnce(30_000, (nth) => pace.open(network(nth), 0))).toBe(250 + 1_000);
  expect(atOnce(20, () => pace.refusal('2001:db8:8:1::/64'))).toBe(20);
  expect(atOnce(20, () => pace.refusalOfAccount('pk', '203.0.113.2'))).toBe(20);
  expect(atOnce(100, () => pace.open('203.0.113.2', 0))).toBe(100);
});

it('drops none of those who had few answers, and no answer that alone tells what was done, however many wait', async () => {
  const pace = new AnswerPace();
  /** Those that wait, of so many. */
  const ask = (times: number, addressOf: (nth: number) => string) =>
    Array.from({ length: times }, (_, nth) => pace.open(addressOf(nth), 0)).filter((wait) => wait !== undefined);
  const waits = ask(12_000, () => '203.0.113.1');
  // Who asks without listening.
  expect(await pace.open('203.0.113.1', 0)).toBe('closed');
  const done = pace.open('203.0.113.1', 0, true);
  // Many who each have few, so many that they wait as well.
  const others = ask(20_000, (nth) => `10.0.${String(nth % 200)}.1`);
  expect(others.length).toBeGreaterThan(15_000);
  await jest.advanceTimersByTimeAsync(2_000 + (others.length / 10) * 5);
  expect(await done).toBe('given');
  expect(new Set(await Promise.all(others))).toEqual(new Set(['given']));
  expect((await Promise.all(waits)).filter((turn) => turn === 'closed').length).toBeGreaterThan(5_000);
});

it('holds up no health check of whoever asks twice a second, whatever a flood asks for', () => {
  const pace = new AnswerPace();
  atOnce(20_000, (nth) => pace.open(`10.0.${String(nth % 200)}.1`, 0));
  expect(atOnce(300, (nth) => pace.health(`2001:db8:7:${nth.toString(16)}::/64`, 20))).toBe(120);
  for (const prober of ['127.0.0.1', '10.0.0.1']) expect(atOnce(120, () => pace.health(prober, 20))).toBe(120);
});

it('takes all keys of an account for one sender, and asks for no health check and no act what it asks for a page', () => {
  type Hook = (request: object, reply: object, payload: string, done: () => void) => void;
  let hook: Hook | undefined;
  addPacedAnswers({ addHook: (_: string, added: Hook) => (hook = added) } as never, new AnswerPace());
  /** Whether it was answered at once. */
  const isAtOnce = (status: number, asked: object) => {
    let given = false;
    const raw = { headers: {}, socket: { destroy: () => undefined } };
    const request = { method: 'GET', ip: '10.0.0.1', routeOptions: { url: '/docs' }, raw, ...asked };
    hook?.(request, { statusCode: status, getHeader: () => undefined }, '', () => (given = true));
    return given;
  };
  const pastLimit = (accountId: string, nth: number) =>
    isAtOnce(429, { problemCode: 'rate_limited', caller: { accountId, keyId: `${accountId} ${String(nth)}` } });
  expect(Array.from({ length: 1_000 }, (_, nth) => pastLimit('acc_1', nth)).filter(Boolean)).toHaveLength(120);
  expect(Array.from({ length: 20 }, (_, nth) => pastLimit('acc_2', nth)).filter(Boolean)).toHaveLength(20);
  while (isAtOnce(200, {}));
  expect(isAtOnce(200, { routeOptions: { url: '/health/ready' } })).toBe(true);
  const open = jest.spyOn(AnswerPace.prototype, 'open');
  try {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) isAtOnce(200, { method });
    expect(open.mock.calls.map(([, , isDone]) => isDone)).toEqual([false, false, false, true]);
  } finally {
    open.mockRestore();
  }
});

it('counts the bytes of what is open to all, and gives no more of what is large in a second, however many wait', async () => {
  const pace = new AnswerPace();
  const description = () => pace.open('203.0.113.1', 2_400_000);
  // Six while they are few, and twenty-five in one go.
  expect(atOnce(100, description)).toBe(6 + 25);
  await jest.advanceTimersByTimeAsync(10_000);
  const began = performance.now();
  const ends: { readonly isGiven: boolean; readonly ms: number }[] = [];
  for (const wait of Array.from({ length: 2_800 }, description))
    void wait?.then((turn) => ends.push({ isGiven: turn === 'given', ms: performance.now() - began }));
  // Nothing else waits for them: a sign-in at the very same address neither.
  expect(atOnce(100, () => pace.open('203.0.113.1', 500, true))).toBe(100);
  await jest.advanceTimersByTimeAsync(20_000);
  const given = ends.filter(({ isGiven }) => isGiven).map(({ ms }) => ms);
  // Ten seconds of them, one behind the other: 4 ms each, and 16 MB a second.
  expect(given.length).toBe(65);
  expect(given.slice(1).filter((ms, nth) => ms - (given[nth] ?? 0) < 150)).toEqual([]);
  // The others wait all the same, or they would be back at once.
  const closed = ends.filter(({ isGiven }) => !isGiven).map(({ ms }) => ms);
  expect([ends.length, Math.min(...closed)]).toEqual([2_800, 10_000]);
});

it('keeps the turns of large answers for whoever comes, also while those who had none wait for their end', async () => {
  const pace = new AnswerPace();
  let given = 0;
  const ask = () =>
    void pace.open('203.0.113.1', 2_400_000)?.then((turn) => {
      if (turn === 'given') given += 1;
    });
  for (let nth = 0; nth < 6_000; nth += 1) ask();
  for (let nth = 0; nth < 900; nth += 1) {
    await jest.advanceTimersByTimeAsync(10);
    ask();
  }
  // Those of the nine seconds since, and of the ten that the last one may wait.
  await jest.advanceTimersByTimeAsync(10_000);
  expect(Math.abs(given - 19_000 / 154)).toBeLessThan(2);
});

it('lets go a few at a time of those whose time comes together, and leaves the process to others in between', async () => {
  const pace = new AnswerPace();
  let given = 0;
  const turns: number[] = [];
  for (let nth = 0; nth < 3_000; nth += 1) void pace.open('203.0.113.1', 0)?.then(() => (given += 1));
  // Long before the last of them came to the longest wait.
  await jest.advanceTimersByTimeAsync(1_999);
  for (let before = given; given < 1_500; before = given) {
    await jest.advanceTimersToNextTimerAsync();
    turns.push(given - before);
  }
  expect(Math.max(...turns)).toBe(10);
});

it('says in a few words that a large answer is not sent, and keeps the connection: proxies take a closed one for a server that failed', async () => {
  type Hook = (request: object, reply: object, payload: string, done: (error: null, sent: string) => void) => void;
  let hook: Hook | undefined;
  addPacedAnswers({ addHook: (_: string, added: Hook) => (hook = added) } as never, new AnswerPace());
  const destroy = jest.fn();
  const sent: { status: number; headers: Record<string, string>; body: string }[] = [];
  const ask = (method: string) => {
    const headers = new Map([
      ['content-encoding', 'gzip'],
      ['etag', '"1"'],
      ['cache-control', 'no-cache'],
      ['content-security-policy', "default-src 'none'"],
      ['vary', 'Accept-Encoding'],
    ]);
    const reply = {
      statusCode: 200,
      getHeader: (name: string) => headers.get(name),
      removeHeader: (name: string) => headers.delete(name),
      code: (status: number) => ((reply.statusCode = status), reply),
      headers: (more: object) => Object.entries(more).forEach(([name, value]) => headers.set(name, String(value))),
    };
    const request = { method, id: 'req_1', url: '/openapi.json', ip: '10.0.0.1', raw: { headers: {}, socket: { destroy } }, routeOptions: { url: '/openapi.json', config: {} } }; // prettier-ignore
    hook?.(request, reply, 'x'.repeat(2_400_000), (_, body) =>
      sent.push({ status: reply.statusCode, headers: Object.fromEntries(headers), body }),
    );
  };
  for (let nth = 0; nth < 200; nth += 1) ask('GET');
  await jest.advanceTimersByTimeAsync(12_000);
  const refused = sent.filter(({ status }) => status === 503);
  expect([sent.length, refused.length, destroy.mock.calls.length]).toEqual([200, 200 - 31 - 65, 0]);
  for (const { headers, body } of refused) {
    expect(headers).toEqual({
      vary: 'Accept-Encoding',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': '10',
    });
    expect(JSON.parse(body)).toMatchObject({ status: 503, code: 'overloaded', retryable: true });
  }
  // Who asks for headers alone is written nothing.
  for (let nth = 0; nth < 50; nth += 1) ask('HEAD');
  expect(sent.length).toBe(250);
});

describe('a refusal that says the server could not', () => {
  type Hook = (request: object, reply: object, payload: string, done: () => void) => void;

  /** How many of 300 answers are given at once. */
  function atOnceOf(asked: object): number {
    let hook: Hook | undefined;
    addPacedAnswers({ addHook: (_: string, added: Hook) => (hook = added) } as never, new AnswerPace());
    let given = 0;
    for (let nth = 0; nth < 300; nth += 1) {
      const raw = { headers: {}, socket: { destroy: () => undefined } };
      const request = { method: 'POST', ip: '10.0.0.1', raw, ...asked };
      hook?.(request, { statusCode: 503, getHeader: () => undefined }, '{}', () => (given += 1));
    }
    return given;
  }
  const route = (url: string, access?: string) => ({ routeOptions: { url, config: { access } } });

  it('is given at the pace of the others to whoever is nobody, or a flood of sign-ins takes all of the process', () => {
    expect(atOnceOf({ ...route('/v1/console/session', 'open'), problemCode: 'overloaded' })).toBe(120);
    expect(atOnceOf({ ...route('/openapi.json'), problemCode: 'internal_error' })).toBe(120);
  });

  it('waits for nothing where a health check fails, or somebody has a key, also one that could not be looked up', () => {
    expect(atOnceOf({ ...route('/health/ready', 'open'), problemCode: 'not_ready' })).toBe(300);
    expect(atOnceOf({ ...route('/v1/redemptions'), problemCode: 'store_unavailable' })).toBe(300);
    const caller = { accountId: 'acc_1', publishable: false };
    expect(atOnceOf({ ...route('/v1/redemptions'), caller, problemCode: 'overloaded' })).toBe(300);
  });
});
