// A store of the ledger in memory that can be told to answer badly, and from which a safeguard can be taken away: what the simulation of
// several processes over one disk runs on.
import type { Changes, Write } from '../../src/core/points/decide/changes';
import type { ReadRows, Reads } from '../../src/core/points/decide/rows';
import { NEVER } from '../../src/core/points/decide/till/names';
import type { CommitResult } from '../../src/core/points/store';
import { decoded, encoded } from '../../src/store/shared/points/codec';
import {
  columnsOf,
  KINDS,
  STORED_KINDS,
  type ColumnValue,
  type StoredKind,
  type StoredKinds,
} from '../../src/store/shared/points/kinds';
import { PointsRecords } from '../../src/store/shared/points/points-records';
import type { StoredQuery } from '../../src/store/shared/points/queries';

/** What becomes of one commit. `late`: it is written, and its caller hears of an error. */
export type Fault = 'none' | 'stale' | 'taken' | 'refused' | 'late';

/** What keeps processes apart. Taken away one at a time, to see that it is noticed. */
export const SAFEGUARDS = ['book', 'limit', 'keys', 'due', 'all or nothing'] as const;
/** `claim`: the question what became of a movement takes its name. */
export type Safeguard = (typeof SAFEGUARDS)[number] | 'claim';

interface Stored {
  readonly columns: Readonly<Record<string, ColumnValue>>;
  readonly rev: number;
  /** As it comes back from a disk. Nobody changes it: it is read many times. */
  readonly record: unknown;
}

/** The disk: several stores may stand on one. */
export class Rows {
  readonly kinds = new Map<StoredKind, Map<string, Stored>>(STORED_KINDS.map((kind) => [kind, new Map()]));
}

export class MemoryStore extends PointsRecords {
  /** Of the commits to come, in their order; after them all goes well. */
  readonly faults: Fault[];
  commits = 0;

  constructor(
    faults: readonly Fault[] = [],
    private readonly without: Safeguard | null = null,
    private readonly rows = new Rows(),
  ) {
    super();
    this.faults = [...faults];
  }

  override async read(reads: Reads): Promise<ReadRows> {
    const rows = await super.read(reads);
    const books = rows.records.books;
    if (this.without !== 'due' || !books) return rows;
    // As though nobody looked at what is due before deciding.
    return { ...rows, records: { ...rows.records, books: books.map((book) => ({ ...book, nextDueAt: null })) } };
  }

  override async commit(changes: Changes): Promise<CommitResult> {
    await Promise.resolve();
    this.commits += 1;
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'stale' || fault === 'taken') return { kind: fault };
    if (fault === 'refused') throw new Error('The disk refused');
    if (this.#isStale(changes)) return { kind: 'stale' };
    const taken = changes.keys.some(({ id }) => !changes.freedKeys.includes(id) && this.#of('keys').has(id));
    if (taken && this.without !== 'keys') return { kind: 'taken' };
    this.#write(changes, fault === 'late' && this.without === 'all or nothing');
    if (fault === 'late') throw new Error('The reply was lost');
    return { kind: 'written' };
  }

  override async expireKeys(): Promise<number> {
    return 0;
  }

  protected override async byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]> {
    await Promise.resolve();
    return ids.flatMap((id) => this.#of(kind).get(id) ?? []).map(({ record }) => record as StoredKinds[K]);
  }

  protected override async page<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]> {
    await Promise.resolve();
    const { kind, index, equals, order, descending, above, below, limit } = query;
    const only = KINDS[kind].indexes[index]?.only;
    const orderOf = (one: Stored, id: string) => (order === 'id' ? id : one.columns[order]) ?? null;
    const rows = [...this.#of(kind)]
      .map(([id, one]) => ({ one, place: orderOf(one, id) }))
      .filter(({ one, place }) => {
        if (place === null || (only !== undefined && (one.columns[only] ?? null) === null)) return false;
        if (above && !(above.inclusive ? place >= above.value : place > above.value)) return false;
        if (below && !(below.inclusive ? place <= below.value : place < below.value)) return false;
        return Object.entries(equals).every(([column, value]) => one.columns[column] === value);
      })
      .sort((a, b) => (descending ? -1 : 1) * ((a.place ?? '') < (b.place ?? '') ? -1 : 1));
    return rows.slice(0, limit).map(({ one }) => one.record as StoredKinds[K]);
  }

  /** Everything of a kind. */
  every<K extends StoredKind>(kind: K): StoredKinds[K][] {
    return [...this.#of(kind).values()].map(({ record }) => record as StoredKinds[K]);
  }

  #of(kind: StoredKind): Map<string, Stored> {
    const records = this.rows.kinds.get(kind);
    if (!records) throw new Error(kind);
    return records;
  }

  #isStale({ books, limits, redemptions, programs, assets, rewards, entities }: Changes): boolean {
    const stale = (kind: StoredKind, writes: readonly Write<{ readonly id: string }>[]) =>
      writes.some(({ from, record }) => (this.#of(kind).get(record.id)?.rev ?? 0) !== from);
    return (
      (this.without !== 'book' &&
        books.some(
          ({ fromRev, change }) => (this.#of('books').get(change.book.participantId)?.rev ?? 0) !== fromRev,
        )) ||
      (this.without !== 'limit' && stale('limits', limits)) ||
      stale('redemptions', redemptions) ||
      stale('programs', programs) ||
      stale('assets', assets) ||
      stale('rewards', rewards) ||
      stale('entities', entities)
    );
  }

  #write(changes: Changes, torn: boolean): void {
    for (const id of changes.freedKeys) this.#of('keys').delete(id);
    for (const { change } of changes.books) {
      this.#put('books', change.book);
      for (const lot of change.lots) this.#put('lots', lot);
      for (const hold of change.holds) this.#put('holds', hold);
      if (torn) return;
      for (const entry of change.entries) this.#put('entries', entry);
    }
    for (const key of changes.keys) if (this.without !== 'claim' || key.ownerId !== NEVER) this.#put('keys', key);
    for (const reversal of changes.reversals) this.#put('reversals', reversal);
    for (const kind of ['limits', 'redemptions', 'programs', 'assets', 'rewards', 'entities'] as const)
      for (const { record } of changes[kind]) this.#put(kind, record);
  }

  #put<K extends StoredKind>(kind: K, record: StoredKinds[K]): void {
    const { idOf, revOf } = KINDS[kind];
    const stored = { rev: revOf?.(record) ?? 0, columns: columnsOf(kind, record), record: decoded(encoded(record)) };
    this.#of(kind).set(idOf(record), stored);
  }
}
