// How people and what they did stand in the tables, and the SQL of their lists. Built apart from running it, so that the plan test
// explains exactly what is run.
import { isActiveAdmin, type User } from '../../../core/accounts/account';
import type { AuditEntry } from '../../../core/people/audit';
import type { Session } from '../../../core/people/session';
import type { AccountPage, AuditQuery } from '../../../core/people/store';
import { rangeOf, sortKeyOf } from '../../shared/sort-key';
import { upgradedUser } from '../../shared/upgraded-user';
import type { TableDefinition } from '../document-table';
import type { Row, Statement } from '../engine/database';

const USER_COLUMNS = 'id, account_id, email, password_hash, created_at, document';

/** Users. Rows of older files have no document: their columns are all there was. */
export const USERS: TableDefinition<User> = {
  name: 'users',
  filed: {
    account_id: ({ accountId }) => accountId,
    email: ({ email }) => email,
    created_at: ({ createdAt }) => createdAt,
    place: ({ createdAt, id }) => sortKeyOf(createdAt, id),
  },
  moving: {
    rev: ({ rev }) => rev,
    password_hash: ({ passwordHash }) => passwordHash,
    active_admin: (user) => Number(isActiveAdmin(user)),
  },
  revision: 'rev',
  kept: { columns: USER_COLUMNS, textOf: (user) => JSON.stringify(user), read: userOf },
};

export const SESSIONS: TableDefinition<Session> = {
  name: 'console_sessions',
  filed: {
    user_id: ({ userId }) => userId,
    created_at: ({ createdAt }) => createdAt,
    place: ({ createdAt, id }) => sortKeyOf(createdAt, id),
  },
  moving: {
    rev: ({ rev }) => rev,
    digest: ({ digest }) => digest,
    ended: ({ endedAt }) => Number(endedAt !== null),
    seen_at: ({ seenAt }) => seenAt,
  },
  revision: 'rev',
  kept: { columns: 'document, seen_at', textOf: (session) => JSON.stringify(session), read: sessionOf },
};

export const AUDIT: TableDefinition<AuditEntry> = {
  name: 'audit_log',
  filed: {
    account_id: ({ accountId }) => accountId,
    actor_id: ({ actor }) => actor.id,
    act: ({ act }) => act,
    created_at: ({ createdAt }) => createdAt,
    place: ({ createdAt, id }) => sortKeyOf(createdAt, id),
  },
  moving: {},
  revision: null,
};

/** The user in a row with the columns of `USERS`. */
export function userOf(row: Row): User {
  if (typeof row.document === 'string') return JSON.parse(row.document) as User;
  return upgradedUser({
    id: String(row.id),
    accountId: String(row.account_id),
    email: String(row.email),
    passwordHash: String(row.password_hash),
    createdAt: Number(row.created_at),
  });
}

/** The session in a row with the columns of `SESSIONS`: when its person was seen moves without its document. */
export function sessionOf(row: Row): Session {
  return { ...(JSON.parse(String(row.document)) as Session), seenAt: Number(row.seen_at) };
}

/** One page of users. */
export function userList({ accountId, limit, ...page }: AccountPage): Statement {
  const { from, before } = rangeOf(page);
  return {
    sql: `SELECT ${USER_COLUMNS} FROM users INDEXED BY users_place
      WHERE account_id = ? AND place >= ? AND place < ? ORDER BY place DESC LIMIT ?`,
    values: [accountId, from, before, limit],
  };
}

/** A user by the e-mail address. */
export function userByEmail(email: string): Statement {
  return { sql: `SELECT ${USER_COLUMNS} FROM users WHERE email = ?`, values: [email] };
}

/** Whether an account has an active admin beside this user. */
export function otherAdmin({ accountId, id }: User): Statement {
  return {
    sql: 'SELECT 1 FROM users INDEXED BY users_admins WHERE account_id = ? AND active_admin = 1 AND id <> ? LIMIT 1',
    values: [accountId, id],
  };
}

/** A session by the digest of its cookie, with its user. */
export function sessionBy(digest: string): Statement {
  return {
    sql: `SELECT s.document AS session, s.seen_at, u.id, u.account_id, u.email, u.password_hash, u.created_at, u.document
      FROM console_sessions AS s JOIN users AS u ON u.id = s.user_id WHERE s.digest = ?`,
    values: [digest],
  };
}

/** Sessions of a user that nobody ended. */
export function sessionList(userId: string, limit: number): Statement {
  return {
    sql: `SELECT document, seen_at FROM console_sessions INDEXED BY console_sessions_user
      WHERE user_id = ? AND ended = 0 ORDER BY place DESC LIMIT ?`,
    values: [userId, limit],
  };
}

/** One page of the audit log. */
export function auditList({ accountId, actorId, act, limit, ...page }: AuditQuery): Statement {
  const { from, before } = rangeOf(page);
  const filters = [
    ...(actorId === undefined ? [] : [{ column: 'actor_id', value: actorId }]),
    ...(act === undefined ? [] : [{ column: 'act', value: act }]),
  ];
  const index = actorId === undefined ? (act ? 'act' : 'place') : act ? 'actor_act' : 'actor';
  return {
    sql: `SELECT document FROM audit_log INDEXED BY audit_log_${index}
      WHERE account_id = ? ${filters.map(({ column }) => `AND ${column} = ? `).join('')}AND place >= ? AND place < ?
      ORDER BY place DESC LIMIT ?`,
    values: [accountId, ...filters.map(({ value }) => value), from, before, limit],
  };
}
