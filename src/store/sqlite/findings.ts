// Findings on SQLite: statement lines that no redemption knows, kept until a person has looked at them.
import type { Finding } from '../../core/findings/finding';
import { FindingStore } from '../../core/findings/store';
import type { OwnedPage } from '../../core/values/page';
import { sortKeyOf } from '../sort-key';
import type { Bindable, Database, Row } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { indexText, openFindingList } from './lists';

const BY_REFERENCE = 'SELECT document FROM findings WHERE livemode = ? AND type = ? AND reference = ?';

export class SqliteFindings extends FindingStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override insert(finding: Finding): Promise<boolean> {
    const sql = `INSERT INTO findings (version, account_id, livemode, type, reference, open_place, document, id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
    return this.writer.write(() => {
      if (this.database.get(BY_REFERENCE, ...keyOf(finding.livemode, finding.type, finding.reference))) return false;
      this.database.run(sql, ...columns(finding));
      return true;
    });
  }

  override async find(id: string): Promise<Finding | null> {
    const row = this.database.get('SELECT document FROM findings WHERE id = ?', id);
    return row ? parse(row) : null;
  }

  override async findByReference(livemode: boolean, type: string, reference: string): Promise<Finding | null> {
    const row = this.database.get(BY_REFERENCE, ...keyOf(livemode, type, reference));
    return row ? parse(row) : null;
  }

  override async listOpen(query: OwnedPage): Promise<Finding[]> {
    const { sql, values } = openFindingList(query);
    return this.database.all(sql, ...values).map(parse);
  }

  override replace(finding: Finding): Promise<boolean> {
    const sql = `UPDATE findings SET version = ?, account_id = ?, livemode = ?, type = ?, reference = ?, open_place = ?,
      document = ? WHERE id = ? AND version = ?`;
    return this.writer.write(() => this.database.run(sql, ...columns(finding), finding.version - 1) > 0);
  }
}

function keyOf(livemode: boolean, type: string, reference: string): Bindable[] {
  return [Number(livemode), type, indexText(reference)];
}

function columns(finding: Finding): Bindable[] {
  return [
    finding.version,
    finding.accountId,
    ...keyOf(finding.livemode, finding.type, finding.reference),
    finding.closedAt === null ? sortKeyOf(finding.openedAt, finding.id) : null,
    JSON.stringify(finding),
    finding.id,
  ];
}

function parse(row: Row): Finding {
  return JSON.parse(String(row.document)) as Finding;
}
