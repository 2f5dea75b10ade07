// The result of a decision.
import { checkChange } from '../book/check';
import type { OpenBook } from '../book/open-book';
import { NO_CHANGES, type Changes } from './changes';
import { MOST_LOTS, tooManyLots } from './most-lots';

/** What is to be written, and the id of the record that answers the call: what a repeat of it is shown. */
export interface Decided {
  readonly changes: Changes;
  readonly recordId: string;
}

/**
 * The book's change as the whole of what a call writes; `also` adds records beside it. Throws `Refusal` too_many_lots where a
 * record would name more lots than it may; throws an error where a rule of the books is broken.
 */
export function bookChanges(open: OpenBook, fromRev: number, also: Partial<Omit<Changes, 'books'>> = {}): Changes {
  const change = open.change();
  if (change.entries.some(({ lots }) => lots.length > MOST_LOTS)) throw tooManyLots();
  checkChange(open.loaded, change);
  return { ...NO_CHANGES, ...also, books: [{ fromRev, change }] };
}
