// What reconciliations need of the store. Held by one contract suite on every engine (test/store/contract).
import type { OwnedPage } from '../values/page';
import type { Instant } from '../values/time';
import type { DifferenceKind, ReconciliationRun, RunDifference } from './run';

/** For so long a run and its differences are kept. */
export const RUNS_KEPT_MS = 400 * 24 * 60 * 60 * 1000;

/** What became of a new run. Only `written` wrote anything. */
export type RunInsert =
  | { readonly kind: 'written' }
  /** Another one of this account and mode is under way. */
  | { readonly kind: 'busy' }
  /** The idempotency key stands for another one. */
  | { readonly kind: 'key_taken' };

/** One page of the differences of a run, in their order. */
export interface DifferenceQuery {
  readonly runId: string;
  readonly kind?: DifferenceKind;
  /** The `seq` of the last row shown; 0: from the first. */
  readonly after: number;
  readonly limit: number;
}

/** Where runs and their differences live. Every write is durable once it is acknowledged. */
export abstract class ReconciliationStore {
  /** Writes a run that is under way. At most one of an account and mode is, whichever process asks. */
  abstract insert(run: ReconciliationRun): Promise<RunInsert>;
  abstract find(id: string): Promise<ReconciliationRun | null>;
  /** The run that was sent under this idempotency scope, or null. */
  abstract findByScope(scope: string): Promise<ReconciliationRun | null>;
  /** Newest first (`createdAt`, then `id`, descending). */
  abstract list(query: OwnedPage): Promise<ReconciliationRun[]>;
  /** Notes that the process which compares is alive at this moment. Of a run that has ended it does nothing. */
  abstract touch(id: string, at: Instant): Promise<void>;
  /** Runs under way that nobody has touched since `before`: at most 100. */
  abstract abandoned(before: Instant): Promise<ReconciliationRun[]>;
  /** Replaces a run that is still under way by how it ended; false, and nothing written, where it has ended already. */
  abstract end(run: ReconciliationRun): Promise<boolean>;
  /** Frees the idempotency key of a run that failed, for another one; of any other run it does nothing. */
  abstract release(id: string): Promise<void>;
  /** Adds differences of a run; of one `seq` the first stays. */
  abstract addDifferences(runId: string, differences: readonly RunDifference[]): Promise<void>;
  abstract differences(query: DifferenceQuery): Promise<RunDifference[]>;
  /** Deletes runs made before `before` with their differences, about `limit` rows in all, the oldest first; says how many rows. */
  abstract expire(before: Instant, limit: number): Promise<number>;
}
