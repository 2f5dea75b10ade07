// Whether the newest entries and the books are what was written: looked at when it is asked for. The whole of it is `verify/`.
import type { Instant } from '../../values/time';
import { checkPostings, entryHash, FIRST_HEAD, type Entry } from '../book/entry';
import type { PointsStore } from '../store';
import { bookFaults, see, type Fault, type Rule, type Seen } from './attest-book';
import { everyBook, type Owner } from './reports';
import type { Parts } from './verify/book-reader';

/** Entries that are checked in a row: each costs a hash and a read of the one before it. */
const CHECKED_AT_ONCE = 100;
/** Books looked at side by side: of those that did not move lately the newest entry is read. */
const AT_ONCE = 50;

/** What a look at the newest entries and at all books found. */
export interface Attestation {
  readonly postingsBalanced: boolean;
  readonly valueConservation: boolean;
  readonly hashChain: boolean;
  readonly chainHead: string | null;
  /** Books in which something is wrong, with what. */
  readonly faults: readonly { readonly participantId: string; readonly fault: string }[];
}

/**
 * Checks the newest `window` entries, each with the one before it in its book; that every book sums to zero, and ends with its newest
 * entry; and the balances of books all of whose entries are in the window.
 */
export async function attest(parts: Parts, owner: Owner, window: number): Promise<Attestation> {
  const faults: Fault[] = [];
  const seen = new Map<string, Seen>();
  let chainHead: string | null = null;
  for await (const entry of newest(parts.store, owner, window)) {
    chainHead ??= entry.hash;
    const found = await entryFaults(parts, owner, entry);
    see(seen, entry, found.length > 0);
    faults.push(...found);
  }
  for await (const books of inGroups(everyBook(parts.store, owner), AT_ONCE)) {
    const found = await Promise.all(books.map((book) => bookFaults(parts, book, seen.get(book.participantId))));
    faults.push(...found.flat());
    for (const { participantId } of books) seen.delete(participantId);
  }
  for (const participantId of seen.keys())
    faults.push({ rule: 'hashChain', participantId, fault: 'the book is missing, and there are entries of it' });
  const holds = (rule: Rule) => !faults.some((one) => one.rule === rule);
  return {
    postingsBalanced: holds('postingsBalanced'),
    valueConservation: holds('valueConservation'),
    hashChain: holds('hashChain'),
    chainHead,
    faults: faults.map(({ participantId, fault }) => ({ participantId, fault })),
  };
}

async function entryFaults({ store, hash }: Parts, owner: Owner, entry: Entry): Promise<Fault[]> {
  const { id, participantId, seq } = entry;
  const [before] = seq === 1 ? [] : await store.journal(participantId, seq - 2, 1);
  const head = seq === 1 ? FIRST_HEAD : (before?.hash ?? '');
  const faults: Fault[] = [];
  if (!isBalanced(entry))
    faults.push({ rule: 'postingsBalanced', participantId, fault: `entry ${id} does not balance` });
  if (entryHash(head, participantId, seq, entry, hash) !== entry.hash)
    faults.push({ rule: 'hashChain', participantId, fault: `entry ${id} is not what was written` });
  if (entry.accountId !== owner.accountId || entry.livemode !== owner.livemode)
    faults.push({ rule: 'hashChain', participantId, fault: `entry ${id} says that it is somebody else's` });
  return faults;
}

async function* newest(store: PointsStore, { accountId, livemode }: Owner, window: number): AsyncGenerator<Entry> {
  let left = window;
  for (let after: { createdAt: Instant; id: string } | undefined; left > 0;) {
    const page = { accountId, livemode, limit: Math.min(CHECKED_AT_ONCE, left) };
    const { entries } = await store.entries(after ? { ...page, after } : page);
    yield* entries;
    left -= entries.length;
    const last = entries.at(-1);
    if (entries.length < page.limit || !last) return;
    after = { createdAt: last.createdAt, id: last.id };
  }
}

async function* inGroups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function isBalanced(entry: Entry): boolean {
  try {
    checkPostings(entry);
    return true;
  } catch {
    return false;
  }
}
