// What forms let through, what they say of it before it is sent, and what stays out of the address of a page.
import { Problem, type Schemas } from 'vouch-client';
import { fullReview } from '../../src/api/reviews/responses';
import type { Review } from '../../src/core/redemption/review';
import { requireAmount } from '../../src/core/reviews/verdict-amount';
import { sampleId, sampleRedemption } from '../fixtures/redemption';
import type { ReversalTerms } from '../../web/console/api/documents';
import type { CountingSettings, Settings } from '../../web/console/api/settings';
import { problemWords } from '../../web/console/language/problems';
import {
  comesBackAs,
  EMPTY_DRAFT,
  faultsOf,
  needsSecondPerson,
  reasonOf,
} from '../../web/console/screens/redemption/giving-back';
import {
  asksAmount,
  NO_VERDICT,
  standingVerdict,
  verdictFaults,
  verdictOf,
  willDo,
} from '../../web/console/screens/reviews/judging';
import { isNarrowed, requestOf } from '../../web/console/screens/search/filters';
import { dayOf, withPart } from '../../web/console/screens/search/query-parts';
import { isSecret } from '../../web/console/screens/search/secret';
import {
  changeOf,
  countsNow,
  draftOf,
  emptyMeans,
  installationWords,
  limitFaults,
} from '../../web/console/screens/settings/limit-draft';
import { isScreen } from '../../web/console/screens/signin/screen-address';

describe('Giving back', () => {
  const terms: ReversalTerms = {
    left: 60_000,
    free_now: 50_000,
    needs_second_person_above: 50_000,
    waiting: [],
    gives_back: 'same_voucher',
    gives_back_part: 'new_voucher',
    reversible: true,
    why_not: null,
  };
  const draft = { ...EMPTY_DRAFT, amount: '500.00', reason: 'goods_returned' } as const;

  it('asks for all that is missing', () => {
    expect(Object.keys(faultsOf(EMPTY_DRAFT, terms))).toEqual(['amount', 'reason']);
    expect(Object.keys(faultsOf({ ...draft, reason: 'other', words: '  ' }, terms))).toEqual(['words']);
    expect(Object.keys(faultsOf({ ...draft, amount: '0' }, terms))).toEqual(['amount']);
    expect(faultsOf(draft, terms)).toEqual({});
  });

  it('takes no more than what is left, to the cent', () => {
    expect(faultsOf({ ...draft, amount: '600.00' }, terms)).toEqual({});
    expect(faultsOf({ ...draft, amount: '600.01' }, terms).amount).toBe('No more than R600.00 is left');
  });

  it('says that a second person is needed before anything is sent, from the first cent above what is free', () => {
    expect(needsSecondPerson({ amount: '500.00' }, terms)).toBe(false);
    expect(needsSecondPerson({ amount: '500.01' }, terms)).toBe(true);
    expect(needsSecondPerson({ amount: '0.01' }, { ...terms, free_now: 0 })).toBe(true);
    expect(needsSecondPerson({ amount: '' }, { ...terms, free_now: 0 })).toBe(false);
  });

  it('says how it comes back, by how much of it', () => {
    const as = (amount: string, more: Partial<ReversalTerms> = {}) => comesBackAs({ amount }, { ...terms, ...more });
    expect(as('600.00')).toMatch(/^All of it goes back on the voucher that was used/);
    expect(as('599.99')).toMatch(/^A part comes back as a new voucher/);
    expect(as('')).toBe(`${as('600.00')} ${as('599.99')}`);
    expect(as('599.99', { gives_back_part: 'same_voucher' })).toMatch(/^A part goes back on the voucher/);
    expect(as('', { gives_back: 'new_voucher' })).toMatch(/^The provider issues a new voucher/);
    expect(as('5', { gives_back_part: null })).toBe('The provider gives no part back: only all of it.');
    expect(as('0.01', { left: 1, gives_back_part: null })).toMatch(/^All of it goes back/);
  });

  it('keeps the reason of the list and the words', () => {
    expect(reasonOf(draft)).toBe('Goods were returned');
    expect(reasonOf({ ...draft, words: ' two shirts ' })).toBe('Goods were returned: two shirts');
    expect(reasonOf({ ...draft, reason: 'other', words: 'fire' })).toBe('fire');
  });
});

