// How long after its `created_at` a row of a list may become visible: with several servers on one store, a row can appear below
// rows that are there already. What callers are told (docs/api.md) is one number, and these are its parts.
import { SECOND_MS } from './time';

/** The clocks of two servers may be this far apart. */
const CLOCKS_APART_MS = 2 * SECOND_MS;
/** An event that is copied to the log later than this gets the time of the copying. */
export const EVENT_FRESH_MS = 2 * SECOND_MS;
/**
 * What was decided, and dated, longer ago is decided anew before it is written: reads took long, or the process stood still. Enough for the
 * slowest call in normal running.
 */
export const BEGIN_MS = 8 * SECOND_MS;
/** From the call that writes a new row: by then it is written, or never will be. An election may lie in between. */
export const NEW_ROW_MS = 40 * SECOND_MS;
/** No list is answered from a state of the store that is older. */
export const OLDEST_READ_MS = 15 * SECOND_MS;

/** A row is in the lists at most this long after its `created_at`. */
export const VISIBLE_WITHIN_MS = 60 * SECOND_MS;

if (CLOCKS_APART_MS + EVENT_FRESH_MS + NEW_ROW_MS + OLDEST_READ_MS > VISIBLE_WITHIN_MS)
  throw new Error('The parts of VISIBLE_WITHIN_MS are more than the whole');
