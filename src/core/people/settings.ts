// What an account has chosen for itself. Null: what the configuration of the installation says.
import type { ApprovalLimits } from '../accounts/allowance';
import { HOUR_MS, MINUTE_MS, type Instant } from '../values/time';

/** The settings of one account. */
export interface AccountSettings {
  readonly accountId: string;
  /** Moves on every write; 0: nothing was chosen yet, and nothing is stored. */
  readonly rev: number;
  /** An IANA name such as `Africa/Johannesburg`. */
  readonly timeZone: string | null;
  /** A person who gives back more than this of one redemption needs a second one. */
  readonly approvalAboveCents: number | null;
  /** The same of all that one person gives back within 24 hours. */
  readonly approvalAbovePerDayCents: number | null;
  readonly sessionIdleMinutes: number | null;
  readonly sessionHours: number | null;
  readonly updatedAt: Instant | null;
  /** The user who chose last. */
  readonly updatedBy: string | null;
}

/** Where the days of an account begin, unless it chose. */
export const DEFAULT_TIME_ZONE = 'Africa/Johannesburg';
/** ASVS 5, 7.3.1 and 7.3.2: bounded in both ways. An approver's screen is left alone for lunch, not overnight. */
export const SESSION_IDLE_MINUTES = { unsaid: 30, least: 5, most: 240 } as const;
export const SESSION_HOURS = { unsaid: 12, least: 1, most: 24 } as const;

/** Those of an account that has chosen nothing. */
export function unchosenSettings(accountId: string): AccountSettings {
  return {
    accountId,
    rev: 0,
    timeZone: null,
    approvalAboveCents: null,
    approvalAbovePerDayCents: null,
    sessionIdleMinutes: null,
    sessionHours: null,
    updatedAt: null,
    updatedBy: null,
  };
}

/** How long a session that begins now may stand. */
export function sessionTimesOf({ sessionIdleMinutes, sessionHours }: AccountSettings): {
  readonly idleMs: number;
  readonly ageMs: number;
} {
  return {
    idleMs: (sessionIdleMinutes ?? SESSION_IDLE_MINUTES.unsaid) * MINUTE_MS,
    ageMs: (sessionHours ?? SESSION_HOURS.unsaid) * HOUR_MS,
  };
}

/** From when on a person of this account needs a second one: what it chose, in both modes, else what the installation says of one. */
export function approvalLimitsOf(chosen: AccountSettings | null, unsaid: ApprovalLimits): ApprovalLimits {
  return {
    above: chosen?.approvalAboveCents ?? unsaid.above,
    abovePerDay: chosen?.approvalAbovePerDayCents ?? unsaid.abovePerDay,
  };
}
