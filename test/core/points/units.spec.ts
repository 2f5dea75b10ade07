// Amounts of points: text in and out, exactly, at every scale.
import * as fc from 'fast-check';
import { formatUnits, parseUnits } from '../../../src/core/points/units';

const scales = fc.integer({ min: 0, max: 18 });

test('what is printed is read again, at every scale', () => {
  fc.assert(
    fc.property(scales, fc.bigInt({ min: 0n, max: 10n ** 30n - 1n }), (scale, units) => {
      expect(parseUnits(formatUnits(units, scale), scale)).toBe(units);
    }),
  );
});

test('the same value is the same units, however many zeros follow it', () => {
  fc.assert(
    fc.property(scales, fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.nat(8), (scale, units, zeros) => {
      const text = formatUnits(units, scale);
      const longer = (text.includes('.') ? text : `${text}.`) + '0'.repeat(zeros);
      if (!longer.endsWith('.')) expect(parseUnits(longer, scale)).toBe(units);
    }),
  );
});

test.each(['', ' 1', '1 ', '+1', '-1', '01', '00', '1e3', '1.', '.5', '1,000', '٣', '0x10', 'NaN', '1.2.3'])(
  '%j is no amount',
  (text) => {
    expect(parseUnits(text, 2)).toBe('form');
  },
);

test('decimals beyond the scale must say nothing', () => {
  expect(parseUnits('10.005', 2)).toBe('scale');
  expect(parseUnits('10.5000', 2)).toBe(1050n);
  expect(parseUnits('10.50', 1)).toBe(105n);
  expect(parseUnits('7.000', 0)).toBe(7n);
  expect(parseUnits('0.000000000000000001', 18)).toBe(1n);
});

test('an amount has thirty digits at most, as text and as units', () => {
  expect(parseUnits('9'.repeat(30), 0)).toBe(10n ** 30n - 1n);
  expect(parseUnits('1'.repeat(31), 0)).toBe('digits');
  expect(parseUnits('1'.repeat(20), 18)).toBe('digits');
});

test('a posting may be negative', () => {
  expect(formatUnits(-1050n, 2)).toBe('-10.50');
  expect(formatUnits(-5n, 2)).toBe('-0.05');
  expect(formatUnits(0n, 2)).toBe('0.00');
  expect(formatUnits(-7n, 0)).toBe('-7');
});
