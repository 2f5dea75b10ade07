// Calls about people: the session of whoever is here, users, roles, keys, settings, and what was done. They are for people alone, so no
// published client has them: they are sent as it sends its own.
import type { Route } from '../../../client/src/console';
import type {
  ApiKey,
  ApiKeyWithText,
  AuditEntry,
  ListOf,
  PermissionTable,
  Person,
  Role,
  Session,
  SessionRow,
  Summary,
  User,
  UserWithPassword,
} from './documents';
import { fileOf } from './file';
import type { ChosenSettings, Settings } from './settings';
import { callPeople, said, transport, type Mode } from './transport';

type Cursor = { readonly cursor?: string | undefined };

const { read, write } = transport;

const get = (path: string, mark: string | null): Route => ({
  method: 'get',
  path: `/v1${path}`,
  input: 'query',
  key: false,
  mark,
});
const change = (method: 'post' | 'patch', path: string, mark: string): Route => ({
  method,
  path: `/v1${path}`,
  input: 'body',
  key: false,
  mark,
});
/** A POST whose first answer is given again to the same key, also where it is shown once. */
const post = (path: string, mark: string): Route => ({ ...change('post', path, mark), key: true });
const end = (path: string, mark: string | null): Route => ({
  method: 'delete',
  path: `/v1${path}`,
  input: 'query',
  key: false,
  mark,
  // What has ended stays ended.
  repeats: 'always',
});

const SESSION = '/console/session';

/** Of the session itself. Nobody is asked to sign in for it, and a password that was refused is not tried again unasked. */
function aboutSession<T>(path: string, mark: string, input?: unknown): Promise<T> {
  return callPeople<T>(routeOf(path, mark), { input });
}

const routeOf = (path: string, mark: string): Route => ({ ...change('post', SESSION + path, mark), repeats: 'never' });

/** The same where the server may want the password again first. While somebody is still signing in there is nobody to ask. */
function withProof<T>(path: string, mark: string, input?: unknown): Promise<T> {
  return write((options) => callPeople<T>(routeOf(path, mark), { input }, options));
}

const endOnce: Route = { ...end(SESSION, null), repeats: 'never' };
/** Somebody stands up meanwhile. */
const SIGN_OUT_MS = 8_000;

export const session = {
  /** `isIdle`: the page asks by itself. Rejects with `SessionMissing` or `SessionEnded` where nobody is signed in. */
  get: (isIdle: boolean) =>
    callPeople<Session>(get(SESSION, 'idle_ends_at'), { isIdle, userId: null }, { deadlineMs: 12_000 }),
  signIn: (email: string, password: string) => aboutSession<Session>('', 'idle_ends_at', { email, password }),
  secondFactor: (code: string) => aboutSession<Session>('/second_factor', 'idle_ends_at', { code }),
  choosePassword: (new_password: string, password?: string) =>
    aboutSession<Session>('/password', 'idle_ends_at', said({ new_password, password })),
  setUpSecondFactor: () => withProof<{ secret: string; otpauth_url: string }>('/second_factor/setup', 'otpauth_url'),
  confirmSecondFactor: (code: string) =>
    withProof<{ session: Session; recovery_codes: readonly string[] }>('/second_factor/confirm', 'recovery_codes', {
      code,
    }),
  removeSecondFactor: () =>
    write((options) => callPeople<Session>(end(`${SESSION}/second_factor`, 'idle_ends_at'), {}, options)),
  stepUp: (proof: { password: string } | { code: string }) => aboutSession<Session>('/step_up', 'idle_ends_at', proof),
  /** One try: whoever signs out is told whether it worked. */
  end: (userId: string) => callPeople<unknown>(endOnce, { userId }, { timeoutMs: SIGN_OUT_MS }),
};

const USERS = '/console/users';

