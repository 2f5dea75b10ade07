// What a verdict `paid` on a repeat has to say of the sale that is lost, and what it carries over. Pure: what statements show is given.
import type { Finding } from '../../src/core/findings/finding';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Review } from '../../src/core/redemption/review';
import type { LostSale, LostSales } from '../../src/core/reviews/lost-sales';
import { carriedReturns, carriesOver } from '../../src/core/reviews/repeated-sale';
import { referenceOf, referencesIn } from '../../src/core/values/reference';
import type { Refusal } from '../../src/core/values/refusal';

const idOf = (digit: string) => `rdm_${digit.repeat(24)}`;
const [SALE, OTHER, FIRST_REPEAT, ME] = ['a', 'b', 'c', 'd'].map(idOf) as [string, string, string, string];
const ref = (id: string, operation = '1') => referenceOf(id, `op_${operation.repeat(24)}`);

const returned = (id: string, amountCents: number) =>
  ({
    reference: ref(id, '2'),
    transactionId: 'number',
    summary: 'The statement says so',
    accountId: 'acc_1',
    shown: { takenCents: 0, returned: { method: 'refund', amountCents } },
  }) as Finding;
const sale = (redemptionId: string, isTaken: boolean, ...cents: readonly number[]): LostSale => ({
  redemptionId,
  takenCents: isTaken ? 1000 : 0,
  returns: cents.map((one) => returned(redemptionId, one)),
});

const operation = { id: `op_${'1'.repeat(24)}`, type: 'confirm', reference: ref(ME) };
const current = { id: ME, accountId: 'acc_1', operations: [operation], reviews: [], journal: [], reversals: [] } as unknown as Redemption; // prettier-ignore

function carry(
  evidence: string,
  sales: readonly LostSale[],
  about: Partial<LostSales & { reason: Review['reason']; amountCents: number }> = {},
): string {
  const { reason = 'lost_in_restore', amountCents = 1000, ...more } = about;
  const review = { reason, operationId: operation.id } as Review;
  const lost = { isTold: true, sameVoucher: null, sales, ...more };
  try {
    const facts = carriedReturns(
      current,
      review,
      lost,
      { words: [evidence], amountCents },
      (prefix) => `${prefix}_new`,
    );
    return (
      facts.map((fact) => (fact.kind === 'return_found' ? String(fact.amountCents) : fact.kind)).join('+') || 'none'
    );
  } catch (error) {
    const { code, message } = error as Refusal;
    // Of whichever account they are: whoever knows a reference may carry over what was given back under it.
    expect([ref(ME), ...referencesIn(evidence)]).toEqual(expect.arrayContaining(referencesIn(message)));
    return code;
  }
}

const NAME = 'verdict_reference_required';
const TOLD: readonly (readonly [string, string, readonly LostSale[], string, Parameters<typeof carry>[2]?])[] = [
  ['nothing was given back', 'file', [sale(SALE, true)], 'none'],
  ['it has to be named once anything was', 'file', [sale(SALE, true, 500)], NAME],
  ['named', `line ${ref(SALE)}`, [sale(SALE, true, 500)], '500'],
  ['named by the line of what was given back', `line ${ref(SALE, '2')}`, [sale(SALE, true, 500)], '500'],
  ['another one gave value back', `line ${ref(SALE)}`, [sale(SALE, true), sale(OTHER, true, 500)], 'none'],
  ['two sales', `${ref(SALE)} ${ref(OTHER)}`, [sale(SALE, true), sale(OTHER, true, 500)], NAME],
  ['one that nobody knows', ref(OTHER), [sale(SALE, true)], NAME],
  ['its own reference says nothing where it was refused', ref(ME), [sale(SALE, true, 500)], NAME],
  [
    'its own, in doubt: it took the value itself',
    ref(ME),
    [sale(SALE, true, 500)],
    'none',
    { reason: 'doubt_unresolved' },
  ],
  ['in doubt as well', 'file', [sale(SALE, true, 500)], NAME, { reason: 'doubt_unresolved' }],
  ['in doubt, named', ref(SALE), [sale(SALE, true, 500)], '500', { reason: 'doubt_unresolved' }],
  ['given back under a repeat that is lost', ref(SALE), [sale(SALE, true), sale(FIRST_REPEAT, false, 300)], NAME],
  [
    'that one as well',
    `${ref(SALE)}, ${ref(FIRST_REPEAT)}`,
    [sale(SALE, true, 500), sale(FIRST_REPEAT, false, 300)],
    '500+300',
  ],
  ['that one alone', ref(FIRST_REPEAT), [sale(SALE, true, 500), sale(FIRST_REPEAT, false, 300)], NAME],
  [
    'that one, as no statement has the sale',
    `${ref(FIRST_REPEAT)}, no sale`,
    [sale(OTHER, true), sale(FIRST_REPEAT, false, 300)],
    '300',
  ],
  ['that one, where statements show no sale at all', ref(FIRST_REPEAT), [sale(FIRST_REPEAT, false, 300)], '300'],
  [
    'that one, of two repeats',
    `${ref(SALE)}, ${ref(FIRST_REPEAT)}`,
    [sale(SALE, true), sale(FIRST_REPEAT, false, 300), sale(OTHER, false, 200)],
    NAME,
  ],
  [
    'that one, and not the other',
    `${ref(SALE)}, ${ref(FIRST_REPEAT)}, nothing else`,
    [sale(SALE, true), sale(FIRST_REPEAT, false, 300), sale(OTHER, false, 200)],
    '300',
  ],
  [
    'that one, which is not all there is',
    `${ref(FIRST_REPEAT)}, nothing else`,
    [sale(SALE, true), sale(FIRST_REPEAT, false, 300)],
    NAME,
  ],
  ['nothing of it', `${ref(SALE)}, nothing else`, [sale(SALE, true), sale(FIRST_REPEAT, false, 300)], 'none'],
  ['no statement yet', ref(SALE), [sale(SALE, true, 500)], 'awaiting_statement', { isTold: false }],
  [
    'it took less than the verdict says',
    ref(SALE),
    [sale(SALE, true, 500)],
    'verdict_amount_exceeds',
    { amountCents: 1001 },
  ],
  ['a draft of the backup is the sale', ref(SALE), [sale(SALE, true)], NAME, { sameVoucher: OTHER }],
];

test.each(TOLD.map(([name, ...rest]) => [name, rest] as const))('%s', (_name, [evidence, sales, result, about]) => {
  expect(carry(evidence, sales, about)).toBe(result);
});

test('two people say the same where the same is carried over', () => {
  const lost = { isTold: true, sameVoucher: null, sales: [sale(SALE, true, 500), sale(OTHER, true)] };
  const carries = (...words: readonly string[]) => carriesOver(current, lost, words);
  expect(carries(`line ${ref(SALE)}`)).toBe(carries('as below', `${ref(SALE, '2')}, nothing else`));
  expect(carries(ref(SALE))).not.toBe(carries('file'));
  expect(carries(ref(OTHER))).toBe(carries('file'));
  expect(carries(ref(ME))).toBe(carries('file'));
  // It may have been a lost sale when the first one named it.
  expect(carries(ref(FIRST_REPEAT))).not.toBe(carries('file'));
  expect(carriesOver(current, null, [ref(SALE)])).toBe('');
});
