// What people prove themselves with: passwords that are not the first anybody tries, codes that count once, waits that grow, and no more
// hashes at once than the money can spare.
import { Secret, TOTP } from 'otpauth';
import { isCommonPassword } from '../../src/auth/common';
import { OwnCredentials } from '../../src/auth/credentials';
import { HashGate } from '../../src/auth/hash-gate';
import { GrowingWaits } from '../../src/api/limits/growing-waits';
import { SignInLimit } from '../../src/api/limits/sign-in-limit';
import { MOST_SESSIONS } from '../../src/core/people/sign-in';
import type { Held } from '../../src/core/people/parts';
import { Refusal } from '../../src/core/values/refusal';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/values/time';
import { CHEAP_PASSWORD } from '../tools/cheap-password';

const credentials = new OwnCredentials(CHEAP_PASSWORD);
const EMAIL = 'thandi.nkosi@corner-shop.example';
const ASKER = { isIn: false, name: '192.0.2.1' };

it.each([
  'sunshine2024!!',
  'P@ssw0rd123456',
  '1q2w3e4r5t6y7u8i',
  'qwertyuiop12',
  'abcdefghijkl',
  '123456789012',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'dragondragon',
  'thandinkosi99',
  'Corner-Shop-12',
  'VouchVouch12',
  'ＳＵＮＳＨＩＮＥ２０２４',
])('refuses %s', (password) => {
  expect(isCommonPassword(password, EMAIL)).toBe(true);
});

it.each([
  'seven green lorries',
  'correct-horse-battery',
  'k7#Wq!zR2pLm',
  'ngiyakuthanda kakhulu',
  '数学はとても楽しいです今日も',
])('takes %s', (password) => {
  expect(isCommonPassword(password, EMAIL)).toBe(false);
});

it('knows a password by its hash however it was typed, and does the same work for nobody', async () => {
  const hash = await credentials.hash('Ｃafé au lait 12', ASKER);
  expect(await credentials.matches('Café au lait 12', hash, ASKER)).toBe(true);
  expect(await credentials.matches('cafe au lait 12', hash, ASKER)).toBe(false);
  expect(await credentials.matches('Café au lait 12', null, ASKER)).toBe(false);
});

it('takes as long for nobody as for somebody', async () => {
  const dear = new OwnCredentials();
  const hash = await dear.hash('seven green lorries', ASKER);
  await dear.matches('warm up', null, ASKER);
  const timeOf = async (stored: string | null) => {
    const before = performance.now();
    await dear.matches('seven red lorries', stored, ASKER);
    return performance.now() - before;
  };
  const pairs: (readonly [number, number])[] = [];
  for (let n = 0; n < 5; n += 1) pairs.push([await timeOf(hash), await timeOf(null)]);
  const median = (of: 0 | 1) => pairs.map((pair) => pair[of]).sort((a, b) => a - b)[2] ?? 0;
  // Without the work the second one would take no time at all; the machine may be busy.
  expect(median(1)).toBeGreaterThan(median(0) / 3);
}, 60_000);

it('takes a code of now, of the half minute before and after, and none at or before the last one taken', () => {
  const seed = credentials.newSeed();
  const totp = new TOTP({ secret: Secret.fromBase32(seed) });
  const now = 1_700_000_010_000;
  const step = Math.floor(now / 30_000);
  const codeAt = (steps: number) => totp.generate({ timestamp: now + steps * 30_000 });
  for (const steps of [-1, 0, 1]) expect(credentials.stepOf(seed, codeAt(steps), now, 0)).toBe(step + steps);
  for (const steps of [-2, 2]) expect(credentials.stepOf(seed, codeAt(steps), now, 0)).toBeNull();
  expect(credentials.stepOf(seed, ` ${codeAt(0).slice(0, 3)} ${codeAt(0).slice(3)}`, now, step - 1)).toBe(step);
  for (const after of [step, step + 5]) expect(credentials.stepOf(seed, codeAt(0), now, after)).toBeNull();
  for (const text of ['', '12345', '1234567', 'abcdef']) expect(credentials.stepOf(seed, text, now, 0)).toBeNull();
  expect(credentials.addressOf(seed, EMAIL)).toMatch(/^otpauth:\/\/totp\/Vouch:thandi\.nkosi.*secret=[A-Z2-7]{32}/);
});

