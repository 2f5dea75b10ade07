// A verdict may say that a redemption is the repeat of a sale that is lost with a restored backup. What statements showed as given back of that sale
// is given back of this one then. Which sale it was no provider says: the line of it names neither voucher nor customer.
import type { Finding } from '../findings/finding';
import type { Fact } from '../redemption/fact';
import { findOperation, isUnsettled, type Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import { repeatsSince } from '../use-cases/operations/perhaps-lost';
import type { Services } from '../use-cases/services';
import type { Cents } from '../values/money';
import { readReference, referencesIn } from '../values/reference';
import { Refusal } from '../values/refusal';

/** What statements show of one redemption that the books do not have. */
export interface LostSale {
  readonly redemptionId: string;
  /** 0: no statement showed it as taken so far. */
  readonly takenCents: Cents;
  readonly returns: readonly Finding[];
}

const PAGE = 100;
/** Twenty runs that found as much as one may. */
const MOST_PAGES = 200;

/**
 * Those that this redemption may be a repeat of, by what statements showed since the oldest restored backup; none where the verdict is of another
 * kind. Reads every finding of that time: a verdict on a used voucher is rare. Throws what the store throws.
 */
export async function lostSalesFor(
  { store }: Pick<Services, 'store'>,
  redemption: Redemption,
  review: Review,
): Promise<LostSale[]> {
  if (!isOfRepeat(redemption, review)) return [];
  const since = await repeatsSince({ store }, redemption.createdAt);
  if (since === null) return [];
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
    if (isKnown) continue;
    const takenCents = findings.reduce((sum, finding) => sum + (finding.shown?.takenCents ?? 0), 0);
    sales.push({ redemptionId, takenCents, returns });
  }
  return sales;
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
 * The facts that carry over what was given back of the sale that this is. The evidence may name it, by a reference that the statement has; else it is
 * one of those that took as much. Throws `Refusal` verdict_reference_required where these are several, and some of them gave value back.
 */
export function carriedReturns(
  { id }: Pick<Redemption, 'id'>,
  sales: readonly LostSale[],
  amountCents: number | null,
  words: readonly string[],
  nextId: Services['ids']['next'],
): Fact[] {
  const named = new Set(words.flatMap((text) => referencesIn(text)).map((one) => readReference(one).redemptionId));
  named.delete(id);
  const byName = sales.filter(({ redemptionId }) => named.has(redemptionId));
  const likely = sales.filter(({ takenCents }) => takenCents === 0 || takenCents === amountCents);
  const candidates = named.size > 0 ? byName : likely;
  const returns = candidates.flatMap((sale) => sale.returns);
  if (returns.length === 0) return [];
  if (candidates.length > 1)
    throw new Refusal(
      'verdict_reference_required',
      `Statements show ${String(candidates.length)} lost redemptions that this one may be, and value given back of some of them: name in the evidence the reference under which the statement has the one that it is`,
      { param: 'evidence' },
    );
  return returns.flatMap(({ reference, transactionId, summary, shown }) =>
    shown?.returned
      ? {
          kind: 'return_found' as const,
          operationId: nextId('op'),
          reversalId: nextId('rev'),
          ...shown.returned,
          reference,
          transactionId,
          summary: `Given back of the lost redemption that this one repeats. ${summary}`,
        }
      : [],
  );
}
