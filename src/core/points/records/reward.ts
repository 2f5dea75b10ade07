// Rewards: the catalog of a program.
import { isoTime, type Instant } from '../../values/time';
import type { Units } from '../units';
import type { Limit } from './limit';

/** UNIT_BASED: pieces at a price each. AMOUNT_BASED: any amount from the minimum on; it has no stock. */
export const REWARD_KINDS = ['UNIT_BASED', 'AMOUNT_BASED'] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

/** What is stored. Callers also see OUT_OF_STOCK, which is derived. */
export const STORED_REWARD_STATUSES = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const;
export type StoredRewardStatus = (typeof STORED_REWARD_STATUSES)[number];
export const REWARD_STATUSES = [...STORED_REWARD_STATUSES, 'OUT_OF_STOCK'] as const;
export type RewardStatus = (typeof REWARD_STATUSES)[number];

/** One item of a catalog. Kind and asset never change. */
export interface Reward {
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly rev: number;
  readonly programId: string;
  readonly assetId: string;
  /** Unique in its program. */
  readonly name: string;
  readonly description: string | null;
  readonly category: string | null;
  readonly kind: RewardKind;
  /** Price of a piece; of an AMOUNT_BASED reward the least amount. */
  readonly unitCost: Units;
  /** Pieces in all, and for each participant; null: no limit. Of UNIT_BASED rewards only. */
  readonly maxTotal: number | null;
  readonly maxPerParticipant: number | null;
  readonly status: StoredRewardStatus;
  readonly availableFrom: Instant | null;
  readonly availableUntil: Instant | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
}

/** As callers see it: an active reward without stock is OUT_OF_STOCK, and comes back when there is some. */
export function rewardStatus(reward: Reward, stock: Limit): RewardStatus {
  const out = stock.ceiling !== null && stock.used >= stock.ceiling;
  return reward.status === 'ACTIVE' && out ? 'OUT_OF_STOCK' : reward.status;
}

/** Why it cannot be redeemed, by its status and its dates, in words that follow "The reward"; null where it can. */
export function whyNotOffered({ status, availableFrom, availableUntil }: Reward, now: Instant): string | null {
  if (status === 'DRAFT') return 'is a DRAFT';
  if (status === 'ARCHIVED') return 'is ARCHIVED';
  if (availableFrom !== null && now < availableFrom) return `is available from ${isoTime(availableFrom)}`;
  if (availableUntil !== null && availableUntil <= now) return `was available until ${isoTime(availableUntil)}`;
  return null;
}