it('makes ten recovery codes that can be read as they are typed', () => {
  const codes = credentials.newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}$/);
    const plain = code.replaceAll('-', '');
    for (const typed of [code, code.toLowerCase(), plain, ` ${code.replaceAll('-', ' ')} `])
      expect(credentials.readRecoveryCode(typed)).toBe(plain);
  }
  for (const typed of ['', '123456', `${codes[0] ?? ''}A`, (codes[0] ?? '').replace(/.$/, '0')])
    expect(credentials.readRecoveryCode(typed)).toBeNull();
});

it('makes two hashes at once, lets some wait in their order, and sends the rest away', async () => {
  const gate = new HashGate();
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (n: number) =>
    gate.run({ isIn: false, name: `asker ${String(n)}` }, () => {
      begun.push(n);
      return new Promise<number>((resolve) => ends.push(() => resolve(n)));
    });
  const all = Array.from({ length: 40 }, (_, n) => work(n).catch((error: unknown) => (error as Refusal).code));
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  for (let n = 0; n < 32; n += 1) {
    ends[n]?.();
    await all[n];
    await Promise.resolve();
    expect(begun.length - (n + 1)).toBeLessThanOrEqual(2);
  }
  const answers = await Promise.all(all);
  expect(answers.slice(0, 32)).toEqual(Array.from({ length: 32 }, (_, n) => n));
  expect(answers.slice(32)).toEqual(Array.from({ length: 8 }, () => 'overloaded'));
  const after = gate.run(ASKER, () => Promise.resolve('free again'));
  expect(await after).toBe('free again');
});

it('lets nobody who asks on many connections take the places: who is in and who is not take turns, each with few', async () => {
  const gate = new HashGate();
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (isIn: boolean, name: string) =>
    gate
      .run({ isIn, name }, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.push(resolve));
      })
      .catch((error: unknown) => (error as Refusal).code);
  const hogs = Array.from({ length: 45 }, () => ask(false, 'hog'));
  const refused = (await Promise.all(hogs.slice(5))).filter((code) => code === 'overloaded');
  const others = [ask(true, 'approver'), ask(false, 'agent'), ask(true, 'admin')];
  for (let n = 0; n < 8; n += 1) {
    ends[n]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all([...hogs, ...others]);
  expect([refused.length, begun]).toEqual([40, ['hog', 'hog', 'approver', 'hog', 'admin', 'hog', 'hog', 'agent']]);
});

