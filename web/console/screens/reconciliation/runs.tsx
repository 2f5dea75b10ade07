// Statements that were compared, and another one.
import { useState } from 'react';
import { reconciliationsOf } from '../../api/desk';
import type { Actor, Reconciliation } from '../../api/documents';
import { words } from '../../language/language';
import { typeName } from '../../language/names';
import { count } from '../../language/money';
import { Button } from '../../parts/button';
import { Go, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { NoRight } from '../../parts/notice';
import { Page } from '../../parts/page';
import type { Column } from '../../parts/table';
import { StatusTag } from '../../parts/tag';
import { useNames } from '../../session/names';
import { useCan } from '../../session/session';
import { Period } from './period';
import { UploadDialog } from './upload';

const { reconciliation: names } = words;

const COLUMNS: readonly Column<Reconciliation>[] = [
  {
    head: names.columns.at,
    cell: ({ id, created_at }) => (
      <Go to={`/reconciliation/${id}`} row>
        <Moment at={created_at} />
      </Go>
    ),
  },
  { head: names.columns.provider, cell: ({ type }) => typeName(type) },
  { head: names.columns.by, cell: ({ created_by }) => <By actor={created_by} /> },
  { head: names.columns.days, cell: ({ period }) => <Period period={period} /> },
  { head: names.columns.status, cell: ({ status }) => <StatusTag status={status} /> },
  {
    head: names.columns.differences,
    figure: true,
    cell: ({ differences }) => (differences === null ? '–' : count(differences)),
  },
];

function By({ actor }: { actor: Actor }) {
  return useNames().actor(actor);
}

export function Reconciliations() {
  const mode = useMode();
  const can = useCan();
  const pages = usePages<Reconciliation>([mode, 'reconciliations'], ({ cursor }) =>
    reconciliationsOf(mode).list({ cursor }),
  );
  const [isOpen, setOpen] = useState(false);
  const mayRun = can('reconciliations.run');
  return (
    <Page
      title={names.title}
      lead={names.lead}
      actions={
        mayRun ? (
          <Button
            kind="primary"
            onPress={() => {
              setOpen(true);
            }}
          >
            {names.upload}
          </Button>
        ) : null
      }
    >
      {mayRun ? null : <NoRight permission="reconciliations.run" />}
      <Listing pages={pages} caption={names.title} columns={COLUMNS} keyOf={({ id }) => id} empty={names.empty} />
      {isOpen ? (
        <UploadDialog
          onClose={() => {
            setOpen(false);
          }}
        />
      ) : null}
    </Page>
  );
}
