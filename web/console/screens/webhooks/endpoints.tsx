// The addresses that hear of what happens. Those that do not hear it come first.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { webhooksOf } from '../../api/desk';
import type { Endpoint, EndpointWithSecret } from '../../api/documents';
import { faultOf } from '../../api/problem';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Copy } from '../../parts/copy';
import { Dialog } from '../../parts/dialog';
import { Field } from '../../parts/field';
import { Go, useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure, NoRight } from '../../parts/notice';
import { Form, Page, Row, Secret, Soft } from '../../parts/page';
import type { Column } from '../../parts/table';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';

const { endpoints: names } = words;

/** In one word: switched off, failing, or in order. */
export function endpointState({ disabled, failing_since }: Endpoint): 'disabled' | 'failing' | 'enabled' {
  if (disabled) return 'disabled';
  return failing_since === null ? 'enabled' : 'failing';
}

const ORDER = { disabled: 0, failing: 1, enabled: 2 } as const;

const COLUMNS: readonly Column<Endpoint>[] = [
  {
    head: names.url,
    cell: ({ id, url }) => (
      <Go to={`/endpoints/${id}`} row>
        {url}
      </Go>
    ),
  },
  { head: names.status, cell: (endpoint) => <StatusTag status={endpointState(endpoint)} /> },
  { head: names.since, cell: ({ failing_since }) => (failing_since === null ? '–' : <Moment at={failing_since} />) },
  {
    head: names.events,
    cell: ({ event_types }) => (event_types.includes('*') ? names.allEvents : event_types.join(', ')),
  },
  { head: names.description, cell: ({ description }) => description ?? '–' },
];

export function Endpoints() {
  const mode = useMode();
  const can = useCan();
  const pages = usePages<Endpoint>([mode, 'endpoints'], ({ cursor }) => webhooksOf(mode).endpoints({ cursor }));
  const [isMaking, setMaking] = useState(false);
  const rows = [...pages.rows].sort((one, other) => ORDER[endpointState(one)] - ORDER[endpointState(other)]);
  return (
    <Page
      title={names.title}
      lead={names.lead}
      actions={
        can('endpoints.manage') ? (
          <Button
            onPress={() => {
              setMaking(true);
            }}
          >
            {names.make}
          </Button>
        ) : null
      }
    >
      {can('endpoints.manage') ? null : <NoRight permission="endpoints.manage" />}
      <Listing
        pages={{ ...pages, rows }}
        caption={names.title}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={names.empty}
        emptyHelp={<p>{names.emptyHelp}</p>}
      />
      {isMaking ? (
        <MakeDialog
          onClose={() => {
            setMaking(false);
          }}
        />
      ) : null}
    </Page>
  );
}

function MakeDialog({ onClose }: { onClose: () => void }) {
  const mode = useMode();
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [made, setMade] = useState<EndpointWithSecret | null>(null);
  const act = useAct();
  if (made) return <SecretDialog secret={made.secret} onClose={onClose} />;
  const fault = faultOf(act.error, 'url');
  return (
    <Dialog title={names.make} onClose={onClose}>
      <Form
        onSubmit={() => {
          act.run(async () => {
            setMade(await webhooksOf(mode).create({ url: url.trim(), ...(description ? { description } : {}) }));
            void client.invalidateQueries({ queryKey: [mode, 'endpoints'] });
          });
        }}
      >
        <Field
          label={names.url}
          hint={names.urlHint}
          type="url"
          value={url}
          onChange={setUrl}
          fault={fault}
          autoFocus
        />
        <Field label={names.description} value={description} onChange={setDescription} maxLength={200} />
        {act.error === null || fault !== undefined ? null : <Failure error={act.error} />}
        <Row>
          <Button type="submit" kind="primary" busy={act.isBusy}>
            {names.create}
          </Button>
          <Button onPress={onClose}>{words.notice.cancel}</Button>
        </Row>
      </Form>
    </Dialog>
  );
}

/** Shown once, and gone with the dialog. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title={names.secret}>
      <Soft>{names.secretHint}</Soft>
      <Secret>{secret}</Secret>
      <Row>
        <Copy text={secret}>{words.tickets.copy}</Copy>
        <Button kind="primary" onPress={onClose}>
          {words.notice.close}
        </Button>
      </Row>
    </Dialog>
  );
}
