// Every state against every answer: one readable table, and the rules that hold in all of its cells.
import { accepted, CHANGE, declined, requested, SETTLING_MS, STATES, type Story } from '../simulation/fixture';
import { PERMIT_MS } from '../../src/core/providers/permit';
import type { SealedInquiry } from '../../src/core/redemption/fact';

const ANSWERS: Record<string, SealedInquiry> = {
  accepted: accepted(1000),
  'accepted, less': accepted(900),
  'accepted, 0': accepted(0),
  'accepted, no integer': accepted(12.5),
  used: declined('voucher_already_redeemed'),
  cancelled: declined('voucher_cancelled'),
  'used, on record': declined('voucher_already_redeemed', 'record'),
  insufficient: declined('insufficient_value'),
  pending: { kind: 'pending' },
  'not sent': { kind: 'not_sent', code: 'provider_unavailable', reason: 'refused' },
  unknown: { kind: 'unknown', reason: 'timeout' },
  'not found': { kind: 'not_found' },
};

/** Status, outcome, operation; `review` where a person is called. */
function cell(story: Story): string {
  const { status, outcome, reviews } = story.redemption;
  const open = reviews.filter((review) => review.closedAt === null).map((review) => review.reason);
  return [status, outcome, story.operation('op_1').status, ...open].join(' ');
}

const PAID = 'confirmed paid succeeded';
const FAILED = 'failed not_paid failed';
const DOUBT = 'reserved checking unknown';
const CONTRADICTED = 'answer_contradicts_state';

const TABLE: [
  answer: string,
  sent: string,
  sentManually: string,
  inDoubt: string,
  confirmed: string,
  failed: string,
][] = [
  ['accepted', PAID, PAID, PAID, PAID, `${FAILED} ${CONTRADICTED}`],
  [
    'accepted, less',
    `${PAID} amount_differs`,
    `${PAID} amount_differs`,
    `${PAID} amount_differs`,
    `${PAID} ${CONTRADICTED}`,
    `${FAILED} ${CONTRADICTED}`,
  ],
  ['accepted, 0', DOUBT, DOUBT, DOUBT, PAID, `${FAILED} ${CONTRADICTED}`],
  ['accepted, no integer', DOUBT, DOUBT, DOUBT, PAID, `${FAILED} ${CONTRADICTED}`],
  ['used', FAILED, FAILED, DOUBT, PAID, FAILED],
  ['cancelled', FAILED, FAILED, DOUBT, PAID, FAILED],
  ['used, on record', FAILED, FAILED, FAILED, `${PAID} ${CONTRADICTED}`, FAILED],
  ['insufficient', FAILED, FAILED, FAILED, PAID, FAILED],
  ['pending', DOUBT, DOUBT, DOUBT, PAID, FAILED],
  ['not sent', FAILED, 'reserved open failed', DOUBT, PAID, FAILED],
  ['unknown', DOUBT, DOUBT, DOUBT, PAID, FAILED],
  ['not found', DOUBT, DOUBT, DOUBT, PAID, FAILED],
];

test.each(TABLE)('answered "%s"', (name, ...expected) => {
  const answer = ANSWERS[name];
  if (!answer) throw new Error(name);
  const states = [STATES.sent(), STATES.sentManually(), STATES.inDoubt(), STATES.confirmed(), STATES.failed()];
  const found = states.map((story) => {
    const { journal, version, status } = story.redemption;
    const advanced = story.answer('op_1', answer);
    const added = story.redemption.journal.length - journal.length;
    // One journal line a fact that changed something, none for one that did not; a version only for a status or an amount.
    expect(added).toBe(advanced ? 1 : 0);
    expect(story.redemption.version - version).toBe(story.redemption.status === status ? 0 : 1);
    if (status === 'confirmed' || status === 'failed') expect(story.redemption.status).toBe(status);
    return cell(story);
  });
  expect(found).toEqual(expected);
});

test('the table knows every answer', () => {
  expect(TABLE.map(([name]) => name)).toEqual(Object.keys(ANSWERS));
});

test('no such operation: two answers, the second to a question put after the settling time', () => {
  const story = STATES.inDoubt();
  story.answer('op_1', { kind: 'not_found' });
  expect(cell(story)).toBe(DOUBT);
  expect(story.operation('op_1').nextAskAt).toBeLessThanOrEqual(story.now + SETTLING_MS);
  // Asked too soon, answered late: the provider looked when it was asked.
  story.wait(1000).ask('op_1');
  story.wait(SETTLING_MS).answer('op_1', { kind: 'not_found' });
  expect(cell(story)).toBe(DOUBT);
  story.ask('op_1');
  story.answer('op_1', { kind: 'not_found' });
  expect(cell(story)).toBe(FAILED);
  expect(story.redemption.lastError?.code).toBe('provider_unavailable');
});

