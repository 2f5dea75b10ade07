// What a verdict needs, and what it will do. Pure: the server decides it again.
import type { FullReview, VerdictRequest } from '../../api/documents';
import { words } from '../../language/language';
import { centsOf, money } from '../../language/money';

export interface VerdictDraft {
  readonly decision: VerdictRequest['decision'] | '';
  readonly note: string;
  readonly evidence: string;
  readonly amount: string;
}

export const NO_VERDICT: VerdictDraft = { decision: '', note: '', evidence: '', amount: '' };

/** Where the whole value was asked for, nobody knows how much that is before somebody has looked. */
export function asksAmount(review: Pick<FullReview, 'amount'>, { decision }: Pick<VerdictDraft, 'decision'>): boolean {
  return decision === 'paid' && review.amount === 0;
}

export type VerdictFaults = Partial<Record<keyof VerdictDraft, string>>;

export function verdictFaults(review: Pick<FullReview, 'amount'>, draft: VerdictDraft): VerdictFaults {
  const { review: names } = words;
  const cents = centsOf(draft.amount);
  return {
    ...(draft.decision === '' ? { decision: names.faultDecision } : {}),
    ...(draft.note.trim() === '' ? { note: names.faultNote } : {}),
    ...(draft.evidence.trim() === '' ? { evidence: names.faultEvidence } : {}),
    ...(asksAmount(review, draft) && (cents === null || cents === 0) ? { amount: names.faultAmount } : {}),
  };
}

/** Null where something is missing. */
export function verdictOf(review: Pick<FullReview, 'amount'>, draft: VerdictDraft): VerdictRequest | null {
  if (draft.decision === '' || Object.keys(verdictFaults(review, draft)).length > 0) return null;
  const amount = asksAmount(review, draft) ? centsOf(draft.amount) : null;
  return {
    decision: draft.decision,
    note: draft.note.trim(),
    evidence: draft.evidence.trim(),
    ...(amount === null ? {} : { amount }),
  };
}

/** What will follow, in words, before it is sent. */
export function willDo(review: Pick<FullReview, 'amount'>, draft: VerdictDraft): string {
  const { will } = words.review;
  if (draft.decision === '') return will.none;
  if (draft.decision === 'not_paid') return will.not_paid;
  const cents = asksAmount(review, draft) ? centsOf(draft.amount) : review.amount;
  return will.paid(cents === null || cents === 0 ? words.reviews.wholeValue : money(cents));
}
