// What the search box makes of what people type, and the words that a redemption has.
import fc from 'fast-check';
import { meantPhone } from '../../src/core/search/phones';
import { readQuery } from '../../src/core/search/read-query';
import { isSameTill, mayBeTill, spellingsOf } from '../../src/core/search/tills';
import { searchedFor, understoodAs } from '../../src/core/search/understood';
import { wordsOf } from '../../src/core/search/words';
import { digitsOf } from '../../src/core/values/pin-text';
import { fullRedemption, sampleOperation, sampleRedemption } from '../fixtures/redemption';

/** Half past one in the night of the 28th in South Africa, and still the 27th in UTC. */
const NOW = Date.UTC(2026, 10, 27, 23, 30);
const said = (query: string) =>
  readQuery(query, NOW)
    .map((part) => understoodAs(part))
    .map(({ kind, value }) => `${kind} ${value}`);
const span = (from: string, to: string) => `created 2026-11-${from}:00+02:00/2026-11-${to}:00+02:00`;

it.each<[string, string[]]>([
  ['9838', ['pin_end 9838']],
  ['…9838', ['pin_end 9838']],
  ['**** 9838', ['pin_end 9838']],
  ['1042 7731', ['pin_end 1042', 'pin_end 7731']],
  ['1234567890123456', ['pin ************3456']],
  ['1234 5678 9012 3456', ['pin ************3456']],
  ['1234-5678-9012', ['pin ********9012']],
  ['1234\u00a05678\u20139012\u200b 3456', ['pin ************3456']],
  ['11 1568 4091 4198 38', ['pin ************9838']],
  ['1234 5678 9012 3456 R19', ['pin ************3456', 'amount 19.00']],
  ['123456789012345678901', ['reference ****']],
  ['PIN:1234567890123456', ['reference PIN:****']],
  ['1234567x8901234', ['reference *******x*******']],
  ['0821234567', ['phone +27821234567']],
  ['082 123 4567', ['phone +27821234567']],
  ['+27 82 123 4567', ['phone +27821234567']],
  ['0027821234567', ['phone +27821234567']],
  ['27-82-123-4567', ['phone +27821234567']],
  ['9838 0821234567', ['pin_end 9838', 'phone +27821234567']],
  ['9838 082 123 4567', ['pin_end 9838', 'phone +27821234567']],
  ['R19', ['amount 19.00']],
  ['r 19.5', ['amount 19.50']],
  ['19.00', ['amount 19.00']],
  ['R1 900,50', ['amount 1900.50']],
  ['R1,900.50', ['amount 1900.50']],
  ['1 900,50', ['amount 1900.50']],
  ['R19 9838', ['amount 19.00', 'pin_end 9838']],
  ['R0', ['reference R0']],
  ['R99999999999999999999', ['reference R****']],
  ['50', ['amount 50.00']],
  ['007', ['amount 7.00']],
  ['0', ['reference 0']],
  ['till:T12', ['terminal T12']],
  ['TILL:T12 9838', ['terminal T12', 'pin_end 9838']],
  ['till 7', ['terminal 7']],
  ['Till T7', ['terminal T7']],
  ['till: t7, R50', ['terminal t7', 'amount 50.00']],
  ['terminal no. 7', ['terminal 7']],
  ['till "Front counter"', ['terminal Front counter']],
  ['till trm_0123456789abcdef01234567', ['id trm_0123456789abcdef01234567']],
  ['till 1234 5678 9012 3456', ['reference till', 'pin ************3456']],
  ['till:1234567890123456', ['terminal ****']],
  ['till 2pm', ['reference till', span('27T13:30', '27T14:31')]],
  ['till receipt', ['reference till', 'reference receipt']],
  ['T7', ['reference T7']],
  ['yesterday', [span('27T00:00', '28T00:00')]],
  ['today 14:00-14:30', [span('28T14:00', '28T14:31')]],
  ['Today 14:00 – 14:30', [span('28T14:00', '28T14:31')]],
  ['today 14:00', [span('28T13:30', '28T14:31')]],
  ['today at 14h00', [span('28T13:30', '28T14:31')]],
  ['2026-11-24 around 00:10', [span('23T23:40', '24T00:41')]],
  ['14:00', [span('27T13:30', '27T14:31')]],
  ['2pm', [span('27T13:30', '27T14:31')]],
  ['2:15 PM', [span('27T13:45', '27T14:46')]],
  ['12am', [span('27T23:30', '28T00:31')]],
  ['12:30pm', [span('27T12:00', '27T13:01')]],
  // What is not half an hour ahead may have been meant of today: it says about when.
  ['01:10', [span('28T00:40', '28T01:41')]],
  ['02:00', [span('28T01:30', '28T02:31')]],
  ['02:01', [span('27T01:31', '27T02:32')]],
  ['about 14:00 yesterday', [span('27T13:30', '27T14:31')]],
  ['14:00 on 2026-11-24', [span('24T13:30', '24T14:31')]],
  ['2026-11-24 R50 14:00', [span('24T00:00', '25T00:00'), 'amount 50.00', span('24T13:30', '24T14:31')]],
  ['14h00-14h30', [span('28T14:00', '28T14:31')]],
  ['yesterday 1pm to 2:30pm', [span('27T13:00', '27T14:31')]],
  ['2026-11-24 8:00-24:00', [span('24T08:00', '25T00:00')]],
  ['14:00-14:30', [span('28T14:00', '28T14:31')]],
  ['2026-11-24 22:00-02:00', [span('24T22:00', '25T02:01')]],
  ['9838 2026-11-24', ['pin_end 9838', span('24T00:00', '25T00:00')]],
  ['2026-02-30', ['reference 2026-02-30']],
  ['RDM_0123456789ABCDEF01234567', ['id rdm_0123456789abcdef01234567']],
  ['rdm_0123', ['reference rdm_0123']],
  ['op-012345678901234567890123-01234567', ['reference op-012345678901234567890123-01234567']],
  [
    'INV-7 7 "Order 7" "R100" "',
    ['reference INV-7', 'amount 7.00', 'reference Order 7', 'reference R100', 'reference "'],
  ],
  [
    'R50 voucher ending 9838 at till 7 around 14:00',
    ['amount 50.00', 'pin_end 9838', 'terminal 7', span('27T13:30', '27T14:31')],
  ],
  [
    'R50 voucher ending 9838 at till 7 around two o’clock on friday',
    ['amount 50.00', 'pin_end 9838', 'terminal 7', span('27T13:30', '27T14:31')],
  ],
  ['around two', [span('27T13:30', '27T14:31')]],
  ['around 2 till 7', [span('27T13:30', '27T14:31'), 'terminal 7']],
  ['about 2 pm', [span('27T13:30', '27T14:31')]],
  ['at two', [span('27T13:30', '27T14:31')]],
  ['at 2', ['amount 2.00']],
  ['two', ['reference two']],
  ['around 50', ['amount 50.00']],
  ["Half past seven o'", [span('27T07:00', '27T08:01'), "reference o'"]],
  ['half past 12', [span('27T12:00', '27T13:01')]],
  ["yesterday 9 o'clock to 11 o'clock", [span('27T09:00', '27T11:01')]],
  ['yesterday about two', [span('27T13:30', '27T14:31')]],
  ['friday', [span('27T00:00', '28T00:00')]],
  ['Saturday', [span('28T00:00', '29T00:00')]],
  ['last saturday', [span('21T00:00', '22T00:00')]],
  ['sunday 14:00', [span('22T13:30', '22T14:31')]],
  ['24/11', [span('24T00:00', '25T00:00')]],
  ['24/11/2026 around two', [span('24T13:30', '24T14:31')]],
  ['2026/11/24', [span('24T00:00', '25T00:00')]],
  ['24 Nov', [span('24T00:00', '25T00:00')]],
  ['9838 24 november 2026', ['pin_end 9838', span('24T00:00', '25T00:00')]],
  ['29/11', ['created 2025-11-29T00:00:00+02:00/2025-11-30T00:00:00+02:00']],
  ['29/02', ['created 2024-02-29T00:00:00+02:00/2024-03-01T00:00:00+02:00']],
  ['31/02', ['reference 31/02']],
  ['24/13', ['reference 24/13']],
  ['7/24/11', ['reference 7/24/11']],
  ['50 rand', ['amount 50.00']],
  ['1 250.00 Rand', ['amount 1250.00']],
  ['ending in 9838', ['pin_end 9838']],
  ['pin: 1115-6840-9141-9838', ['pin ************9838']],
  ['pin 11 1568 4091 4198 38', ['pin ************9838']],
  ['voucher T7', ['reference T7']],
  ['voucher', ['reference voucher']],
  ['at about', ['reference at', 'reference about']],
  ['voucher INV-7', ['reference voucher', 'reference INV-7']],
  ['"at" "14:00" "50" "till 7"', ['reference at', 'reference 14:00', 'reference 50', 'reference till 7']],
  ['', []],
  [' \u200b\t', []],
])('%j is %j', (query, parts) => {
  expect(said(query)).toEqual(parts);
});

