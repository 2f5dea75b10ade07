// The sales that are lost with a restored backup, by what statements showed of them: of which of them a redemption may be the repeat. What a verdict says of
// that is repeated-sale.ts.
import type { Finding } from '../findings/finding';
import type { Cents } from '../values/money';
import { unsettledConfirms } from '../redemption/derived-fields';
import type { Operation, Redemption } from '../redemption/redemption';
import type { Review } from '../redemption/review';
import type { RestoreMark } from '../restores/mark';
import { mayHaveLost, missingOf } from '../restores/restore-mark';
import { shownOfVoucher } from '../use-cases/operations/perhaps-lost';
import type { Services } from '../use-cases/services';
import { readReference } from '../values/reference';
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

/** Of so many a store gives everybody else their turn in between. */
const PAGE = 100;

/**
 * Those that this redemption may be a repeat of, by what statements showed since the oldest backup that was put back; null where the verdict is of another
 * kind. Reads every finding of that time, however many there are, as the first ones are those that matter: a verdict on a used voucher is rare. Throws what the store throws.
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
  for (;;) {
    const last = page.at(-1);
    yield* page.filter(({ openedAt }) => openedAt >= since);
    if (page.length < PAGE || !last || last.openedAt < since) return;
    page = await findings.list({ ...query, after: { createdAt: last.openedAt, id: last.id } });
  }
}
