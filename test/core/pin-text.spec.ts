// The one rule about PINs in text: what is meant by what people paste, and what a text holds.
import * as fc from 'fast-check';
import type { SourceField } from '../../src/core/providers/provider';
import { parseSource } from '../../src/core/providers/source';
import { Pin } from '../../src/core/values/pin';
import { digitsOf, holdsLongNumber, holdsSecret, meantPin } from '../../src/core/values/pin-text';

const PIN = '1115684091419838';

/** Every script's zero that this Unicode knows. */
const ZEROS: number[] = [];
for (let at = 0, row = 0; at <= 0x10ffff; at += 1) {
  row = /\p{Nd}/u.test(String.fromCodePoint(at)) ? row + 1 : 0;
  if (row % 10 === 1) ZEROS.push(at);
}

/** What may stand between the digits of a PIN that is presented. */
const BETWEEN: Record<string, string> = {
  space: ' ',
  tab: '\t',
  'line end': '\r\n',
  'next line': '\u0085',
  'no-break space': '\u00A0',
  'figure space': '\u2007',
  'thin space': '\u2009',
  'narrow no-break space': '\u202F',
  'mathematical space': '\u205F',
  'ideographic space': '\u3000',
  'ogham space': '\u1680',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  hyphen: '-',
  'unicode hyphen': '\u2010',
  'no-break hyphen': '\u2011',
  'figure dash': '\u2012',
  'en dash': '\u2013',
  'em dash': '\u2014',
  'horizontal bar': '\u2015',
  'minus sign': '\u2212',
  'small hyphen': '\uFE63',
  'full-width hyphen': '\uFF0D',
  'hebrew maqaf': '\u05BE',
  'wave dash': '\u301C',
  'hyphen bullet': '\u2043',
  'heavy minus': '\u2796',
  'katakana long sound': '\u30FC',
  'two-em dash': '\u2E3A',
  'zero-width space': '\u200B',
  'zero-width non-joiner': '\u200C',
  'zero-width joiner': '\u200D',
  'left-to-right mark': '\u200E',
  'right-to-left mark': '\u200F',
  'arabic letter mark': '\u061C',
  'left-to-right embedding': '\u202A',
  'pop directional': '\u202C',
  'left-to-right isolate': '\u2066',
  'first strong isolate': '\u2068',
  'pop isolate': '\u2069',
  'soft hyphen': '\u00AD',
  'word joiner': '\u2060',
  'byte order mark': '\uFEFF',
  'variation selector': '\uFE0F',
  'variation selector 17': '\u{E0100}',
  'combining grapheme joiner': '\u034F',
  'mongolian vowel separator': '\u180E',
  'hangul filler': '\u3164',
  'braille blank': '\u2800',
  'a tag': '\u{E0020}',
};

/** What is punctuation, and no part of a PIN that is presented. */
const PUNCTUATION = [
  '.',
  ',',
  '/',
  '_',
  '*',
  ':',
  ';',
  '|',
  '"',
  '(',
  ')',
  '\\',
  '·',
  '…',
  '، ',
  '・',
  '\u0301',
  '🎟️',
  '\u0000',
];

const inScript = (digits: string, zero: number) =>
  digits.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const FIELDS: SourceField[] = [
  {
    name: 'pin',
    type: 'string',
    required: true,
    sensitive: true,
    pattern: '^\\d{16}$',
    description: '16 digits',
    example: '1',
  },
];
const presented = (text: string) => {
  const parsed = parseSource(FIELDS, { pin: text });
  return 'source' in parsed && parsed.source['pin'] instanceof Pin ? parsed.source['pin'].reveal() : null;
};

test.each(Object.entries(BETWEEN))('a PIN may be pasted with a %s in it, before it and after it', (_, character) => {
  const pasted = character + PIN.replace(/(\d{4})/g, `$1${character}`) + character;
  expect(presented(pasted)).toBe(PIN);
  expect(holdsSecret(PIN, `order ${pasted} paid`)).toBe(true);
});

test('digits of every script are digits', () => {
  expect(ZEROS.length).toBeGreaterThan(60);
  for (const zero of ZEROS) {
    expect([zero.toString(16), presented(inScript(PIN, zero))]).toEqual([zero.toString(16), PIN]);
    expect(holdsSecret(PIN, inScript(PIN, zero))).toBe(true);
  }
  expect(meantPin('１１１５ ６８４０')).toBe('11156840');
  expect(meantPin('٤٨٢١')).toBe('4821');
  // One number may be written in several.
  expect(presented(`${inScript('1115', 0xff10)}६८४०9141٩٨٣٨`)).toBe(PIN);
});