describe('A verdict', () => {
  const sure = { decision: 'paid', note: ' Seen ', evidence: 'Line 4711', amount: '' } as const;

  it('needs a decision, a note and evidence, and an amount where nobody knows it', () => {
    expect(Object.keys(verdictFaults({ amount: 1900 }, NO_VERDICT))).toEqual(['decision', 'note', 'evidence']);
    expect(Object.keys(verdictFaults({ amount: 0 }, sure))).toEqual(['amount']);
    expect(verdictOf({ amount: 0 }, sure)).toBeNull();
    expect(verdictOf({ amount: 1900 }, sure)).toEqual({ decision: 'paid', note: 'Seen', evidence: 'Line 4711' });
    expect(verdictOf({ amount: 0 }, { ...sure, amount: '19,00' })).toMatchObject({ amount: 1900 });
    // Less than was asked for may have been taken; what moves nothing has no amount.
    expect(verdictOf({ amount: 1900 }, { ...sure, amount: '15.00' })).toMatchObject({ amount: 1500 });
    expect(verdictOf({ amount: 1900 }, { ...sure, amount: 'all' })).toBeNull();
    expect(verdictOf({ amount: null }, { ...sure, amount: '15.00' })).not.toHaveProperty('amount');
    expect(willDo({ amount: 1900 }, { ...sure, amount: '15.00' })).toContain('R15.00');
    expect(verdictOf({ amount: 0 }, { ...sure, amount: '1,000,000.00' })).toMatchObject({ amount: 100_000_000 });
    expect(verdictOf({ amount: 0 }, { ...sure, amount: '1,000,000.01' })).toBeNull();
    expect(verdictOf({ amount: 0 }, { ...sure, decision: 'not_paid' })).toMatchObject({ decision: 'not_paid' });
  });

  it('says what it will do where another person has judged before', () => {
    const other = {
      decision: 'paid',
      note: 'Seen',
      evidence: 'Line 4711',
      amount: 1900,
      by: { kind: 'user', id: 'usr_1' },
      at: '2026-11-26T12:00:00.000Z',
    } as const;
    expect(willDo({ amount: 1900 }, sure, other)).toContain('The first person says the same, so yours settles it.');
    expect(willDo({ amount: 1900 }, { ...sure, decision: 'not_paid' }, other)).toContain('says otherwise');
    expect(willDo({ amount: 0 }, { ...sure, amount: '19.00' }, other)).toContain('yours settles it');
    expect(willDo({ amount: 0 }, { ...sure, amount: '18.00' }, other)).toContain('says otherwise');
    expect(willDo({ amount: 1900 }, sure)).toContain('somebody else has to give the same verdict first');
    const review = { proposed_verdict: other };
    const at = Date.parse(other.at);
    expect(standingVerdict(review, at + 86_399_999)).toBe(other);
    expect(standingVerdict(review, at + 86_400_000)).toBeNull();
    expect(standingVerdict({}, at)).toBeNull();
  });

  it('on a capture that only a statement shows says how much of it was taken, and agrees with the same of another person', () => {
    const shown = { reference: 'op-1', transactionId: null, amountCents: 1900, lines: 2 };
    const opened = { reason: 'statement_differs', operationId: null, summary: '3800 in 2 lines', shown } as const;
    const review: Review = { ...opened, id: sampleId('rvw'), openedAt: 1, closedAt: null, verdict: null };
    const redemption = sampleRedemption({ status: 'reserved', amountCents: 2500, reviews: [review] });
    const sent = fullReview({ kind: 'redemption', redemption, review });
    expect(sent).toMatchObject({ amount: 1900, reference: 'op-1', operation_id: null });
    expect(asksAmount(sent, sure)).toBe(true);
    expect(verdictOf(sent, { ...sure, amount: '19.00' })).toMatchObject({ amount: 1900 });
    const amount = requireAmount(redemption, review, { decision: 'paid', amountCents: 1900 });
    const other = { ...sure, amount, by: { kind: 'user', id: 'usr_1' }, at: '2026-11-26T12:00:00.000Z' } as const;
    expect(willDo(sent, sure, other)).toContain('yours settles it');
    expect(willDo(sent, { ...sure, amount: '18.00' }, other)).toContain('says otherwise');
  });

  it('says what it will do', () => {
    expect(willDo({ amount: 1900 }, NO_VERDICT)).toContain('Choose what happened');
    expect(willDo({ amount: 1900 }, sure)).toContain('counts as paid from now on: R19.00');
    expect(willDo({ amount: 0 }, sure)).toContain('the whole value');
    expect(willDo({ amount: 0 }, { ...sure, decision: 'not_paid' })).toContain('the voucher can be used again');
  });
});

