// What a till is presented with, and what its cents are in units.
import { decimalFromCents, type Currency } from '../../../values/money';
import { Refusal } from '../../../values/refusal';
import type { Book } from '../../book/book';
import type { Asset } from '../../records/asset';
import type { CashRate, Program } from '../../records/program';
import { parseUnits, sumOf, type Units } from '../../units';
import { lotsOf } from '../hold';
import { nameKeyId } from '../names';
import {
  openFor,
  requireBook,
  requireEnough,
  requireOpenProgram,
  requireOwn,
  spendableOf,
  type DecideContext,
} from '../require';
import type { Rows } from '../rows';
import { centsFor, partOf, unitsFor } from './cash';
import type { Taking, TillAccount } from './commands';
import { tillKeyId, tillResult } from './names';

/** What is presented, and found to be in order. */
export interface Presented {
  readonly book: Book;
  readonly program: Program;
  readonly asset: Asset;
}

type Priced = Pick<Presented, 'program' | 'asset'>;

/** Throws `Refusal` not_found, program_inactive, asset_not_linked, asset_inactive. */
export function presented(account: TillAccount, rows: Rows, context: DecideContext): Presented {
  const { program, asset } = requireOpenProgram(rows, context, account);
  return { program, asset, book: requireBook(rows, context, participantIdOf(account, rows, context)) };
}

/**
 * Whose points are held under this name, and of what. By the hold, not by what was presented: a participant may have another
 * `external_id` by now, and another participant that one. Whatever has become of program and asset, what is held is there. Throws
 * `Refusal` hold_not_found.
 */
export function presentedFor(
  { programId, assetId }: TillAccount,
  holdReference: string,
  rows: Rows,
  context: DecideContext,
): Presented {
  const key = rows.find('keys', tillKeyId(context.hash, context, holdReference));
  const held = key && tillResult(key.ownerId);
  const entry = held?.kind === 'moved' ? rows.find('entries', held.recordId) : null;
  if (!entry) throw new Refusal('hold_not_found', 'Nothing is held under this name');
  return {
    program: requireOwn(rows, context, 'programs', programId, 'program_id'),
    asset: requireOwn(rows, context, 'assets', assetId, 'asset_id'),
    book: requireBook(rows, context, entry.participantId),
  };
}

function participantIdOf({ participantId, externalId }: TillAccount, rows: Rows, context: DecideContext): string {
  if (participantId !== undefined) return participantId;
  const { accountId, livemode } = context;
  const name = { of: 'participant', accountId, livemode, within: null, name: externalId ?? '' } as const;
  const owner = rows.find('keys', nameKeyId(context.hash, name))?.ownerId;
  if (owner !== undefined) return owner;
  throw new Refusal('not_found', `There is no participant with the external_id ${externalId ?? ''}`, {
    param: 'external_id',
  });
}

/** Throws `Refusal` cash_rate_missing. */
export function requireRate({ program, asset }: Priced, currency: Currency | null): CashRate {
  const rate = rateOf({ program, asset });
  if (rate && (currency === null || isIn(rate, currency))) return rate;
  throw new Refusal('cash_rate_missing', `The program does not say what ${asset.symbol} is worth in money`);
}

/** With one currency alone the compiler would not let them be compared. */
function isIn(rate: { readonly currency: string }, currency: string): boolean {
  return rate.currency === currency;
}

function rateOf({ program, asset }: Priced): CashRate | null {
  return Object.hasOwn(program.cashRates, asset.id) ? (program.cashRates[asset.id] ?? null) : null;
}

/**
 * What `decide` decides. Where there are too few points the refusal says in money as well what is there: that is what the till asked
 * in.
 */
export function sayingWorth<T>(there: Priced, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    const rate = rateOf(there);
    if (!(error instanceof Refusal) || error.code !== 'insufficient_balance' || !rate) throw error;
    const { available } = error.detail.extra ?? {};
    const units = typeof available === 'string' ? parseUnits(available, there.asset.scale) : null;
    if (typeof units !== 'bigint') throw error;
    const worth = decimalFromCents(centsFor(rate, units));
    throw new Refusal(error.code, `${error.message}, worth R${worth}`, error.detail);
  }
}

/** What can be spent now, with what is due applied. */
function spendable({ book, asset }: Presented, rows: Rows, context: DecideContext): Units {
  return spendableOf(openFor(rows, book, context, lotsOf(asset)).balance(asset.id));
}

interface Value {
  readonly cents: number;
  readonly units: Units;
}

/** Throws `Refusal` cash_rate_missing, insufficient_balance. */
export function valueOf(
  { cents, currency, upTo }: Taking,
  there: Presented,
  rows: Rows,
  context: DecideContext,
): Value {
  const rate = requireRate(there, currency);
  if (cents > 0 && !upTo) return { cents, units: unitsFor(rate, cents) };
  const balance = spendable(there, rows, context);
  const worth = centsFor(rate, balance);
  const taken = cents === 0 ? worth : Math.min(cents, worth);
  // Not worth a cent.
  if (taken === 0) requireEnough(balance, unitsFor(rate, 1), there.asset);
  return { cents: taken, units: unitsFor(rate, taken) };
}

/**
 * What a capture takes of its hold. By the rate, where that is still the one the hold was made at; else its share of the hold: a
 * change of the rate must not take more than was held, nor less for the whole.
 */
export function valueOfHold(
  { account, cents, redemptionId }: Taking,
  held: { readonly reference: string; readonly cents: number },
  there: Presented,
  rows: Rows,
): Value {
  const holds = rows.holdsOf(there.book.participantId, account.assetId);
  const units = sumOf(
    holds.filter((one) => one.referenceId === held.reference && one.managedBy === redemptionId),
    (one) => one.units,
  );
  if (units === 0n) throw new Refusal('hold_not_found', `Nothing is held for ${redemptionId} any more`);
  const taken = cents === 0 ? held.cents : cents;
  const rate = rateOf(there);
  const same = rate !== null && unitsFor(rate, held.cents) === units;
  return { cents: taken, units: same ? unitsFor(rate, taken) : partOf(units, taken, held.cents) };
}
