// Lines that say more than the books about one operation are a difference, in whatever way they say it.
import { compare } from '../../src/reconcile/compare/compare';
import type { ReferenceLines } from '../../src/reconcile/sheet';
import type { HeldVoucher, Operation, Redemption } from '../../src/core/redemption/redemption';
import { sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';

const NOTHING = { takenCents: 0, mostTakenCents: 0, putBackCents: 0, lines: 0, changeCents: 0, changeLines: 0, refundCents: 0, refundLines: 0, refundUndoneCents: 0, restoreCents: 0, restoreLines: 0, mostBackCents: 0, mostPutBackCents: 0 }; // prettier-ignore
const WHOLE = { newestAt: T0, redemptions: true, refunds: true };
const done = sampleOperation({ status: 'succeeded', amountCents: 1500 });

/** What it comes to, with the operation alone in a redemption of 1500 cents that was paid. */
function kindOf(operation: Operation, lines: Partial<ReferenceLines>, over: Partial<Redemption> = {}) {
  const redemption = sampleRedemption({ status: 'confirmed', redeemedCents: 1500, operations: [operation], ...over });
  const theirs = {
    reference: 'r',
    transactionId: null,
    firstLine: 2,
    at: T0,
    newestAt: T0,
    writtenAt: T0,
    writtenCents: 0,
    ...NOTHING,
    ...lines,
  };
  return compare({ redemption, operation }, theirs, WHOLE);
}

it.each<[string, Partial<ReferenceLines>, string, number | null]>([
  ['the line of the redemption', { takenCents: 1500, lines: 1 }, 'matched', null],
  ['one that is undone', { putBackCents: 1500, lines: 1, mostPutBackCents: 1500 }, 'state_differs', 1500],
  [
    'two that cancel',
    { takenCents: 1500, putBackCents: 1500, lines: 2, mostPutBackCents: 1500 },
    'state_differs',
    1500,
  ],
  [
    'undone in two parts, or a part twice',
    { takenCents: 1500, putBackCents: 1500, lines: 3, mostPutBackCents: 750 },
    'amount_differs',
    null,
  ],
  [
    'a restore of its own',
    { takenCents: 1500, lines: 1, restoreCents: 1500, restoreLines: 1, mostPutBackCents: 1500 },
    'state_differs',
    1500,
  ],
  ['the restore alone', { restoreCents: 1500, restoreLines: 1, mostPutBackCents: 1500 }, 'state_differs', 1500],
  ['a part of it', { takenCents: 1500, putBackCents: 800, lines: 2, mostPutBackCents: 800 }, 'amount_differs', null],
  ['a restore of a part alone', { restoreCents: 800, restoreLines: 1, mostPutBackCents: 800 }, 'amount_differs', null],
  [
    'taken twice, and once undone',
    { takenCents: 3000, putBackCents: 1500, lines: 3, mostPutBackCents: 1500 },
    'amount_differs',
    null,
  ],
])('taken: %s', (_what, lines, kind, returned) => {
  const comparison = kindOf(done, lines);
  expect([comparison?.kind, comparison?.returned?.amountCents ?? null]).toEqual([kind, returned]);
});

it('takes a refund with a restore beside it for more than the refund', () => {
  const refund = sampleOperation({ type: 'reverse', method: 'refund', status: 'succeeded', amountCents: 700 });
  const line = { refundCents: 700, refundLines: 1 };
  const more = { ...line, restoreCents: 800, restoreLines: 1 };
  expect([kindOf(refund, line)?.kind, kindOf(refund, more)?.kind]).toEqual(['matched', 'amount_differs']);
  const failed = { ...refund, status: 'failed' } as const;
  const undone = { refundLines: 1 };
  expect(kindOf(failed, undone)?.kind).toBe('matched');
  expect(kindOf(failed, { ...undone, restoreCents: 800, restoreLines: 1 })?.kind).toBe('theirs_only');
});

it('takes a restore alone, under a capture that failed, for one of another capture', () => {
  const failed = { ...done, status: 'failed' } as const;
  expect(kindOf(failed, { putBackCents: 1500, lines: 1 })?.kind).toBe('matched');
  expect(kindOf(failed, { restoreCents: 1500, restoreLines: 1 })?.kind).toBe('state_differs');
});

it('takes change that was taken back for a difference, also where nobody knew how much it was', () => {
  const lines = { takenCents: 1500, lines: 1, changeLines: 1 };
  const changeVoucher = { amountCents: null } as HeldVoucher;
  expect(kindOf(done, { ...lines, changeCents: 400 }, { changeVoucher })?.kind).toBe('matched');
  expect(kindOf(done, lines, { changeVoucher })?.kind).toBe('state_differs');
});
