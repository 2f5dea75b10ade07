// Points that come in or go out by a decision of the merchant.
import type { Instant } from '../../values/time';
import { Refusal } from '../../values/refusal';
import type { CounterAccount } from '../book/book';
import { credit } from '../book/credit';
import { takeHeld } from '../book/holding';
import { spend } from '../book/spend';
import type { Asset } from '../records/asset';
import { leftOf, used, walletId, type Limit } from '../records/limit';
import { formatUnits, sumOf, type Units } from '../units';
import type { Write } from './changes';
import { bookChanges, type Decided } from './decided';
import { lotsOf } from './hold';
import { holdLotIds, ofCaller, ownHolds, requireFreeHold } from './open-holds';
import {
  movementOf,
  openFor,
  requireActive,
  requireBook,
  requireEnough,
  requireFuture,
  requireOpenProgram,
  requireUnits,
  requireWithinMaximum,
  spendableOf,
  type DecideContext,
} from './require';
import { requireRoom } from './room';
import type { Rows } from './rows';

/** A credit or a debit. */
export interface AdjustCommand {
  readonly participantId: string;
  readonly programId: string;
  readonly assetId: string;
  readonly type: 'CREDIT' | 'DEBIT';
  readonly amount: string;
  readonly description: string;
  readonly bucket: 'AVAILABLE' | 'HELD';
  /** Of a DEBIT: the balance may go below zero. */
  readonly allowNegative: boolean;
  readonly referenceId: string | null;
  /** Of a CREDIT of a LOT asset. In the future. */
  readonly expiresAt: Instant | null;
  readonly maturesAt: Instant | null;
}

/**
 * Throws `Refusal` not_found, participant_inactive, program_inactive, asset_not_linked, asset_inactive, invalid_scale,
 * lot_mode_required, max_transaction_exceeded, insufficient_balance, wallet_empty, too_many_holds, managed_by_redemption,
 * too_many_in_book.
 */
export function decideAdjust(command: AdjustCommand, rows: Rows, context: DecideContext): Decided {
  requireFuture(command.expiresAt, context, 'expires_at');
  requireFuture(command.maturesAt, context, 'matures_at');
  const book = requireBook(rows, context, command.participantId);
  requireActive(book);
  const { asset } = requireOpenProgram(rows, context, command);
  const units = requireUnits(command.amount, asset);
  requireWithinMaximum(asset, units);
  return command.type === 'CREDIT'
    ? decideCredit(command, rows, context, asset, units)
    : decideDebit(command, rows, context, asset, units);
}

function decideCredit(command: AdjustCommand, rows: Rows, context: DecideContext, asset: Asset, units: Units): Decided {
  const { programId, description, referenceId, expiresAt, maturesAt, bucket } = command;
  const dated = expiresAt === null ? (maturesAt === null ? null : 'matures_at') : 'expires_at';
  if (asset.inventoryMode !== 'LOT' && dated !== null)
    throw new Refusal('lot_mode_required', 'Only assets with lots keep dates', { param: dated });
  const book = rows.find('books', command.participantId);
  if (!book) throw new Error('The book was read before');
  const open = openFor(rows, book, context, bucket === 'HELD' ? { holdsOf: asset.id } : {});
  if (bucket === 'HELD') requireFreeHold(open, asset.id);
  const { from, limits } = fundedBy(rows, asset, programId, units);
  const recordId = credit(open, {
    ...movementOf(asset, programId, description, referenceId),
    units,
    from,
    bucket,
    expiresAt,
    maturesAt,
  });
  requireRoom(open);
  return { changes: bookChanges(open, book.rev, { limits }), recordId };
}

/** Where a credit comes from: the program's wallet, where the asset is prefunded. Throws `Refusal` wallet_empty. */
function fundedBy(
  rows: Rows,
  asset: Asset,
  programId: string,
  units: Units,
): { readonly from: CounterAccount; readonly limits: readonly Write<Limit>[] } {
  if (asset.issuancePolicy === 'UNLIMITED')
    return { from: { programId, kind: 'SYSTEM_ISSUANCE', detail: null }, limits: [] };
  const wallet = rows.find('limits', walletId(programId, asset.id));
  const left = wallet ? (leftOf(wallet) ?? 0n) : 0n;
  if (!wallet || left < units) {
    const available = formatUnits(left, asset.scale);
    throw new Refusal('wallet_empty', `The program's wallet has only ${available} left`, {
      param: 'amount',
      extra: { available },
    });
  }
  return {
    from: { programId, kind: 'WALLET', detail: null },
    limits: [{ from: wallet.rev, record: used(wallet, units) }],
  };
}

function decideDebit(command: AdjustCommand, rows: Rows, context: DecideContext, asset: Asset, units: Units): Decided {
  const { programId, description, referenceId, bucket, allowNegative } = command;
  const book = rows.find('books', command.participantId);
  if (!book) throw new Error('The book was read before');
  const held = bucket === 'HELD';
  const wants = held
    ? {
        holdsOf: asset.id,
        lotIds: holdLotIds(rows, command, asset, { wanted: ofCaller(referenceId), dueBy: context.dueBy }),
      }
    : lotsOf(asset);
  const open = openFor(rows, book, context, wants);
  const movement = {
    ...movementOf(asset, programId, description, referenceId),
    units,
    to: { programId, kind: 'SYSTEM_ADJUSTMENT', detail: null } as const,
    actionType: 'DEBIT' as const,
  };
  if (held) {
    const holds = ownHolds(open, asset, ofCaller(referenceId));
    requireEnough(
      sumOf(holds, (hold) => hold.units),
      units,
      asset,
    );
    const { entryId } = takeHeld(open, { ...movement, freeTheRest: false }, holds);
    requireRoom(open);
    return { changes: bookChanges(open, book.rev), recordId: entryId };
  }
  if (!allowNegative) requireEnough(spendableOf(open.balance(asset.id)), units, asset);
  const { entryId } = spend(open, movement);
  requireRoom(open);
  return { changes: bookChanges(open, book.rev), recordId: entryId };
}
