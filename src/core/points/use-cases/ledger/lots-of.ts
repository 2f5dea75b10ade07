// How many lots a call is about: what it costs to decide and to write it hangs on that.
import type { Reads, Rows } from '../../decide/rows';

/** As many as it asks for, at most. */
export function lotsWanted({ ids, lotsOf, lotsNamed = [] }: Reads): number {
  const shelves = sum(lotsOf.map(({ limit }) => limit));
  return shelves + (ids.lots?.length ?? 0) + sum(lotsNamed.map(({ ids: named }) => named.length));
}

/** Those that were read for it, in rows of their own or in a record that names them. All of `reads` was read. */
export function lotsRead(rows: Rows, { ids, lotsOf, lotsNamed = [] }: Reads): number {
  const shelves = lotsOf.map(({ participantId, assetId }) => rows.lotsReadOf(participantId, assetId));
  const named = lotsNamed.map(({ ids: some }) => some.length);
  const taken = (ids.redemptions ?? []).map((id) => rows.find('redemptions', id)?.taken.length ?? 0);
  const moved = (ids.entries ?? []).map((id) => rows.find('entries', id)?.lots.length ?? 0);
  return (ids.lots?.length ?? 0) + sum([...shelves, ...named, ...taken, ...moved]);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
