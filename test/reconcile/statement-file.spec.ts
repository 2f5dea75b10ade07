// What a settlement file may look like, and what is said of one that cannot be read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDate, parseOffset, parseRand, startOfDay } from '../../src/reconcile/cells';
import { UnusableStatement } from '../../src/reconcile/fault';
import { readStatement, type StatementLine } from '../../src/reconcile/statement-file';
import { WorkCount } from '../tools/reading-work';

const HEADER = 'date;reference;transaction_id;type;product;gross;fee;commission;net;status';
const folder = mkdtempSync(join(tmpdir(), 'vouch-statement-'));

afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Buffer): Promise<StatementLine[]> {
  const file = join(folder, 'statement.csv');
  writeFileSync(file, content);
  const lines: StatementLine[] = [];
  await readStatement(file, 0, (line) => void lines.push(line));
  return lines;
}

async function faultsOf(content: string | Buffer): Promise<string[]> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof UnusableStatement) {
      return error.faults.map(({ line, column, problem }) => `${String(line)} ${column}: ${problem}`);
    }
    throw error;
  }
  return [];
}

it('reads columns in any order, quoted cells, a byte order mark, CRLF, blank lines and comma decimals', async () => {
  const content = [
    '\uFEFFStatus;GROSS;reference;Date;type',
    'Success;19,00;"op-1;""quoted""";2026-11-20 08:00:00;Redemption',
    '',
    'reversed; 7.5 ;op-2;2026-11-20T10:00:00+02:00;redemption',
    'Success;99.00;op-3;2026-11-20;Purchase',
    '',
  ].join('\r\n');
  const at = Date.parse('2026-11-20T08:00:00Z');
  expect(await read(content)).toEqual([
    {
      line: 2,
      at,
      reference: 'op-1;"quoted"',
      transactionId: null,
      grossCents: 1900,
      status: 'taken',
      type: 'redemption',
    },
    { line: 4, at, reference: 'op-2', transactionId: null, grossCents: 750, status: 'put_back', type: 'redemption' },
  ]);
});

it('knows references of ours in capitals, and a sale under one that was bent for a refund', async () => {
  const ours = 'op-6740aa51c2f9d1e0b7a3c455-b7a3c456';
  const lines = [ours.toUpperCase(), `'${ours}`, 'Till-7', 'OP-1'].map(
    (reference) => `2026-11-20;${reference};1;Sale;p;19.00;0;0;0;Success`,
  );
  expect((await read([HEADER, ...lines].join('\n'))).map(({ reference, type }) => [reference, type])).toEqual([
    [ours, 'refund'],
    [`'${ours}`, 'refund'],
  ]);
});

it('believes a date only where it knows of which zone it is', async () => {
  const file = join(folder, 'dates.csv');
  const newest = async (offsetMs: number, ...dates: readonly string[]) => {
    const lines = dates.map((date) => `${date};op-1;1;Redemption;p;19.00;0;0;0;Success`);
    writeFileSync(file, [HEADER, ...lines].join('\n'));
    const { newestAt, provenAt } = await readStatement(file, offsetMs, () => undefined);
    return [newestAt, provenAt].map((at) => (at === null ? null : new Date(at).toISOString().slice(0, 16)));
  };
  const local = '2026-11-20 14:00';
  expect(await newest(0, local)).toEqual(['2026-11-20T14:00', null]);
  expect(await newest(0, '2026-11-20T11:00:00Z', local)).toEqual(['2026-11-20T14:00', '2026-11-20T11:00']);
  expect(await newest(2 * 3_600_000, local)).toEqual(['2026-11-20T12:00', '2026-11-20T12:00']);
});

it('believes no date of what is planned, or of what nobody knows', async () => {
  const file = join(folder, 'planned.csv');
  const proven = async (line: string) => {
    writeFileSync(file, [HEADER, line].join('\n'));
    return (await readStatement(file, 0, () => undefined)).provenAt;
  };
  const at = '2026-11-20T14:00:00Z';
  const of = (type: string, status: string) => `${at};SHOP-9;1;${type};p;19.00;0;0;0;${status}`;
  expect(await proven(of('Sale', 'Success'))).toBe(Date.parse(at));
  expect([await proven(of('Payout', 'Success')), await proven(of('Sale', 'Planned'))]).toEqual([null, null]);
});

