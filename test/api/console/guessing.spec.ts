// Somebody guesses passwords: the waits grow, nobody else is kept out by it, and the time an answer takes does not tell who there is. At
// full size with the work that a hash really is; otherwise with a cheap one, and no look at times.
import { hashPassword, PASSWORD_COST } from '../../../src/auth/password';
import { MOST_SESSIONS } from '../../../src/core/people/sign-in';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/core/values/time';
import { CHEAP_PASSWORD } from '../../tools/cheap-password';
import { describeOnOne } from '../../tools/engines';
import { FULL } from '../../tools/scale';
import { TestClock } from '../../webhooks/world';
import { startWorld, type World } from '../world';
import { addPerson, Browser, codeOf, PASSWORD } from './desk';

jest.setTimeout(FULL ? 600_000 : 120_000);

const COST = FULL ? PASSWORD_COST : CHEAP_PASSWORD;
const GUESSES = 200;
const PAIRS = 40;
const middleOf = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

describeOnOne('guessing passwords', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, { VOUCH_TRUST_PROXY: 'loopback' }, { clock, passwordCost: COST });
  });
  afterAll(() => world.close());

  const from = (address: string) => new Browser(world, { 'x-forwarded-for': address, 'x-forwarded-proto': 'https' });
  const newPerson = async () => addPerson(world, 'agent', { passwordHash: await hashPassword(PASSWORD, COST) });
  const guess = (browser: Browser, email: string, nth: number) => browser.signIn(email, `guess number ${String(nth)}`);

  it(`${String(GUESSES)} at once: six are looked at, and the right person gets in from elsewhere at once`, async () => {
    const { user } = await newPerson();
    const stranger = from('203.0.113.7');
    const codes: Record<string, number> = {};
    for (let nth = 0; nth < GUESSES; nth += 1) {
      const { body, headers } = await guess(stranger, user.email, nth);
      codes[body.code] = (codes[body.code] ?? 0) + 1;
      if (body.code === 'too_many_sign_ins') expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // The sixth brings the first wait.
    expect(codes).toEqual({ sign_in_failed: 6, too_many_sign_ins: GUESSES - 6 });
    expect((await from('198.51.100.4').signIn(user.email)).status).toBe(201);
    // The right password does not help while a wait goes on: whoever guesses would learn that it is right.
    expect((await stranger.signIn(user.email)).body.code).toBe('too_many_sign_ins');
  });

  it(`${String(GUESSES)} by somebody patient: each wait is as long as the one before or longer, and none keeps the person out`, async () => {
    const { user } = await newPerson();
    const stranger = from('203.0.113.8');
    const waits: number[] = [];
    let looked = 0;
    for (let nth = 0; nth < GUESSES; nth += 1) {
      const { body, headers } = await guess(stranger, user.email, nth);
      if (body.code === 'sign_in_failed') looked += 1;
      else {
        const waitMs = Number(headers.get('retry-after')) * SECOND_MS;
        waits.push(waitMs);
        clock.pass(waitMs);
      }
    }
    expect(looked + waits.length).toBe(GUESSES);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect([waits[0], waits.at(-1)]).toEqual([SECOND_MS, 15 * MINUTE_MS]);
    // By now it counts for the person, wherever he is: half a minute at most.
    const owner = from('198.51.100.5');
    const first = await owner.signIn(user.email);
    if (first.status === 429) {
      const waitMs = Number(first.headers.get('retry-after')) * SECOND_MS;
      expect(waitMs).toBeLessThanOrEqual(30 * SECOND_MS);
      clock.pass(waitMs);
    }
    expect((first.status === 429 ? await owner.signIn(user.email) : first).status).toBe(201);
    // And where he got in before, nobody's guesses elsewhere make him wait.
    for (let nth = 0; nth < 3; nth += 1) await guess(stranger, user.email, nth);
    expect((await owner.signIn(user.email)).status).toBe(201);
  });

  it('by a guest behind the address of a shop: whoever works there steps up and signs in again at once', async () => {
    const shop = '203.0.113.9';
    const [agent, colleague] = [await newPerson(), await newPerson()];
    const atWork = from(shop);
    expect((await atWork.signIn(agent.user.email)).status).toBe(201);
    const guest = from(shop);
    const codes: string[] = [];
    // A stranger's e-mail address need not be known.
    while (codes.at(-1) !== 'too_many_sign_ins' || codes.length < 40) {
      const { body } = await guess(guest, `nobody${String(codes.length)}@nowhere.example`, codes.length);
      codes.push(body.code);
    }
    expect((await atWork.call('POST /v1/console/session/step_up', { password: PASSWORD })).status).toBe(200);
    expect((await from(shop).signIn(agent.user.email)).status).toBe(201);
    // Whoever is meant himself: his browser of this morning, whose session ended by itself, counts for itself, and another one does not.
    clock.pass(HOUR_MS);
    for (let nth = 0; nth < 8; nth += 1) await guess(guest, agent.user.email, nth);
    expect((await atWork.call('GET /v1/console/session')).body.code).toBe('session_ended');
    expect((await from(shop).signIn(agent.user.email)).body.code).toBe('too_many_sign_ins');
    expect((await atWork.signIn(agent.user.email)).status).toBe(201);
    while ((await guess(guest, `more${String(codes.length)}@nowhere.example`, 0)).status !== 429) codes.push('');
    const first = await from(shop).signIn(colleague.user.email);
    expect(first.body.code).toBe('too_many_sign_ins');
    clock.pass(Number(first.headers.get('retry-after')) * SECOND_MS);
    expect((await from(shop).signIn(colleague.user.email)).status).toBe(201);
  });

  it('of codes, with the right password: who is in steps up and chooses a new one at once, and who is not gets in at once', async () => {
    const approver = await addPerson(world, 'approver', { passwordHash: await hashPassword(PASSWORD, COST) });
    const { email } = approver.user;
    const finish = (browser: Browser) => {
      clock.pass(30 * SECOND_MS);
      return browser.call('POST /v1/console/session/second_factor', { code: codeOf(approver, clock) });
    };
    const [inside, outside] = [from('198.51.100.7'), from('198.51.100.8')];
    await inside.signIn(email);
    expect((await finish(inside)).body.status).toBe('active');
    await outside.signIn(email);
    const waits: number[] = [];
    const halves: Browser[] = [];
    for (let nth = 0; nth < 60; nth += 1) {
      const thief = from('203.0.113.10');
      const begun = await thief.signIn(email);
      if (begun.status === 201) halves.push(thief);
      const code = nth.toString().padStart(6, '0');
      const { headers } = (await halves.at(-1)?.call('POST /v1/console/session/second_factor', { code })) ?? begun;
      waits.push(Number(headers.get('retry-after') ?? 0) * SECOND_MS);
      if (nth % 10 === 0) clock.pass(SECOND_MS);
    }
    expect(halves.length).toBeLessThan(MOST_SESSIONS);
    expect(Math.max(...waits)).toBeGreaterThan(SECOND_MS);
    expect((await finish(outside)).body.status).toBe('active');
    const call = (step: string, body: object) => inside.call(`POST /v1/console/session/${step}`, body);
    expect((await call('step_up', { password: PASSWORD })).status).toBe(200);
    const change = { new_password: 'eleven tall ladders', password: PASSWORD };
    expect((await call('password', change)).status).toBe(200);
    const ended = await halves.at(-1)?.call('GET /v1/console/session');
    expect(ended?.body.code).toBe('session_ended');
  });

  if (FULL)
    it('takes as long for nobody as for somebody', async () => {
      /** In the median of so many. */
      const apart = async (round: number) => {
        const { user } = await newPerson();
        const emails = { known: user.email, unknown: `nobody-${user.email}` };
        const times: Record<keyof typeof emails, number[]> = { known: [], unknown: [] };
        for (let nth = -2; nth < PAIRS; nth += 1) {
          const kinds = ['known', 'unknown'] as const;
          for (const kind of nth % 2 ? kinds : kinds.toReversed()) {
            // Each from an address of its own, so that nobody waits.
            const browser = from(`10.${String(round)}.${kind === 'known' ? '1' : '2'}.${String(nth + 10)}`);
            const started = performance.now();
            const { body } = await guess(browser, emails[kind], nth);
            // The first ones warm the server up.
            if (nth >= 0) times[kind].push(performance.now() - started);
            expect(body.code).toBe('sign_in_failed');
          }
        }
        const [known, unknown] = [middleOf(times.known), middleOf(times.unknown)];
        process.stdout.write(
          `somebody ${known.toFixed(1)} ms, nobody ${unknown.toFixed(1)} ms, apart ${(known - unknown).toFixed(1)} ms in the median\n`,
        );
        // As parts of each other: a machine that is busy makes both slow.
        return Math.abs(known - unknown) / Math.max(known, unknown);
      };
      // What else a busy machine does falls on either of them by chance: what can be told from the times is there in each round.
      let least = 1;
      for (let round = 1; round <= 3 && least >= 0.2; round += 1) least = Math.min(least, await apart(round));
      expect(least).toBeLessThan(0.2);
    });
});
