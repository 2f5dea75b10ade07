// The ledger on SQLite: one table a kind, one transaction a commit. What the columns mean stands in shared/points/kinds.ts.
import type { Changes, Write } from '../../../core/points/decide/changes';
import type { CommitResult } from '../../../core/points/store';
import type { Instant } from '../../../core/values/time';
import { decoded, encoded } from '../../shared/points/codec';
import { columnsOf, KINDS, STORED_KINDS, type StoredKind, type StoredKinds } from '../../shared/points/kinds';
import { PointsRecords } from '../../shared/points/points-records';
import type { StoredQuery } from '../../shared/points/queries';
import type { Bindable, Database } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import { eventTable } from '../events';
import { pageOf } from './pages';

/** Ids of one statement: SQLite takes up to 32,766 bound values, and each count of them is a statement of its own. */
const IDS_AT_ONCE = 64;
/** Read in a row, before everybody else has a turn. */
const IDS_IN_A_TURN = 4 * IDS_AT_ONCE;

/** `PointsStore` on SQLite. */
export class SqlitePoints extends PointsRecords {
  readonly #upserts = new Map<StoredKind, string>();
  readonly #events;
  readonly #updates = new Map<StoredKind, string>();

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.#events = eventTable(database);
    for (const kind of STORED_KINDS) {
      this.#upserts.set(kind, upsertOf(kind));
      this.#updates.set(kind, updateOf(kind));
    }
  }

  override async commit(changes: Changes, finishes = false): Promise<CommitResult> {
    if (!finishes && !this.database.hasSpace()) return { kind: 'no_room' };
    return this.writer.finish(() => {
      // Looked at first: what is spoilt writes nothing, and the others of the batch need no second run.
      if (this.#isStale(changes)) return { kind: 'stale' };
      if (this.#isTaken(changes)) return { kind: 'taken' };
      this.#write(changes);
      for (const event of changes.events) this.#events.insert(event);
      return { kind: 'written' };
    });
  }

  override expireKeys(before: Instant, limit: number): Promise<number> {
    const oldest =
      'SELECT rowid FROM points_keys INDEXED BY points_keys_at WHERE at IS NOT NULL AND at < ? ORDER BY at LIMIT ?';
    const sql = `DELETE FROM points_keys WHERE rowid IN (${oldest})`;
    return this.writer.finish(() => this.database.run(sql, before, limit));
  }

  protected override async byIds<K extends StoredKind>(kind: K, ids: readonly string[]): Promise<StoredKinds[K][]> {
    const records: StoredKinds[K][] = [];
    for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
      if (from > 0 && from % IDS_IN_A_TURN === 0) await this.turns.next();
      const some = ids.slice(from, from + IDS_AT_ONCE);
      // Filled up, so that every count of ids is the same statement.
      const values = Array.from({ length: some.length === 1 ? 1 : IDS_AT_ONCE }, (_, index) => some[index] ?? null);
      const places = values.map(() => '?').join(', ');
      const sql = `SELECT document FROM points_${KINDS[kind].name} WHERE id IN (${places})`;
      for (const row of this.database.all(sql, ...values))
        records.push(decoded(String(row.document)) as StoredKinds[K]);
    }
    return records;
  }

  protected override async page<K extends StoredKind>(query: StoredQuery<K>): Promise<StoredKinds[K][]> {
    const { sql, values } = pageOf(query);
    return this.database.all(sql, ...values).map((row) => decoded(String(row.document)) as StoredKinds[K]);
  }

  #isStale(changes: Changes): boolean {
    const { books, limits, redemptions, programs, assets, rewards, entities } = changes;
    return (
      books.some(({ fromRev, change }) => this.#revOf('books', change.book.participantId) !== fromRev) ||
      this.#someStale('limits', limits) ||
      this.#someStale('redemptions', redemptions) ||
      this.#someStale('programs', programs) ||
      this.#someStale('assets', assets) ||
      this.#someStale('rewards', rewards) ||
      this.#someStale('entities', entities)
    );
  }

  #someStale<T extends { readonly id: string }>(kind: StoredKind, writes: readonly Write<T>[]): boolean {
    return writes.some(({ from, record }) => this.#revOf(kind, record.id) !== from);
  }

  /** 0 where there is no such record. */
  #revOf(kind: StoredKind, id: string): number {
    return Number(this.database.get(`SELECT rev FROM points_${KINDS[kind].name} WHERE id = ?`, id)?.rev ?? 0);
  }

  #isTaken({ keys, freedKeys }: Changes): boolean {
    const sql = 'SELECT id FROM points_keys WHERE id = ?';
    return keys.some(({ id }) => !freedKeys.includes(id) && this.database.get(sql, id) !== undefined);
  }

  #write(changes: Changes): void {
    for (const id of changes.freedKeys) this.database.run('DELETE FROM points_keys WHERE id = ?', id);
    for (const { fromRev, change } of changes.books) {
      this.#put('books', change.book, fromRev === 0);
      for (const lot of change.lots) this.#put('lots', lot, lot.seq > change.book.seq - change.entries.length);
      for (const hold of change.holds) this.#put('holds', hold, hold.seq > change.book.seq - change.entries.length);
      for (const entry of change.entries) this.#put('entries', entry, true);
    }
    for (const key of changes.keys) this.#put('keys', key, true);
    for (const reversal of changes.reversals) this.#put('reversals', reversal, true);
    for (const kind of ['limits', 'redemptions', 'programs', 'assets', 'rewards', 'entities'] as const)
      for (const { from, record } of changes[kind]) this.#put(kind, record, from === 0);
  }

  /**
   * Most writes change no column that an index is over. SQLite takes an entry out of its index and puts it back all the same where a
   * statement sets its column, and every page so touched goes to the log: half of what a redemption costs.
   */
  #put<K extends StoredKind>(kind: K, record: StoredKinds[K], isNew: boolean): void {
    const { idOf, revOf } = KINDS[kind];
    const id = idOf(record);
    const rev = revOf?.(record) ?? 0;
    const columns: Bindable[] = Object.values(columnsOf(kind, record));
    const document = encoded(record);
    if (!isNew && this.database.run(this.#updates.get(kind) ?? '', rev, document, id, ...columns) > 0) return;
    this.database.run(this.#upserts.get(kind) ?? '', id, rev, ...columns, document);
  }
}

/** Where no column changes. */
function updateOf(kind: StoredKind): string {
  const same = Object.keys(KINDS[kind].columns).map((name) => `AND ${name} IS ?`);
  return `UPDATE points_${KINDS[kind].name} SET rev = ?, document = ? WHERE id = ? ${same.join(' ')}`;
}

function upsertOf(kind: StoredKind): string {
  const columns = ['id', 'rev', ...Object.keys(KINDS[kind].columns), 'document'];
  const setters = columns.slice(1).map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO points_${KINDS[kind].name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${setters.join(', ')}`;
}
