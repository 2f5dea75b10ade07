// What people have used of what is bounded by the day, on SQLite: one row a person and mode.
import { AllowanceStore, type Allowance } from '../../../core/accounts/allowance';
import { DocumentTable, type TableDefinition } from '../document-table';
import type { Database } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';

const TABLE: TableDefinition<Allowance> = {
  name: 'allowances',
  filed: {},
  moving: { rev: ({ rev }) => rev },
  revision: 'rev',
};

/** `AllowanceStore` on SQLite. */
export class SqliteAllowances extends AllowanceStore {
  private readonly table;

  constructor(
    database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.table = new DocumentTable(database, TABLE);
  }

  override async find(id: string): Promise<Allowance | null> {
    return this.table.find(id);
  }

  override put(allowance: Allowance): Promise<boolean> {
    return this.writer.write(() => {
      if (allowance.rev > 1) return this.table.replaceAt(allowance, allowance.rev - 1);
      if (this.table.find(allowance.id)) return false;
      this.table.insert(allowance);
      return true;
    });
  }
}
