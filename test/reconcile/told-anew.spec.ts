// After a restored backup: a verdict, a version or a review of before says nothing of what was done since, and what a statement shows as given
// back is recorded however it comes out, and never as more than it shows.
import { judgeReview } from '../../src/core/reviews/reviews';
import type { Redemption } from '../../src/core/redemption/redemption';
import { approveProposal, proposeReversal, rejectProposal } from '../../src/core/use-cases/four-eyes/proposals';
import { ended } from '../../src/core/restores/restore-mark';
import { cancelRedemption } from '../../src/core/use-cases/cancel';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { recoverRedemption } from '../../src/core/use-cases/idempotency/recover';
import { resolveRedemption, RESOLVER } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { submit } from '../../src/core/use-cases/submit';
import { DAY_MS } from '../../src/core/values/time';
import { given } from './back';
import {
  closeReviews,
  giveBack,
  isRefund,
  type Line,
  ONE,
  openEach,
  OTT,
  read,
  reload,
  restoreAfter,
  services,
  statement,
  waits,
  world,
} from './put-back';
import { callerOf, OPERATOR, present } from './world';

openEach();

const ME = callerOf(OPERATOR);
const asked = (ifMatch?: number) => ({
  reason: 'returned',
  amountCents: 500,
  idempotency: { key: 'K', request: 'the same' },
  ifMatch,
});
const reverse = (by: Services, { id }: Redemption, ifMatch?: number) => reverseRedemption(by, id, asked(ifMatch), ME);
/** The refund, listed by the provider under the reference of the sale. */
const underSale = (all: Line[], over: Partial<Line> = {}) => {
  const reference = all.find((line) => !isRefund(line))?.reference ?? '';
  return all.map((line) => (isRefund(line) ? { ...line, reference, ...over } : line));
};
const approver = {
  ...ME,
  actor: { kind: 'user', id: 'usr_65f0c0c0c0c0c0c0c0c0c0a1' },
  user: { id: 'usr_65f0c0c0c0c0c0c0c0c0c0a1', email: 'a@x.example', role: 'approver', sessionId: 'ses_1', epoch: 1, presentUntil: Date.now() + DAY_MS },
} as const; // prettier-ignore

describe('what was asked for before, word for word', () => {
  it('does not pass by a version of before, whatever the state was then and has been since', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(async () => {
      const { version } = (await reverse(world.services, redemption, redemption.version)).redemption;
      await reverseRedemption(world.services, redemption.id, { ...asked(version), amountCents: 300, idempotency: { key: 'K2', request: '2' } }, ME); // prettier-ignore
    });
    await read(OTT, await statement(OTT, (all) => underSale(all)));
    await closeReviews(redemption);
    for (let version = 1; version < 10; version += 1)
      await expect(reverse(services, redemption, version)).rejects.toMatchObject({ code: 'version_conflict' });
    expect(given(world, await reload(redemption))).toBe(0);
    const { reversal } = await reverse(services, redemption, (await reload(redemption)).version);
    expect(reversal).toMatchObject({ status: 'succeeded' });
  });

  it('is no proposal either', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 500, world.services));
    await read(OTT, await statement(OTT));
    await expect(proposeReversal(services, redemption.id, asked(), ME)).rejects.toMatchObject({
      code: 'if_match_required',
    });
    const { version } = await reload(redemption);
    expect((await proposeReversal(services, redemption.id, asked(version), ME)).proposal.status).toBe('waiting');
  });

  it('lapses where it waited for a second person, who may have said no since', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    const { proposal } = await proposeReversal(world.services, redemption.id, asked(), ME);
    const ifMatch = redemption.version;
    await restoreAfter(() => rejectProposal(world.services, proposal.id, { note: 'Fraud', ifMatch }, approver));
    expect((await read(OTT, await statement(OTT))).text).toContain('told, reversals go on');
    await expect(approveProposal(services, proposal.id, { ifMatch }, approver)).rejects.toMatchObject({
      code: 'proposal_lapsed',
    });
  });
});