it('says of how many words each part is, and what else it is looked for as', () => {
  const parts = (query: string) =>
    readQuery(query, NOW)
      .map((part) => understoodAs(part))
      .map(({ kind, also, words }) => `${kind} ${also ?? '-'} ${String(words)}`);
  expect(parts('R50 voucher ending in 9838 at till 7, today 14:00 "a b" 50')).toEqual([
    'amount - 1',
    'pin_end reference 4',
    'terminal - 3',
    'created - 2',
    'reference - 2',
    'amount reference 1',
  ]);
  const words = fc.array(fc.constantFrom('R50', 'at', 'till', '7', '"', '1pm', 'voucher', 'today', '9838', '1 2'));
  fc.assert(
    fc.property(words, (typed) => {
      const counted = readQuery(typed.join(' '), NOW).reduce((sum, part) => sum + part.words, 0);
      expect(counted).toBe(typed.join(' ').split(' ').filter(Boolean).length);
    }),
  );
});

it('says of a word what was found out about it', () => {
  const [bare, amount, id] = readQuery('T7 50 rdm_0123456789abcdef01234567', NOW);
  if (!bare || !amount || !id) throw new Error('Three parts');
  const words = 1;
  expect(understoodAs(bare, { tills: ['T7', 'T07'] })).toEqual({
    kind: 'terminal',
    value: 'T7, T07',
    also: 'reference',
    words,
  });
  expect(understoodAs(amount, { kind: 'reference_beginning' })).toEqual({
    kind: 'reference_beginning',
    value: '50',
    also: null,
    words,
  });
  expect(understoodAs(id, { kind: 'other_mode' })).toMatchObject({ kind: 'other_mode', also: null });
});