test('any other answer in between starts the settling time again; a notice does not end it', () => {
  const story = STATES.inDoubt();
  story.answer('op_1', { kind: 'not_found' });
  story.wait(SETTLING_MS).ask('op_1');
  story.answer('op_1', { kind: 'pending' });
  expect(story.operation('op_1').notFoundSince).toBeNull();
  story.ask('op_1');
  story.answer('op_1', { kind: 'not_found' });
  story.wait(SETTLING_MS + PERMIT_MS).answer('op_1', { kind: 'not_found' }, { askId: null });
  expect(cell(story)).toBe(DOUBT);
  story.ask('op_1');
  story.answer('op_1', { kind: 'not_found' });
  expect(cell(story)).toBe(FAILED);
});

test('an acceptance without an amount is doubt: "already used" after it may be us', () => {
  const story = STATES.sent();
  story.answer('op_1', accepted(0));
  story.wait(5000).ask('op_1');
  story.answer('op_1', declined('voucher_already_redeemed'));
  expect(cell(story)).toBe(DOUBT);
  story.ask('op_1');
  story.answer('op_1', accepted(1000));
  expect(cell(story)).toBe(PAID);
});

test('what was provably never sent leaves no doubt behind: "already used" is then about somebody else', () => {
  const story = STATES.sent();
  const send = story.operation('op_1').asks[0]?.id ?? null;
  story.wait(20_000).ask('op_1');
  story.answer('op_1', { kind: 'not_sent', code: 'provider_unavailable', reason: 'too late' }, { askId: send });
  expect(cell(story)).toBe(DOUBT);
  story.answer('op_1', declined('voucher_already_redeemed'));
  expect(cell(story)).toBe(FAILED);
});

test('seven days up the ladder, then a review that keeps the doubt, then the truth after all', () => {
  const story = STATES.sent();
  story.answer('op_1', { kind: 'unknown', reason: 'timeout' });
  const waits: number[] = [];
  while (story.redemption.dueAt !== null) {
    waits.push((story.redemption.dueAt - story.now) / 1000);
    story.wait(story.redemption.dueAt - story.now).ask('op_1');
    story.answer('op_1', { kind: 'unknown', reason: 'timeout' });
  }
  expect(waits.slice(0, 9)).toEqual([5, 15, 60, 300, 900, 3600, 21_600, 86_400, 86_400]);
  expect(waits.reduce((sum, wait) => sum + wait)).toBe(7 * 86_400);
  expect(cell(story)).toBe(`${DOUBT} doubt_unresolved`);
  expect(story.events.filter((type) => type === 'redemption.review_required')).toHaveLength(1);
  story.answer('op_1', accepted(1000), { askId: null });
  expect(cell(story)).toBe(PAID);
});

test('a late answer is journalled once, and one that says the same as a notice before it changes nothing', () => {
  const story = STATES.sent();
  story.answer('op_1', accepted(1000), { askId: null });
  expect(story.answer('op_1', accepted(1000))).not.toBeNull();
  expect(story.facts().at(-1)).toBe('confirm_answered_late');
  expect(story.answer('op_1', accepted(1000))).toBeNull();
});

test('the change PIN of a late answer is kept for the customer, and is not overwritten', () => {
  const story = STATES.sent();
  story.answer('op_1', accepted(1000), { askId: null });
  story.answer('op_1', accepted(1000, CHANGE));
  expect(story.redemption.changeVoucher).toEqual(CHANGE);
  story.answer('op_1', accepted(1000, { ...CHANGE, sealedPin: 'another' }), { askId: null });
  expect(story.redemption.changeVoucher).toEqual(CHANGE);
});

test('more than asked, or less where less was not allowed, is for a person; less where it was allowed is not', () => {
  const reviewed = (partial: 'allow' | 'decline', taken: number) => {
    const story = STATES.sent();
    story.redemption = { ...story.redemption, options: { partial } };
    story.answer('op_1', accepted(taken));
    return story.redemption.reviews.map((review) => review.reason);
  };
  expect(reviewed('decline', 999)).toEqual(['amount_differs']);
  expect(reviewed('allow', 999)).toEqual([]);
  expect(reviewed('allow', 1001)).toEqual(['amount_differs']);
});

