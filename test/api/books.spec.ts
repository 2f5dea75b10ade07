// The books of a shop over HTTP: what settled on a day, what was given back, what a day came to, and the same as CSV.
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'csv-parse/sync';
import { cellOf, csvOf, wantsCsv } from '../../src/api/lists/csv';
import { parseOffset } from '../../src/api/lists/days';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, type Answer, type Body, type World } from './world';

type Row = Readonly<Record<string, string>>;
interface Figures {
  readonly taken: { readonly count: number; readonly amount: number };
}
interface ReportBody {
  readonly days: readonly (Figures & {
    readonly date: string;
    readonly by_type: readonly (Figures & { readonly type: string })[];
  })[];
  readonly totals: Figures;
}

const CSV = { accept: 'text/csv' };
const today = () => new Date().toISOString().slice(0, 10);
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const rowsOf = ({ text }: Answer): Row[] => parse<Row>(text, { columns: true });

describeApi('the books', ({ databaseUrl }) => {
  let world: World;
  const ids: Record<string, string> = {};
  const pins: string[] = [];
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    const create = async (
      name: string,
      type: string,
      fields: object,
      scenario: 'ok' | 'used' | 'timeout_after_taking' = 'ok',
    ) => {
      const voucher = world.voucher(type, 3000, scenario);
      const { body } = await world.create(voucher, { external_reference: name, ...fields });
      ids[name] = body.id;
      pins.push(voucher.pin, ...(body.change_voucher?.pin ? [body.change_voucher.pin] : []));
      return body;
    };
    const amount = (cents: number) => ({ amount: cents, currency: 'ZAR' });
    await create('whole', ONE_VOUCHER, {});
    await create('=cmd()', ONE_VOUCHER, { ...amount(1000), metadata: { note: 'a, "b"\nc' } });
    await create('blu', BLU, amount(2000));
    await create('refused', OTT, {}, 'used');
    await create('held', ONE_VOUCHER, { ...amount(500), capture_method: 'manual' });
    await world.call(`POST /v1/redemptions/${ids['whole'] ?? ''}/reverse`, {
      body: { reason: '+returned', idempotency_key: 'whole back' },
    });
    await world.call(`POST /v1/redemptions/${ids['blu'] ?? ''}/reverse`, {
      body: { reason: 'a part', amount: 700, idempotency_key: 'part back' },
    });
  });
  afterAll(() => world.close());

  const list = async (fields: Record<string, string>) =>
    (await world.call(`GET /v1/redemptions?${query(fields)}`)).body;
  const names = ({ data }: Body) =>
    data.map((row) => (row as unknown as { external_reference: string }).external_reference);

  it('says of each redemption when it settled, and lists by that', async () => {
    const { body } = await world.call(`GET /v1/redemptions/${ids['whole'] ?? ''}`);
    const { settled_at: settledAt } = body as unknown as { settled_at: string };
    expect(settledAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const held = await world.call(`GET /v1/redemptions/${ids['held'] ?? ''}`);
    expect(held.body).toMatchObject({ settled_at: null });

    expect(names(await list({ settled_from: '2020-01-01' }))).toEqual(['refused', 'blu', '=cmd()', 'whole']);
    expect(names(await list({ settled_from: today(), settled_to: today(), outcome: 'paid' }))).toEqual([
      'blu',
      '=cmd()',
      'whole',
    ]);
    expect(names(await list({ settled_from: settledAt, settled_to: settledAt }))).toEqual([]);
    expect(names(await list({ settled_to: '2020-01-01' }))).toEqual([]);
    const first = await list({ settled_from: '2020-01-01', limit: '3' });
    expect(first.has_more).toBe(true);
    const cursor = first.next_cursor ?? '';
    expect(names(await list({ settled_from: '2020-01-01', limit: '3', cursor }))).toEqual(['whole']);
    // A place in that order means nothing in another.
    expect(await list({ cursor })).toMatchObject({ code: 'validation_failed', param: 'cursor' });
    const faults = await list({ settled_from: '2026-02-30', created_to: 'yesterday', utc_offset: '2' });
    expect(faults.errors.map(({ param }) => param)).toEqual(['utc_offset', 'created_to', 'settled_from']);
  });

  it('lists the reversals of all redemptions, each with the reference of its redemption', async () => {
    const { body } = await world.call('GET /v1/reversals');
    expect(body).toMatchObject({
      object: 'list',
      has_more: false,
      data: [
        {
          object: 'reversal',
          redemption_id: ids['blu'],
          external_reference: 'blu',
          type: BLU,
          amount: 700,
          status: 'succeeded',
        },
        {
          redemption_id: ids['whole'],
          external_reference: 'whole',
          type: ONE_VOUCHER,
          amount: 3000,
          method: 'restored',
        },
      ],
    });
    const [blu] = body.data;
    expect(blu?.refund_voucher?.pin).toMatch(/^\*+\d{4}$/);
    expect(blu).toMatchObject({
      settled_at: expect.any(String) as string,
      provider_reference: { reference: expect.any(String) as string },
    });
    const filtered = async (fields: Record<string, string>) =>
      (await world.call(`GET /v1/reversals?${query(fields)}`)).body.data.map(({ amount }) => amount);
    expect(await filtered({ type: BLU, settled_from: today(), settled_to: today() })).toEqual([700]);
    expect(await filtered({ external_reference: 'whole' })).toEqual([3000]);
    expect(await filtered({ status: 'failed' })).toEqual([]);
    const page = (await world.call('GET /v1/reversals?limit=1')).body;
    expect((await world.call(`GET /v1/reversals?limit=1&cursor=${page.next_cursor ?? ''}`)).body.data[0]?.amount).toBe(
      3000,
    );
    for (const key of [world.keys.publishable])
      expect(await world.call('GET /v1/reversals', { key })).toMatchObject({ status: 403 });
    const other = await world.newKey('another shop', 'test', 'secret');
    expect((await world.call('GET /v1/reversals', { key: other })).body.data).toEqual([]);
    const told = await world.call(`GET /v1/events?${query({ type: 'redemption.reversed' })}`);
    const reversals = told.body.data.map(
      ({ data }) => (data as unknown as { reversal: { id: string; amount: number } }).reversal,
    );
    expect(reversals).toEqual(body.data.map(({ id, amount }) => expect.objectContaining({ id, amount }) as object));
  });

  it('says what a day came to, by type', async () => {
    const daily = async (fields: Record<string, string>) => world.call(`GET /v1/reports/daily?${query(fields)}`);
    const { status, body } = await daily({ from: today(), to: today() });
    expect(status).toBe(200);
    const day = {
      date: today(),
      taken: { count: 3, amount: 6000 },
      not_paid: { count: 1 },
      given_back: { count: 2, amount: 3700 },
      change_issued: { count: 2, amount: 2000, without_amount: 1 },
      in_doubt: { count: 0, amount: 0 },
      by_type: [
        { type: BLU, taken: { count: 1, amount: 2000 }, given_back: { count: 1, amount: 700 } },
        { type: ONE_VOUCHER, taken: { count: 2, amount: 4000 }, given_back: { count: 1, amount: 3000 } },
        { type: OTT, taken: { count: 0, amount: 0 }, not_paid: { count: 1 } },
      ],
    };
    expect(body).toMatchObject({ object: 'daily_report', currency: 'ZAR', utc_offset: '+00:00', days: [day] });
    expect(body).toMatchObject({ totals: { taken: day.taken, by_type: day.by_type } });

    // Wherever midnight is, the days around it hold everything once.
    const around = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    for (const offset of ['+02:00', '-11:00', '120']) {
      const report = (await daily({ from: around(-1), to: around(1), utc_offset: offset }))
        .body as unknown as ReportBody;
      expect(report.days.map(({ date }) => date)).toEqual([around(-1), around(0), around(1)]);
      expect(report.totals.taken).toEqual(day.taken);
    }
    const faults = await daily({ from: '2026-11-24', to: '2026-11-23', utc_offset: 'noon' });
    expect(faults.body.errors.map(({ param }) => param)).toEqual(['utc_offset', 'to']);
    expect((await daily({ from: '2026-01-01', to: '2026-12-31' })).body).toMatchObject({ param: 'to' });
    expect((await daily({})).body.errors.map(({ param }) => param)).toEqual(['from', 'to']);
  });

  it('gives both lists as CSV, whole, without a PIN and without a formula', async () => {
    const answer = await world.call(`GET /v1/redemptions?${query({ settled_from: today() })}`, { headers: CSV });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const rows = rowsOf(answer);
    expect(
      rows.map((row) => [row['external_reference'], row['outcome'], row['redeemed_amount'], row['error_code']]),
    ).toEqual([
      ['refused', 'not_paid', '0', 'voucher_already_redeemed'],
      ['blu', 'paid', '2000', ''],
      ["'=cmd()", 'paid', '1000', ''],
      ['whole', 'paid', '3000', ''],
    ]);
    expect(JSON.parse(rows[2]?.['metadata'] ?? '')).toEqual({ note: 'a, "b"\nc' });
    expect(pins.filter((pin) => answer.text.includes(pin.slice(-8)))).toEqual([]);
    expect(answer.text).not.toContain('*');
    expect(rowsOf(await world.call('GET /v1/redemptions?limit=2', { headers: CSV }))).toHaveLength(2);

    const reversals = await world.call('GET /v1/reversals', { headers: CSV });
    expect(rowsOf(reversals).map((row) => [row['redemption_id'], row['amount'], row['reason']])).toEqual([
      [ids['blu'], '700', 'a part'],
      [ids['whole'], '3000', "'+returned"],
    ]);
    const refused = await world.call('GET /v1/reversals?status=none', { headers: CSV });
    expect([refused.status, refused.body.code]).toEqual([400, 'validation_failed']);
  });

  it('streams a CSV of many pages while others are answered', async () => {
    const made = Array.from({ length: 230 }, (_, index) => index);
    const key = await world.newKey('a busy shop', 'test', 'secret');
    for (let at = 0; at < made.length; at += 46)
      await Promise.all(
        made.slice(at, at + 46).map((index) =>
          world.call('POST /v1/redemptions', {
            key,
            body: { type: ONE_VOUCHER, source: { pin: `44440000${String(index).padStart(8, '0')}` }, confirm: false },
          }),
        ),
      );
    const [csv, health] = await Promise.all([
      world.call('GET /v1/redemptions', { key, headers: CSV }),
      world.call('GET /healthz', { key: '' }),
    ]);
    expect(health.status).toBeLessThan(500);
    const rows = rowsOf(csv);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(made.length);
    expect(rows.map((row) => row['created_at'])).toEqual(
      rows
        .map((row) => row['created_at'])
        .sort()
        .reverse(),
    );
  });
});

