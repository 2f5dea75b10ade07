// Findings on SQLite: statement lines that no redemption knows, kept until a person has looked at them.
import type { Finding } from '../../core/findings/finding';
import { FindingStore } from '../../core/findings/store';
import type { ReviewedQuery } from '../../core/values/page';
import { Turns } from '../../system/turns';
import { sortKeyOf } from '../shared/sort-key';
import { DocumentTable, type TableDefinition } from './document-table';
import type { Database, Statement } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { findingList, indexText } from './lists';

const TABLE: TableDefinition<Finding> = {
  name: 'findings',
  filed: { place: ({ openedAt, id }) => sortKeyOf(openedAt, id) },
  moving: {
    version: ({ version }) => version,
    account_id: ({ accountId }) => accountId,
    livemode: ({ livemode }) => Number(livemode),
    type: ({ type }) => type,
    reference: ({ reference }) => indexText(reference),
    open_place: ({ closedAt, openedAt, id }) => (closedAt === null ? sortKeyOf(openedAt, id) : null),
  },
  revision: 'version',
};

/** Whoever reads so many at once reads all of them: a page waits for a turn of its own. */
const LONG_PAGE = 100;

/** `FindingStore` on SQLite. */
export class SqliteFindings extends FindingStore {
  private readonly table;
  private readonly turns = new Turns();

  constructor(
    database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.table = new DocumentTable(database, TABLE);
  }

  override insert(finding: Finding): Promise<boolean> {
    return this.writer.write(() => {
      if (this.table.page(byReference(finding.livemode, finding.type, finding.reference)).length > 0) return false;
      this.table.insert(finding);
      return true;
    });
  }

  override async find(id: string): Promise<Finding | null> {
    return this.table.find(id);
  }

  override async findByReference(livemode: boolean, type: string, reference: string): Promise<Finding | null> {
    return this.table.page(byReference(livemode, type, reference))[0] ?? null;
  }

  override async findByReferences(livemode: boolean, type: string, references: readonly string[]): Promise<Finding[]> {
    return this.table.page(byReference(livemode, type, ...references));
  }

  override async list(query: ReviewedQuery): Promise<Finding[]> {
    if (query.limit >= LONG_PAGE) await this.turns.next();
    return this.table.page(findingList(query));
  }

  override replace(finding: Finding): Promise<boolean> {
    const work = () => this.table.replaceAt(finding, finding.version - 1);
    return finding.closedAt === null ? this.writer.write(work) : this.writer.finish(work);
  }
}

function byReference(livemode: boolean, type: string, ...references: readonly string[]): Statement {
  const places = references.map(() => '?').join(', ');
  return {
    sql: `SELECT document FROM findings WHERE livemode = ? AND type = ? AND reference IN (${places})`,
    values: [Number(livemode), type, ...references.map(indexText)],
  };
}
