// Amounts and times in words, and out of them.
import { centsOf, money } from '../../web/console/language/money';
import { age, lately, minutesLeft, moment, utc } from '../../web/console/language/time';

it('writes amounts with their cents and groups', () => {
  expect([0, 5, 1900, 193100, 123456789].map(money)).toEqual([
    'R0.00',
    'R0.05',
    'R19.00',
    'R1,931.00',
    'R1,234,567.89',
  ]);
});

it.each<[text: string, cents: number]>([
  ['15', 1500],
  ['R15', 1500],
  ['r 15.00', 1500],
  ['15,00', 1500],
  ['1 900,50', 190050],
  ['1,900.50', 190050],
  ['1,900', 190000],
  ['1,90', 190],
  ['1,234,567.89', 123456789],
  ['0', 0],
  [' 19.05 ', 1905],
])('reads %j', (text, cents) => {
  expect(centsOf(text)).toBe(cents);
});

// Whatever could be read in two ways is not read: one of them gives back a hundred times as much.
it.each(['', 'R', '15.', '15.5', '15.000', '1,9', '1,9000', '-15', '15.00.00', '1e3', '12345678901', 'fifteen'])(
  'does not read %j',
  (text) => {
    expect(centsOf(text)).toBeNull();
  },
);

it('writes every time with its offset, and in UTC for whoever points at it', () => {
  const at = '2026-11-26T22:30:05.123Z';
  expect(moment(at, 'Africa/Johannesburg')).toBe('27 Nov 2026, 00:30:05 +02:00');
  expect(moment(at, 'UTC')).toBe('26 Nov 2026, 22:30:05 +00:00');
  expect(moment(at, 'America/St_Johns')).toBe('26 Nov 2026, 19:00:05 -03:30');
  expect(utc(at)).toBe('26 Nov 2026, 22:30:05 UTC');
});

it('says of today at which time something was, and of any other day which, in the zone of the account', () => {
  const at = '2026-11-26T21:59:58Z';
  const [today, tomorrow] = ['2026-11-26T21:59:59Z', '2026-11-26T22:00:00Z'].map((text) => Date.parse(text)) as [
    number,
    number,
  ];
  expect(lately(at, 'Africa/Johannesburg', today)).toBe('at 23:59:58');
  expect(lately(at, 'Africa/Johannesburg', tomorrow)).toBe('on 26 Nov 2026, 23:59:58 +02:00');
  expect(lately(at, 'UTC', tomorrow)).toBe('at 21:59:58');
});

it('says how long ago something was', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  const ago = (ms: number): string => age(now - ms, now);
  expect([-5_000, 59_000, 60_000, 3_599_000, 3_600_000, 47 * 3_600_000, 49 * 3_600_000].map(ago)).toEqual([
    'just now',
    'just now',
    '1 min',
    '59 min',
    '1 h',
    '47 h',
    '2 days',
  ]);
});

it('counts down', () => {
  expect([105_000, 60_000, 900, 0, -5].map(minutesLeft)).toEqual(['1:45', '1:00', '0:01', '0:00', '0:00']);
});
