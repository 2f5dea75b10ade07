// Assets: what is counted. Points, stars, miles.
import type { Instant } from '../../values/time';
import type { InventoryMode } from '../book/credit';
import type { Units } from '../units';

/** PREFUNDED: each credit draws on the program's wallet. UNLIMITED: credits need none. */
export const ISSUANCE_POLICIES = ['UNLIMITED', 'PREFUNDED'] as const;
export type IssuancePolicy = (typeof ISSUANCE_POLICIES)[number];

export const ASSET_STATUSES = ['ACTIVE', 'SUSPENDED', 'ARCHIVED'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];

/** One asset. Mode, policy and scale never change. */
export interface Asset {
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly rev: number;
  readonly name: string;
  /** Unique in account and mode. */
  readonly symbol: string;
  readonly inventoryMode: InventoryMode;
  readonly issuancePolicy: IssuancePolicy;
  /** Decimal places, 0 to 18. */
  readonly scale: number;
  readonly maxTransaction: Units | null;
  readonly status: AssetStatus;
  /** Programs it is linked to. */
  readonly programIds: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
}
