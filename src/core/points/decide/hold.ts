// Points set aside, freed, or forfeited.
import type { Instant } from '../../values/time';
import { Refusal } from '../../values/refusal';
import { heldUnits, hold, release, takeHeld } from '../book/holding';
import type { Hold } from '../book/hold';
import type { OpenBook } from '../book/open-book';
import { selectsAll, spendableUnits, type LotSelection } from '../book/parts';
import { spend } from '../book/spend';
import type { Asset } from '../records/asset';
import { sumOf, type Units } from '../units';
import { bookChanges, type Decided } from './decided';
import { holdLotIds, ofCaller, requireFreeHold, requireHolds, type OutOfHolds } from './open-holds';
import {
  movementOf,
  openFor,
  requireActive,
  requireBook,
  requireEnough,
  requireFuture,
  requireOpenProgram,
  requireOwn,
  requireUnits,
  requireWithinMaximum,
  spendableOf,
  type DecideContext,
} from './require';
import { requireRoom } from './room';
import type { Rows, Wants } from './rows';

/** What hold, release and forfeit share. */
export interface HoldCommand {
  readonly participantId: string;
  readonly programId: string;
  readonly assetId: string;
  /** Null: everything there is. */
  readonly amount: string | null;
  readonly description: string;
  readonly referenceId: string | null;
  readonly selection: LotSelection;
}

/**
 * Sets points aside. Throws `Refusal` not_found, participant_inactive, program_inactive, asset_not_linked, asset_inactive,
 * invalid_scale, lot_mode_required, max_transaction_exceeded, insufficient_balance, too_many_holds, too_many_lots.
 */
export function decideHold(
  command: HoldCommand & { readonly expiresAt: Instant | null; readonly managedBy?: string },
  rows: Rows,
  context: DecideContext,
): Decided {
  const { programId, description, referenceId, selection, expiresAt, managedBy } = command;
  requireFuture(expiresAt, context, 'expires_at');
  const book = requireBook(rows, context, command.participantId);
  requireActive(book);
  const { asset } = requireOpenProgram(rows, context, command);
  requireLotMode(asset, selection);
  const open = openFor(rows, book, context, { ...lotsOf(asset, selection), holdsOf: asset.id });
  requireFreeHold(open, asset.id);
  const there = availableOf(open, asset, selection);
  const units = command.amount === null ? there : requireUnits(command.amount, asset);
  requireEnough(there, units || 1n, asset);
  requireWithinMaximum(asset, units);
  const { entryId } = hold(open, {
    ...movementOf(asset, programId, description, referenceId),
    units,
    expiresAt,
    selection,
    managedBy,
  });
  return { changes: bookChanges(open, book.rev), recordId: entryId };
}

/**
 * Frees points that were set aside: those of `referenceId`, or the oldest first, but never those of an `rdm_` redemption. Throws
 * `Refusal` not_found, participant_inactive, invalid_scale, hold_not_found, managed_by_redemption, insufficient_balance.
 */
export function decideRelease(command: HoldCommand, rows: Rows, context: DecideContext): Decided {
  const { programId, description, referenceId } = command;
  const book = requireBook(rows, context, command.participantId);
  requireActive(book);
  const asset = requireAsset(rows, context, command);
  requireLotMode(asset, command.selection);
  const lotIds = heldLotIds(rows, command, asset, { dueBy: context.dueBy, from: 'last' });
  const open = openFor(rows, book, context, { holdsOf: asset.id, lotIds });
  const holds = requireHolds(open, asset, ofCaller(referenceId));
  const units = requireHeld(open, holds, command, asset);
  const movement = movementOf(asset, programId, description, referenceId);
  const { entryId } = release(open, { ...movement, units, selection: command.selection }, holds);
  return { changes: bookChanges(open, book.rev), recordId: entryId };
}