export const users = {
  list: ({ cursor }: Cursor) =>
    read((options) => callPeople<ListOf<User>>(get(USERS, 'next_cursor'), { input: { cursor } }, options)),
  /** `key`: of one attempt, so that pressing again after a lost answer gives that very password. */
  create: (email: string, role: Role, key: string) =>
    write((options) => callPeople<UserWithPassword>(post(USERS, 'password'), { input: { email, role } }, options), key),
  change: (id: string, input: { role?: Role; disabled?: boolean }) =>
    write((options) => callPeople<User>(change('patch', `${USERS}/{id}`, 'role'), { ids: [id], input }, options)),
  reset: (id: string, key: string) =>
    write(
      (options) => callPeople<UserWithPassword>(post(`${USERS}/{id}/reset`, 'password'), { ids: [id] }, options),
      key,
    ),
};

/** Rows that one page may have. */
const MOST_ROWS = 100;

/** Whom the ids of users stand for, of the whole account: it has a thousand users at most. */
export async function everybody(): Promise<readonly Person[]> {
  const found: Person[] = [];
  let cursor: string | undefined;
  do {
    const input = said({ cursor, limit: MOST_ROWS });
    const page = await read((options) =>
      callPeople<ListOf<Person>>(get('/console/people', 'next_cursor'), { input }, options),
    );
    found.push(...page.data);
    cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return found;
}

const SESSIONS = '/console/sessions';

export const sessions = {
  list: ({ cursor, userId }: Cursor & { userId?: string | undefined }) => {
    const input = { cursor, user_id: userId };
    return read((options) => callPeople<ListOf<SessionRow>>(get(SESSIONS, 'next_cursor'), { input }, options));
  },
  end: (id: string) => write((options) => callPeople(end(`${SESSIONS}/{id}`, 'ended'), { ids: [id] }, options)),
  /** All of a user. Of one's own: all but this one. */
  endAll: (userId: string) =>
    write((options) => callPeople(end(SESSIONS, 'ended'), { input: { user_id: userId } }, options)),
};

export const permissions = () =>
  read((options) => callPeople<PermissionTable>(get('/console/permissions', 'permissions'), {}, options));

const SETTINGS = '/console/settings';

export const settings = {
  get: () => read((options) => callPeople<Settings>(get(SETTINGS, 'session_hours'), {}, options)),
  change: (input: Partial<ChosenSettings>) =>
    write((options) => callPeople<Settings>(change('patch', SETTINGS, 'session_hours'), { input }, options)),
};

const KEYS = '/console/keys';

export const keys = {
  list: (mode: Mode, { cursor }: Cursor) =>
    read((options) => callPeople<ListOf<ApiKey>>(get(KEYS, 'next_cursor'), { mode, input: { cursor } }, options)),
  /** `attempt`: its idempotency key, so that pressing again after a lost answer gives that very text. */
  create: (mode: Mode, type: ApiKey['type'], name: string, attempt: string) => {
    const input = { type, ...(name === '' ? {} : { name }) };
    return write((options) => callPeople<ApiKeyWithText>(post(KEYS, 'key'), { mode, input }, options), attempt);
  },
  revoke: (mode: Mode, id: string) =>
    write((options) => callPeople<ApiKey>(post(`${KEYS}/{id}/revoke`, 'hint'), { mode, ids: [id] }, options)),
};

export interface AuditFilter {
  readonly user_id?: string | undefined;
  readonly act?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const audit = {
  list: (filter: AuditFilter, { cursor }: Cursor) => {
    const input = said({ ...filter, cursor });
    return read((options) => callPeople<ListOf<AuditEntry>>(get('/audit_log', 'next_cursor'), { input }, options));
  },
  file: (filter: AuditFilter): Promise<Blob> => fileOf(get('/audit_log', null), { input: said(filter) }),
};

/** What asks for somebody. */
export const summary = (mode: Mode): Promise<Summary> =>
  read((options) => callPeople<Summary>(get('/console/summary', 'last_reconciliation'), { mode }, options));
