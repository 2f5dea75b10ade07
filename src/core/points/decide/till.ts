// Movements that a till asks for in cents, each under a name of its own that is taken once and for all: by the movement, or by the
// question what became of it. So no answer about one can ever change.
import type { Owned } from '../../accounts/caller';
import type { Currency } from '../../values/money';
import { Refusal } from '../../values/refusal';
import type { Instant } from '../../values/time';
import type { Book } from '../book/book';
import type { Hash } from '../book/entry';
import { release } from '../book/holding';
import type { Asset } from '../records/asset';
import type { Key } from '../records/key';
import type { CashRate, Program } from '../records/program';
import type { TillCents } from '../records/redemption';
import { formatUnits, sumOf, type Units } from '../units';
import { centsFor, givenBackAt, partOf, unitsFor } from './cash';
import { NO_CHANGES, type Changes } from './changes';
import { bookChanges, type Decided } from './decided';
import { decideHold, lotIdsOf, lotsOf } from './hold';
import { nameKeyId } from './names';
import { decideRedeem } from './redeem';
import {
  movementOf,
  openFor,
  requireBook,
  requireEnough,
  requireOpenProgram,
  requireOwn,
  spendableOf,
  type DecideContext,
} from './require';
import { decideReverse } from './reverse';
import type { Rows } from './rows';

/** Whose points, as presented at the till. */
export interface TillAccount {
  readonly programId: string;
  readonly assetId: string;
  readonly participantId?: string;
  readonly externalId?: string;
}

interface Taking {
  readonly account: TillAccount;
  /** 0: the whole balance. */
  readonly cents: number;
  readonly currency: Currency;
  /** Less, where there is less. */
  readonly upTo: boolean;
  readonly redemptionId: string;
}

export type TillMovement =
  | (Taking & { readonly kind: 'take'; readonly held: { readonly reference: string; readonly cents: number } | null })
  | (Taking & { readonly kind: 'hold'; readonly until: Instant })
  | {
      readonly kind: 'release';
      readonly account: TillAccount;
      readonly holdReference: string;
      readonly redemptionId: string;
    }
  | {
      readonly kind: 'give_back';
      readonly takeReference: string;
      readonly cents: number;
      readonly redemptionId: string;
    };

/** What a name was taken by. */
export type TillResult =
  | { readonly kind: 'moved'; readonly recordId: string; readonly cents: number; readonly units: string }
  | { readonly kind: 'never' };

/** The key that a name takes. Kept for ever: what did not happen under it must never happen. */
export function tillKeyId(hash: Hash, { accountId, livemode }: Owned, reference: string): string {
  return `till:${hash(JSON.stringify([accountId, livemode, reference]))}`;
}

const NEVER = 'never';

/** How a key says what it was taken by. */
function ownerText(result: TillResult): string {
  return result.kind === 'never' ? NEVER : [result.recordId, String(result.cents), result.units].join(' ');
}

/** The inverse. */
export function tillResult(ownerId: string): TillResult {
  if (ownerId === NEVER) return { kind: 'never' };
  const [recordId = '', cents = '', units = ''] = ownerId.split(' ');
  return { kind: 'moved', recordId, cents: Number(cents), units };
}

/**
 * Moves, and takes the name in the same write. Null where the name is taken: read it. Throws `Refusal` as `decideRedeem`,
 * `decideHold` and `decideReverse` do, and cash_rate_missing.
 */
export function decideTill(reference: string, movement: TillMovement, rows: Rows, context: DecideContext): Decided | null {
  const id = tillKeyId(context.hash, context, reference);
  if (rows.find('keys', id)) return null;
  const made = decideMovement(reference, movement, rows, context);
  const key = keyOf(id, made, context.at);
  return { changes: { ...made.changes, keys: [...made.changes.keys, key] }, recordId: key.ownerId };
}

/** Takes the name for ever, so that nothing can happen under it. Null where it is taken: read it. */
export function decideNever(reference: string, rows: Rows, context: DecideContext): Decided | null {
  const id = tillKeyId(context.hash, context, reference);
  if (rows.find('keys', id)) return null;
  return { changes: { ...NO_CHANGES, keys: [keyOf(id, { kind: 'never' }, context.at)] }, recordId: NEVER };
}

function keyOf(id: string, result: TillResult, at: Instant): Key {
  // Without a digest it is no idempotency key, which would be dropped after a while.
  return { id, ownerId: ownerText(result), requestDigest: null, at };
}

type Made = Extract<TillResult, { kind: 'moved' }> & { readonly changes: Changes };

