// The embedded store: one file, nothing to install. Owns the file from `open` to `close`.
import type { Backlog } from '../../core/backlog';
import { Store, type StoreStats } from '../../core/store';
import type { Instant } from '../../core/values/time';
import { SqliteAccounts } from './accounts';
import { readBacklog } from './backlog';
import { Database } from './engine/database';
import { SqliteEvents } from './events';
import { SqliteFindings } from './findings';
import { GroupCommit } from './engine/group-commit';
import { SqliteIdempotency } from './stored-answers';
import { SqliteRedemptions } from './redemptions';
import { SqliteWebhooks } from './webhooks';

interface Parts {
  readonly database: Database;
  readonly writer: GroupCommit;
  readonly redemptions: SqliteRedemptions;
  readonly events: SqliteEvents;
  readonly idempotency: SqliteIdempotency;
  readonly accounts: SqliteAccounts;
  readonly findings: SqliteFindings;
  readonly webhooks: SqliteWebhooks;
}

export class SqliteStore extends Store {
  override readonly engine = 'sqlite';
  private parts: Parts | null = null;

  constructor(private readonly path: string) {
    super();
  }

  override get redemptions(): SqliteRedemptions {
    return this.opened().redemptions;
  }

  override get events(): SqliteEvents {
    return this.opened().events;
  }

  override get storedAnswers(): SqliteIdempotency {
    return this.opened().idempotency;
  }

  override get accounts(): SqliteAccounts {
    return this.opened().accounts;
  }

  override get findings(): SqliteFindings {
    return this.opened().findings;
  }

  override get webhooks(): SqliteWebhooks {
    return this.opened().webhooks;
  }

  /** The file itself, for the plan test. */
  get database(): Database {
    return this.opened().database;
  }

  override async open(): Promise<void> {
    if (this.parts) return;
    const database = await Database.open(this.path);
    const writer = new GroupCommit(database);
    this.parts = {
      database,
      writer,
      redemptions: new SqliteRedemptions(database, writer),
      events: new SqliteEvents(database, writer),
      idempotency: new SqliteIdempotency(database, writer),
      accounts: new SqliteAccounts(database, writer),
      findings: new SqliteFindings(database, writer),
      webhooks: new SqliteWebhooks(database, writer),
    };
  }

  override async ping(): Promise<void> {
    const { database, writer } = this.opened();
    await writer.write(() => database.run('UPDATE pulse SET beats = beats + 1'));
  }

  override stats(): StoreStats {
    const { redemptions, writer } = this.opened();
    return { durableWrites: redemptions.writes, commits: writer.commits };
  }

  override async backlog(now: Instant): Promise<Backlog> {
    return readBacklog(this.opened().database, now);
  }

  override async close(): Promise<void> {
    const parts = this.parts;
    if (!parts) return;
    this.parts = null;
    await parts.writer.close();
    parts.database.close();
  }

  private opened(): Parts {
    if (!this.parts) throw new Error('The store is not open');
    return this.parts;
  }
}
