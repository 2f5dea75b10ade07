// Journal entries: what moved, in postings that sum to zero, sealed into the chain of its book.
import type { Owned } from '../../accounts/caller';
import type { Instant } from '../../values/time';
import { sumOf, type Units } from '../units';
import { accountKey, type Bucket, type CounterAccount } from './book';
import type { LotPart } from './lot';

/** What an entry did. */
export const ACTION_TYPES = [
  'CREDIT',
  'DEBIT',
  'HOLD',
  'RELEASE',
  'FORFEIT',
  'MATURITY',
  'REDEMPTION',
  'REVERSAL',
  'EXPIRATION',
  'FUND',
  'BURN',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** One side of an entry: a bucket of the participant, or a counter account. */
export type Posting =
  | { readonly bucket: Bucket; readonly account: null; readonly units: Units }
  | { readonly bucket: null; readonly account: CounterAccount; readonly units: Units };

/** An entry before it has its place in the chain. */
export interface EntryDraft {
  readonly id: string;
  readonly actionType: ActionType;
  readonly assetId: string;
  readonly programId: string;
  readonly description: string;
  readonly referenceId: string | null;
  /** Null where it happened by itself. */
  readonly keyId: string | null;
  readonly createdAt: Instant;
  /** What was due by then was over for it; absent where that is `createdAt`. Earlier where the clock had leapt ahead: see `BookContext`. */
  readonly dueBy?: Instant;
  readonly postings: readonly Posting[];
  /** The lots that it moved, and by how much. Empty for SIMPLE assets. */
  readonly lots: readonly LotPart[];
}

/** An entry in its place: `hash` covers it and every entry before it. */
export interface Entry extends EntryDraft, Owned {
  readonly participantId: string;
  /** From 1, without a gap. */
  readonly seq: number;
  readonly hash: string;
}

/** Of what nobody asked for, also where it is written within the call of somebody. */
export const BY_ITSELF = { keyId: null } as const;

/** The times of an entry that is decided at `at`. */
export function entryTimes({ at, dueBy }: { readonly at: Instant; readonly dueBy: Instant }) {
  return dueBy < at ? { createdAt: at, dueBy } : { createdAt: at };
}

/** The hash that stands before the first entry. */
export const FIRST_HEAD = '0'.repeat(64);

/** SHA-256 of a text, as 64 hex digits. Given to the core, which has no cryptography of its own. */
export type Hash = (text: string) => string;

/** Throws unless the postings are two or more, none of them nothing, and sum to zero. */
export function checkPostings({ id, postings }: EntryDraft): void {
  if (postings.length < 2) throw new Error(`Entry ${id} needs two postings`);
  if (postings.some(({ units }) => units === 0n)) throw new Error(`Entry ${id} posts nothing`);
  if (sumOf(postings, ({ units }) => units) !== 0n) throw new Error(`Entry ${id} does not balance`);
}

/** The hash of an entry in its place. Every field counts, in a fixed order: what is changed by hand later does not fit. */
export function entryHash(previous: string, participantId: string, seq: number, entry: EntryDraft, hash: Hash): string {
  const { id, actionType, assetId, programId, description, referenceId, keyId, createdAt, dueBy } = entry;
  const sides = entry.postings.map(({ bucket, account, units }) => [
    bucket ?? accountKey(account),
    // A bigint has no JSON form of its own.
    String(units),
  ]);
  const lots = entry.lots.map(({ lotId, units }) => [lotId, String(units)]);
  const about = [actionType, assetId, programId, description, referenceId, keyId, createdAt];
  const fields = [participantId, seq, id, ...about, sides, lots, ...(dueBy === undefined ? [] : [dueBy])];
  return hash(`${previous}\n${JSON.stringify(fields)}`);
}
