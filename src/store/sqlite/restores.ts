// Marks of restored backups on SQLite: entries among those that are true of the whole file.
import type { RestoreMark } from '../../core/restores/restore-mark';
import { RestoreStore } from '../../core/restores/store';
import type { Database } from './engine/database';
import type { GroupCommit } from './engine/group-commit';

const PREFIX = 'restored:';
/** The character after the prefix's last one: the end of the range of its names. */
const BEHIND = 'restored;';

/** `RestoreStore` on SQLite. */
export class SqliteRestores extends RestoreStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override async list(): Promise<RestoreMark[]> {
    const sql = 'SELECT value FROM marks WHERE name >= ? AND name < ? ORDER BY name';
    return this.database.all(sql, PREFIX, BEHIND).map((row) => JSON.parse(String(row.value)) as RestoreMark);
  }

  override insert(mark: RestoreMark): Promise<boolean> {
    const sql = 'INSERT OR IGNORE INTO marks (name, value) VALUES (?, ?)';
    return this.writer.write(() => this.database.run(sql, PREFIX + mark.id, JSON.stringify(mark)) > 0);
  }

  override replace(mark: RestoreMark): Promise<boolean> {
    const sql = "UPDATE marks SET value = ? WHERE name = ? AND value ->> '$.version' = ?";
    return this.writer.write(
      () => this.database.run(sql, JSON.stringify(mark), PREFIX + mark.id, mark.version - 1) > 0,
    );
  }
}