describe('a review of before', () => {
  it('is not that of what a statement says since: proposals lapse, and its verdict frees nothing', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    const other = (all: Line[]) => all.map((line) => (isRefund(line) ? line : { ...line, gross: '14.99' }));
    const { proposal } = await proposeReversal(world.services, redemption.id, asked(), ME);
    await read(OTT, await statement(OTT, other), { fromAt: Date.now() - DAY_MS }, world.services);
    await restoreAfter(() => giveBack(redemption, 500, world.services));
    const told = await read(OTT, await statement(OTT, (all) => other(underSale(all, { type: 'Redemption', status: 'Reversed' })))); // prettier-ignore
    expect(told.gaps).toMatchObject([{ closed: true, held: 1 }]);
    const { reviews, proposals } = await reload(redemption);
    expect([reviews.length, proposals?.[0]?.id, proposals?.[0]?.status]).toEqual([2, proposal.id, 'lapsed']);
    const verdict = { decision: 'paid', note: 'Seen', evidence: 'file', ifMatch: (await reload(redemption)).version } as const; // prettier-ignore
    await judgeReview(services, reviews[0]?.id ?? '', verdict, ME);
    await waits(redemption);
  });

  it.each<[string, Partial<Line>]>([
    ['undone', { type: 'Redemption', status: 'Reversed' }],
    ['given back by a refund', { type: 'Refund' }],
  ])('that settled what was taken under a reference of nobody does not settle that it was %s', async (_what, over) => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    const foreign = (all: Line[]) => all.map((line) => ({ ...line, reference: 'R-4711' }));
    await restoreAfter(() => Promise.resolve());
    await read(OTT, await statement(OTT, foreign));
    await closeReviews();
    await closeReviews(redemption);
    await giveBack(redemption, 1500, world.services);
    const lines = await statement(OTT, (all) =>
      foreign(all).map((line) => (isRefund(line) ? { ...line, ...over } : line)),
    );
    for (let reading = 0; reading < 2; reading += 1) {
      expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: false }]);
      await waits(redemption);
    }
    const query = { accountId: OPERATOR, livemode: false, which: 'open', order: 'newest', limit: 9 } as const;
    const open = await services.store.findings.list(query);
    // The verdict of then is still there to be read.
    expect(open).toMatchObject([{ reference: 'R-4711', desk: [{ kind: 'noted', text: expect.stringContaining('Looked at') as string }] }]); // prettier-ignore
    await closeReviews();
    await closeReviews(redemption);
    expect((await read(OTT, lines)).text).toContain('told, reversals go on');
  });
});

describe('what a statement shows as given back is recorded', () => {
  it('however many parts of one redemption there were', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 5000);
    await restoreAfter(async () => {
      for (let part = 1; part <= 110; part += 1) await giveBack(redemption, 10, world.services);
    });
    expect((await read(OTT, await statement(OTT))).text).toContain('told, reversals go on');
    expect(await reload(redemption)).toMatchObject({ reversedCents: 1100 });
  });

  it('once a capture that was in doubt has taken the value, without reading it again', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500, 'timeout_after_taking');
    const ask = (by: Services) => resolveRedemption(by, redemption.id, RESOLVER, Date.now() + DAY_MS);
    await restoreAfter(async () => {
      await ask(world.services);
      await giveBack(redemption, 900, world.services);
    });
    expect((await read(OTT, await statement(OTT))).gaps).toMatchObject([{ closed: true, held: 1 }]);
    expect(await ask(services)).toMatchObject({ outcome: 'paid', reversedCents: 900 });
  });

  it('not for good where the provider took the refund back: files of two days have both lines', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 500, world.services));
    const lines = await statement(OTT, (all) =>
      all.flatMap((line) => (isRefund(line) ? [line, { ...line, status: 'Reversed' }] : [line])),
    );
    expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: true, held: 1 }]);
    expect(await reload(redemption)).toMatchObject({ reversedCents: 0 });
    await waits(redemption);
  });

  it.each([ONE, OTT])('%s: never as all of it where the line is of a part', async (type) => {
    const redemption = await world.redeem(OPERATOR, type, 1500);
    await restoreAfter(() => giveBack(redemption, 500, world.services));
    const part = { type: 'Redemption', status: 'Reversed', gross: '5.00' };
    const lines = await statement(type, (all) => underSale(all, part).filter(({ status }) => status === 'Reversed'));
    expect((await read(type, lines)).gaps).toMatchObject([{ held: 1 }]);
    expect(await reload(redemption)).toMatchObject({ reversedCents: 0 });
    await waits(redemption);
  });

  it('and waits for nobody else where a reversal in doubt has set it aside, whichever review is closed first', async () => {
    const redemption = await world.redeem(OPERATOR, ONE, 1500);
    const other = await world.redeem(OPERATOR, ONE, 600);
    await world.fault('one_voucher', 'reverse', 'drop_after');
    expect((await giveBack(redemption, 1500, world.services)).reversals).toMatchObject([{ status: 'unknown' }]);
    await restoreAfter(() => Promise.resolve());
    await resolveRedemption(services, redemption.id, RESOLVER, Date.now() + DAY_MS);
    const lines = await statement(ONE);
    await read(ONE, lines);
    const of = async () => (await reload(redemption)).reviews;
    const verdict = async (id: string) => {
      const ifMatch = (await reload(redemption)).version;
      await judgeReview(services, id, { decision: 'paid', note: 'Seen', evidence: 'file', ifMatch }, ME);
    };
    const differs = (await of()).find(({ reason }) => reason === 'statement_differs');
    await verdict(differs?.id ?? '');
    for (let reading = 0; reading < 2; reading += 1)
      expect(await read(ONE, lines)).toMatchObject({ gaps: [{ closed: true }], reviews: { opened: 0, notOpened: 0 } });
    await giveBack(other, 1);
  });
});