/** A PIN with something behind each digit, or in the digits of another script. */
const spelled = (behind: string, zero = 0x30): string =>
  Array.from('1234567890123456', (digit) => String.fromCodePoint(zero + Number(digit)) + behind).join('');

describe('The search box', () => {
  it.each([
    '1234567890123456',
    '1234 5678 9012 3456',
    '1234-5678-9012',
    'pin 1234567890123456',
    '123456789012 till:T12',
    '0027821234567',
    // Too short for any PIN: but perhaps somebody has not typed the rest.
    '12345678901',
    // In whatever spelling the server finds it.
    '1234\u20135678\u20139012\u20133456',
    '1234\u00a05678\u00a09012\u00a03456',
    '1234:5678:9012:3456',
    '1234*5678*9012*3456',
    '1234|5678|9012|3456',
    '1234;5678;9012;3456',
    '(1234)(5678)(9012)(3456)',
    '1234 5678 at 9012 3456',
    '1234 5678 pin 9012 3456',
    '12345678 and 90123456',
    '"12345678" "90123456"',
    '082 123 4567 890123456',
    'PIN:1234567890123456',
    'rdm_1234567890123456',
    'abc_1234567890123456',
    spelled('', 0xff10),
    spelled('', 0x0660),
    spelled('', 0x1d7ce),
    spelled('\u200b'),
    spelled('\u2060'),
    spelled('\ufe0f\u20e3'),
    '①②③④⑤⑥⑦⑧⑨⓪①②③④⑤⑥',
    // A day, a time or an amount between its halves, and what only looks like one.
    '12345678 2026-11-26 90123456',
    '1234 5678 14:00 9012 3456',
    '1234 5678 R19.00 9012 3456',
    'R12345 R67890 R12345 R6',
    '2026-02-30 1234 5678',
    '2026-11-26-1234-5678',
    '14:00:12:34:56:78',
  ])('S3 keeps %j out of the address', (text) => {
    expect(isSecret(text)).toBe(true);
  });

  it.each([
    '9838',
    'R19.00',
    '1 900,50',
    '0821234567',
    '082 123 4567',
    '+27 82 123 4567',
    'till:T12 today 14:00-14:30',
    'rdm_6740aa51c2f9d1e0b7a3c455',
    'rvw_674012345678901234567890',
    'INV-7',
    '2026-11-26',
    '2026-11-26 14:00-14:30 R1900.50 till:T12',
    'R50 till 7 around 14:00 ending 9838',
    '9838 R190.00',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'op-6740aa51c2f9d1e0b7a3c455-6740aa51',
    'order-1042',
  ])('lets %j stand there, so that it can be sent to a colleague', (text) => {
    expect(isSecret(text)).toBe(false);
  });

  it('sends days as instants of the zone of the account', () => {
    const now = Date.parse('2026-11-26T22:30:00Z');
    const zone = 'Africa/Johannesburg';
    expect(requestOf({ when: 'today', outcome: 'paid' }, '9838', now, zone)).toEqual({
      query: '9838',
      outcome: 'paid',
      created_from: '2026-11-26T22:00:00.000Z',
    });
    expect(requestOf({ when: 'own', from: '2026-11-26T14:00', to: '2026-11-26T14:30' }, '', now, zone)).toEqual({
      query: '',
      created_from: '2026-11-26T12:00:00.000Z',
      created_to: '2026-11-26T12:30:00.000Z',
    });
    expect(requestOf({ outcome: 'whatever', when: 'sometime' }, 'x', now, zone)).toEqual({ query: 'x' });
    expect([isNarrowed({ q: 'x' }), isNarrowed({ q: 'x', outcome: '' }), isNarrowed({ when: 'hour' })]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('Limits', () => {
  const installation: CountingSettings = {
    time_zone: 'Africa/Johannesburg',
    session_idle_minutes: 30,
    session_hours: 12,
    test: { approval_above: null, approval_above_per_day: null },
    live: { approval_above: 50_000, approval_above_per_day: 200_000 },
  };
  const settings: Settings = {
    time_zone: null,
    approval_above: 30_000,
    approval_above_per_day: null,
    session_idle_minutes: 20,
    session_hours: null,
    installation,
    effective: {
      ...installation,
      session_idle_minutes: 20,
      test: { approval_above: 30_000, approval_above_per_day: null },
      live: { approval_above: 30_000, approval_above_per_day: 200_000 },
    },
  };
  const unsaid = { way: 'installation', amount: '' } as const;

  it('send what was changed, and nothing else', () => {
    const draft = draftOf(settings);
    expect(draft).toEqual({
      time_zone: '',
      approval_above: { way: 'amount', amount: '300.00' },
      approval_above_per_day: unsaid,
      session_idle_minutes: '20',
      session_hours: '',
    });
    expect(changeOf(settings, draft)).toEqual({});
    const perDay = { way: 'amount', amount: 'R2 000' } as const;
    expect(
      changeOf(settings, { ...draft, approval_above: unsaid, session_hours: '8', approval_above_per_day: perDay }),
    ).toEqual({ approval_above: null, approval_above_per_day: 200_000, session_hours: 8 });
  });

  it('can be that everything takes two, or that nothing does, which is not the same as to leave it open', () => {
    const draft = draftOf(settings);
    // What was typed before another way was chosen does not count.
    const amount = '300.00';
    const changes = changeOf(settings, {
      ...draft,
      approval_above: { way: 'all', amount },
      approval_above_per_day: { way: 'off', amount },
    });
    expect(changes).toEqual({ approval_above: 0, approval_above_per_day: 'off' });
    const chosen = draftOf({ ...settings, approval_above: 0, approval_above_per_day: 'off' });
    expect([chosen.approval_above.way, chosen.approval_above_per_day.way]).toEqual(['all', 'off']);
  });

  it('say what counts now, and who said so', () => {
    expect(countsNow(settings, 'approval_above')).toBe('Counts now: above R300.00. It was chosen here.');
    expect(countsNow(settings, 'approval_above_per_day')).toBe(
      'Counts now: above R2,000.00 in live mode, off in test mode. The installation says so.',
    );
    expect(countsNow(settings, 'session_hours')).toBe('Counts now: 12 hours. The installation says so.');
    expect(emptyMeans(settings, 'session_idle_minutes')).toBe('Empty: as the installation says, 30 minutes.');
    expect(installationWords(settings, 'approval_above')).toBe(
      'as the installation says: above R500.00 in live mode, off in test mode',
    );
    const testAlone = { ...installation, live: null, test: { approval_above: 0, approval_above_per_day: 0 } };
    expect(installationWords({ ...settings, installation: testAlone }, 'approval_above')).toBe(
      'as the installation says: everything takes two',
    );
  });

  it('are not sent where they cannot be read', () => {
    const draft = {
      ...draftOf(settings),
      approval_above: { way: 'amount', amount: 'much' },
      session_hours: '1.5',
    } as const;
    expect(Object.keys(limitFaults(draft))).toEqual(['approval_above', 'session_hours']);
    const much = { ...draftOf(settings), approval_above_per_day: { way: 'amount', amount: '1000000.01' } } as const;
    expect(Object.keys(limitFaults(much))).toEqual(['approval_above_per_day']);
  });
});

it('goes on after signing in to a screen of this page alone', () => {
  expect(['/test', '/live/redemptions/rdm_1', '/test?x=1'].map(isScreen)).toEqual([true, true, true]);
  expect(['//evil.example/test', 'https://evil.example', '/testing', '/signin', undefined].map(isScreen)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});

describe('Refusals in words', () => {
  const problem = (code: string, details = {}, detail = 'As the server says it.') => {
    // A later server knows codes that this page does not.
    const known = { code, detail, ...details } as unknown as Schemas['Problem'];
    return new Problem(known, { status: 400, requestId: 'req_1', retryAfterMs: null });
  };

  it('say who may', () => {
    const { next } = problemWords(problem('permission_missing', { roles: ['approver', 'admin'] }));
    expect(next).toBe('Ask somebody whose role is: approver, admin.');
  });

  it('say of a password that it is the printed one, and not that many people use it', () => {
    const said = (reason: string) => problemWords(problem('password_too_common', { reason })).what;
    expect(said('printed')).toBe('That is the printed password: choose your own.');
    expect(said('unchanged')).toBe('That is the password you have: choose another one.');
    expect(said('common')).toBe('Too many people use that password.');
  });

  it('name the fields at fault', () => {
    const errors = [{ param: 'reason', code: 'missing', message: 'must be a text' }];
    expect(problemWords(problem('validation_failed', { errors })).next).toBe('reason: must be a text.');
  });

  it('are the words of the server where this page has none', () => {
    expect(problemWords(problem('quite_new')).what).toBe('As the server says it.');
    expect(problemWords(problem('quite_new', {}, '')).what).toBe('The server refused, and did not say why.');
    // A name that every object has is no code.
    expect(problemWords(problem('constructor')).what).toBe('As the server says it.');
  });
});

describe('A search without a part of it', () => {
  const parts = [{ words: 1 }, { words: 3 }, { words: 2 }];
  const query = 'R50  ending in\u00a0\u200b9838 "a b"';

  it('is what was typed, but for that', () => {
    expect(withPart(query, parts, 0, '')).toBe('ending in 9838 "a b"');
    expect(withPart(query, parts, 1, '')).toBe('R50 "a b"');
    expect(withPart(query, parts, 2, '2026-11-26')).toBe('R50 ending in 9838 2026-11-26');
  });

  it('is none where nothing is left, or where the server read other words', () => {
    expect(withPart('R50', [{ words: 1 }], 0, '')).toBeNull();
    expect(withPart('R50 T7', [{ words: 1 }], 0, '')).toBeNull();
    expect(withPart('R50', [{ words: 2 }], 0, 'x')).toBeNull();
  });

  it.each([
    ['2026-11-26T13:30:00+02:00/2026-11-26T14:31:00+02:00', '2026-11-26'],
    ['2026-11-25T23:40:00+02:00/2026-11-26T00:41:00+02:00', '2026-11-26'],
    ['2026-11-25T23:20:00+02:00/2026-11-26T00:21:00+02:00', '2026-11-25'],
    ['2026-11-25T23:20:00-05:00/2026-11-26T00:21:00-05:00', '2026-11-25'],
    ['2026-11-26T00:00:00+02:00/2026-11-27T00:00:00+02:00', null],
    ['', null],
  ])('has for %s the whole day %s', (span, day) => {
    expect(dayOf(span)).toBe(day);
  });
});
