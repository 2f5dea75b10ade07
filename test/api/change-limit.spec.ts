// The journal beside the store only grows, so what a merchant or a person may write into it has a bound; and who has to be let out is let out
// past it, in one line each, however often and at however many places at once it is asked for.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChangeLimit, MOST_CHANGES } from '../../src/api/limits/change-limit';
import { FixedWindows } from '../../src/api/limits/fixed-windows';
import { HOUR_MS } from '../../src/core/values/time';
import { TestClock } from '../webhooks/world';
import { signedIn } from './console/desk';
import { startWorld, type Answer, type World } from './world';

jest.setTimeout(180_000);

const AT_ONCE = 20;
/** So many changes are counted for one that is made: thousands of real ones take long, and the number is looked at below. */
const EACH = 100;
const told = ({ status, body }: Answer) => [status, status < 300 ? undefined : body.code];

describe('changes of who gets in', () => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    const { add } = FixedWindows.prototype;
    jest.spyOn(FixedWindows.prototype, 'add').mockImplementation(function (this: FixedWindows, subject, lengthMs) {
      return add.call(this, subject, lengthMs, lengthMs === HOUR_MS ? EACH : 1);
    });
    clock = new TestClock(Date.now());
    world = await startWorld(null, { VOUCH_RATE_LIMIT: '1000000', LOG_LEVEL: 'warn' }, { clock });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await world.close();
  });

  const journal = () => join(world.folder, 'keys.log');
  const lines = (event: string) =>
    existsSync(journal())
      ? readFileSync(journal(), 'utf8')
          .split('\n')
          .filter((line) => line.includes(`"${event}"`)).length
      : 0;
  const endpoint = (body: object = {}, key = world.keys.secret) =>
    world.call('POST /v1/webhook_endpoints', { key, body: { url: 'https://shop.example/hook', ...body } });
  const till = (terminal_id: string) => world.call('POST /v1/terminals', { body: { terminal_id, name: terminal_id } });

  it('have a bound in an hour, for all keys of an account in a mode; what takes somebody out is not refused', async () => {
    const made = await Promise.all([endpoint(), endpoint()]);
    const [id = '', other = ''] = made.map(({ body }) => body.id);
    const tills = await Promise.all(['T1', 'T2'].map(async (name) => (await till(name)).body.id));
    const change = (of: string) => world.call(`PATCH /v1/webhook_endpoints/${of}`, { body: { disabled: false } });
    const left = MOST_CHANGES / EACH - made.length - tills.length;
    for (let n = 0; n < left; n += 1) expect((await change(id)).status).toBe(200);
    expect(told(await change(id))).toEqual([429, 'rate_limited']);
    expect(lines('endpoint_updated')).toBe(left);
    for (const route of [`endpoints/${id}/rotate_secret`, 'terminals']) {
      const path = route === 'terminals' ? `POST /v1/terminals/${tills[0] ?? ''}/pair` : `POST /v1/webhook_${route}`;
      const answer = await world.call(path, { body: {} });
      expect(told(answer)).toEqual([429, 'rate_limited']);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(HOUR_MS / 1000);
    }
    expect(told(await endpoint())).toEqual([429, 'rate_limited']);
    expect(told(await till('T3'))).toEqual([429, 'rate_limited']);
    // Another account, and a person, have their own.
    const key = await world.newKey('Next door', 'test', 'secret');
    expect((await endpoint({}, key)).status).toBe(201);
    const admin = await signedIn(world, 'admin', clock);
    expect((await admin.call('PATCH /v1/console/settings', { session_hours: 3 })).status).toBe(200);

    for (const [nth, route] of [
      `DELETE /v1/webhook_endpoints/${other}`,
      ...tills.map((one) => `POST /v1/terminals/${one}/revoke`),
    ].entries()) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => world.call(route)));
      const done = answers.filter(({ status }) => status === 200);
      expect([nth, done.length]).toEqual([nth, nth === 0 ? 1 : AT_ONCE]);
      expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true);
    }
    const { body: spare } = await admin.call('POST /v1/console/keys', { type: 'secret', name: 'spare' });
    const revoke = () => admin.call(`POST /v1/console/keys/${spare.id}/revoke`, {});
    expect((await Promise.all(Array.from({ length: 5 }, revoke))).map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect([lines('endpoint_deleted'), lines('terminal_revoked'), lines('key_revoked')]).toEqual([1, 2, 1]);

    clock.pass(HOUR_MS);
    expect((await change(id)).status).toBe(200);
  });
});

describe('the count of changes', () => {
  const key = { accountId: 'acc_1', livemode: true } as const;
  const person = (id: string) => ({
    ...key,
    user: { id, email: 'a@shop.example', role: 'admin', sessionId: '', epoch: 0, presentUntil: null } as const,
  });
  const fill = async (limit: ChangeLimit, who: Parameters<ChangeLimit['during']>[0]) => {
    for (let n = 0; n < MOST_CHANGES; n += 1) await limit.during(who, () => Promise.resolve());
  };

  it('is of an account and mode, or of one person; what was refused counts for nothing', async () => {
    let now = 0;
    const limit = new ChangeLimit(true, () => now);
    const once = (who: Parameters<ChangeLimit['during']>[0]) => limit.during(who, () => Promise.resolve('done'));
    const failing = () => limit.during(key, () => Promise.reject(new Error('no such endpoint')));
    await expect(failing()).rejects.toThrow('no such endpoint');
    await fill(limit, key);
    await fill(limit, person('usr_1'));
    await expect(once(key)).rejects.toMatchObject({ status: 429 });
    await expect(once(person('usr_1'))).rejects.toMatchObject({ status: 429 });
    await expect(once({ ...key, livemode: false })).resolves.toBe('done');
    await expect(once({ ...key, accountId: 'acc_2' })).resolves.toBe('done');
    await expect(once(person('usr_2'))).resolves.toBe('done');
    now = HOUR_MS;
    await expect(once(key)).resolves.toBe('done');
  });

  it('is off where VOUCH_RATE_LIMIT is', async () => {
    const limit = new ChangeLimit(false, () => 0);
    await fill(limit, key);
    await expect(limit.during(key, () => Promise.resolve('done'))).resolves.toBe('done');
  });
});
