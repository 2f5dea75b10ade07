// A timeline in words for somebody who never saw the program: every fact that the server knows has some, and none is a name of ours.
import { TIMELINE_FACTS } from '../../src/core/redemption/timeline-facts';
import { detailParts, factWords } from '../../web/console/language/facts';
import { words } from '../../web/console/language/language';

const of = (fact: string, detail: Record<string, unknown> = {}) => ({ fact, detail });

it.each(TIMELINE_FACTS)('has words of its own for %s', (fact) => {
  const text = factWords(of(fact, { answer: 'accepted' }));
  expect(text).not.toBe(fact.replaceAll('_', ' '));
  expect(text).toMatch(/^[A-Z]/);
  // What only whoever built it would say.
  expect(text).not.toMatch(/idempotency|sealed|claim|operation|capture|confirm|reserve(?!d for)|redemption|_/i);
});

it('has words for no fact that there is not', () => {
  const told: readonly string[] = [...TIMELINE_FACTS, 'review_given_back', 'receipt_printed'];
  expect(Object.keys(words.facts).filter((fact) => !told.includes(fact))).toEqual([]);
});

it.each([
  ['confirm_answered', 'accepted', 'Taking the value: done'],
  ['confirm_answered', 'unknown', 'Taking the value: no clear answer came'],
  ['reverse_answered', 'declined', 'Giving it back: the provider refused'],
  ['reserve_answered', 'not_sent', 'Looking at the voucher: it could not be sent, so nothing happened'],
  ['reverse_answered_late', 'accepted', 'Giving it back: done, later than expected'],
  ['confirm_contradicted', 'declined', 'Taking the value: a later answer says otherwise (the provider refused)'],
  ['release_answered', 'not_found', 'Letting it go: the provider knows nothing of it'],
  ['confirm_answered', 'quite_new', 'Taking the value: quite_new'],
])('says of %s with %s: %s', (fact, answer, text) => {
  expect(factWords(of(fact, { answer }))).toBe(text);
});

it('tells apart what one fact stands for', () => {
  expect(factWords(of('review_assigned', { user_id: 'usr_1' }))).toBe('The review was taken on');
  expect(factWords(of('review_assigned', { user_id: null }))).toBe('The review was given back to all');
  expect(factWords(of('acknowledged', { receipt: 'shown' }))).toBe('The outcome was shown at the till');
  expect(factWords(of('acknowledged', { receipt: 'printed' }))).toBe('A receipt was printed');
  expect(factWords(of('moon_rose'))).toBe('moon rose');
});

it.each<[fact: string, detail: Record<string, unknown>, text: string]>([
  [
    'confirm_answered',
    { answer: 'declined', code: 'voucher_already_redeemed', amount: null },
    'the voucher was spent before',
  ],
  ['review_opened', { reason: 'amount_differs', summary: 'Line 12' }, 'the amount differs · Line 12'],
  ['verdict_given', { decision: 'not_paid', note: 'Asked', evidence: 'Letter' }, 'It did not move · Asked · Letter'],
  ['pin_revealed', { voucher: 'refund', reason: 'The till was dark' }, 'of the new voucher · The till was dark'],
  ['pins_erased', { pins: 1, why: 'spent' }, 'that voucher was spent'],
  ['acknowledged', { receipt: 'printed', copy: 2 }, 'copy 2'],
  ['acknowledged', { receipt: 'printed', copy: 1 }, ''],
  ['canceled', { released: 1500 }, 'R15.00'],
  ['reverse_requested', { amount: 500, reason: 'Goods were returned' }, 'R5.00 · Goods were returned'],
  ['confirm_answered', { answer: 'declined', code: 'quite_new', provider_message: 'No.' }, 'quite_new · No.'],
  ['asked', { operation_id: 'op_1', inquiry: 1 }, ''],
])('tells of %s what belongs to it', (fact, detail, text) => {
  expect(detailParts(of(fact, detail)).join(' · ')).toBe(text);
});