describe('CSV and days', () => {
  it('defuses cells, quotes them where it must, and knows who asks for CSV', () => {
    const cells = ['=1', '+1', '-1', '@a', '\tx', '\rx', 'a,b', 'say "x"', 'plain', -5, null].map(cellOf);
    expect(cells).toEqual([
      "'=1",
      "'+1",
      "'-1",
      "'@a",
      '"\'\tx"',
      '"\'\rx"',
      '"a,b"',
      '"say ""x"""',
      'plain',
      '-5',
      '',
    ]);
    const unseen = [
      ' ',
      '\u00a0',
      '\u2003',
      '\u3000',
      '\u200b',
      '\ufeff',
      '\u2060',
      '\u202e',
      '\u00ad',
      '\u3164',
      '\0',
      '\v',
      '\u0085',
    ];
    const behind = [...unseen, ' \u200b \t'].flatMap((blank) =>
      ['=', '+', '-', '@', '＝', '﹢'].map((sign) => `${blank}${sign}1`),
    );
    expect(behind.filter((cell) => !cellOf(cell).replace(/^"/, '').startsWith("'"))).toEqual([]);
    const harmless = [' plain', '\u200bplain', 'a=1', ' ', '', '{"a":"=1"}', -5, 0, 1500];
    expect(harmless.map(cellOf)).toEqual([
      ' plain',
      '\u200bplain',
      'a=1',
      ' ',
      '',
      '"{""a"":""=1""}"',
      '-5',
      '0',
      '1500',
    ]);
    expect(['a;=HYPERLINK(1)', ' =1+1;@x', 'a; b', 'a;;\u200b-1', 'a\n=1'].map(cellOf)).toEqual([
      `"a;'=HYPERLINK(1)"`,
      `"' =1+1;'@x"`,
      '"a; b"',
      `"a;;'\u200b-1"`,
      `"a\n'=1"`,
    ]);
    // A reader with another separator takes quotation marks out, wherever they stand.
    const separators = [';', '\t', '\n', '\r'];
    const between = ['', '"', '""', ' "', '" ', '"\u00a0"\u200b'];
    const hidden = separators.flatMap((separator) =>
      between.flatMap((marks) =>
        ['=', '+', '-', '@', '＝'].map((sign) => [`a${separator}`, `${marks}${sign}1`] as const),
      ),
    );
    const defused = hidden.map(([before, after]) => `"${before}'${after.replaceAll('"', '""')};b"`);
    expect(hidden.map(([before, after]) => cellOf(`${before}${after};b`))).toEqual(defused);
    // The names in JSON stay what they are.
    expect(cellOf('{"a":"1","-b":"2"}')).toBe('"{""a"":""1"",""-b"":""2""}"');
    const asks = (accept?: string) => wantsCsv({ headers: accept === undefined ? {} : { accept } });
    expect(['text/csv', 'text/csv, */*;q=0.1', 'Text/CSV;q=0.9, application/json;q=0.5'].map(asks)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      [undefined, '*/*', 'application/json', 'text/csv;q=0.1, application/json', 'text/csv;q=0'].map(asks),
    ).toEqual(Array(5).fill(false));
  });

  it('keeps nothing of a CSV that is not taken in but its text, which stands in the answer', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const rows: WeakRef<object>[] = [];
    let reads = 0;
    const read = () => {
      reads += 1;
      const row = { cell: 'x'.repeat(1000), rest: 'of the row' };
      rows.push(new WeakRef(row));
      return Promise.resolve({ rows: [row], next: reads < 20 ? { createdAt: reads, id: '' } : null });
    };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const stream = (await csvOf('rows', { cell: ({ cell }: { cell: string }) => cell }, read)).getStream();
    const taken: (() => void)[] = [];
    let text = '';
    const answer = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        taken.push(done);
      },
    });
    const ended = once(answer, 'finish');
    stream.pipe(answer);
    for (let part = 1; part <= 20; part += 1) {
      while (taken.length === 0) await turn();
      for (let turns = 0; turns < 20; turns += 1) await turn();
      expect(reads).toBe(part);
      // Of one page in the middle: a look at all that is in memory takes long.
      if (part === 10) {
        collect();
        expect(rows.filter((row) => row.deref() !== undefined)).toHaveLength(0);
      }
      taken.shift()?.();
    }
    await ended;
    expect(text).toBe(`cell\r\n${`${'x'.repeat(1000)}\r\n`.repeat(20)}`);
  });

  it('reads offsets as people write them', () => {
    const hours = ['+02:00', ' 02:00', '-03:30', '+0545', 'Z', '120', '-210', '+00:00'].map(
      (text) => (parseOffset(text) ?? NaN) / 3_600_000,
    );
    expect(hours).toEqual([2, 2, -3.5, 5.75, 0, 2, -3.5, 0]);
    expect(['2', '+2', '+15:00', '+02:07', 'Africa/Johannesburg', '', '+01:75'].map(parseOffset)).toEqual(
      Array(7).fill(undefined),
    );
  });
});
