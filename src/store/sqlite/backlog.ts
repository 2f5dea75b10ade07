// What waits, counted on SQLite over the partial indexes of what waits: never over everything, never past the cap.
import { type Backlog, BACKLOG_CAP, DOUBT_AGES } from '../../core/backlog';
import type { Instant } from '../../core/values/time';
import type { Database, Row, Statement } from './engine/database';

/** Their plans are held to the indexes by a test. */
export function backlogStatements(now: Instant) {
  return { doubts: doubts(now), ...COUNTS, deliveries: deliveries(now) } satisfies Record<string, Statement>;
}

/** Counts what waits at `now` (milliseconds since the epoch). Reads at once, between two writes. */
export function readBacklog(database: Database, now: Instant): Backlog {
  const statements = backlogStatements(now);
  const row = ({ sql, values }: Statement): Row => database.get(sql, ...values) ?? {};
  const ages = row(statements.doubts);
  const next = row(statements.next);
  const reviews = row(statements.reviews);
  const findings = row(statements.findings);
  const unfanned = row(statements.unfanned);
  const due = row(statements.deliveries);
  return {
    doubts: {
      ...(Object.fromEntries(DOUBT_AGES.map(({ age }, index) => [age, Number(ages[`n${String(index)}`] ?? 0)])) as {
        [K in (typeof DOUBT_AGES)[number]['age']]: number;
      }),
      older: Number(ages.older ?? 0),
    },
    nextDueAt: instant(next.oldest),
    openReviews: Number(reviews.n) + Number(findings.n),
    oldestReviewAt: earliest(placeInstant(reviews.oldest), placeInstant(findings.oldest)),
    unrelayedEvents: 0,
    oldestUnrelayedAt: null,
    unfannedEvents: Number(unfanned.n),
    oldestUnfannedAt: instant(unfanned.oldest),
    dueDeliveries: Number(due.n),
    oldestDueDeliveryAt: instant(due.oldest),
  };
}

/**
 * A held reservation is due as well, but nothing is doubtful about it: its outcome is `open`. What is paid and due has a
 * reversal under way, as old as its last operation.
 */
function doubts(now: Instant): Statement {
  const since = `CASE outcome WHEN 'paid' THEN document ->> '$.operations[#-1].createdAt' ELSE CAST(substr(place, 1, 15) AS INTEGER) END`;
  const bounds = DOUBT_AGES.map(({ upToMs }) => now - upToMs);
  const sums = bounds.map((bound, index) => {
    const younger = index === 0 ? '' : ` AND since < ${String(bounds[index - 1])}`;
    return `SUM(since >= ${String(bound)}${younger}) AS n${String(index)}`;
  });
  return {
    sql: `SELECT ${sums.join(', ')}, SUM(since < ${String(bounds.at(-1))}) AS older FROM (
            SELECT outcome, ${since} AS since FROM redemptions INDEXED BY redemptions_due
            WHERE due_at IS NOT NULL ORDER BY due_at LIMIT ?)
          WHERE outcome IN ('checking', 'paid')`,
    values: [BACKLOG_CAP],
  };
}

const COUNTS = {
  next: {
    sql: 'SELECT MIN(due_at) AS oldest FROM redemptions INDEXED BY redemptions_due WHERE due_at IS NOT NULL',
    values: [],
  },
  reviews: counted('review_place', 'redemptions INDEXED BY redemptions_review WHERE review_place IS NOT NULL'),
  findings: counted('open_place', 'findings INDEXED BY findings_open WHERE open_place IS NOT NULL'),
  unfanned: counted('created_at', 'events INDEXED BY events_unfanned WHERE fanned_out = 0'),
} satisfies Record<string, Statement>;

function deliveries(now: Instant): Statement {
  const due =
    'SELECT due_at FROM webhook_deliveries INDEXED BY webhook_deliveries_due WHERE due_at IS NOT NULL LIMIT ?';
  return {
    sql: `SELECT COUNT(*) AS n, MIN(due_at) AS oldest FROM (${due}) WHERE due_at <= ?`,
    values: [BACKLOG_CAP, now],
  };
}

function counted(column: string, rest: string): Statement {
  return {
    sql: `SELECT COUNT(*) AS n, MIN(${column}) AS oldest FROM (SELECT ${column} FROM ${rest} LIMIT ?)`,
    values: [BACKLOG_CAP],
  };
}

function instant(value: unknown): Instant | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A place starts with its moment, in fifteen digits. */
function placeInstant(value: unknown): Instant | null {
  return typeof value === 'string' ? Number(value.slice(0, 15)) : null;
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
