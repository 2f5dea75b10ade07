// Keys, passwords, limits: the parts of the door, each on its own.
import { isPassword, hashPassword, newPassword } from '../../src/auth/password';
import { digestOf, newKey, parseKey } from '../../src/auth/keys';
import { newPairingCode, readPairingCode } from '../../src/auth/pairing-code';
import {
  MOST_WRONG_CODES,
  MOST_WRONG_CODES_OF_SITE,
  PairingLimit,
  WRONG_CODES_AT_ONCE,
} from '../../src/api/limits/pairing-limit';
import { PinAttempts } from '../../src/api/limits/pin-attempts';
import { redacted } from '../../src/core/values/redact';
import { safePath, toProblem, ProblemException } from '../../src/api/problems/problem';
import { requestIdOf } from '../../src/api/request/request-id';
import { FixedWindows } from '../../src/api/limits/fixed-windows';
import type { Caller } from '../../src/core/accounts/caller';
import { Refusal } from '../../src/core/values/refusal';

const CALLER: Caller = {
  accountId: 'acc_1',
  livemode: false,
  keyId: 'key_1',
  actor: { kind: 'api_key', id: 'key_1' },
  publishable: false,
  requestId: null,
};

test('a key says what it is, and a mistyped one is known without asking anybody', () => {
  for (const [mode, type, prefix] of [
    ['test', 'secret', 'sk_test_'],
    ['test', 'publishable', 'pk_test_'],
    ['live', 'secret', 'sk_'],
    ['live', 'publishable', 'pk_'],
    ['test', 'terminal', 'tk_test_'],
    ['live', 'terminal', 'tk_'],
  ] as const) {
    const { text, digest, hint } = newKey(mode, type);
    expect(text).toMatch(new RegExp(`^${prefix}[0-9A-Za-z]{38}$`));
    expect(parseKey(text)).toEqual({ livemode: mode === 'live', type });
    expect(digest).toBe(digestOf(text));
    expect(text.endsWith(hint.slice(-4))).toBe(true);
    const wrong = text.slice(0, 20) + (text.charAt(20) === 'x' ? 'y' : 'x') + text.slice(21);
    expect(parseKey(wrong)).toBeNull();
    expect(parseKey(text.replace(/^(sk|pk|tk)/, type === 'secret' ? 'pk' : 'sk'))).toBeNull();
  }
  expect(parseKey('')).toBeNull();
  expect(parseKey('sk_test_')).toBeNull();
});

test('a password is known again, and only that one', async () => {
  const password = newPassword();
  const stored = await hashPassword(password);
  expect(stored).not.toContain(password);
  expect(await isPassword(password, stored)).toBe(true);
  expect(await isPassword(`${password} `, stored)).toBe(false);
  expect(await isPassword(password, 'plain')).toBe(false);
});

/** A secret key like `CALLER`, but for what is named. */
function key(keyId: string, over: Partial<Caller> = {}): Caller {
  return { ...CALLER, keyId, ...over };
}

const tried = () => Promise.resolve();
const yes = () => true;
const no = () => false;

const PAGE: Caller = { ...CALLER, keyId: 'key_page', publishable: true };

