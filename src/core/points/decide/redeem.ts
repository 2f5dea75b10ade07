// Points redeemed: a raw amount, or an item of the catalog.
import { Refusal } from '../../values/refusal';
import type { Book } from '../book/book';
import { takeHeld } from '../book/holding';
import type { LotPart } from '../book/lot';
import type { OpenBook } from '../book/open-book';
import { spend } from '../book/spend';
import type { Asset } from '../records/asset';
import { leftOf, stockId, used, type Limit } from '../records/limit';
import { targetOf, type Program } from '../records/program';
import type { PointsRedemption, TillCents } from '../records/redemption';
import { whyNotOffered, type Reward } from '../records/reward';
import { formatUnits, sumOf, type Units } from '../units';
import type { Write } from './changes';
import { bookChanges, type Decided } from './decided';
import { lotsOf } from './hold';
import { holdLotIds, requireHolds } from './open-holds';
import {
  movementOf,
  openFor,
  requireActive,
  requireBook,
  requireEnough,
  requireOpenProgram,
  requireOwn,
  requireUnits,
  requireWithinMaximum,
  spendableOf,
  type DecideContext,
} from './require';
import { requireRoom } from './room';
import { FIRST_LOTS, Missing, type Rows } from './rows';

/** What both kinds of redemption say. */
interface Redeeming {
  readonly participantId: string;
  readonly programId: string;
  /** Redeem what is held under this name, and free the rest of it. */
  readonly holdReferenceId: string | null;
  /** The `rdm_` redemption that asks for this; null for a caller of points. */
  readonly managedBy: string | null;
  /** Its name for this movement, and what it is worth to the till. Absent for a caller of points. */
  readonly till?: { readonly reference: string; readonly value: TillCents };
}

/** A redemption of an amount. */
export interface RedeemCommand extends Redeeming {
  readonly assetId: string;
  readonly amount: string;
  readonly description: string;
}

/** A redemption of an item of the catalog: so many pieces, or an amount, as the item is. */
export interface RedeemItemCommand extends Redeeming {
  readonly rewardId: string;
  readonly quantity: number | null;
  readonly amount: string | null;
  /** Null: `Redeemed: <name>`. */
  readonly description: string | null;
}

/**
 * Throws `Refusal` not_found, participant_inactive, program_inactive, asset_not_linked, asset_inactive, invalid_scale,
 * max_transaction_exceeded, insufficient_balance, hold_not_found, managed_by_redemption, too_many_lots,
 * too_many_in_book.
 */
export function decideRedeem(command: RedeemCommand, rows: Rows, context: DecideContext): Decided {
  const book = requireBook(rows, context, command.participantId);
  const { program, asset, units } = isPromised(command)
    ? requirePromised(rows, context, command)
    : requireAllowed(rows, context, command, book);
  const { description } = command;
  return take({ command, book, program, asset, units, description, item: null, limits: [] }, rows, context);
}

/**
 * Throws as `decideRedeem` does, and reward_not_available, out_of_stock, participant_limit_reached, below_minimum,
 * wrong_amount_field.
 */
export function decideRedeemItem(command: RedeemItemCommand, rows: Rows, context: DecideContext): Decided {
  const book = requireBook(rows, context, command.participantId);
  const reward = requireReward(rows, context, command);
  requireTogether(rows, command.participantId, reward.assetId);
  const { program, asset } = requireOpenProgram(rows, context, {
    programId: command.programId,
    assetId: reward.assetId,
  });
  requireActive(book);
  const why = whyNotOffered(reward, context.at);
  if (why !== null) throw new Refusal('reward_not_available', `The reward ${why}`, { param: 'reward_id' });
  const description = command.description ?? `Redeemed: ${reward.name}`;
  if (reward.kind === 'AMOUNT_BASED') {
    const units = requireItemAmount(command, reward, asset);
    const item = { reward, quantity: null };
    return take({ command, book, program, asset, units, description, item, limits: [] }, rows, context);
  }
  const quantity = requireQuantity(command);
  const units = reward.unitCost * BigInt(quantity);
  requireWithinMaximum(asset, units);
  const limits = [takeStock(rows, book, reward, quantity)];
  return take({ command, book, program, asset, units, description, item: { reward, quantity }, limits }, rows, context);
}

/** What is held for a till was promised to it: whatever has become of participant, program and asset, it can be taken. */
function isPromised({ holdReferenceId, managedBy }: Redeeming): boolean {
  return holdReferenceId !== null && managedBy !== null;
}

function requirePromised(rows: Rows, context: DecideContext, { programId, assetId, amount }: RedeemCommand) {
  const program = requireOwn(rows, context, 'programs', programId, 'program_id');
  const asset = requireOwn(rows, context, 'assets', assetId, 'asset_id');
  return { program, asset, units: requireUnits(amount, asset) };
}

function requireAllowed(rows: Rows, context: DecideContext, command: RedeemCommand, book: Book) {
  const { program, asset } = requireOpenProgram(rows, context, command);
  requireActive(book);
  const units = requireUnits(command.amount, asset);
  requireWithinMaximum(asset, units);
  return { program, asset, units };
}

interface Taking {
  readonly command: Redeeming;
  readonly book: Book;
  readonly program: Program;
  readonly asset: Asset;
  readonly units: Units;
  readonly description: string;
  readonly item: { readonly reward: Reward; readonly quantity: number | null } | null;
  readonly limits: readonly Write<Limit>[];
}

