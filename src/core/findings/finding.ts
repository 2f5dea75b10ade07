// A review without a redemption: a line of a provider's statement that no redemption of ours knows. Kept in a store of
// its own, listed and closed together with the reviews of redemptions. Moves no money and no state.
import type { Actor } from '../redemption/actor';
import type { Review } from '../redemption/review';
import type { Cents } from '../values/money';
import type { Instant } from '../values/time';

/** One line of a statement that no redemption knows, until a person has closed it. */
export interface Finding {
  /** `rvw_…`, from the same series as the reviews of redemptions. */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  /** 1 while open, 2 once closed. */
  readonly version: number;
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  /** As the statement spells it. Unique for one type and mode: the same line is found once, however often it is read. */
  readonly reference: string;
  /** The provider's own number. */
  readonly transactionId: string | null;
  /** What the statement says was taken. */
  readonly amountCents: Cents;
  readonly summary: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly verdict: Review['verdict'];
}

/** What closing a finding writes. */
export interface FindingVerdict {
  readonly decision: 'paid' | 'not_paid';
  readonly note: string;
  readonly evidence: string;
  readonly by: Actor;
}

/** The finding as it is once a person has decided. */
export function closedFinding(finding: Finding, verdict: FindingVerdict, at: Instant): Finding {
  return { ...finding, version: finding.version + 1, closedAt: at, verdict };
}
