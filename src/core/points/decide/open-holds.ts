// Which of the open holds a call may free or spend: those of callers of points, or those of one `rdm_` redemption, and never the
// other's, whatever they are called.
import { Refusal } from '../../values/refusal';
import type { Instant } from '../../values/time';
import { byAge, isOver, type Hold } from '../book/hold';
import { takeInOrder } from '../book/lot';
import type { OpenBook } from '../book/open-book';
import { selectsAll, type LotSelection } from '../book/parts';
import type { Asset } from '../records/asset';
import { parseUnits } from '../units';
import { MOST_LOTS, tooManyLots } from './most-lots';
import { managedElsewhere, MOST_HOLDS } from './require';
import type { Rows } from './rows';

/** Whose holds, and which. */
export interface WantedHolds {
  /** Null: all of them. */
  readonly referenceId: string | null;
  /** The `rdm_` redemption that asks; null for a caller of points. */
  readonly managedBy: string | null;
}

export function ofCaller(referenceId: string | null): WantedHolds {
  return { referenceId, managedBy: null };
}

/**
 * The holds that are the asker's own, oldest first: those of this name, or all of them. Throws `Refusal` managed_by_redemption where
 * the name is that of a redemption's hold alone.
 */
export function ownHolds(open: OpenBook, asset: Asset, wanted: WantedHolds, param = 'reference_id'): Hold[] {
  const { referenceId, managedBy } = wanted;
  const named = open.holds(asset.id).filter((one) => referenceId === null || one.referenceId === referenceId);
  const own = named.filter((one) => (one.managedBy ?? null) === managedBy);
  const owner = own.length === 0 && referenceId !== null ? named[0]?.managedBy : undefined;
  if (owner !== undefined) throw managedElsewhere('These points are held for another redemption', owner, param);
  return own;
}

/** The same. Throws `Refusal` hold_not_found too, where there is none. */
export function requireHolds(open: OpenBook, asset: Asset, wanted: WantedHolds, param = 'reference_id'): Hold[] {
  const holds = ownHolds(open, asset, wanted, param);
  if (holds.length > 0) return holds;
  const { referenceId } = wanted;
  throw new Refusal('hold_not_found', referenceId === null ? 'Nothing is held' : `Nothing is held as ${referenceId}`, {
    param,
  });
}

/** Throws `Refusal` too_many_holds. */
export function requireFreeHold(open: OpenBook, assetId: string): void {
  if (open.holds(assetId).length < MOST_HOLDS) return;
  throw new Refusal('too_many_holds', `A participant may have ${String(MOST_HOLDS)} holds of an asset at once`);
}

/** What is to be taken out of holds. Absent: anything. */
export interface OutOfHolds extends LotSelection {
  readonly wanted: WantedHolds;
  /** As the caller wrote it; null: everything. */
  readonly amount?: string | null;
  /** Holds that are over by then are ended first, with lots that are read as due. */
  readonly dueBy: Instant;
  /** At which end of a hold's lots it begins. */
  readonly from?: 'first' | 'last';
}

/**
 * The lots that must be read before it can be taken out of holds of this asset. Throws `Missing` until the holds themselves were
 * read, `Refusal` too_many_lots where those are more than one call may move.
 */
export function holdLotIds(
  rows: Rows,
  { participantId }: { readonly participantId: string },
  asset: Asset,
  { wanted, dueBy, amount = null, from = 'first', ...selection }: OutOfHolds,
): string[] {
  const { lotIds } = selection;
  const holds = rows
    .holdsOf(participantId, asset.id)
    .filter((one) => isWanted(one, wanted) && !isOver(one, dueBy))
    .sort(byAge);
  const parts = holds.flatMap((one) => (from === 'first' ? one.parts : [...one.parts].reverse()));
  const named = lotIds ? parts.filter(({ lotId }) => lotIds.has(lotId)) : parts;
  const units = amount === null ? null : parseUnits(amount, asset.scale);
  const needed = typeof units === 'bigint' && selectsAll(selection) ? takeInOrder(named, units) : named;
  const ids = [...new Set(needed.map(({ lotId }) => lotId))];
  if (ids.length > MOST_LOTS) throw tooManyLots();
  return ids;
}

function isWanted(one: Hold, { referenceId, managedBy }: WantedHolds): boolean {
  return (referenceId === null || one.referenceId === referenceId) && (one.managedBy ?? null) === managedBy;
}
