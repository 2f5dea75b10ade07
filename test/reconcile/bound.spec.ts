// A statement that says something else every day does not fill a redemption with reviews.
import { MOST_DIFFERENCES } from '../../src/core/redemption/bounds/bounds';
import { submit } from '../../src/core/use-cases/submit';
import { ReviewTally } from '../../src/reconcile/review-tally';
import { RECONCILER, Reviewing } from '../../src/reconcile/reviewing';
import { BLU_TYPE, openWorld, SHOP } from './world';

jest.setTimeout(60_000);

test('the reviews that statements open of one redemption are bounded; what is left out is counted', async () => {
  const world = await openWorld();
  const { services } = world;
  const redemption = await world.redeem(SHOP, BLU_TYPE, 1000);
  const [operation] = redemption.operations;
  if (!operation) throw new Error('It was taken');
  const difference = { kind: 'review_opened', reason: 'statement_differs', operationId: operation.id } as const;
  for (let n = 0; n < MOST_DIFFERENCES; n += 1) {
    const opened = await submit(services, redemption.id, RECONCILER, () => ({
      facts: [{ ...difference, summary: `Day ${String(n)}` }],
    }));
    const reviewId = opened.reviews.at(-1)?.id ?? '';
    const verdict = {
      kind: 'verdict_given',
      reviewId,
      decision: 'paid',
      note: 'n',
      evidence: 'e',
      amountCents: null,
    } as const;
    await submit(services, redemption.id, RECONCILER, () => ({ facts: [verdict] }));
  }
  const tally = new ReviewTally(100);
  const statement = { newestAt: services.clock.now(), redemptions: true, refunds: true };
  const reviewing = new Reviewing(services, tally, statement, 0, true);
  expect(await reviewing.redemption({ redemption, operation }, null)).toMatchObject({ reviewId: null });
  expect(tally.counts()).toEqual({ opened: 0, known: 0, notOpened: 1 });
  const fresh = await world.redeem(SHOP, BLU_TYPE, 1000);
  const [second] = fresh.operations;
  if (!second) throw new Error('It was taken');
  await reviewing.redemption({ redemption: fresh, operation: second }, null);
  expect(tally.counts()).toEqual({ opened: 1, known: 0, notOpened: 1 });
  await world.close();
});
