// What findings need of the store. Held by one contract suite on every engine (test/store/contract).
import type { ReviewedQuery } from '../values/page';
import type { Finding } from './finding';

/** Reviews without a redemption. Same promises of durability as `RedemptionStore`. */
export abstract class FindingStore {
  /** Durably writes a finding. False, and nothing written, where its mode, type and reference have one already. */
  abstract insert(finding: Finding): Promise<boolean>;
  abstract find(id: string): Promise<Finding | null>;
  /** The finding of this line of a statement, open or closed. */
  abstract findByReference(livemode: boolean, type: string, reference: string): Promise<Finding | null>;
  /** All findings of these lines, in no order. A few dozen at once, at most. */
  abstract findByReferences(livemode: boolean, type: string, references: readonly string[]): Promise<Finding[]>;
  /** One page of findings by `openedAt`, then `id`: those that are open, or all. */
  abstract list(query: ReviewedQuery): Promise<Finding[]>;

  /** Durably replaces the finding whose `version` is still `finding.version - 1`. False where it is not. */
  abstract replace(finding: Finding): Promise<boolean>;
}
