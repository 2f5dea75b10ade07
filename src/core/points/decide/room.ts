// What one record may come to name. Each is one document, read and written as a whole: with all of this it stays below 2 MB, an eighth of
// what MongoDB takes.
import { Refusal } from '../../values/refusal';
import type { Book } from '../book/book';
import type { OpenBook } from '../book/open-book';

/** Assets of a program, and programs of an asset. */
export const MOST_LINKS = 1_000;

/** Throws `Refusal` too_many_links unless one more may be added. `whose`: such as "A program"; `what`: such as "assets". */
export function requireFreeLink(links: readonly string[], whose: string, what: string): void {
  if (links.length < MOST_LINKS) return;
  throw new Refusal('too_many_links', `${whose} may have ${numberOf(MOST_LINKS)} ${what}`);
}

interface Bound {
  readonly most: number;
  /** In words that follow "A participant may have …". */
  readonly what: string;
  readonly countOf: (book: Book) => number;
}

const BOUNDS: readonly Bound[] = [
  { most: 1_000, what: 'points of %s assets', countOf: ({ balances }) => Object.keys(balances).length },
  { most: 1_000, what: 'points of %s programs', countOf: ({ programIds }) => programIds.length },
  { most: 3_000, what: '%s counter accounts', countOf: accountsOf },
  { most: 5_000, what: 'pieces of %s rewards', countOf: ({ rewardUnits }) => Object.keys(rewardUnits).length },
];

/**
 * Throws `Refusal` too_many_in_book where a call has made a book name more than it may. What is due by then does not count: it comes by
 * itself. `finishes`: it takes what was promised to a till, or empties an account. There is as much room again for that: a hold, or a change
 * of where redeemed value goes, costs nothing, so without an end they could be repeated without one.
 *
 * Nothing else adds to a book: what is given back comes from where it went, what is freed stays, and what expires goes to one account
 * for each that it came from. The book of a wallet has the assets of one program.
 */
export function requireRoom(open: OpenBook, finishes = false): void {
  for (const { most, what, countOf } of BOUNDS) {
    const count = countOf(open.book);
    if (count <= (finishes ? 2 * most : most) || count <= countOf(open.settled)) continue;
    throw new Refusal('too_many_in_book', `A participant may have ${what.replace('%s', numberOf(most))}`);
  }
}

function accountsOf({ balances }: Book): number {
  return Object.values(balances).reduce((sum, { shares }) => sum + Object.keys(shares).length, 0);
}

/** As the pages write it. */
function numberOf(count: number): string {
  return count.toLocaleString('en-GB');
}
