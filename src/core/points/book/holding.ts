// Points set aside, released again, or taken out of a hold.
import type { Instant } from '../../values/time';
import { least, sumOf, type Units } from '../units';
import { wordsOf, type MovementOf } from './credit';
import type { CounterAccount } from './book';
import { BY_ITSELF, type ActionType, type Posting } from './entry';
import { isOver, type Hold } from './hold';
import { byLot, takeInOrder, type LotPart } from './lot';
import type { OpenBook } from './open-book';
import { addAvailable, addHeld, removeHeld, selects, selectsAll, takeAvailable, type LotSelection } from './parts';
import { expire } from './spend';

/** A hold to be. The caller has checked that there is enough. */
export interface Holding extends MovementOf {
  readonly units: Units;
  readonly expiresAt: Instant | null;
  readonly selection?: LotSelection;
  /** See `Hold`. */
  readonly managedBy?: string | undefined;
}

/** Sets points aside, from the oldest lots on. */
export function hold(book: OpenBook, command: Holding): { readonly entryId: string; readonly hold: Hold } {
  const { assetId, mode, programId, units, referenceId, expiresAt, selection, managedBy } = command;
  const parts = mode === 'LOT' ? takeAvailable(book, assetId, units, selection) : [];
  addHeld(book, parts);
  const made: Hold = {
    id: book.context.nextId(),
    participantId: book.book.participantId,
    assetId,
    programId,
    referenceId,
    units,
    parts,
    createdAt: book.now,
    seq: book.nextSeq,
    expiresAt,
    ...(managedBy === undefined ? {} : { managedBy }),
  };
  book.putHold(made);
  const postings: Posting[] = [
    { bucket: 'AVAILABLE', account: null, units: -units },
    { bucket: 'HELD', account: null, units },
  ];
  const entryId = book.post({ ...wordsOf(command), actionType: 'HOLD' }, postings, parts);
  return { entryId, hold: made };
}

/** What came out of holds. */
export interface Unheld {
  readonly entryId: string;
  readonly parts: readonly LotPart[];
  /** Of what was released, what had passed its date meanwhile. */
  readonly expired: Units;
}

/** Points to be free again. */
export interface Releasing extends MovementOf {
  readonly units: Units;
  readonly selection?: LotSelection;
  /** Nobody asked for it: their time is up. */
  readonly byItself?: boolean;
}

/** Frees `units` of holds, in the order given; within a hold, what was taken last comes back first. */
export function release(book: OpenBook, command: Releasing, holds: readonly Hold[]): Unheld {
  const { units, assetId, selection = {}, byItself = false } = command;
  const parts = reduceHolds(book, holds, units, { from: 'last', selection });
  addAvailable(book, assetId, parts);
  const postings: Posting[] = [
    { bucket: 'HELD', account: null, units: -units },
    { bucket: 'AVAILABLE', account: null, units },
  ];
  const words = { ...wordsOf(command), ...(byItself ? BY_ITSELF : {}), actionType: 'RELEASE' as const };
  const entryId = book.post(words, postings, parts);
  return { entryId, parts, expired: expireParts(book, parts) };
}

/** Points that leave a hold for good. */
export interface Taking extends MovementOf {
  readonly units: Units;
  readonly to: CounterAccount;
  readonly actionType: Extract<ActionType, 'REDEMPTION' | 'FORFEIT' | 'DEBIT'>;
  /** Also frees what is left of the holds, in the same entry. */
  readonly freeTheRest: boolean;
  readonly selection?: LotSelection;
}

/** Takes `units` out of holds, in the order given; within a hold, what was taken first is spent first. */
export function takeHeld(book: OpenBook, command: Taking, holds: readonly Hold[]): Unheld {
  const { units, to, actionType, assetId, freeTheRest, selection = {} } = command;
  const rest = freeTheRest ? sumOf(holds, (one) => one.units) - units : 0n;
  const parts = byLot(reduceHolds(book, holds, units, { from: 'first', selection }));
  const freed = rest > 0n ? reduceHolds(book, holds, rest, { from: 'last', selection: {} }) : [];
  addAvailable(book, assetId, freed);
  const postings: Posting[] = [
    { bucket: 'HELD', account: null, units: -(units + rest) },
    { bucket: null, account: to, units },
  ];
  if (rest > 0n) postings.push({ bucket: 'AVAILABLE', account: null, units: rest });
  const entryId = book.post({ ...wordsOf(command), actionType }, postings, [...parts, ...freed]);
  return { entryId, parts, expired: expireParts(book, freed) };
}

/** Ends a hold whose time is up: all of it is free again. Does nothing where it is not, or nothing is left. */
export function endHold(book: OpenBook, one: Hold): void {
  if (!isOver(one, book.dueBy) || one.units === 0n) return;
  const { assetId, programId, referenceId, units, parts } = one;
  const mode = parts.length > 0 ? 'LOT' : 'SIMPLE';
  const about: MovementOf = { assetId, programId, referenceId, mode, description: 'Hold ended' };
  release(book, { ...about, units, byItself: true }, [one]);
}

function expireParts(book: OpenBook, parts: readonly LotPart[]): Units {
  return sumOf(parts, ({ lotId }) => expire(book, book.lot(lotId)));
}

/** Takes units out of holds and out of the held part of their lots. What is reduced to nothing is over. */
function reduceHolds(
  book: OpenBook,
  holds: readonly Hold[],
  units: Units,
  { from, selection }: { readonly from: 'first' | 'last'; readonly selection: LotSelection },
): LotPart[] {
  const out: LotPart[] = [];
  let left = units;
  for (const { id } of holds) {
    const one = book.hold(id);
    const some = least(heldUnits(book, one, selection), left);
    if (some === 0n) continue;
    const parts = selectedParts(book, one, selection);
    const taken = takeInOrder(from === 'first' ? parts : [...parts].reverse(), some);
    book.putHold({ ...one, units: one.units - some, parts: without(one.parts, taken) });
    out.push(...taken);
    left -= some;
  }
  if (left > 0n) throw new Error('The holds have less than is taken out of them');
  removeHeld(book, out);
  return out;
}

/** How much of a hold the selection leaves in. A hold without lots has nothing that could be left out. */
export function heldUnits(book: OpenBook, one: Hold, selection: LotSelection): Units {
  return selectsAll(selection) ? one.units : sumOf(selectedParts(book, one, selection), (part) => part.units);
}

function selectedParts(book: OpenBook, { parts }: Hold, selection: LotSelection): readonly LotPart[] {
  if (selectsAll(selection)) return parts;
  const { lotIds } = selection;
  // Of those that were not named the lots were not read.
  const named = lotIds ? parts.filter(({ lotId }) => lotIds.has(lotId)) : parts;
  return named.filter(({ lotId }) => selects(selection, book.lot(lotId)));
}

/** `taken` holds each lot at most once, because a hold does. */
function without(parts: readonly LotPart[], taken: readonly LotPart[]): LotPart[] {
  const gone = new Map(taken.map(({ lotId, units }) => [lotId, units]));
  return parts
    .map(({ lotId, units }) => ({ lotId, units: units - (gone.get(lotId) ?? 0n) }))
    .filter(({ units }) => units > 0n);
}
