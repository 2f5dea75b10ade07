// How reconciliations are shown.
import type { ReconciliationRun, RunDifference } from '../../core/reconciliations/run';
import { isoTime } from '../../core/values/time';
import type { Columns } from '../lists/csv';
import { offsetText } from '../lists/days';

/** A run, as far as it has come. */
export function publicRun(run: ReconciliationRun, providerOf: (type: string) => string | null) {
  const { outcome, terms } = run;
  return {
    id: run.id,
    object: 'reconciliation' as const,
    livemode: run.livemode,
    status: run.status,
    failure: run.failure,
    provider: providerOf(terms.type),
    type: terms.type,
    statement: terms.statement,
    holds: terms.holds,
    utc_offset: offsetText(terms.offsetMs),
    period: { from: isoTime(run.fromAt), to: isoTime(run.toAt) },
    bytes: run.bytes,
    lines: outcome?.lines ?? null,
    counts: outcome && {
      ...outcome.counts,
      outside_period: outcome.outsidePeriod,
      other_accounts: outcome.otherAccounts,
      in_doubt: outcome.inDoubt,
      after_file: outcome.afterFile ?? 0,
      other_lines: outcome.otherLines,
    },
    differences: outcome?.differences ?? null,
    reviews: outcome && {
      opened: outcome.reviews.opened,
      known: outcome.reviews.known,
      not_opened: outcome.reviews.notOpened,
    },
    created_by: run.createdBy,
    created_at: isoTime(run.createdAt),
    ended_at: run.endedAt === null ? null : isoTime(run.endedAt),
  };
}

/** One difference. */
export function publicDifference(difference: RunDifference) {
  return {
    object: 'reconciliation_difference' as const,
    kind: difference.kind,
    reference: difference.reference,
    redemption_id: difference.redemptionId,
    operation_id: difference.operationId,
    ours: difference.oursCents,
    theirs: difference.theirsCents,
    line: difference.line,
    summary: difference.summary,
    review_id: difference.reviewId,
  };
}

/** The same as CSV. Amounts are in cents. */
export const DIFFERENCE_COLUMNS: Columns<RunDifference> = {
  kind: ({ kind }) => kind,
  reference: ({ reference }) => reference,
  redemption_id: ({ redemptionId }) => redemptionId,
  operation_id: ({ operationId }) => operationId,
  ours: ({ oursCents }) => oursCents,
  theirs: ({ theirsCents }) => theirsCents,
  line: ({ line }) => line,
  summary: ({ summary }) => summary,
  review_id: ({ reviewId }) => reviewId,
};

/** A run as it is sent. */
export type PublicRun = ReturnType<typeof publicRun>;
/** A difference as it is sent. */
export type PublicDifference = ReturnType<typeof publicDifference>;
