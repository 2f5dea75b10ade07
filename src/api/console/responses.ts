// Who people are and what they did, as they are shown. No password, no digest, no seed.
import { statusOfKey, statusOfUser, type ApiKey, type User } from '../../core/accounts/account';
import { PERMISSIONS, permissionsOf, type Permission } from '../../core/accounts/permissions';
import { ROLES } from '../../core/accounts/roles';
import type { AuditEntry } from '../../core/people/audit';
import type { Held, PeopleParts } from '../../core/people/parts';
import { idleEndOf, statusOfSession, type Session } from '../../core/people/session';
import {
  approvalLimitsOf,
  effectiveSettings,
  unchosenSettings,
  type AccountSettings,
} from '../../core/people/settings';
import { isoTime, type Instant } from '../../core/values/time';
import type { Columns } from '../lists/csv';
import type { AuditEntryDto } from './audit.dto';
import type { KeyDto, PermissionTableDto, UserDto } from './people-dto';
import type { PersonDto } from './person.dto';
import type { CountingSettingsDto, SettingsDto } from './settings.dto';
import type { ListedSessionDto, SessionDto } from './session.dto';

const maybeTime = (at: Instant | null | undefined): string | null =>
  at === null || at === undefined ? null : isoTime(at);

/** The own session. */
export function sessionOf(
  { session, user }: Held,
  accountName: string,
  settings: AccountSettings,
  hasLive: boolean,
): SessionDto {
  return {
    id: session.id,
    object: 'console_session',
    status: statusOfSession(session, user),
    user: { id: user.id, email: user.email, role: user.role, permissions: permissionsOf(user.role) },
    account: { id: user.accountId, name: accountName, time_zone: effectiveSettings(settings).timeZone },
    modes: hasLive ? ['test', 'live'] : ['test'],
    has_second_factor: user.secondFactor !== null,
    present_until: maybeTime(session.presentUntil),
    idle_ends_at: isoTime(idleEndOf(session)),
    ends_at: isoTime(session.createdAt + session.ageMs),
    created_at: isoTime(session.createdAt),
  };
}

/** One of a list of sessions. */
export function listedSessionOf(session: Session, user: User, current: string): ListedSessionDto {
  return {
    id: session.id,
    object: 'console_session',
    user_id: session.userId,
    current: session.id === current,
    status: statusOfSession(session, user),
    address: session.address,
    agent: session.agent,
    created_at: isoTime(session.createdAt),
    seen_at: isoTime(session.seenAt),
    ends_at: isoTime(idleEndOf(session)),
  };
}

/** A user. */
export function userOf(user: User) {
  return {
    id: user.id,
    object: 'console_user' as const,
    email: user.email,
    role: user.role,
    status: statusOfUser(user),
    has_second_factor: user.secondFactor !== null,
    last_signed_in_at: maybeTime(user.lastSignedInAt),
    created_at: isoTime(user.createdAt),
    created_by: user.createdBy,
  } satisfies UserDto;
}

/** The same to a colleague, who reads the id in a timeline. */
export function personOf({ id, email, disabledAt }: User) {
  return { id, object: 'console_person' as const, email, enabled: disabledAt === null } satisfies PersonDto;
}

/** The table that the server goes by, so that the page shows nobody a button that does nothing. */
export function permissionTable(): PermissionTableDto {
  const names = Object.keys(PERMISSIONS) as Permission[];
  return {
    permissions: names.map((name) => {
      const { allows, holders, stepUp } = PERMISSIONS[name];
      return { name, allows, step_up: stepUp === true, roles: holders };
    }),
    roles: ROLES,
  };
}

/** What an account chose, what counts with it, and what would where it had chosen nothing. */
export function settingsShown(settings: AccountSettings, parts: SettingsParts): SettingsDto {
  return {
    object: 'account_settings',
    time_zone: settings.timeZone,
    approval_above: settings.approvalAboveCents,
    approval_above_per_day: settings.approvalAbovePerDayCents,
    session_idle_minutes: settings.sessionIdleMinutes,
    session_hours: settings.sessionHours,
    effective: countingSettings(settings, parts),
    installation: countingSettings(unchosenSettings(settings.accountId), parts),
    updated_at: maybeTime(settings.updatedAt),
    updated_by: settings.updatedBy,
  };
}

type SettingsParts = Pick<PeopleParts, 'unsaidLimits' | 'hasLive'>;

function countingSettings(settings: AccountSettings, { unsaidLimits, hasLive }: SettingsParts): CountingSettingsDto {
  const { timeZone, sessionIdleMinutes, sessionHours } = effectiveSettings(settings);
  const limits = (mode: 'test' | 'live') => {
    const { above, abovePerDay } = approvalLimitsOf(settings, unsaidLimits[mode]);
    return { approval_above: above, approval_above_per_day: abovePerDay };
  };
  return {
    time_zone: timeZone,
    session_idle_minutes: sessionIdleMinutes,
    session_hours: sessionHours,
    test: limits('test'),
    live: hasLive ? limits('live') : null,
  };
}

/** A key, without its text. */
export function keyOf(key: ApiKey, now: Instant) {
  return {
    id: key.id,
    object: 'api_key' as const,
    livemode: key.livemode,
    type: key.type,
    status: statusOfKey(key, now),
    name: key.name ?? null,
    hint: key.hint,
    created_at: isoTime(key.createdAt),
    created_by: key.createdBy ?? null,
    last_used_at: maybeTime(key.lastUsedAt),
    ends_at: maybeTime(key.endsAt),
    revoked_at: maybeTime(key.revokedAt),
    revoked_by: key.revokedBy ?? null,
  } satisfies KeyDto;
}

/** An entry of the audit log. */
export function entryOf({ id, createdAt, act, actor, address, requestId, about, details }: AuditEntry): AuditEntryDto {
  return {
    id,
    object: 'audit_entry',
    at: isoTime(createdAt),
    act,
    actor,
    address,
    request_id: requestId,
    about,
    details,
  };
}

/** The same as lines of a file. */
export const AUDIT_COLUMNS: Columns<AuditEntry> = {
  id: ({ id }) => id,
  at: ({ createdAt }) => isoTime(createdAt),
  act: ({ act }) => act,
  actor_kind: ({ actor }) => actor.kind,
  actor_id: ({ actor }) => actor.id,
  actor_email: ({ actor }) => actor.email,
  address: ({ address }) => address,
  request_id: ({ requestId }) => requestId,
  about_kind: ({ about }) => about?.kind ?? null,
  about_id: ({ about }) => about?.id ?? null,
  details: ({ details }) => JSON.stringify(details),
};
