// Redemptions and reversals as they are stored, against their entries. Everything that differs, in words.
import { accountKey } from '../book/book';
import type { Entry } from '../book/entry';
import { takeInOrder } from '../book/lot';
import type { PointsRedemption, PointsReversal } from '../records/redemption';
import { sumOf, type Units } from '../units';
import { textOf, unequal } from './compare-book';

/** What a redemption says itself, by its entry. What came back is another matter: `reversedDifferences`. */
export function redemptionDifferences(redemption: PointsRedemption, entry: Entry): string[] {
  const { amount, quantity, unitCost, target, taken } = redemption;
  const to = entry.postings.find(({ account }) => account !== null);
  const out = to?.units ?? 0n;
  const priced = quantity !== null && unitCost !== null ? unitCost * BigInt(quantity) : amount;
  const differences = priced === amount ? [] : ['quantity and unitCost are not the amount'];
  if ((quantity === null) !== (unitCost === null)) differences.push('it has a quantity or a unitCost alone');
  const is = { ...aboutOf(redemption), amount, target: accountKey(target), taken: textOf(taken) };
  const should = {
    ...aboutOf(entry),
    amount: out,
    target: to?.account ? accountKey(to.account) : '',
    taken: textOf(takeInOrder(entry.lots, out)),
  };
  if (entry.actionType !== 'REDEMPTION') differences.push(`entry ${entry.id} redeemed nothing`);
  return [...differences, ...unequal('it', is, should)];
}

/** A reversal by its entry. `expired`: what expired again with it. */
export function reversalDifferences(reversal: PointsReversal, entry: Entry, expired: Units): string[] {
  const { id, participantId, redemptionId, amount, reason, expiredAmount, accountId, livemode, createdAt } = reversal;
  const is = {
    participantId,
    redemptionId,
    amount,
    reason,
    expiredAmount,
    accountId,
    mode: String(livemode),
    createdAt,
  };
  const should = {
    participantId: entry.participantId,
    redemptionId: entry.referenceId,
    amount: sumOf(entry.postings, ({ bucket, units }) => (bucket === 'AVAILABLE' ? units : 0n)),
    reason: entry.description,
    expiredAmount: expired,
    accountId: entry.accountId,
    mode: String(entry.livemode),
    createdAt: entry.createdAt,
  };
  const wrong = entry.actionType === 'REVERSAL' ? [] : [`entry ${entry.id} gave nothing back`];
  return [...wrong, ...unequal(`reversal ${id}`, is, should)];
}

/** What a redemption says that came back, by its reversals and their entries. */
export function reversedDifferences(
  redemption: PointsRedemption,
  reversals: readonly PointsReversal[],
  entries: ReadonlyMap<string, Entry>,
): string[] {
  const { amount, reversedAmount, reversedQuantity, unitCost, taken } = redemption;
  const back = sumOf(reversals, (one) => one.amount);
  const pieces = reversals.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  const differences: string[] = [];
  if (reversedAmount !== back)
    differences.push(`it says that ${String(reversedAmount)} came back, its reversals ${String(back)}`);
  if (reversedQuantity !== pieces)
    differences.push(`it says that ${String(reversedQuantity)} pieces came back, its reversals ${String(pieces)}`);
  if (back > amount) differences.push('more came back than was redeemed');
  if (unitCost !== null && back !== unitCost * BigInt(pieces))
    differences.push('its reversals gave back other pieces than their amounts');
  const should = new Map<string, Units>();
  for (const { lotId, units } of reversals.flatMap(({ journalEntryId }) => entries.get(journalEntryId)?.lots ?? []))
    should.set(lotId, (should.get(lotId) ?? 0n) + units);
  for (const lotId of new Set([...should.keys(), ...taken.map((part) => part.lotId)])) {
    const is = sumOf(taken, (part) => (part.lotId === lotId ? part.restored : 0n));
    if (is === (should.get(lotId) ?? 0n)) continue;
    differences.push(
      `it says that ${String(is)} came back into lot ${lotId}, its reversals ${String(should.get(lotId) ?? 0n)}`,
    );
  }
  return differences;
}

/** What a redemption has in common with its entry. */
function aboutOf({
  participantId,
  accountId,
  livemode,
  programId,
  assetId,
  description,
  referenceId,
  createdAt,
}: PointsRedemption | Entry) {
  return {
    ...{ participantId, accountId, mode: String(livemode) },
    ...{ programId, assetId, description, referenceId, createdAt },
  };
}
