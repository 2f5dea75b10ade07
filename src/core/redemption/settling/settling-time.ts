// When "no such operation" is proof. The wall clocks of two processes may be far apart, so no process ever measures from what
// another one wrote: the time is counted by one process, from an answer that it heard itself.
import { PERMIT_MS } from '../../providers/permit';
import type { Instant, Reading } from '../../values/time';
import type { Operation } from '../redemption';

/** Where the run stands before an answer. */
type Run = Pick<Operation, 'notFoundSince' | 'notFoundRun' | 'asks'>;

/**
 * True where the answer to `askId` is the second `not_found` that one process heard, and the question was put no sooner than
 * the settling time after the first was heard. When it was put matters, not when it was answered: a slow answer is no fresher
 * for having been slow.
 *
 * Why that is proof: the first of the two was asked for by a write, and a money request that was written before it leaves at
 * most `PERMIT_MS` after it (permit.ts). From then on the provider has had its whole settling time.
 */
export function hasSettled(run: Run, askId: string | null, settlingMs: number): boolean {
  const asked = run.asks.find((ask) => ask.id === askId)?.reading;
  if (!asked) return false;
  const first = heardBy(run, asked.clock);
  return first !== undefined && asked.ms - first.ms >= settlingMs + PERMIT_MS;
}

/** The run once the answer to `askId` was `not_found`, heard at `at` by a process that counts `reading`. */
export function lengthened(
  run: Run,
  askId: string | null,
  at: Instant,
  reading: Reading | undefined,
): Pick<Operation, 'notFoundSince' | 'notFoundRun'> {
  const since = run.notFoundSince ?? at;
  const heard = heardIn(run);
  // Word that nobody asked for follows no write: a request may leave after it.
  const counts = reading !== undefined && reading.clock === run.asks.find((ask) => ask.id === askId)?.reading?.clock;
  if (!counts || heardBy(run, reading.clock)) return { notFoundSince: since };
  return { notFoundSince: since, notFoundRun: { since, heard: [...heard, reading] } };
}

/** When the process of this reading can settle it, on the wall clock that says `at`, never before the next millisecond. */
export function settlesAt(run: Run, at: Instant, reading: Reading | undefined, settlingMs: number): Instant {
  const sinceMs = reading ? reading.ms - (heardBy(run, reading.clock)?.ms ?? reading.ms) : 0;
  return at + Math.max(1, settlingMs + PERMIT_MS - sinceMs);
}

/**
 * True where an earlier question is still without an answer as the next one is put. For some providers a question is the money
 * request again, and nobody knows when that one left: the run begins anew after it.
 */
export function breaksRun({ asks }: Run): boolean {
  return asks.at(-1)?.answer === null;
}

function heardBy(run: Run, clock: string): Reading | undefined {
  return heardIn(run).find((reading) => reading.clock === clock);
}

/** An older version breaks a run without knowing of its readings: those of another beginning are not of this run. */
function heardIn({ notFoundSince, notFoundRun }: Run): readonly Reading[] {
  return notFoundSince !== null && notFoundRun?.since === notFoundSince ? notFoundRun.heard : [];
}
