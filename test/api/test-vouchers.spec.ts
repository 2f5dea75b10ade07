// docs/test-vouchers.md and the README's first redemption are true: every line of their tables and every command is
// run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXED_PIN_CENTS, SCENARIOS } from '../../adapters/kit/simulator/books';
import { FAULTS } from '../../adapters/kit/simulator/server';
import { BLU, ONE_VOUCHER, OTT, startWorld, TYPES, type Answer, type World } from './world';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');
const PAGE = read('docs/test-vouchers.md');

/** The rows of the table under a heading, as cells. */
function rowsUnder(heading: string): string[][] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `POST /vouchers` `{…}` as method, path and body. */
function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
}

/** How a response is written in the tables. */
function written({ status, body }: Answer, withStatus = true): string {
  const words = [body.outcome, body.last_error?.code].filter((word) => word !== undefined).map((word) => `\`${word}\``);
  return [...(withStatus ? [String(status)] : []), ...words].join(' ');
}

let world: World;
const redeem = (type: string, source: unknown, fields: object = {}) =>
  world.call('POST /v1/redemptions', { body: { type, source, ...fields } });
const made = async (type: string, scenario = 'ok') =>
  (await world.call('POST /v1/test_helpers/vouchers', { body: { type, amount: 1900, scenario } })).body.source;

beforeAll(async () => {
  // Longer than a slow answer, short enough to wait for a timeout.
  const times = Object.fromEntries(['ONE_VOUCHER', 'OTT', 'BLU'].map((name) => [`${name}_TIMEOUT_MS`, '5000']));
  world = await startWorld(null, times);
});
afterAll(() => world.close());

it('the vouchers that are always there are worth what the page says, once', async () => {
  const rows = rowsUnder('One that is always there');
  expect(rows.map(([type]) => codes(type ?? '')[0])).toEqual(TYPES);
  for (const [type = '', source = '', worth] of rows) {
    const [name = '', json = ''] = [...codes(type), ...codes(source)];
    const first = await redeem(name, JSON.parse(json));
    expect([first.body.outcome, first.body.redeemed_amount, worth]).toEqual(['paid', FIXED_PIN_CENTS, 'R19.00, once']);
    expect((await redeem(name, JSON.parse(json))).body.code).toBe('voucher_in_use');
  }
  expect(written(await redeem(BLU, { token: '9999999999999999' }))).toBe('201 `not_paid` `voucher_not_found`');
  const long = { pin: '1115684091419838', phone_number: '27821234567' };
  expect((await redeem(OTT, long)).body.code).toBe('voucher_in_use');
});

it('every scenario goes as its line says, with every type', async () => {
  const rows = rowsUnder('What each scenario does');
  expect(rows.map(([scenario]) => codes(scenario ?? '')[0])).toEqual(SCENARIOS);
  const seen = await Promise.all(
    rows.map(async ([scenario = '', does = '', ...expected]) => {
      const answers = await Promise.all(
        TYPES.map(async (type) => {
          const first = await redeem(type, await made(type, codes(scenario)[0]), { amount: 1500, currency: 'ZAR' });
          const last = await world.until(first.body.id, ({ outcome }) => outcome !== 'checking');
          return [written(first), written(last, false)] as const;
        }),
      );
      const [flash, ott, blu] = answers;
      expect([scenario, flash?.[0], ott]).toEqual([scenario, ott?.[0], blu]);
      const end = (last = '') => (`201 ${last}` === flash?.[0] && last.includes('not_paid') ? 'the same' : last);
      return [
        [scenario, does, flash?.[0], end(flash?.[1]), end(ott?.[1])],
        [scenario, does, ...expected],
      ];
    }),
  );
  expect(seen.map(([actual]) => actual)).toEqual(seen.map(([, expected]) => expected));
  const refused = await world.call('POST /v1/redemptions', {
    body: { type: BLU, source: await made(BLU, 'used') },
    key: world.keys.publishable,
  });
  expect(refused.body.last_error?.code).toBe('voucher_not_redeemable');
});

it('the amount does what its line says', async () => {
  for (const [sent = '', answer = ''] of rowsUnder('What the amount does')) {
    const fields = sent.startsWith('no') ? {} : (JSON.parse(`{${codes(sent)[0] ?? ''}}`) as object);
    const { body } = await redeem(ONE_VOUCHER, await made(ONE_VOUCHER), fields);
    const [outcome, code] = codes(answer).filter((word) => !/_amount|_voucher/.test(word));
    expect([sent, body.outcome, body.last_error?.code]).toEqual([sent, outcome, code]);
    if (outcome === 'paid') expect(answer).toContain(`\`redeemed_amount\` ${String(body.redeemed_amount)}`);
    expect([sent, body.change_voucher?.amount]).toEqual([sent, answer.includes('for 400') ? 400 : undefined]);
    const pin = body.change_voucher?.pin;
    if (pin !== undefined) expect((await redeem(ONE_VOUCHER, { pin })).body).toMatchObject({ redeemed_amount: 400 });
  }
  const part = { amount: 1500, currency: 'ZAR' };
  const blu = (await redeem(BLU, await made(BLU), part)).body.change_voucher;
  expect([blu?.pin, blu?.amount]).toEqual([expect.stringMatching(/^\d{16}$/), undefined]);
  const lookup = { type: BLU, source: { token: blu?.pin } };
  expect((await world.call('POST /v1/stored_value/lookup', { body: lookup })).body.balance).toBe(400);
  expect((await redeem(OTT, await made(OTT), part)).body.change_voucher).toMatchObject({ delivery: 'sms' });
});

