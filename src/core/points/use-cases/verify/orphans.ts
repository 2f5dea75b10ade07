// Entries and redemptions of books that are not there: what a walk over the books cannot find.
import { NO_READS } from '../../decide/rows';
import type { PointsStore } from '../../store';
import type { Owner } from '../reports';
import { BATCH } from './book-reader';
import { everyProgram } from './every-limit';

/** Books that were found are remembered, so many of them. */
const MOST_KNOWN = 100_000;

/** Ids of books that are missing although there are entries or redemptions of them. */
export async function* missingBooks(store: PointsStore, owner: Owner): AsyncGenerator<string> {
  const known = new Set<string>();
  const missing = new Set<string>();
  const look = async (records: readonly { readonly participantId: string }[]): Promise<string[]> => {
    const ids = [...new Set(records.map(({ participantId }) => participantId))];
    const books = ids.filter((id) => !known.has(id) && !missing.has(id));
    if (books.length === 0) return [];
    if (known.size > MOST_KNOWN) known.clear();
    for (const { participantId } of (await store.read({ ...NO_READS, ids: { books } })).records.books ?? [])
      known.add(participantId);
    const gone = books.filter((id) => !known.has(id));
    for (const id of gone) missing.add(id);
    return gone;
  };
  for await (const page of pagesOf((query) => store.entries(query).then(({ entries }) => entries), owner))
    yield* await look(page);
  for await (const { id: programId } of everyProgram(store, owner))
    for await (const page of pagesOf(
      (query) => store.redemptions({ ...query, programId }).then(({ rows }) => rows),
      owner,
    ))
      yield* await look(page);
}

interface Page {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly limit: number;
  readonly after?: { readonly createdAt: number; readonly id: string };
}

async function* pagesOf<T extends { readonly createdAt: number; readonly id: string }>(
  list: (query: Page) => Promise<readonly T[]>,
  { accountId, livemode }: Owner,
): AsyncGenerator<readonly T[]> {
  const query = { accountId, livemode, limit: BATCH };
  for (let after: T | undefined; ;) {
    const page = await list(after ? { ...query, after: { createdAt: after.createdAt, id: after.id } } : query);
    yield page;
    after = page.at(-1);
    if (page.length < BATCH || !after) return;
  }
}
