// Whether a commit that was not acknowledged was made after all.
import type { Changes } from '../../decide/changes';
import { NO_READS, type RecordKind } from '../../decide/rows';
import type { PointsStore } from '../../store';

/**
 * Looks for one record that only this commit can have made: all of a commit is there, or nothing. Rejects where the store does not
 * answer: it is not known then, and the caller has to ask again with its key.
 */
export async function wasWritten(store: PointsStore, changes: Changes): Promise<boolean> {
  const made = madeBy(changes);
  if (!made) return false;
  const { records } = await store.read({ ...NO_READS, ids: { [made.kind]: [made.id] } });
  const found = records[made.kind]?.[0] as Readonly<Record<string, unknown>> | undefined;
  return found !== undefined && Object.entries(made.as).every(([field, value]) => found[field] === value);
}

interface Made {
  readonly kind: RecordKind;
  readonly id: string;
  /** Fields by which the record of this commit differs from that of any other. */
  readonly as: Readonly<Record<string, unknown>>;
}

function madeBy(changes: Changes): Made | null {
  const entry = changes.books.flatMap(({ change }) => change.entries)[0];
  if (entry) return { kind: 'entries', id: entry.id, as: {} };
  const key = changes.keys[0];
  if (key) return { kind: 'keys', id: key.id, as: { ownerId: key.ownerId, at: key.at } };
  const book = changes.books[0]?.change.book;
  if (book) return { kind: 'books', id: book.participantId, as: { rev: book.rev, updatedAt: book.updatedAt } };
  for (const kind of ['programs', 'assets', 'rewards', 'entities'] as const) {
    const record = changes[kind][0]?.record;
    if (record) return { kind, id: record.id, as: { rev: record.rev, updatedAt: record.updatedAt } };
  }
  return null;
}
