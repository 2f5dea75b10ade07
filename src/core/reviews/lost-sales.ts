// A verdict may say that a redemption is the repeat of a sale that is lost with a restored backup. What statements showed as given back of that sale
// is given back of this one then. Which sale it was no provider says: the line of it names neither voucher nor customer.
import type { Finding } from '../findings/finding';
import type { Cents } from '../values/money';
import type { Fact } from '../redemption/fact';
import { unsettledConfirms } from '../redemption/derived-fields';
import { operationOf, type Operation, type Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import type { RestoreMark } from '../restores/mark';
import { mayHaveLost, missingOf } from '../restores/restore-mark';
import { shownOfVoucher } from '../use-cases/operations/perhaps-lost';
import type { Services } from '../use-cases/services';
import { readReference, referencesIn } from '../values/reference';
import { Refusal } from '../values/refusal';
import type { Instant } from '../values/time';

/** What statements show of one redemption that the books do not have. */
export interface LostSale {
  readonly redemptionId: string;
  /** What lines show as taken by it, at most. 0: it was a repeat itself, of which a later restore lost what was given back. */
  readonly takenCents: Cents;
  readonly returns: readonly Finding[];
}

/** What the verdict on a repeat has to know. */
export interface LostSales {
  /** Statements were read for all of the time that is lost, or the wait for them was ended on somebody's word. */
  readonly isTold: boolean;
  readonly sales: readonly LostSale[];
  /** A redemption of the backup with the same voucher, of which a statement shows what these books lost. Null: none. */
  readonly sameVoucher: string | null;
}

const PAGE = 100;
/** Twenty runs that found as much as one may. */
const MOST_PAGES = 200;

/**
 * Those that this redemption may be a repeat of, by what statements showed since the oldest backup that was put back; null where the verdict is of another
 * kind. Reads every finding of that time: a verdict on a used voucher is rare. Throws what the store throws.
 */
export async function lostSalesFor(
  services: Pick<Services, 'store'>,
  redemption: Redemption,
  review: Review,
): Promise<LostSales | null> {
  const { store } = services;
  const doubt = unsettledConfirms(redemption).find(({ id }) => id === review.operationId);
  if (!doubt) return null;
  const marks = await store.restores.list();
  // One may have been read before the store was marked.
  const since = Math.min(...marks.map((mark) => mark.since));
  if (marks.length === 0 || !mayRepeat(marks, since, redemption, review, doubt)) return null;
  // Until then nothing of what was found decides anything.
  if (!marks.every((mark) => saysAll(mark, redemption))) return { isTold: false, sales: [], sameVoucher: null };
  const shown = new Map<string, Finding[]>();
  for (const { id } of await store.accounts.listAccounts())
    for await (const finding of findingsSince(store, { accountId: id, livemode: redemption.livemode, since })) {
      const { redemptionId } = readReference(finding.reference);
      if (redemptionId === null || finding.type !== redemption.type || !finding.shown) continue;
      shown.set(redemptionId, [...(shown.get(redemptionId) ?? []), finding]);
    }
  const sales: LostSale[] = [];
  for (const [redemptionId, findings] of shown) {
    const returns = findings.filter((finding) => finding.shown?.returned);
    const isKnown = await anyOf([
      store.redemptions.find(redemptionId),
      ...returns.map(({ reference }) => store.redemptions.findByReference(reference)),
    ]);
    // Not lost after all, or carried over to another repeat.
    if (!isKnown) sales.push({ redemptionId, takenCents: Math.max(...findings.map((one) => takenBy(one))), returns });
  }
  return { isTold: true, sales, sameVoucher: await shownOfVoucher(services, redemption) };
}

/** To this account as well: what its lines would show may be absent from a file that told the others. */
function saysAll(mark: RestoreMark, { livemode, type, accountId }: Redemption): boolean {
  return missingOf(mark, livemode, type, accountId).kinds.length === 0;
}

async function anyOf(found: readonly Promise<Redemption | null>[]): Promise<boolean> {
  return (await Promise.all(found)).some((one) => one !== null);
}

function takenBy({ shown, amountCents }: Finding): Cents {
  return shown && shown.takenCents > 0 ? Math.max(shown.takenCents, amountCents) : 0;
}

/** Of a voucher that was refused as used a person was told so; of one whose answer never came it may be so, where it was sent after a backup. */
function mayRepeat(
  marks: readonly RestoreMark[],
  since: Instant,
  { livemode, type, accountId }: Redemption,
  { reason }: Review,
  { createdAt }: Operation,
): boolean {
  if (reason === 'lost_in_restore') return true;
  return (
    reason === 'doubt_unresolved' && createdAt >= since && mayHaveLost(marks, livemode, type, createdAt, accountId)
  );
}

async function* findingsSince(
  { findings }: Services['store'],
  { accountId, livemode, since }: { readonly accountId: string; readonly livemode: boolean; readonly since: number },
): AsyncGenerator<Finding> {
  const query = { accountId, livemode, which: 'all', order: 'newest', limit: PAGE } as const;
  let page = await findings.list(query);
  for (let pages = 1; ; pages += 1) {
    const last = page.at(-1);
    yield* page.filter(({ openedAt }) => openedAt >= since);
    if (page.length < PAGE || !last || last.openedAt < since || pages === MOST_PAGES) return;
    page = await findings.list({ ...query, after: { createdAt: last.openedAt, id: last.id } });
  }
}

/** The redemptions other than this one that the texts of a verdict name by a reference. */
export function namedSales({ id }: Pick<Redemption, 'id'>, words: readonly string[]): ReadonlySet<string> {
  const ids = words.flatMap((text) => referencesIn(text)).map((one) => readReference(one).redemptionId);
  return new Set(ids.filter((one): one is string => one !== null && one !== id));
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
  requireAll(returning, these, words);
  return these.flatMap(({ returns }) => returns.flatMap((found) => carried(found, accountId, nextId)));
}

function requireWithin(sale: LostSale | undefined, amountCents: Cents | null): void {
  if (!sale || amountCents === null || amountCents <= sale.takenCents) return;
  throw new Refusal('verdict_amount_exceeds', `That sale took ${String(sale.takenCents)} cents: say so in amount`, {
    param: 'amount',
    extra: { most_amount: sale.takenCents },
  });
}

/** Evidence that none of the others are of this sale. */
const NOTHING_ELSE = /\bnothing else\b/i;

/**
 * A sale may have been repeated, given back in part under the repeat, and lost once more. Statements then show what was given back without a sale, and
 * nobody but the person can know of which it is.
 */
function requireAll(returning: readonly LostSale[], these: readonly LostSale[], words: readonly string[]): void {
  const alone = returning.filter(({ takenCents }) => takenCents === 0);
  if (alone.length === 0 || these.some((one) => alone.includes(one))) return;
  if (words.some((text) => NOTHING_ELSE.test(text))) return;
  const some = alone
    .slice(0, MOST_NAMED)
    .flatMap(({ returns }) => returns.slice(0, 1).map(({ reference }) => reference));
  throw required(
    `Statements also show value given back under references of which they show no sale (${some.join(', ')}): perhaps of a repeat of the same sale that is lost as well. Name those in the evidence that are of this sale; where none is, write “nothing else”`,
  );
}

/** In one message. */
const MOST_NAMED = 10;

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
