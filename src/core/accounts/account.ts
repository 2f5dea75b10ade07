// Who uses Vouch: an account (a merchant), its API keys and its people. Records only.
import type { Instant } from '../values/time';

/** A merchant. Names are unique. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
}

/** An API key as it is stored. src/auth/keys.ts makes and reads the text of keys. */
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
  /** Who made it, in words such as `alice@host`. Absent where an earlier version did. */
  readonly createdBy?: string;
  /** Who revoked it. Absent where nobody has, or an earlier version did. */
  readonly revokedBy?: string;
  /** What people call it. Absent where nobody named it. */
  readonly name?: string;
  /** From this moment on it is refused: another key has taken its place. Absent where it was not rotated. */
  readonly endsAt?: Instant;
  /** To the minute, and a minute late. Absent until it is used first. */
  readonly lastUsedAt?: Instant;
}

/** `ending`: it works, and has a moment from which on it will not. */
export type KeyStatus = 'active' | 'ending' | 'ended' | 'revoked';

/** What has become of a key by `now`. */
export function statusOfKey({ revokedAt, endsAt }: Pick<ApiKey, 'revokedAt' | 'endsAt'>, now: Instant): KeyStatus {
  if (revokedAt !== null) return 'revoked';
  if (endsAt === undefined) return 'active';
  return now < endsAt ? 'ending' : 'ended';
}

/** Whether it works at `now`, for a while or for good. */
export function keyWorks(key: Pick<ApiKey, 'revokedAt' | 'endsAt'>, now: Instant): boolean {
  const status = statusOfKey(key, now);
  return status === 'active' || status === 'ending';
}

/** A person who will sign in to the support console. E-mail addresses are unique. */
export interface User {
  /** `usr_…` */
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  /** scrypt, salted; see src/auth. */
  readonly passwordHash: string;
  readonly createdAt: Instant;
}
