// What people did, newest first: by person, act and day.
import { useSearch } from '@tanstack/react-router';
import { ACTS, type AuditEntry } from '../../api/documents';
import { audit as calls, type AuditFilter } from '../../api/people';
import { daysAsSpan } from '../../language/days';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Choice, Field } from '../../parts/field';
import { Go, useGo } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure, NoRightPage } from '../../parts/notice';
import { Filters, Page } from '../../parts/page';
import { saveFile } from '../../parts/save';
import type { Column } from '../../parts/table';
import { useNames } from '../../session/names';
import { useCan, useZone } from '../../session/session';
import { useAct } from '../../session/use-act';

const { audit: names } = words;

interface AuditAddress {
  readonly user?: string;
  readonly act?: string;
  readonly from?: string;
  readonly to?: string;
}

export function Audit() {
  const can = useCan();
  return can('audit.read') ? <List /> : <NoRightPage title={words.audit.title} permission="audit.read" />;
}

function List() {
  const zone = useZone();
  const can = useCan();
  const go = useGo();
  const address: AuditAddress = useSearch({ strict: false });
  const span = daysAsSpan(address.from ?? '', address.to ?? '', zone);
  const filter: AuditFilter = { user_id: address.user, act: address.act, from: span.from, to: span.to };
  const pages = usePages<AuditEntry>(['audit', filter], ({ cursor }) => calls.list(filter, { cursor }));
  const act = useAct();
  const change = (part: AuditAddress): void => {
    go('/audit', { query: { ...address, ...part }, replace: true });
  };
  return (
    <Page
      title={names.title}
      lead={names.lead}
      actions={
        can('records.export') ? (
          <Button
            busy={act.isBusy}
            onPress={() => {
              act.run(async () => {
                saveFile(await calls.file(filter), 'audit-log.csv');
              });
            }}
          >
            {names.export}
          </Button>
        ) : null
      }
    >
      {act.error === null ? null : <Failure error={act.error} />}
      <Filters>
        <Field label={names.user} small value={address.user ?? ''} onChange={(user) => change({ user })} />
        <Choice
          label={names.act}
          small
          value={address.act ?? ''}
          onChange={(what) => change({ act: what })}
          options={[['', names.anyAct], ...ACTS.map((what) => [what, what.replaceAll('_', ' ')] as const)]}
        />
        <Field label={names.from} small type="date" value={address.from ?? ''} onChange={(from) => change({ from })} />
        <Field label={names.to} small type="date" value={address.to ?? ''} onChange={(to) => change({ to })} />
      </Filters>
      <Listing pages={pages} caption={names.title} columns={COLUMNS} keyOf={({ id }) => id} empty={names.empty} />
    </Page>
  );
}

const COLUMNS: readonly Column<AuditEntry>[] = [
  { head: names.at, cell: ({ at }) => <Moment at={at} /> },
  { head: names.who, cell: ({ actor }) => actor.email ?? actor.id ?? actor.kind },
  { head: names.act, cell: ({ act }) => act.replaceAll('_', ' ') },
  { head: names.about, cell: ({ about }) => <About about={about} /> },
  { head: names.address, cell: ({ address }) => address ?? '–' },
  { head: names.request, cell: ({ request_id }) => <code>{request_id ?? '–'}</code> },
  {
    head: names.details,
    cell: ({ details }) => (Object.keys(details).length === 0 ? '–' : <code>{detailText(details)}</code>),
  },
];

/** With spaces, so that lines can end between members. */
function detailText(details: AuditEntry['details']): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** What there is a screen for leads there. */
function About({ about }: Pick<AuditEntry, 'about'>) {
  const people = useNames();
  if (!about) return '–';
  if (about.id.startsWith('rdm_'))
    return (
      <Go to={`/redemptions/${about.id}`}>
        <code>{about.id}</code>
      </Go>
    );
  if (about.id.startsWith('rvw_'))
    return (
      <Go to={`/reviews/${about.id}`}>
        <code>{about.id}</code>
      </Go>
    );
  if (about.kind === 'user') return `${about.kind} ${people.person(about.id)}`;
  return (
    <>
      {about.kind} <code>{about.id}</code>
    </>
  );
}
