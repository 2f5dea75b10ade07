// When a redemption settled, and when its reversals ended: by the journal alone, whoever wrote the document.
import type { JournalEntry, Redemption, Reversal } from '../../src/core/redemption/redemption';
import { withSettledTimes } from '../../src/core/redemption/settling/settled-times';
import { sampleRedemption, sampleReview, T0 } from '../fixtures/redemption';

type Line = Pick<JournalEntry, 'fact' | 'status'> & { readonly detail?: JournalEntry['detail'] };

function journalOf(lines: readonly Line[]): JournalEntry[] {
  return lines.map((line, index) => ({
    seq: index + 1,
    writeId: 'w',
    at: T0 + index,
    actor: { kind: 'api_key', id: 'key' },
    requestId: null,
    version: 1,
    detail: {},
    ...line,
  }));
}

function reversal(id: string, status: Reversal['status']): Reversal {
  return {
    id: `rev_${id}`,
    operationId: `op_${id}`,
    amountCents: 1,
    reason: 'x',
    status,
    method: 'restored',
    refundVoucher: null,
    error: null,
    createdAt: T0,
    updatedAt: T0 + 999,
  };
}

const PAID: readonly Line[] = [
  { fact: 'created', status: 'draft' },
  { fact: 'reserved', status: 'reserved' },
  { fact: 'confirm_requested', status: 'reserved' },
  { fact: 'confirm_answered', status: 'confirmed' },
];

describe('the moment at which something settled', () => {
  it.each([
    ['paid', 'confirmed', PAID, T0 + 3],
    ['not paid', 'failed', [...PAID.slice(0, 2), { fact: 'canceled', status: 'failed' }], T0 + 2],
    ['a journal that does not say', 'failed', [], T0 + 77],
  ] as const)('of a redemption is that of the fact that made it so: %s', (_what, status, lines, at) => {
    const later: Line = { fact: 'updated', status };
    const old = sampleRedemption({
      status,
      journal: journalOf(lines.length > 0 ? [...lines, later] : []),
      updatedAt: T0 + 77,
    });
    const settled = withSettledTimes(old);
    expect(settled.settledAt).toBe(at);
    expect(withSettledTimes(settled)).toBe(settled);
  });

  it('is none while it is open', () => {
    const open = sampleRedemption({ status: 'reserved', journal: journalOf(PAID.slice(0, 3)) });
    expect(withSettledTimes(open)).toBe(open);
  });

  it('of a reversal is that of its last answer, of the verdict, or of the statement', () => {
    const answer = (id: string, kind: string): Line => ({
      fact: 'reverse_answered',
      status: 'confirmed',
      detail: { operation_id: `op_${id}`, answer: kind },
    });
    const review = sampleReview({ operationId: 'op_judged' });
    const redemption: Redemption = sampleRedemption({
      status: 'confirmed',
      settledAt: T0,
      reviews: [review],
      reversals: [
        reversal('plain', 'succeeded'),
        reversal('refused', 'failed'),
        reversal('judged', 'succeeded'),
        reversal('found', 'succeeded'),
        reversal('open', 'unknown'),
        reversal('unsaid', 'succeeded'),
      ],
      journal: journalOf([
        answer('plain', 'unknown'),
        answer('judged', 'unknown'),
        answer('plain', 'accepted'),
        answer('refused', 'declined'),
        { fact: 'verdict_given', status: 'confirmed', detail: { review_id: review.id } },
        { fact: 'return_found', status: 'confirmed', detail: { operation_id: 'op_found' } },
        answer('open', 'unknown'),
        {
          fact: 'reverse_answered_late',
          status: 'confirmed',
          detail: { operation_id: 'op_plain', answer: 'accepted' },
        },
      ]),
    });
    const ends = withSettledTimes(redemption).reversals.map(({ settledAt }) => settledAt && settledAt - T0);
    expect(ends).toEqual([2, 3, 4, 5, undefined, 999]);
  });
});
