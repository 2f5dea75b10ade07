// From a request about people to a command or query: every fault at once. Decides nothing.
import type { FastifyRequest } from 'fastify';
import type { SettingsChanges } from '../../core/people/change-settings';
import type { Where } from '../../core/people/parts';
import type { AccountPage, AuditQuery } from '../../core/people/store';
import type { NewUser, UserChanges } from '../../core/people/users';
import { maskedLongNumbers } from '../../core/values/pin-text';
import { check, checkQuery, Faults, requireObject } from '../input/validation';
import { given, PageDto, readPage, readTime } from '../lists/list-filters';
import { clientAddress, clientBlock } from '../request/address';
import { AuditQueryDto } from './audit.dto';
import { CreateKeyDto, CreateUserDto, UpdateUserDto } from './people-dto';
import { UpdateSettingsDto } from './settings.dto';
import { ChoosePasswordDto, CodeDto, SignInDto, StepUpDto } from './session.dto';

/** The kinds of list that cursors belong to. */
export const USERS = 'console_users';
export const PEOPLE = 'console_people';
export const AUDIT = 'audit_log';

/** What a browser calls itself can be as long as a header: so much of it tells one from another. */
const AGENT_LENGTH = 200;
/** Of one that is longer nothing more is looked at. What is masked takes some of it away. */
const LONGEST_AGENT = 500;

/** Where a request comes from. A program may put anything into its name, and this one is kept and shown. */
export function whereOf(request: FastifyRequest): Where {
  const { 'user-agent': given = '' } = request.headers;
  const agent = maskedLongNumbers(given.slice(0, LONGEST_AGENT)).slice(0, AGENT_LENGTH);
  return { address: clientAddress(request), block: clientBlock(request), agent, requestId: request.id };
}

/** Here and below: throws `ProblemException` 400 with every fault. */
export function readSignIn(body: unknown): SignInDto {
  return read(SignInDto, body);
}

export function readCode(body: unknown): string {
  return read(CodeDto, body).code;
}

export function readChoice(body: unknown): { newPassword: string; password: string | null } {
  const dto = read(ChoosePasswordDto, body);
  return { newPassword: dto.new_password, password: dto.password ?? null };
}

export function readStepUp(body: unknown): { password: string } | { code: string } {
  const faults = new Faults();
  const { password, code } = check(StepUpDto, requireObject(body), faults);
  if ((password === undefined) === (code === undefined))
    faults.add('password', 'conflict', 'or code must be given, one of them');
  faults.refuse();
  return code === undefined ? { password: password ?? '' } : { code };
}

export function readNewUser(body: unknown): NewUser {
  const { email, role } = read(CreateUserDto, body);
  return { email, role };
}

export function readUserChanges(body: unknown): UserChanges {
  const { role, disabled } = read(UpdateUserDto, body);
  return { role, disabled };
}

export function readNewKey(body: unknown): CreateKeyDto {
  return read(CreateKeyDto, body);
}

export function readSettings(body: unknown): SettingsChanges {
  const dto = read(UpdateSettingsDto, body);
  return given({
    timeZone: dto.time_zone,
    approvalAboveCents: dto.approval_above,
    approvalAbovePerDayCents: dto.approval_above_per_day,
    sessionIdleMinutes: dto.session_idle_minutes,
    sessionHours: dto.session_hours,
  });
}

/** A page of users, in either of the two lists that show them. */
export function readUsersQuery(
  list: typeof USERS | typeof PEOPLE,
  query: Readonly<Record<string, unknown>>,
  accountId: string,
): AccountPage {
  const faults = new Faults();
  const page = readPage(list, checkQuery(PageDto, query, faults), faults);
  faults.refuse();
  return { accountId, ...page };
}

/** Whose sessions; undefined: the own. */
export function readSessionsQuery(query: Readonly<Record<string, unknown>>): string | undefined {
  const faults = new Faults();
  const { user_id } = query;
  for (const name of Object.keys(query))
    if (name !== 'user_id') faults.add(name, 'unknown_field', 'is not a field here');
  if (user_id !== undefined && (typeof user_id !== 'string' || !/^usr_[0-9a-f]{24}$/.test(user_id)))
    faults.add('user_id', 'malformed', 'must be usr_ and 24 hex digits');
  faults.refuse();
  return user_id as string | undefined;
}

export function readAuditQuery(query: Readonly<Record<string, unknown>>, accountId: string): AuditQuery {
  const faults = new Faults();
  const dto = checkQuery(AuditQueryDto, query, faults);
  const page = readPage(AUDIT, dto, faults);
  const createdFrom = readTime('from', dto.from, faults);
  const createdTo = readTime('to', dto.to, faults);
  faults.refuse();
  return { accountId, ...page, ...given({ actorId: dto.user_id, act: dto.act, createdFrom, createdTo }) };
}

function read<T extends object>(Dto: new () => T, body: unknown): T {
  const faults = new Faults();
  const dto = check(Dto, requireObject(body), faults);
  faults.refuse();
  return dto;
}
