// What a verdict needs, and what it will do. Pure: the server decides it again.
import type { FullReview, VerdictRequest } from '../../api/documents';
import { words } from '../../language/language';
import { canBeNamed, centsOf, money } from '../../language/money';
import { millis } from '../../language/time';

export interface VerdictDraft {
  readonly decision: VerdictRequest['decision'] | '';
  readonly note: string;
  readonly evidence: string;
  readonly amount: string;
}

export const NO_VERDICT: VerdictDraft = { decision: '', note: '', evidence: '', amount: '' };

/** It may be less than was asked for, as of a voucher that was worth less: the server says where it has to be known. */
export function asksAmount(review: Pick<FullReview, 'amount'>, { decision }: Pick<VerdictDraft, 'decision'>): boolean {
  return decision === 'paid' && review.amount !== null;
}

/** Null: left empty, where it may be. Where the whole value was asked for, nobody knows how much that is before somebody has looked. */
function amountOf(
  review: Pick<FullReview, 'amount'>,
  draft: VerdictDraft,
): { cents: number | null; isMissing: boolean } {
  if (!asksAmount(review, draft) || (draft.amount.trim() === '' && review.amount !== 0))
    return { cents: null, isMissing: false };
  const cents = centsOf(draft.amount);
  return { cents, isMissing: !canBeNamed(cents) || cents === 0 };
}

export type VerdictFaults = Partial<Record<keyof VerdictDraft, string>>;

export function verdictFaults(review: Pick<FullReview, 'amount'>, draft: VerdictDraft): VerdictFaults {
  const { review: names } = words;
  return {
    ...(draft.decision === '' ? { decision: names.faultDecision } : {}),
    ...(draft.note.trim() === '' ? { note: names.faultNote } : {}),
    ...(draft.evidence.trim() === '' ? { evidence: names.faultEvidence } : {}),
    ...(amountOf(review, draft).isMissing ? { amount: names.faultAmount } : {}),
  };
}

/** Null where something is missing. */
export function verdictOf(review: Pick<FullReview, 'amount'>, draft: VerdictDraft): VerdictRequest | null {
  if (draft.decision === '' || Object.keys(verdictFaults(review, draft)).length > 0) return null;
  const { cents: amount } = amountOf(review, draft);
  return {
    decision: draft.decision,
    note: draft.note.trim(),
    evidence: draft.evidence.trim(),
    ...(amount === null ? {} : { amount }),
  };
}

/** As the server has it: the first of two verdicts waits for a day. */
const WAITS_MS = 24 * 60 * 60_000;

export type Proposed = NonNullable<FullReview['proposed_verdict']>;

/** The first of two verdicts, while it waits for the second. */
export function standingVerdict({ proposed_verdict: proposed }: Pick<FullReview, 'proposed_verdict'>, now: number) {
  return proposed && now < millis(proposed.at) + WAITS_MS ? proposed : null;
}

/**
 * What will follow, in words, before it is sent. `other`: what another person said of it, where it takes two. The page does not know from
 * which amount on it does, so of a first verdict it says both.
 */
export function willDo(review: Pick<FullReview, 'amount'>, draft: VerdictDraft, other: Proposed | null = null): string {
  const { will } = words.review;
  const { decision } = draft;
  if (decision === '') return will.none;
  const { cents: named } = amountOf(review, draft);
  const cents = named ?? review.amount;
  const isOther = other !== null && decision === 'paid' && other.amount !== null && other.amount !== cents;
  if (other !== null && (other.decision !== decision || isOther)) return will.otherwise;
  const follows =
    decision === 'paid'
      ? will.paid(cents === null || cents === 0 ? words.reviews.wholeValue : money(cents))
      : will.not_paid;
  return other === null ? `${follows} ${will.second}` : `${will.same} ${follows}`;
}
