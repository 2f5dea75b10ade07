// The small values everything rests on: money, PIN, source, and what is shown to the outside.
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { accepted, CHANGE, reversal, STATES } from '../simulation/fixture';
import { cents, centsFromDecimal, decimalFromCents, isCents } from '../../src/core/values/money';
import { maskPin, Pin } from '../../src/core/values/pin';
import { asAnswered, publicRedemption, publicReversal, publicTimeline } from '../../src/core/redemption/shown/present';
import { HOUR_MS, isWithin } from '../../src/core/values/time';
import { mayBeClaimed, PAIRING_MS, type Terminal } from '../../src/core/terminals/terminal';
import type { SourceField } from '../../src/core/providers/provider';
import { maskSource, parseSource, restoreSource, revealSource } from '../../src/core/providers/source';

test('what may last so long lies that near to now, on either side', () => {
  const lasting = [-3001, -3000, -2999, 0, 2999, 3000].map((at) => isWithin(at, 3000, 0));
  expect(lasting).toEqual([false, false, true, true, true, false]);
  const terminal = { revokedAt: null, pairing: { digest: '', expiresAt: HOUR_MS } } as Terminal;
  const claimed = [HOUR_MS, HOUR_MS - 1, HOUR_MS - PAIRING_MS, HOUR_MS - 2 * PAIRING_MS];
  expect(claimed.map((now) => mayBeClaimed(terminal, now))).toEqual([false, true, true, false]);
});

describe('money', () => {
  test.each([
    ['30', 3000],
    ['30.0000', 3000],
    ['19.05', 1905],
    ['0.1', 10],
    ['100,000.00', 10_000_000],
    [' 7.50 ', 750],
    ['0', 0],
    ['30.001', undefined],
    ['1,00.00', undefined],
    ['-5', undefined],
    ['5.', undefined],
    ['.5', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['NaN', undefined],
    ['90071992547409.92', undefined],
  ])('reads %j as %s', (text, expected) => {
    expect(centsFromDecimal(text)).toBe(expected);
  });

  test('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(centsFromDecimal(decimalFromCents(value))).toBe(value);
      }),
    );
  });

  test('is a safe, whole, non-negative number of cents or a defect', () => {
    for (const bad of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(isCents(bad)).toBe(false);
      expect(() => cents(bad, 'amount')).toThrow(/amount must be/);
    }
    expect(isCents('5')).toBe(false);
    expect([isCents(0), isCents(0, 1)]).toEqual([true, false]);
  });
});

describe('a PIN', () => {
  const pin = new Pin('1115684091419838');

  test('never prints', () => {
    const printed = [
      String(pin),
      JSON.stringify({ pin }),
      inspect({ deep: { pin } }, { depth: 9, showHidden: true }),
      JSON.stringify(Object.entries(pin)),
      String(new Error(`bad ${pin.toString()}`)),
    ].join();
    expect(printed).not.toContain('111568');
    expect(printed).toContain('************9838');
    expect(pin.reveal()).toBe('1115684091419838');
  });

  test('too short to show its end shows nothing', () => {
    expect([maskPin('123'), maskPin('1234'), maskPin('12345')]).toEqual(['***', '****', '*2345']);
  });
});

describe('a source', () => {
  const fields: SourceField[] = [
    {
      name: 'token',
      aliases: ['pin'],
      type: 'string',
      required: true,
      sensitive: true,
      pattern: '^\\d{16}$',
      description: '16 digits',
      example: '1',
    },
    {
      name: 'phone_number',
      type: 'string',
      required: false,
      sensitive: false,
      pattern: '^27\\d{9}$',
      description: 'phone',
      example: '2',
    },
  ];

  test('loses spaces and dashes of secrets, and takes the other name of a field', () => {
    const parsed = parseSource(fields, { pin: '1115-6840 9141 9838', phone_number: ' 27821234567 ' });
    if (!('source' in parsed)) throw new Error('refused');
    expect(maskSource(parsed.source)).toEqual({ token: '************9838', phone_number: '27821234567' });
    const text = revealSource(parsed.source);
    expect(JSON.parse(text)).toEqual({ token: '1115684091419838', phone_number: '27821234567' });
    expect(restoreSource(fields, text)['token']).toBeInstanceOf(Pin);
  });

  test.each([
    [{}, ['source.token']],
    [{ token: '123' }, ['source.token']],
    [{ token: 1115684091419838 }, ['source.token']],
    [{ token: '1115684091419838', pin: '1115684091419838' }, ['source.pin']],
    [{ pin: '1115684091419838', colour: 'red', phone_number: '0821234567' }, ['source.colour', 'source.phone_number']],
    [
      JSON.parse('{"__proto__": {"token": "1115684091419838"}}') as Record<string, unknown>,
      ['source.__proto__', 'source.token'],
    ],
  ])('names every fault of %j and never the value', (input, params) => {
    const parsed = parseSource(fields, input);
    if (!('faults' in parsed)) throw new Error('accepted');
    expect(parsed.faults.map((fault) => fault.param)).toEqual(params);
    expect(JSON.stringify(parsed.faults)).not.toMatch(/1115684091419838|0821234567/);
  });
});

describe('what is shown', () => {
  const story = STATES.sent();
  story.answer('op_1', accepted(100, CHANGE));
  story.tell(reversal('op_r1', 'rev_1', 40));
  story.answer('op_r1', accepted(40, { ...CHANGE, sealedPin: 'sealed refund' }));
  const { redemption } = story;

  test('holds no secret and no inner field unless a secret is asked for', () => {
    const shown = publicRedemption(redemption);
    expect(Object.keys(shown)).not.toEqual(expect.arrayContaining(['sealed_source', 'claim', 'rev', 'journal']));
    expect(
      JSON.stringify([
        shown,
        publicTimeline(redemption),
        redemption.reversals.map((each) => publicReversal(redemption, each)),
      ]),
    ).not.toContain('sealed');
    expect(shown.change_voucher).toMatchObject({ pin: '************1234', amount: 900, delivery: 'inline' });
    expect(shown.source).toEqual({ pin: '************9838' });
    expect(publicRedemption(redemption, (sealed) => `opened ${sealed}`).change_voucher?.pin).toBe(
      'opened sealed change',
    );
    const sms = { ...CHANGE, sealedPin: null, maskedPin: null, amountCents: null };
    const voucher = publicRedemption({ ...redemption, changeVoucher: sms }).change_voucher;
    expect([voucher && 'pin' in voucher, voucher && 'amount' in voucher]).toEqual([false, false]);
  });

  test('a replay shows the redemption as it was answered first', () => {
    const version = 2;
    const answered = {
      version,
      updatedAt: 1,
      operationCount: 1,
      lastError: null,
      metadata: { a: '1' },
      externalReference: null,
    };
    const shown = publicRedemption(asAnswered(redemption, answered));
    expect(shown).toMatchObject({ version, reversed_amount: 0, redeemed_amount: 100, metadata: { a: '1' } });
    expect(shown.operations).toHaveLength(1);
  });
});