/** Who is turned away by whose refused PINs: a limit of two, and both used up. */
test.each<[string, [Caller, string | undefined, string], [Caller, string | undefined, string], RegExp | null]>([
  ['its own key elsewhere', [CALLER, 'T1', '10.0.0.1'], [CALLER, undefined, '10.0.0.9'], /for this key/],
  ['another key, same address', [CALLER, 'T1', '10.0.0.1'], [key('key_2'), 'T2', '10.0.0.1'], /for this address/],
  ['another key, same terminal', [CALLER, 'T1', '10.0.0.1'], [key('key_2'), 'T1', '10.0.0.9'], null],
  ['a terminal made up', [CALLER, 'T1', '10.0.0.1'], [CALLER, 'T9', '10.0.0.1'], /for this key/],
  [
    'another merchant, same address',
    [CALLER, 'T1', '10.0.0.1'],
    [key('key_3', { accountId: 'acc_2' }), 'T1', '10.0.0.1'],
    null,
  ],
  ['live mode, same address', [CALLER, 'T1', '10.0.0.1'], [key('key_4', { livemode: true }), 'T1', '10.0.0.1'], null],
  ['the same visitor', [PAGE, 'T1', '10.0.0.1'], [PAGE, 'T2', '10.0.0.1'], /for this address/],
  ['another visitor', [PAGE, 'T1', '10.0.0.1'], [PAGE, undefined, '10.0.0.9'], null],
  ['the till that a visitor named', [PAGE, 'T1', '10.0.0.1'], [PAGE, 'T1', '10.0.0.9'], null],
  ['another page, same address', [PAGE, 'T1', '10.0.0.1'], [{ ...PAGE, keyId: 'key_page_2' }, 'T1', '10.0.0.1'], null],
  ['the server behind the page', [PAGE, 'T1', '10.0.0.1'], [CALLER, 'T1', '10.0.0.1'], null],
  ['a visitor of the shop', [CALLER, 'T1', '10.0.0.1'], [PAGE, 'T1', '10.0.0.1'], null],
])('refused PINs and %s', async (_, guesser, other, refusal) => {
  let now = 0;
  const attempts = new PinAttempts(2, () => now);
  for (let nth = 0; nth < 2; nth += 1) await attempts.during(...guesser, tried, yes);
  expect(attempts.hasRoom(...other)).toBe(refusal === null);
  const attempt = attempts.during(...other, tried, no);
  if (refusal) await expect(attempt).rejects.toThrow(refusal);
  else await attempt;
  await expect(attempts.during(...guesser, tried, no)).rejects.toThrow(/15 minutes/);
  now = 15 * 60_000;
  await attempts.during(...guesser, tried, no);
  const off = new PinAttempts(0, () => now);
  for (let nth = 0; nth < 3; nth += 1) await off.during(...guesser, tried, yes);
});

test('guesses of one page that are spread over many addresses come to an end', async () => {
  const attempts = new PinAttempts(2, () => 0);
  const guess = (nth: number) => attempts.during(PAGE, undefined, `10.0.0.${String(nth)}`, tried, yes);
  for (let nth = 0; nth < 20; nth += 1) await guess(nth);
  await expect(guess(20)).rejects.toThrow(/for this key/);
  // The merchant's server goes on.
  await attempts.during(CALLER, undefined, '10.0.0.1', tried, yes);
});

test('a visitor with many networks closes the page for those who guess, and not for visitors from elsewhere', async () => {
  const attempts = new PinAttempts(10, () => 0);
  const guess = (address: string) => attempts.during(PAGE, undefined, address, tried, yes);
  const network = (nth: number) => `2001:db8:7:${nth.toString(16)}::/64`;
  let sent = 0;
  for (let nth = 0; nth < 1_000; nth += 1)
    await guess(network(nth % 256)).then(
      () => (sent += 1),
      () => undefined,
    );
  // Half of what those who failed often have together: one sender closes it for nobody else.
  expect(sent).toBe(50);
  await expect(guess(network(300))).rejects.toThrow(/for this network/);
  for (let nth = 0; nth < 9; nth += 1) await guess('10.0.0.9');
  // Many such senders do, for each other.
  for (let nth = 0; nth < 128; nth += 1)
    await guess(`2001:db8:${(16 + (nth >> 5)).toString(16)}:${nth.toString(16)}::/64`).catch(() => undefined);
  await expect(guess('10.0.0.9')).rejects.toThrow(/for this key/);
  for (const honest of ['10.0.0.1', '2001:db8:8:1::/64']) for (let nth = 0; nth < 3; nth += 1) await guess(honest);
});

test('ids that are not there count as refused PINs, and refused PINs do not hide what became of a redemption', async () => {
  const attempts = new PinAttempts(2, () => 0);
  const missing = () => Promise.reject(new Refusal('not_found', 'There is none'));
  const isMissing = (error: unknown) => error instanceof Refusal && error.code === 'not_found';
  const seek = (address: string, look: () => Promise<unknown>) => attempts.seeking(PAGE, address, look, isMissing);
  for (let nth = 0; nth < 2; nth += 1) await expect(seek('10.0.0.1', missing)).rejects.toThrow('There is none');
  // Closed for what is there too, or the answers would still tell one from the other.
  await expect(seek('10.0.0.1', tried)).rejects.toThrow(/Too many ids/);
  await expect(attempts.during(PAGE, undefined, '10.0.0.1', tried, no)).rejects.toThrow(/Too many PINs/);
  await seek('10.0.0.2', tried);
  for (let nth = 0; nth < 2; nth += 1) await attempts.during(PAGE, undefined, '10.0.0.3', tried, yes);
  await seek('10.0.0.3', tried);
  // Any other failure is no guess.
  for (let nth = 0; nth < 5; nth += 1)
    await expect(seek('10.0.0.4', () => Promise.reject(new Error('no store')))).rejects.toThrow('no store');
  await seek('10.0.0.4', tried);
  const off = new PinAttempts(0, () => 0);
  for (let nth = 0; nth < 5; nth += 1)
    await expect(off.seeking(PAGE, '10.0.0.1', missing, isMissing)).rejects.toThrow('There is none');
});

