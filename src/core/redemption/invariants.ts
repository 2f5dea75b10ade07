// The rules that no redemption may break, checked before every write.
import { cents } from '../values/money';
import { committedReversalCents, hasUnsettledConfirm, unsettledConfirms } from './derived-fields';
import { type Redemption, isUnsettled } from './redemption';

/** Throws if a rule of the books is broken. That is a defect of Vouch: nothing is written then. */
export function checkInvariants(redemption: Redemption): void {
  const { amountCents, reservedCents, redeemedCents, reversedCents, status } = redemption;
  for (const [name, value] of Object.entries({ amountCents, reservedCents, redeemedCents, reversedCents }))
    cents(value, name);
  for (const { id, amountCents } of [...redemption.operations, ...redemption.reversals]) cents(amountCents, id);
  const rules: [boolean, string][] = [
    [reversedCents <= redeemedCents, 'reversed must not exceed redeemed'],
    [committedReversalCents(redemption) <= redeemedCents, 'reversals under way must not exceed redeemed'],
    [reservedCents <= amountCents, 'reserved must not exceed amount'],
    [status === 'reserved' || reservedCents === 0, 'only a reserved redemption holds an amount'],
    [status === 'confirmed' ? redeemedCents > 0 : redeemedCents === 0, 'redeemed belongs to confirmed'],
    [status === 'confirmed' || redemption.reversals.length === 0, 'reversals belong to confirmed'],
    [status !== 'failed' || !redemption.claimed, 'a failed redemption claims nothing'],
    [status !== 'reserved' || redemption.claimed, 'a reserved redemption claims its voucher'],
    [unsettledConfirms(redemption).length <= 1, 'one confirm at a time'],
    [!hasUnsettledConfirm(redemption) || status === 'reserved', 'an open confirm keeps the redemption reserved'],
    [
      !hasUnsettledConfirm(redemption) || redemption.sealedSource !== null || redemption.withoutSecrets === true,
      'an open confirm keeps the source',
    ],
    [
      !redemption.operations.some(isUnsettled) || redemption.dueAt !== null || redemption.reviewOpenedAt !== null,
      'whatever is open has a due date or a review',
    ],
  ];
  const broken = rules.filter(([holds]) => !holds).map(([, rule]) => rule);
  if (broken.length > 0) throw new Error(`${redemption.id}: ${broken.join('; ')}`);
}
