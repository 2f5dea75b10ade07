// Days of the account's zone as instants, wherever the browser thinks it is.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dayAt, daysAsSpan, instantAsLocal, instantOf, localAsInstant, spanOf } from '../../web/console/language/days';

const ROOT = join(__dirname, '../..');
const JOHANNESBURG = 'Africa/Johannesburg';
const iso = (at: number): string => new Date(at).toISOString();

it('S4 gives the same instants with the browser set to Johannesburg, Tokyo, UTC and Los Angeles', () => {
  const program = `
    const { daysAsSpan, spanOf, localAsInstant, instantAsLocal, dayAt } = require('./web/console/language/days.ts');
    const now = Date.parse('2026-11-26T22:30:00Z');
    console.log(JSON.stringify([
      new Date(now).getTimezoneOffset(),
      daysAsSpan('2026-11-26', '2026-11-26', '${JOHANNESBURG}'),
      spanOf('today', now, '${JOHANNESBURG}'),
      spanOf('yesterday', now, '${JOHANNESBURG}'),
      localAsInstant('2026-11-26T14:00', '${JOHANNESBURG}'),
      instantAsLocal('2026-11-26T12:00:00.000Z', '${JOHANNESBURG}'),
      dayAt(now, '${JOHANNESBURG}'),
    ]));`;
  const answers = [JOHANNESBURG, 'Asia/Tokyo', 'UTC', 'America/Los_Angeles'].map((TZ) => {
    const args = ['-r', './test/tools/typescript.cjs', '-e', program];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as [offset: number, ...rest: unknown[]];
  });
  // The browsers do differ.
  expect(answers.map(([offset]) => offset)).toEqual([-120, -540, 0, 480]);
  for (const [, ...rest] of answers)
    expect(rest).toEqual([
      { from: '2026-11-25T22:00:00.000Z', to: '2026-11-26T22:00:00.000Z' },
      // Half past midnight there: it is the 27th already.
      { from: '2026-11-26T22:00:00.000Z' },
      { from: '2026-11-25T22:00:00.000Z', to: '2026-11-26T22:00:00.000Z' },
      '2026-11-26T12:00:00.000Z',
      '2026-11-26T14:00',
      '2026-11-27',
    ]);
});

it('goes by the clock of the zone where days are longer and shorter than 24 hours', () => {
  const zone = 'America/New_York';
  const hours = (day: string): number => {
    const { from, to } = daysAsSpan(day, day, zone);
    return (Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000;
  };
  expect([hours('2026-03-08'), hours('2026-03-09'), hours('2026-11-01')]).toEqual([23, 24, 25]);
  expect(iso(instantOf('2026-07-01', '09:30', zone))).toBe('2026-07-01T13:30:00.000Z');
});

it('begins a day after midnight where the clock skips midnight', () => {
  // In Cairo clocks go from 24 April 2026 00:00 to 01:00.
  expect(iso(instantOf('2026-04-24', '00:00', 'Africa/Cairo'))).toBe('2026-04-23T22:00:00.000Z');
  expect(dayAt(Date.parse('2026-04-23T22:00:00.000Z'), 'Africa/Cairo')).toBe('2026-04-24');
  expect(dayAt(Date.parse('2026-04-23T21:59:59.000Z'), 'Africa/Cairo')).toBe('2026-04-23');
});

it('leaves open what was left open, and takes nothing for a time that is none', () => {
  expect(daysAsSpan('', '', JOHANNESBURG)).toEqual({ from: undefined, to: undefined });
  expect(daysAsSpan('2026-12-31', '', JOHANNESBURG)).toEqual({ from: '2026-12-30T22:00:00.000Z', to: undefined });
  expect(daysAsSpan('', '2026-12-31', JOHANNESBURG)).toEqual({ from: undefined, to: '2026-12-31T22:00:00.000Z' });
  expect([localAsInstant('', JOHANNESBURG), localAsInstant('2026-11', JOHANNESBURG)]).toEqual([undefined, undefined]);
  expect(instantAsLocal('nonsense', JOHANNESBURG)).toBe('');
});

it('counts the last hour back from now', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  expect(spanOf('quarter', now, JOHANNESBURG)).toEqual({ from: '2026-11-26T11:45:00.000Z', to: undefined });
  expect(spanOf('hour', now, JOHANNESBURG)).toEqual({ from: '2026-11-26T11:00:00.000Z', to: undefined });
});
