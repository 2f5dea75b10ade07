// People, their sessions, settings and the audit log on SQLite. Written by the server and by the command line, which are different
// processes.
import { isActiveAdmin, type User } from '../../../core/accounts/account';
import { isAfterTheAct, type AuditEntry } from '../../../core/people/audit';
import type { Session } from '../../../core/people/session';
import type { AccountSettings } from '../../../core/people/settings';
import { PeopleStore, type AccountPage, type AuditQuery, type UserWrite } from '../../../core/people/store';
import type { Instant } from '../../../core/values/time';
import { DocumentTable } from '../document-table';
import type { Database } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import {
  AUDIT,
  auditList,
  otherAdmin,
  sessionBy,
  sessionList,
  sessionOf,
  SESSIONS,
  userList,
  userOf,
  USERS,
} from './tables';

/** `PeopleStore` on SQLite. */
export class SqlitePeople extends PeopleStore {
  private readonly users;
  private readonly sessions;
  private readonly audit;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.users = new DocumentTable(database, USERS);
    this.sessions = new DocumentTable(database, SESSIONS);
    this.audit = new DocumentTable(database, AUDIT);
  }

  override async findUser(id: string): Promise<User | null> {
    return this.users.find(id);
  }

  override async listUsers(query: AccountPage): Promise<User[]> {
    return this.users.page(userList(query));
  }

  /** All in one step of the one writer there is. */
  override replaceUser(user: User, keepsAdmin = false): Promise<UserWrite> {
    const work = (): UserWrite => {
      const standing = this.users.find(user.id);
      if (standing?.rev !== user.rev - 1) return 'lost';
      if (keepsAdmin && isActiveAdmin(standing) && !isActiveAdmin(user) && !this.hasOtherAdmin(user))
        return 'last_admin';
      return this.users.replaceAt(user, user.rev - 1) ? 'written' : 'lost';
    };
    return this.endsSessions(user) ? this.writer.finish(work) : this.writer.write(work);
  }

  override async insertSession(session: Session): Promise<void> {
    await this.writer.write(() => {
      this.sessions.insert(session);
    });
  }

  override async findSession(digest: string): Promise<{ session: Session; user: User } | null> {
    const { sql, values } = sessionBy(digest);
    const row = this.database.get(sql, ...values);
    return row ? { session: sessionOf({ ...row, document: row.session ?? null }), user: userOf(row) } : null;
  }

  override async findSessionById(id: string): Promise<Session | null> {
    return this.sessions.find(id);
  }

  override replaceSession(session: Session): Promise<boolean> {
    return this.writer.finish(() => this.sessions.replaceAt(session, session.rev - 1));
  }

  override async noteSeen(id: string, at: Instant): Promise<void> {
    const sql = 'UPDATE console_sessions SET seen_at = max(seen_at, ?) WHERE id = ?';
    await this.writer.finish(() => this.database.run(sql, at, id));
  }

  override async listSessions(userId: string, limit: number): Promise<Session[]> {
    return this.sessions.page(sessionList(userId, limit));
  }

  override expireSessions(before: Instant, limit: number): Promise<number> {
    return this.writer.finish(() => this.sessions.expire(before, limit));
  }

  override async findSettings(accountId: string): Promise<AccountSettings | null> {
    const row = this.database.get('SELECT document FROM account_settings WHERE id = ?', accountId);
    return row ? (JSON.parse(String(row.document)) as AccountSettings) : null;
  }

  override replaceSettings(settings: AccountSettings): Promise<boolean> {
    const { accountId, rev } = settings;
    const text = JSON.stringify(settings);
    return this.writer.write(() => {
      const insert = 'INSERT OR IGNORE INTO account_settings (id, rev, document) VALUES (?, ?, ?)';
      if (rev === 1) return this.database.run(insert, accountId, rev, text) === 1;
      const update = 'UPDATE account_settings SET rev = ?, document = ? WHERE id = ? AND rev = ?';
      return this.database.run(update, rev, text, accountId, rev - 1) === 1;
    });
  }

  override async appendAudit(entry: AuditEntry): Promise<void> {
    const work = () => {
      this.audit.insert(entry);
    };
    await (isAfterTheAct(entry.act) ? this.writer.finish(work) : this.writer.write(work));
  }

  override async listAudit(query: AuditQuery): Promise<AuditEntry[]> {
    return this.audit.page(auditList(query));
  }

  override expireAudit(before: Instant, limit: number): Promise<number> {
    return this.writer.finish(() => this.audit.expire(before, limit));
  }

  /** A user who is disabled or reset, or a new password: whoever was in is out, also on a full disk. */
  private endsSessions({ id, disabledAt, epoch }: User): boolean {
    return disabledAt !== null || this.users.find(id)?.epoch !== epoch;
  }

  private hasOtherAdmin(user: User): boolean {
    const { sql, values } = otherAdmin(user);
    return this.database.get(sql, ...values) !== undefined;
  }
}
