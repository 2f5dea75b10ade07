// What an account has chosen for itself. Null: what the configuration of the installation says.
import type { ApprovalLimits } from '../accounts/allowance';
import type { Cents } from '../values/money';
import { HOUR_MS, MINUTE_MS, type Instant } from '../values/time';

/** From which amount on a person needs a second one. `off`: from none on. */
export type ApprovalChoice = Cents | 'off';

/** The settings of one account. */
export interface AccountSettings {
  readonly accountId: string;
  /** Moves on every write; 0: nothing was chosen yet, and nothing is stored. */
  readonly rev: number;
  /** An IANA name such as `Africa/Johannesburg`. */
  readonly timeZone: string | null;
  /** A person who gives back more than this of one redemption needs a second one. */
  readonly approvalAboveCents: ApprovalChoice | null;
  /** The same of all that one person gives back within 24 hours. */
  readonly approvalAbovePerDayCents: ApprovalChoice | null;
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

/** What the configuration of the installation says where an account chose nothing, in each mode. */
export type UnsaidLimits = Readonly<Record<'test' | 'live', ApprovalLimits>>;

/** How long a session that begins now may stand. */
export function sessionTimesOf(settings: AccountSettings): { readonly idleMs: number; readonly ageMs: number } {
  const { sessionIdleMinutes, sessionHours } = effectiveSettings(settings);
  return { idleMs: sessionIdleMinutes * MINUTE_MS, ageMs: sessionHours * HOUR_MS };
}

/** From when on a person of this account needs a second one: what it chose, in both modes, else what the installation says of one. */
export function approvalLimitsOf(chosen: AccountSettings | null, unsaid: ApprovalLimits): ApprovalLimits {
  const limit = (own: ApprovalChoice | null | undefined, otherwise: Cents | null) =>
    own === 'off' ? null : (own ?? otherwise);
  return {
    above: limit(chosen?.approvalAboveCents, unsaid.above),
    abovePerDay: limit(chosen?.approvalAbovePerDayCents, unsaid.abovePerDay),
  };
}

/** What counts now, whoever chose it: the settings that are the same in both modes. */
export function effectiveSettings({
  timeZone,
  sessionIdleMinutes,
  sessionHours,
}: Pick<AccountSettings, 'timeZone' | 'sessionIdleMinutes' | 'sessionHours'>) {
  return {
    timeZone: timeZone ?? DEFAULT_TIME_ZONE,
    sessionIdleMinutes: sessionIdleMinutes ?? SESSION_IDLE_MINUTES.unsaid,
    sessionHours: sessionHours ?? SESSION_HOURS.unsaid,
  };
}
