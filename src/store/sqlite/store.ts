// The embedded store: one file, nothing to install. Owns the file until it is closed.
import type { Store } from '../../core/store';
import { SqliteAllowances } from './accounts/allowances';
import { SqliteAccounts } from './accounts/accounts';
import { readBacklog } from './backlog';
import { SqliteBooks } from './books/books';
import { Database } from './engine/database';
import { GroupCommit } from './engine/group-commit';
import { namingFileLater } from './engine/naming-file';
import { SqliteEvents } from './events';
import { SqliteFindings } from './findings';
import { SqlitePeople } from './people/people';
import { SqlitePoints } from './points/points';
import { SqliteReconciliations } from './reconciliations';
import { SqliteRedemptions } from './redemptions';
import { SqliteRestores } from './restores';
import { SqliteSearch } from './search/search';
import { SqliteSealedRecords } from './sealed-records';
import { SqliteStoredAnswers } from './stored-answers';
import { SqliteTerminals } from './accounts/terminals';
import { SqliteWebhooks } from './webhooks/webhooks';

/** A store whose errors are not translated yet. */
export interface SqliteStore extends Store {
  readonly engine: 'sqlite';
  /** The file itself, for tests that explain its plans. */
  readonly database: Database;
}

/**
 * Opens the file at `path`, made if it is not there, and brings its schema up to date. Rejects, with nothing left open, where
 * that cannot be done. Errors of the ports are the driver's own.
 */
export async function openSqliteStore(path: string): Promise<SqliteStore> {
  const database = await namingFileLater(path, () => Database.open(path));
  const writer = new GroupCommit(database);
  const books = new SqliteBooks(database, writer);
  const redemptions = new SqliteRedemptions(database, writer, books);
  return {
    engine: 'sqlite',
    database,
    redemptions,
    books,
    search: new SqliteSearch(database, writer),
    events: new SqliteEvents(database, writer),
    storedAnswers: new SqliteStoredAnswers(database, writer),
    accounts: new SqliteAccounts(database, writer),
    people: new SqlitePeople(database, writer),
    terminals: new SqliteTerminals(database, writer),
    allowances: new SqliteAllowances(database, writer),
    webhooks: new SqliteWebhooks(database, writer),
    findings: new SqliteFindings(database, writer),
    reconciliations: new SqliteReconciliations(database, writer),
    points: new SqlitePoints(database, writer),
    restores: new SqliteRestores(database, writer),
    sealed: new SqliteSealedRecords(database, writer),
    ping: async () => {
      await writer.write(() => database.run('UPDATE pulse SET beats = beats + 1'));
    },
    stats: () => ({ durableWrites: redemptions.writes, commits: writer.commits }),
    backlog: async (now) => readBacklog(database, now),
    serverTime: () => Promise.resolve(null),
    close: async () => {
      await writer.close();
      database.close();
    },
  };
}
