// Points that come in: a credit, and a deferred lot that matures.
import type { Instant } from '../../values/time';
import type { Units } from '../units';
import type { Bucket, CounterAccount } from './book';
import { addAvailable, addHeld } from './parts';
import type { Lot } from './lot';
import type { OpenBook } from './open-book';

/** How an asset keeps its points. SIMPLE: one sum. LOT: each credit by itself, with dates. */
export const INVENTORY_MODES = ['SIMPLE', 'LOT'] as const;
export type InventoryMode = (typeof INVENTORY_MODES)[number];

/** What a movement is about. */
export interface MovementOf {
  readonly assetId: string;
  readonly mode: InventoryMode;
  readonly programId: string;
  readonly description: string;
  readonly referenceId: string | null;
}

/** A credit of a participant. The dates are those of its lot: null for SIMPLE assets. */
export interface Credit extends MovementOf {
  readonly units: Units;
  readonly from: CounterAccount;
  /** HELD: the credit comes in as a hold. */
  readonly bucket: 'AVAILABLE' | 'HELD';
  readonly expiresAt: Instant | null;
  /** In the future: the credit is deferred until then. */
  readonly maturesAt: Instant | null;
}

/** Adds points, and says the id of the entry. An overdraft is paid first. */
export function credit(book: OpenBook, command: Credit): string {
  const { units, from, maturesAt, assetId } = command;
  const deferred = maturesAt !== null && maturesAt > book.now;
  const bucket: Bucket = deferred ? 'DEFERRED' : command.bucket;
  if (command.mode === 'LOT') addLot(book, command, bucket);
  else if (bucket === 'HELD') addHold(book, command, []);
  return book.post({ ...wordsOf(command), actionType: 'CREDIT', assetId }, [
    { bucket, account: null, units },
    { bucket: null, account: from, units: -units },
  ]);
}

/** The part of an entry that every movement gives it. */
export function wordsOf({ assetId, programId, description, referenceId }: MovementOf) {
  return { assetId, programId, description, referenceId };
}

function addLot(book: OpenBook, command: Credit, bucket: Bucket): void {
  const { assetId, programId, units, expiresAt, maturesAt, referenceId } = command;
  const id = book.context.nextId();
  const lot: Lot = {
    id,
    participantId: book.book.participantId,
    assetId,
    programId,
    amount: units,
    available: 0n,
    held: 0n,
    deferred: bucket === 'DEFERRED' ? units : 0n,
    expired: 0n,
    createdAt: book.now,
    seq: book.nextSeq,
    expiresAt,
    maturesAt,
    referenceId,
  };
  book.putLot(lot);
  const parts = [{ lotId: id, units }];
  if (bucket === 'AVAILABLE') addAvailable(book, assetId, parts);
  if (bucket === 'HELD') {
    addHeld(book, parts);
    addHold(book, command, parts);
  }
}

function addHold(book: OpenBook, command: Credit, parts: readonly { lotId: string; units: Units }[]): void {
  book.putHold({
    id: book.context.nextId(),
    participantId: book.book.participantId,
    assetId: command.assetId,
    programId: command.programId,
    referenceId: command.referenceId,
    units: command.units,
    parts,
    createdAt: book.now,
    seq: book.nextSeq,
    expiresAt: null,
  });
}

/** A deferred lot whose day has come: its value can be spent from now on. */
export function mature(book: OpenBook, lot: Lot): void {
  const units = lot.deferred;
  book.putLot({ ...lot, deferred: 0n });
  addAvailable(book, lot.assetId, [{ lotId: lot.id, units }]);
  const { assetId, programId, referenceId } = lot;
  book.post({ assetId, programId, referenceId, description: 'Matured', actionType: 'MATURITY' }, [
    { bucket: 'DEFERRED', account: null, units: -units },
    { bucket: 'AVAILABLE', account: null, units },
  ]);
}
