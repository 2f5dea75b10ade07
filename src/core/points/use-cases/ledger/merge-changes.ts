// The changes of many calls as those of one commit: each record once, from what was read to what it has become.
import type { Hold } from '../../book/hold';
import type { Lot } from '../../book/lot';
import { NO_CHANGES, type BookWrite, type Changes, type Write } from '../../decide/changes';

/** In the order in which the calls were decided. `NO_CHANGES` itself where nothing changes. */
export function mergeChanges(all: readonly Changes[]): Changes {
  const some = all.filter((changes) => changes !== NO_CHANGES);
  const [first] = some;
  if (!first) return NO_CHANGES;
  if (some.length === 1) return first;
  const keys = some.flatMap((changes) => changes.keys);
  return {
    books: mergeBooks(some.flatMap(({ books }) => books)),
    limits: mergeWrites(some.flatMap(({ limits }) => limits)),
    redemptions: mergeWrites(some.flatMap(({ redemptions }) => redemptions)),
    reversals: some.flatMap(({ reversals }) => reversals),
    programs: mergeWrites(some.flatMap(({ programs }) => programs)),
    assets: mergeWrites(some.flatMap(({ assets }) => assets)),
    rewards: mergeWrites(some.flatMap(({ rewards }) => rewards)),
    entities: mergeWrites(some.flatMap(({ entities }) => entities)),
    // A name may be taken and freed in one round: what counts is who has it in the end.
    keys: [...new Map(keys.map((key) => [key.id, key])).values()].filter(({ id }) => !freedLast(some, id)),
    events: some.flatMap(({ events }) => events),
    // One that was taken here and freed again is nobody's business: somebody else may have it by now.
    freedKeys: [...new Set(some.flatMap(({ freedKeys }) => freedKeys))].filter((id) => freedFirst(some, id)),
  };
}

function freedLast(all: readonly Changes[], id: string): boolean {
  const last = all.findLast(({ keys, freedKeys }) => freedKeys.includes(id) || keys.some((key) => key.id === id));
  return last !== undefined && !last.keys.some((key) => key.id === id);
}

/** Within one call, what it frees comes before what it takes. */
function freedFirst(all: readonly Changes[], id: string): boolean {
  const first = all.find(({ keys, freedKeys }) => freedKeys.includes(id) || keys.some((key) => key.id === id));
  return first?.freedKeys.includes(id) ?? false;
}

function mergeWrites<T extends { readonly id: string }>(writes: readonly Write<T>[]): Write<T>[] {
  const merged = new Map<string, Write<T>>();
  for (const { from, record } of writes) merged.set(record.id, { from: merged.get(record.id)?.from ?? from, record });
  return [...merged.values()];
}

function mergeBooks(writes: readonly BookWrite[]): BookWrite[] {
  const merged = new Map<string, BookWrite>();
  for (const write of writes) {
    const { participantId } = write.change.book;
    const before = merged.get(participantId);
    merged.set(participantId, before ? followed(before, write) : write);
  }
  return [...merged.values()];
}

function followed(first: BookWrite, { change }: BookWrite): BookWrite {
  return {
    fromRev: first.fromRev,
    change: {
      book: change.book,
      lots: newest<Lot>([...first.change.lots, ...change.lots]),
      holds: newest<Hold>([...first.change.holds, ...change.holds]),
      entries: [...first.change.entries, ...change.entries],
    },
  };
}

function newest<T extends { readonly id: string }>(records: readonly T[]): T[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
