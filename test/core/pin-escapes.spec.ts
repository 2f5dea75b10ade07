// The digits of a PIN with characters between them that are written out: as markup, mail, style sheets, addresses and programs do.
import * as fc from 'fast-check';
import { holdsLongNumber, holdsSecret, maskedLongNumbers } from '../../src/core/values/pin-text';
import { redacted } from '../../src/core/values/redact';
import { ReadingWork } from '../../src/core/values/text/escapes';
import { countWork } from '../tools/reading-work';

const PIN = '1115684091419838';
const FOURS = ['1115', '6840', '9141', '9838'];

/** What may be written between two digits, by where it comes from. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  markup: [
    ...['&nbsp;', '&nbsp', '&NBSP;', '&ensp;', '&emsp;', '&thinsp;', '&numsp;', '&hairsp;', '&MediumSpace;'],
    ...['&ZeroWidthSpace;', '&NegativeThinSpace;', '&NoBreak;', '&shy;', '&shy', '&zwj;', '&zwnj;', '&lrm;', '&rlm;'],
    ...['&ndash;', '&mdash;', '&dash;', '&hyphen;', '&minus;', '&Tab;', '&NewLine;', '&bull;', '&middot;', '&comma;'],
    ...['&#160;', '&#xA0;', '&#XA0;', '&#00000160;', '&#0000000000160;', '&#x000000000200b;'],
    ...['&amp;nbsp;', '&amp;#160;', '&amp;amp;nbsp;', '&#38;nbsp;'],
  ],
  tags: ['<br>', '<br/>', '<br />', '<BR>', '<wbr>', '</b><b>', '</td>\n<td class="x">', '<!-- pin -->', '&lt;br&gt;'],
  mail: ['=20', '=C2=A0', '=c2=a0', '=A0', '=AD', '=E2=80=8B', '=E2=80=93', '=3D20', '=\r\n', '=09', '=2D'],
  programs: [
    ...['\\n', '\\t', '\\r\\n', '\\f', '\\v', '\\\\n', '\\u00a0', '\\u{a0}', '\\U000000a0', '\\U0000200B', '\\U00A0'],
    ...['\\x20', '\\xa0', '\\xc2\\xa0', '\\xE2\\x80\\x8B', '\\x{200b}', '\\x{a0}', '\\o{40}', '\\N', '\\e'],
    ...['\\040', '\\240', '\\302\\240', '\\342\\200\\213', 'U+00A0', ' U+200B '],
  ],
  'style sheets': ['\\20 ', '\\a0 ', '\\00a0 ', '\\0000a0', '\\200b ', '\\2013 '],
  addresses: ['%20', '%C2%A0', '%c2%ad', '%u00A0', '%E2%80%8B', '%2520', '%26nbsp%3B', '%3Cbr%3E', '%5Cn'],
};
const ALL = Object.entries(WRITTEN).flatMap(([from, ways]) => ways.map((way) => [from, way] as const));

test.each(ALL)('%s: %j between its fours', (_, way) => {
  const text = `the PIN is ${FOURS.join(way)} as it was sent`;
  expect([holdsSecret(PIN, text), holdsLongNumber(text)]).toEqual([true, true]);
  for (const shown of [maskedLongNumbers(text), redacted(text)]) {
    expect(holdsSecret(PIN, shown)).toBe(false);
    expect(holdsLongNumber(shown.replaceAll('*', 'x'))).toBe(false);
  }
});

test('its digits themselves, all of them or some, and several ways in one text', () => {
  const each = (write: (digit: string) => string) => PIN.split('').map(write).join('');
  const code = (digit: string) => digit.charCodeAt(0);
  for (const text of [
    each((digit) => `=3${digit}`),
    each((digit) => `\\3${digit} `),
    each((digit) => `\\00003${digit}`),
    each((digit) => `\\0${code(digit).toString(8)}`),
    each((digit) => `\\U0000003${digit}`),
    each((digit) => `\\x{3${digit}}`),
    each((digit) => `&#000000${String(code(digit))};`),
    each((digit) => `<b>${digit}</b>`),
    each((digit) => `\\ud835\\u${(0xdfce + Number(digit)).toString(16)}`),
    PIN.replace('1115', '&sup1;&sup1;&sup1;5'),
    '1115&nbsp;6840=209141\\0409838',
    '1115<br>6840\\n9141%209838',
    '<p style="width:20px">1115</p><p id="b2">6840</p><p>9141</p><p>9838</p>',
    // What one way takes for its own is a part of the number in another.
    'pin=1115%206840%209141%209838',
    'pin=1115=206840=209141=209838',
    '1115\\6840&nbsp;9141\\9838',
    '&#32 1115&#8203 6840 9141 9838',
  ])
    expect([text, holdsSecret(PIN, text), holdsLongNumber(text)]).toEqual([text, true, true]);
});

test('however many characters are written out between them', () => {
  const between = fc
    .array(fc.constantFrom(...ALL.map(([, way]) => way)), { maxLength: 1 })
    .map((ways) => ways.join(''));
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12,16}$/), fc.array(between, { minLength: 3, maxLength: 3 }), (pin, ways) => {
      // One way, at several places: an attack of many in one text is not what people paste.
      const [way = ''] = ways.filter((one) => one !== '');
      const text = `read out: ${pin.slice(0, 4)}${way}${pin.slice(4, 8)}${way}${pin.slice(8)} to me`;
      expect(holdsSecret(pin, text)).toBe(true);
    }),
  );
});

test.each([
  'back to https://shop.example/basket?total=50.00&times=3&copy=2&section=14',
  'total=20 paid=3000 rest=10 till=7',
  'C:\\new\\table\\2026-11-24\\f14',
  '\\\\server\\share\\2026\\11\\till7.csv',
  'R&D; 082 123 4567, Q&A',
  'R50 &amp; R20 &lt; R1 000, 7 &gt; 6',
  'if 12 <b and c> 14 then 082 123 4567',
  '2026-11-24&nbsp;14:03<br>R50.00<br>till 7',
  '2026-11-24=2014:03:59',
  'caf&eacute; 0821234567 &Agrave; 50.00',
  '12345&eacute;678901',
  '12345=C3=A9678901',
  'code\\a1b2\\c3d4, 1 of 12',
  'U+0041 is A, 082 123 4567',
  '1.2.3=4.5.6, x=Ff, y=0A',
  '<a href="tel:0821234567">call</a>',
  '2026-11-24\\n14:03\\nR50.00',
])('an ordinary text holds none: %j', (text) => {
  expect([holdsLongNumber(text), maskedLongNumbers(text)]).toEqual([false, text]);
});

test('a number that follows a sign of mail', () => {
  for (const pin of ['2015684091419838', '3115684091419838', '2515684091419838']) {
    const fours = pin.match(/.{4}/g) ?? [];
    for (const way of ['=20', '=C2=A0', '=20=20'])
      expect([pin, way, holdsSecret(pin, `pin=${fours.join(way)}`)]).toEqual([pin, way, true]);
  }
});

test('two numbers that are written in different ways are both masked', () => {
  const text = `${FOURS.join('=20')} and ${FOURS.join('\\040')}, ${FOURS.join('<br>')} or ${FOURS.join('\\20 ')}`;
  for (const shown of [maskedLongNumbers(text), redacted(text)]) expect(holdsSecret(PIN, shown)).toBe(false);
});

describe('a text of nothing but escapes', () => {
  const ALL_WAYS = ALL.map(([, way]) => way).join('');
  /** Another number is seen each time that one was hidden. */
  const nested = (between: string) =>
    Array.from({ length: 40 }, (_, deep) => `12345&${'amp;'.repeat(2 * deep)}${between};12345x`).join('');
  const texts = [
    ALL_WAYS.repeat(40),
    '=20\\040&nbsp;<br>\\20 '.repeat(800),
    '<a'.repeat(8_000),
    '&#0'.repeat(5_000),
    `&#${'0'.repeat(16_000)}`,
    '%25'.repeat(5_000),
    `${nested('lsqb')}${'=aa=ad'.repeat(1_500)}`,
    `${nested('nbsp')}${'5=3Dz'.repeat(1_500)}`,
  ];

  test.each(texts.map((text) => [text.slice(0, 40), text]))(
    '%j… is looked at as often as there is work for it',
    (_, text) => {
      for (const read of [redacted, maskedLongNumbers, holdsLongNumber, (it: string) => holdsSecret(PIN, it)]) {
        const work = countWork(() => read(text));
        // What is looked at last may be as long as the text.
        expect(work).toBeLessThan(260_000 + 3 * text.length);
      }
    },
  );

  test('shows nothing of itself where it takes more work than there is', () => {
    const work = new ReadingWork(5_000);
    expect(redacted('caf&eacute; 0821234567, till 7', work)).toBe('caf&eacute; ****, till 7');
    expect(redacted(nested('nbsp'), work) === '****').toBe(true);
    expect(redacted('of the same request', work)).toBe('****');
  });

  test('throws nothing while it is read, as an exception takes longer than a thousand characters', () => {
    const decode = jest.spyOn(globalThis, 'decodeURIComponent');
    redacted('=aa=ad%aD%ED%A0%80\\377'.repeat(100));
    expect(decode).not.toHaveBeenCalled();
    decode.mockRestore();
  });
});

test('whatever digit there is stands in a text with too few others, however it is escaped', () => {
  for (let at = 0; at <= 0x10ffff; at += 1) {
    const character = at >= 0xd800 && at <= 0xdfff ? '' : String.fromCodePoint(at);
    if (!/\p{Nd}/u.test(character)) continue;
    const hex = at.toString(16);
    for (const way of [`&#x${hex};`, `\\u{${hex}}`, `&#${String(at)};`, encodeURIComponent(character), character])
      expect([way, holdsLongNumber(way.repeat(12))]).toEqual([way, true]);
  }
});
