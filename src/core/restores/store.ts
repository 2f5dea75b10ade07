// What marks of restored backups need of the store. Held by one contract suite on every engine (test/store/contract).
import type { RestoreMark } from './restore-mark';

/** Marks of restored backups: a handful at most. Same promises of durability as `RedemptionStore`. */
export abstract class RestoreStore {
  /** Every mark there has been, the oldest id first. */
  abstract list(): Promise<RestoreMark[]>;
  /** Durably writes a mark. False, and nothing written, where there is one with this id. */
  abstract insert(mark: RestoreMark): Promise<boolean>;
  /** Durably replaces the mark whose `version` is still `mark.version - 1`. False where it is not. */
  abstract replace(mark: RestoreMark): Promise<boolean>;
}
