// How many lots a call is about: what it costs to decide and to write it hangs on that.
import type { Decided } from '../../decide/decided';
import type { LotsNeed, Reads, Rows } from '../../decide/rows';

/** How many lots are asked for, at most, of shelves that are read once for all who ask. */
export class LotsAsked {
  readonly #shelves = new Map<string, number>();
  #named = 0;

  /** Says how many it is with these. */
  add({ ids, lotsOf, lotsNamed = [] }: Reads): number {
    for (const need of lotsOf)
      this.#shelves.set(shelfOf(need), Math.max(need.limit, this.#shelves.get(shelfOf(need)) ?? 0));
    this.#named += (ids.lots?.length ?? 0) + sum(lotsNamed.map(({ ids: named }) => named.length));
    return this.#named + sum([...this.#shelves.values()]);
  }
}

/** What a call moves; where it moves nothing, the lots that were read for it, in rows of their own or in a record that names them. */
export function lotsOf(decided: Decided | null, rows: Rows, read: readonly Reads[]): number {
  if (decided) return sum(decided.changes.books.map(({ change }) => change.lots.length));
  return sum(read.map((reads) => lotsRead(rows, reads)));
}

/** How many of what a call moves were due, and moved by themselves with it. */
export function dueLotsOf(decided: Decided | null): number {
  return sum(decided?.changes.books.map(({ change }) => change.dueLots ?? 0) ?? []);
}

function lotsRead(rows: Rows, { ids, lotsOf: shelves, lotsNamed = [] }: Reads): number {
  const open = shelves.map((need) => Math.min(need.limit, rows.lotsReadOf(need.participantId, need.assetId)));
  const named = lotsNamed.map(({ ids: some }) => some.length);
  const taken = (ids.redemptions ?? []).map((id) => rows.find('redemptions', id)?.taken.length ?? 0);
  const moved = (ids.entries ?? []).map((id) => rows.find('entries', id)?.lots.length ?? 0);
  return (ids.lots?.length ?? 0) + sum([...open, ...named, ...taken, ...moved]);
}

function shelfOf({ participantId, assetId }: LotsNeed): string {
  return `${participantId} ${assetId}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
