// A session of the support console: what it is, how far its user has come in signing in, and when it ends. Decides; stores nothing.
import { statusOfUser, type User } from '../accounts/account';
import { STEP_UP_MS } from '../accounts/permissions';
import type { Role } from '../accounts/roles';
import { isWithin, type Instant } from '../values/time';

/** One browser in which a person signed in. */
export interface Session {
  /** `ses_…` It names the session to people, and opens nothing. */
  readonly id: string;
  /** Moves on every write but that of `seenAt`: the compare-and-set is on this. */
  readonly rev: number;
  readonly accountId: string;
  readonly userId: string;
  /** SHA-256 of the text in the cookie, hex. The text itself is not kept. */
  readonly digest: string;
  /** The `epoch` of its user when it began: with another one it has ended. */
  readonly epoch: number;
  readonly createdAt: Instant;
  /** When its person last did something, to the minute. */
  readonly seenAt: Instant;
  /** When a code of the second factor was right last. Null before that. */
  readonly secondFactorAt: Instant | null;
  readonly presentUntil: Instant | null;
  /** Without an act for so long it ends. */
  readonly idleMs: number;
  /** So long after `createdAt` it ends in any case. */
  readonly ageMs: number;
  /** Where it was begun: an address, and what the browser calls itself. */
  readonly address: string;
  readonly agent: string;
  readonly endedAt: Instant | null;
}

/** What a person has still to do before a session opens anything. */
export const SESSION_STATUSES = ['active', 'second_factor', 'new_password', 'set_up_second_factor'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** Why a session has ended: its time without an act, its age, or that somebody ended it. */
export type SessionEnd = 'idle' | 'age' | 'ended';

/** Roles whose word moves money or appoints people: a password alone is not enough. */
const SECOND_FACTOR_ROLES: readonly Role[] = ['approver', 'admin'];

/** Whether people of this role need a second factor. */
export function needsSecondFactor(role: Role): boolean {
  return SECOND_FACTOR_ROLES.includes(role);
}

/** How far it has come. Read with every request, so that a role that was given or a factor that was set up counts at once. */
export function statusOfSession(session: Session, user: User): SessionStatus {
  if (user.secondFactor !== null && session.secondFactorAt === null) return 'second_factor';
  if (user.passwordPrinted) return 'new_password';
  return user.secondFactor === null && needsSecondFactor(user.role) ? 'set_up_second_factor' : 'active';
}

/** Null while it stands. */
export function endOfSession(session: Session, user: User, now: Instant): SessionEnd | null {
  if (session.endedAt !== null || session.epoch !== user.epoch || statusOfUser(user) === 'disabled') return 'ended';
  if (!isWithin(session.createdAt, session.ageMs, now)) return 'age';
  return isWithin(session.seenAt, session.idleMs, now) ? null : 'idle';
}

/** The session without a presence that a clock gave which ran ahead: it would last until that is right. */
export function presentAsOf(session: Session, now: Instant): Session {
  const { presentUntil } = session;
  return presentUntil !== null && presentUntil >= now + 2 * STEP_UP_MS ? { ...session, presentUntil: null } : session;
}

/** When it ends if its person does nothing more. */
export function idleEndOf({ seenAt, createdAt, idleMs, ageMs }: Session): Instant {
  return Math.min(seenAt + idleMs, createdAt + ageMs);
}
