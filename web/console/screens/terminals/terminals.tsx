// The tills: who is let in, by which code, and who is shut out.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { terminalsOf } from '../../api/desk';
import type { Terminal, TerminalWithPairingCode } from '../../api/documents';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Confirm } from '../../parts/confirm';
import { useMode } from '../../parts/link';
import { Listing, usePages } from '../../parts/listing';
import { Moment } from '../../parts/moment';
import { Failure, NoRight, Notice } from '../../parts/notice';
import { Page, Row } from '../../parts/page';
import { StatusTag } from '../../parts/tag';
import { useCan } from '../../session/session';
import { useAct } from '../../session/use-act';
import { CodeDialog, MakeTerminal } from './pairing';

const { terminals: names } = words;

export function Terminals() {
  const can = useCan();
  return can('terminals.manage') ? <List /> : <NoRight permission="terminals.manage" />;
}

function List() {
  const mode = useMode();
  const pages = usePages<Terminal>([mode, 'terminals'], ({ cursor }) => terminalsOf(mode).list({ cursor }));
  const [isMaking, setMaking] = useState(false);
  const [paired, setPaired] = useState<TerminalWithPairingCode | null>(null);
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
        emptyHelp={<p>{names.emptyHelp}</p>}
        columns={[
          { head: names.name, cell: ({ name }) => name },
          { head: names.id, cell: ({ terminal_id }) => terminal_id },
          { head: names.status, cell: ({ status }) => <StatusTag status={status} /> },
          { head: names.paired, cell: ({ paired_at }) => <Moment at={paired_at} /> },
          {
            head: names.acts,
            cell: (terminal) => <Acts terminal={terminal} onCode={setPaired} />,
          },
        ]}
      />
      {isMaking ? (
        <MakeTerminal
          onMade={(terminal) => {
            setMaking(false);
            setPaired(terminal);
          }}
          onClose={() => {
            setMaking(false);
          }}
        />
      ) : null}
      {paired ? (
        <CodeDialog
          terminal={paired}
          onClose={() => {
            setPaired(null);
          }}
        />
      ) : null}
    </Page>
  );
}

function Acts({ terminal, onCode }: { terminal: Terminal; onCode: (terminal: TerminalWithPairingCode) => void }) {
  const mode = useMode();
  const client = useQueryClient();
  const act = useAct();
  const [isRevoking, setRevoking] = useState(false);
  const [said, setSaid] = useState('');
  if (terminal.status === 'revoked') return '–';
  const calls = terminalsOf(mode);
  const refresh = () => client.invalidateQueries({ queryKey: [mode, 'terminals'] });
  return (
    <Row>
      <Button
        busy={act.isBusy}
        onPress={() => {
          act.run(async () => {
            onCode(await calls.pair(terminal.id));
            await refresh();
          });
        }}
      >
        {names.pair}
      </Button>
      <Button
        busy={act.isBusy}
        onPress={() => {
          act.run(async () => {
            await calls.unlock(terminal.id);
            setSaid(names.unlocked);
          });
        }}
      >
        {names.unlock}
      </Button>
      <Button
        kind="danger"
        onPress={() => {
          setRevoking(true);
        }}
      >
        {names.revoke}
      </Button>
      {said === '' ? null : <Notice kind="good" heading={said} />}
      {act.error === null ? null : <Failure error={act.error} />}
      {isRevoking ? (
        <Confirm
          title={names.revokeTitle(terminal.name)}
          text={names.revokeText}
          confirm={names.confirm}
          act={async () => {
            await calls.revoke(terminal.id);
            await refresh();
          }}
          onClose={() => {
            setRevoking(false);
          }}
        />
      ) : null}
    </Row>
  );
}
