// What keys, scans and taps do, screen by screen: tables over the rules alone.
import { keyOf } from '../../../web/till/sale/entry/keys';
import { isGoodsBarcode } from '../../../web/till/sale/entry/fields';
import { isLongWait } from '../../../web/till/sale/entry/timing';
import { PIN, Rules } from './rules';

describe('keys', () => {
  it.each([
    ['a digit', { key: '5', code: 'Digit5', shiftKey: false }, { kind: 'digit', digit: '5' }],
    ['French layout, no shift', { key: '(', code: 'Digit5', shiftKey: false }, { kind: 'digit', digit: '5' }],
    ['French layout, a dash by its sign', { key: 'è', code: 'Digit7', shiftKey: false }, { kind: 'digit', digit: '7' }],
    ['number pad of another script', { key: '٣', code: 'Numpad3', shiftKey: false }, { kind: 'digit', digit: '3' }],
    ['an asterisk above a digit', { key: '*', code: 'Digit8', shiftKey: true }, { kind: 'text', text: '*' }],
    ['Enter of the number pad', { key: 'Enter', code: 'NumpadEnter', shiftKey: false }, { kind: 'Enter' }],
    ['an arrow on the number pad', { key: 'ArrowUp', code: 'Numpad8', shiftKey: false }, null],
    ['a key that only shifts', { key: 'Shift', code: 'ShiftLeft', shiftKey: true }, null],
  ] as const)('%s', (_, stroke, key) => {
    expect(keyOf(stroke)).toEqual(key);
  });
});

describe('the amount', () => {
  it.each([
    ['1500', { entryCents: 1500, fault: null }],
    ['1500{Backspace}', { entryCents: 150 }],
    ['9999999', { entryCents: 9_999_999 }],
    ['{Enter}', { entryCents: 0, fault: 'no_amount' }],
    ['12*', { entryCents: 0, wholeValue: true }],
    ['*5', { entryCents: 5, wholeValue: false }],
    ['12{Escape}', { entryCents: 0 }],
  ])('typed: %s', (keys, screen) => {
    expect(new Rules().type(keys).state.screen).toMatchObject({ name: 'amount', ...screen });
  });

  it.each([
    ['6001068330119{Enter}', 'goods_barcode'],
    ['40170725{Enter}', 'goods_barcode'],
    ['6001068330118{Enter}', 'not_a_voucher'],
    ['*6001068330119{Tab}', 'goods_barcode'],
  ])('a scan that is no voucher leaves it: %s', (scan, fault) => {
    const rules = new Rules().type('1500').wait(500).scan(scan);
    expect(rules.state.screen).toMatchObject({ name: 'amount', entryCents: 1500, wholeValue: false, fault });
    expect(rules.effects.filter(({ type: kind }) => kind !== 'await_scan_end')).toEqual([]);
  });

  it('a scan of a PIN opens the voucher field with it, and does not send it', () => {
    const rules = new Rules().type('1500').wait(500).scan(`${PIN}{Enter}`);
    expect(rules.state.screen).toMatchObject({ name: 'voucher', pin: PIN, sale: { amountCents: 1500 } });
    expect(new Rules().scan(`${PIN}{Enter}`).state.screen).toMatchObject({ entryCents: 0, fault: 'amount_first' });
  });

  it.each([
    ['?amount=5000&ref=INV-7', 'voucher', { sale: { amountCents: 5000, reference: 'INV-7' } }],
    ['?ref=INV-7', 'amount', { reference: 'INV-7' }],
    ['?amount=0', 'amount', { fault: 'link_not_understood', entryCents: 0 }],
    ['?amount=50.00', 'amount', { fault: 'link_not_understood' }],
    ['?amount=99999999', 'amount', { fault: 'link_not_understood' }],
    ['', 'amount', { fault: null }],
  ])('from the address %s', (query, name, screen) => {
    expect(new Rules(query).state.screen).toMatchObject({ name, ...screen });
  });
});

