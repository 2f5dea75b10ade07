// Walks over the books of a ledger and their journals, a batch at a time: what reports and recomputations read.
import type { Book } from '../book/book';
import type { Entry } from '../book/entry';
import type { PointsStore } from '../store';
import type { Asker } from './ledger/ledger';

/** Whose ledger. */
export type Owner = Pick<Asker, 'accountId' | 'livemode'>;

const BATCH = 250;

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
