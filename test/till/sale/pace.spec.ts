// How fast keys come: a scan at any pace leaves no digit in the amount, and an amount is what was typed or nothing.
import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { FULL } from '../../tools/scale';
import { PIN, Rules } from './rules';

const GOODS = '6001087357746';
const RUNS = FULL ? 20_000 : 500;
/** Uneven, as of a radio link. */
const UNEVEN = [25, 50, 31, 44, 27, 49, 38, 50, 25, 42, 33, 47, 29, 50, 36, 41, 30];
const PAUSE_FIRST = [400, 120, 8];
const PAUSE_INSIDE = [400, 30, 30, 30, 200, 30];

const PACES: readonly (readonly [string, readonly number[]])[] = [
  ['5 ms a key', [5]],
  ['25 to 50 ms a key', UNEVEN],
  ['41 ms a key', [41]],
  ['59 ms a key', [59]],
  ['100 ms a key', [100]],
  ['120 ms after the first digit', PAUSE_FIRST],
  ['200 ms after the first digit, then 60', [400, 200, 60]],
  ['200 ms inside', PAUSE_INSIDE],
];

describe('a scan over an amount', () => {
  describe.each(PACES)('with %s', (_, gaps) => {
    it.each([
      ['', 0],
      ['1500', 1500],
    ])('leaves what was typed before: %j', (typed, entryCents) => {
      const goods = new Rules().type(typed).wait(500).paced(`${GOODS}{Enter}`, gaps);
      expect(goods.state.screen).toMatchObject({ name: 'amount', entryCents, fault: 'goods_barcode' });
      // A scanner that ends with two keys.
      expect(goods.key({ kind: 'Enter' }, 5).state.screen).toMatchObject({ entryCents, fault: 'goods_barcode' });
      goods.wait(500).type('3100{Enter}');
      const all = Number(`${String(entryCents || '')}3100`);
      if (all <= 9_999_999) expect(goods.state.screen).toMatchObject({ name: 'voucher', sale: { amountCents: all } });

      const pin = new Rules().type(typed).wait(500).paced(`${PIN}{Enter}{Enter}`, gaps);
      expect(pin.state.screen).toMatchObject(
        entryCents === 0
          ? { name: 'amount', entryCents: 0, fault: 'amount_first' }
          : { name: 'voucher', pin: PIN, sale: { amountCents: entryCents } },
      );
      expect(pin.state.attempts).toEqual({});
    });

    it('is over by itself where nothing ends it', () => {
      const rules = new Rules().type('1500').wait(500).paced(GOODS, gaps).wait(260).send({ type: 'scan_timed_out' });
      expect(rules.state.screen).toMatchObject({ name: 'amount', entryCents: 1500, fault: 'goods_barcode' });
    });
  });

  it('is one scan by when its keys were pressed, however late a busy page hears them', () => {
    const rules = new Rules().heardLate(`${PIN}{Enter}`, 5, 130);
    expect(rules.state.screen).toMatchObject({ name: 'amount', entryCents: 0, fault: 'amount_first' });
    rules.wait(500).type('3100{Enter}');
    expect(rules.state.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 3100 } });
  });

  it('begun before the screen was there is not heard, also where the page hears it after', () => {
    const rules = new Rules().type('1500{Enter}').wait(50);
    const { screenSince } = rules.state;
    rules.send({ type: 'key', key: { kind: 'digit', digit: '1' }, at: screenSince - 1500 });
    expect(rules.state.screen).toMatchObject({ name: 'voucher', pin: '' });
  });
});

