// What is wrong with a statement, line by line.
import type { StatementFault } from '../../api/documents';
import { words } from '../../language/language';
import { Notice } from '../../parts/notice';
import { Table } from '../../parts/table';

const { reconciliation: names } = words;

export function FaultTable({ faults }: { faults: readonly StatementFault[] }) {
  return (
    <>
      <Notice kind="fault" heading={names.faults} />
      <Table
        caption={names.faults}
        rows={faults}
        keyOf={({ line, column, problem }) => `${String(line)} ${String(column)} ${problem}`}
        columns={[
          { head: names.line, figure: true, cell: ({ line }) => line ?? '–' },
          { head: names.column, cell: ({ column }) => column ?? '–' },
          { head: names.fault, cell: ({ problem }) => problem },
        ]}
      />
    </>
  );
}
