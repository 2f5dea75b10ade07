// Who was let out at the console stands beside the store too, and everybody can be signed out at once: both for the day that an older copy
// of the store is put back. What `vouch restored` makes of it: test/cli/let-in-again.spec.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readActs } from '../../../src/auth/act-journal';
import { dataDirOf } from '../../../src/config';
import { signEverybodyOut } from '../../../src/core/people/everybody';
import { sampleUser } from '../../store/contract/people';
import { until } from '../../crash/stage';
import { describeApi } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { startWorld, type World } from '../world';
import { addPerson, codeOf, enter, PAGE, PASSWORD, signedIn } from './desk';

jest.setTimeout(120_000);

const TODAY = new Date().toISOString().slice(0, 10);
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

  it('while the statement comes that he sends, is refused, also where he is in again, and so is a key that is revoked', async () => {
    const folder = join(dataDirOf(world.databaseUrl), 'statements');
    const filesOf = () => (existsSync(folder) ? readdirSync(folder).length : 0);
    let files = 0;
    /** `during` is done once the first half of the file lies there. */
    const upload = async (headers: Record<string, string>, during: () => Promise<{ status: number }>) => {
      const before = filesOf();
      files += 1;
      const line = `${TODAY};nobody-${String(files)};1.00;Success\n`;
      const pieces = async function* () {
        yield 'date;reference;gross;status\n';
        await until('the file has begun', () => filesOf() > before);
        expect((await during()).status).toBeLessThan(300);
        yield line;
      };
      const reply = await fetch(`${world.server.url}/v1/reconciliations?provider=blu`, {
        ...{ method: 'POST', body: Readable.from(pieces()), duplex: 'half' },
        headers: { 'content-type': 'text/csv', ...headers },
      });
      const { code } = (await reply.json()) as { code?: string };
      return [reply.status, code];
    };
    const admin = await signedIn(world, 'admin', clock);
    const { body: key } = await admin.call('POST /v1/console/keys', { type: 'secret', name: 'till server' });
    const revoked = await upload({ authorization: `Bearer ${key.key}` }, () =>
      admin.call(`POST /v1/console/keys/${key.id}/revoke`, {}),
    );
    expect(revoked).toEqual([403, 'key_revoked']);

    const user = (id: string) => `/v1/console/users/${id}`;
    const acts: ((id: string) => Promise<{ status: number }>)[] = [
      (id) => admin.call(`DELETE /v1/console/sessions?user_id=${id}`),
      async (id) => {
        await admin.call(`PATCH ${user(id)}`, { disabled: true });
        return admin.call(`PATCH ${user(id)}`, { disabled: false });
      },
      (id) => admin.call(`POST ${user(id)}/reset`, {}),
    ];
    for (const [nth, act] of acts.entries()) {
      const sender = await signedIn(world, 'admin', clock);
      const { id } = sender.person.user;
      const answer = await upload({ ...PAGE, cookie: sender.cookie }, () => act(id));
      expect([nth, ...answer]).toEqual([nth, 401, 'session_ended']);
    }
    const demoted = await signedIn(world, 'admin', clock);
    const asViewer = await upload({ ...PAGE, cookie: demoted.cookie }, () =>
      admin.call(`PATCH ${user(demoted.person.user.id)}`, { role: 'viewer' }),
    );
    expect(asViewer).toEqual([403, 'permission_missing']);
    expect((await admin.call('GET /v1/reconciliations')).body.data).toEqual([]);
    // Whose step-up gives his session another text goes on with it.
    const busy = await signedIn(world, 'admin', clock);
    const stepUp = () => busy.call('POST /v1/console/session/step_up', { password: PASSWORD });
    expect((await upload({ ...PAGE, cookie: busy.cookie }, stepUp))[0]).toBe(202);
  });
});