describe('more digits than an amount has', () => {
  it.each([
    ['without a pause: none of them stays', [150], 0],
    ['one at a time: what fits stays', [300], 1_234_567],
  ])('typed %s, and nothing goes on until it was deleted', (_, gaps, entryCents) => {
    for (const more of ['8', '89', '8901']) {
      const rules = new Rules().paced(`1234567${more}{Enter}`, gaps);
      expect(rules.state.screen).toMatchObject({ name: 'amount', entryCents, fault: 'amount_too_large' });
      rules.wait(2000).type('{Enter}');
      rules.send({ type: 'act', act: { type: 'go_on' } }).send({ type: 'act', act: { type: 'digits', digits: '00' } });
      // A scan does not make it right.
      rules.wait(500).scan(`${PIN}{Enter}`);
      expect(rules.wait(500).state.screen).toMatchObject({ name: 'amount', entryCents, fault: 'amount_too_large' });
      rules.type('{Backspace}3{Enter}');
      const deleted = Math.floor(entryCents / 10) * 10 + 3;
      expect(rules.state.screen).toMatchObject({ name: 'voucher', sale: { amountCents: deleted } });
    }
  });

  it('are cleared by Escape', () => {
    const rules = new Rules().type('12345678{Escape}20{Enter}');
    expect(rules.state.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 20 } });
  });

  it('by the key for two zeros, too', () => {
    const rules = new Rules().type('123456');
    for (const digits of ['00', '7']) rules.send({ type: 'act', act: { type: 'digits', digits } });
    expect(rules.type('{Enter}').state.screen).toMatchObject({ entryCents: 123_456, fault: 'amount_too_large' });
  });
});

describe('a PIN on its field', () => {
  it.each([...PACES, ['110 ms a key', [110]], ['200 ms a key', [200]], ['a second a key', [1000]]] as const)(
    'with %s and Enter is sent',
    (_, gaps) => {
      const rules = new Rules().voucher().paced(`${PIN}{Enter}`, gaps);
      expect(Object.values(rules.state.attempts)).toMatchObject([{ pin: PIN }]);
    },
  );

  it.each([41, 59, 100, 110, 200])('at %d ms a key takes the place of what is half typed there', (gapMs) => {
    const rules = new Rules().voucher().type('820').wait(500).keys(`${PIN}{Enter}`, gapMs);
    expect(Object.values(rules.state.attempts)).toMatchObject([{ pin: PIN }]);
  });

  it('typed in two goes, the second as long as a PIN of another type, is one PIN', () => {
    const rules = new Rules()
      .voucher()
      .type(PIN.slice(0, 4))
      .wait(900)
      .type(`${PIN.slice(4)}{Enter}`);
    expect(Object.values(rules.state.attempts)).toMatchObject([{ pin: PIN, typeId: 'one' }]);
  });

  it.each([41, 59, 100])('at %d ms a key: the barcode of goods leaves the field as it was', (gapMs) => {
    const rules = new Rules().voucher().keys(`${GOODS}{Enter}`, gapMs);
    expect(rules.state.screen).toMatchObject({ name: 'voucher', pin: '', fault: 'goods_barcode' });
  });
});

describe('at random', () => {
  const code = constantFrom(GOODS, PIN, '684091419838', '40170725', '6001068330118', '99999999');

  it('a scan leaves the amount as it was, or takes it along as it was', () => {
    const gaps = array(integer({ min: 1, max: 250 }), { minLength: 26, maxLength: 26 });
    assert(
      property(
        code,
        integer({ min: 0, max: 99_999 }),
        gaps,
        integer({ min: 1, max: 10 }),
        (digits, cents, all, slow) => {
          const rules = new Rules().type(cents === 0 ? '' : String(cents)).wait(500);
          rules.paced(`${digits}{Enter}{Enter}`, [400, ...all.map((gap) => Math.ceil(gap / slow))]);
          const { screen, attempts } = rules.state;
          expect(attempts).toEqual({});
          if (screen.name === 'voucher') expect(screen).toMatchObject({ pin: digits, sale: { amountCents: cents } });
          else expect(screen).toMatchObject({ name: 'amount', entryCents: cents, fault: expect.any(String) as string });
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('an amount that was typed is the amount, or is refused', () => {
    const key = tuple(integer({ min: 0, max: 9 }), integer({ min: 20, max: 400 }));
    assert(
      property(array(key, { minLength: 1, maxLength: 12 }), (keys) => {
        const text = keys.map(([digit]) => digit).join('');
        // Eight digits at the pace of a scanner are a scan.
        const gaps = keys.map(([, gap]) => (keys.length > 7 ? Math.max(101, gap) : gap));
        const { screen } = new Rules().paced(`${text}{Enter}`, [...gaps, 150]).state;
        if (screen.name === 'voucher') expect(screen.sale.amountCents).toBe(Number(text));
        else expect(screen).toMatchObject({ name: 'amount', fault: expect.any(String) as string });
      }),
      { numRuns: RUNS },
    );
  });
});