describe('lines that stand in the files of several days', () => {
  it.each([ONE, OTT])('%s: a part that stands there twice is not all of it', async (type) => {
    const redemption = await world.redeem(OPERATOR, type, 1500);
    await restoreAfter(() => giveBack(redemption, 750, world.services));
    const part = { type: 'Redemption', status: 'Reversed', gross: '7.50' };
    const lines = await statement(type, (all) =>
      underSale(all, part).flatMap((line) => (line.status === 'Reversed' ? [line, line] : [line])),
    );
    expect((await read(type, lines)).gaps).toMatchObject([{ closed: true, held: 1 }]);
    expect(await reload(redemption)).toMatchObject({ reversedCents: 0 });
    await waits(redemption);
  });

  it('cancel each other also where the capture is in doubt', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500, 'timeout_after_taking');
    const ask = (by: Services) => resolveRedemption(by, redemption.id, RESOLVER, Date.now() + DAY_MS);
    await restoreAfter(async () => {
      await ask(world.services);
      await giveBack(redemption, 1500, world.services);
    });
    const lines = await statement(OTT, (all) =>
      all.flatMap((line) => (isRefund(line) ? [] : [line, { ...line, status: 'Reversed' }])),
    );
    expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: true, held: 1 }]);
    expect(await ask(services)).toMatchObject({ outcome: 'paid', reversedCents: 1500 });
  });

  it('are settled once in each of their words, whichever file is read next', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500);
    await restoreAfter(() => giveBack(redemption, 700, world.services));
    const foreign = { reference: 'R-4711' };
    const first = await statement(OTT, (all) => all.map((line) => (isRefund(line) ? { ...line, ...foreign } : line)));
    const second = await statement(OTT, (all) => all.map((line) => (isRefund(line) ? { ...line, ...foreign, gross: '6.00' } : line))); // prettier-ignore
    for (const lines of [first, second]) {
      expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: false }]);
      await closeReviews();
    }
    for (const lines of [first, second, first])
      expect((await read(OTT, lines)).text).toContain('told, reversals go on');
  });
});

it('waits for a line that nobody has looked at, whatever other files say', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 700, world.services));
  const foreign = { reference: 'R-4711' };
  const lines = await statement(OTT, (all) => all.map((line) => (isRefund(line) ? { ...line, ...foreign } : line)));
  const without = await statement(OTT, (all) => all.filter((line) => !isRefund(line)));
  await read(OTT, lines);
  for (let reading = 0; reading < 2; reading += 1) {
    const { gaps } = await read(OTT, without);
    expect(gaps).toMatchObject([{ closed: false, missing: expect.stringContaining('(R-4711)') as string }]);
    await waits(redemption);
    await closeReviews();
  }
  expect((await read(OTT, lines)).text).toContain('told, reversals go on');
});

it('does not look for what was recorded in the file of another day', async () => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 500, world.services));
  await read(OTT, await statement(OTT));
  await closeReviews(redemption);
  const next = await statement(OTT, (all) => all.filter((line) => !isRefund(line)));
  expect(await read(OTT, next)).toMatchObject({ gaps: [{ closed: true, held: 0 }], differences: 0 });
});

