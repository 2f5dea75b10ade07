// One book as it is stored, and its replay kept up with it. A book and its parts are read one after another, perhaps while it is written:
// what is compared is compared with the journal up to the entry that was there when it was read.
import type { Book } from '../../book/book';
import { NO_READS } from '../../decide/rows';
import type { PointsStore } from '../../store';
import { Replay } from '../../verify/replay';
import type { PointsServices } from '../services';

export type Parts = Pick<PointsServices, 'store' | 'hash'>;
/** By what differs: in which words. */
export type Differences = Map<string, readonly string[]>;

export const BATCH = 250;

/** See the head of this file. */
export class BookReader {
  readonly replay: Replay;
  readonly #store: PointsStore;
  readonly #id: string;

  constructor({ store, hash }: Parts, whose: Pick<Book, 'participantId' | 'accountId' | 'livemode'>) {
    this.#store = store;
    this.#id = whose.participantId;
    this.replay = new Replay(whose, hash);
  }

  /** Null: it is not there. */
  async read(): Promise<Book | null> {
    return (await this.#store.read({ ...NO_READS, ids: { books: [this.#id] } })).records.books?.[0] ?? null;
  }

  /** Plays the journal on to entry `seq`, or as far as it goes. After each entry `goOn` may say that this is far enough. */
  async follow(seq: number, goOn: () => boolean = () => true): Promise<void> {
    const { replay } = this;
    while (replay.seq < seq && !replay.isBroken) {
      const limit = Math.min(BATCH, seq - replay.seq);
      const entries = await this.#store.journal(this.#id, replay.seq, limit);
      for (const entry of entries) {
        if (!replay.apply(entry) || !goOn()) return;
      }
      if (entries.length === 0) return;
    }
  }

  /** Whether the journal goes on after what the book counts. */
  async isBehind({ seq }: Book): Promise<boolean> {
    if ((await this.#store.journal(this.#id, seq, 1)).length === 0) return false;
    // Entries of later calls are there by now; but a book and its entries are written at once.
    return ((await this.read())?.seq ?? 0) <= seq;
  }

  /**
   * What differs from the journal at every moment from before `load` read to after it. Whatever was written meanwhile was right at
   * one of these moments.
   */
  async persisting(load: () => Promise<() => Differences>): Promise<string[]> {
    await this.follow((await this.read())?.seq ?? 0);
    const compare = await load();
    const left = compare();
    if (left.size === 0) return [];
    await this.follow((await this.read())?.seq ?? 0, () => {
      const now = compare();
      for (const key of [...left.keys()]) if (!now.has(key)) left.delete(key);
      return left.size > 0;
    });
    return [...left.values()].flat();
  }
}