test('guesses that are sent at the same moment are bounded, and honest traffic is not held up by its own number', async () => {
  const attempts = new PinAttempts(3, () => 0);
  const open: (() => void)[] = [];
  let sent = 0;
  const wait = () =>
    new Promise<void>((answer) => {
      sent += 1;
      open.push(answer);
    });
  const burst = (count: number, wasRefused: () => boolean) =>
    Array.from({ length: count }, () =>
      attempts.during(CALLER, 'T1', '10.0.0.1', wait, wasRefused).then(
        () => 'answered',
        (refusal: unknown) => (refusal as Refusal).detail.retryAfterMs,
      ),
    );
  const settle = async (tries: Promise<unknown>[]) => {
    for (const answer of open.splice(0)) answer();
    return Promise.all(tries);
  };

  // Ten times the limit at once does not count as guessing, and leaves nothing behind, whether accepted or thrown.
  expect(new Set(await settle(burst(30, no)))).toEqual(new Set(['answered']));
  const thrown = () => Promise.reject(new Error('no store'));
  for (let nth = 0; nth < 5; nth += 1)
    await expect(attempts.during(CALLER, 'T1', '10.0.0.1', thrown, yes)).rejects.toThrow('no store');

  // With two refused there is room for one more refusal, so for ten at once: the eleventh is asked to wait a second.
  await settle(burst(2, yes));
  sent = 0;
  const answers = await settle(burst(500, yes));
  expect(sent).toBe(10);
  expect(answers.filter((answer) => answer === 'answered')).toHaveLength(10);
  expect(new Set(answers.slice(10))).toEqual(new Set([1000]));
  // They were guesses: now the window has to run out.
  expect(await Promise.all(burst(1, yes))).toEqual([15 * 60_000]);
});

test('numbers that are compared count like refused PINs, each for its own caller, and past the limit none is compared', () => {
  let now = 0;
  const attempts = new PinAttempts(2, () => now);
  const personOf = (id: string): Caller =>
    key(id, {
      user: { id, email: `${id}@shop.example`, role: 'viewer', sessionId: 'ses_1', epoch: 0, presentUntil: null },
    });
  const person = personOf('usr_1');
  const till: Caller = { ...key('trm_1'), terminal: { terminalId: 'T1', since: 0, unlocks: 0 } };
  const guess = (caller: Caller) => () => {
    attempts.count(caller);
  };
  const visitor = { ...PAGE, address: '10.0.0.1' };
  for (const caller of [person, till, visitor]) {
    for (let nth = 0; nth < 2; nth += 1) attempts.count(caller);
    expect(guess(caller)).toThrow(/15 minutes/);
  }
  // In both modes, and with whatever session the person comes.
  expect(guess({ ...person, livemode: true, requestId: 'req_2' })).toThrow(/tried by this person/);
  attempts.count(personOf('usr_2'));
  attempts.count({ ...till, terminal: { terminalId: 'T1', since: 0, unlocks: 1 } });
  attempts.count({ ...PAGE, address: '10.0.0.2' });
  now = 15 * 60_000;
  attempts.count(person);
  const off = new PinAttempts(0, () => now);
  for (let nth = 0; nth < 5; nth += 1) off.count(person);
});

