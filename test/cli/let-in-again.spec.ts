// Who was let out stays out, also where an older copy of the store is put back: sessions end, and everything else is told with a command.
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Desk, ended, firstKey, lastLine, type Running } from './program';

jest.setTimeout(300_000);

const OWN = 'seven green lorries';
const ANOTHER = 'eight yellow lorries';
let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

const file = (...names: string[]) => join(desk.folder, 'data', ...names);
const journal = () => readFileSync(file('keys.log'), 'utf8');

async function done(...args: string[]): Promise<string> {
  const run = await desk.run(args);
  expect([args.join(' '), run.code]).toEqual([args.join(' '), 0]);
  return run.out;
}

function backUp(): string {
  const database = new DatabaseSync(file('vouch.db'));
  const since = new Date().toISOString();
  database.exec(`VACUUM INTO '${join(desk.folder, 'backup.db')}'`);
  database.close();
  return since;
}

function putBack(): void {
  mkdirSync(file('replaced'), { recursive: true });
  for (const name of readdirSync(file()).filter((one) => /^vouch\.db/.test(one)))
    renameSync(file(name), file('replaced', name));
  copyFileSync(join(desk.folder, 'backup.db'), file('vouch.db'));
}

/** A server, and those who call it. */
class Shop {
  private constructor(
    private readonly server: Running,
    private readonly url: string,
  ) {}

  static async open(): Promise<Shop> {
    const server = desk.start(['serve']);
    return new Shop(server, await server.listens());
  }

  async close(): Promise<void> {
    expect(await ended(this.server.child, 'SIGTERM')).toBe(0);
  }

  async call(route: string, headers: Record<string, string>, body?: object) {
    const [method = '', path = ''] = route.split(' ');
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}${path}`, { method, headers: { ...type, ...headers }, ...sent });
    const told = (await answer.json()) as { readonly id: string; readonly data: readonly { id: string }[] };
    return { status: answer.status, told, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  }

  merchant(route: string, body?: object) {
    return this.call(route, { authorization: `Bearer ${firstKey(desk.folder)}` }, body);
  }

  person(route: string, cookie: string, body?: object) {
    return this.call(route, { ...page(this.url), cookie }, body);
  }

  async signIn(email: string, password: string) {
    return this.call('POST /v1/console/session', page(this.url), { email, password });
  }

  /** One who has chosen an own password, and the session of it. */
  async agent(email: string): Promise<string> {
    const printed = lastLine(await done('users', 'create', '--email', email, '--role', 'agent'));
    const first = await this.signIn(email, printed);
    const chosen = await this.person('POST /v1/console/session/password', first.cookie, { new_password: OWN });
    expect(chosen.status).toBe(200);
    return chosen.cookie;
  }

  async endpoint(name: string): Promise<string> {
    const url = `http://127.0.0.1:9/${name}?token=hidden`;
    return (await this.merchant('POST /v1/webhook_endpoints', { url })).told.id;
  }

  async till(name: string): Promise<{ readonly id: string; readonly key: string }> {
    const pairing_code = lastLine(await done('terminals', 'create', '--terminal-id', name));
    const claim = { pairing_code, deliver: 'key' };
    const { told } = await this.call('POST /v1/terminals/claim', {}, claim);
    return { id: told.id, key: (told as unknown as { readonly key: string }).key };
  }
}

const page = (origin: string) => ({ 'vouch-console': '1', 'sec-fetch-site': 'same-origin', origin });

