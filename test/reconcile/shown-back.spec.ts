// Without any restored backup: what the provider says was given back is not called failed by another word of its own, nor by a person's who
// has not looked, and it is not given back a second time. What shows nothing of the kind keeps nothing waiting.
import type { Inquiry } from '../../src/core/providers/outcome';
import type { Redemption } from '../../src/core/redemption/redemption';
import { judgeReview } from '../../src/core/reviews/reviews';
import { proposeReversal } from '../../src/core/use-cases/four-eyes/proposals';
import { reversalTerms } from '../../src/core/use-cases/four-eyes/terms';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import { submit } from '../../src/core/use-cases/submit';
import { DAY_MS } from '../../src/core/values/time';
import { answering, giveBack, given } from './back';
import { isRefund, type Line, ONE, openEach, OTT, read, reload as reloadFrom, statement, world } from './put-back';
import { BLU_TYPE, callerOf, OPERATOR, present } from './world';

openEach();

const ME = callerOf(OPERATOR);
const LOST: Inquiry = { kind: 'unknown', reason: 'lost on its way' };
const REFUSED: Inquiry = { kind: 'declined', code: 'provider_rejected', proof: 'refusal' };
const NO_RECORD: Inquiry = { kind: 'not_found' };
const OF_RECORD: Inquiry = { kind: 'declined', code: 'provider_rejected', proof: 'record' };

const reload = (redemption: Redemption) => reloadFrom(redemption, world.services);
const again = (redemption: Redemption, cents = 1) => giveBack(world.services, redemption, cents);
const givenOf = async (redemption: Redemption) => given(world, await reload(redemption));

/** Gives back what the provider carries out, and says this of it. */
async function givesAndSays(redemption: Redemption, cents: number, answer: Inquiry): Promise<void> {
  const saying =
    (call: (...given: never[]) => Promise<unknown>) =>
    async (...given: never[]) => {
      await call(...given);
      return answer;
    };
  const by = answering(world.services, (gate) => ({
    refund: saying(gate.refund.bind(gate)),
    restore: saying(gate.restore.bind(gate)),
  }));
  await giveBack(by, redemption, cents);
}

/** The provider is asked until its word would count: this one, or the true one. */
async function asked(redemption: Redemption, answer?: Inquiry): Promise<void> {
  const says = () => Promise.resolve(answer);
  const by = answering(world.services, ({ traits }) => ({
    traits: { ...traits, settlingMs: 0 },
    ...(answer ? { inquireRefund: says, inquireRestore: says } : {}),
  }));
  for (let nth = 1; nth <= 2; nth += 1) {
    await resolveRedemption(by, redemption.id, RESOLVER, Date.now() + nth * 600_000);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  }
}

/** As the provider writes its statement now, or otherwise. */
async function readNow(type: string, bend: (lines: Line[]) => readonly Line[] = (lines) => lines): Promise<void> {
  await read(type, await statement(type, bend), { fromAt: Date.now() - DAY_MS }, world.services);
}

async function openOf(redemption: Redemption, reason: string) {
  const { reviews, version } = await reload(redemption);
  const review = reviews.findLast((one) => one.reason === reason && one.closedAt === null);
  return { id: review?.id ?? '', ifMatch: version };
}

async function judge(redemption: Redemption, reason: string, decision: 'paid' | 'not_paid') {
  const { id, ifMatch } = await openOf(redemption, reason);
  return judgeReview(world.services, id, { decision, note: 'Seen', evidence: 'file', ifMatch }, ME);
}

const waitsForReview = async (redemption: Redemption) => ({
  code: 'awaiting_statement',
  detail: { extra: { review_id: (await openOf(redemption, 'statement_differs')).id } },
});

async function askedInVain(redemption: Redemption): Promise<void> {
  const operationId = (await reload(redemption)).operations.at(-1)?.id ?? '';
  const doubt = { kind: 'review_opened', reason: 'doubt_unresolved', operationId, summary: 'No answer' } as const;
  await submit(world.services, redemption.id, RESOLVER, () => ({ facts: [doubt] }));
}

