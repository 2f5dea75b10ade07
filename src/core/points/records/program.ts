// Programs: what a merchant runs, with the assets it uses, where redeemed value goes, and what a point is worth at a till.
import type { Currency } from '../../values/money';
import type { Instant } from '../../values/time';
import type { CounterAccount } from '../book/book';
import type { Units } from '../units';

/** SUSPENDED refuses new work and keeps everything; ARCHIVED is also left out of lists. Both can return. */
export const PROGRAM_STATUSES = ['ACTIVE', 'SUSPENDED', 'ARCHIVED'] as const;
export type ProgramStatus = (typeof PROGRAM_STATUSES)[number];

/** What an import or a till does with a participant nobody knows. */
export const UNKNOWN_PARTICIPANT = ['CREATE', 'REJECT'] as const;

/** Where redeemed value goes. */
export const REDEMPTION_TARGETS = ['SYSTEM_REDEMPTION', 'SYSTEM_BREAKAGE', 'LEDGER_ENTITY'] as const;
export type RedemptionTarget = (typeof REDEMPTION_TARGETS)[number];

/** So many units of an asset are worth so many cents. */
export interface CashRate {
  readonly currency: Currency;
  readonly cents: number;
  readonly units: Units;
}

/** One program. */
export interface Program {
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly rev: number;
  readonly name: string;
  readonly description: string | null;
  readonly status: ProgramStatus;
  readonly onUnknownParticipant: (typeof UNKNOWN_PARTICIPANT)[number];
  readonly redemptionTarget: RedemptionTarget;
  /** Of a LEDGER_ENTITY; null for the others. */
  readonly targetEntityId: string | null;
  /** Linked assets, in the order of their linking. */
  readonly assetIds: readonly string[];
  /** By asset id. */
  readonly cashRates: Readonly<Record<string, CashRate>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** When it was archived; null while it is not. */
  readonly deletedAt: Instant | null;
}

/** The account that value redeemed now goes to. A redemption keeps it, so that a reversal takes from the same. */
export function targetOf({ id, redemptionTarget, targetEntityId }: Program): CounterAccount {
  switch (redemptionTarget) {
    case 'SYSTEM_REDEMPTION':
      return { programId: id, kind: 'SYSTEM_REDEMPTION', detail: null };
    case 'SYSTEM_BREAKAGE':
      return { programId: id, kind: 'SYSTEM_BREAKAGE', detail: 'redeemed' };
    case 'LEDGER_ENTITY':
      return { programId: id, kind: 'LEDGER_ENTITY', detail: targetEntityId };
    default:
      return redemptionTarget satisfies never;
  }
}

/** A counter account that a merchant names, to send redeemed value to. */
export interface LedgerEntity {
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly rev: number;
  readonly name: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
