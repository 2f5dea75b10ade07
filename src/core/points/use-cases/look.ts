// Reading the ledger by id, with what is due applied. Writes nothing, but where more is due than one look can take in.
import { timesOf } from './ledger/round';
import { Refusal } from '../../values/refusal';
import type { DecideContext } from '../decide/require';
import { Missing, NO_READS, Rows, SettleFirst, type Reads } from '../decide/rows';
import { MoreLots } from '../book/open-book';
import type { PointsStore } from '../store';
import type { Asker } from './ledger/ledger';
import { mergeReads } from './ledger/merge-reads';
import type { PointsServices } from './services';
import { settleParticipant } from './settle';

const MOST_READS = 24;
/** A write between two reads leaves nothing due, as a rule: the second look is whole. */
const MOST_LOOKS = 20;

type Parts = Pick<PointsServices, 'store' | 'clock' | 'hash'>;
type See<T> = (rows: Rows, context: DecideContext) => T;

/**
 * What `see` makes of the records it asks for, all of them of one moment of each book. Throws its `Refusal`s, and
 * too_many_concurrent_writes where a book is written between the reads each time. Ids that `see` makes stand for nothing.
 */
export async function look<T>(parts: Parts, asker: Asker, expects: Reads | null, see: See<T>): Promise<T> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const seen = await lookOnce(parts, asker, expects, see);
    if (seen.whole) return seen.tell();
  }
  throw changing();
}

function changing(): Refusal {
  return new Refusal('too_many_concurrent_writes', 'Others keep changing these points: try again', {
    retryAfterMs: 1000,
  });
}

/** The same of books that are opened: where more is due than fits into one write, it is written first. */
export async function lookIntoBooks<T>(
  parts: Parts & Pick<PointsServices, 'ledger'>,
  asker: Asker,
  expects: Reads | null,
  see: See<T>,
): Promise<T> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    try {
      return await look(parts, asker, expects, see);
    } catch (error) {
      if (!(error instanceof SettleFirst)) throw error;
      // Others may settle the same book beside this one: whoever finds a batch written already stops there, though more is due.
      await settleParticipant(parts, asker, error.participantId);
    }
  }
  throw changing();
}

interface Seen<T> {
  /** Says what was seen, or throws what `see` threw. */
  readonly tell: () => T;
  /** No book was written since it was read, so that its lots and holds go with it. */
  readonly whole: boolean;
}

async function lookOnce<T>({ store, clock, hash }: Parts, asker: Asker, expects: Reads | null, see: See<T>) {
  const rows = new Rows();
  const context: DecideContext = { ...asker, ...timesOf(clock), hash, nextId: () => '' };
  const done: Reads[] = [];
  for (let reads = expects && mergeReads([expects]); done.length < MOST_READS;) {
    if (reads) {
      rows.add(reads, await store.read(reads));
      done.push(reads);
    }
    const seen = attempt(rows, () => see(rows, context));
    if ('tell' in seen) return { ...seen, whole: await isWhole(store, rows, done) } satisfies Seen<T>;
    reads = seen.missing;
  }
  throw new Error('A look at the ledger asks for more without end');
}

function attempt<T>(rows: Rows, see: () => T): { readonly missing: Reads } | Pick<Seen<T>, 'tell'> {
  try {
    const value = see();
    return { tell: () => value };
  } catch (thrown) {
    const error = thrown instanceof MoreLots ? rows.moreLots(thrown) : thrown;
    if (error instanceof Missing) return { missing: error.reads };
    return {
      tell: () => {
        throw error;
      },
    };
  }
}

async function isWhole(store: PointsStore, rows: Rows, done: readonly Reads[]): Promise<boolean> {
  const parts = done.some(
    ({ lotsOf, lotsNamed = [], holdsOf, dueOf }) =>
      lotsOf.length + lotsNamed.length + holdsOf.length + dueOf.length > 0,
  );
  const books = [...new Set(done.flatMap(({ ids }) => ids.books ?? []))];
  if (!parts || books.length === 0) return true;
  const { records } = await store.read({ ...NO_READS, ids: { books } });
  const revs = new Map((records.books ?? []).map(({ participantId, rev }) => [participantId, rev]));
  return books.every((id) => revs.get(id) === rows.find('books', id)?.rev);
}