/** 1Voucher puts the value back on the voucher, which its statement marks on the line of the sale; the others sell a new one. */
describe.each([ONE, OTT, BLU_TYPE])('%s: what is in doubt here, and was given back by its statement', (type) => {
  let sale: Redemption;
  beforeEach(async () => {
    sale = await world.redeem(OPERATOR, type, 1500);
    await givesAndSays(sale, 1500, LOST);
    expect((await reload(sale)).reversals).toMatchObject([{ status: 'unknown' }]);
    await readNow(type);
  });

  it('is not said to have failed before a person has looked at the statement', async () => {
    await askedInVain(sale);
    const waits = await waitsForReview(sale);
    await expect(judge(sale, 'doubt_unresolved', 'not_paid')).rejects.toMatchObject(waits);
    await expect(again(sale)).rejects.toMatchObject({ code: 'outcome_unknown' });
    await judge(sale, 'doubt_unresolved', 'paid');
    await expect(again(sale)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
    expect(await givenOf(sale)).toBe(1500);
  });

  it.each([NO_RECORD, OF_RECORD])('stays in doubt, whatever the provider answers: %j', async (answer) => {
    await asked(sale, answer);
    const { operations, reversals } = await reload(sale);
    expect([reversals, operations.length]).toMatchObject([[{ status: 'unknown' }], 2]);
    await expect(again(sale)).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(await givenOf(sale)).toBe(1500);
  });
});

/** The day after, the provider took it back, and its statement of both days says so. */
const undone = (lines: Line[]) => [
  ...lines,
  ...lines.filter(isRefund).map((line) => {
    const date = new Date(Date.parse(line.date ?? '') + 3_600_000).toISOString();
    return { ...line, date, status: 'Reversed' };
  }),
];

/** The ids of the open reviews of statements, oldest first. */
async function statementReviews(redemption: Redemption): Promise<string[]> {
  const { reviews } = await reload(redemption);
  return reviews
    .filter(({ reason, closedAt }) => reason === 'statement_differs' && closedAt === null)
    .map((one) => one.id);
}

async function judgeOne(redemption: Redemption, id: string | undefined, decision: 'paid' | 'not_paid') {
  const { version: ifMatch } = await reload(redemption);
  return judgeReview(world.services, id ?? '', { decision, note: 'Seen', evidence: 'file', ifMatch }, ME);
}

describe.each([OTT, BLU_TYPE])('%s: what is in doubt here, and two statements show in two ways', (type) => {
  let sale: Redemption;
  beforeEach(async () => {
    sale = await world.redeem(OPERATOR, type, 1500);
    await givesAndSays(sale, 1500, LOST);
    await readNow(type);
    await readNow(type, undone);
    await askedInVain(sale);
    expect(await statementReviews(sale)).toHaveLength(2);
  });

  it.each(['first', 'last'])('ends as failed once a person has said so of both, the %s one first', async (which) => {
    const ids = await statementReviews(sale);
    if (which === 'last') ids.reverse();
    await judgeOne(sale, ids[0], 'not_paid');
    expect(await statementReviews(sale)).toEqual([ids[1]]);
    expect((await reload(sale)).reversals).toMatchObject([{ status: 'unknown' }]);
    await expect(again(sale)).rejects.toMatchObject({ code: 'outcome_unknown' });
    const waits = { code: 'awaiting_statement', detail: { extra: { review_id: ids[1] } } };
    await expect(judge(sale, 'doubt_unresolved', 'not_paid')).rejects.toMatchObject(waits);
    await asked(sale, OF_RECORD);
    await expect(again(sale)).rejects.toMatchObject({ code: 'outcome_unknown' });

    await judgeOne(sale, ids[1], 'not_paid');
    expect((await reload(sale)).reversals).toMatchObject([{ status: 'failed' }]);
    expect((await again(sale, 1500)).reversal).toMatchObject({ status: 'succeeded' });
  });

  it('ends as given back with the word of one of them, also after the other was said to be wrong', async () => {
    const [first, last] = await statementReviews(sale);
    await judgeOne(sale, last, 'not_paid');
    await judgeOne(sale, first, 'paid');
    expect(await reload(sale)).toMatchObject({ reversedCents: 1500, reversals: [{ status: 'succeeded' }] });
    await expect(again(sale)).rejects.toMatchObject({ code: 'reversal_exceeds_redeemed' });
    expect(await givenOf(sale)).toBe(1500);
  });
});

it.each([ONE, OTT])(
  '%s: a capture in doubt that two statements show in two ways is ended by a person either way',
  async (type) => {
    for (const decision of ['paid', 'not_paid'] as const) {
      const { pin } = world.simulators.issue({ type, value: 1500 });
      const losing = answering(world.services, (gate) => ({
        capture: async (...call: Parameters<typeof gate.capture>) => {
          await gate.capture(...call);
          return LOST;
        },
      }));
      const sale = await present(losing, type, pin, 1500);
      await readNow(type);
      await readNow(type, (lines) => lines.map((line) => ({ ...line, status: 'Reversed' })));
      const [first, last] = await statementReviews(sale);
      expect(last).toBeDefined();
      await judgeOne(sale, first, 'not_paid');
      expect(await reload(sale)).toMatchObject({ status: 'reserved', outcome: 'checking' });
      await judgeOne(sale, last, decision);
      expect(await reload(sale)).toMatchObject({ outcome: decision });
    }
  },
);

describe.each([OTT, BLU_TYPE])('%s: what failed here, and was given back by its statement', (type) => {
  it('is not given back again, nor asked for, before a person has looked', async () => {
    const sale = await world.redeem(OPERATOR, type, 1500);
    await givesAndSays(sale, 1500, REFUSED);
    expect((await reload(sale)).reversals).toMatchObject([{ status: 'failed' }]);
    await readNow(type);
    const waits = await waitsForReview(sale);
    await expect(again(sale, 1500)).rejects.toMatchObject(waits);
    const proposal = { amountCents: 1500, reason: 'returned' };
    await expect(proposeReversal(world.services, sale.id, proposal, ME)).rejects.toMatchObject(waits);
    expect(await reversalTerms(world.services, await reload(sale), ME)).toMatchObject({
      reversible: false,
      whyNot: { code: 'awaiting_statement' },
    });
    expect(await givenOf(sale)).toBe(1500);
    // From then on it is that person's word.
    await judge(sale, 'statement_differs', 'not_paid');
    expect((await again(sale, 1500)).reversal).toMatchObject({ status: 'succeeded' });
  });

  it('is not given back again where it stands in two lines, or under a reference of ours that nothing here has', async () => {
    const twice = await world.redeem(OPERATOR, type, 1500);
    await again(twice, 500);
    await readNow(type, (lines) => lines.flatMap((line) => (isRefund(line) ? [line, line] : [line])));
    await expect(again(twice)).rejects.toMatchObject(await waitsForReview(twice));

    const strange = await world.redeem(OPERATOR, type, 1500);
    const reference = `op-${strange.id.slice(4)}-0badcafe`;
    const lines = await statement(type, (all) => [{ ...(all[0] as Line), type: 'Refund', reference }]);
    await read(type, lines, { fromAt: Date.now() - DAY_MS, accountId: OPERATOR }, world.services);
    await expect(again(strange)).rejects.toMatchObject(await waitsForReview(strange));
  });
});

it('what the line of the sale shows as put back is not given back, also where a review was open that the line is absent', async () => {
  const sale = await world.redeem(OPERATOR, ONE, 1500);
  await world.redeem(OPERATOR, ONE, 100);
  await readNow(ONE, (lines) => lines.slice(1));
  expect((await reload(sale)).reviews).toHaveLength(1);
  await readNow(ONE, ([line, ...lines]) => [{ ...(line as Line), status: 'Reversed' }, ...lines]);
  await expect(again(sale)).rejects.toMatchObject(await waitsForReview(sale));
  expect(await givenOf(sale)).toBe(0);
});

it('a reversal that ends as the statement shows it keeps nothing waiting, though its review is open', async () => {
  const part = await world.redeem(OPERATOR, OTT, 900);
  await givesAndSays(part, 400, LOST);
  await readNow(OTT);
  await asked(part);
  expect((await reload(part)).reviews.map(({ closedAt }) => closedAt)).toContain(null);
  expect((await again(part, 500)).reversal).toMatchObject({ status: 'succeeded' });
});

it('a sale that a statement lacks, or shows with another amount, can be given back', async () => {
  const sales = [await world.redeem(OPERATOR, OTT, 1500), await world.redeem(OPERATOR, OTT, 900)];
  await readNow(OTT, ([, other]) => [{ ...(other as Line), gross: '8.00' }]);
  for (const sale of sales) {
    expect((await reload(sale)).reviews).toMatchObject([{ reason: 'statement_differs', closedAt: null }]);
    expect((await again(sale)).reversal).toMatchObject({ status: 'succeeded' });
  }
});

it('a reversal that failed, and was carried out by a late answer, is not made again before a person has looked', async () => {
  const sale = await world.redeem(OPERATOR, OTT, 1500);
  await givesAndSays(sale, 1500, REFUSED);
  const operationId = (await reload(sale)).operations.at(-1)?.id ?? '';
  const inquiry = { kind: 'accepted', amountCents: 1500, voucher: null } as const;
  const late = { kind: 'answered', operationId, askId: null, inquiry, settlingMs: 0, fallback: null } as const;
  await submit(world.services, sale.id, RESOLVER, () => ({ facts: [late] }));
  const { id } = await openOf(sale, 'answer_contradicts_state');
  const waits = { code: 'awaiting_statement', detail: { extra: { review_id: id } } };
  await expect(again(sale)).rejects.toMatchObject(waits);
  expect(await givenOf(sale)).toBe(1500);
});