describe('a sale that is lost', () => {
  it.each([ONE, OTT, 'vouchers.blu'])('%s: keeps what was given back of it until it is known again', async (type) => {
    const { pin } = world.simulators.issue({ type, value: 1500, scenario: 'ok' });
    const redemption = await present(world.services, type, pin, 1500, 'manual');
    const capture = (by: Services) =>
      captureRedemption(by, redemption.id, { idempotency: { key: 'capture', request: 'capture' } }, ME);
    await restoreAfter(async () => {
      await capture(world.services);
      await giveBack(redemption, 500, world.services);
    });
    expect((await read(type, await statement(type))).gaps).toMatchObject([{ closed: true }]);
    const cancel = { idempotency: { key: 'cancel', request: 'cancel' } };
    await expect(cancelRedemption(services, redemption.id, cancel, ME)).rejects.toMatchObject({ code: 'awaiting_statement' }); // prettier-ignore
    await closeReviews(redemption);
    await capture(services);
    const [review] = (await reload(redemption)).reviews.filter(({ closedAt }) => closedAt === null);
    const verdict = { decision: 'paid', note: 'Ours', evidence: 'file', ifMatch: (await reload(redemption)).version } as const; // prettier-ignore
    await judgeReview(services, review?.id ?? '', verdict, ME);
    expect(await reload(redemption)).toMatchObject({ outcome: 'paid', reversedCents: 500 });
  });

  it('is not called unpaid while a statement shows that it was taken by another request', async () => {
    const redemption = await world.redeem(OPERATOR, OTT, 1500, 'timeout_after_taking');
    await restoreAfter(() => Promise.resolve());
    const reference = `op-${redemption.id.slice(4)}-0badcafe`;
    const lines = await statement(OTT, (all) => all.map((line) => ({ ...line, reference })));
    await submit(services, redemption.id, RESOLVER, () => ({ facts: [{ kind: 'review_opened', reason: 'doubt_unresolved', operationId: redemption.operations[0]?.id ?? '', summary: 'No answer' }] })); // prettier-ignore
    await read(OTT, lines);
    const verdict = async (reason: string) => {
      const { reviews, version } = await reload(redemption);
      const id = reviews.find((review) => review.reason === reason)?.id ?? '';
      return judgeReview(services, id, { decision: 'not_paid', note: 'Seen', evidence: 'file', ifMatch: version }, ME);
    };
    await verdict('doubt_unresolved');
    expect(await reload(redemption)).toMatchObject({ outcome: 'open', claimed: true, dueAt: null });
    await verdict('statement_differs');
    await resolveRedemption(services, redemption.id, RESOLVER, Date.now() + 31 * DAY_MS);
    expect(await reload(redemption)).toMatchObject({ outcome: 'not_paid' });
  });

  it('is not denied on a word that nothing was given back', async () => {
    const { pin } = world.simulators.issue({ type: OTT, value: 1500, scenario: 'ok' });
    await restoreAfter(() => present(world.services, OTT, pin, 1500));
    const lines = await statement(OTT, (all) => [...all, { ...(all[0] as Line), type: 'Refund', reference: 'R-4711' }]);
    expect((await read(OTT, lines)).gaps).toMatchObject([{ closed: false }]);
    const [mark] = await services.store.restores.list();
    if (mark) await services.store.restores.replace(ended(mark, false, OTT, Date.now()));
    await expect(recoverRedemption(services, 'lost', ME)).rejects.toMatchObject({ code: 'awaiting_statement' });
  });

  it('is not denied to the till, and its voucher not called used, because a person has looked at it', async () => {
    const { pin } = world.simulators.issue({ type: OTT, value: 1500, scenario: 'ok' });
    await restoreAfter(() => present(world.services, OTT, pin, 1500));
    const bent = (all: Line[]) => all.map((line) => ({ ...line, reference: line.reference.slice(0, 22) }));
    await read(OTT, await statement(OTT, bent));
    await closeReviews();
    expect((await read(OTT, await statement(OTT, bent))).gaps).toMatchObject([{ closed: true }]);
    await expect(recoverRedemption(services, 'lost', ME)).rejects.toMatchObject({ code: 'awaiting_statement' });
    expect(await present(services, OTT, pin, 1500)).toMatchObject({
      outcome: 'checking',
      reviews: [{ reason: 'lost_in_restore' }],
    });
  });

  it.each([ONE, OTT])('%s: is this reservation, whose capture comes once more', async (type) => {
    const { pin } = world.simulators.issue({ type, value: 1500, scenario: 'ok' });
    const redemption = await present(world.services, type, pin, 1500, 'manual');
    const capture = (by: Services) =>
      captureRedemption(by, redemption.id, { idempotency: { key: 'capture', request: 'capture' } }, ME);
    await restoreAfter(() => capture(world.services));
    const lines = await statement(type);
    await read(type, lines);
    await closeReviews(redemption);
    await read(type, lines);
    expect((await capture(services)).redemption).toMatchObject({ outcome: 'checking', status: 'reserved' });
    expect((await reload(redemption)).reviews.at(-1)).toMatchObject({ reason: 'lost_in_restore', closedAt: null });
  });
});