it('names line and column of everything it cannot read, and never what stands there', async () => {
  const good = '2026-11-20;op-1;1;Redemption;p;19.00;0.00;0.00;19.00;Success';
  expect(await faultsOf('')).toEqual(['1 date: is missing: the file is empty']);
  expect(await faultsOf('date;reference;status;date\n')).toEqual([
    '1 date: is there twice',
    '1 gross: is missing in the header',
  ]);
  const bad = [
    good,
    good.replace('2026-11-20', '2026-02-30'),
    good.replace('19.00', '1115684091419838x'),
    good.replace('Success', 'Pending').replace('op-1', ''),
    `${good};more`,
    good.replace('op-1', '"op\n1"'),
    good.replace(';19.00;0.00', ';-19.00;0.00'),
  ];
  const faults = await faultsOf([HEADER, ...bad].join('\n'));
  expect(faults).toEqual([
    '3 date: must be a date such as 2026-11-20T14:03:22Z or 2026-11-20',
    '4 gross: must be an amount in rand such as 19.00',
    '5 reference: must have 1 to 255 characters',
    '5 status: must be Success or Reversed',
    '6 11: is the last cell, but the header has 10',
    '9 gross: must be an amount in rand such as 19.00',
  ]);
  expect(faults.join()).not.toContain('1115684091419838');
  expect(await faultsOf([HEADER, good, 'a;"b'].join('\n'))).toEqual([
    expect.stringMatching(/^3 .*is not CSV \(CSV_QUOTE_NOT_CLOSED\)$/),
  ]);
  expect(await faultsOf([HEADER, `"${'x'.repeat(100_000)}`].join('\n'))).toEqual([
    expect.stringMatching(/is not CSV \(CSV_MAX_RECORD_SIZE\)$/),
  ]);
  // A wrong file of any length is a few messages.
  expect(await faultsOf([HEADER, ...Array<string>(1000).fill(good.replace('19.00', 'x'))].join('\n'))).toHaveLength(20);
  await expect(readStatement(folder, 0, () => undefined)).rejects.toThrow(/cannot be read/);
});

it('knows days, zones and rand exactly, and guesses at nothing', () => {
  const hours = 3_600_000;
  expect(parseDate('2026-11-20', 2 * hours)).toEqual({
    at: Date.parse('2026-11-19T22:00:00Z'),
    wholeDay: true,
    zoned: false,
  });
  expect(parseDate('2026-11-20T01:30', 0)).toEqual({
    at: Date.parse('2026-11-20T01:30:00Z'),
    wholeDay: false,
    zoned: false,
  });
  expect(parseDate('2026-11-20T01:30:15.1239Z', 2 * hours)?.at).toBe(Date.parse('2026-11-20T01:30:15.123Z'));
  for (const text of [
    '0001-01-01',
    '0026-11-20 10:00:00',
    '20/11/2026',
    '2026-13-01',
    '2026-11-31',
    '2026-11-20T24:00',
    '2026-11-20T10:00+99:00',
    '',
  ]) {
    expect(parseDate(text, 0)).toBeNull();
  }
  expect(startOfDay(Date.parse('2026-11-20T23:00:00Z'), 2 * hours)).toBe(Date.parse('2026-11-20T22:00:00Z'));
  expect([parseOffset('+02:00'), parseOffset('-0330'), parseOffset('2')]).toEqual([2 * hours, -3.5 * hours, null]);
  expect(['19', '19.00', '0,5', '4000.1'].map(parseRand)).toEqual([1900, 1900, 50, 400010]);
  for (const text of ['1,900', '1 900.00', 'R19', '-1', '1.234', '', '1e3']) expect(parseRand(text)).toBeNull();
});

it('looks through the ids of a provider in a few ways each, through none without digits enough, and takes no long ones', async () => {
  const line = (id: string) => `2026-11-20;op-1;${id};;;1.00;;;;Success`;
  const workOf = async (id: string) => {
    const count = new WorkCount();
    const lines = await read([HEADER, ...Array<string>(100).fill(line(id))].join('\n'));
    count.stop();
    return { characters: count.characters, shown: lines[0]?.transactionId };
  };
  expect(await workOf('T%2012345=20<b>')).toEqual({ characters: 0, shown: 'T%2012345=20<b>' });
  expect(await workOf('T1115%206840 9141%209838')).toMatchObject({ shown: 'T************9838' });
  for (const decoy of [
    '%30=20 9=21\\040\\20 U+0030<b5>x12345'.repeat(6),
    `"x1234567&nbsp;67890z${'1=5c=5c20'.repeat(26)}"`,
  ])
    expect((await workOf(decoy)).characters).toBeLessThanOrEqual(100 * 3_300);
  expect(await faultsOf([HEADER, line('x'.repeat(255)), line('x'.repeat(256))].join('\n'))).toEqual([
    '3 transaction_id: may have at most 255 characters',
  ]);
});