/**
 * Takes points away, into the program's breakage. Also from a participant who is not active: a closed account is emptied this
 * way. Throws `Refusal` not_found, invalid_scale, lot_mode_required, hold_not_found, managed_by_redemption,
 * insufficient_balance, too_many_in_book.
 */
export function decideForfeit(
  command: HoldCommand & { readonly bucket: 'AVAILABLE' | 'HELD' },
  rows: Rows,
  context: DecideContext,
): Decided {
  const { programId, description, referenceId, bucket, selection } = command;
  const book = requireBook(rows, context, command.participantId);
  const asset = requireAsset(rows, context, command);
  requireLotMode(asset, selection);
  const to = { programId, kind: 'SYSTEM_BREAKAGE', detail: 'forfeited' } as const;
  const movement = { ...movementOf(asset, programId, description, referenceId), to, actionType: 'FORFEIT' as const };
  if (bucket === 'HELD') {
    const lotIds = heldLotIds(rows, command, asset, { dueBy: context.dueBy, from: 'first' });
    const open = openFor(rows, book, context, { holdsOf: asset.id, lotIds });
    const holds = requireHolds(open, asset, ofCaller(referenceId));
    const units = requireHeld(open, holds, command, asset);
    const { entryId } = takeHeld(open, { ...movement, units, freeTheRest: false, selection }, holds);
    requireRoom(open, true);
    return { changes: bookChanges(open, book.rev), recordId: entryId };
  }
  const open = openFor(rows, book, context, lotsOf(asset, selection));
  const there = availableOf(open, asset, selection);
  const units = command.amount === null ? there : requireUnits(command.amount, asset);
  requireEnough(there, units || 1n, asset);
  const { entryId } = spend(open, { ...movement, units, selection });
  requireRoom(open, true);
  return { changes: bookChanges(open, book.rev), recordId: entryId };
}

/** Lots are read only where there are any: those that are named, else from the oldest on. */
export function lotsOf(asset: Asset, { lotIds }: LotSelection = {}): Pick<Wants, 'lotsOf' | 'lotsNamed'> {
  if (asset.inventoryMode !== 'LOT') return {};
  return lotIds ? { lotsNamed: [...lotIds] } : { lotsOf: asset.id };
}

function heldLotIds(rows: Rows, command: HoldCommand, asset: Asset, how: Pick<OutOfHolds, 'dueBy' | 'from'>): string[] {
  const { amount, referenceId, selection } = command;
  return holdLotIds(rows, command, asset, { ...selection, wanted: ofCaller(referenceId), amount, ...how });
}

function requireHeld(open: OpenBook, holds: readonly Hold[], { amount, selection }: HoldCommand, asset: Asset): Units {
  const there = sumOf(holds, (one) => heldUnits(open, one, selection));
  if (there === 0n) throw new Refusal('hold_not_found', 'Nothing is held of these lots', { param: 'lot_ids' });
  const units = amount === null ? there : requireUnits(amount, asset);
  requireEnough(there, units, asset);
  return units;
}

function availableOf(open: OpenBook, asset: Asset, selection: LotSelection): Units {
  return selectsAll(selection) ? spendableOf(open.balance(asset.id)) : spendableUnits(open, asset.id, selection);
}

function requireLotMode(asset: Asset, selection: LotSelection): void {
  if (asset.inventoryMode === 'LOT' || selectsAll(selection)) return;
  const param = selection.lotIds ? 'lot_ids' : selection.earnedFrom === undefined ? 'earned_to' : 'earned_from';
  throw new Refusal('lot_mode_required', 'Only assets with lots can be asked for by lot', { param });
}

/** What is freed or forfeited needs a program and an asset that are there, whatever their status. */
function requireAsset(rows: Rows, context: DecideContext, command: HoldCommand): Asset {
  requireOwn(rows, context, 'programs', command.programId, 'program_id');
  return requireOwn(rows, context, 'assets', command.assetId, 'asset_id');
}