it('giving back does what its line says, and with the switch off what the page says of it', async () => {
  const methods = async (from: World) => {
    const call = (route: string, body: object) => from.call(`POST ${route}`, { body });
    const givenBack = async (type: (typeof TYPES)[number], asked: object, part: object) => {
      const { source } = (await call('/v1/test_helpers/vouchers', { type, amount: 1900 })).body;
      const { id } = (await call('/v1/redemptions', { type, source, ...asked })).body;
      const back = await call(`/v1/redemptions/${id}/reverse`, { reason: 'Returned', idempotency_key: id, ...part });
      return back.body.method;
    };
    return Promise.all(
      TYPES.map((type) =>
        Promise.all([
          givenBack(type, {}, {}),
          givenBack(type, {}, { amount: 500 }),
          givenBack(type, { amount: 1500, currency: 'ZAR' }, {}),
        ]),
      ),
    );
  };
  const [whole = [], part = []] = rowsUnder('What giving back does').map((row) => row.map((cell) => codes(cell)[0]));
  const expected = TYPES.map((_, index) => {
    const column = index === 0 ? 1 : 2;
    return [whole[column], part[column], part[column]];
  });
  expect(await methods(world)).toEqual(expected);

  const off = await startWorld(null, { ONE_VOUCHER_REVERSALS: 'false' });
  expect(await methods(off)).toEqual(TYPES.map(() => expected[1]));
  const source = { pin: '1115684091419838' };
  const sms = { type: ONE_VOUCHER, source, redemption_options: { mobile_number: '27821234567' } };
  const refused = (await off.call('POST /v1/redemptions', { body: sms })).body;
  expect([refused.outcome, refused.last_error?.code]).toEqual(['not_paid', 'provider_misconfigured']);
  await off.close();
});

it('the control server does what its lines say', async () => {
  const control = world.simulators.addresses['control'] ?? '';
  const rows = rowsUnder('A provider that is down').map(([call = '', does = '']) => ({ code: codes(call), does }));
  const known = /GET \/statement.*/;
  const { routes } = (await (await fetch(`${control}/nothing`)).json()) as { routes: string[] };
  expect(rows.map(({ code: [route = ''] }) => route.replace(known, 'GET /statement')).sort()).toEqual(routes.sort());
  for (const { code } of rows) {
    const [route = '', body] = code;
    const [method = '', path = ''] = route.split(' ');
    const reply = await fetch(control + path, { method, ...(body === undefined ? {} : { body }) });
    expect([route, reply.ok]).toEqual([route, true]);
    if (path === '/outage') {
      const down = await redeem(OTT, await made(OTT));
      expect(written(down, false)).toBe('`not_paid` `provider_unavailable`');
      await fetch(control + path, { method, body: (body ?? '').replace('true', 'false') });
    }
    if (path === '/faults') {
      expect((await redeem(OTT, await made(OTT))).body.outcome).toBe('checking');
      const operation = /"operation":"(\w+)"/.exec(body ?? '')?.[1];
      expect(world.books.snapshot().calls.map((call) => call.operation)).toContain(operation);
    }
  }
  for (const fault of FAULTS) expect(PAGE).toContain(`\`${fault}\``);
  expect(written(await redeem(BLU, { token: '1115684091419838' }))).toContain('409');
});

it("the README's commands work from top to bottom, twice, and after the command of the first start", async () => {
  const other = await startWorld(null);
  const commands = [...read('README.md').matchAll(/^curl(?:[^\n]*\\\n)*[^\n]*/gm)].map(([command]) => command);
  expect(commands.length).toBeGreaterThan(0);
  const run = (command: string) => {
    const path = /http:\/\/127\.0\.0\.1:3000(\S+)/.exec(command)?.[1] ?? '';
    const key = /Idempotency-Key: ([^"]+)"/.exec(command)?.[1];
    const body = / -d '([^']+)'/.exec(command)?.[1];
    return other.call(`POST ${path}`, {
      ...(body === undefined ? {} : { body }),
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  };
  // What `vouch serve` prints on its first start is the same request: see src/cli/first-boot.ts.
  const printed = read('src/cli/first-boot.ts').replaceAll('${FIXED_PIN}', '1115684091419838');
  expect(printed).toContain(/ -d '([^']+)'/.exec(commands[0] ?? '')?.[1]);
  expect(printed).toContain(/Idempotency-Key: [^"]+/.exec(commands[0] ?? '')?.[0]);
  for (let round = 0; round < 2; round += 1) {
    const answers = await Promise.all(commands.map(run));
    expect(answers.map(({ status }) => status)).toEqual(commands.map(() => 201));
    expect(answers[0]?.body).toMatchObject({
      outcome: 'paid',
      redeemed_amount: 1500,
      change_voucher: { amount: 400, pin: expect.stringMatching(/^\d{16}$/) as string },
    });
  }
  await other.close();
});