function decideMovement(reference: string, movement: TillMovement, rows: Rows, context: DecideContext): Made {
  switch (movement.kind) {
    case 'take':
      return take(reference, movement, rows, context);
    case 'hold':
      return setAside(reference, movement, rows, context);
    case 'release':
      return free(movement, rows, context);
    case 'give_back':
      return giveBack(movement, rows, context);
    default:
      return movement satisfies never;
  }
}

type Of<K extends TillMovement['kind']> = Extract<TillMovement, { kind: K }>;

function take(reference: string, movement: Of<'take'>, rows: Rows, context: DecideContext): Made {
  const there = presented(movement.account, rows, context);
  const { cents, units } = movement.held
    ? valueOfHold(movement, movement.held, there, rows)
    : valueOf(movement, there, rows, context);
  const amount = formatUnits(units, there.asset.scale);
  const { changes, recordId } = decideRedeem(
    {
      participantId: there.book.participantId,
      programId: there.program.id,
      assetId: there.asset.id,
      amount,
      description: `Redeemed at a till: ${movement.redemptionId}`,
      holdReferenceId: movement.held?.reference ?? null,
      managedBy: movement.redemptionId,
      till: { reference, value: { cents, givenBack: 0 } },
    },
    rows,
    context,
  );
  return { kind: 'moved', recordId, cents, units: amount, changes };
}

function setAside(reference: string, movement: Of<'hold'>, rows: Rows, context: DecideContext): Made {
  const there = presented(movement.account, rows, context);
  const { cents, units } = valueOf(movement, there, rows, context);
  const amount = formatUnits(units, there.asset.scale);
  const { changes, recordId } = decideHold(
    {
      participantId: there.book.participantId,
      programId: there.program.id,
      assetId: there.asset.id,
      amount,
      description: `Held for a till: ${movement.redemptionId}`,
      referenceId: reference,
      selection: {},
      expiresAt: movement.until,
    },
    rows,
    context,
  );
  return { kind: 'moved', recordId, cents, units: amount, changes };
}

/** Whatever has become of participant and program: a till gives up what it held. */
function free(movement: Of<'release'>, rows: Rows, context: DecideContext): Made {
  const { account, holdReference, redemptionId } = movement;
  const holdKey = tillKeyId(context.hash, context, holdReference);
  const held = rows.find('keys', holdKey);
  const nothing = { kind: 'moved', recordId: '-', cents: 0, units: '0' } as const;
  // It may be on its way: from now on it is refused.
  if (!held) return { ...nothing, changes: { ...NO_CHANGES, keys: [keyOf(holdKey, { kind: 'never' }, context.at)] } };
  const book = requireBook(rows, context, participantIdOf(account, rows, context));
  const asset = requireOwn(rows, context, 'assets', account.assetId, 'asset_id');
  const lotIds = lotIdsOf(rows, book, asset);
  const open = openFor(rows, book, context, { holdsOf: asset.id, lotIds });
  const holds = open.holds(asset.id).filter((one) => one.referenceId === holdReference);
  const units = sumOf(holds, (one) => one.units);
  if (units === 0n) return { ...nothing, changes: NO_CHANGES };
  const description = `Freed by a till: ${redemptionId}`;
  const { entryId } = release(open, { ...movementOf(asset, account.programId, description, holdReference), units }, holds);
  const result = tillResult(held.ownerId);
  return {
    kind: 'moved',
    recordId: entryId,
    cents: result.kind === 'moved' ? result.cents : 0,
    units: formatUnits(units, asset.scale),
    changes: bookChanges(open, book.rev),
  };
}

function giveBack(movement: Of<'give_back'>, rows: Rows, context: DecideContext): Made {
  const { takeReference, cents, redemptionId } = movement;
  const key = rows.find('keys', tillKeyId(context.hash, context, takeReference));
  const taken = key && tillResult(key.ownerId);
  if (taken?.kind !== 'moved') throw new Refusal('not_found', 'Nothing was redeemed under this name');
  const redemption = requireOwn(rows, context, 'redemptions', taken.recordId, 'redemption_id');
  const asset = requireOwn(rows, context, 'assets', redemption.assetId, 'asset_id');
  const till = requireLeft(redemption.till, cents);
  const units = givenBackAt(redemption.amount, till.givenBack, till.cents) - redemption.reversedAmount;
  const amount = formatUnits(units, asset.scale);
  if (units === 0n) {
    // So few cents are worth no unit yet: noted, so that those that follow add up.
    const record = { ...redemption, version: redemption.version + 1, till, updatedAt: context.at };
    const changes = { ...NO_CHANGES, redemptions: [{ from: redemption.version, record }] };
    return { kind: 'moved', recordId: '-', cents, units: amount, changes };
  }
  const { changes, recordId } = decideReverse(
    {
      redemptionId: redemption.id,
      amount,
      quantity: null,
      reason: `Given back by a till: ${redemptionId}`,
      restoreExpiresAt: null,
      managedBy: redemptionId,
    },
    rows,
    context,
  );
  const redemptions = changes.redemptions.map(({ from, record }) => ({ from, record: { ...record, till } }));
  return { kind: 'moved', recordId, cents, units: amount, changes: { ...changes, redemptions } };
}

