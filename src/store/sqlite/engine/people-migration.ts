// The step of the schema that people came with. Users that stand were made while nobody asked for them: each of them holds a password
// that was printed, so it is an admin who has to choose an own one first. Their `document` stays empty until they are written.

/** Users with a role, sessions, settings, and the audit log, whose rows no statement can change. */
export const PEOPLE = `
  ALTER TABLE users ADD COLUMN rev INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE users ADD COLUMN active_admin INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE users ADD COLUMN place TEXT NOT NULL DEFAULT '';
  ALTER TABLE users ADD COLUMN document TEXT;
  UPDATE users SET place = printf('%015d', created_at) || id;
  CREATE INDEX users_place ON users (account_id, place);
  CREATE INDEX users_admins ON users (account_id) WHERE active_admin = 1;

  CREATE TABLE console_sessions (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    ended INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    place TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX console_sessions_digest ON console_sessions (digest);
  CREATE INDEX console_sessions_user ON console_sessions (user_id, place) WHERE ended = 0;
  CREATE INDEX console_sessions_created ON console_sessions (created_at);

  CREATE TABLE account_settings (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, document TEXT NOT NULL) STRICT;

  CREATE TABLE audit_log (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    actor_id TEXT,
    act TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    place TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_log_place ON audit_log (account_id, place);
  CREATE INDEX audit_log_act ON audit_log (account_id, act, place);
  CREATE INDEX audit_log_actor ON audit_log (account_id, actor_id, place) WHERE actor_id IS NOT NULL;
  CREATE INDEX audit_log_actor_act ON audit_log (account_id, actor_id, act, place) WHERE actor_id IS NOT NULL;
  CREATE INDEX audit_log_created ON audit_log (created_at);
  CREATE TRIGGER audit_log_stands BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'entries of the audit log are never changed'); END;
`;
