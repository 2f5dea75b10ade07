// Tells a scanner from fingers by its speed alone, wherever the focus is. A run of keys goes on until a pause, and all of it counts.
import { digitsOf } from './fields';
import type { Burst, Instant, State } from '../state';
import { isDeaf, PAUSE_MS } from './timing';

/** On average, over the whole run: a slow radio link. Nobody types eight digits and more so fast. */
const MEAN_GAP_MS = 100;
/** No amount has so many, and no PIN and no barcode fewer. */
const LEAST_DIGITS = 8;
/** A scanner that sends nothing at the end is over after this. */
export const SCAN_END_MS = PAUSE_MS + 10;

/** The burst that a character belongs to. */
export function burstWith(state: State, text: string, at: Instant): Burst {
  const { burst } = state;
  if (burst && isPartOf(burst, at)) return { ...burst, text: burst.text + text, lastAt: at };
  return { text, startedAt: at, lastAt: at, dropped: isDeaf(state, at), before: state.screen };
}

/** Whether what comes now goes on with it. The times of two keys are good to a millisecond, so the later may seem the earlier. */
export function isPartOf({ lastAt }: Burst, at: Instant): boolean {
  return Math.abs(at - lastAt) <= PAUSE_MS;
}

/** Whether it has more digits than any amount, however slowly they came. */
export function isLong({ text }: Burst): boolean {
  return digitsOf(text).length >= LEAST_DIGITS;
}

/** Whether it came from a scanner, as far as it has come. */
export function isScan(burst: Burst): boolean {
  const { text, startedAt, lastAt } = burst;
  return isLong(burst) && (lastAt - startedAt) / (text.length - 1) <= MEAN_GAP_MS;
}

/** Whether Enter or Tab, coming now, ends a scan. */
export function endsScan({ burst }: Pick<State, 'burst'>, at: Instant): boolean {
  return burst !== null && isScan(burst) && isPartOf(burst, at);
}