it.each([
  ['7', 'T7', true, true],
  ['7', 'Till07', true, true],
  ['7', 'POS7', true, false],
  ['7', '7', true, true],
  ['07', '7', true, true],
  ['t7', 'T7', true, true],
  ['till7', 'T7', true, true],
  ['T7', '7', true, true],
  ['pos7', 'POS007', true, true],
  ['front', 'FRONT', true, true],
  ['T7', 'POS7', false, false],
  ['POS7', '7', false, false],
  ['7', 'T70', false, false],
  ['front', 'back', false, false],
])('a till called %s may be %s: %s; it is the same: %s', (said, id, may, same) => {
  expect([mayBeTill(said, id), isSameTill(said, id)]).toEqual([may, same]);
});

it('knows how else a till may be written that is registered nowhere', () => {
  expect(spellingsOf('7')).toEqual(['T7', 't7', 'TILL7', 'till7', 'Till7', 'TERMINAL7', 'terminal7', 'Terminal7']);
  expect(spellingsOf('t07')).toContain('T07');
  expect(spellingsOf('POS7')).toEqual(['pos7', 'Pos7']);
});

it('reads any text to its end, and shows no twelve digits of it', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '1234567890123456',
      '0821234567',
      'R19',
      'till:',
      'till ',
      'T',
      '"',
      '-',
      ' ',
      '2026-11-24',
      '14:00',
      '\u00a0',
      'rdm_',
      '٣',
    ),
    fc.string({ maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const { kind, value } of readQuery(pieces.join(''), NOW).map((part) => understoodAs(part))) {
        if (['pin', 'reference', 'terminal'].includes(kind)) expect(digitsOf(value).length).toBeLessThan(12);
        if (kind !== 'id' && kind !== 'created')
          expect(digitsOf(searchedFor([{ kind, value }])).length).toBeLessThan(9);
      }
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['0821234567', '27821234567'],
  ['+27 (82) 123-4567', '27821234567'],
  ['0027821234567', '27821234567'],
  ['27821234567', '27821234567'],
  ['0021234567', null],
  ['082123456', null],
  ['+44 20 7946 0958', null],
])('the phone number %s is %s', (text, number) => {
  expect(meantPhone(text)).toBe(number);
});