function take(taking: Taking, rows: Rows, context: DecideContext): Decided {
  const { command, book, program, asset, units, item, limits } = taking;
  const held = command.holdReferenceId !== null;
  const wanted = { referenceId: command.holdReferenceId, managedBy: command.managedBy };
  const wants = held
    ? { holdsOf: asset.id, lotIds: holdLotIds(rows, command, asset, { wanted, dueBy: context.dueBy }) }
    : lotsOf(asset);
  const open = openFor(rows, book, context, wants);
  const { entryId, parts } = held ? fromHold(open, taking, command.holdReferenceId) : fromAvailable(open, taking);
  if (item?.quantity) open.countReward(item.reward.id, item.quantity);
  requireRoom(open, isPromised(command));
  const redemption: PointsRedemption = {
    id: context.nextId(),
    accountId: book.accountId,
    livemode: book.livemode,
    version: 1,
    participantId: book.participantId,
    programId: program.id,
    assetId: asset.id,
    rewardId: item?.reward.id ?? null,
    amount: units,
    quantity: item?.quantity ?? null,
    unitCost: item?.quantity ? item.reward.unitCost : null,
    description: taking.description,
    reversedAmount: 0n,
    reversedQuantity: 0,
    journalEntryId: entryId,
    target: targetOf(program),
    taken: parts.map((part) => ({ ...part, restored: 0n })),
    managedBy: command.managedBy,
    referenceId: command.till?.reference ?? command.holdReferenceId,
    ...(command.till ? { till: command.till.value } : {}),
    createdAt: context.at,
    updatedAt: context.at,
  };
  return {
    changes: bookChanges(open, book.rev, { redemptions: [{ from: 0, record: redemption }], limits }),
    recordId: redemption.id,
  };
}

interface Took {
  readonly entryId: string;
  readonly parts: readonly LotPart[];
}

function fromAvailable(open: OpenBook, { command, asset, program, units, description }: Taking): Took {
  requireEnough(spendableOf(open.balance(asset.id)), units, asset);
  const movement = movementOf(asset, program.id, description, command.till?.reference ?? null);
  const { entryId, taken } = spend(open, { ...movement, units, to: targetOf(program), actionType: 'REDEMPTION' });
  return { entryId, parts: taken };
}

function fromHold(
  open: OpenBook,
  { command, asset, program, units, description }: Taking,
  reference: string | null,
): Took {
  const wanted = { referenceId: reference, managedBy: command.managedBy };
  const holds = requireHolds(open, asset, wanted, 'hold_reference_id');
  requireEnough(
    sumOf(holds, (one) => one.units),
    units,
    asset,
  );
  const movement = movementOf(asset, program.id, description, command.till?.reference ?? reference);
  const taking = { ...movement, units, to: targetOf(program), actionType: 'REDEMPTION' as const, freeTheRest: true };
  return takeHeld(open, taking, holds);
}

function requireReward(rows: Rows, context: DecideContext, command: RedeemItemCommand): Reward {
  const reward = requireOwn(rows, context, 'rewards', command.rewardId, 'reward_id');
  if (reward.programId === command.programId) return reward;
  throw new Refusal('not_found', `The program has no reward ${reward.id}`, { param: 'reward_id' });
}

/** Only the reward says which asset: it and the lots are asked for in one go then, not one after the other. */
function requireTogether(rows: Rows, participantId: string, assetId: string): void {
  try {
    rows.find('assets', assetId);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    throw new Missing({ ...error.reads, lotsOf: [{ participantId, assetId, limit: FIRST_LOTS }] });
  }
}

function requireQuantity({ amount, quantity }: RedeemItemCommand): number {
  if (amount === null) return quantity ?? 1;
  throw new Refusal('wrong_amount_field', 'This reward is redeemed by the piece: give a quantity', { param: 'amount' });
}

function requireItemAmount({ amount, quantity }: RedeemItemCommand, reward: Reward, asset: Asset): Units {
  if (quantity !== null || amount === null)
    throw new Refusal('wrong_amount_field', 'This reward is redeemed by amount: give an amount', {
      param: quantity === null ? 'amount' : 'quantity',
    });
  const units = requireUnits(amount, asset);
  requireWithinMaximum(asset, units);
  if (units >= reward.unitCost) return units;
  const least = formatUnits(reward.unitCost, asset.scale);
  throw new Refusal('below_minimum', `The least amount of this reward is ${least}`, {
    param: 'amount',
    extra: { minimum: least },
  });
}

/** Takes pieces out of the stock. Every piece counts, also where there is no limit. */
function takeStock(rows: Rows, book: Book, reward: Reward, quantity: number): Write<Limit> {
  const stock = rows.find('limits', stockId(reward.id));
  if (!stock) throw new Error(`Reward ${reward.id} has no stock record`);
  const mine = book.rewardUnits[reward.id] ?? 0;
  if (reward.maxPerParticipant !== null && mine + quantity > reward.maxPerParticipant) {
    const left = Math.max(0, reward.maxPerParticipant - mine);
    throw new Refusal('participant_limit_reached', `This participant may have ${String(left)} more of this reward`, {
      param: 'quantity',
      extra: { left },
    });
  }
  const left = leftOf(stock);
  if (left !== null && left < BigInt(quantity)) {
    const pieces = Number(left < 0n ? 0n : left);
    throw new Refusal('out_of_stock', `There are ${String(pieces)} left of this reward`, {
      param: 'quantity',
      extra: { left: pieces },
    });
  }
  return { from: stock.rev, record: used(stock, BigInt(quantity)) };
}
