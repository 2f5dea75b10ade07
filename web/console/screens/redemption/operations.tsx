// What the provider was asked, and what it said, in its own words.
import type { Operation, Redemption } from '../../api/documents';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { Moment } from '../../parts/moment';
import { Panel, Soft } from '../../parts/page';
import { Table, type Column } from '../../parts/table';
import { StatusTag } from '../../parts/tag';

const { columns, operation: names, noWords, wholeValue } = words.redemption;

const COLUMNS: readonly Column<Operation>[] = [
  { head: columns.what, cell: ({ type }) => names[type] },
  { head: columns.status, cell: ({ status }) => <StatusTag status={status} /> },
  { head: columns.amount, figure: true, cell: ({ amount }) => (amount === 0 ? wholeValue : money(amount)) },
  {
    head: columns.words,
    cell: ({ error }) =>
      error === null ? (
        <Soft>{noWords}</Soft>
      ) : (
        <>
          {error.provider_message ?? error.message}
          {error.provider_code === null ? null : <Soft> ({error.provider_code})</Soft>}
        </>
      ),
  },
  {
    head: columns.number,
    cell: ({ provider_reference: reference }) =>
      reference === null ? (
        '–'
      ) : (
        <>
          <code>{reference.reference}</code>
          {reference.transaction_id === null ? null : (
            <>
              {' '}
              <Soft>{reference.transaction_id}</Soft>
            </>
          )}
        </>
      ),
  },
  { head: columns.at, cell: ({ created_at }) => <Moment at={created_at} /> },
];

export function Operations({ redemption }: { redemption: Redemption }) {
  if (redemption.operations.length === 0) return null;
  return (
    <Panel title={words.redemption.operations}>
      <Table
        caption={words.redemption.operations}
        columns={COLUMNS}
        rows={redemption.operations}
        keyOf={({ id }) => id}
      />
    </Panel>
  );
}
