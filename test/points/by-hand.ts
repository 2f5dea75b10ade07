// Records of the ledger changed in the database itself, past everything that guards them, and put back.
import type { Store } from '../../src/core/store';
import { decoded, encoded } from '../../src/store/shared/points/codec';
import { KINDS, type StoredKind, type StoredKinds } from '../../src/store/shared/points/kinds';
import { isMongo, isSqlite } from '../tools/engines';

/** The rows of one kind, on either engine. */
interface Rows {
  all(): Promise<{ id: string; document: string }[]>;
  /** Null: the row goes. Says how it is undone. */
  change(id: string, document: string | null): Promise<() => Promise<unknown>>;
}

function rowsOf(store: Store, kind: StoredKind): Rows {
  const table = `points_${KINDS[kind].name}`;
  if (isMongo(store)) {
    const rows = store.collections.events.db.collection<{ _id: string; document: string }>(table);
    return {
      all: async () => (await rows.find().toArray()).map(({ _id, document }) => ({ id: _id, document })),
      change: async (id, document) => {
        const before = await rows.findOne({ _id: id });
        if (document === null) await rows.deleteOne({ _id: id });
        else await rows.updateOne({ _id: id }, { $set: { document } });
        return () => rows.replaceOne({ _id: id }, before ?? { document: '' }, { upsert: true });
      },
    };
  }
  if (!isSqlite(store)) throw new Error('A third engine');
  const { database } = store;
  return {
    all: async () =>
      database.all(`SELECT id, document FROM ${table}`).map((row) => ({
        id: String(row.id),
        document: String(row.document),
      })),
    change: async (id, document) => {
      const before = database.get(`SELECT * FROM ${table} WHERE id = ?`, id) ?? {};
      if (document === null) database.run(`DELETE FROM ${table} WHERE id = ?`, id);
      else database.run(`UPDATE ${table} SET document = ? WHERE id = ?`, document, id);
      const places = Object.keys(before).map(() => '?');
      const sql = `INSERT OR REPLACE INTO ${table} (${Object.keys(before).join()}) VALUES (${places.join()})`;
      return async () => database.run(sql, ...(Object.values(before) as string[]));
    },
  };
}

/**
 * Changes every record of a kind that `change` makes another of, or the first `most` of them; null: it goes. Says how many those were, and
 * how it is undone. Columns stay as they are.
 */
export async function byHand<K extends StoredKind>(
  store: Store,
  kind: K,
  change: (record: StoredKinds[K]) => StoredKinds[K] | null,
  most = Infinity,
): Promise<{ readonly changed: number; undo(): Promise<void> }> {
  const rows = rowsOf(store, kind);
  const undo: (() => Promise<unknown>)[] = [];
  for (const { id, document } of await rows.all()) {
    const record = decoded(document) as StoredKinds[K];
    const next = change(record);
    if (next !== record && undo.length < most) undo.push(await rows.change(id, next && encoded(next)));
  }
  return {
    changed: undo.length,
    undo: async () => {
      for (const one of undo) await one();
    },
  };
}
