// How long a breaker stays open: a count of its own, so that a wall clock that is set neither opens it early nor keeps it shut. Whose calls
// it holds back, and whose take the places of a provider: what one account has does not count for others.
import { CallPolicy } from '../../src/providers/circuit-breaker';

const LIMITS = { concurrent: 4, breakAfter: 2, halfOpenAfterMs: 30_000, deadlineMs: 1000, failsForAll: true };
const HOUR_MS = 3_600_000;

afterEach(() => jest.restoreAllMocks());

it.each([
  ['back', -HOUR_MS],
  ['forward', HOUR_MS],
])('a wall clock set an hour %s makes no difference to an open breaker', async (_name, ms) => {
  let counted = 1000;
  let wall = Date.now();
  jest.spyOn(performance, 'now').mockImplementation(() => counted);
  jest.spyOn(Date, 'now').mockImplementation(() => wall);
  const policy = new CallPolicy('OTT (capture)', LIMITS);
  let sent = 0;
  const call = (kind: string) =>
    policy.run('acc_1', () => {
      sent += 1;
      return Promise.resolve({ kind });
    });
  await call('unknown');
  await call('unknown');
  expect(policy.breaker.state).toBe('open');
  wall += ms;
  counted += LIMITS.halfOpenAfterMs - 1;
  expect(await call('accepted')).toMatchObject({ kind: 'not_sent', code: 'provider_unavailable' });
  expect(sent).toBe(2);
  // One try, which fails: it stays open for as long again.
  counted += 1;
  await call('unknown');
  expect([sent, policy.breaker.state]).toEqual([3, 'open']);
  expect(await call('accepted')).toMatchObject({ kind: 'not_sent' });
  counted += LIMITS.halfOpenAfterMs;
  expect(await call('accepted')).toEqual({ kind: 'accepted' });
  expect([sent, policy.breaker.state]).toEqual([4, 'closed']);
});

it('what this process itself held back pauses nobody, and ends no pause', async () => {
  let counted = 1000;
  jest.spyOn(performance, 'now').mockImplementation(() => counted);
  const policy = new CallPolicy('Loyalty points (capture)', { ...LIMITS, unsentIsOurs: true });
  const call = (kind: string, account = 'acc_1') => policy.run(account, () => Promise.resolve({ kind }));
  for (let nth = 0; nth < 20; nth += 1) await call('not_sent', `acc_${String(nth % 2)}`);
  expect([policy.breaker.state, await call('accepted')]).toEqual(['closed', { kind: 'accepted' }]);
  counted += 1;
  await call('unknown');
  await call('unknown');
  counted += LIMITS.halfOpenAfterMs;
  // The one that may try was held back as well: the next one may.
  await call('not_sent');
  expect(policy.breaker.state).toBe('open');
  expect(await call('accepted')).toEqual({ kind: 'accepted' });
});

