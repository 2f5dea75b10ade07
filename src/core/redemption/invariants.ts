// The rules that no redemption may break, checked before every write.
import { cents } from '../values/money';
import { committedReversalCents, unsettledConfirms } from './derived-fields';
import { isOwn } from './people/proposal';
import { type Redemption, isUnsettled } from './redemption';

/** Throws if a rule of the books is broken. That is a defect of Vouch: nothing is written then. */
export function checkInvariants(redemption: Redemption): void {
  const { amountCents, reservedCents, redeemedCents, reversedCents, status } = redemption;
  cents(amountCents, 'amountCents');
  cents(reservedCents, 'reservedCents');
  cents(redeemedCents, 'redeemedCents');
  cents(reversedCents, 'reversedCents');
  for (const operation of redemption.operations) cents(operation.amountCents, operation.id);
  for (const reversal of redemption.reversals) cents(reversal.amountCents, reversal.id);
  const broken: string[] = [];
  const rule = (holds: boolean, words: string): void => {
    if (!holds) broken.push(words);
  };
  const open = unsettledConfirms(redemption).length;
  rule(reversedCents <= redeemedCents, 'reversed must not exceed redeemed');
  rule(committedReversalCents(redemption) <= redeemedCents, 'reversals under way must not exceed redeemed');
  rule(reservedCents <= amountCents, 'reserved must not exceed amount');
  rule(status === 'reserved' || reservedCents === 0, 'only a reserved redemption holds an amount');
  rule(status === 'confirmed' ? redeemedCents > 0 : redeemedCents === 0, 'redeemed belongs to confirmed');
  rule(status === 'confirmed' || redemption.reversals.length === 0, 'reversals belong to confirmed');
  rule(status !== 'failed' || !redemption.claimed, 'a failed redemption claims nothing');
  rule(status !== 'reserved' || redemption.claimed, 'a reserved redemption claims its voucher');
  rule(open <= 1, 'one confirm at a time');
  rule(open === 0 || status === 'reserved', 'an open confirm keeps the redemption reserved');
  rule(
    open === 0 || redemption.sealedSource !== null || redemption.withoutSecrets === true,
    'an open confirm keeps the source',
  );
  rule(
    !redemption.operations.some(isUnsettled) || redemption.dueAt !== null || redemption.reviewOpenedAt !== null,
    'whatever is open has a due date or a review',
  );
  for (const { id, status, by, decidedBy, reversalId } of redemption.proposals ?? []) {
    if (status !== 'approved') continue;
    rule(decidedBy !== null && !isOwn({ by }, decidedBy), `${id}: nobody approves what he asked for himself`);
    const begun = redemption.reversals.some((reversal) => reversal.id === reversalId);
    rule(begun, `${id}: an approval begins its reversal`);
  }
  if (broken.length > 0) throw new Error(`${redemption.id}: ${broken.join('; ')}`);
}
