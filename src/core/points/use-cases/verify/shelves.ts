// The lots and holds of one book against its journal: every lot there ever was, and every hold that is open.
import type { Instant } from '../../../values/time';
import type { Book } from '../../book/book';
import { lotDueAt, type Lot } from '../../book/lot';
import { NO_READS } from '../../decide/rows';
import type { PointsStore } from '../../store';
import { holdDifferences, lotDifferences } from '../../verify/compare-book';
import type { Replay } from '../../verify/replay';
import { BATCH, type BookReader, type Differences } from './book-reader';

/** What is due first, as far as was seen. */
interface Due {
  at: Instant | null;
  what: string;
}

/** `reader` has come to the entries that `book` counts. */
export async function shelvesDiffer(store: PointsStore, reader: BookReader, book: Book): Promise<string[]> {
  const { participantId } = book;
  const { replay } = reader;
  const due: Due = { at: null, what: '' };
  const suspects = new Set<string>();
  const unknown: string[] = [];
  const seen = new Set<string>();
  for (const assetId of new Set([...replay.balances.keys(), ...Object.keys(book.balances)])) {
    for await (const lot of everyLot(store, { participantId, assetId })) {
      const played = replay.lots.byId.get(lot.id);
      noteDue(due, lotDueAt(lot), `lot ${lot.id}`);
      seen.add(lot.id);
      if (played && lotDifferences(lot, played).length > 0) suspects.add(lot.id);
      else if (!played && lot.seq <= book.seq) unknown.push(`lot ${lot.id} was made by no entry`);
    }
  }
  const missing = [...replay.lots.byId.keys()].filter((id) => !seen.has(id)).map((id) => `lot ${id} is missing`);
  const lots = suspects.size === 0 ? [] : await reader.persisting(() => loadLots(store, replay, [...suspects]));
  const holds = await reader.persisting(() => loadHolds(store, replay, participantId, due));
  return [...unknown, ...missing, ...lots, ...holds, ...(await dueDiffers(reader, book, due))];
}

async function* everyLot(
  store: PointsStore,
  shelf: { readonly participantId: string; readonly assetId: string },
): AsyncGenerator<Lot> {
  for (let after: Lot | undefined; ;) {
    const query = { ...shelf, limit: BATCH };
    const { rows: lots } = await store.lots(after ? { ...query, after } : query);
    yield* lots;
    after = lots.at(-1);
    if (lots.length < BATCH || !after) return;
  }
}

async function loadLots(store: PointsStore, replay: Replay, ids: readonly string[]): Promise<() => Differences> {
  const lots = (await store.read({ ...NO_READS, ids: { lots: ids } })).records.lots ?? [];
  return () => {
    const differences: Differences = new Map();
    for (const lot of lots) {
      const played = replay.lots.byId.get(lot.id);
      const words = played ? lotDifferences(lot, played) : [];
      if (words.length > 0) differences.set(lot.id, words);
    }
    return differences;
  };
}

async function loadHolds(
  store: PointsStore,
  replay: Replay,
  participantId: string,
  due: Due,
): Promise<() => Differences> {
  const assetIds = [...replay.balances.keys()];
  const shelves = assetIds.map((assetId) => ({ participantId, assetId }));
  const { holdsOf } = await store.read({ ...NO_READS, holdsOf: shelves });
  for (const { id, expiresAt } of holdsOf.flat()) noteDue(due, expiresAt, `hold ${id}`);
  return () => {
    const differences: Differences = new Map();
    for (const [index, assetId] of assetIds.entries()) {
      const { holds } = replay;
      const words = holdDifferences(holdsOf[index] ?? [], holds.open(assetId), holds.unclear.has(assetId));
      if (words.length > 0) differences.set(assetId, words);
    }
    return differences;
  };
}

function noteDue(due: Due, at: Instant | null, what: string): void {
  if (at === null || (due.at !== null && due.at <= at)) return;
  due.at = at;
  due.what = what;
}

/** A book knows of everything that is due: nothing happens by itself before the date that it has. Only where it stood still. */
async function dueDiffers(reader: BookReader, { rev, nextDueAt }: Book, due: Due): Promise<string[]> {
  if (due.at === null || (nextDueAt !== null && nextDueAt <= due.at)) return [];
  if ((await reader.read())?.rev !== rev) return [];
  return [`${due.what} is due before anything of the book is: its date was not written with it`];
}
