// A review without a redemption: a line of a provider's statement that no redemption of ours knows. Kept in a store of
// its own, listed and closed together with the reviews of redemptions. Moves no money and no state.
import type { Actor } from '../redemption/actor';
import type { Assignment, Review, ReviewNote } from '../redemption/review';
import type { Cents } from '../values/money';
import type { Instant } from '../values/time';

/** What lines of a reference show. `returned`: what they surely show as given back. */
export interface ShownLines {
  readonly takenCents: Cents;
  readonly returned: { readonly method: 'restore' | 'refund'; readonly amountCents: Cents } | null;
}

/** One line of a statement that no redemption knows, until a person has closed it. */
export interface Finding {
  /** `rvw_…`, from the same series as the reviews of redemptions. */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  /** 1 at first; every write raises it by one. */
  readonly version: number;
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  /**
   * As the statement spells it, but for what may be a PIN (`nameOf` of src/reconcile/compare/comparison.ts). Unique for one type and mode: the same line is found
   * once, however often it is read.
   */
  readonly reference: string;
  /** The provider's own number; of one that may be a PIN the last four digits. */
  readonly transactionId: string | null;
  /** What the statement says was taken. */
  readonly amountCents: Cents;
  readonly summary: string;
  /** The same in cents, where a statement showed it that the operator read. Absent: an upload, or an earlier version, wrote it. */
  readonly shown?: ShownLines;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly verdict: Review['verdict'];
  /** What people did before they decided, oldest first. Absent: nothing so far. */
  readonly desk?: readonly DeskEntry[];
}

/** What a person does with an open finding. `userId` null: nobody has it any more. */
export type DeskAct =
  { readonly kind: 'assigned'; readonly userId: string | null } | { readonly kind: 'noted'; readonly text: string };
/** The same once it is done: a finding has no journal. */
export type DeskEntry = DeskAct & {
  readonly at: Instant;
  readonly by: Actor;
  /** Of a verdict that was taken down among the notes: the words of the statement that it was on. */
  readonly settled?: string;
};

/** What closing a finding writes. */
export interface FindingVerdict {
  readonly decision: 'paid' | 'not_paid';
  readonly note: string;
  readonly evidence: string;
  readonly by: Actor;
}

/** The finding as it is once a person has decided. */
export function closedFinding(finding: Finding, verdict: FindingVerdict, at: Instant): Finding {
  return { ...finding, version: finding.version + 1, closedAt: at, verdict };
}

/** The finding after a person took it up, gave it away or wrote something down. */
export function workedFinding(finding: Finding, act: DeskAct, by: Actor, at: Instant): Finding {
  return { ...finding, version: finding.version + 1, desk: [...(finding.desk ?? []), { ...act, by, at }] };
}

/** What a statement says of the reference. */
export type FindingWords = Pick<Finding, 'transactionId' | 'amountCents' | 'summary' | 'shown'>;

/**
 * The finding once a statement says something else of its reference. A verdict was on what it said before, and stands among the notes: it
 * waits for a person again.
 */
export function renewedFinding(finding: Finding, words: FindingWords, at: Instant): Finding {
  const { verdict, summary, desk = [] } = finding;
  const renewed = { ...finding, ...words, version: finding.version + 1, closedAt: null, verdict: null };
  if (verdict === null) return renewed;
  const text = `Verdict ${verdict.decision} on "${summary}": ${verdict.note} (${verdict.evidence})`;
  return { ...renewed, desk: [...desk, { kind: 'noted', text, at, by: verdict.by, settled: summary }] };
}

/** Whether a person gave a verdict on just these words of a statement: files that overlap say one thing, then another, then the first again. */
export function isSettledOn({ closedAt, summary: current, desk = [] }: Finding, summary: string): boolean {
  return (closedAt !== null && current === summary) || desk.some(({ settled }) => settled === summary);
}

/** Who has it. Null: nobody. */
export function findingAssignment({ desk = [] }: Pick<Finding, 'desk'>): Assignment | null {
  const last = desk.findLast((entry) => entry.kind === 'assigned');
  return last?.kind === 'assigned' && last.userId !== null ? { userId: last.userId, at: last.at } : null;
}

/** Its notes, oldest first. */
export function findingNotes({ desk = [] }: Pick<Finding, 'desk'>): ReviewNote[] {
  return desk.flatMap((entry) => (entry.kind === 'noted' ? [{ text: entry.text, by: entry.by, at: entry.at }] : []));
}