test.each([
  '',
  ' ',
  '\u200B',
  PIN.slice(1),
  `${PIN}0`,
  'x'.repeat(16),
  `${PIN.slice(0, 15)}x`,
  PIN.replace('9', 'g'),
  ...PUNCTUATION.map((mark) => PIN.replace(/(\d{4})/g, `$1${mark}`)),
])('refuses %j, and does not repeat it', (text) => {
  const parsed = parseSource(FIELDS, { pin: text });
  if (!('faults' in parsed)) throw new Error('accepted');
  expect(digitsOf(JSON.stringify(parsed.faults))).not.toContain(PIN.slice(0, 12));
});

test.each([
  '1115.6840.9141.9838',
  '1115 / 6840 / 9141 / 9838',
  '1115---------6840__________9141**********9838',
  'PIN: 1115 then 6840 then 9141 then 9838.',
  '(1)(1)(1)(5)(6)(8)(4)(0)(9)(1)(4)(1)(9)(8)(3)(8)',
  '①①①⑤⑥⑧④⓪⑨①④①⑨⑧③⑧',
  '¹¹¹⁵⁶⁸⁴⁰₉₁₄₁₉₈₃₈',
  '1️⃣1️⃣1️⃣5️⃣6️⃣8️⃣4️⃣0️⃣9️⃣1️⃣4️⃣1️⃣9️⃣8️⃣3️⃣8️⃣',
  '{"a":"11156840","b":"91419838"}',
  'order0-11156840-9141-9838-7',
  'pin=1115%206840%209141%209838',
  'pin=1115%E2%80%8B6840%2D9141%C2%A09838',
  // Half of a character, an escape inside an escape, and one whose digits run into those of the PIN.
  'pin=1115%E26840%25209141%252520 9838',
  'https%3A%2F%2Fshop.example%2F%3Fpin%3D1115%25206840%252091419838',
  '1115&#8203;6840&#x200b;9141&#32 9838',
  '1115\\u00a06840\\x209141\\u{200b}9838',
  '1115%u200B684091419838',
  '%31%31%31%35%36%38%34%30%39%31%34%31%39%38%33%38',
  '&#49;&#49;&#49;&#53;684091419838',
])('finds the PIN in %j', (text) => {
  expect(holdsSecret(PIN, text)).toBe(true);
});

test.each([
  '',
  '9838',
  '************9838',
  '1115684091419837',
  '8389141904865111',
  'one one one five',
  '111568409141 and 983',
  '1115684091419%203',
])('finds no PIN in %j', (text) => {
  expect(holdsSecret(PIN, text)).toBe(false);
});

test('a secret that is no number is found by its letters and digits', () => {
  expect(holdsSecret('AB12-CD34', 'the code ab12cd34')).toBe(false);
  expect(holdsSecret('AB12-CD34', 'the code A.B.1.2 / ＣＤ３４!')).toBe(true);
  expect(holdsSecret('AB12-CD34', 'the code AB12')).toBe(false);
});

