// First answers of POSTs that no redemption records, kept so that a repeat under the same Idempotency-Key gets them again.
import type { Instant } from './values/time';

/** A POST that no redemption answers for (webhook endpoints, test vouchers …). The answer is sealed: it may hold a secret. */
export interface StoredAnswer {
  readonly scope: string;
  readonly requestDigest: string;
  readonly at: Instant;
  /** Null while the first request still runs. */
  readonly answer: { readonly status: number; readonly sealedBody: string } | null;
}

export abstract class StoredAnswerStore {
  /** What stands under this scope, or null. */
  abstract find(scope: string): Promise<StoredAnswer | null>;
  /** Claims the scope for one request. Returns what already stands there, or null if it is now ours. */
  abstract begin(entry: StoredAnswer): Promise<StoredAnswer | null>;
  abstract finish(scope: string, answer: { status: number; sealedBody: string }): Promise<void>;
  /** Forgets a claim whose request failed, so that it can be made again. */
  abstract abandon(scope: string): Promise<void>;
  /** Drops entries older than `before`. */
  abstract expire(before: Instant): Promise<number>;
}
