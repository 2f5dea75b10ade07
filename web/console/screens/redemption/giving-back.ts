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

/** Whether this much takes a second person, as the terms have it. Nothing typed yet: not known to. */
export function needsSecondPerson({ amount }: Pick<Draft, 'amount'>, terms: ReversalTerms): boolean {
  const cents = centsOf(amount);
  return cents !== null && cents > terms.free_now;
}