test('counters start over, and do not grow without end', () => {
  let now = 0;
  const windows = new FixedWindows(3, () => now);
  expect(windows.add('a', 1000)).toEqual({ count: 1, leftMs: 1000 });
  now = 400;
  expect(windows.add('a', 1000)).toEqual({ count: 2, leftMs: 600 });
  now = 1000;
  expect(windows.read('a').count).toBe(0);
  expect(windows.add('a', 1000).count).toBe(1);
  for (let index = 0; index < 100; index += 1) windows.add(`subject ${String(index)}`, 1000);
  expect(windows.size).toBe(3);
  windows.takeBack('subject 99');
  expect(windows.read('subject 99').count).toBe(0);
  // Never below nothing, and none that is not there.
  windows.takeBack('subject 99');
  windows.takeBack('nobody');
  expect([windows.add('subject 99', 1000).count, windows.size]).toEqual([1, 3]);
});

test('a problem says what the caller may know', () => {
  const request = { id: 'req_1', url: '/v1/redemptions/1115684091419838?pin=1115684091419838', caller: CALLER };
  const declined = new ProblemException(422, 'voucher_expired', 'It has expired');
  expect(toProblem(declined, request).problem).toMatchObject({ code: 'voucher_expired', request_id: 'req_1' });
  const publishable = { ...request, caller: { ...CALLER, publishable: true } };
  expect(toProblem(declined, publishable).problem).toMatchObject({ code: 'voucher_not_redeemable', status: 422 });
  const refusal = new Refusal('version_conflict', 'It moved', { extra: { current_version: 4 }, retryAfterMs: 1200 });
  const { problem, headers } = toProblem(refusal, request);
  expect(problem).toMatchObject({
    type: '/problems/version_conflict',
    status: 412,
    current_version: 4,
    detail: 'It moved',
  });
  expect(headers['retry-after']).toBe('2');
  expect(problem.instance).toBe('/v1/redemptions/****');
  expect(safePath('/v1/redemptions/rdm_012345678901234567890123/reverse')).toContain('rdm_012345678901234567890123');
  const uuid = '01a217e6-238f-7201-8123-111568409141';
  expect(safePath(`/v1/participants/${uuid}/balances`)).toBe(`/v1/participants/${uuid}/balances`);
  expect(safePath(`/v1/participants/${uuid}/1115-6840-9141-9838`)).toBe(`/v1/participants/${uuid}/****`);
  // Neither in another form, nor as part of a segment.
  for (const other of [uuid.replaceAll('-', ''), `1${uuid}`, `${uuid}-1`])
    expect(safePath(`/v1/participants/${other}`)).toContain('****');
  for (const pin of [
    '1115/6840/9141/9838',
    '1115:6840,9141~9838',
    '1115%c36840%c39141%c39838',
    '%D9%A1%D9%A1%D9%A1%D9%A5%D9%A6%D9%A8%D9%A4%D9%A0%D9%A9%D9%A1%D9%A4%D9%A1',
    '1115%E2%80%93684091419838',
  ])
    expect(safePath(`/v1/redemptions/${pin}`)).toBe('/v1/redemptions/****');
  expect(redacted('metadata.1115.6840.9141.9838, the till ２２２２３３３３４４４４, not 123456789')).toBe(
    'metadata.****, the till ****, not 123456789',
  );
  // An error of a library that happens to carry a status is a defect, and says nothing of itself.
  const foreign = Object.assign(new Error('password hunter2'), { statusCode: 404 });
  expect(JSON.stringify(toProblem(foreign, request).problem)).not.toContain('hunter2');
  expect(toProblem(foreign, request).problem.code).toBe('internal_error');
});

test('a request id is the caller’s own only where it is harmless', () => {
  expect(requestIdOf({ 'x-request-id': 'till-7_42' })).toBe('till-7_42');
  for (const given of [
    'a\nb',
    '1115684091419838',
    '1115-6840-9141-9838',
    '_11156840',
    'till-111568409141',
    'a-1115-6840-9141-9838',
    '1115-6840_-__-9141',
    // Made to look like a UUID: with digits where a UUID has its version and its variant.
    '11156840-9141-9838-abcd-abcdefabcdef',
    '11156840-9141-4838-1bcd-abcdefabcdef',
  ])
    expect(requestIdOf({ 'x-request-id': given })).toMatch(/^req_[0-9a-f]{24}$/);
  for (const kept of ['1234567', '3f1e0c52-0147-4236-8950-123456789012'])
    expect(requestIdOf({ 'x-request-id': kept })).toBe(kept);
  expect(requestIdOf({ 'x-request-id': 'x'.repeat(65) })).toMatch(/^req_/);
  expect(requestIdOf({})).toMatch(/^req_/);
});

