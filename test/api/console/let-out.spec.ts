// Who was let out at the console stands beside the store too, and everybody can be signed out at once: both for the day that an older copy
// of the store is put back. What `vouch restored` makes of it: test/cli/let-in-again.spec.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readActs } from '../../../src/auth/act-journal';
import { signEverybodyOut } from '../../../src/core/people/everybody';
import { sampleUser } from '../../store/contract/people';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { startWorld, type World } from '../world';
import { addPerson, codeOf, enter, PASSWORD, signedIn } from './desk';

jest.setTimeout(120_000);

const ANOTHER = 'eight yellow lorries';

describeApi('who is let out at the console', ({ databaseUrl }) => {
  let world: World;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
  });
  afterAll(() => world.close());

  it('is written down beside the store, with who did it, and no secret', async () => {
    const admin = await signedIn(world, 'admin', clock);
    const { body: user } = await admin.call('POST /v1/console/users', { email: 'new@shop.example', role: 'agent' });
    const changes = { role: 'viewer', disabled: true };
    expect((await admin.call(`PATCH /v1/console/users/${user.id}`, changes)).status).toBe(200);
    const { body: reset } = await admin.call(`POST /v1/console/users/${user.id}/reset`, {});
    const limits = { approval_above: 100, session_hours: 2 };
    expect((await admin.call('PATCH /v1/console/settings', limits)).status).toBe(200);
    const { body: till } = await admin.call('POST /v1/terminals', { terminal_id: 'OUT1', name: 'A' });
    expect((await admin.call(`POST /v1/terminals/${till.id}/revoke`, {})).status).toBe(200);

    const agent = await signedIn(world, 'agent', clock);
    const { id } = agent.person.user;
    const { body: begun } = await agent.call('POST /v1/console/session/second_factor/setup', {});
    const code = codeOf({ seed: begun.secret }, clock);
    expect((await agent.call('POST /v1/console/session/second_factor/confirm', { code })).status).toBe(200);
    const chosen = { new_password: ANOTHER, password: PASSWORD };
    expect((await agent.call('POST /v1/console/session/password', chosen)).status).toBe(200);

    // Of a server on MongoDB it lies in the folder that it was started in, which others use too.
    if (databaseUrl) return;
    const { email, id: adminId, accountId } = admin.person.user;
    const own = { about: id, by: agent.person.user.email };
    expect(readActs(join(world.folder, 'keys.log'))).toMatchObject([
      { event: 'user_changed', about: user.id, by: email, details: { role: 'viewer', disabled: true } },
      { event: 'user_reset', about: user.id, by: email },
      { event: 'settings_changed', about: accountId, by: email, details: { approvalAboveCents: 100, sessionHours: 2 } },
      { event: 'terminal_revoked', about: till.id, by: adminId },
      { event: 'second_factor_set_up', ...own },
      { event: 'password_changed', ...own },
    ]);
    const text = readFileSync(join(world.folder, 'keys.log'), 'utf8');
    for (const secret of [user.password, reset.password, begun.secret, code, ANOTHER, 'new@shop.example'])
      expect(text).not.toContain(secret);
  });

  it('is everybody at once, however many they are: one who is disabled comes back to no old session either', async () => {
    const person = await addPerson(world, 'agent');
    const gone = await addPerson(world, 'agent');
    const browsers = [await enter(world, person, clock), await enter(world, gone, clock)];
    const { accountId } = person.user;
    await world.withStore(async (store) => {
      for (let n = 0; n < 101; n += 1) await store.accounts.insertUser(sampleUser({ accountId, createdAt: n }));
      const standing = await store.people.findUser(gone.user.id);
      const disabled = { ...(standing ?? gone.user), rev: (standing?.rev ?? 0) + 1, disabledAt: 1 };
      expect(await store.people.replaceUser(disabled)).toBe('written');
      expect(await signEverybodyOut({ store }, accountId)).toBeGreaterThan(101);
      const after = await store.people.findUser(gone.user.id);
      const enabled = { ...disabled, epoch: after?.epoch ?? 0, rev: disabled.rev + 2, disabledAt: null };
      expect(await store.people.replaceUser(enabled)).toBe('written');
    });
    for (const browser of browsers) {
      const { status, body } = await browser.call('GET /v1/console/session');
      expect([status, body.code]).toEqual([401, 'session_ended']);
    }
    await enter(world, person, clock);
  });
});
