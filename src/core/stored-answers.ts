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

/** Where first answers are kept, one a scope. Every write is durable once it is acknowledged. */
export abstract class StoredAnswerStore {
  /** The entry of this scope, or null. */
  abstract find(scope: string): Promise<StoredAnswer | null>;
  /** Claims the scope for one request. Returns the entry that already has it, or null if this request has it now. */
  abstract begin(entry: StoredAnswer): Promise<StoredAnswer | null>;
  /** Writes the answer of a claimed scope. */
  abstract finish(scope: string, answer: { status: number; sealedBody: string }): Promise<void>;
  /** Forgets a claim whose request failed, so that it can be made again. */
  abstract abandon(scope: string): Promise<void>;
  /** Drops entries older than `before`; says how many. */
  abstract expire(before: Instant): Promise<number>;
}
