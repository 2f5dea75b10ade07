// What a store holds that is sealed, seen across all its records: for resealing, for the check at start, and for erasing PINs.
import type { Instant } from './values/time';

/** The kinds of record that hold something sealed. */
export const SEALED_KINDS = ['redemption', 'webhook_endpoint', 'stored_answer', 'user'] as const;
export type SealedKind = (typeof SEALED_KINDS)[number];

/** One record with what is sealed in it. */
export interface SealedRecord {
  /** For a stored answer its scope. */
  readonly id: string;
  /** Needed for what is still to be done: the source of a redemption that is not decided, the secret of an endpoint that stands. */
  readonly unsettled: readonly string[];
  /** Kept to be shown again, or to be compared with: change and refund PINs, stored answers, seeds of second factors. */
  readonly settled: readonly string[];
}

/** Finds sealed records. Changes none of them but stored answers, which no other port replaces. */
export abstract class SealedRecordStore {
  /**
   * Up to `limit` records of one kind in the order of their ids, strictly after `after` ('' begins). Records that hold nothing
   * sealed may be among them. Fewer than `limit` means that there are no more.
   */
  abstract page(kind: SealedKind, after: string, limit: number): Promise<SealedRecord[]>;
  /** How many undecided redemptions have their source sealed by each key, by the id of the key. Reads those alone. */
  abstract unsettledSources(): Promise<ReadonlyMap<string, number>>;
  /** Replaces the sealed body of a stored answer that is still `from`; false where it is not. */
  abstract resealAnswer(scope: string, from: string, to: string): Promise<boolean>;
  /**
   * Ids of redemptions that hold the PIN of a voucher which ran out before `now`, or which has no date and whose redemption, or for a
   * refund voucher whose reversal, was made before `madeBefore`. At most `limit`. Reads no others.
   */
  abstract expiredPins(now: Instant, madeBefore: Instant, limit: number): Promise<string[]>;
  /** Ids of redemptions that hold the PIN of one of these claims. */
  abstract pinHolders(claims: readonly string[]): Promise<string[]>;
}

/** What an endpoint that stands has to sign with; nothing is left of one that was deleted. */
export function sealedOfEndpoint(id: string, secrets: readonly { readonly sealed: string }[]): SealedRecord {
  return { id, unsettled: secrets.map(({ sealed }) => sealed), settled: [] };
}

/** The id of the key that sealed a text, as the text itself names it. */
export function keyIdOf(sealed: string): string {
  return sealed.split('.', 2)[1] ?? '';
}
