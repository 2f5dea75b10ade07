// What a call asked for in a round that had no room for it is read at once in the next: however full the rounds are, each brings it further.
import type { Instant } from '../../../values/time';
import { NO_READS, type LotsNeed, type Reads } from '../../decide/rows';
import { LotsAsked } from './lots-of';
import { mergeReads } from './merge-reads';
import type { Waiting } from './round';

/** What is read before a call is decided: what it expects, or all that it is known to need, as of this moment. */
export function firstReads({ call, known }: Waiting, dueBy: Instant): Reads {
  if (!known) return call.expects;
  return { ...known, dueOf: known.dueOf.map(({ participantId }) => ({ participantId, at: dueBy })) };
}

/** What was asked for one after another, as one request. */
export function asOne(asked: readonly Reads[]): Reads {
  const shelves = new Map<string, LotsNeed>();
  for (const { participantId, assetId, limit } of asked.flatMap(({ lotsOf }) => lotsOf)) {
    const key = `${participantId} ${assetId}`;
    // Each time for those after the ones before: together they are the first so many.
    shelves.set(key, { participantId, assetId, limit: (shelves.get(key)?.limit ?? 0) + limit });
  }
  const others = mergeReads(asked.map((reads) => ({ ...reads, lotsOf: [] }))) ?? NO_READS;
  return { ...others, lotsOf: [...shelves.values()] };
}

/** How many of these calls may be read for at once, so that what they are known to need is no more than so many lots. One always may. */
export function fitting(calls: readonly Waiting[], mostLots: number): number {
  const asked = new LotsAsked();
  let lots = 0;
  const over = calls.findIndex(({ known }) => {
    if (!known) return false;
    const before = lots;
    lots = asked.add(known);
    return before > 0 && lots > mostLots;
  });
  return over < 0 ? calls.length : over;
}
