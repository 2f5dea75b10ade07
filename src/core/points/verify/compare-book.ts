// A book and its parts as they are stored, against what the journal says of them. Everything that differs, in words.
import type { Book } from '../book/book';
import type { Entry, Hash } from '../book/entry';
import type { Hold } from '../book/hold';
import type { Lot } from '../book/lot';
import type { Units } from '../units';
import { balanceDifferences } from './balances';
import { Replay } from './replay';
import type { ReplayedHold } from './replayed-holds';
import type { ReplayedLot } from './replayed-lots';

type Told = string | number | bigint | null;

/** The fields in which a record is not what it should be. */
export function unequal(about: string, is: Readonly<Record<string, Told>>, should: Readonly<Record<string, Told>>) {
  return Object.entries(should)
    .filter(([field, value]) => is[field] !== value)
    .map(([field, value]) => `${field} of ${about} is ${String(is[field])}, its entries say ${String(value)}`);
}

/** Of a replay that has come to the newest entry which the book counts, or to where the journal ends before that. */
export function bookDifferences(book: Book, replay: Replay): string[] {
  if (replay.fault !== null) return [replay.fault];
  if (replay.seq < book.seq) return ['the newest entries are missing'];
  const differences = replay.head === book.head ? [] : ['its head is not the hash of its newest entry'];
  return [...differences, ...balanceDifferences(book, replay.balances)];
}

/**
 * Plays the whole journal of a participant from the empty book, and says everything in which it differs from the book that is
 * stored. Empty: the book is what its journal says, and no entry was changed, added or lost.
 */
export function differencesFromJournal(book: Book, entries: readonly Entry[], hash: Hash): string[] {
  const replay = new Replay(book, hash);
  for (const entry of entries) replay.apply(entry);
  if (replay.fault === null && entries.length > book.seq) return ['it counts fewer entries than there are'];
  return bookDifferences(book, replay);
}

/** A lot, with the times that its entries allow its dates: the journal does not hold the dates themselves. */
export function lotDifferences(lot: Lot, played: ReplayedLot): string[] {
  const { assetId, programId, referenceId, createdAt, seq, amount, available, held, deferred, expired } = played;
  const should = { assetId, programId, referenceId, createdAt, seq, amount, available, held, deferred, expired };
  return [...unequal(`lot ${lot.id}`, { ...lot }, should), ...impossibleDates(lot, played)];
}

function impossibleDates({ id, expiresAt, maturesAt }: Lot, played: ReplayedLot): string[] {
  const { madeBy, wasDeferred, maturedAt, spentAt, expiredAt, expired } = played;
  const told: string[] = [];
  const tell = (date: string, why: string) => told.push(`${date} of lot ${id} cannot be: ${why}`);
  if (wasDeferred && (maturesAt === null || maturesAt <= madeBy)) tell('maturesAt', 'it was deferred');
  if (!wasDeferred && maturesAt !== null && maturesAt > madeBy) tell('maturesAt', 'it was not deferred');
  const endedBefore = expired > 0n || (expiresAt !== null && maturedAt !== null && expiresAt <= maturedAt);
  if (maturedAt !== null && maturesAt !== null && maturesAt > maturedAt && !endedBefore)
    tell('maturesAt', 'it matured before');
  if (expiresAt === null && expired > 0n) tell('expiresAt', 'it expired');
  if (expiresAt === null) return told;
  if (expiredAt !== null && expiresAt > expiredAt) tell('expiresAt', 'it expired before');
  if (expiresAt <= (spentAt ?? madeBy)) tell('expiresAt', 'it was spent from after that');
  return told;
}

/** The open holds of one asset. `unclear`: see `ReplayedHolds`. */
export function holdDifferences(stored: readonly Hold[], played: readonly ReplayedHold[], unclear: boolean): string[] {
  const sum = (holds: readonly { readonly units: Units }[]) => holds.reduce((all, { units }) => all + units, 0n);
  if (unclear) {
    const [is, should] = [sum(stored), sum(played)];
    return is === should ? [] : [`holds are ${String(is)} together, the entries say ${String(should)}`];
  }
  const bySeq = new Map(stored.map((hold) => [hold.seq, hold]));
  const seqs = new Set(played.map(({ seq }) => seq));
  return [
    ...stored.filter(({ seq }) => !seqs.has(seq)).map(({ id }) => `hold ${id} is open, its entries say that it is not`),
    ...played.flatMap((one) => {
      const hold = bySeq.get(one.seq);
      if (!hold) return [`hold of entry ${String(one.seq)} is missing or over, the entries say ${String(one.units)}`];
      const { programId, referenceId, createdAt, heldFor, units } = one;
      const is = { ...hold, parts: textOf(hold.parts), heldFor: hold.managedBy ?? null };
      const should = { programId, referenceId, createdAt, heldFor, units, parts: textOf(one.parts) };
      return unequal(`hold ${hold.id}`, is, should);
    }),
  ];
}

/** Parts of lots as text, in their order. */
export function textOf(parts: readonly { readonly lotId: string; readonly units: Units }[]): string {
  return parts.map(({ lotId, units }) => `${lotId}:${String(units)}`).join(' ');
}
