// What many calls on the ledger read at the same moment, in few commands: to this process a command costs more than the documents in it.
import type { mongo } from 'mongoose';
import type { LotsNeed } from '../../../core/points/decide/rows';
import { decoded } from '../../shared/points/codec';
import { shelfOf, STORED_KINDS, type StoredKind, type StoredKinds } from '../../shared/points/kinds';
import { SharedCommand } from '../engine/shared-command';
import { openOnShelves } from './pages';
import type { PointsCollections, PointsDocument } from './schema';

/** Rows of one shelf that are read together with those of others. Open holds of one asset are fewer than a thousand. */
const MOST_SHARED = 1_000;

type ById = ReadonlyMap<string, unknown>;

/** Reads by id, and open lots and holds by shelf. Records that several callers asked for are the same object for each. */
export class SharedPointsReads {
  readonly #byIds: ReadonlyMap<StoredKind, SharedCommand<readonly string[], ById>>;

  constructor(private readonly collections: PointsCollections) {
    this.#byIds = new Map(STORED_KINDS.map((kind) => [kind, this.#commandOf(kind)]));
  }

  /** In any order; ids without a record are left out. */
  async byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]> {
    const found = await this.#byIds.get(kind)?.call(ids);
    return ids.flatMap((id) => (found?.get(id) as StoredKinds[K] | undefined) ?? []);
  }

  /**
   * The first open ones of each shelf, as many as it needs at most. One command reads as many rows as all shelves need together. A shelf
   * that has more than its part may leave nothing for those after it: `alone` reads each of them then.
   */
  async openOf<K extends 'lots' | 'holds'>(
    kind: K,
    needs: readonly LotsNeed[],
    alone: (need: LotsNeed) => Promise<StoredKinds[K][]>,
  ): Promise<StoredKinds[K][][]> {
    // Those that go on after a row, or go far, are no part of one range.
    if (needs.length < 2 || needs.some(({ after, limit }) => after !== undefined || limit > MOST_SHARED))
      return Promise.all(needs.map(alone));
    const { filter, sort, index, limit } = openOnShelves(kind, needs);
    const options = { sort, hint: index, limit, batchSize: limit, projection: { document: 1, shelf: 1 } };
    const rows = await this.collections[kind].find(filter as mongo.Filter<PointsDocument>, options).toArray();
    const byShelf = new Map<string, StoredKinds[K][]>();
    for (const { shelf, document } of rows) {
      const name = String(shelf);
      const records = byShelf.get(name) ?? [];
      byShelf.set(name, records);
      records.push(decoded(document) as StoredKinds[K]);
    }
    // Shelves come one after another: all before the one where the rows ended were read to their end.
    const last = rows.length < limit ? null : String(rows.at(-1)?.shelf);
    return Promise.all(
      needs.map(async (need) => {
        const shelf = shelfOf(need);
        const records = byShelf.get(shelf) ?? [];
        const isWhole = last === null || shelf < last || records.length >= need.limit;
        return isWhole ? records.slice(0, need.limit) : alone(need);
      }),
    );
  }

  #commandOf(kind: StoredKind): SharedCommand<readonly string[], ById> {
    return new SharedCommand<readonly string[], ById>(async (asks) => {
      const found = this.collections[kind].find(
        { _id: { $in: [...new Set(asks.flat())] } },
        { projection: { document: 1 }, batchSize: 1_000 },
      );
      const records = new Map<string, unknown>();
      for (const { _id, document } of await found.toArray()) records.set(_id, decoded(document));
      return asks.map(() => ({ value: records }));
    });
  }
}
