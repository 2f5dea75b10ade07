// The book of one participant: a closed double-entry ledger by itself. Only `OpenBook` makes a new one of an old one.
import type { Instant } from '../../values/time';
import type { Units } from '../units';

/** Where a participant's points are. Only AVAILABLE can be spent. */
export const BUCKETS = ['AVAILABLE', 'HELD', 'DEFERRED'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Whether a participant may spend. Every change between them is allowed. */
export const PARTICIPANT_STATUSES = ['ACTIVE', 'SUSPENDED', 'CLOSED'] as const;
export type ParticipantStatus = (typeof PARTICIPANT_STATUSES)[number];

/** The other side of what a participant has. SYSTEM_BREAKAGE is kept apart by its cause. */
export const COUNTER_KINDS = [
  'SYSTEM_ISSUANCE',
  'SYSTEM_ADJUSTMENT',
  'SYSTEM_REDEMPTION',
  'SYSTEM_BREAKAGE',
  'WALLET',
  'LEDGER_ENTITY',
] as const;
export type CounterKind = (typeof COUNTER_KINDS)[number];

/** A counter account of a program. Nobody writes one: its balance is the sum of the shares that all books have in it. */
export interface CounterAccount {
  readonly programId: string;
  readonly kind: CounterKind;
  /** Of a LEDGER_ENTITY its id, of SYSTEM_BREAKAGE the cause; null for all others. */
  readonly detail: string | null;
}

/** One text for each account: the key of its share. */
export function accountKey({ programId, kind, detail }: CounterAccount): string {
  return detail === null ? `${programId}/${kind}` : `${programId}/${kind}/${detail}`;
}

/**
 * What one participant has of one asset. `available` is negative where a debit was allowed to overdraw. The four always sum to
 * zero with `shares`: what the participant has is what the counter accounts lack.
 */
export interface AssetBalance {
  readonly available: Units;
  readonly held: Units;
  readonly deferred: Units;
  /** By `accountKey`. */
  readonly shares: Readonly<Record<string, Units>>;
}

export const NO_BALANCE: AssetBalance = { available: 0n, held: 0n, deferred: 0n, shares: {} };

/** What is owed to the program: any later credit pays it first. */
export function overdraftOf({ available }: Pick<AssetBalance, 'available'>): Units {
  return available < 0n ? -available : 0n;
}

/** Who a participant is. In the book, so that an erasure is one write; the journal and all records hold ids only. */
export interface Profile {
  readonly email: string | null;
  readonly phone: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

/**
 * Everything that moves together for one participant, in one document. What it names has a bound, in the decisions that add to it
 * (`decide/room.ts`): nothing here knows of it.
 */
export interface Book {
  readonly participantId: string;
  readonly accountId: string;
  readonly livemode: boolean;
  /** The merchant's own name for the participant: unique in account and mode. Null for the book of a program's wallet. */
  readonly externalId: string | null;
  readonly profile: Profile;
  /** Programs that have credited this participant. */
  readonly programIds: readonly string[];
  readonly status: ParticipantStatus;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Moves on every write: the compare-and-set is on this. */
  readonly rev: number;
  /** By asset id. */
  readonly balances: Readonly<Record<string, AssetBalance>>;
  /** Units of each reward this participant has redeemed, less those given back. By reward id; none of those that all came back. */
  readonly rewardUnits: Readonly<Record<string, number>>;
  /** When something happens by itself next: a lot matures or expires, a hold ends. Null if never. */
  readonly nextDueAt: Instant | null;
  /** Number of entries. */
  readonly seq: number;
  /** Hash of the newest entry, which covers all before it. */
  readonly head: string;
}

/** The balance of an asset, also where the participant never had any. */
export function balanceOf(book: Pick<Book, 'balances'>, assetId: string): AssetBalance {
  return Object.hasOwn(book.balances, assetId) ? (book.balances[assetId] ?? NO_BALANCE) : NO_BALANCE;
}
