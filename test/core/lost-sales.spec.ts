// Which sales are lost with a restored backup, by what statements showed of them.
import type { Finding } from '../../src/core/findings/finding';
import { newMark, ended } from '../../src/core/restores/restore-mark';
import { lostSalesFor } from '../../src/core/reviews/lost-sales';
import type { Services } from '../../src/core/use-cases/services';
import { referenceOf } from '../../src/core/values/reference';
import type { ReviewedQuery } from '../../src/core/values/page';
import { sampleOperation, sampleRedemption, sampleReview, T0 } from '../fixtures/redemption';

const [SALE, TYPE] = [`rdm_${'a'.repeat(24)}`, 'vouchers.one_voucher'];
const SHOWN = { takenCents: 0, returned: { method: 'refund', amountCents: 500 } } as const;

function line(nth: number, reference: string): Finding {
  const about = { accountId: 'acc_1', livemode: false, version: 1, type: TYPE, reference, transactionId: null };
  const said = { amountCents: 500, summary: 'The statement says so', shown: SHOWN, openedAt: T0 + nth };
  return { id: `rvw_${String(nth).padStart(24, '0')}`, ...about, ...said, closedAt: null, verdict: null };
}

test('what statements showed first counts, however much of other systems they showed since', async () => {
  const all = Array.from({ length: 25_000 }, (_, at) => line(at, `of another system ${String(at)}`));
  all[0] = line(0, referenceOf(SALE, `op_${'1'.repeat(24)}`));
  const newest = all.toReversed();
  const list = ({ after, limit }: ReviewedQuery) => {
    const from = after ? newest.findIndex(({ id }) => id === after.id) + 1 : 0;
    return Promise.resolve(newest.slice(from, from + limit));
  };
  const none = () => Promise.resolve(null);
  const services = {
    store: {
      restores: { list: () => Promise.resolve([ended(newMark('rst_1', T0, T0 + 1), false, TYPE, T0 + 2)]) },
      accounts: { listAccounts: () => Promise.resolve([{ id: 'acc_1' }]) },
      findings: { list },
      redemptions: { find: none, findByReference: none, reviewed: () => Promise.resolve([]) },
    },
  } as unknown as Pick<Services, 'store'>;
  const operation = sampleOperation({ status: 'unknown' });
  const review = sampleReview({ reason: 'lost_in_restore', operationId: operation.id });
  const repeat = sampleRedemption({ status: 'reserved', operations: [operation], reviews: [review] });
  const lost = await lostSalesFor(services, repeat, review);
  expect(lost).toMatchObject({ isTold: true, sales: [{ redemptionId: SALE, takenCents: 0, returns: [{}] }] });
});
