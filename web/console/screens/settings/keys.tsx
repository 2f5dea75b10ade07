// What programs call with: made, shown once, revoked.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ApiKey } from '../../api/documents';
import { keys as calls } from '../../api/people';
import { newKey } from '../../api/transport';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { Copy } from '../../parts/copy';
import { Dialog } from '../../parts/dialog';
import { Choice, Field } from '../../parts/field';
import { useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure, NoRightPage } from '../../parts/notice';
import { Form, Page, Row, Secret } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';

const { keys: names } = words;

export function Keys() {
  const can = useCan();
  return can('keys.manage') ? <List /> : <NoRightPage title={words.keys.title} permission="keys.manage" />;
}

function List() {
  const mode = useMode();
  const client = useQueryClient();
  const pages = usePages<ApiKey>([mode, 'keys'], ({ cursor }) => calls.list(mode, { cursor }));
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<string | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: [mode, 'keys'] });
  return (
    <Page
      title={names.title}
      lead={names.lead}
      actions={
        <Button
          onPress={() => {
            setMaking(true);
          }}
        >
          {names.make}
        </Button>
      }
    >
      <Listing
        pages={pages}
        caption={names.title}
        keyOf={({ id }) => id}
        empty={names.empty}
        columns={[
          { head: names.name, cell: ({ name, id }) => name ?? id },
          { head: names.type, cell: ({ type }) => names.types[type] },
          { head: names.hint, cell: ({ hint }) => <code>{hint}</code> },
          { head: names.made, cell: ({ created_at }) => <Moment at={created_at} /> },
          { head: names.lastUsed, cell: ({ last_used_at: at }) => (at === null ? names.never : <Moment at={at} />) },
          { head: names.status, cell: ({ status }) => <StatusTag status={status} /> },
          {
            head: names.acts,
            cell: ({ id, status }) =>
              status === 'active' || status === 'ending' ? (
                <Button
                  kind="danger"
                  onPress={() => {
                    setRevoking(id);
                  }}
                >
                  {names.revoke}
                </Button>
              ) : (
                '–'
              ),
          },
        ]}
      />
      {isMaking ? (
        <MakeKey
          onMade={() => void refresh()}
          onClose={() => {
            setMaking(false);
          }}
        />
      ) : null}
      {revoking === null ? null : (
        <Confirm
          title={names.revokeTitle}
          text={names.revokeText}
          confirm={names.revoke}
          act={async () => {
            await calls.revoke(mode, revoking);
            await refresh();
          }}
          onClose={() => {
            setRevoking(null);
          }}
        />
      )}
    </Page>
  );
}

function MakeKey({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const mode = useMode();
  const [type, setType] = useState<ApiKey['type']>('secret');
  const [name, setName] = useState('');
  const [text, setText] = useState<string | null>(null);
  // Of what stands in the form: pressed again after a lost answer it gives that very key, and makes no second one.
  const attempt = useRef(newKey());
  const act = useAct();
  if (text !== null)
    return (
      <Dialog title={names.text}>
        <p>{names.textHint}</p>
        <Secret>{text}</Secret>
        <Row>
          <Copy text={text}>{words.tickets.copy}</Copy>
          <Button kind="primary" onPress={onClose}>
            {words.notice.close}
          </Button>
        </Row>
      </Dialog>
    );
  return (
    <Dialog title={names.make} onClose={onClose}>
      <Form
        onSubmit={() => {
          act.run(async () => {
            const made = await calls.create(mode, type, name.trim(), attempt.current);
            setText(made.key);
            onMade();
          });
        }}
      >
        <Choice
          label={names.type}
          value={type}
          onChange={(chosen) => {
            setType(chosen);
            attempt.current = newKey();
          }}
          options={[
            ['secret', names.types.secret],
            ['publishable', names.types.publishable],
          ]}
        />
        <Field
          label={names.name}
          hint={names.nameHint}
          value={name}
          onChange={(typed) => {
            setName(typed);
            attempt.current = newKey();
          }}
          maxLength={100}
          autoFocus
        />
        {act.error === null ? null : <Failure error={act.error} />}
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