describe('the voucher', () => {
  it.each([
    ['1115684091419838{Enter}'],
    ['*1115684091419838{Tab}'],
    ['1115 6840 9141 9838{Enter}'],
    ['1115-6840-9141-9838{Enter}'],
    [']C11115684091419838{Enter}'.replace('C1', 'C')],
    ['\u001d1115684091419838{Enter}'],
  ])('scanned as %j is the same PIN, and is sent', (scan) => {
    const rules = new Rules().voucher().scan(scan);
    expect(rules.name).toBe('sending');
    expect(Object.values(rules.state.attempts)).toMatchObject([{ pin: PIN, phase: 'writing' }]);
    // The scan itself is not remembered.
    expect(JSON.stringify({ ...rules.state, attempts: {} })).not.toContain('9141');
  });

  it('scanned without an end is sent once the scan is over', () => {
    const rules = new Rules().voucher().scan(PIN);
    expect(rules.name).toBe('voucher');
    rules.wait(200).send({ type: 'scan_timed_out' });
    expect(rules.name).toBe('voucher');
    rules.wait(60).send({ type: 'scan_timed_out' });
    expect(rules.name).toBe('sending');
  });

  it('typed by hand needs Enter, and is checked here', () => {
    expect(new Rules().voucher().type(PIN).name).toBe('voucher');
    expect(new Rules().voucher().type(`${PIN}{Enter}`).name).toBe('sending');
    for (const [keys, fault] of [
      ['{Enter}', 'no_pin'],
      ['1115{Enter}', 'wrong_length'],
      ['6001068330119{Enter}', 'goods_barcode'],
      ['1a', 'letters'],
    ] as const) {
      const rules = new Rules().voucher().type(keys);
      expect(rules.state.screen).toMatchObject({ name: 'voucher', fault });
      expect(rules.state.attempts).toEqual({});
    }
  });

  it('scanned while the phone number is typed still goes to the PIN', () => {
    const rules = new Rules().type('1500{F2}{Enter}').wait(1000);
    rules.send({ type: 'act', act: { type: 'focus', field: 'phone' } }).type('0821234567');
    rules.wait(500).scan('684091419838{Enter}');
    expect(Object.values(rules.state.attempts)).toMatchObject([
      { pin: '684091419838', phone: '0821234567', typeId: 'ott' },
    ]);
  });

  it('of another type than the chosen one changes the type, says so, and waits', () => {
    const rules = new Rules().voucher().scan('684091419838{Enter}');
    expect(rules.state).toMatchObject({ typeId: 'ott', screen: { notice: 'type_changed', field: 'phone' } });
  });

  it('goods are refused by their check digit, and twelve digits never are', () => {
    expect(['6001068330119', '40170725', '6001068330110', '684091419838'].map(isGoodsBarcode)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('screens that nobody has read yet', () => {
  it('forty keys typed while it is sent act on nothing, also where they go on over the change of screen', () => {
    const rules = new Rules().outcome(1500);
    const waiting = new Rules().voucher().scan(`${PIN}{Enter}`).wait(900);
    const [id = ''] = Object.keys(waiting.state.attempts);
    waiting.report({ type: 'record_written', id });
    waiting.keys('12345{Enter}'.repeat(4), 50);
    waiting.report({ type: 'answered', id, redemption: redemptionOf(rules) });
    waiting.keys('{Enter}1'.repeat(20), 50);
    expect(waiting.name).toBe('paid');
    expect(waiting.wait(400).type('{Enter}').name).toBe('amount');
    expect(waiting.state.screen).toMatchObject({ entryCents: 0 });
  });

  it.each([
    [799, 'paid'],
    [800, 'amount'],
  ])('Enter after %d ms on PAID', (ms, name) => {
    expect(new Rules().outcome(1500).key({ kind: 'Enter' }, ms).name).toBe(name);
  });

  it.each([
    [999, 'partly_paid'],
    [1000, 'voucher'],
  ])('Enter after %d ms on PAID IN PART', (ms, name) => {
    expect(new Rules().outcome(1000).key({ kind: 'Enter' }, ms).name).toBe(name);
  });

  it('a scan on a result is dropped', () => {
    for (const taken of [1500, 1000, null]) {
      const rules = new Rules().outcome(taken).wait(2000);
      const before = rules.name;
      expect(rules.scan(`${PIN}{Enter}`).wait(100).name).toBe(before);
      expect(Object.keys(rules.state.attempts)).toHaveLength(1);
    }
  });

  it('a double tap on Done does not type into the next amount', () => {
    const rules = new Rules().outcome(1500).wait(900);
    rules.send({ type: 'act', act: { type: 'go_on' } });
    rules.wait(200).send({ type: 'act', act: { type: 'digits', digits: '3' } });
    expect(rules.state.screen).toMatchObject({ name: 'amount', entryCents: 0 });
  });

  it('NOT PAID: Enter is again, with a new key; Escape is the next customer', () => {
    const again = new Rules().outcome(null).wait(900).type('{Enter}');
    expect(again.state.screen).toMatchObject({ name: 'voucher', sale: { amountCents: 1500 }, pin: '' });
    expect(new Rules().outcome(null).wait(900).type('{Escape}').state.screen).toMatchObject({ entryCents: 0 });
  });
});

it.each([
  ['a moment', 4_000, false],
  ['a moment before the clock of the screen goes on', -900, false],
  ['20 seconds', 20_000, true],
  ['nobody knows how long, because the clock was set back an hour', -3_600_000, true],
])('after %s the next customer is offered to be served: %d ms', (_, waitedMs, isOffered) => {
  expect(isLongWait(10_000_000 + waitedMs, 10_000_000)).toBe(isOffered);
});

it('what is proven does not change, whatever is answered later', () => {
  const rules = new Rules().outcome(null);
  const [id = ''] = Object.keys(rules.state.attempts);
  rules.report({ type: 'answered', id, redemption: { ...redemptionOf(rules), outcome: 'paid', takenCents: 1500 } });
  expect(rules.name).toBe('not_paid');
});

function redemptionOf(rules: Rules) {
  const [attempt] = Object.values(rules.state.attempts);
  if (!attempt?.redemption) throw new Error('No outcome yet');
  return attempt.redemption;
}
