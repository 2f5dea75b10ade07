// Who uses Vouch: an account (a merchant), its API keys and its people. Records only.
import type { Instant } from '../values/time';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
}

export interface ApiKey {
  /** `key_…` */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly type: 'secret' | 'publishable';
  /** SHA-256 of the key, hex. The key itself is not kept. */
  readonly digest: string;
  /** Prefix and last four characters, to recognise it by. */
  readonly hint: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface User {
  /** `usr_…` */
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  /** scrypt, salted; see src/auth. */
  readonly passwordHash: string;
  readonly createdAt: Instant;
}
