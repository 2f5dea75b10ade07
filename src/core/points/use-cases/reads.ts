// What most calls read first, so that one round trip is enough.
import type { Reads, RecordKind } from '../decide/rows';
import { FIRST_LOTS } from '../decide/rows';

/** Records by id, and with a participant and an asset the first lots that can be spent. */
export function expecting(
  ids: Readonly<Partial<Record<RecordKind, readonly (string | null | undefined)[]>>>,
  shelf?: { readonly participantId: string; readonly assetId: string },
): Reads {
  const given = Object.entries(ids).map(([kind, some]) => [kind, some.filter((id) => typeof id === 'string')] as const);
  return {
    ids: Object.fromEntries(given.filter(([, some]) => some.length > 0)),
    lotsOf: shelf ? [{ ...shelf, limit: FIRST_LOTS }] : [],
    holdsOf: [],
    dueOf: [],
  };
}
