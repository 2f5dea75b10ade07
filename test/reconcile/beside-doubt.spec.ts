// After a restored backup: one capture was under way as the backup was made, and another one, which is lost, took the value. A person's word about
// the lost one is not taken beside the doubt, where nothing could be recorded, and neither verdict waits for the other for ever.
import type { Inquiry } from '../../src/core/providers/outcome';
import type { Redemption } from '../../src/core/redemption/redemption';
import { ended } from '../../src/core/restores/restore-mark';
import { judgeReview } from '../../src/core/reviews/reviews';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import type { Services } from '../../src/core/use-cases/services';
import { submit } from '../../src/core/use-cases/submit';
import { answering, given } from './back';
import { goesOn, openEach, OTT, read, reload, restoreAfter, services, statement, world } from './put-back';
import { BLU_TYPE, callerOf, OPERATOR, present } from './world';

openEach();

const ME = callerOf(OPERATOR);
const BUSY: Inquiry = { kind: 'not_sent', code: 'provider_unavailable', reason: 'Too many requests' };
const capture = (by: Services, { id }: Redemption, name: string) =>
  captureRedemption(by, id, { idempotency: { key: name, request: name } }, ME);

/** The statement has been read, as the operator's or as an account's upload. `lost`: the reference that took the value. */
async function oneDoubtedOneLost(type: string, isUpload = false) {
  const { pin } = world.simulators.issue({ type, value: 1500 });
  const redemption = await present(world.services, type, pin, 1500, 'manual');
  const first: { restored?: Promise<void>; ends?: (done: undefined) => void } = {};
  const ended = new Promise<undefined>((resolve) => {
    first.ends = resolve;
  });
  const backedUp = () => {
    first.restored = restoreAfter(async () => {
      await ended;
      await capture(world.services, redemption, 'second');
    });
    return Promise.resolve(BUSY);
  };
  await capture(
    answering(world.services, () => ({ capture: backedUp })),
    redemption,
    'first',
  );
  first.ends?.(undefined);
  await first.restored;
  const lines = await statement(type);
  await read(type, lines, isUpload ? { accountId: OPERATOR } : {});
  const lost = (await reload(redemption, world.services)).operations.at(-1)?.reference;
  return { redemption, lines, lost };
}

async function judge(redemption: Redemption, reason: string, decision: 'paid' | 'not_paid'): Promise<void> {
  const { reviews, version: ifMatch } = await reload(redemption);
  const id = reviews.find((review) => review.reason === reason && review.closedAt === null)?.id ?? '';
  await judgeReview(services, id, { decision, note: 'Seen', evidence: 'file', ifMatch }, ME);
}

const doubtOf = async (redemption: Redemption) =>
  (await reload(redemption)).operations.find(({ type, status }) => type === 'confirm' && status !== 'failed')?.id ?? '';

async function askedInVain(redemption: Redemption): Promise<void> {
  const operationId = await doubtOf(redemption);
  const review = { kind: 'review_opened', reason: 'doubt_unresolved', operationId, summary: 'No answer' } as const;
  await submit(services, redemption.id, RESOLVER, () => ({ facts: [review] }));
}

async function expectRecorded(
  { redemption, lines, lost }: Awaited<ReturnType<typeof oneDoubtedOneLost>>,
  type: string,
) {
  expect(await reload(redemption)).toMatchObject({ outcome: 'open', status: 'reserved', dueAt: null });
  await judge(redemption, 'statement_differs', 'paid');
  const now = await reload(redemption);
  expect(now).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
  expect(now.operations.at(-1)).toMatchObject({ type: 'confirm', status: 'succeeded', reference: lost });
  expect((await read(type, lines)).text).toContain('told, reversals go on');
  await goesOn(redemption);
  expect(given(world, await reload(redemption))).toBe(1);
}

describe.each([OTT, BLU_TYPE])('%s', (type) => {
  it('`paid` of the lost one names the doubt, and records once the provider has ended that', async () => {
    const story = await oneDoubtedOneLost(type);
    const { redemption } = story;
    expect(await reload(redemption)).toMatchObject({ outcome: 'checking', reviews: [{ operationId: null }] });
    const names = { code: 'outcome_unknown', detail: { extra: { operation_id: await doubtOf(redemption) } } };
    await expect(judge(redemption, 'statement_differs', 'paid')).rejects.toMatchObject(names);
    expect((await reload(redemption)).reviews).toMatchObject([{ closedAt: null, verdict: null }]);

    const none = () => Promise.resolve({ kind: 'not_found' });
    const by = answering(services, ({ traits }) => ({ traits: { ...traits, settlingMs: 0 }, inquireCapture: none }));
    for (let nth = 1; nth <= 2; nth += 1) {
      await resolveRedemption(by, redemption.id, RESOLVER, Date.now() + nth * 600_000);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    }
    await expectRecorded(story, type);
  });

  it('a person may say first that the doubted one took nothing', async () => {
    const story = await oneDoubtedOneLost(type);
    await askedInVain(story.redemption);
    const { id } = (await reload(story.redemption)).reviews.at(-1) ?? {};
    const names = { code: 'outcome_unknown', detail: { extra: { review_id: id } } };
    await expect(judge(story.redemption, 'statement_differs', 'paid')).rejects.toMatchObject(names);
    await judge(story.redemption, 'doubt_unresolved', 'not_paid');
    await expectRecorded(story, type);
  });

  it('where the verdict on the lost one can record nothing, that on the doubt does once nobody waits for a statement any more', async () => {
    const { redemption } = await oneDoubtedOneLost(type, true);
    await askedInVain(redemption);
    await expect(judge(redemption, 'statement_differs', 'paid')).rejects.toMatchObject({ code: 'awaiting_statement' });
    await expect(judge(redemption, 'doubt_unresolved', 'not_paid')).rejects.toMatchObject({ code: 'awaiting_statement' }); // prettier-ignore
    await expect(judge(redemption, 'doubt_unresolved', 'paid')).rejects.toMatchObject({ code: 'awaiting_statement' });
    const [mark] = await services.store.restores.list();
    if (mark) await services.store.restores.replace(ended(mark, false, type, Date.now()));
    await judge(redemption, 'doubt_unresolved', 'paid');
    expect(await reload(redemption)).toMatchObject({ outcome: 'paid', redeemedCents: 1500 });
  });
});
