// First answers of POSTs that no redemption records, kept so that a repeat under the same Idempotency-Key gets them again.
import { DAY_MS, type Instant } from './values/time';

/** How long an idempotency key stands for its request, and a stored answer is kept. */
export const IDEMPOTENCY_KEPT_MS = 30 * DAY_MS;

/** A POST that no redemption answers for (webhook endpoints, test vouchers …). The answer is sealed: it may hold a secret. */
export interface StoredAnswer {
  readonly scope: string;
  readonly requestDigest: string;
  readonly at: Instant;
  /** Null while the first request still runs. */
  readonly answer: { readonly status: number; readonly sealedBody: string } | null;
}

/** What the body of an answer is sealed to. */
export function answerRecord(scope: string): string {
  return `idempotency:${scope}`;
}

/** One entry, told from an earlier or later one of the same scope. */
export type AnswerClaim = Pick<StoredAnswer, 'scope' | 'at'>;

/** Where first answers are kept, one a scope. Every write is durable once it is acknowledged. */
export abstract class StoredAnswerStore {
  /** The entry of this scope, or null. */
  abstract find(scope: string): Promise<StoredAnswer | null>;
  /** Claims the scope for one request. Returns the entry that already has it, or null if this request has it now. */
  abstract begin(entry: StoredAnswer): Promise<StoredAnswer | null>;
  /** Keeps the answer of the request that has this claim. Changes nothing where another request has claimed the scope since. */
  abstract finish(claim: AnswerClaim, answer: { status: number; sealedBody: string }): Promise<void>;
  /**
   * Drops the entry as the caller saw it, so that the scope can be claimed again. Changes nothing where it has been answered
   * since, or where the scope has another entry by now.
   */
  abstract drop(entry: AnswerClaim & Pick<StoredAnswer, 'answer'>): Promise<void>;
  /** Drops at most `limit` entries older than `before`, answered or not, the oldest first; says how many. */
  abstract expire(before: Instant, limit: number): Promise<number>;
}
