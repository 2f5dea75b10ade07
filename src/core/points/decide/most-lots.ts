// How much one call may move.
import { Refusal } from '../../values/refusal';

/** Lots that one call may move: its record names them, and must stay far below what a document may hold. */
export const MOST_LOTS = 5_000;

/** Of a call that would move more, or that would have to look through more to know. */
export function tooManyLots(): Refusal {
  return new Refusal('too_many_lots', `One call may move ${String(MOST_LOTS)} lots: ask for a smaller amount`, {
    param: 'amount',
  });
}