describe('accounts that share a provider', () => {
  let counted: number;
  beforeEach(() => {
    counted = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => counted);
  });

  const policyOf = (limits: Partial<typeof LIMITS>) => new CallPolicy('OTT (capture)', { ...LIMITS, ...limits });
  const ask = async (policy: CallPolicy, account: string, kind = 'accepted') => {
    const result = await policy.run(account, () => Promise.resolve({ kind }));
    return 'code' in result ? result.code : result.kind;
  };
  const fail = async (policy: CallPolicy, account: string, times: number) => {
    for (let nth = 0; nth < times; nth += 1) await ask(policy, account, nth % 2 === 0 ? 'unknown' : 'not_sent');
  };
  const shown = ({ breaker }: CallPolicy) => [breaker.state, breaker.pausedAccounts];

  it.each([true, false])('are not held back by what fails for one of them (live: %s)', async (failsForAll) => {
    const policy = policyOf({ breakAfter: 4, failsForAll });
    await fail(policy, 'alice', 40);
    expect(await ask(policy, 'alice')).toBe('provider_unavailable');
    // Nobody else was there since: for an operator that is an open breaker.
    expect(shown(policy)).toEqual(['open', 1]);
    expect(await ask(policy, 'bob')).toBe('accepted');
    expect(shown(policy)).toEqual(['closed', 1]);
    // Neither does one failure of another one, among many of hers.
    await fail(policy, 'bob', 1);
    counted += LIMITS.halfOpenAfterMs;
    await fail(policy, 'alice', 40);
    expect([await ask(policy, 'bob'), await ask(policy, 'carol')]).toEqual(['accepted', 'accepted']);
    counted += LIMITS.halfOpenAfterMs;
    expect(await ask(policy, 'alice')).toBe('accepted');
    expect(shown(policy)).toEqual(['closed', 0]);
  });

  it('are all held back where it fails for several in a row, in live mode, until one of them is answered', async () => {
    const policy = policyOf({ breakAfter: 4 });
    await fail(policy, 'alice', 2);
    await fail(policy, 'bob', 1);
    expect(await ask(policy, 'carol')).toBe('accepted');
    await fail(policy, 'dave', 2);
    await fail(policy, 'erin', 1);
    expect(policy.breaker.state).toBe('closed');
    await fail(policy, 'erin', 1);
    expect([shown(policy), await ask(policy, 'carol')]).toEqual([['open', 0], 'provider_unavailable']);
    // Each may try once in a while; a try that fails keeps nobody else from one.
    counted += LIMITS.halfOpenAfterMs;
    await fail(policy, 'dave', 2);
    expect([await ask(policy, 'dave'), await ask(policy, 'carol')]).toEqual(['provider_unavailable', 'accepted']);
    expect(await ask(policy, 'alice')).toBe('accepted');
    expect([shown(policy), await ask(policy, 'dave')]).toEqual([['closed', 1], 'provider_unavailable']);
  });

  it('are not held back by others in test mode, however many of them fail', async () => {
    const policy = policyOf({ breakAfter: 4, failsForAll: false });
    for (const account of ['alice', 'bob', 'dave']) await fail(policy, account, 10);
    expect([await ask(policy, 'alice'), await ask(policy, 'carol')]).toEqual(['provider_unavailable', 'accepted']);
  });

  it('try one at a time each, also while several tries are under way', async () => {
    const policy = policyOf({ breakAfter: 1, concurrent: 100 });
    for (const account of ['alice', 'bob']) await fail(policy, account, 1);
    counted += LIMITS.halfOpenAfterMs;
    const sent: string[] = [];
    const answers: (() => void)[] = [];
    const begin = (account: string) =>
      policy.run(account, () => {
        sent.push(account);
        return new Promise<{ kind: string }>((resolve) => answers.push(() => resolve({ kind: 'accepted' })));
      });
    const all = ['alice', 'alice', 'bob', 'carol', 'carol', 'bob'].map(begin);
    expect([sent, policy.breaker.state]).toEqual([['alice', 'bob', 'carol'], 'half_open']);
    for (const answer of answers) answer();
    await Promise.all(all);
    expect(shown(policy)).toEqual(['closed', 0]);
  });

  it('each find places, however many calls of others hang', async () => {
    const policy = policyOf({ concurrent: 12 });
    const sent: string[] = [];
    const answers: (() => void)[] = [];
    const hang = (account: string) =>
      Array.from({ length: 20 }, () =>
        policy.run(account, () => {
          sent.push(account);
          return new Promise<{ kind: string }>((resolve) => answers.push(() => resolve({ kind: 'accepted' })));
        }),
      );
    const has = (account: string) => sent.filter((one) => one === account).length;
    const all = hang('alice');
    expect([has('alice'), policy.hasRoom('alice'), policy.hasRoom('bob')]).toEqual([6, false, true]);
    all.push(...hang('bob'));
    expect([has('bob'), policy.hasRoom('bob'), policy.hasRoom('carol')]).toEqual([3, false, true]);
    // A place that comes free is no longer for who has more than are left.
    answers.shift()?.();
    await all[0];
    expect([policy.hasRoom('alice'), policy.hasRoom('carol')]).toEqual([false, true]);
    for (const answer of answers) answer();
    const results = await Promise.all(all);
    expect(results.filter(({ kind }) => kind === 'not_sent')).toHaveLength(40 - 9);
    expect(policy.hasRoom('alice')).toBe(true);
  });
});
