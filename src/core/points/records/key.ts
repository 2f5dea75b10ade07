// Keys: what may exist once. The idempotency keys of calls on points, and names that must be unique.
import type { Instant } from '../../values/time';

/** One key that is taken. */
export interface Key {
  /** Digest of scope and key, or a name in its scope: unique. */
  readonly id: string;
  /** What the call made: an entry, a redemption, a reversal; or who bears the name. */
  readonly ownerId: string;
  /** Digest of the meaning of the call; null for a name, which stands for no call. */
  readonly requestDigest: string | null;
  readonly at: Instant;
}
