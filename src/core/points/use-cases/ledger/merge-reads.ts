// What many calls need to read, as one request: each thing once.
import type { LotsNeed, Reads, RecordKind } from '../../decide/rows';

/** Null where nothing has to be read. */
export function mergeReads(all: readonly Reads[]): Reads | null {
  const ids = new Map<RecordKind, Set<string>>();
  const lotsOf = new Map<string, LotsNeed>();
  const holdsOf = new Map<string, Reads['holdsOf'][number]>();
  const lotsNamed = new Map<string, Set<string>>();
  const dueOf = new Map<string, Reads['dueOf'][number]>();
  for (const reads of all) {
    for (const [kind, some] of Object.entries(reads.ids) as [RecordKind, readonly string[]][]) {
      const known = ids.get(kind) ?? new Set();
      for (const id of some) known.add(id);
      ids.set(kind, known);
    }
    for (const need of reads.lotsOf) {
      const key = `${need.participantId} ${need.assetId}`;
      if ((lotsOf.get(key)?.limit ?? 0) < need.limit) lotsOf.set(key, need);
    }
    for (const { participantId, ids: named } of reads.lotsNamed ?? []) {
      const known = lotsNamed.get(participantId) ?? new Set();
      for (const id of named) known.add(id);
      lotsNamed.set(participantId, known);
    }
    for (const need of reads.holdsOf) holdsOf.set(`${need.participantId} ${need.assetId}`, need);
    for (const need of reads.dueOf) dueOf.set(need.participantId, need);
  }
  if (ids.size + lotsOf.size + lotsNamed.size + holdsOf.size + dueOf.size === 0) return null;
  return {
    ids: Object.fromEntries([...ids].map(([kind, some]) => [kind, [...some]])),
    lotsOf: [...lotsOf.values()],
    lotsNamed: [...lotsNamed].map(([participantId, named]) => ({ participantId, ids: [...named] })),
    holdsOf: [...holdsOf.values()],
    dueOf: [...dueOf.values()],
  };
}
