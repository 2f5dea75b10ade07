// Reading the ledger by id, with what is due applied, and writing nothing.
import type { DecideContext } from '../decide/require';
import { Missing, Rows, type Reads } from '../decide/rows';
import { MoreLots } from '../book/open-book';
import type { Asker } from './ledger/ledger';
import { mergeReads } from './ledger/merge-reads';
import type { PointsServices } from './services';

const MOST_READS = 24;

/** What `see` makes of the records it asks for. Throws its `Refusal`s. Ids that it makes stand for nothing. */
export async function look<T>(
  { store, clock, hash }: Pick<PointsServices, 'store' | 'clock' | 'hash'>,
  asker: Asker,
  expects: Reads | null,
  see: (rows: Rows, context: DecideContext) => T,
): Promise<T> {
  const rows = new Rows();
  const context: DecideContext = { ...asker, at: clock.now(), hash, nextId: () => '' };
  let reads = expects && mergeReads([expects]);
  for (let read = 0; read < MOST_READS; read += 1) {
    if (reads) rows.add(reads, await store.read(reads));
    try {
      return see(rows, context);
    } catch (error) {
      if (error instanceof Missing) reads = error.reads;
      else if (error instanceof MoreLots) reads = rows.moreLots(error.participantId, error.assetId).reads;
      else throw error;
    }
  }
  throw new Error('A look at the ledger asks for more without end');
}
