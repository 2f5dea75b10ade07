// What waits, counted on MongoDB over the partial indexes of what waits: never over everything, never past the cap.
import type { mongo } from 'mongoose';
import { type Backlog, BACKLOG_CAP, type DoubtAge, doubtAge } from '../../core/backlog';
import type { Instant } from '../../core/values/time';
import type { Collections } from './schema/collections';

interface Counted {
  readonly n: number;
  readonly oldest: number | string | null;
}
const NOTHING: Counted = { n: 0, oldest: null };

/**
 * Counts what waits at `now` (milliseconds since the epoch). Each count is a query of its own, so they may be a moment
 * apart.
 */
export async function readBacklog(collections: Collections, now: Instant): Promise<Backlog> {
  const { redemptions, findings, events, deliveries } = collections;
  const due = { dueAt: { $gte: 0 } };
  const [sinces, next, reviews, openFindings, outbox, unfanned, dueDeliveries] = await Promise.all([
    doubtsSince(collections),
    counted(redemptions, 'due', due, 'dueAt', 1),
    counted(redemptions, 'openReviews', { reviewPlace: { $gt: '' } }, 'reviewPlace'),
    counted(findings, 'open', { openPlace: { $gt: '' } }, 'openPlace'),
    counted(redemptions, 'outbox', { outboxed: true }, 'updatedAt'),
    counted(events, 'unfanned', { unfanned: true }, 'createdAt'),
    // The cap comes before the date: what is not due yet must not cost more than what is.
    counted(deliveries, 'due', { dueAt: { $gte: 0 } }, 'dueAt', BACKLOG_CAP, { dueAt: { $lte: now } }),
  ]);
  const doubts: Record<DoubtAge, number> = { '1m': 0, '15m': 0, '1h': 0, '1d': 0, older: 0 };
  for (const since of sinces) doubts[doubtAge(since, now)] += 1;
  const reviewed = [reviews, openFindings].map(({ oldest }) => placeInstant(oldest)).filter((at) => at !== null);
  return {
    doubts,
    nextDueAt: instant(next.oldest),
    openReviews: reviews.n + openFindings.n,
    oldestReviewAt: reviewed.length > 0 ? Math.min(...reviewed) : null,
    unrelayedEvents: outbox.n,
    oldestUnrelayedAt: instant(outbox.oldest),
    unfannedEvents: unfanned.n,
    oldestUnfannedAt: instant(unfanned.oldest),
    dueDeliveries: dueDeliveries.n,
    oldestDueDeliveryAt: instant(dueDeliveries.oldest),
  };
}

/**
 * A held reservation is due as well, but nothing is doubtful about it: its outcome is `open`. What is paid and due has a
 * reversal under way, as old as its last operation.
 */
async function doubtsSince({ redemptions }: Collections): Promise<number[]> {
  const last = { $arrayElemAt: ['$operations.createdAt', -1] };
  const pipeline = [
    { $match: { dueAt: { $gte: 0 } } },
    { $sort: { dueAt: 1 } },
    { $limit: BACKLOG_CAP },
    { $match: { outcome: { $in: ['checking', 'paid'] } } },
    { $project: { _id: 0, since: { $cond: [{ $eq: ['$outcome', 'paid'] }, last, '$createdAt'] } } },
  ];
  const rows = await redemptions.aggregate<{ since: number }>(pipeline, { hint: 'due' }).toArray();
  return rows.map(({ since }) => since);
}

async function counted<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  hint: string,
  match: mongo.Document,
  field: string,
  limit = BACKLOG_CAP,
  then: mongo.Document | null = null,
): Promise<Counted> {
  const pipeline = [
    { $match: match },
    ...(limit === 1 ? [{ $sort: { [field]: 1 } }] : []),
    { $limit: limit },
    ...(then ? [{ $match: then }] : []),
    { $group: { _id: null, n: { $sum: 1 }, oldest: { $min: `$${field}` } } },
  ];
  const [found] = await collection.aggregate<Counted>(pipeline, { hint }).toArray();
  return found ?? NOTHING;
}

function instant(value: Counted['oldest']): Instant | null {
  return typeof value === 'number' ? value : null;
}

/** A place starts with its moment, in fifteen digits. */
function placeInstant(value: Counted['oldest']): Instant | null {
  return typeof value === 'string' ? Number(value.slice(0, 15)) : null;
}
