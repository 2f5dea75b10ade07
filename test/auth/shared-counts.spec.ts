// Counts that many share: what one sender can fill, with all the networks and keys that one may have, and whom that turns away.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { whereOf } from '../../src/api/console/read-request';
import { TurnGuard } from '../../src/api/limits/turns/turn.guard';
import { WindowTables } from '../../src/api/limits/fixed-windows';
import { PinAttempts } from '../../src/api/limits/pin-attempts';
import { RateLimit } from '../../src/api/limits/rate-limit';
import { SignInLimit } from '../../src/api/limits/sign-in-limit';
import type { Caller } from '../../src/core/accounts/caller';
import type { Held } from '../../src/core/people/parts';
import { Refusal } from '../../src/core/values/refusal';

const SERVER: Caller = {
  ...{ accountId: 'acc_1', livemode: true, keyId: 'key_1', publishable: false, requestId: null },
  actor: { kind: 'api_key', id: 'key_1' },
};
const TILL: Caller = { ...SERVER, keyId: 'trm_1', terminal: { terminalId: 'T1', unlocks: 0, since: 0 } };
const PERSON: Caller = {
  ...SERVER,
  user: { id: 'usr_1', email: 'anne@shop.example', role: 'viewer', sessionId: 'ses_1', epoch: 0, presentUntil: null },
};
const PAGE: Caller = { ...SERVER, keyId: 'pk_1', publishable: true };

/** One of the 65,536 networks of a customer of a hoster. */
const network = (nth: number) => `2001:db8:7:${nth.toString(16)}::/64`;
/** Of another one, each. */
const elsewhere = (nth: number) => `2001:db8:${(nth + 16).toString(16)}:0::/64`;
const at = (address: string, caller = PAGE): Caller => ({ ...caller, address });

describe('refused PINs', () => {
  const none = new Error('There is none');
  const missing = () => Promise.reject(none);
  const yes = () => true;
  const guess = (attempts: PinAttempts, caller: Caller) =>
    attempts.during(caller, 'T1', '10.0.0.1', () => Promise.resolve(), yes);
  /** More ids that are not there than there is room for counts of them. */
  const flood = async (attempts: PinAttempts, page: Caller) => {
    for (let nth = 0; nth < 60_000; nth += 1)
      await attempts.seeking(page, `2001:db8:${nth.toString(16)}:1::/64`, missing, yes).catch(() => undefined);
  };

  it.each([
    [
      'a test key of another account',
      { ...PAGE, accountId: 'acc_2', livemode: false, keyId: 'pk_test' },
      [TILL, SERVER, PERSON, PAGE],
    ],
    ['visitors of another page in live mode', { ...PAGE, keyId: 'pk_2' }, [TILL, SERVER, PERSON]],
  ])('are not forgotten for what %s asks for, from all networks there are', async (_, flooding, guessers) => {
    const attempts = new PinAttempts(2, () => 0);
    for (const guesser of guessers) for (let nth = 0; nth < 2; nth += 1) await guess(attempts, guesser);
    await flood(attempts, flooding);
    for (const guesser of guessers) await expect(guess(attempts, guesser)).rejects.toThrow(/15 minutes/);
  });

  it('and ids that are not there are bounded for all networks of one sender, and not for others', async () => {
    const attempts = new PinAttempts(10, () => 0);
    let asked = 0;
    for (let nth = 0; nth < 1_000; nth += 1)
      await attempts
        .seeking(
          PAGE,
          network(nth),
          () => {
            asked += 1;
            return missing();
          },
          yes,
        )
        .catch(() => undefined);
    expect(asked).toBe(50);
    await attempts.seeking(PAGE, '10.0.0.1', () => Promise.resolve(), yes);
  });
});

