// Who uses Vouch: an account (a merchant), its API keys and its people. Records only.
import type { Instant } from '../values/time';
import type { Role } from './roles';

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

/** Far more than tills and servers need. A script that makes keys in a circle is stopped before it fills the store. */
export const MOST_KEYS = 1000;
/** The same of people. */
export const MOST_USERS = 1000;

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

/** A second factor that was confirmed: an authenticator, and codes for the day it is lost. */
export interface SecondFactor {
  /** The seed of the authenticator, sealed to the user. */
  readonly sealedSeed: string;
  /** The time step of the last code that was taken: neither it nor an earlier one is taken again. */
  readonly lastStep: number;
  /** Digests of the recovery codes that nobody has used. */
  readonly recoveryDigests: readonly string[];
  readonly confirmedAt: Instant;
}

/** A person who signs in to the support console. E-mail addresses are unique. */
export interface User {
  /** `usr_…` */
  readonly id: string;
  readonly accountId: string;
  /** Moves on every write: the compare-and-set is on this. */
  readonly rev: number;
  readonly email: string;
  /** scrypt, salted; see src/auth. */
  readonly passwordHash: string;
  /** It was printed or shown to somebody else, and opens nothing but the choice of an own one. */
  readonly passwordPrinted: boolean;
  readonly role: Role;
  readonly disabledAt: Instant | null;
  /** Sessions of an earlier number have ended: it moves when the password does, and when the user is disabled or reset. */
  readonly epoch: number;
  readonly secondFactor: SecondFactor | null;
  /** A seed that was shown and not confirmed yet, sealed to the user. */
  readonly pendingSeed: string | null;
  readonly createdAt: Instant;
  /** A user, or a person in words such as `alice@host`. */
  readonly createdBy: string;
  readonly lastSignedInAt: Instant | null;
}

/** How far a user has come. `invited`: holds a printed password alone. */
export const USER_STATUSES = ['active', 'disabled', 'invited'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Whether the user may sign in, and with what. */
export function statusOfUser({ disabledAt, passwordPrinted }: User): UserStatus {
  if (disabledAt !== null) return 'disabled';
  return passwordPrinted ? 'invited' : 'active';
}

/** One of those of whom an account always keeps one: an admin who can sign in. */
export function isActiveAdmin(user: User): boolean {
  return user.role === 'admin' && statusOfUser(user) === 'active';
}
