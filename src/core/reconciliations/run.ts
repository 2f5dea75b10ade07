// A statement of a provider that was uploaded, and what its comparison with the books came to. Records only; the comparison itself is
// src/reconcile.
import type { Actor } from '../redemption/actor';
import type { Cents } from '../values/money';
import type { Instant } from '../values/time';

/** How a difference shows: only our books say that value moved, only the statement does, or both do and disagree. */
export const DIFFERENCE_KINDS = ['ours_only', 'theirs_only', 'amount_differs', 'state_differs'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** `comparing`: under way. `failed`: it ended early; what it had opened by then stands, and another run opens the rest. */
export const RUN_STATUSES = ['comparing', 'done', 'failed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Why it ended early: the server did, the disk had no room for what it writes down meanwhile, or something went wrong that its log tells. */
export const RUN_FAILURES = ['server_stopped', 'no_room', 'comparison_failed'] as const;
export type RunFailure = (typeof RUN_FAILURES)[number];

/** What the file is about. */
export const HOLDINGS = ['all', 'redemptions', 'refunds'] as const;
export type Holdings = (typeof HOLDINGS)[number];

/** Differences that are kept of one run: more than that are one mistake, such as the wrong file, and not that many. */
export const MOST_KEPT = 10_000;
/** Reviews that one run opens. */
export const MOST_REVIEWS = 1000;

/** What was asked for, as far as it makes one run another than the next. */
export interface RunTerms {
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  /** What the one who sent it calls it. Null: nothing. */
  readonly statement: string | null;
  /** Null: the day of the oldest line. */
  readonly fromAt: Instant | null;
  /** Exclusive. Null: the end of the day of the newest line. */
  readonly toAt: Instant | null;
  /** Zone of dates in the file that name none, and of the days of the period: milliseconds ahead of UTC. */
  readonly offsetMs: number;
  /** Null: what its lines say. */
  readonly holds: Holdings | null;
  /** When the provider made it. Null: its newest line. */
  readonly madeAt: Instant | null;
}

/** What a comparison came to. */
export interface RunOutcome {
  readonly lines: number;
  /** Other business of the merchant: not looked at. */
  readonly otherLines: number;
  readonly counts: Readonly<Record<'matched' | DifferenceKind, number>>;
  readonly outsidePeriod: number;
  /** Lines about redemptions of other accounts of this installation: not compared. */
  readonly otherAccounts: number;
  /** Operations of ours in the period that are in doubt and that the file does not mention. */
  readonly inDoubt: number;
  /** Operations of ours in the period that were sent after the file was made. Absent in runs of earlier versions, which called them differences. */
  readonly afterFile?: number;
  readonly differences: number;
  readonly reviews: { readonly opened: number; readonly known: number; readonly notOpened: number };
}

/** One upload that could be read to its end, and the comparison that followed. */
export interface ReconciliationRun {
  /** `rcn_…` */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly status: RunStatus;
  readonly terms: RunTerms;
  /** Of the file. */
  readonly bytes: number;
  /** The period that is compared. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly createdAt: Instant;
  readonly createdBy: Actor;
  readonly endedAt: Instant | null;
  /** Null until it is done. */
  readonly outcome: RunOutcome | null;
  /** Null unless it failed. */
  readonly failure: RunFailure | null;
  /** The idempotency key that it was sent under, as its scope, and the digest of what was sent. Null: no key. */
  readonly key: { readonly scope: string; readonly requestDigest: string } | null;
}

/** One reference on which the two sides do not agree. Null cents: that side says nothing moved. */
export interface RunDifference {
  /** From 1, in the order of the kinds. */
  readonly seq: number;
  readonly kind: DifferenceKind;
  readonly reference: string;
  readonly redemptionId: string | null;
  readonly operationId: string | null;
  readonly oursCents: Cents | null;
  readonly theirsCents: Cents | null;
  /** First line in the file; null where there is none. */
  readonly line: number | null;
  readonly summary: string | null;
  readonly reviewId: string | null;
}

/** The run as it is once it came to its end, well or badly. */
export function endedRun(
  run: ReconciliationRun,
  how: { readonly outcome: RunOutcome } | { readonly failure: RunFailure },
  at: Instant,
): ReconciliationRun {
  if ('failure' in how) return { ...run, status: 'failed', failure: how.failure, endedAt: at };
  return { ...run, status: 'done', outcome: how.outcome, endedAt: at };
}
