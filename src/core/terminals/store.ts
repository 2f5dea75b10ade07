// What terminals need of the store. Held by one contract suite on every engine (test/store/contract).
import type { OwnedPage } from '../values/page';
import type { Terminal } from './terminal';

/** Where terminals live. Every write is durable once it is acknowledged. */
export abstract class TerminalStore {
  /** False, and nothing written, where one that is not revoked has this `terminalId` in the same account and mode. */
  abstract insert(terminal: Terminal): Promise<boolean>;
  /** Compare-and-set: replaces the one whose `rev` is one less. False, and nothing written, where another writer was first. */
  abstract replace(terminal: Terminal): Promise<boolean>;
  /** The newest durable state, revoked ones too. */
  abstract find(id: string): Promise<Terminal | null>;
  /** The one that waits under the digest of this code, expired or not. */
  abstract findByPairing(digest: string): Promise<Terminal | null>;
  /** Revoked ones too: the caller has to look at `revokedAt`. Asked with every request of a terminal, and never remembered. */
  abstract findByKey(digest: string): Promise<Terminal | null>;
  /** Newest first (`createdAt`, then `id`, descending), revoked ones too. */
  abstract list(query: OwnedPage): Promise<Terminal[]>;
}
