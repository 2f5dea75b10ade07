// The simulators' books forget the oldest, so that a simulator that runs for months does not fill its machine.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBooks, FIXED_PIN, MOVEMENTS_KEPT } from './books';

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

test('a voucher that is used and given back without end fills neither the memory nor the file, and the newest of it is there after a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-books-'));
  try {
    const file = join(folder, 'simulators.jsonl');
    const open = () => createBooks({ file, growth: 20_000 });
    const books = open();
    const fixed = (of = books) => of.find('vouchers.one_voucher', FIXED_PIN) ?? fail();
    const whole = statSync(file).size;
    let largest = 0;
    for (let cycle = 0; cycle < 2_000; cycle += 1) {
      books.take(fixed(), `taken ${String(cycle)}`, 100);
      books.giveBack(fixed(), `returned ${String(cycle)}`, 100);
      largest = Math.max(largest, statSync(file).size);
    }
    expect([fixed().taken.length, fixed().returned.length]).toEqual([MOVEMENTS_KEPT, MOVEMENTS_KEPT]);
    // What it holds, three times that or what may be added in any case, and the last line.
    const one = JSON.stringify(fixed()).length + whole;
    expect(largest).toBeLessThan(one + Math.max(20_000, 3 * one) + one);
    books.close();
    expect(fixed(open())).toMatchObject({ status: 'active', taken: fixed().taken, returned: fixed().returned });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function fail(): never {
  throw new Error('The fixed PIN is gone');
}