describe('what people write may hold a PIN', () => {
  test.each([
    ...Object.entries(BETWEEN),
    ...PUNCTUATION.map((mark) => [mark, mark]),
    ['several', ' - '],
    ['two spaces', '  '],
  ])('where its fours have a %j between them', (_, between = '') => {
    expect(holdsLongNumber(`he read out ${PIN.replace(/(\d{4})(?=.)/g, `$1${between}`)} to me`)).toBe(true);
  });

  test.each([
    PIN,
    PIN.slice(0, 12),
    inScript(PIN, 0xff10),
    inScript(PIN, 0x660),
    '①①①⑤⑥⑧④⓪⑨①④①',
    `on 2026-11-24 ${PIN}`,
    `2026-11-24-${PIN.slice(0, 4)}`,
    `${PIN.slice(0, 4)}********${PIN.slice(4, 8)}********${PIN.slice(8, 12)}`,
    `rdm_0123456789abcdef01234567 ${PIN}`,
    `PIN ${PIN.slice(0, 8)} 2026-11-27 ${PIN.slice(8)}`,
    `https://shop.example/?pin=${PIN.slice(0, 4)}%20${PIN.slice(4, 8)}%C2%A0${PIN.slice(8)}`,
    PIN.slice(0, 12).replace(/\d/g, '&#x3$&;'),
    `${PIN.slice(0, 4)} ${PIN.slice(4, 8)} 2026-11-27 14:03 ${PIN.slice(8, 12)} ${PIN.slice(12)}`,
    `on 28/11/2026 at 14:03 ${PIN}`,
    `${PIN.slice(0, 8)} 28.11.2026 ${PIN.slice(8)}`,
    '28/11/20261/84/09/14',
    '11:15:68:40:91:41:98:38',
    // It is made to look like an id, and is none of ours.
    `rdm_${PIN}00000000`,
    `abc_${PIN}abcdef01`,
  ])('as in %j', (text) => {
    expect(holdsLongNumber(text)).toBe(true);
  });

  test.each([
    '',
    PIN.slice(0, 11),
    'R50.00 at 14:03 on 2026-11-24, till 7',
    '2026-11-24 14:03',
    'called 082 123 4567, nobody answered',
    '+27 82 123 4567',
    'R50.00, then R20.00, then R1 000.00',
    '0821234567 paid 50.00 at 14:03:59',
    'the PIN that ends in 9838',
    'back to https://shop.example/basket?total=50%2E00&till=7',
    '100%25 of R50.00 &#43; R20.00',
    'rdm_6a40aa510123456789012345',
    'R50.00 on 2026-11-24 14:03:59, R50.00 on 2026-11-25 09:12:01',
    '************9838 ************1234 ************0000',
    'Paid twice on 28/11/2026 14:03',
    'Slip 28.11.2026 14:03, till 4',
    '2026/11/28 14:03:22',
    '01/11/2026 - 30/11/2026',
    'between 28-11-2026, 14:03 and 28-11-2026, 14:05',
    'open 12:30 14:00 16:30',
  ])('and does not in %j', (text) => {
    expect(holdsLongNumber(text)).toBe(false);
  });
});

describe('however it is written', () => {
  const pin = fc.stringMatching(/^\d{12,16}$/);
  const zero = fc.constantFrom(...ZEROS);
  const between = fc.array(fc.constantFrom(...Object.values(BETWEEN)), { maxLength: 3 }).map((parts) => parts.join(''));
  const punctuation = fc
    .array(fc.constantFrom(...Object.values(BETWEEN), ...PUNCTUATION), { maxLength: 4 })
    .map((parts) => parts.join(''));
  const words = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => digitsOf(text) === '');

  test('a PIN is meant as it is', () => {
    fc.assert(
      fc.property(pin, fc.array(fc.tuple(zero, between), { minLength: 17, maxLength: 17 }), (digits, marks) => {
        const pasted = Array.from(
          digits,
          (digit, at) => (marks[at]?.[1] ?? '') + inScript(digit, marks[at]?.[0] ?? 48),
        );
        expect(meantPin(pasted.join('') + (marks[16]?.[1] ?? ''))).toBe(digits);
      }),
    );
  });

  test('a text holds it, and does not once a digit is another one', () => {
    fc.assert(
      fc.property(
        pin,
        fc.array(fc.tuple(zero, punctuation), { minLength: 16, maxLength: 16 }),
        words,
        words,
        fc.nat(15),
        (digits, marks, before, after, changed) => {
          const write = (text: string) =>
            Array.from(text, (digit, at) => inScript(digit, marks[at]?.[0] ?? 48) + (marks[at]?.[1] ?? '')).join('');
          expect(holdsSecret(digits, before + write(digits) + after)).toBe(true);
          const at = changed % digits.length;
          const other = digits.slice(0, at) + String((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);
          expect(holdsSecret(digits, before + write(other) + after)).toBe(false);
        },
      ),
    );
  });

  test('whatever the text, it is read to its end in the time of its length', () => {
    const long = '1-'.repeat(200_000) + '\u200B'.repeat(200_000) + '٤'.repeat(100_000);
    expect(digitsOf(long)).toHaveLength(300_000);
    expect(meantPin(long)).toHaveLength(300_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(digitsOf(text)).toMatch(/^\d*$/);
        expect(meantPin(meantPin(text))).toBe(meantPin(text));
      }),
    );
  });
});
