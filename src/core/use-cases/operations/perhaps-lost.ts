// Whether a refusal may be about what a restored backup lost, and whether a person has been told so of this voucher.
import type { Inquiry } from '../../providers/outcome';
import { mayBeOurselves } from '../../redemption/doubt';
import type { Operation, Redemption } from '../../redemption/redemption';
import type { Review } from '../../redemption/review';
import { hasDiffered, isPutBack } from '../../redemption/settling/found-returns';
import { perhapsCaptured } from '../../restores/perhaps-captured';
import { mayHaveLost, stoodInBackup } from '../../restores/restore-mark';
import { claimWord } from '../../search/words';
import type { Services } from '../services';

/** `reviewed`: so it may, and another redemption of the same voucher told a person. */
export type PerhapsLost = 'no' | 'yes' | 'reviewed';

/** How many redemptions of one voucher are looked at, the newest ones: every one that was refused says it again. */
const MOST_LOOKED_AT = 100;

/**
 * Looks for a restored backup only where it matters: hardly ever. Where the store does not say, a person should look. Of one that a statement
 * showed as taken under a request that is lost, it was ourselves.
 */
export async function perhapsLost(
  services: Pick<Services, 'store' | 'clock'>,
  redemption: Redemption,
  { type }: Operation,
  inquiry: Inquiry,
): Promise<PerhapsLost> {
  if (type === 'reverse' || inquiry.kind !== 'declined' || !mayBeOurselves(inquiry)) return 'no';
  if (hasDiffered(redemption)) return 'yes';
  try {
    const marks = await services.store.restores.list();
    const { accountId, livemode, type: voucherType } = redemption;
    if (!mayHaveLost(marks, livemode, voucherType, services.clock.now(), accountId)) return 'no';
    // A capture that is refused so keeps its voucher claimed, in doubt, until a person ends that: no other try gets here. A check gives it up,
    // and would open a review with each try of a PIN that anybody may know.
    if (type !== 'reserve') return 'yes';
    // Then what used it may be a capture of this very redemption.
    if (perhapsCaptured(marks, redemption)) return 'yes';
    return (await isReviewed(services, redemption, (at) => stoodInBackup(marks, at))) ? 'reviewed' : 'yes';
  } catch {
    return 'yes';
  }
}

/** Redemptions with an open review, of one account: more than anybody leaves open. */
const [PAGE, MOST_PAGES] = [100, 200];

/**
 * An older redemption of the same voucher that stood in a backup, and of which a statement shows what was taken, and not put back, or given back under requests that these books
 * lost; null where there is none, or a person has looked at that: it cannot be recorded while this one holds the voucher. In this account and mode. Reads
 * every open review, as what was written last or long ago may not be found by its voucher. Throws what the store throws.
 */
export async function shownOfVoucher(
  { store }: Pick<Services, 'store'>,
  { id, accountId, livemode, claim, createdAt }: Redemption,
): Promise<string | null> {
  const marks = await store.restores.list();
  // Of what was put back the voucher lives again: another sale may have taken it since.
  const isShown = (one: Redemption, review: Review) =>
    review.reason === 'statement_differs' &&
    review.operationId === null &&
    review.closedAt === null &&
    !isPutBack(one, review);
  const isSale = (one: Redemption) =>
    one.id !== id && one.claim === claim && one.createdAt < createdAt && stoodInBackup(marks, one.createdAt);
  const query = { accountId, livemode, which: 'open', order: 'oldest', limit: PAGE } as const;
  let page = await store.redemptions.reviewed(query);
  for (let pages = 1; ; pages += 1) {
    const found = page.find((one) => isSale(one) && one.reviews.some((review) => isShown(one, review)));
    const last = page.at(-1);
    if (found || !last || page.length < PAGE || pages === MOST_PAGES) return found?.id ?? null;
    page = await store.redemptions.reviewed({ ...query, after: { createdAt: last.reviewOpenedAt ?? 0, id: last.id } });
  }
}

/** In this account and mode, also where the review is closed by now: it is the same voucher, and nothing new. */
async function isReviewed(
  { store }: Pick<Services, 'store'>,
  { accountId, livemode, claim }: Redemption,
  isOld: (at: number) => boolean,
): Promise<boolean> {
  const terms = [[claimWord(claim)]];
  const query = { accountId, livemode, terms, status: 'failed', limit: MOST_LOOKED_AT } as const;
  const { rows } = await store.search.page(query);
  return rows.some(
    ({ createdAt, operations }) =>
      !isOld(createdAt) && operations.some(({ perhapsLost: wasReviewed }) => wasReviewed === true),
  );
}
