// A table of documents: each row is one document as JSON, and the columns that find it. What the columns mean, and the
// order of reading and writing, is the business of the store that owns the table.
import type { Bindable, Database, Row, Statement } from './engine/database';

/** What a column holds of a document. `sql` computes it in the database, with `values` bound to its question marks. */
type Column<D> =
  ((document: D) => Bindable) | { readonly sql: string; readonly values: (document: D) => readonly Bindable[] };
type Columns<D> = Readonly<Record<string, Column<D>>>;

/** How a row holds the text of its document, where other columns hold a part of it. */
export interface Kept<D> {
  /** The columns that it is read from. */
  readonly columns: string;
  /** What the column `document` holds. */
  readonly textOf: (document: D) => string;
  /** Of a row with `columns`. In rows of older files `document` is the whole document. */
  readonly read: (row: Row) => D;
}

/** How a table holds its documents, each in a row with `id` and `document`. */
export interface TableDefinition<D> {
  readonly name: string;
  /** Columns that a document is filed under: written when it is inserted, and by `refile`. */
  readonly filed: Columns<D>;
  /** Columns that move with the document: written by every replacement. */
  readonly moving: Columns<D>;
  /** Columns that most replacements leave as they are: written by those that say they differ, so that their indexes are not touched. */
  readonly seldom?: Columns<D>;
  /** The column among those that every replacement raises by one. Null: documents of this table are never replaced. */
  readonly revision: string | null;
  /** Left out: the column `document` holds all of it. */
  readonly kept?: Kept<D>;
}

/**
 * Reads and writes the rows of one table. Every method is one statement and runs at once: writes belong inside a job of
 * `GroupCommit`. Errors are the driver's own.
 */
export class DocumentTable<D extends { readonly id: string }> {
  private readonly inserts: string;
  private readonly insertsMissing: string;
  private readonly replaces: string;
  private readonly replacesAll: string;
  private readonly refiles: string;
  private readonly finds: string;
  private readonly drops: string;
  private readonly filed: readonly Column<D>[];
  private readonly moving: readonly Column<D>[];
  private readonly seldom: readonly Column<D>[];
  private readonly all: readonly Column<D>[];
  private readonly kept: Kept<D>;

  constructor(
    private readonly database: Database,
    { name, filed, moving, seldom = {}, revision, kept = WHOLE as Kept<D> }: TableDefinition<D>,
  ) {
    this.kept = kept;
    this.filed = Object.values(filed);
    this.moving = Object.values(moving);
    this.seldom = Object.values(seldom);
    this.all = [...this.filed, ...this.moving, ...this.seldom];
    const columns = [...Object.keys(filed), ...Object.keys(moving), ...Object.keys(seldom), 'document', 'id'];
    const places = [...this.all.map(placeholderOf), '?', '?'];
    const into = `INTO ${name} (${columns.join(', ')}) VALUES (${places.join(', ')})`;
    // Whole texts, not put together for each call: statements are found by their text, and a new one has to be hashed anew.
    this.inserts = `INSERT ${into}`;
    this.insertsMissing = `INSERT OR IGNORE ${into}`;
    const where = `WHERE id = ? AND ${revision ?? 'id'} = ?`;
    this.replaces = `UPDATE ${name} SET ${settersOf(moving)}document = ? ${where}`;
    this.replacesAll = `UPDATE ${name} SET ${settersOf(moving)}${settersOf(seldom)}document = ? ${where}`;
    this.refiles = `UPDATE ${name} SET ${settersOf(filed).slice(0, -2)} WHERE id = ?`;
    this.finds = `SELECT ${kept.columns} FROM ${name} WHERE id = ?`;
    this.drops = `DELETE FROM ${name} WHERE rowid IN (
      SELECT rowid FROM ${name} INDEXED BY ${name}_created WHERE created_at < ? ORDER BY created_at LIMIT ?)`;
  }

  /** Throws what the driver says where the id, or anything else that is unique, is taken. */
  insert(document: D): void {
    this.database.run(this.inserts, ...this.valuesOf(document));
  }

  /** The same, except that a row which stands in the way stays, and nothing is written. */
  insertMissing(document: D): void {
    this.database.run(this.insertsMissing, ...this.valuesOf(document));
  }

  /**
   * Compare-and-set: replaces the document whose revision is still `expected`. False, and nothing written, where it is not.
   * `seldom`: whether one of the columns differs that most replacements leave as they are.
   */
  replaceAt(document: D, expected: number, seldom = true): boolean {
    const values = valuesOf(this.moving, document);
    if (seldom) values.push(...valuesOf(this.seldom, document));
    values.push(this.kept.textOf(document), document.id, expected);
    return this.database.run(seldom ? this.replacesAll : this.replaces, ...values) === 1;
  }

  /** Writes the columns that a document is filed under anew, and nothing else. */
  refile(document: D): void {
    this.database.run(this.refiles, ...valuesOf(this.filed, document), document.id);
  }

  find(id: string): D | null {
    const row = this.database.get(this.finds, id);
    return row ? this.kept.read(row) : null;
  }

  /** The documents of the rows that `statement` selects, in its order. It must select the columns in which documents are kept. */
  page({ sql, values }: Statement): D[] {
    return this.database.all(sql, ...values).map((row) => this.kept.read(row));
  }

  /**
   * Deletes at most `limit` rows made before `before` (milliseconds since the epoch), the oldest first; says how many. Only for
   * tables that have a column `created_at` and an index on it, named after the table.
   */
  expire(before: number, limit: number): number {
    return this.database.run(this.drops, before, limit);
  }

  private valuesOf(document: D): Bindable[] {
    const values = valuesOf(this.all, document);
    values.push(this.kept.textOf(document), document.id);
    return values;
  }
}

const WHOLE: Kept<unknown> = {
  columns: 'document',
  textOf: (document) => JSON.stringify(document),
  read: ({ document }): unknown => JSON.parse(String(document)),
};

/** A loop, because every write of every row comes here. */
function valuesOf<D>(columns: readonly Column<D>[], document: D): Bindable[] {
  const values: Bindable[] = [];
  for (const column of columns) {
    if (typeof column === 'function') values.push(column(document));
    else values.push(...column.values(document));
  }
  return values;
}

function placeholderOf<D>(column: Column<D>): string {
  return typeof column === 'function' ? '?' : column.sql;
}

function settersOf<D>(columns: Columns<D>): string {
  return Object.entries(columns)
    .map(([name, column]) => `${name} = ${placeholderOf(column)}, `)
    .join('');
}