function requireLeft(till: TillCents | undefined, cents: number): TillCents {
  const left = till ? till.cents - till.givenBack : 0;
  if (till && cents <= left) return { ...till, givenBack: till.givenBack + cents };
  throw new Refusal('reversal_exceeds_redeemed', `Only ${String(left)} cents are left to give back`, {
    param: 'amount',
    extra: { left: String(left) },
  });
}

/** What is presented, and found to be in order. */
export interface Presented {
  readonly book: Book;
  readonly program: Program;
  readonly asset: Asset;
}

/** Throws `Refusal` not_found, program_inactive, asset_not_linked, asset_inactive. */
export function presented(account: TillAccount, rows: Rows, context: DecideContext): Presented {
  const { program, asset } = requireOpenProgram(rows, context, account);
  return { program, asset, book: requireBook(rows, context, participantIdOf(account, rows, context)) };
}

function participantIdOf({ participantId, externalId }: TillAccount, rows: Rows, context: DecideContext): string {
  if (participantId !== undefined) return participantId;
  const { accountId, livemode } = context;
  const name = { of: 'participant', accountId, livemode, within: null, name: externalId ?? '' } as const;
  const owner = rows.find('keys', nameKeyId(context.hash, name))?.ownerId;
  if (owner !== undefined) return owner;
  throw new Refusal('not_found', 'There is no participant with this external_id', { param: 'external_id' });
}

/** Throws `Refusal` cash_rate_missing. */
export function requireRate({ program, asset }: Presented, currency: Currency | null): CashRate {
  const rate = rateOf({ program, asset });
  if (rate && (currency === null || rate.currency === currency)) return rate;
  throw new Refusal('cash_rate_missing', `The program does not say what ${asset.symbol} is worth in money`);
}

function rateOf({ program, asset }: Pick<Presented, 'program' | 'asset'>): CashRate | null {
  return Object.hasOwn(program.cashRates, asset.id) ? (program.cashRates[asset.id] ?? null) : null;
}

/** What can be spent now, with what is due applied. */
export function spendable({ book, asset }: Presented, rows: Rows, context: DecideContext): Units {
  return spendableOf(openFor(rows, book, context, lotsOf(asset)).balance(asset.id));
}

interface Value {
  readonly cents: number;
  readonly units: Units;
}

/** Throws `Refusal` cash_rate_missing, insufficient_balance. */
function valueOf({ cents, currency, upTo }: Taking, there: Presented, rows: Rows, context: DecideContext): Value {
  const rate = requireRate(there, currency);
  if (cents > 0 && !upTo) return { cents, units: unitsFor(rate, cents) };
  const balance = spendable(there, rows, context);
  const worth = centsFor(rate, balance);
  const taken = cents === 0 ? worth : Math.min(cents, worth);
  // Not worth a cent.
  if (taken === 0) requireEnough(0n, unitsFor(rate, 1), there.asset);
  return { cents: taken, units: unitsFor(rate, taken) };
}

/**
 * What a capture takes of its hold. By the rate, where that is still the one the hold was made at; else its share of the hold: a
 * change of the rate must not take more than was held, nor less for the whole.
 */
function valueOfHold(
  { account, cents, redemptionId }: Taking,
  held: { readonly reference: string; readonly cents: number },
  there: Presented,
  rows: Rows,
): Value {
  const holds = rows.holdsOf(there.book.participantId, account.assetId);
  const units = sumOf(
    holds.filter((one) => one.referenceId === held.reference),
    (one) => one.units,
  );
  if (units === 0n) throw new Refusal('hold_not_found', `Nothing is held for ${redemptionId} any more`);
  const taken = cents === 0 ? held.cents : cents;
  const rate = rateOf(there);
  const same = rate !== null && unitsFor(rate, held.cents) === units;
  return { cents: taken, units: same ? unitsFor(rate, taken) : partOf(units, taken, held.cents) };
}
