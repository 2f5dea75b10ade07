// Limits: the few records that participants share by nature. The stock of a reward, and the wallet of a program and asset.
import type { Units } from '../units';

/** How much is used of what there is. */
export interface Limit {
  readonly id: string;
  readonly rev: number;
  /** Units of a reward that were redeemed and not given back, or units of an asset that were credited. */
  readonly used: Units;
  /** Null: there is no end. */
  readonly ceiling: Units | null;
}

/** The stock of a reward. */
export function stockId(rewardId: string): string {
  return `stock:${rewardId}`;
}

/** The wallet of a program for one asset. */
export function walletId(programId: string, assetId: string): string {
  return `wallet:${programId}:${assetId}`;
}

/** A limit of which nothing is used yet. `rev` 0: nobody has written it. */
export function newLimit(id: string, ceiling: Units | null): Limit {
  return { id, rev: 0, used: 0n, ceiling };
}

/** What is left; null where there is no end. */
export function leftOf({ used, ceiling }: Limit): Units | null {
  return ceiling === null ? null : ceiling - used;
}

/** The limit with `units` more in use (negative: given back). Throws where that breaks its rule; the caller checks first. */
export function used(limit: Limit, units: Units): Limit {
  const next = { ...limit, used: limit.used + units, rev: limit.rev + 1 };
  checkLimit(limit, next);
  return next;
}

/**
 * Throws where less than nothing is used, or more than the ceiling. A ceiling that was lowered below what is used already only
 * stops what comes next.
 */
function checkLimit(before: Limit, after: Limit): void {
  const over = after.ceiling !== null && after.used > after.ceiling && after.used > before.used;
  if (after.used < 0n || over)
    throw new Error(`Limit ${after.id} would be ${String(after.used)} of ${String(after.ceiling)}`);
}