describe('waits', () => {
  let now = 0;
  const growth = { free: 2, firstMs: 1000, mostMs: 5000 };

  it('grow with each failure up to the longest, and are forgotten', () => {
    const waits = new GrowingWaits(10, 60_000, () => now);
    const left: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      waits.add('a', growth);
      left.push(waits.leftOf('a'));
      now += left[n] ?? 0;
    }
    expect(left).toEqual([0, 0, 1000, 2000, 4000, 5000, 5000]);
    expect(waits.leftOf('b')).toBe(0);
    now += 60_001;
    waits.add('a', growth);
    expect(waits.leftOf('a')).toBe(0);
    waits.add('a', growth);
    waits.add('a', growth);
    expect(waits.leftOf('a')).toBe(1000);
    waits.takeBack('a');
    expect(waits.leftOf('a')).toBe(0);
    for (let n = 0; n < 100; n += 1) waits.add(`many ${String(n)}`, growth);
    expect(waits.size).toBeLessThanOrEqual(10);
  });

  const from = (ip: string) => ({ ip, socket: {} }) as Parameters<SignInLimit['duringSignIn']>[0];
  const wrong = () => Promise.reject(new Refusal('sign_in_failed', 'no'));
  const heldBy = (id: string, hasFactor: boolean) =>
    ({
      session: { id: `ses_${id}`, secondFactorAt: null },
      user: { id: 'usr_1', email: EMAIL, role: 'agent', passwordPrinted: false, secondFactor: hasFactor ? {} : null },
    }) as Held;
  const whole = heldBy('whole', false);
  const right = () => Promise.resolve(whole);
  const codeOf = (error: unknown) => (error as { code: string }).code;

  it('two hundred wrong passwords from one address wait longer and longer, and the owner gets in from another', async () => {
    const limit = new SignInLimit(() => now);
    let tried = 0;
    const began = now;
    for (let n = 0; n < 200; n += 1) {
      const code = await limit.duringSignIn(from('192.0.2.1'), EMAIL, wrong).catch(codeOf);
      if (code === 'sign_in_failed') tried += 1;
      else expect(code).toBe('too_many_sign_ins');
      now += 1000;
    }
    expect(now - began).toBe(200_000);
    // Five at once, then after 1, 2, 4 … 128 seconds.
    expect(tried).toBeLessThan(16);
    expect(await limit.duringSignIn(from('198.51.100.9'), EMAIL, right)).toBe(whole);
    // Known from there, even while many addresses try.
    for (let n = 0; n < 300; n += 1)
      await limit.duringSignIn(from(`10.0.${String(n >> 8)}.${String(n & 255)}`), EMAIL, wrong).catch(codeOf);
    expect(await limit.duringSignIn(from('198.51.100.9'), EMAIL, right)).toBe(whole);
    // Elsewhere the owner waits for seconds, and is never locked out.
    const elsewhere = () => limit.duringSignIn(from('203.0.113.5'), EMAIL, right).catch(codeOf);
    expect(await elsewhere()).toBe('too_many_sign_ins');
    now += 30_000;
    expect(await elsewhere()).toBe(whole);
  });

  it('many at the same moment are counted too, and a store that fails is no wrong password', async () => {
    const limit = new SignInLimit(() => now);
    const crowd = await Promise.all(
      Array.from({ length: 50 }, () => limit.duringSignIn(from('192.0.2.7'), EMAIL, wrong).catch(codeOf)),
    );
    expect(crowd.filter((code) => code === 'sign_in_failed')).toHaveLength(6);
    const fails = () => Promise.reject(new Error('away'));
    for (let n = 0; n < 50; n += 1)
      await expect(limit.duringSignIn(from('192.0.2.8'), 'other@shop.example', fails)).rejects.toThrow('away');
    expect(await limit.duringSignIn(from('192.0.2.8'), 'other@shop.example', right)).toBe(whole);
    for (let n = 0; n < 10; n += 1) await limit.duringProof(from('192.0.2.7'), whole, wrong).catch(codeOf);
    const proof = () => limit.duringProof(from('192.0.2.7'), whole, wrong).catch(codeOf);
    expect([await proof(), await proof()]).toEqual(['sign_in_failed', 'too_many_sign_ins']);
  });

  it('a guest in the shop guesses: whoever is signed in or was in from there goes on, and others wait half a minute at most', async () => {
    const limit = new SignInLimit(() => now);
    const shop = from('192.0.2.30');
    expect(await limit.duringSignIn(shop, EMAIL, right)).toBe(whole);
    // Longer than all waits of an hour: each time somebody else is meant, so that no other count grows.
    for (let n = 0; n < 400; n += 1) {
      await limit.duringSignIn(shop, `nobody${String(n)}@nowhere.example`, wrong).catch(codeOf);
      now += 10_000;
    }
    const guess = () => limit.duringSignIn(shop, 'one-more@nowhere.example', wrong).catch(codeOf);
    while ((await guess()) !== 'too_many_sign_ins') now += 10;
    expect(await limit.duringSignIn(shop, EMAIL, right)).toBe(whole);
    expect(await limit.duringProof(shop, whole, right)).toBe(whole);
    const first = () => limit.duringSignIn(shop, 'new-colleague@shop.example', right).catch(codeOf);
    expect(await first()).toBe('too_many_sign_ins');
    now += 30_000;
    expect(await first()).toBe(whole);
    // The known pair is no way to guess without an end.
    for (let n = 0; n < 6; n += 1) await limit.duringSignIn(shop, EMAIL, wrong).catch(codeOf);
    expect(await limit.duringSignIn(shop, EMAIL, right).catch(codeOf)).toBe('too_many_sign_ins');
  });

  it('who guesses without end, from many networks or many addresses, keeps nobody out who comes from elsewhere', async () => {
    const limit = new SignInLimit(() => now);
    const guess = (ip: string, n: number) =>
      limit.duringSignIn(from(ip), `nobody${String(n)}@nowhere.example`, wrong).catch(codeOf);
    // All 256 networks that one subscriber may have: a hundred wrong ones, and then one in half a minute.
    const networks = Array.from({ length: 256 }, (_, n) => `2001:db8:77:${n.toString(16)}::1`);
    let looked = 0;
    for (const [n, ip] of networks.entries()) if ((await guess(ip, n)) === 'sign_in_failed') looked += 1;
    expect(looked).toBeLessThan(110);
    // The same at one person, and then he asks all the time: whoever that is gets in from elsewhere between two of his tries.
    const atOwner = (n: number) => limit.duringSignIn(from(networks[n % 256] ?? ''), EMAIL, wrong).catch(codeOf);
    for (let n = 0; n < 3_000; n += 1) {
      now += 200;
      await atOwner(n);
    }
    expect(await limit.duringSignIn(from('198.51.100.19'), EMAIL, right).catch(codeOf)).toBe(whole);
    // All that hosters hand to one customer, two of them: each network with a few, and again with one at the wrong moment below.
    const handed = (n: number) => `2001:db8:${n % 2 ? 'a' : 'b'}:${(n * 256).toString(16)}::1`;
    for (let n = 0; n < 4; n += 1) for (let tries = 0; tries < 4; tries += 1) await guess(handed(n), 50_000 + n);
    // A thousand addresses with two each: whoever of them goes on is paced with those who do.
    for (let n = 0; n < 1_000; n += 1)
      for (let tries = 0; tries < 12; tries += 1)
        await guess(`10.${String(n >> 8)}.${String(n & 255)}.9`, 1_000 * n + tries);
    now += 2_000;
    for (const ip of ['198.51.100.20', '198.51.100.21', '2001:db8:99::1']) {
      for (let n = 0; n < 50; n += 1) await guess(`10.0.${String(n)}.9`, n);
      for (let n = 0; n < 50; n += 1) await guess(handed(n), 60_000 + n);
      expect(await limit.duringSignIn(from(ip), EMAIL, right).catch(codeOf)).toBe(whole);
    }
  });

  it('who has the password and no code keeps its owner from no act, no new password and no code, and finds none himself', async () => {
    const limit = new SignInLimit(() => now);
    const thief = from('203.0.113.66');
    const wrongCode = () => Promise.reject(new Refusal('code_invalid', 'no'));
    const half = (id: string) => heldBy(id, true);
    let begun = 0;
    const begin = async (at: typeof thief) => {
      const enter = () => Promise.resolve(half(String((begun += 1))));
      return limit.duringSignIn(at, EMAIL, enter).catch(codeOf);
    };
    const owner = from('198.51.100.40');
    const first = (await begin(owner)) as Held;
    // A day of it: sessions and codes as fast as they are looked at, in new sessions and in the old ones.
    let codes = 0;
    begun = 0;
    const began = now;
    for (; now < began + DAY_MS; now += SECOND_MS) {
      await begin(thief);
      const tried = await limit.duringProof(thief, half(String(begun)), wrongCode).catch(codeOf);
      if (tried === 'code_invalid') codes += 1;
      // None of his has put the one out that the owner is finishing.
      if (now === began + 20 * MINUTE_MS) expect(begun).toBeLessThan(MOST_SESSIONS);
    }
    expect(codes).toBeLessThan(130);
    expect(begun).toBeLessThan(130);
    const inside = heldBy('inside', false);
    expect(await limit.duringProof(owner, inside, right)).toBe(whole);
    expect(await limit.duringProof(owner, first, () => Promise.resolve(inside))).toBe(inside);
    // From many addresses they make him wait where he was never in, and not where he was: his own count there alone.
    for (let n = 0; n < 100; n += 1) {
      const at = from(`10.9.0.${String(n)}`);
      await begin(at);
      await limit.duringProof(at, half(String(begun)), wrongCode).catch(codeOf);
    }
    const elsewhere = from('198.51.100.41');
    expect(await limit.duringProof(elsewhere, half('else'), right).catch(codeOf)).toBe('too_many_sign_ins');
    const known = (await begin(owner)) as Held;
    for (let n = 0; n < 11; n += 1) await limit.duringProof(owner, known, wrongCode).catch(codeOf);
    expect(await limit.duringProof(owner, known, right).catch(codeOf)).toBe('too_many_sign_ins');
    now += SECOND_MS;
    expect(await limit.duringProof(owner, known, right)).toBe(whole);
  });

  it('right passwords of one person from one subscriber wait as well, after thirty in an hour', async () => {
    const limit = new SignInLimit(() => now);
    const answers = new Set<unknown>();
    for (let n = 0; n < 31; n += 1) answers.add(await limit.duringSignIn(from('2001:db8:5::1'), EMAIL, right));
    expect([...answers]).toEqual([whole]);
    for (const ip of ['2001:db8:5::1', '2001:db8:5:7::1'])
      expect(await limit.duringSignIn(from(ip), EMAIL, right).catch(codeOf)).toBe('too_many_sign_ins');
    expect(await limit.duringSignIn(from('2001:db8:5:7::1'), 'b@shop.example', right)).toBe(whole);
    expect(await limit.duringSignIn(from('198.51.100.9'), EMAIL, right)).toBe(whole);
  });
});
