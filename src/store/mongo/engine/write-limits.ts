// How long the write of a new row may take in all: lists promise that it is visible a stated time after its `created_at`.
import { BEGIN_MS, NEW_ROW_MS } from '../../../core/values/visible';

/** How long to look for a primary before a call fails: longer than an election (12 s by default), shorter than a patient caller. */
export const SELECTION_MS = 15_000;
/** A write that no majority has confirmed by then is reported as not acknowledged; callers read again. */
export const MAJORITY_MS = 10_000;
/**
 * A server that falls silent without closing its sockets is given up after the sum of both, and what waits on it goes to the
 * new primary. By default that is 40 seconds. No timeout on calls in general: building an index may take longer than any.
 */
export const BEAT_MS = 2_000;
export const SILENCE_MS = 5_000;
/** The write of a new row leaves within this time, or not at all. The server ends it `MAJORITY_MS` later. */
export const LEAVE_MS = NEW_ROW_MS - MAJORITY_MS;

// The driver sends a write twice: to a primary that falls silent, and to the next one.
if (BEGIN_MS + BEAT_MS + SILENCE_MS + SELECTION_MS > LEAVE_MS)
  throw new Error('The write of a new row may take longer than lists allow for');