describe('the words of a redemption', () => {
  it('are six to nine of an ordinary sale with change, and hold neither its PIN nor its phone number', () => {
    const details = { serial_number: 'S-1', transaction_date: '2026-11-24', batch: '1' };
    const sale = sampleRedemption({
      source: { pin: '************9838', phone_number: '27821234567' },
      phoneDigests: ['f'.repeat(64)],
      operations: [sampleOperation({ transactionId: 'T-1', details })],
      redeemedCents: 1900,
    });
    const words = wordsOf(sale);
    expect(words.length).toBeGreaterThanOrEqual(6);
    expect(words.length).toBeLessThanOrEqual(9);
    expect(words.join()).not.toMatch(/821234567|2026|\*/);
    expect(words).toContain('nS-1');
  });

  it('are each there once', () => {
    const words = wordsOf(fullRedemption());
    expect(new Set(words).size).toBe(words.length);
  });

  it('have no claim where nothing was secret, and no amount where none was said', () => {
    expect(wordsOf(sampleRedemption({ source: { participant: 'p-1' }, amountCents: 0 }))).toEqual([]);
  });
});

describe('what is written down of a search', () => {
  const written = (query: string) => searchedFor(readQuery(query, NOW).map((part) => understoodAs(part)));

  it.each([
    ['1115 6840, 9141 9838', 'pin_end ****, pin_end ****, pin_end ****, pin_end 9838'],
    ['1115 6840 at 9141 9838', 'pin_end ****, pin_end ****, pin_end ****, pin_end 9838'],
    ['"11156840" "91419838"', 'reference ********, reference ****9838'],
    ['11156840 paid 91419838', 'reference ********, reference paid, reference ****9838'],
    ['½½½½½½½½ 11156840 91419838', 'reference ********, reference ********, reference ****9838'],
    ['R1115 6840 91419838', 'amount ****.**, pin_end ****, reference ****9838'],
    [
      '77:33 10:00 00:00 56:17',
      'reference **:**, created ****-**-**T**:**:**+**:**/****-**-**T**:**:**+**:**, created ****-**-**T**:**:**+**:**/****-**-**T**:**:**+**:**, reference 56:17',
    ],
  ])('of %s holds the last four digits alone', (query, expected) => {
    expect(written(query)).toBe(expected);
  });

  it('is all there where it is too short for a PIN', () => {
    expect(written('9838 R19 T7')).toBe('pin_end 9838, amount 19.00, reference T7');
    expect(written('0821234567')).toBe('phone +*******4567');
  });

  it('never has twelve digits of a number that was typed in pieces, whatever stands between them', () => {
    const between = fc.constantFrom(
      ...[
        ' ',
        ', ',
        ' at ',
        ' and ',
        ' x ',
        ' - ',
        '-',
        '.',
        '/',
        '" "',
        ' R',
        ' today ',
        ' till ',
        ' till:',
        ' 14:00 ',
      ],
      ...['; ', ' pin ', ' rand ', ' +', ' T', '\u2014', '\u00bd', ' \u00bd ', ' rdm_0123456789abcdef01234567 '],
    );
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    fc.assert(
      fc.property(
        fc.array(digit, { minLength: 12, maxLength: 20 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), between), { maxLength: 10 }),
        (digits, cuts) => {
          const pin = digits.join('');
          let query = '';
          let at = 0;
          for (const [length, separator] of cuts) {
            query += pin.slice(at, at + length) + (at + length < pin.length ? separator : '');
            at += length;
          }
          const text = written(query + pin.slice(at))
            .split(', ')
            .filter((part) => !/^(?:id|other_mode|created) /.test(part))
            .join(', ');
          expect([query, text, digitsOf(text).length < 12]).toEqual([query, text, true]);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
