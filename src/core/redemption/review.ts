// A review: what a redemption needs a person for.
import type { Cents } from '../values/money';
import type { Instant } from '../values/time';
import type { Actor } from './actor';
import type { ProposedVerdict } from './people/proposal';

/**
 * Why a person is needed: doubt that outlived all questions, an answer against a settled state, an amount other than
 * the one asked for, a statement that says otherwise, a voucher that may have been used by what a restored backup lost,
 * change, or a voucher to give value back, whose PIN is not known here.
 */
export const REVIEW_REASONS = [
  'doubt_unresolved',
  'answer_contradicts_state',
  'amount_differs',
  'statement_differs',
  'lost_in_restore',
  'change_unknown',
  'refund_unknown',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** The person who has taken a review up (`usr_…`), and since when. */
export interface Assignment {
  readonly userId: string;
  readonly at: Instant;
}

/** What somebody wrote down on a review. */
export interface ReviewNote {
  readonly text: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** Value that a statement shows as taken under a request of ours which these books lost with a restored backup, or which failed as far as they know. */
export interface ShownTaken {
  readonly reference: string;
  readonly transactionId: string | null;
  /** Of the largest line: one that stands in a file twice, as where files were joined, was taken once. Up to 0.1.0 of all lines together. */
  readonly amountCents: Cents;
  /** How many lines say so. Absent: one. */
  readonly lines?: number;
  /** Of all lines together, where they say different amounts: a provider may write one sale in several. */
  readonly mostCents?: Cents;
}

/** Something only a person can settle. */
export interface Review {
  /** `rvw_…` */
  readonly id: string;
  readonly reason: ReviewReason;
  /** The operation it is about, where there is one. */
  readonly operationId: string | null;
  readonly summary: string;
  /** What the verdict `paid` records as taken. Absent where it records nothing of that kind. */
  readonly shown?: ShownTaken;
  /** What the statement shows as given back under the reference of the operation. Absent: nothing, or an older version wrote it. */
  readonly backCents?: Cents;
  /** The reference of a request that is lost, of which all that was taken was put back as well: nothing of it is left to record. */
  readonly undone?: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** What one person decided, where it takes two. Absent where nobody has. */
  readonly proposed?: ProposedVerdict;
  /** Who has taken it up. Absent or null: nobody has. */
  readonly assigned?: Assignment | null;
  readonly verdict: {
    readonly decision: 'paid' | 'not_paid';
    readonly note: string;
    readonly evidence: string;
    readonly by: Actor;
  } | null;
}
