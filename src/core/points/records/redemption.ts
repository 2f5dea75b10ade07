// Redemptions of points and their reversals: the records that callers read. What moved is in the journal.
import type { Instant } from '../../values/time';
import type { CounterAccount } from '../book/book';
import type { TakenPart } from '../book/restore';
import type { Units } from '../units';

/** How much of a redemption has been given back. Derived from its amounts. */
export const POINTS_REDEMPTION_STATUSES = ['COMPLETED', 'PARTIALLY_REVERSED', 'FULLY_REVERSED'] as const;
export type PointsRedemptionStatus = (typeof POINTS_REDEMPTION_STATUSES)[number];

/** Of a redemption that a till asked for: what it was worth to the till, and how much of that has come back. */
export interface TillCents {
  readonly cents: number;
  readonly givenBack: number;
}

/** One redemption of points. */
export interface PointsRedemption {
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  /** Moves with every reversal: a record is replaced only as the one that was read. */
  readonly version: number;
  readonly participantId: string;
  readonly programId: string;
  readonly assetId: string;
  /** Null for a redemption without a reward. */
  readonly rewardId: string | null;
  readonly amount: Units;
  /** Of a UNIT_BASED reward: pieces, and the price of one as it was. Null otherwise. */
  readonly quantity: number | null;
  readonly unitCost: Units | null;
  readonly description: string;
  readonly reversedAmount: Units;
  readonly reversedQuantity: number;
  readonly journalEntryId: string;
  /** Where the value went: a reversal takes it from there, whatever the program says by then. */
  readonly target: CounterAccount;
  /** The lots it took, in order, with what has come back. */
  readonly taken: readonly TakenPart[];
  /** The `rdm_` redemption that this belongs to; null for one that was asked for here. */
  readonly managedBy: string | null;
  readonly referenceId: string | null;
  /** Absent where no till asked for it. */
  readonly till?: TillCents;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Value of a redemption given back. */
export interface PointsReversal {
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly redemptionId: string;
  readonly participantId: string;
  readonly amount: Units;
  /** Pieces that went back into stock; null for a redemption without a quantity. */
  readonly quantity: number | null;
  readonly reason: string;
  readonly journalEntryId: string;
  /** Of the amount, what had passed its date and expired again. */
  readonly expiredAmount: Units;
  /** Its place among the reversals of its redemption, from 1. */
  readonly number: number;
  readonly createdAt: Instant;
}

export function pointsRedemptionStatus({ amount, reversedAmount }: PointsRedemption): PointsRedemptionStatus {
  if (reversedAmount === 0n) return 'COMPLETED';
  return reversedAmount < amount ? 'PARTIALLY_REVERSED' : 'FULLY_REVERSED';
}

/** What can still be given back. */
export function leftToReverse({ amount, reversedAmount }: PointsRedemption): Units {
  return amount - reversedAmount;
}
