// What accounts, keys and users need of the store. Held by one contract suite on every engine (test/store/contract).
import type { Instant } from '../values/time';
import type { Account, ApiKey, User } from './account';

/** Where accounts, keys and users live. Every write is durable once it is acknowledged. */
export abstract class AccountStore {
  /** Writes the account, its keys and its user unless any account exists; says whether it wrote. Safe when several instances boot at once. */
  abstract bootstrap(account: Account, keys: readonly ApiKey[], user: User): Promise<boolean>;
  abstract findAccountByName(name: string): Promise<Account | null>;
  /**
   * Names are unique: returns the account that now has the name, which may be one that another process made meanwhile.
   */
  abstract ensureAccount(account: Account): Promise<Account>;
  abstract insertKey(key: ApiKey): Promise<void>;
  /** Revoked keys too: the caller has to look at `revokedAt`. */
  abstract findKeyByDigest(digest: string): Promise<ApiKey | null>;
  /** Those of these ids that there are, in no order; revoked keys too. As dear as they are, however many others their accounts have. */
  abstract findKeys(ids: readonly string[]): Promise<ApiKey[]>;
  /** Of one account, or of all; revoked keys too. */
  abstract listKeys(accountId?: string): Promise<ApiKey[]>;
  /** False if there is no such key. Revoking twice keeps the first moment and who it was. */
  abstract revokeKey(id: string, at: Instant, by?: string): Promise<boolean>;
  /** Lets a key end at that moment, or earlier where it was to end earlier already. False if there is no such key, or it is revoked. */
  abstract endKey(id: string, at: Instant): Promise<boolean>;
  /** Notes when keys were used. A later moment that is noted already stays; ids that nobody has are passed over. */
  abstract noteKeysUsed(uses: ReadonlyMap<string, Instant>): Promise<void>;
  /** False if the e-mail address is taken. */
  abstract insertUser(user: User): Promise<boolean>;
  abstract findUserByEmail(email: string): Promise<User | null>;
  abstract listAccounts(): Promise<Account[]>;
  /** What `keepDigestKeyFingerprint` keeps. Null before that. */
  abstract digestKeyFingerprint(): Promise<string | null>;
  /** Durably keeps the fingerprint of the key that this store's digests are made with, unless one is kept already. Returns the one that is. */
  abstract keepDigestKeyFingerprint(fingerprint: string): Promise<string>;
  /** The digest keys, sealed under the sealing key of this id; null where none were kept for it. */
  abstract sealedDigestKeys(keyId: string): Promise<string | null>;
  /** Durably keeps them, unless some are kept for this id already. */
  abstract keepSealedDigestKeys(keyId: string, sealed: string): Promise<void>;
}
