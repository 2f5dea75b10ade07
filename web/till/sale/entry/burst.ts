// Tells a scanner from fingers by its speed alone, wherever the focus is.
import { digitsOf } from './fields';
import type { Burst, Instant, State } from '../state';
import { isDeaf, PAUSE_MS } from './timing';

/** Between two characters of one scan, at most: a radio link stutters. */
const GAP_MS = 80;
/** On average. Fingers on a number pad need more than twice as long. */
const MEAN_GAP_MS = 40;
/** No amount has so many, and no PIN and no barcode fewer. */
const LEAST_DIGITS = 8;
/** A scanner that sends nothing at the end is over after this. */
export const SCAN_END_MS = 120;

/** The burst that a character belongs to. */
export function burstWith(state: State, text: string, at: Instant): Burst {
  const { burst } = state;
  if (burst && isPartOf(burst, at)) return { ...burst, text: burst.text + text, lastAt: at };
  return { text, startedAt: at, lastAt: at, dropped: isDeaf(state, at), before: state.screen };
}

/** Whether what comes now goes on with it. Behind what was not heard, everything without a pause is not heard either. */
export function isPartOf(burst: Burst, at: Instant): boolean {
  const gapMs = burst.dropped ? PAUSE_MS : isScan(burst) ? SCAN_END_MS : GAP_MS;
  return at >= burst.lastAt && at - burst.lastAt <= gapMs;
}

/** Whether it came from a scanner, as far as it has come. */
export function isScan({ text, startedAt, lastAt }: Burst): boolean {
  return digitsOf(text).length >= LEAST_DIGITS && (lastAt - startedAt) / (text.length - 1) <= MEAN_GAP_MS;
}

/** Whether Enter or Tab, coming now, ends a scan. */
export function endsScan({ burst }: Pick<State, 'burst'>, at: Instant): boolean {
  return burst !== null && isScan(burst) && at >= burst.lastAt && at - burst.lastAt < SCAN_END_MS;
}
