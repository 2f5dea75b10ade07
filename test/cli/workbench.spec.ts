// The command line as a workbench: webhooks on a laptop, events on demand, one story at a time, keys that give way to others, and a
// look at everything that a server needs.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { until } from '../crash/stage';
import { freePort } from '../tools/free-port';
import { Desk, ended, firstKey, lastLine, statusWith } from './program';

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(180_000);

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

/** A receiver in the making: keeps what it gets. */
async function receiver() {
  const taken: { body: string; headers: Record<string, string> }[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      taken.push({ body, headers: request.headers as Record<string, string> });
      reply.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { taken, server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/vouch` };
}

test('listen and trigger: events arrive at a laptop, signed, and the endpoint goes with the session', async () => {
  const server = desk.start(['serve']);
  const VOUCH_URL = await server.listens();
  const env = { VOUCH_URL, VOUCH_KEY: firstKey(desk.folder) };
  const endpoints = async () => {
    const headers = { authorization: `Bearer ${env.VOUCH_KEY}` };
    const reply = await fetch(`${VOUCH_URL}/v1/webhook_endpoints`, { headers });
    return ((await reply.json()) as { data: { description: string }[] }).data.map(({ description }) => description);
  };
  const killed = desk.start(['listen'], env);
  await killed.says(/Receiving at/);
  await ended(killed.child, 'SIGKILL');
  expect(await endpoints()).toEqual(['vouch listen']);

  const mine = await receiver();
  const events = 'redemption.confirmed,redemption.reversed';
  const listening = desk.start(['listen', '--forward-to', mine.url, '--events', events], env);
  const secret = await listening.says(/secret of this session: (whsec_\S+)/);
  await listening.says(/forwarding to/);
  // That of the session that was killed is gone.
  expect(await endpoints()).toEqual(['vouch listen']);

  const reversed = await desk.run(['trigger', 'redemption.reversed', '--type', 'vouchers.blu'], env);
  expect(reversed).toMatchObject({ code: 0, err: '' });
  expect(reversed.out).toMatch(/^rdm_\w+ {2}paid {2}confirmed\nrev_\w+ {2}succeeded\n$/);
  await listening.says(/redemption\.confirmed {2}evt_\w+ {2}rdm_\w+ {2}paid {2}→ 204 in \d+ ms/);
  await listening.says(/redemption\.reversed {2}evt_\w+ {2}rdm_\w+ {2}paid {2}→ 204/);
  for (const { body, headers } of mine.taken) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();

  const refused = await desk.run(['trigger', 'expired'], env);
  expect(refused.out).toMatch(/^rdm_\w+ {2}not_paid {2}failed {2}voucher_expired\n$/);
  expect((await desk.run(['trigger', 'webhook_endpoint.test'], env)).code).toBe(0);
  await listening.says(/webhook_endpoint\.test .*→ 204/);
  mine.server.close();
  mine.server.closeAllConnections();
  expect((await desk.run(['trigger', 'webhook_endpoint.test'], env)).code).toBe(0);
  await listening.says(/webhook_endpoint\.test .*→ no answer \(ECONNREFUSED\)/);
  expect(await ended(listening.child, 'SIGINT')).toBe(0);
  expect(await endpoints()).toEqual([]);
  const none = await desk.run(['trigger', 'webhook_endpoint.test'], env);
  expect(none).toMatchObject({ code: 1, err: expect.stringContaining('`vouch listen` makes one') as string });
  expect((await desk.run(['listen'], { ...env, VOUCH_KEY: 'pk_test_x' })).code).toBe(2);

  const story = ['demo', '--url', VOUCH_URL, '--story', 'used', '--type', 'vouchers.ott', '--http'];
  const told = await desk.run(story, env);
  expect(told).toMatchObject({ code: 0, err: '' });
  expect(told.out.match(/already used: /g)).toHaveLength(1);
  expect(told.out).toMatch(/POST \/v1\/redemptions\n {4}\{[^]*→ 201\n[^]*"outcome": "not_paid"/);
  expect(told.out).not.toContain(env.VOUCH_KEY);
  // An empty VOUCH_URL is none: the port says where.
  const byPort = { ...env, VOUCH_URL: '', PORT: new URL(VOUCH_URL).port };
  expect(await desk.run(['trigger', 'expired'], byPort)).toMatchObject({ code: 0, err: '' });
});

test('keys: a name, the last use, and another one in the place of the old, which works on for a while', async () => {
  const server = desk.start(['serve']);
  const url = await server.listens();
  const made = await desk.run(['keys', 'create', '--name', 'Till server']);
  const id = /key_[0-9a-f]{24}/.exec(made.err)?.[0] ?? '';
  const [old, row] = [lastLine(made.out), async () => rowOf((await desk.run(['keys', 'list'])).out, id)];
  expect(await row()).toMatchObject({ NAME: 'Till server', STATUS: 'active', 'LAST USED': '', ENDS: '' });
  expect(await statusWith(old, url)).toBe(200);

  const rotated = await desk.run(['keys', 'rotate', id, '--overlap', '2s']);
  expect(rotated.code).toBe(0);
  expect(rotated.err).toContain(`takes the place of ${id}, which works until `);
  const fresh = lastLine(rotated.out);
  expect(await statusWith(fresh, url)).toBe(200);
  await until('the old key has ended', async () => (await statusWith(old, url)) === 403);
  expect(await statusWith(fresh, url)).toBe(200);
  expect((await desk.run(['keys', 'rotate', id])).err).toContain('has ended: make another one');
  // What was used since the last minute is written at the latest when the server stops.
  expect(await ended(server.child, 'SIGTERM')).toBe(0);
  const after = await row();
  expect(after).toMatchObject({ NAME: 'Till server', STATUS: 'ended' });
  expect(after['LAST USED']).toMatch(/^\d{4}-.*Z$/);
  expect((await desk.run(['keys', 'list'])).out.match(/Till server/g)).toHaveLength(2);
  const twice = await desk.run(['keys', 'rotate', 'key_000000000000000000000000']);
  expect(twice).toMatchObject({ code: 1, out: '', err: 'vouch: there is no key key_000000000000000000000000\n' });
});

/** A row of a table, by the headings; the columns are as wide as the headings' distance. */
function rowOf(table: string, id: string): Record<string, string> {
  const [head = '', ...rows] = table.split('\n');
  const at = [...head.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, index }));
  const row = rows.find((line) => line.startsWith(id)) ?? '';
  const cells = at.map(({ name, index }, column) => [name, row.slice(index, at[column + 1]?.index).trim()] as const);
  // Of the three columns BY the first one stays.
  return Object.fromEntries(cells.reverse());
}

test('doctor: says what is there, changes nothing, and ends with 1 where something is wrong', async () => {
  const doctor = async (env: Record<string, string> = {}) => {
    const { code, out, err } = await desk.run(['doctor'], env);
    expect(err).toBe('');
    return { code, out };
  };
  const PORT = String(await freePort());
  const before = await doctor({ PORT });
  expect(before.code).toBe(0);
  expect(before.out).toMatch(/^note +store +there is none at /m);
  expect(before.out).toContain(`${PORT} on 127.0.0.1 is free`);
  expect((await desk.run(['keys', 'list'])).err).toContain('there is no store');

  const server = desk.start(['serve'], { PORT });
  await server.listens();
  const beside = await doctor({ PORT, VOUCH_PROMETHEUS: '1' });
  expect(beside.code).toBe(0);
  expect(beside.out).toMatch(/^ok +store +sqlite, takes durable writes$/m);
  expect(beside.out).toMatch(/^ok +secret key +opens what is sealed/m);
  expect(beside.out).toMatch(/^ok +API keys +0 live, 2 for tests$/m);
  expect(beside.out).toMatch(/^ok +port +\d+: a Vouch serves there$/m);
  expect(beside.out).toMatch(/^note +live +vouchers\.ott takes test keys alone: live keys need OTT_/m);
  expect(beside.out).toMatch(/^note +configuration +VOUCH_PROMETHEUS is no setting/m);
  await ended(server.child, 'SIGTERM');

  const away = `http://127.0.0.1:${PORT}`;
  const ott = { OTT_USERNAME: 'u', OTT_PASSWORD: 'p', OTT_API_KEY: 'k', OTT_VENDOR_ID: 'v', OTT_BASE_URL: away };
  const otherKey = { VOUCH_SECRET_KEY: Buffer.alloc(32).toString('base64') };
  const wrong = await doctor({ ...otherKey, VOUCH_SIMULATORS_URL: away, ...ott });
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/^note +configuration +OTT_CODE_TABLE is not set: /m);
  expect(wrong.out).toMatch(/^note +configuration +OTT_ISSUING_USERNAME, .* are not set: .* cannot be given back/m);
  expect(wrong.out).toMatch(/^FAIL +secret key +VOUCH_SECRET_KEY is not the key that this store was made with/m);
  expect(wrong.out).toMatch(/^FAIL +simulators +127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\)$/m);
  const faulty = await doctor({ PORT: 'x', VOUCH_GRACE: 'soon' });
  expect(faulty.code).toBe(1);
  expect(faulty.out.match(/^FAIL +configuration/gm)).toHaveLength(2);
  const other = await doctor({ DATABASE_URL: `sqlite:${join(desk.folder, 'data')}` });
  expect(other.code).toBe(1);
  expect(other.out).toMatch(/^FAIL +store +DATABASE_URL names a folder/m);
});