test('declined for too little value, the whole of it is taken instead where that is allowed, within what was asked', () => {
  const story = STATES.sent();
  story.redemption = { ...story.redemption, options: { partial: 'allow' } };
  const fallback = requested('op_2', { amountCents: 0 });
  story.answer('op_1', declined('insufficient_value'), { fallback });
  expect([story.redemption.status, story.operation('op_2').status]).toEqual(['reserved', 'pending']);
  story.answer('op_2', accepted(1900));
  expect(story.redemption.reviews.map((review) => review.reason)).toEqual(['amount_differs']);
});

test('a check that is not answered gives the hold up, and its late answer contradicts nothing', () => {
  const check = requested('op_1', { type: 'reserve', method: 'check' });
  const begin = () => {
    const story = STATES.draft();
    story.tell({ kind: 'reserved', until: story.now + 900_000 }, { kind: 'operation_requested', operation: check });
    return story;
  };
  const silent = begin();
  silent.answer('op_1', { kind: 'unknown', reason: 'timeout' }, { askId: null });
  expect(cell(silent)).toBe(FAILED);
  silent.answer('op_1', accepted(1900));
  expect(silent.redemption.reviews).toEqual([]);
  const unreadable = begin();
  unreadable.answer('op_1', accepted(12.5));
  expect(cell(unreadable)).toBe(FAILED);
  const short = begin();
  short.answer('op_1', accepted(900));
  expect([short.redemption.status, short.redemption.lastError?.code]).toEqual(['failed', 'insufficient_value']);
  const enough = begin();
  enough.answer('op_1', accepted(1900));
  expect(enough.redemption).toMatchObject({ status: 'reserved', outcome: 'open', reservedCents: 1000 });
});

describe('what the provider itself holds', () => {
  const hold = requested('op_1', { type: 'reserve', method: 'hold' });
  const release = requested('op_2', { type: 'release', method: 'release' });
  const begin = () => {
    const story = STATES.draft();
    story.tell({ kind: 'reserved', until: story.now + 900_000 }, { kind: 'operation_requested', operation: hold });
    return story;
  };
  const held = () => {
    const story = begin();
    story.answer('op_1', accepted(1000));
    return story;
  };

  test('doubt about a hold stays doubt until it is answered', () => {
    const story = begin();
    expect(cell(story)).toBe('reserved checking pending');
    story.answer('op_1', { kind: 'unknown', reason: 'timeout' });
    expect(cell(story)).toBe(DOUBT);
    expect(story.redemption.dueAt).not.toBeNull();
    story.wait(5000).ask('op_1');
    story.answer('op_1', accepted(1000));
    expect(cell(story)).toBe('reserved open succeeded');
    const never = begin();
    never.answer('op_1', { kind: 'unknown', reason: 'timeout' });
    never.wait(5000).ask('op_1');
    never.answer('op_1', declined('provider_rejected', 'record'));
    expect(cell(never)).toBe(FAILED);
  });

  test('a cancel is followed by a release, which is sent until it is accepted', () => {
    const story = held();
    story.tell({ kind: 'canceled', operationId: 'op_own' }, { kind: 'operation_requested', operation: release });
    expect(story.redemption.operations.map(({ id }) => id)).toEqual(['op_1', 'op_2']);
    story.answer('op_2', { kind: 'not_sent', code: 'provider_unavailable', reason: 'refused' });
    expect(story.operation('op_2').status).toBe('unknown');
    expect(story.redemption.dueAt).not.toBeNull();
    story.wait(5000).ask('op_2');
    story.answer('op_2', accepted(0));
    expect(story.operation('op_2').status).toBe('succeeded');
    expect(story.redemption).toMatchObject({ status: 'failed', dueAt: null, reviews: [] });
  });

  test('a capture that is refused leaves a release to be sent', () => {
    const story = held();
    story.tell({ kind: 'operation_requested', operation: requested('op_3') });
    story.answer('op_3', declined('provider_rejected'));
    expect(story.redemption).toMatchObject({ status: 'failed', dueAt: story.now });
    story.tell({ kind: 'operation_requested', operation: release });
    story.answer('op_2', accepted(1000));
    expect(story.redemption.dueAt).toBeNull();
  });

  test('a hold that is accepted after it was canceled contradicts nothing: the release takes its name', () => {
    const story = begin();
    story.tell({ kind: 'canceled', operationId: 'op_own' }, { kind: 'operation_requested', operation: release });
    story.answer('op_1', accepted(1000));
    expect(story.redemption.reviews).toEqual([]);
    expect(story.operation('op_1').status).toBe('failed');
  });
});
