// Redemptions that nothing was ever sent for. They are no record of anything that happened outside, so they need not be kept for good.
import { DAY_MS, type Instant } from '../../values/time';
import type { Redemption } from '../redemption';

/** How long such a redemption is kept after it ended: as long as its idempotency key. */
export const UNSENT_KEPT_MS = 30 * DAY_MS;

/** Failed, and no request about it ever left: each is certain not to have reached the provider, or was never to be sent. */
export function isUnsent({ status, operations }: Pick<Redemption, 'status' | 'operations'>): boolean {
  return status === 'failed' && operations.every(({ asks }) => asks.every(({ answer }) => answer === 'not_sent'));
}

/**
 * When the redemption may be deleted, or null for never. Drafts that were never reserved, and of a publishable key, which anyone can
 * use, whatever was never sent. A merchant's own attempts stay, and so does what a person has looked at.
 */
export function endOf(redemption: Redemption, at: Instant): Instant | null {
  const { operations, reviews, madeBy, endsAt } = redemption;
  const passing = operations.length === 0 || madeBy === 'publishable';
  if (!passing || reviews.length > 0 || !isUnsent(redemption)) return null;
  return endsAt ?? at + UNSENT_KEPT_MS;
}
