// People, their sessions, settings and the audit log on MongoDB. Written by servers and by the command line, which are different
// processes.
import type { Connection, mongo } from 'mongoose';
import { isActiveAdmin, type User } from '../../../core/accounts/account';
import type { AuditEntry } from '../../../core/people/audit';
import type { Session } from '../../../core/people/session';
import type { AccountSettings } from '../../../core/people/settings';
import { PeopleStore, type AccountPage, type AuditQuery, type UserWrite } from '../../../core/people/store';
import type { Instant } from '../../../core/values/time';
import { insertedInto } from '../engine/duplicate';
import { expireOldest } from '../expire';
import { found } from '../lists';
import type { Collections, UserDocument } from '../schema/collections';
import {
  auditDocument,
  auditList,
  entryOf,
  sessionDocument,
  sessionList,
  sessionOf,
  userDocument,
  userList,
  userOf,
  withUser,
} from './documents';

/** The name of a marker, before the id of the account whose last admin it guards. */
const ADMINS = 'admins.';

/** `PeopleStore` on MongoDB: one document each, replaced only at the revision that was read. */
export class MongoPeople extends PeopleStore {
  constructor(
    private readonly connection: Connection,
    private readonly collections: Collections,
    /** A standalone server, for tests only, has none. */
    private readonly hasTransactions: boolean,
  ) {
    super();
  }

  override async findUser(id: string): Promise<User | null> {
    const user = await this.collections.users.findOne({ _id: { $eq: id } });
    return user && userOf(user);
  }

  override async listUsers(query: AccountPage): Promise<User[]> {
    return (await found<UserDocument>(this.collections.users, userList(query))).map(userOf);
  }

  override async replaceUser(user: User, keepsAdmin = false): Promise<UserWrite> {
    if (!keepsAdmin || isActiveAdmin(user)) return this.replace(user, {});
    let written: UserWrite = 'lost';
    const write = async (options: { readonly session?: mongo.ClientSession }) => {
      // Two that take an admin away each write the same marker, so that one of them sees what the other has done.
      const guard = { _id: `${ADMINS}${user.accountId}` };
      await this.collections.markers.updateOne(guard, { $inc: { beats: 1 } }, { ...options, upsert: true });
      written = (await this.isLastAdmin(user, options)) ? 'last_admin' : await this.replace(user, options);
    };
    if (this.hasTransactions) await this.connection.transaction((session) => write({ session }));
    else await write({});
    return written;
  }

  override async insertSession(session: Session): Promise<void> {
    await this.collections.sessions.insertOne(sessionDocument(session));
  }

  override async findSession(digest: string): Promise<{ session: Session; user: User } | null> {
    const rows = this.collections.sessions.aggregate<Parameters<typeof withUser>[0]>([
      { $match: { digest: { $eq: digest } } },
      {
        $lookup: {
          from: this.collections.users.collectionName,
          localField: 'userId',
          foreignField: '_id',
          as: 'users',
        },
      },
    ]);
    const [row] = await rows.toArray();
    return row ? withUser(row) : null;
  }

  override async findSessionById(id: string): Promise<Session | null> {
    const session = await this.collections.sessions.findOne({ _id: { $eq: id } });
    return session && sessionOf(session);
  }

  override async replaceSession(session: Session): Promise<boolean> {
    const at = { _id: session.id, rev: session.rev - 1 };
    const { matchedCount } = await this.collections.sessions.replaceOne(at, sessionDocument(session));
    return matchedCount === 1;
  }

  override async noteSeen(id: string, at: Instant): Promise<void> {
    await this.collections.sessions.updateOne({ _id: { $eq: id } }, { $max: { seenAt: at } });
  }

  override async listSessions(userId: string, limit: number): Promise<Session[]> {
    return (await found(this.collections.sessions, sessionList(userId, limit))).map(sessionOf);
  }

  override expireSessions(before: Instant, limit: number): Promise<number> {
    return expireOldest(this.collections.sessions, { field: 'createdAt', index: 'created', before, limit });
  }

  override async findSettings(accountId: string): Promise<AccountSettings | null> {
    const settings = await this.collections.settings.findOne({ _id: { $eq: accountId } });
    if (!settings) return null;
    const { _id, ...rest } = settings;
    return { accountId: _id, ...rest };
  }

  override async replaceSettings({ accountId, ...rest }: AccountSettings): Promise<boolean> {
    const document = { _id: accountId, ...rest };
    if (rest.rev === 1) return insertedInto(this.collections.settings, document);
    const at = { _id: accountId, rev: rest.rev - 1 };
    const { matchedCount } = await this.collections.settings.replaceOne(at, document);
    return matchedCount === 1;
  }

  override async appendAudit(entry: AuditEntry): Promise<void> {
    await this.collections.audit.insertOne(auditDocument(entry));
  }

  override async listAudit(query: AuditQuery): Promise<AuditEntry[]> {
    return (await found(this.collections.audit, auditList(query))).map(entryOf);
  }

  override expireAudit(before: Instant, limit: number): Promise<number> {
    return expireOldest(this.collections.audit, { field: 'createdAt', index: 'created', before, limit });
  }

  private async replace(user: User, options: { readonly session?: mongo.ClientSession }): Promise<UserWrite> {
    // What versions before 0.2 wrote has no revision, and counts as the first.
    const rev = user.rev === 2 ? { $in: [1, null] } : user.rev - 1;
    const at = { _id: user.id, rev } as mongo.Filter<UserDocument>;
    const { matchedCount } = await this.collections.users.replaceOne(at, userDocument(user), options);
    return matchedCount === 1 ? 'written' : 'lost';
  }

  private async isLastAdmin(user: User, options: { readonly session?: mongo.ClientSession }): Promise<boolean> {
    const admins = { accountId: user.accountId, activeAdmin: true };
    const rows = await this.collections.users
      .find(admins, { ...options, hint: 'admins', projection: { _id: 1 }, limit: 2 })
      .toArray();
    return rows.length === 1 && rows[0]?._id === user.id;
  }
}
