// When a draft or a reservation ends by time alone, and for how long that is put off after a restored backup: its capture may be lost, and
// what that took could not be given back once the redemption counts as unpaid.
import { DAY_MS, HOUR_MS, isoTime, MINUTE_MS, type Instant } from '../../values/time';
import type { Redemption } from '../redemption';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';
import { awaitedReview } from './found-returns';

/**
 * Null where nothing of that kind ends, or only a person's verdict lets it. `isTaking`: a capture of it is under way.
 */
export function lapsesAt(redemption: Redemption, isTaking: boolean): Instant | null {
  const end = isTaking ? null : endOf(redemption);
  if (end === null || awaitedReview(redemption)) return null;
  const { lapsePutOff } = redemption;
  return lapsePutOff?.end === end ? lapsePutOff.until : end;
}

function endOf({ status, draftUntil, reservedUntil }: Redemption): Instant | null {
  return status === 'draft' ? (draftUntil ?? null) : status === 'reserved' ? reservedUntil : null;
}

/** Whether it has not ended although its time is over, because a statement has to be read first, or a person has to look. */
export function isPutOff({
  status,
  outcome,
  reservedUntil,
  lapsePutOff,
}: Pick<Redemption, 'status' | 'outcome' | 'reservedUntil' | 'lapsePutOff'>): boolean {
  if (outcome !== 'open' || lapsePutOff === undefined) return false;
  // What was put off as a draft, and was reserved since, has a time of its own.
  return status === 'draft' || lapsePutOff.end === reservedUntil;
}

/** Null where nothing is left that could end. */
export function applyLapsePutOff(copy: WorkingCopy, { until }: FactOf<'lapse_put_off'>): Applied {
  const end = endOf(copy.redemption);
  if (end === null || awaitedReview(copy.redemption)) return null;
  copy.set({ lapsePutOff: { end, since: copy.redemption.lapsePutOff?.since ?? copy.context.at, until } });
  return { fact: 'lapse_put_off', detail: { until: isoTime(until) } };
}

const QUICK_FOR_MS = 7 * DAY_MS;

/**
 * When to look again whether a statement was read. Each look is a line of the journal, and some statements nobody ever reads: the longer it has
 * waited, the later.
 */
export function putOffUntil({ lapsePutOff }: Pick<Redemption, 'lapsePutOff'>, now: Instant): Instant {
  const waitedMs = now - (lapsePutOff?.since ?? now);
  if (waitedMs > QUICK_FOR_MS) return now + DAY_MS;
  return now + Math.min(Math.max(Math.ceil(waitedMs / 8), MINUTE_MS), HOUR_MS);
}
