// What every decision asks for first: that the things it names exist, belong to the caller, and may be used.
import type { Owned } from '../../accounts/caller';
import { Refusal } from '../../values/refusal';
import type { Instant } from '../../values/time';
import type { AssetBalance, Book } from '../book/book';
import type { BookContext, OpenBook } from '../book/open-book';
import type { InventoryMode, MovementOf } from '../book/credit';
import type { Asset } from '../records/asset';
import type { Program } from '../records/program';
import { formatUnits, parseUnits, type Units } from '../units';
import type { RecordKind, RecordKinds, Rows, Wants } from './rows';

/** Whose points, and what a decision may not find out by itself. */
export interface DecideContext extends BookContext, Owned {}

/** Open holds that a participant may have of one asset. All of them are read by whoever releases one. */
export const MOST_HOLDS = 500;
type OwnedKind = Exclude<RecordKind, 'lots' | 'entries' | 'limits' | 'keys'>;

/** The record, if it is of the caller's account and mode. Throws `Refusal` not_found naming the field, or `Missing`. */
export function requireOwn<K extends OwnedKind>(
  rows: Rows,
  context: Owned,
  kind: K,
  id: string,
  param: string,
): RecordKinds[K] {
  const record = rows.find(kind, id);
  if (record?.accountId === context.accountId && record.livemode === context.livemode) return record;
  throw new Refusal('not_found', `There is no ${NAMES[kind]} ${id}`, { param });
}

const NAMES: Readonly<Record<OwnedKind, string>> = {
  books: 'participant',
  programs: 'program',
  assets: 'asset',
  entities: 'ledger entity',
  rewards: 'reward',
  redemptions: 'redemption',
  reversals: 'reversal',
};

/** A participant's book. Throws `Refusal` not_found; a wallet's book is nobody's. */
export function requireBook(rows: Rows, context: Owned, participantId: string): Book {
  const book = requireOwn(rows, context, 'books', participantId, 'participant_id');
  if (book.externalId !== null) return book;
  throw new Refusal('not_found', `There is no participant ${participantId}`, { param: 'participant_id' });
}

/** Program and asset of a movement. Throws `Refusal` not_found, program_inactive, asset_not_linked, asset_inactive. */
export function requireOpenProgram(
  rows: Rows,
  context: Owned,
  ids: { readonly programId: string; readonly assetId: string },
): { readonly program: Program; readonly asset: Asset } {
  const program = requireOwn(rows, context, 'programs', ids.programId, 'program_id');
  const asset = requireOwn(rows, context, 'assets', ids.assetId, 'asset_id');
  if (program.status !== 'ACTIVE')
    throw new Refusal('program_inactive', `The program is ${program.status}`, { param: 'program_id' });
  if (!program.assetIds.includes(asset.id))
    throw new Refusal('asset_not_linked', 'This asset is not linked to the program', { param: 'asset_id' });
  if (asset.status !== 'ACTIVE')
    throw new Refusal('asset_inactive', `The asset is ${asset.status}`, { param: 'asset_id' });
  return { program, asset };
}

/** Throws `Refusal` participant_inactive unless the participant may spend and receive. */
export function requireActive(book: Book): void {
  if (book.status === 'ACTIVE') return;
  throw new Refusal('participant_inactive', `The participant is ${book.status}`, { param: 'participant_id' });
}

/** Opens a book for a decision about one asset. */
export function openFor(rows: Rows, book: Book, context: DecideContext, wants: Wants): OpenBook {
  return rows.open(book, context, wants);
}

/** The amount in units, above zero. Throws `Refusal` invalid_scale, or validation_failed for what is no amount. */
export function requireUnits(text: string, asset: Pick<Asset, 'scale'>, param = 'amount'): Units {
  const units = parseUnits(text, asset.scale);
  if (units === 'scale') {
    const places = asset.scale === 1 ? '1 decimal' : `${String(asset.scale)} decimals`;
    throw new Refusal('invalid_scale', `${param} has more than the ${places} of this asset`, { param });
  }
  if (typeof units === 'bigint' && units > 0n) return units;
  throw new Refusal('validation_failed', `${param} must be a decimal above zero of at most 30 digits`, { param });
}

/**
 * Throws `Refusal` validation_failed where the date is not in the future. Part of the decision, so that a call that was made in time can be
 * repeated after the date: its key is known before.
 */
export function requireFuture(at: Instant | null, { dueBy }: Pick<DecideContext, 'dueBy'>, param: string): void {
  if (at !== null && at <= dueBy) throw new Refusal('validation_failed', `${param} must be in the future`, { param });
}

/** Throws `Refusal` max_transaction_exceeded. */
export function requireWithinMaximum(asset: Asset, units: Units): void {
  const { maxTransaction, scale } = asset;
  if (maxTransaction === null || units <= maxTransaction) return;
  throw new Refusal('max_transaction_exceeded', `At most ${formatUnits(maxTransaction, scale)} may move at once`, {
    param: 'amount',
    extra: { max_transaction_amount: formatUnits(maxTransaction, scale) },
  });
}

/** Throws `Refusal` insufficient_balance, with what is there. */
export function requireEnough(there: Units, units: Units, asset: Asset): void {
  if (units <= there) return;
  const available = formatUnits(there < 0n ? 0n : there, asset.scale);
  throw new Refusal('insufficient_balance', `Only ${available} ${asset.symbol} are there`, {
    param: 'amount',
    extra: { available },
  });
}

/** What belongs to an `rdm_` redemption is changed through it alone, so that the two books cannot part. */
export function managedElsewhere(what: string, redemptionId: string, param?: string): Refusal {
  const message = `${what}: use ${redemptionId}`;
  return new Refusal('managed_by_redemption', message, {
    ...(param === undefined ? {} : { param }),
    extra: { redemption_id: redemptionId },
  });
}

/** What most movements say about themselves. */
export function movementOf(
  asset: Asset,
  programId: string,
  description: string,
  referenceId: string | null,
): MovementOf & { readonly mode: InventoryMode } {
  return { assetId: asset.id, mode: asset.inventoryMode, programId, description, referenceId };
}

/** What a participant can spend, of a balance. */
export function spendableOf({ available }: AssetBalance): Units {
  return available < 0n ? 0n : available;
}
