// What each role may do: the table by which the server decides.
import { useQuery } from '@tanstack/react-query';
import { permissions } from '../../api/people';
import { words } from '../../language/language';
import { Failure, Skeleton } from '../../parts/notice';
import { Page, Soft } from '../../parts/page';
import { Table, type Column } from '../../parts/table';
import type { PermissionTable } from '../../api/documents';

type Row = PermissionTable['permissions'][number];

export function Roles() {
  const table = useQuery({ queryKey: ['permissions'], queryFn: permissions, staleTime: Infinity });
  const { rolesScreen: names, roles } = words;
  const columns = (known: PermissionTable): Column<Row>[] => [
    {
      head: names.right,
      cell: ({ allows, step_up }) => (
        <>
          {allows} {step_up ? <Soft>({names.stepUp})</Soft> : null}
        </>
      ),
    },
    ...known.roles.map((role) => ({
      head: roles[role],
      cell: (row: Row) => (row.roles.includes(role) ? `✓ ${names.yes}` : <Soft>{names.no}</Soft>),
    })),
  ];
  return (
    <Page title={names.title} lead={names.lead}>
      {table.isPending ? <Skeleton rows={10} /> : null}
      {table.error ? <Failure error={table.error} retry={() => void table.refetch()} /> : null}
      {table.data ? (
        <Table
          caption={names.title}
          columns={columns(table.data)}
          rows={table.data.permissions}
          keyOf={({ name }) => name}
        />
      ) : null}
    </Page>
  );
}
