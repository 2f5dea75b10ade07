// How long a breaker stays open: a count of its own, so that a wall clock that is set neither opens it early nor keeps it shut.
import { CallPolicy } from '../../src/providers/circuit-breaker';

const LIMITS = { concurrent: 4, breakAfter: 2, halfOpenAfterMs: 30_000, deadlineMs: 1000 };
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
    policy.run(() => {
      sent += 1;
      return Promise.resolve({ kind });
    });
  await call('unknown');
  await call('unknown');
  expect(policy.state).toBe('open');
  wall += ms;
  counted += LIMITS.halfOpenAfterMs - 1;
  expect(await call('accepted')).toMatchObject({ kind: 'not_sent', code: 'provider_unavailable' });
  expect(sent).toBe(2);
  // One try, which fails: it stays open for as long again.
  counted += 1;
  await call('unknown');
  expect([sent, policy.state]).toEqual([3, 'open']);
  expect(await call('accepted')).toMatchObject({ kind: 'not_sent' });
  counted += LIMITS.halfOpenAfterMs;
  expect(await call('accepted')).toEqual({ kind: 'accepted' });
  expect([sent, policy.state]).toEqual([4, 'closed']);
});
