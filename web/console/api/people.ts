// Calls about people: the session of whoever is here, users, roles, keys, settings, and what was done.
import type {
  ApiKey,
  ApiKeyWithText,
  AuditEntry,
  ListOf,
  PermissionTable,
  Role,
  Session,
  SessionRow,
  Settings,
  Summary,
  User,
  UserWithPassword,
} from './documents';
import { transport, type Mode } from './transport';

const SESSION = '/console/session';
const about = { isAboutSession: true } as const;

export const session = {
  /** Null where nobody is signed in. `isIdle`: the page asks by itself. */
  get: (isIdle: boolean) => transport.call<Session>('GET', SESSION, { ...about, isIdle }),
  signIn: (email: string, password: string) =>
    transport.call<Session>('POST', SESSION, { ...about, body: { email, password } }),
  secondFactor: (code: string) =>
    transport.call<Session>('POST', `${SESSION}/second_factor`, { ...about, body: { code } }),
  choosePassword: (new_password: string, password?: string) =>
    transport.call<Session>('POST', `${SESSION}/password`, {
      ...about,
      body: { new_password, ...(password === undefined ? {} : { password }) },
    }),
  setUpSecondFactor: () =>
    transport.call<{ secret: string; otpauth_url: string }>('POST', `${SESSION}/second_factor/setup`, about),
  confirmSecondFactor: (code: string) =>
    transport.call<{ session: Session; recovery_codes: readonly string[] }>(
      'POST',
      `${SESSION}/second_factor/confirm`,
      { ...about, body: { code } },
    ),
  removeSecondFactor: () => transport.call<unknown>('DELETE', `${SESSION}/second_factor`),
  stepUp: (proof: { password: string } | { code: string }) =>
    transport.call<Session>('POST', `${SESSION}/step_up`, { ...about, body: proof }),
  end: () => transport.call<unknown>('DELETE', SESSION, about),
};

type Cursor = { readonly cursor?: string | undefined };

export const users = {
  list: ({ cursor }: Cursor) => transport.call<ListOf<User>>('GET', '/console/users', { query: { cursor } }),
  create: (email: string, role: Role) =>
    transport.call<UserWithPassword>('POST', '/console/users', { body: { email, role } }),
  change: (id: string, change: { role?: Role; disabled?: boolean }) =>
    transport.call<User>('PATCH', `/console/users/${id}`, { body: change }),
  reset: (id: string) => transport.call<UserWithPassword>('POST', `/console/users/${id}/reset`),
};

export const sessions = {
  list: ({ cursor, userId }: Cursor & { userId?: string | undefined }) =>
    transport.call<ListOf<SessionRow>>('GET', '/console/sessions', { query: { cursor, user_id: userId } }),
  end: (id: string) => transport.call<unknown>('DELETE', `/console/sessions/${id}`),
  /** All of a user. Of one's own: all but this one. */
  endAll: (userId: string) => transport.call<unknown>('DELETE', '/console/sessions', { query: { user_id: userId } }),
};

export const permissions = () => transport.call<PermissionTable>('GET', '/console/permissions');

export const settings = {
  get: () => transport.call<Settings>('GET', '/console/settings'),
  change: (change: Partial<Settings>) => transport.call<Settings>('PATCH', '/console/settings', { body: change }),
};

export const keys = {
  list: (mode: Mode, { cursor }: Cursor) =>
    transport.call<ListOf<ApiKey>>('GET', '/console/keys', { mode, query: { cursor } }),
  create: (mode: Mode, type: ApiKey['type'], name: string) =>
    transport.call<ApiKeyWithText>('POST', '/console/keys', { mode, body: { type, ...(name === '' ? {} : { name }) } }),
  revoke: (mode: Mode, id: string) => transport.call<ApiKey>('POST', `/console/keys/${id}/revoke`, { mode }),
};

export interface AuditFilter {
  readonly user_id?: string | undefined;
  readonly act?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const audit = {
  list: (filter: AuditFilter, { cursor }: Cursor) =>
    transport.call<ListOf<AuditEntry>>('GET', '/audit_log', { query: { ...filter, cursor } }),
  file: (filter: AuditFilter) => transport.download('/audit_log', { query: { ...filter }, accept: 'text/csv' }),
};

export const summary = (mode: Mode) => transport.call<Summary>('GET', '/console/summary', { mode });
