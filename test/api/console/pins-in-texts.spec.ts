// A PIN that a customer read out, in what a person writes down about it: in no verdict, in no name of a statement, and in no entry of the
// audit log about a search.
import { describeOnOne } from '../../tools/engines';
import { TestClock } from '../../webhooks/world';
import { type Body, BLU, ONE_VOUCHER, startWorld, type World } from '../world';
import { addPerson, Browser, PAGE, signedIn } from './desk';

jest.setTimeout(120_000);

const PIN = '1115684091419838';
const TODAY = new Date().toISOString().slice(0, 10);

describeOnOne('a PIN in what people write', ({ databaseUrl }) => {
  let clock: TestClock;
  let world: World;
  let admin: Awaited<ReturnType<typeof signedIn>>;
  let approver: Awaited<ReturnType<typeof signedIn>>;
  beforeAll(async () => {
    clock = new TestClock(Date.now());
    world = await startWorld(databaseUrl, {}, { clock });
    admin = await signedIn(world, 'admin', clock);
    approver = await signedIn(world, 'approver', clock);
  });
  afterAll(() => world.close());

  const upload = async (name: string, at = TODAY) => {
    const file = ['date;reference;gross;status', `${at};nobody-1;1.00;Success`].join('\n');
    const route = `POST /v1/reconciliations?provider=blu&statement=${encodeURIComponent(name)}`;
    let answer = await admin.call(route, file, { ...PAGE, 'content-type': 'text/csv' });
    const { id } = answer.body;
    while (answer.body.status === 'comparing') answer = await admin.call(`GET /v1/reconciliations/${id}`);
    return (answer.body as unknown as { statement: string }).statement;
  };

  it('is shown in no name of a statement, and days and times stay in it', async () => {
    for (const hidden of [`slip of ${PIN}`, '1115 6840 9141 9838.csv', `20261127 ${PIN}`])
      expect((await upload(hidden)).replace(/\D/g, '').length).toBeLessThan(12);
    const kept = [
      'today.csv',
      'blu-20261127-140312-7.csv',
      'settled_20261101_20261130.csv',
      '2026-11-01 - 2026-11-30.csv',
    ];
    for (const name of kept) expect(await upload(name)).toBe(name);
  });

  it('is kept of no program that calls itself so', async () => {
    const { user } = await addPerson(world, 'viewer');
    const browser = new Browser(world, { 'user-agent': `Till/1.0 ${PIN} (${'x'.repeat(300)})` });
    expect((await browser.signIn(user.email)).status).toBe(201);
    const { text } = await browser.call('GET /v1/console/sessions');
    expect(text).toContain('9838');
    expect(text).not.toContain(PIN);
    expect(await world.stored()).not.toContain(PIN);
  });

  it('is refused in the note of a verdict, with a redemption and without one', async () => {
    const { body: sale } = await world.create(world.voucher(BLU, 1900));
    // It lacks the sale, and has a later one that nobody knows.
    await upload('today.csv', new Date(clock.now() + 1000).toISOString());
    const { data } = (await approver.call('GET /v1/reviews')).body;
    expect(new Set(data.map(({ redemption_id }) => redemption_id))).toEqual(new Set([sale.id, null]));
    for (const { id, version } of data) {
      const judge = (note: string) => {
        const verdict = { decision: 'not_paid', note, evidence: 'line 123456789012345 of the statement' };
        return approver.call(`POST /v1/reviews/${id}/verdict`, verdict, {
          ...PAGE,
          'if-match': `"${String(version)}"`,
        });
      };
      for (const note of [`PIN is ${PIN}`, 'he read out 1115-6840-9141-9838']) {
        const { status, body } = await judge(note);
        expect([status, body.code, body.errors.map(({ param }) => param)]).toEqual([400, 'pin_in_text', ['note']]);
      }
      const given = await judge('voucher …9838 of 27/11, called 082 123 4567');
      expect([given.status, given.body.status]).toEqual([200, 'closed']);
    }
  });

  it('is in nothing that a line of a statement becomes, whatever the provider numbers its lines by', async () => {
    const { body: sale } = await world.create(world.voucher(ONE_VOUCHER, 9900), { amount: 1500, currency: 'ZAR' });
    const pin = sale.change_voucher?.pin ?? '';
    expect(pin).toMatch(/^\d{16}$/);
    const grouped = pin.replace(/(\d{4})(?=\d)/g, '$1 ');
    const twin = `1111${pin.slice(4)}`;
    const { reference } = (sale as unknown as { provider_reference: { reference: string } }).provider_reference;
    const file = [
      'date;reference;transaction_id;gross;status',
      `${TODAY};${reference};${pin};12.00;Success`,
      `${TODAY};${pin};${grouped};84.00;Success`,
      `${TODAY};${twin};PIN-${pin};83.00;Success`,
      `${TODAY};6740aa51-c2f9-4d1e-80b7-123456789012;4711;1.00;Success`,
    ].join('\n');
    const sheet = async () => {
      const sent = { ...PAGE, 'content-type': 'text/csv' };
      const { body } = await admin.call('POST /v1/reconciliations?provider=one_voucher', file, sent);
      let run = body;
      while (run.status === 'comparing') run = (await admin.call(`GET /v1/reconciliations/${body.id}`)).body;
      const { reviews } = run as unknown as { reviews: { opened: number; known: number } };
      const differences = await admin.call(`GET /v1/reconciliations/${body.id}/differences`);
      return { reviews, told: differences.body.data as unknown as { reference: string; summary: string }[] };
    };
    const first = await sheet();
    expect(first.reviews).toMatchObject({ opened: 4, known: 0 });
    const masked = `************${pin.slice(-4)}`;
    const at = `${TODAY}T00:00:00.000Z`;
    expect(first.told.map((one) => one.reference).sort()).toEqual(
      [
        reference,
        `${masked} of ${at}, 8400 cents`,
        `${masked} of ${at}, 8300 cents`,
        expect.stringMatching(/^6740aa51-/),
      ].sort(),
    );
    expect(first.told.find((one) => one.reference === reference)?.summary).toContain(`number ${masked})`);
    // Read once more, each is what it was.
    expect((await sheet()).reviews).toMatchObject({ opened: 0, known: 4 });
    const shown = await Promise.all(
      ['reviews', 'events', `redemptions/${sale.id}/timeline`].map((list) => approver.call(`GET /v1/${list}`)),
    );
    const texts = JSON.stringify([first.told, ...shown.map(({ body }) => body.data)]);
    for (const number of [pin, grouped, twin]) expect(texts.includes(number)).toBe(false);
    expect(texts).toContain(masked);
  });

  it('is refused in what an admin calls a webhook endpoint, and in its address', async () => {
    const url = 'http://127.0.0.1:4710/hooks';
    const made = await admin.call('POST /v1/webhook_endpoints', { url, description: 'orders, since 2026-11-24 14:03' });
    expect(made.status).toBe(201);
    const refused = async (body: object, param: string) => {
      for (const route of ['POST /v1/webhook_endpoints', `PATCH /v1/webhook_endpoints/${made.body.id}`]) {
        const { status, body: told } = await admin.call(route, { url, ...body });
        expect([status, told.code, told.errors[0]?.param]).toEqual([400, 'pin_in_text', param]);
      }
    };
    await refused({ description: 'PIN 1115 6840 9141 9838' }, 'description');
    await refused({ url: `http://${PIN}.localhost:4710/` }, 'url');
    await refused({ url: `https://a.${PIN}.shop.example/x` }, 'url');
    await refused({ url: `${url}?pin=${PIN}` }, 'url');
    await refused({ url: `${url}/1115-6840%209141/%39838` }, 'url');
    // What a program is called may have such a number: nobody typed it off a slip.
    const host = 'http://ec2-54-123-234-112.localhost:4710/';
    expect((await admin.call('POST /v1/webhook_endpoints', { url: host })).status).toBe(201);
    const byKey = await world.call('POST /v1/webhook_endpoints', { body: { url: `${url}/112233445566778899` } });
    expect(byKey.status).toBe(201);
    const { data } = (await admin.call('GET /v1/webhook_endpoints')).body;
    const shown = data as unknown as { url: string; description: string | null }[];
    const texts = shown.map((one) => [one.url, one.description]);
    expect(texts).toContainEqual([url, 'orders, since 2026-11-24 14:03']);
    expect(texts).toContainEqual([`${url}/112233445566778899`, null]);
  });

  it('is refused in what an admin calls a till or a key; in the id of a till, which may be such a number, where it is of that voucher', async () => {
    const named = async (route: string, body: object) => {
      const { status, body: told } = await admin.call(route, body);
      const { errors = [] } = told as Partial<Body>;
      return [status, told.code, errors[0]?.param];
    };
    const refused = [400, 'pin_in_text', 'name'];
    expect(await named('POST /v1/terminals', { terminal_id: 'T1', name: `Front ${PIN}` })).toEqual(refused);
    expect(await named('POST /v1/console/keys', { type: 'secret', name: '1115 6840 9141 9838' })).toEqual(refused);
    expect((await named('POST /v1/console/keys', { type: 'secret', name: 'Till server 2026-11-24' }))[0]).toBe(201);

    const [voucher, other] = [world.voucher(BLU, 1900), world.voucher(BLU, 1900)];
    const made = await admin.call('POST /v1/terminals', { terminal_id: voucher.pin, name: 'Front' });
    expect(made.status).toBe(201);
    const { pairing_code } = made.body as unknown as { pairing_code: string };
    const claim = { key: '', body: { pairing_code, deliver: 'key' } };
    const { key } = (await world.call('POST /v1/terminals/claim', claim)).body as unknown as { key: string };
    const { status, body } = await world.create(voucher, {}, { key });
    expect([status, body.code, body.errors[0]?.param]).toEqual([
      ...[400, 'pin_in_text', 'redemption_options.terminal_id'],
    ]);
    expect((await world.create(other, {}, { key })).status).toBe(201);
  });

  it('is in no entry about a search that was taken out as a file, in whatever pieces it was typed', async () => {
    const typed = [
      '1115 6840, 9141 9838',
      '1115 6840 at 9141 9838',
      '11156 840914 19838 today',
      '"11156840" "91419838"',
    ];
    for (const query of typed) {
      const file = { ...PAGE, accept: 'text/csv' };
      expect((await approver.call('POST /v1/redemptions/search', { query }, file)).status).toBe(200);
    }
    const { data } = (await admin.call('GET /v1/audit_log?act=list_exported')).body;
    const searched = (data as unknown as { details: { searched: string } }[]).map(({ details }) => details.searched);
    expect(searched).toHaveLength(typed.length);
    for (const text of searched) {
      const numbers = text.replace(/created \S+/, '').replace(/\D/g, '');
      expect([text, numbers]).toEqual([text, '9838']);
    }
  });
});
