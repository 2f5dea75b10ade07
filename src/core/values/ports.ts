// The ports of the core other than the store and the providers, as abstract classes: a type for the core, an injection
// token for the framework.
import { AgedTime, JITTER_MS, latestProof } from './aged-time';
import type { Instant, Reading } from './time';

/**
 * Both kinds of time. The one clock of use cases, so that a test can set it. What is which time's business stands in
 * docs/decisions/0011-time.md.
 */
export abstract class Clock {
  /** Wall time, in whole milliseconds: for records and due dates. May be wrong, and may be set in either direction. */
  abstract now(): Instant;
  /** Milliseconds that this process has counted by itself: for windows and waits. Never set, and never runs back. */
  abstract elapsed(): number;
  /** `elapsed` with the name of who counted, for a record that is compared with a later reading. */
  abstract reading(): Reading;

  readonly #aged = new AgedTime(this);
  /** Wall time, for what is given up for good once it is old: a leap forward counts only once it has stood for a day. See `AgedTime`. */
  aged(): Instant {
    return this.#aged.read();
  }
  /** Wall time for the record of what is kept for a time: `aged` must not make it old the moment a clock that was behind is right again. */
  dated(): Instant {
    const [now, latest] = [this.now(), this.#aged.latest()];
    return latest > now + JITTER_MS ? latest : now;
  }
  /** The store has rows that were written then: `dated` is no earlier. What is later than `latestProof` is passed over. */
  hasBeen(at: Instant): void {
    if (at <= latestProof(this.now())) this.#aged.atLeast(at);
  }
}

/**
 * What an id is of: `rdm` redemption, `op` operation, `rev` reversal, `evt` event, `whe` webhook endpoint, `dlv`
 * delivery, `key` API key, `acc` account, `rvw` review, `ask` ask, `usr` user, `wrt` write, `rst` restored backup, `trm`
 * terminal, `ses` session of the console, `aud` entry of the audit log, `rpr` proposal, `rcn` reconciliation.
 */
export const ID_PREFIXES = [
  'rdm',
  'op',
  'rev',
  'evt',
  'whe',
  'dlv',
  'key',
  'acc',
  'rvw',
  'ask',
  'usr',
  'wrt',
  'rst',
  'trm',
  'ses',
  'aud',
  'rpr',
  'rcn',
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** Makes the ids of everything that is stored. */
export abstract class Ids {
  /**
   * A new id: prefix, `_`, 24 hex digits of which the first eight are the seconds of now and the others are random. Cannot be
   * guessed, and says nothing about the order in which ids were made.
   */
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
  /** Throws `KeyUnknown` where the key is not here, and another error if the record differs or a bit was changed. */
  abstract open(sealed: string, record: string): string;
  /** Whether the key that sealed it is here. Opens nothing. */
  abstract knowsKeyOf(sealed: string): boolean;
  /** Whether it was sealed with the key that seals now. */
  abstract isNewest(sealed: string): boolean;
  /** Keyed digest of a voucher claim (HMAC-SHA-256 with a key of its own). Stable over sealing-key rotation. */
  abstract claimDigest(text: string): string;
  /** Keyed digest of a request, which may hold a PIN: same text, same digest; never the other way round. */
  abstract requestDigest(text: string): string;
  /** Keyed digest of a customer's phone number, with a key of its own: there are few enough numbers to try them all. Stable over sealing-key rotation. */
  abstract phoneDigest(text: string): string;
  /** Keyed digest of an idempotency key, which may be a PIN, or of a pairing code, with a key of its own. Stable over sealing-key rotation. */
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