describe('requests in a minute', () => {
  const reply = { headers: () => undefined } as unknown as FastifyReply;
  /** How many of so many are let in. */
  const letIn = (limit: RateLimit, times: number, callerOf: (nth: number) => Caller) =>
    Array.from({ length: times }, (_, nth) => {
      try {
        limit.count(callerOf(nth), reply);
        return 1;
      } catch {
        return 0;
      }
    }).reduce<number>((sum, one) => sum + one, 0);

  it('of one sender, with all its networks, and of ten addresses, leave the page to those who ask seldom', () => {
    let now = 0;
    const limit = new RateLimit(100, () => now);
    expect(letIn(limit, 5_000, (nth) => at(network(nth)))).toBe(500);
    expect(letIn(limit, 100, () => at('203.0.113.1'))).toBe(100);
    expect(letIn(limit, 5_000, (nth) => at(`10.0.0.${String(nth % 20)}`))).toBeLessThan(1_000);
    // Those who ask all the time have filled what they share; a tenth of what one address may is few.
    expect(letIn(limit, 100, () => at('203.0.113.7'))).toBe(11);
    for (let nth = 0; nth < 20; nth += 1) expect(letIn(limit, 10, () => at(elsewhere(nth)))).toBe(10);
    // Another page of the same account, and its server.
    expect(letIn(limit, 200, () => at('203.0.113.7', { ...PAGE, keyId: 'pk_2' }))).toBe(100);
    expect(letIn(limit, 200, () => SERVER)).toBe(100);
    now = 60_000;
    expect(letIn(limit, 200, () => at('203.0.113.7'))).toBe(100);
  });

  it('end for a page as a whole too: of those who ask seldom, and of those who do not', () => {
    const limit = new RateLimit(100, () => 0);
    const few = letIn(limit, 2_000, (nth) => at(`10.0.${String(nth % 200)}.1`));
    expect(few).toBe(1_000);
    expect(letIn(limit, 10, () => at('203.0.113.7'))).toBe(0);
  });

  it('cost some microseconds', () => {
    const limit = new RateLimit(1_000_000_000, () => 0);
    const callers = Array.from({ length: 1_000 }, (_, nth) => at(network(nth)));
    letIn(limit, 100_000, (nth) => callers[nth % 1_000] ?? PAGE);
    const began = performance.now();
    letIn(limit, 100_000, (nth) => callers[nth % 1_000] ?? PAGE);
    // A fifth of that where nothing else runs.
    expect((performance.now() - began) / 100).toBeLessThan(20);
  });
});

describe('the turns of visitors', () => {
  /** Requests that begin at once, of so many in one turn of the event loop beside somebody else's. */
  const begun = (guard: TurnGuard, times: number, callerOf: (nth: number) => Caller) =>
    Array.from({ length: times }, (_, nth) => {
      const request = { method: 'GET', params: {}, caller: callerOf(nth), raw: { socket: {} } };
      const http = { getRequest: () => request, getResponse: () => ({ sent: true }) };
      return guard.canActivate({ switchToHttp: () => http } as never);
    }).filter((one) => one === true).length;

  it('are two for an account, whatever it has of keys and they of networks, and none of them is the account’s own', () => {
    const guard = new TurnGuard(() => 0);
    begun(guard, 1, () => ({ ...SERVER, accountId: 'acc_2' }));
    const pageOf = (nth: number): Caller => ({ ...PAGE, keyId: `pk_${String(nth % 50)}` });
    expect(begun(guard, 500, (nth) => at(elsewhere(nth), pageOf(nth)))).toBe(8);
    // All of one sender: when there were many, in a line with others like him.
    expect(begun(guard, 2_000, (nth) => at(network(nth)))).toBe(8);
    expect(begun(guard, 100, () => SERVER)).toBe(8);
    expect(begun(guard, 100, () => ({ ...SERVER, accountId: 'acc_2' }))).toBe(7);
  });
});

describe('people who sign in', () => {
  const from = (ip: string) => ({ ip, socket: {}, headers: {} }) as FastifyRequest;
  const inAs = (email: string): Held =>
    ({
      session: { id: `ses_${email}`, secondFactorAt: null },
      user: { id: email, email, role: 'agent', passwordPrinted: false, secondFactor: null },
    }) as Held;

  it('are known from where they were in, however many addresses others get in from', async () => {
    let now = 0;
    const limit = new SignInLimit(() => now);
    const signIn = (ip: string, email: string) =>
      limit.duringSignIn(from(ip), email, () => Promise.resolve(inAs(email)));
    await signIn('10.0.0.1', 'anne@shop.example');
    for (let nth = 0; nth < 12_000; nth += 1) {
      await signIn(`2001:db8:7:${nth.toString(16)}::1`, `${String(nth % 50)}@mine.example`);
      now += 1_000;
    }
    const wrong = () => Promise.reject(new Refusal('sign_in_failed', 'no'));
    for (let nth = 0; nth < 50; nth += 1)
      await limit.duringSignIn(from('10.0.0.1'), `nobody${String(nth)}@nowhere.example`, wrong).catch(() => undefined);
    expect((await signIn('10.0.0.1', 'anne@shop.example')).user.email).toBe('anne@shop.example');
  });

  it('have one place in the line of hashes for all networks of one sender', () => {
    const blocks = [1, 300, 60_000].map((nth) => whereOf(from(`2001:db8:7:${nth.toString(16)}::1`)).block);
    expect(new Set(blocks).size).toBe(1);
    expect(whereOf(from('2001:db8:8:1::1')).block).not.toBe(blocks[0]);
  });
});

it('tables of counters are full each for itself', () => {
  const tables = new WindowTables(3, () => 0);
  const counter = { id: 'one', among: 'keys' };
  tables.add(counter, 1_000);
  for (let nth = 0; nth < 10; nth += 1) tables.add({ id: String(nth), among: 'addresses' }, 1_000);
  expect(tables.read(counter).count).toBe(1);
  expect(tables.read({ id: '6', among: 'addresses' }).count).toBe(0);
  tables.takeBack(counter);
  expect(tables.read(counter).count).toBe(0);
});
