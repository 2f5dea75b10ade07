// What one person has used of what is bounded by the day: value given back without a second person, and PINs looked at. Bounds that
// go over many redemptions cannot stand in one of them.
import type { Cents } from '../values/money';
import { DAY_MS, type Instant } from '../values/time';

/** PINs that one person may look at in 24 hours. */
export const MOST_REVEALS_A_DAY = 10;
/** Reversals that one person may make alone in 24 hours where their sum is bounded: the record of a day stays small. */
export const MOST_FREE_A_DAY = 500;

/** From when on a person of this account may not act alone. Null: for no amount. */
export interface ApprovalLimits {
  /** Cents of one redemption that may be given back without a second person. */
  readonly above: Cents | null;
  /** The same of one person, over all redemptions, in 24 hours. */
  readonly abovePerDay: Cents | null;
}

/** Tells the limits of an account in one of its modes. */
export type ApprovalLimitsOf = (accountId: string, livemode: boolean) => Promise<ApprovalLimits>;

/** One thing that counts. */
export interface Use {
  /** A repeat of the call that made it has the same. */
  readonly key: string;
  readonly kind: 'reversal' | 'reveal';
  readonly at: Instant;
  readonly redemptionId: string;
  /** Of a reversal: the id that it has, or would have had. */
  readonly reversalId: string | null;
  readonly amountCents: Cents;
  /** Calls that rest on it: tries of one call may be under way at once, and one that fails must not take it from another. */
  readonly holders: number;
}

/** One person's uses in one mode of the account. */
export interface Allowance {
  /** See `allowanceId`. */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly userId: string;
  /** Moves on every write: the compare-and-set is on this. */
  readonly rev: number;
  readonly updatedAt: Instant;
  readonly uses: readonly Use[];
}

/** Both times of one moment: see `Clock`. */
export interface UsesAsOf {
  readonly now: Instant;
  readonly aged: Instant;
}

/** One a person and mode. */
export function allowanceId(userId: string, livemode: boolean): string {
  return `${userId}:${livemode ? 'live' : 'test'}`;
}

/** Those that are less than a day old as `aged` says: a leap of the clock gives no day anew. What lies ahead of `now` counts from now on. */
export function recentUses(allowance: Allowance | null, { now, aged }: UsesAsOf): Use[] {
  const recent = (allowance?.uses ?? []).filter(({ at }) => at > aged - DAY_MS);
  return recent.map((use) => (use.at > now ? { ...use, at: now } : use));
}

/** Whether a clock that ran ahead has dated any of it: until that is written anew it would not grow old. */
export function liesAhead(allowance: Allowance | null, now: Instant): boolean {
  return (allowance?.uses ?? []).some(({ at }) => at > now);
}

/** Cents that these reversals come to. */
export function sumOf(uses: readonly Use[]): number {
  return reversalsOf(uses).reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** The reversals among them. */
export function reversalsOf(uses: readonly Use[]): Use[] {
  return uses.filter(({ kind }) => kind === 'reversal');
}

/** The looks at a PIN among them. */
export function revealsOf(uses: readonly Use[]): Use[] {
  return uses.filter(({ kind }) => kind === 'reveal');
}

/** Where allowances live. Every write is durable once it is acknowledged; one that throws may have happened. */
export abstract class AllowanceStore {
  /** The newest durable state, or null where the person has used nothing yet. */
  abstract find(id: string): Promise<Allowance | null>;
  /**
   * Compare-and-set: writes the first (`rev` 1), or replaces the one whose `rev` is one less. False, and nothing written, where another
   * writer was first.
   */
  abstract put(allowance: Allowance): Promise<boolean>;
}