/** What the command says to type, as words. */
const toType = (told: string) =>
  [...told.matchAll(/^ {2}vouch (.+?) {3}#/gm)].map(([, words = '']) => words.split(' '));

test('an old copy is put back: nobody works with what was taken away since, or the operator is told of it by name', async () => {
  let shop = await Shop.open();
  const [mallory, eve, bob] = ['mallory@shop.example', 'eve@shop.example', 'bob@shop.example'];
  const cookie = await shop.agent(mallory);
  const [evesCookie, bobsCookie] = [await shop.agent(eve), await shop.agent(bob)];
  const [stolen, lost] = [await shop.till('TILL8'), await shop.till('TILL9')];
  const [partner, leaked, quiet, moved] = [
    await shop.endpoint('former-partner'),
    await shop.endpoint('leaked'),
    await shop.endpoint('quiet'),
    await shop.endpoint('moved'),
  ];
  const since = backUp();

  await done('users', 'disable', mallory);
  await done('users', 'role', eve, 'viewer');
  const changed = await shop.person('POST /v1/console/session/password', bobsCookie, { new_password: ANOTHER, password: OWN }); // prettier-ignore
  expect(changed.status).toBe(200);
  await done('terminals', 'revoke', stolen.id);
  expect((await shop.merchant(`POST /v1/terminals/${lost.id}/pair`, {})).status).toBe(200);
  expect((await shop.merchant(`DELETE /v1/webhook_endpoints/${partner}`)).status).toBe(200);
  expect((await shop.merchant(`POST /v1/webhook_endpoints/${leaked}/rotate_secret`, {})).status).toBe(200);
  expect((await shop.merchant(`PATCH /v1/webhook_endpoints/${quiet}`, { disabled: true })).status).toBe(200);
  expect((await shop.merchant(`PATCH /v1/webhook_endpoints/${moved}`, { url: 'http://127.0.0.1:9/new' })).status).toBe(200); // prettier-ignore
  await shop.close();
  putBack();

  const told = await done('restored', '--since', since);
  // The console user of the first boot is the fourth.
  expect(told).toContain('All sessions of people ended: 4 people have to sign in again.');
  expect(told).toMatch(new RegExp(`vouch users disable usr_\\w+   # ${mallory} was disabled, by \\S+ at 20`));
  expect(told).toMatch(new RegExp(`vouch users role usr_\\w+ viewer   # ${eve}, now agent, was made viewer`));
  expect(told).toMatch(new RegExp(`vouch users reset usr_\\w+   # ${bob}: an old password or second factor works again, by ${bob}`)); // prettier-ignore
  expect(told).toContain(`vouch terminals revoke ${stolen.id}   # the till TILL8 was revoked`);
  expect(told).toContain(`vouch terminals pair ${lost.id}   # the till TILL9 was paired anew`);
  expect(told).toMatch(new RegExp(`vouch endpoints delete ${partner}   # http://127.0.0.1:9/former-partner was deleted, by key_`)); // prettier-ignore
  expect(told).toContain(`vouch endpoints rotate ${leaked}   # http://127.0.0.1:9/leaked: its secret was turned`);
  expect(told).toContain(`vouch endpoints disable ${quiet}   # http://127.0.0.1:9/quiet was disabled`);
  expect(told).toContain(`vouch endpoints disable ${moved}   # http://127.0.0.1:9/moved: where events go`);
  expect(toType(told)).toHaveLength(9);

  const database = new DatabaseSync(file('vouch.db'));
  const entries = database.prepare(`SELECT document FROM audit_log WHERE act = 'session_ended'`).all();
  database.close();
  expect(JSON.stringify(entries)).toContain(JSON.stringify({ people: 4, restored_to: since }).replaceAll('"', '\\"'));

  // Started without any of that: the sessions ended all the same.
  shop = await Shop.open();
  for (const one of [cookie, evesCookie, bobsCookie])
    expect((await shop.person('GET /v1/console/session', one)).status).toBe(401);
  expect((await shop.signIn(mallory, OWN)).status).toBe(201);
  await shop.close();

  for (const words of toType(told)) await done(...words);
  shop = await Shop.open();
  for (const email of [mallory, bob]) expect((await shop.signIn(email, OWN)).status).toBe(401);
  for (const { key } of [stolen, lost])
    expect((await shop.call('GET /v1/redemptions', { 'x-api-key': key })).status).not.toBe(200);
  const endpoints = await done('endpoints', 'list');
  expect(endpoints).not.toContain(partner);
  for (const id of [quiet, moved]) expect(endpoints).toMatch(new RegExp(`^${id} +default +test +disabled `, 'm'));
  expect(await done('users', 'list')).toMatch(new RegExp(`${eve} +viewer `));
  await shop.close();

  // What is done is told no more. Whether a password is the old one cannot be seen: that one is told again.
  expect(toType(await done('restored', '--since', since)).map(([, verb]) => verb)).toEqual(['reset']);

  expect(statSync(file('keys.log')).mode & 0o777).toBe(0o600);
  for (const secret of [OWN, ANOTHER, 'hidden', 'whsec_', stolen.key]) expect(journal()).not.toContain(secret); // prettier-ignore
});

test('without a journal the operator is told where to look, and several journals count together', async () => {
  const shop = await Shop.open();
  await shop.agent('mallory@shop.example');
  const since = backUp();
  await done('users', 'disable', 'mallory@shop.example');
  await shop.close();
  putBack();
  renameSync(file('keys.log'), file('one.log'));
  const told = await done('restored', '--since', since);
  expect(told).toContain(`There is no journal of keys at ${file('keys.log')}, nor of what else`);
  for (const list of ['keys', 'users', 'terminals', 'endpoints']) expect(told).toContain(`\`vouch ${list} list\``);
  expect(told).not.toContain('vouch users disable');

  // Of another server; its settings were chosen at the console there, and what is no line of ours is nothing.
  const account = /^(acc_\S+)/m.exec(await done('accounts', 'list'))?.[1] ?? '';
  const user = /^(usr_\S+).*mallory/m.exec(await done('users', 'list'))?.[1] ?? '';
  const line = { at: new Date().toISOString(), event: 'settings_changed', account_id: account, about: account, by: 'a@shop.example' }; // prettier-ignore
  const lines = [
    { ...line, details: { approvalAboveCents: 100, sessionHours: 2, timeZone: 'UTC' } },
    { ...line, event: 'user_changed', about: user, details: { role: 'admin; rm -rf .' } },
    { ...line, event: 'user_changed', about: '$(rm)', details: { disabled: true } },
    { ...line, event: 'endpoint_deleted', about: 'whe_000000000000000000000000' },
    'nonsense',
  ];
  appendFileSync(file('two.log'), `${lines.map((one) => JSON.stringify(one)).join('\n')}\n{"at":"torn`);
  const both = await done('restored', '--since', since, '--key-journal', file('one.log'), file('two.log'));
  expect(toType(both)).toEqual([['users', 'disable', user]]);
  expect(both).toContain(`approval_above of ${account} was made 100, and is as configured again, by a@shop.example`);
  expect(both).toContain(`session_hours of ${account} was made 2, and is as configured again`);
});
