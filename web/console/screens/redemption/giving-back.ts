// What may be sent from the dialog that gives value back, and by which way. Pure: it decides nothing that the server does not decide again.
import type { ReversalTerms } from '../../api/documents';
import { words } from '../../language/language';
import { centsOf, money } from '../../language/money';

export const REASONS = ['goods_returned', 'not_delivered', 'wrong_amount', 'paid_twice', 'mistake', 'other'] as const;
export type ReasonName = (typeof REASONS)[number];

export interface Draft {
  readonly amount: string;
  readonly reason: ReasonName | '';
  readonly words: string;
}

export const EMPTY_DRAFT: Draft = { amount: '', reason: '', words: '' };

export interface Faults {
  readonly amount?: string;
  readonly reason?: string;
  readonly words?: string;
}

export function faultsOf(draft: Draft, { left }: Pick<ReversalTerms, 'left'>): Faults {
  const { reverse } = words;
  const cents = centsOf(draft.amount);
  return {
    ...(cents === null || cents === 0
      ? { amount: reverse.faultAmount }
      : cents > left
        ? { amount: reverse.faultTooMuch(money(left)) }
        : {}),
    ...(draft.reason === '' ? { reason: reverse.faultReason } : {}),
    ...(draft.reason === 'other' && draft.words.trim() === '' ? { words: reverse.faultWords } : {}),
  };
}

/** As it stays in the timeline: the reason of the list, and the words. */
export function reasonOf({ reason, words: own }: Draft): string {
  const named = reason === '' || reason === 'other' ? '' : words.reverse.reasons[reason];
  return [named, own.trim()].filter((text) => text !== '').join(': ');
}

/** How it comes back, in words. It follows the amount: a part may be a new voucher where all of it is the one that was used. */
export function comesBackAs({ amount }: Pick<Draft, 'amount'>, terms: ReversalTerms): string {
  const { whole, part, noPart } = words.reverse.comesBack;
  const { gives_back: ofAll, gives_back_part: ofPart, left } = terms;
  const asAll = whole[ofAll];
  const asPart = ofPart === null ? noPart : part[ofPart];
  const cents = centsOf(amount);
  if (cents !== null && cents > 0) return cents < left ? asPart : asAll;
  // Nothing typed yet: both, where they differ.
  return ofAll === ofPart || ofAll === 'unknown' || left <= 1 ? asAll : `${asAll} ${asPart}`;
}

/** Whether this much takes a second person, as the terms have it. Nothing typed yet: not known to. */
export function needsSecondPerson({ amount }: Pick<Draft, 'amount'>, terms: ReversalTerms): boolean {
  const cents = centsOf(amount);
  return cents !== null && cents > terms.free_now;
}
