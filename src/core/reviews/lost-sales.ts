// A verdict may say that a redemption is the repeat of a sale that is lost with a restored backup. What statements showed as given back of that sale
// is given back of this one then. Which sale it was no provider says: the line of it names neither voucher nor customer.
import type { Finding } from '../findings/finding';
import type { Fact } from '../redemption/fact';
import { findOperation, isUnsettled, type Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import type { RestoreMark } from '../restores/mark';
import { missingOf } from '../restores/restore-mark';
import { shownOfVoucher } from '../use-cases/operations/perhaps-lost';
import type { Services } from '../use-cases/services';
import { readReference, referencesIn } from '../values/reference';
import { Refusal } from '../values/refusal';

/** What statements show of one redemption that the books do not have. */
export interface LostSale {
  readonly redemptionId: string;
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
  if (!isOfRepeat(redemption, review)) return null;
  const { store } = services;
  const marks = await store.restores.list();
  if (marks.length === 0) return null;
  // One may have been read before the store was marked.
  const since = Math.min(...marks.map((mark) => mark.since));
  const isTold = marks.every((mark) => saysAll(mark, redemption));
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
    if (!isKnown) sales.push({ redemptionId, returns });
  }
  return { isTold, sales, sameVoucher: await shownOfVoucher(services, redemption) };
}

/** To everybody, as a sale that is lost is nobody's in these books; or on a word about this account alone. */
function saysAll(mark: RestoreMark, { livemode, type, accountId }: Redemption): boolean {
  return [undefined, accountId].some((id) => missingOf(mark, livemode, type, id).kinds.length === 0);
}

async function anyOf(found: readonly Promise<Redemption | null>[]): Promise<boolean> {
  return (await Promise.all(found)).some((one) => one !== null);
}

function isOfRepeat(redemption: Redemption, { reason, operationId }: Review): boolean {
  const operation = operationId === null ? undefined : findOperation(redemption, operationId);
  return reason === 'lost_in_restore' && operation?.type === 'confirm' && isUnsettled(operation);
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

/**
 * The facts that carry over what was given back of the sale that this is. Once any lost sale gave value back, the evidence has to name it by a reference that the
 * statement has: what another one took says nothing of whose it was. Throws `Refusal` awaiting_statement, verdict_reference_required.
 */
export function carriedReturns(
  { id, accountId }: Pick<Redemption, 'id' | 'accountId'>,
  lost: LostSales | null,
  words: readonly string[],
  nextId: Services['ids']['next'],
): Fact[] {
  if (lost === null) return [];
  const { isTold, sales, sameVoucher } = lost;
  if (!isTold)
    throw new Refusal(
      'awaiting_statement',
      'Statements may show value given back of the sale that this one repeats. It waits until the operator has read them for all of the time that is lost (`vouch reconcile`), or has ended that wait (`vouch restored --end`)',
    );
  if (sameVoucher !== null)
    throw required(
      `A statement shows the sale of this voucher under ${sameVoucher}. Give the verdict on the review of that redemption, and on this one that nothing was taken`,
    );
  const named = new Set(words.flatMap((text) => referencesIn(text)).map((one) => readReference(one).redemptionId));
  named.delete(id);
  const [sale, ...others] = sales.filter(({ redemptionId }) => named.has(redemptionId));
  if (named.size === 0 && sales.every(({ returns }) => returns.length === 0)) return [];
  if (named.size === 0)
    throw required(
      'Statements show value given back of redemptions that are lost, and this one may repeat one of them: name in the evidence the reference (op-…) under which the statement has the sale that it is. Where a statement has this one under its own reference, give the verdict on the review of that',
    );
  if (!sale)
    throw required(
      'No lost redemption is known by the reference that the evidence names. Read the statement that has it with `vouch reconcile` first; what the books have, or have counted for another repeat, is not the sale that this one repeats',
    );
  if (others.length > 0 || named.size > 1)
    throw required('The evidence names several redemptions: name only the one that this one repeats');
  return sale.returns.flatMap(({ reference, transactionId, summary, shown, accountId: holderId }) =>
    shown?.returned
      ? {
          kind: 'return_found' as const,
          operationId: nextId('op'),
          reversalId: nextId('rev'),
          ...shown.returned,
          reference,
          // What the statement of another account says is not for the answers of this one.
          transactionId: holderId === accountId ? transactionId : null,
          summary: `Given back of the lost redemption that this one repeats.${holderId === accountId ? ` ${summary}` : ''}`,
        }
      : [],
  );
}

function required(why: string): Refusal {
  return new Refusal('verdict_reference_required', why, { param: 'evidence' });
}
