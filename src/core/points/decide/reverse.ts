// Points of a redemption given back, in part or whole.
import type { Instant } from '../../values/time';
import { Refusal } from '../../values/refusal';
import { restore } from '../book/restore';
import type { Asset } from '../records/asset';
import { stockId, used, type Limit } from '../records/limit';
import { leftToReverse, type PointsRedemption, type PointsReversal } from '../records/redemption';
import { formatUnits, type Units } from '../units';
import type { Write } from './changes';
import { bookChanges, type Decided } from './decided';
import {
  managedElsewhere,
  movementOf,
  openFor,
  requireFuture,
  requireOwn,
  requireUnits,
  type DecideContext,
} from './require';
import type { Rows } from './rows';

/** How much to give back of a redemption: everything that is left where neither amount nor quantity is given. */
export interface ReverseCommand {
  readonly redemptionId: string;
  readonly amount: string | null;
  readonly quantity: number | null;
  readonly reason: string;
  /** Lots that have expired meanwhile get this date, in the future; null: they expire again at once. */
  readonly restoreExpiresAt: Instant | null;
  /** The operation of the `rdm_` redemption it belongs to. Null for a caller of points. */
  readonly managedBy: string | null;
}

/** Reversals of one redemption, at most: what a list of them, and the journal of one purchase, can bear. */
export const MOST_REVERSALS = 200;

/**
 * Allowed whatever has become of participant and program: a refund corrects an old movement. Throws `Refusal` not_found,
 * managed_by_redemption, wrong_amount_field, invalid_scale, lot_mode_required, reversal_exceeds_redeemed, too_many_reversals.
 */
export function decideReverse(command: ReverseCommand, rows: Rows, context: DecideContext): Decided {
  requireFuture(command.restoreExpiresAt, context, 'restore_expires_at');
  const redemption = requireOwn(rows, context, 'redemptions', command.redemptionId, 'redemption_id');
  if (redemption.managedBy !== null && command.managedBy === null)
    throw managedElsewhere('These points were taken for another redemption', redemption.managedBy);
  const asset = requireOwn(rows, context, 'assets', redemption.assetId, 'asset_id');
  const book = requireOwn(rows, context, 'books', redemption.participantId, 'participant_id');
  if (command.restoreExpiresAt !== null && asset.inventoryMode !== 'LOT')
    throw new Refusal('lot_mode_required', 'Only assets with lots keep dates', { param: 'restore_expires_at' });
  const { units, quantity } = requirePart(command, redemption, asset);
  const open = openFor(rows, book, context, { lotIds: redemption.taken.map(({ lotId }) => lotId) });
  const { entryId, taken, expired } = restore(open, {
    ...movementOf(asset, redemption.programId, command.reason, redemption.id),
    units,
    from: redemption.target,
    taken: redemption.taken,
    restoreExpiresAt: command.restoreExpiresAt,
  });
  const limits = quantity === null ? [] : giveBackStock(rows, redemption, quantity);
  if (quantity !== null && redemption.rewardId !== null) open.countReward(redemption.rewardId, -quantity);
  const reversal: PointsReversal = {
    id: context.nextId(),
    accountId: redemption.accountId,
    livemode: redemption.livemode,
    redemptionId: redemption.id,
    participantId: redemption.participantId,
    amount: units,
    quantity,
    reason: command.reason,
    journalEntryId: entryId,
    expiredAmount: expired,
    // Every reversal moves the version by one, and nothing else does.
    number: redemption.version,
    createdAt: context.at,
  };
  const reversed: PointsRedemption = {
    ...redemption,
    version: redemption.version + 1,
    reversedAmount: redemption.reversedAmount + units,
    reversedQuantity: redemption.reversedQuantity + (quantity ?? 0),
    taken,
    updatedAt: context.at,
  };
  const changes = bookChanges(open, book.rev, {
    redemptions: [{ from: redemption.version, record: reversed }],
    reversals: [reversal],
    limits,
  });
  return { changes, recordId: reversal.id };
}

/** How much of the redemption: pieces of what was redeemed by the piece, an amount of everything else. */
function requirePart(
  { amount, quantity }: ReverseCommand,
  redemption: PointsRedemption,
  asset: Asset,
): { readonly units: Units; readonly quantity: number | null } {
  if (redemption.version > MOST_REVERSALS)
    throw new Refusal('too_many_reversals', `A redemption may be reversed ${String(MOST_REVERSALS)} times`);
  const left = leftToReverse(redemption);
  if (redemption.quantity === null || redemption.unitCost === null) {
    if (quantity !== null)
      throw new Refusal('wrong_amount_field', 'This redemption is reversed by amount', { param: 'quantity' });
    const units = amount === null ? left : requireUnits(amount, asset);
    if (units > left || units === 0n) throw exceeds('amount', formatUnits(left, asset.scale));
    return { units, quantity: null };
  }
  if (amount !== null)
    throw new Refusal('wrong_amount_field', 'This redemption is reversed by the piece: give a quantity', {
      param: 'amount',
    });
  const pieces = redemption.quantity - redemption.reversedQuantity;
  const back = quantity ?? pieces;
  if (back > pieces || back === 0) throw exceeds('quantity', String(pieces));
  return { units: redemption.unitCost * BigInt(back), quantity: back };
}

/** The stock rises again, so that others can buy at once. */
function giveBackStock(rows: Rows, redemption: PointsRedemption, quantity: number): Write<Limit>[] {
  const stock = rows.find('limits', stockId(redemption.rewardId ?? ''));
  return stock ? [{ from: stock.rev, record: used(stock, BigInt(-quantity)) }] : [];
}

function exceeds(param: string, left: string): Refusal {
  return new Refusal('reversal_exceeds_redeemed', `Only ${left} is left to give back`, { param, extra: { left } });
}
