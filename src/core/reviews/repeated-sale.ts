// A verdict may say that a redemption is the repeat of a sale that is lost with a restored backup. What statements showed as given back of that sale
// is given back of this one then. Which sale it was no provider says: the line of it names neither voucher nor customer. Pure.
import type { Finding } from '../findings/finding';
import type { Fact } from '../redemption/fact';
import { operationOf, type Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import type { Services } from '../use-cases/services';
import type { Cents } from '../values/money';
import { readReference, referencesIn } from '../values/reference';
import { Refusal } from '../values/refusal';
import type { LostSale, LostSales } from './lost-sales';

/** The redemptions other than this one that the texts of a verdict name by a reference. */
function namedSales({ id }: Pick<Redemption, 'id'>, words: readonly string[]): ReadonlySet<string> {
  const ids = words.flatMap((text) => referencesIn(text)).map((one) => readReference(one).redemptionId);
  return new Set(ids.filter((one): one is string => one !== null && one !== id));
}

/**
 * What a verdict with these texts carries over, as a text to compare by: two people who have the same carried over say the same, whatever else they quote. A name
 * that is of no lost sale, or of none any more, is like no other. Empty where the verdict is of no repeat.
 */
export function carriesOver(current: Pick<Redemption, 'id'>, lost: LostSales | null, words: readonly string[]): string {
  if (lost === null) return '';
  const returnsOf = (id: string) => lost.sales.find(({ redemptionId }) => redemptionId === id)?.returns;
  const carries = [...namedSales(current, words)].flatMap((id) => returnsOf(id)?.map((one) => one.reference) ?? [id]);
  return carries.toSorted().join();
}

/** What the verdict says: its texts, and the cents that it settles as taken. */
export interface Said {
  readonly words: readonly string[];
  readonly amountCents: Cents | null;
}

/**
 * The facts that carry over what was given back of the sale that this is. Once any lost sale gave value back, the evidence has to name it by a reference that the
 * statement has: what another one took says nothing of whose it was. Throws `Refusal` awaiting_statement, verdict_reference_required,
 * verdict_amount_exceeds where it took less than the verdict says.
 */
export function carriedReturns(
  current: Redemption,
  review: Review,
  lost: LostSales | null,
  { words, amountCents }: Said,
  nextId: Services['ids']['next'],
): Fact[] {
  if (lost === null) return [];
  const { accountId } = current;
  const { reason } = review;
  requireTold(lost);
  const { sales } = lost;
  const references = words.flatMap((text) => referencesIn(text));
  const own = operationOf(current, review)?.reference;
  const named = namedSales(current, words);
  // What was never refused may have taken the value itself.
  if (reason === 'doubt_unresolved' && own && references.includes(own)) {
    if (named.size === 0) return [];
    throw required(
      `The evidence names ${own}, which is this very request, and another sale: name the one that took the value`,
    );
  }
  const returning = sales.filter(({ returns }) => returns.length > 0);
  if (named.size === 0 && returning.length === 0) return [];
  if (named.size === 0)
    throw required(
      reason === 'doubt_unresolved'
        ? `Statements show value given back of redemptions that are lost, and this one may repeat one of them: name in the evidence the reference (op-…) under which the statement has the sale that it is, or ${String(own)} where this very request took the value`
        : 'Statements show value given back of redemptions that are lost, and this one may repeat one of them: name in the evidence the reference (op-…) under which the statement has the sale that it is. Where a statement has this one under its own reference, give the verdict on the review of that',
    );
  const these = sales.filter(({ redemptionId }) => named.has(redemptionId));
  if (these.length < named.size)
    throw required(
      'No lost redemption is known by a reference that the evidence names. Read the statement that has it with `vouch reconcile` first; what the books have, or have counted for another repeat, is not the sale that this one repeats',
    );
  const [sale, ...others] = these.filter(({ takenCents }) => takenCents > 0);
  if (others.length > 0) throw required('The evidence names several sales: name only the one that this one repeats');
  requireWithin(sale, amountCents);
  requireAll(sales, these, words);
  return these.flatMap(({ returns }) => returns.flatMap((found) => carried(found, accountId, nextId)));
}

function requireWithin(sale: LostSale | undefined, amountCents: Cents | null): void {
  if (!sale || amountCents === null || amountCents <= sale.takenCents) return;
  throw new Refusal('verdict_amount_exceeds', `That sale took ${String(sale.takenCents)} cents: say so in amount`, {
    param: 'amount',
    extra: { most_amount: sale.takenCents },
  });
}

/** Evidence that no other line is of this sale, and that no line is the sale itself. */
const [NOTHING_ELSE, NO_SALE] = [/\bnothing else\b/i, /\bno sale\b/i];

/**
 * A sale may have been repeated, given back in part under the repeat, and lost once more. Statements then show what was given back without a sale, and
 * nobody but the person can know of which it is: what he names has to be all of it.
 */
function requireAll(sales: readonly LostSale[], these: readonly LostSale[], words: readonly string[]): void {
  const says = (pattern: RegExp) => words.some((text) => pattern.test(text));
  const isSale = ({ takenCents }: LostSale) => takenCents > 0;
  if (sales.some(isSale) && !these.some(isSale) && !says(NO_SALE))
    throw required(
      'The evidence names a redemption under which value was given back, and no sale. Name as well the reference under which the statement has the sale that took the value; where it has none of it, write “no sale”',
    );
  if (sales.some((one) => !isSale(one) && one.returns.length > 0 && !these.includes(one)) && !says(NOTHING_ELSE))
    throw required(
      'Statements also show value given back under references of which they show no sale, perhaps of a repeat of the same sale that is lost as well. They may be of another account, so this names none. Name those in the evidence that are of this sale, if any, and write “nothing else” behind them',
    );
}

function requireTold({ isTold, sameVoucher }: LostSales): void {
  if (!isTold)
    throw new Refusal(
      'awaiting_statement',
      'Statements may show value given back of the sale that this one repeats. It waits until the operator has read them for all of the time that is lost (`vouch reconcile`), or has ended that wait (`vouch restored --end`)',
    );
  if (sameVoucher !== null)
    throw required(
      `A statement shows the sale of this voucher under ${sameVoucher}. Give the verdict on the review of that redemption, and on this one that nothing was taken`,
    );
}

function carried(
  { reference, transactionId, summary, shown, accountId: holderId }: Finding,
  accountId: string,
  nextId: Services['ids']['next'],
): Fact[] {
  if (!shown?.returned) return [];
  const isHolder = holderId === accountId;
  return [
    {
      kind: 'return_found',
      operationId: nextId('op'),
      reversalId: nextId('rev'),
      ...shown.returned,
      reference,
      // What the statement of another account says is not for the answers of this one.
      transactionId: isHolder ? transactionId : null,
      summary: `Given back of the lost redemption that this one repeats.${isHolder ? ` ${summary}` : ''}`,
    },
  ];
}

function required(why: string): Refusal {
  return new Refusal('verdict_reference_required', why, { param: 'evidence' });
}
