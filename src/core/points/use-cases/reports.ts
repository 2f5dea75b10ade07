// Whether the ledger is what was written: looked at when it is asked for, from books and entries, a batch at a time.
import type { Instant } from '../../values/time';
import type { Book } from '../book/book';
import { differencesFromJournal } from '../book/check';
import { checkPostings, entryHash, FIRST_HEAD, type Entry } from '../book/entry';
import type { PointsStore } from '../store';
import type { Asker } from './ledger/ledger';
import type { PointsServices } from './services';

/** Whose ledger. */
export type Owner = Pick<Asker, 'accountId' | 'livemode'>;

const BATCH = 250;
/** Entries that are checked in a row: each costs a hash and a read of the one before it. */
const CHECKED_AT_ONCE = 100;

/** Every book of an account and mode, wallets included. */
export async function* everyBook(store: PointsStore, owner: Owner): AsyncGenerator<Book> {
  for (let after = ''; ;) {
    const books = await store.books(owner, after, BATCH);
    yield* books;
    const last = books.at(-1);
    if (books.length < BATCH || !last) return;
    after = last.participantId;
  }
}

/** The whole journal of one book. */
export async function journalOf(store: PointsStore, participantId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await store.journal(participantId, entries.length, BATCH);
    entries.push(...page);
    if (page.length < BATCH) return entries;
  }
}

/** What a look at the newest entries and at all books found. */
export interface Attestation {
  readonly postingsBalanced: boolean;
  readonly valueConservation: boolean;
  readonly hashChain: boolean;
  readonly chainHead: string | null;
  readonly checked: number;
  /** Books in which something is wrong, with what. */
  readonly faults: readonly { readonly participantId: string; readonly fault: string }[];
}

/** Checks the newest `window` entries, each with the one before it in its book, and that every book sums to zero. */
export async function attest({ store, hash }: PointsServices, owner: Owner, window: number): Promise<Attestation> {
  const { accountId, livemode } = owner;
  const faults: { participantId: string; fault: string }[] = [];
  let [postingsBalanced, valueConservation, hashChain] = [true, true, true];
  let chainHead: string | null = null;
  let checked = 0;
  /** Number of the newest entry seen of each book. */
  const seen = new Map<string, number>();
  for await (const entry of newest(store, { accountId, livemode }, window)) {
    chainHead ??= entry.hash;
    checked += 1;
    seen.set(entry.participantId, Math.max(entry.seq, seen.get(entry.participantId) ?? 0));
    if (!isBalanced(entry)) {
      postingsBalanced = false;
      faults.push({ participantId: entry.participantId, fault: `entry ${entry.id} does not balance` });
    }
    const [before] = entry.seq === 1 ? [] : await store.journal(entry.participantId, entry.seq - 2, 1);
    const head = entry.seq === 1 ? FIRST_HEAD : (before?.hash ?? '');
    if (entryHash(head, entry.participantId, entry.seq, entry, hash) === entry.hash) continue;
    hashChain = false;
    faults.push({ participantId: entry.participantId, fault: `entry ${entry.id} is not what was written` });
  }
  for await (const book of everyBook(store, owner)) {
    const from = seen.get(book.participantId) ?? book.seq;
    // Entries of later calls are there by now: a book and its entries are written at once.
    const after = from < book.seq ? await store.journal(book.participantId, from, 1) : null;
    if (after?.length === 0) {
      hashChain = false;
      faults.push({ participantId: book.participantId, fault: 'the newest entries are missing' });
    }
    if (sumsToZero(book)) continue;
    valueConservation = false;
    faults.push({ participantId: book.participantId, fault: 'the book does not sum to zero' });
  }
  return { postingsBalanced, valueConservation, hashChain, chainHead, checked, faults };
}

async function* newest(store: PointsStore, owner: Owner, window: number): AsyncGenerator<Entry> {
  let left = window;
  for (let after: { createdAt: Instant; id: string } | undefined; left > 0;) {
    const page = { ...owner, limit: Math.min(CHECKED_AT_ONCE, left) };
    const { entries } = await store.entries(after ? { ...page, after } : page);
    yield* entries;
    left -= entries.length;
    const last = entries.at(-1);
    if (entries.length < page.limit || !last) return;
    after = { createdAt: last.createdAt, id: last.id };
  }
}

function isBalanced(entry: Entry): boolean {
  try {
    checkPostings(entry);
    return true;
  } catch {
    return false;
  }
}

function sumsToZero({ balances }: Book): boolean {
  return Object.values(balances).every(
    ({ available, held, deferred, shares }) =>
      Object.values(shares).reduce((sum, units) => sum + units, available + held + deferred) === 0n,
  );
}

/** Recomputes every book from its entries, whatever their number. Yields each book, with everything in which it differs. */
export async function* verifyBooks(
  { store, hash }: Pick<PointsServices, 'store' | 'hash'>,
  owner: Owner,
): AsyncGenerator<{ readonly book: Book; readonly differences: readonly string[] }> {
  for await (const book of everyBook(store, owner)) {
    yield { book, differences: differencesFromJournal(book, await journalOf(store, book.participantId), hash) };
  }
}
