// Terminals on SQLite. Written by the server and by the command line, which are different processes.
import type { Terminal } from '../../../core/terminals/terminal';
import { TerminalStore } from '../../../core/terminals/store';
import type { OwnedPage } from '../../../core/values/page';
import { sortKeyOf } from '../../shared/sort-key';
import { DocumentTable, type TableDefinition } from '../document-table';
import type { Database, Statement } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import { terminalList } from '../lists';

const TABLE: TableDefinition<Terminal> = {
  name: 'terminals',
  filed: {
    account_id: ({ accountId }) => accountId,
    livemode: ({ livemode }) => Number(livemode),
    place: ({ createdAt, id }) => sortKeyOf(createdAt, id),
    terminal_id: ({ terminalId }) => terminalId,
  },
  moving: {
    rev: ({ rev }) => rev,
    standing: ({ revokedAt }) => Number(revokedAt === null),
    pairing: ({ pairing }) => pairing?.digest ?? null,
    key: ({ key }) => key?.digest ?? null,
  },
  revision: 'rev',
};

/** `TerminalStore` on SQLite. */
export class SqliteTerminals extends TerminalStore {
  private readonly table;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.table = new DocumentTable(database, TABLE);
  }

  override insert(terminal: Terminal): Promise<boolean> {
    const { accountId, livemode, terminalId } = terminal;
    const standing =
      'SELECT 1 FROM terminals WHERE account_id = ? AND livemode = ? AND terminal_id = ? AND standing = 1';
    return this.writer.write(() => {
      if (this.database.get(standing, accountId, Number(livemode), terminalId)) return false;
      this.table.insert(terminal);
      return true;
    });
  }

  override replace(terminal: Terminal): Promise<boolean> {
    const work = () => this.table.replaceAt(terminal, terminal.rev - 1);
    return terminal.revokedAt === null ? this.writer.write(work) : this.writer.finish(work);
  }

  override async find(id: string): Promise<Terminal | null> {
    return this.table.find(id);
  }

  override async findByPairing(digest: string): Promise<Terminal | null> {
    return this.one(terminalBy('pairing', digest));
  }

  override async findByKey(digest: string): Promise<Terminal | null> {
    return this.one(terminalBy('key', digest));
  }

  override async list(query: OwnedPage): Promise<Terminal[]> {
    return this.table.page(terminalList(query));
  }

  private one(statement: Statement): Terminal | null {
    return this.table.page(statement)[0] ?? null;
  }
}

/** The terminal that waits under a digest, or whose key has it. */
export function terminalBy(column: 'pairing' | 'key', digest: string): Statement {
  return { sql: `SELECT document FROM terminals WHERE ${column} = ?`, values: [digest] };
}
