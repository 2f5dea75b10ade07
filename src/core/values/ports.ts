// The ports of the core other than the store and the providers, as abstract classes: a type for the core, an injection
// token for the framework.
import type { Instant } from './time';

/** The time, in whole milliseconds. The one clock of use cases, so that a test can set it. */
export abstract class Clock {
  abstract now(): Instant;
}

/**
 * What an id is of: `rdm` redemption, `op` operation, `rev` reversal, `evt` event, `whe` webhook endpoint, `dlv`
 * delivery, `key` API key, `acc` account, `rvw` review, `ask` ask, `usr` user, `wrt` write.
 */
export const ID_PREFIXES = ['rdm', 'op', 'rev', 'evt', 'whe', 'dlv', 'key', 'acc', 'rvw', 'ask', 'usr', 'wrt'] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** Makes the ids of everything that is stored. */
export abstract class Ids {
  /** A new id: prefix, `_`, 24 hex digits of which the first eight are the seconds of now. */
  abstract next(prefix: IdPrefix): string;
}

/** Makes the ids of the ledger. */
export abstract class Uuids {
  /** A new UUID of version 7 (RFC 9562), lower case: later ones of one process sort after earlier ones. */
  abstract next(): string;
}

/** Seals secrets to one record, and makes keyed digests by which they can be found again but not read. */
export abstract class Sealer {
  /** AES-256-GCM, bound to `record`: opens only with the same record. The result names the key that sealed it. */
  abstract seal(plain: string, record: string): string;
  /** Throws if the record differs, the key is gone or a bit was changed. */
  abstract open(sealed: string, record: string): string;
  /** Keyed digest of a voucher claim (HMAC-SHA-256 with a key of its own). Stable over sealing-key rotation. */
  abstract claimDigest(text: string): string;
  /** Keyed digest of a request, which may hold a PIN: same text, same digest; never the other way round. */
  abstract requestDigest(text: string): string;
  /** Keyed digest of an idempotency key, which may be a PIN, with a key of its own. Stable over sealing-key rotation. */
  abstract keyDigest(text: string): string;
}

/** Serialises work on one redemption inside this process, so that compare-and-set has only other processes to lose to. */
export abstract class KeyedLock {
  /**
   * Runs `work` once all work that came before it for this `id` has ended, well or badly. Ends as `work` ends. Not
   * reentrant: work that takes the same id again waits for itself.
   */
  abstract run<T>(id: string, work: () => Promise<T>): Promise<T>;
}
