import {
  checkTransitions,
  MOVES,
  nextStatus,
  statusesAllowing,
  TRANSITIONS,
} from '../../src/core/redemption/transitions';
import { STATUSES } from '../../src/core/redemption/redemption';

test('the table, move by move', () => {
  const table = STATUSES.map((status) => [status, ...MOVES.map((move) => nextStatus(status, move) ?? '-')]);
  expect(table).toEqual([
    /*             reserve     confirm      fail      reverse     */
    ['draft', 'reserved', '-', 'failed', '-'],
    ['reserved', '-', 'confirmed', 'failed', '-'],
    ['confirmed', '-', '-', '-', 'confirmed'],
    ['failed', '-', '-', '-', '-'],
  ]);
  expect(statusesAllowing('fail')).toEqual(['draft', 'reserved']);
  expect(statusesAllowing('reverse')).toEqual(['confirmed']);
});

test('the boot check accepts the table and rejects broken ones', () => {
  expect(() => {
    checkTransitions();
  }).not.toThrow();
  const broken: [typeof TRANSITIONS, RegExp][] = [
    [{ ...TRANSITIONS, reserved: { fail: 'failed' } }, /confirmed can never be reached/],
    [
      { ...TRANSITIONS, draft: { reserve: 'reserved' }, reserved: { confirm: 'confirmed' } },
      /failed can never be reached/,
    ],
    [{ ...TRANSITIONS, confirmed: { reverse: 'confirmed', fail: 'failed' } }, /confirmed must be final/],
    [{ ...TRANSITIONS, failed: { reserve: 'reserved' } }, /failed must be final/],
  ];
  for (const [table, message] of broken) {
    expect(() => {
      checkTransitions(table);
    }).toThrow(message);
  }
});
