// The side that reads statements, as the API needs it.
import type { Caller } from '../accounts/caller';
import type { ReconciliationRun, RunTerms } from './run';

/** A statement on its way in. */
export interface StatementUpload {
  readonly terms: RunTerms;
  /** The file as it comes, piece by piece. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The `Idempotency-Key` of the request. */
  readonly idempotencyKey?: string | undefined;
}

/** `repeated`: the key was used before, for the same upload. */
export interface TakenStatement {
  readonly run: ReconciliationRun;
  readonly repeated: boolean;
}

/** What the API needs of the part that compares. */
export abstract class Statements {
  /**
   * Reads the whole file, and begins to compare it only if all of it can be read; resolves by then. Throws `Refusal`
   * statement_unusable (with every fault, line and column; nothing was opened), reconciliation_running, idempotency_key_reused,
   * overloaded (others are on their way in, or the disk has no room for the file and its sheet: nothing is kept of it), and what reading
   * `bytes` throws.
   */
  abstract take(upload: StatementUpload, caller: Caller): Promise<TakenStatement>;
}
