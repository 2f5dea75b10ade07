// What must be true of the ledger once all is quiet: by itself, and against the redemptions of tills.
import type { PointsRedemption } from '../../src/core/points/records/redemption';
import { isUnsettled, type Redemption } from '../../src/core/redemption/redemption';
import { ledgerFaults } from '../points/check-ledger';
import type { Installation } from './installation';
import { LEDGER_TYPE } from './ledger-gate';

/** Ten points of a hundred units a rand of a hundred cents. */
const UNITS_A_CENT = 10n;

export async function checkPoints({ world, disk, members, database }: Installation): Promise<string[]> {
  const { plain, violations } = disk;
  const tills = [...database.rows.values()].filter(({ type }) => type === LEDGER_TYPE);
  const managed = plain.every('redemptions').filter(({ managedBy }) => managedBy !== null);
  const faults = tills.flatMap((row) => {
    const mine = managed.filter(({ managedBy }) => managedBy === row.id);
    return tillFaults(row, mine).map((fault) => `${row.id.slice(-4)} (points, ${row.status}): ${fault}`);
  });
  for (const { managedBy } of managed)
    if (!database.rows.has(managedBy ?? ''))
      faults.push(`points were taken for ${String(managedBy)}, which no book has`);
  const held = new Set(tills.flatMap(({ operations }) => operations.flatMap(({ reference }) => reference ?? [])));
  // What is over is free, whether or not anybody has written that down yet.
  for (const { referenceId, units, expiresAt } of plain.every('holds'))
    if (units > 0n && held.has(referenceId ?? '') && (expiresAt ?? Infinity) > world.now)
      faults.push(`${String(units)} units are held for a till that is done`);
  return [...violations, ...members.violations, ...faults, ...(await ledgerFaults(plain, members.rewardId))];
}

/** One redemption of a till, and what the ledger has under its name. */
function tillFaults(row: Redemption, mine: readonly PointsRedemption[]): string[] {
  const faults: string[] = [];
  const sum = (of: (one: PointsRedemption) => number) => mine.reduce((total, one) => total + of(one), 0);
  const taken = sum(({ till }) => till?.cents ?? 0);
  const given = sum(({ till }) => till?.givenBack ?? 0);
  if (mine.length > 1) faults.push('it was redeemed twice');
  if (taken !== row.redeemedCents)
    faults.push(`the ledger took ${String(taken)}, the books say ${String(row.redeemedCents)}`);
  if (given !== row.reversedCents)
    faults.push(`the ledger gave ${String(given)} back, the books say ${String(row.reversedCents)}`);
  for (const { amount, reversedAmount } of mine)
    if (amount !== BigInt(taken) * UNITS_A_CENT || reversedAmount !== BigInt(given) * UNITS_A_CENT)
      faults.push('units and cents part');
  // Whoever asks the ledger knows afterwards.
  if (row.operations.some(isUnsettled)) faults.push('in doubt, though the ledger could have been asked');
  if (row.reviews.length > 0) faults.push('a person has to look at it');
  if (row.dueAt !== null) faults.push('it is still due');
  return faults;
}
