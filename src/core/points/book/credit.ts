// Points that come in: a credit, and a deferred lot that matures.
import type { Instant } from '../../values/time';
import type { Units } from '../units';
import type { Bucket, CounterAccount } from './book';
import { addAvailable, addHeld } from './parts';
import { BY_ITSELF, type Posting } from './entry';
import type { Lot, LotPart } from './lot';
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
  const { units, from, maturesAt } = command;
  const deferred = maturesAt !== null && maturesAt > book.dueBy;
  const bucket: Bucket = deferred ? 'DEFERRED' : command.bucket;
  const lots = command.mode === 'LOT' ? [addLot(book, command, bucket)] : [];
  if (bucket === 'HELD') addHold(book, command, lots);
  book.enrol(command.programId);
  const postings: Posting[] = [
    { bucket, account: null, units },
    { bucket: null, account: from, units: -units },
  ];
  return book.post({ ...wordsOf(command), actionType: 'CREDIT' }, postings, lots);
}

/** The part of an entry that every movement gives it. */
export function wordsOf({ assetId, programId, description, referenceId }: MovementOf) {
  return { assetId, programId, description, referenceId };
}

function addLot(book: OpenBook, command: Credit, bucket: Bucket): LotPart {
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
  const part = { lotId: id, units };
  if (bucket === 'AVAILABLE') addAvailable(book, assetId, [part]);
  if (bucket === 'HELD') addHeld(book, [part]);
  return part;
}

function addHold(book: OpenBook, command: Credit, parts: readonly LotPart[]): void {
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
  const parts = [{ lotId: lot.id, units }];
  addAvailable(book, lot.assetId, parts);
  const { assetId, programId, referenceId } = lot;
  const postings: Posting[] = [
    { bucket: 'DEFERRED', account: null, units: -units },
    { bucket: 'AVAILABLE', account: null, units },
  ];
  const words = { assetId, programId, referenceId, description: 'Matured', ...BY_ITSELF };
  book.post({ ...words, actionType: 'MATURITY' }, postings, parts);
}
