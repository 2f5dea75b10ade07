// The result of a decision.
import { Refusal } from '../../values/refusal';
import { checkChange } from '../book/check';
import type { OpenBook } from '../book/open-book';
import { NO_CHANGES, type Changes } from './changes';

/** What is to be written, and the id of the record that answers the call: what a repeat of it is shown. */
export interface Decided {
  readonly changes: Changes;
  readonly recordId: string;
}

/** Lots that one call may move: its record names them, and must stay far below what a document may hold. */
const MOST_LOTS = 10_000;

/**
 * The book's change as the whole of what a call writes; `also` adds records beside it. Throws `Refusal` too_many_lots where a
 * record would name more lots than it may; throws an error where a rule of the books is broken.
 */
export function bookChanges(open: OpenBook, fromRev: number, also: Partial<Omit<Changes, 'books'>> = {}): Changes {
  const change = open.change();
  if (change.entries.some(({ lots }) => lots.length > MOST_LOTS))
    throw new Refusal('too_many_lots', `One call may move ${String(MOST_LOTS)} lots: ask for a smaller amount`, {
      param: 'amount',
    });
  checkChange(open.loaded, change);
  return { ...NO_CHANGES, ...also, books: [{ fromRev, change }] };
}