test('pairing codes have nothing that looks like something else, and are read however they were typed', () => {
  const codes = Array.from({ length: 200 }, newPairingCode);
  expect(new Set(codes).size).toBe(200);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
  expect(readPairingCode(' k7qm-3xwd ')).toBe('K7QM3XWD');
  for (const text of ['', 'K7QM3XW', 'K7QM3XWDD', 'K7QM3XW0', 'K7QM3XWI', 'K7QM3XWÖ'])
    expect(readPairingCode(text)).toBeNull();
});

describe('wrong pairing codes', () => {
  let now: number;
  let limit: PairingLimit;
  beforeEach(() => {
    now = 0;
    limit = new PairingLimit(() => now);
  });
  const from = (ip: string) => ({ ip, socket: {} }) as Parameters<PairingLimit['during']>[0];
  const wrong = () => Promise.reject(new Refusal('pairing_code_invalid', 'no'));
  /** How many of so many at the same moment were looked at. */
  const tries = async (ip: string, times: number) => {
    const all = await Promise.allSettled(Array.from({ length: times }, () => limit.during(from(ip), wrong)));
    return all.filter((one) => one.status === 'rejected' && one.reason instanceof Refusal).length;
  };
  const right = (ip: string) => limit.during(from(ip), () => Promise.resolve('paired'));
  const tooMany = { code: 'too_many_pairing_attempts', status: 429 };

  test('are counted for each address, at the same moment too', async () => {
    expect(await tries('192.0.2.1', 30)).toBe(MOST_WRONG_CODES);
    await expect(right('192.0.2.1')).rejects.toMatchObject(tooMany);
    // What was no guess counts for nothing.
    const away = () => Promise.reject(new Error('The store is away'));
    for (let nth = 0; nth < 30; nth += 1) await expect(limit.during(from('192.0.2.2'), away)).rejects.toThrow('away');
    expect(await right('192.0.2.2')).toBe('paired');
    now += 15 * 60_000;
    expect(await right('192.0.2.1')).toBe('paired');
  });

  test('from all networks of one home are a hundred, and close no other home', async () => {
    let counted = 0;
    for (let nth = 0; nth < 256; nth += 1) counted += await tries(`2001:db8:77:${nth.toString(16)}::1`, 30);
    expect(counted).toBe(MOST_WRONG_CODES_OF_SITE);
    await expect(right('2001:db8:77:ff::2')).rejects.toMatchObject(tooMany);
    for (const other of ['2001:db8:77:100::1', '2001:db8:78::1', '192.0.2.2'])
      expect(await right(other)).toBe('paired');
  });

  test('of many addresses come one a second in the end, and keep no shop from pairing, however often it is tried', async () => {
    let counted = 0;
    for (let nth = 0; nth < 100; nth += 1) counted += await tries(`198.51.100.${String(nth)}`, MOST_WRONG_CODES);
    // Those with a few wrong ones besides.
    expect(counted).toBeGreaterThanOrEqual(WRONG_CODES_AT_ONCE);
    expect(counted).toBeLessThanOrEqual(2 * WRONG_CODES_AT_ONCE + 2);
    for (let second = 0; second < 60; second += 1) {
      // Always first at the door.
      for (const nth of [50, 51, 52, 53, 54, 55]) await tries(`198.51.100.${String(nth)}`, 5);
      expect(await right('192.0.2.2')).toBe('paired');
      now += 1000;
    }
  });

  test('of as many homes as one likes are one a second too, and hold up nobody for longer', async () => {
    const guess = (nth: number) => tries(`10.${String(nth >> 16)}.${String((nth >> 8) & 255)}.${String(nth & 255)}`, 1);
    let counted = 0;
    for (let nth = 0; nth < 3000; nth += 1) counted += await guess(nth);
    expect(counted).toBe(WRONG_CODES_AT_ONCE + 1);
    await expect(right('192.0.2.2')).rejects.toMatchObject(tooMany);
    // For nobody longer than that: there is no window that has to end.
    now += 1000;
    expect(await right('192.0.2.2')).toBe('paired');
  });
});
