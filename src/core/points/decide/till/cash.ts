// What points are worth at a till. The only division in the ledger is here, over whole numbers, and each says which way it rounds.
import { MAX_CENTS } from '../../../values/money';
import type { CashRate } from '../../records/program';
import { least, type Units } from '../../units';

/** Units that pay so many cents, rounded up. Never less than one. */
export function unitsFor({ cents: perCents, units }: CashRate, cents: number): Units {
  return dividedUp(BigInt(cents) * units, BigInt(perCents));
}

/** Whole cents that units are worth, rounded down. */
export function centsFor({ cents: perCents, units: perUnits }: CashRate, units: Units): number {
  return Number(least((units * BigInt(perCents)) / perUnits, BigInt(MAX_CENTS)));
}

/** What `cents` take of a hold of `units` for `ofCents`, rounded up: all of it where they are the same. */
export function partOf(units: Units, cents: number, ofCents: number): Units {
  return dividedUp(units * BigInt(cents), BigInt(ofCents));
}

/** Units given back in all once `cents` of `ofCents` have come back, rounded down: exact at the end, and never too much before. */
export function givenBackAt(units: Units, cents: number, ofCents: number): Units {
  return (units * BigInt(cents)) / BigInt(ofCents);
}

function dividedUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}
