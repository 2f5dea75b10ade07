// The simulators' books forget the oldest, so that a simulator that runs for months does not fill its machine.
import { createBooks } from './books';

test('keeps so many vouchers and memories, and forgets the oldest first', () => {
  const books = createBooks({ most: 5 });
  const type = 'vouchers.blu';
  const pins = Array.from({ length: 8 }, () => books.issue({ type, value: 100, pinLength: 16 }).pin);
  expect(pins.map((pin) => books.find(type, pin) !== undefined)).toEqual([
    ...Array<boolean>(3).fill(false),
    ...Array<boolean>(5).fill(true),
  ]);
  for (let n = 0; n < 8; n += 1) books.remember('blu', String(n), { n });
  expect([books.recall('blu', '2'), books.recall('blu', '3')]).toEqual([undefined, { n: 3 }]);
  // One that is used is the same one: it pushes nothing out.
  const voucher = books.find(type, pins[3] ?? '');
  if (!voucher) throw new Error('It is there');
  books.take(voucher, 'ref', 100);
  expect(books.snapshot().vouchers).toHaveLength(5);
});
