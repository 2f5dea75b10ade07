// One book of an attestation: whether it sums to zero, ends with its newest entry, and has what the entries that were seen come to.
import type { Book } from '../book/book';
import { FIRST_HEAD, type Entry } from '../book/entry';
import type { PointsStore } from '../store';
import { sumOf } from '../units';
import { addPostings, balanceDifferences, type Balances } from '../verify/balances';
import { BATCH, BookReader, type Parts } from './verify/book-reader';

/** What an attestation says of the whole ledger. */
export type Rule = 'postingsBalanced' | 'valueConservation' | 'hashChain';
/** What is wrong in a book, and which rule that breaks. */
export interface Fault {
  readonly rule: Rule;
  readonly participantId: string;
  readonly fault: string;
}

/** What the window has of one book. */
export interface Seen {
  last: End;
  count: number;
  /** An entry is not what was written: what the others come to says nothing. */
  isBroken: boolean;
  readonly moved: Balances;
}

/** Takes in an entry of the window. */
export function see(all: Map<string, Seen>, entry: Entry, isBroken: boolean): void {
  const seen = all.get(entry.participantId) ?? { last: entry, count: 0, isBroken: false, moved: new Map() };
  all.set(entry.participantId, seen);
  seen.isBroken ||= isBroken;
  add(seen, entry);
}

function add(seen: Seen, entry: Entry): void {
  seen.count += 1;
  if (entry.seq > seen.last.seq) seen.last = entry;
  addPostings(seen.moved, entry);
}

/** `seen`: what the window has of it, if anything. */
export async function bookFaults(parts: Parts, book: Book, seen: Seen | undefined): Promise<Fault[]> {
  const { participantId, seq, head } = book;
  const sum = (fault: string): Fault => ({ rule: 'valueConservation', participantId, fault });
  const chain = (fault: string): Fault => ({ rule: 'hashChain', participantId, fault });
  const faults = sumsToZero(book) ? [] : [sum('the book does not sum to zero')];
  const [last = NO_ENTRY, next] = await endOf(parts.store, book, seen);
  // Entries of later calls are there by now, but of a book and its entries neither is there without the other.
  if (next || last.seq > seq) {
    if (await new BookReader(parts, book).isBehind(book)) faults.push(chain('it counts fewer entries than there are'));
  }
  if (last.seq < seq) return [...faults, chain('the newest entries are missing')];
  if (last.seq === seq && last.hash !== head) faults.push(chain('its head is not the hash of its newest entry'));
  return [...faults, ...(await balanceFaults(parts, book, seen)).map(sum)];
}

type End = Pick<Entry, 'seq' | 'hash'>;
const NO_ENTRY: End = { seq: 0, hash: FIRST_HEAD };

/** The newest entry that the book counts, and one after it that it does not. */
async function endOf(store: PointsStore, { participantId, seq }: Book, seen: Seen | undefined): Promise<End[]> {
  if (seen?.last.seq === seq) return [seen.last];
  return store.journal(participantId, Math.max(0, seq - 1), 2);
}

/** Only where every entry of the book was seen: those that came since are read too, some of them. */
async function balanceFaults({ store }: Parts, book: Book, seen: Seen | undefined): Promise<string[]> {
  const { participantId, seq } = book;
  if (seen === undefined || seen.isBroken || seen.count < seen.last.seq) return [];
  if (seen.last.seq < seq) {
    const late = await store.journal(participantId, seen.last.seq, BATCH);
    for (const entry of late) if (entry.seq <= seq) add(seen, entry);
  }
  return seen.count === seq ? balanceDifferences(book, seen.moved) : [];
}

function sumsToZero({ balances }: Book): boolean {
  return Object.values(balances).every(
    ({ available, held, deferred, shares }) =>
      available + held + deferred + sumOf(Object.values(shares), (units) => units) === 0n,
  );
}
