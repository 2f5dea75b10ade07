// Makes a till, and shows the code by which it is let in: to be typed there, or scanned.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { terminalsOf } from '../../api/desk';
import type { TerminalWithPairingCode } from '../../api/documents';
import { faultOf } from '../../api/problem';
import { words } from '../../language/language';
import { clockTime } from '../../language/time';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Field } from '../../parts/field';
import { useMode } from '../../parts/link';
import { Failure } from '../../parts/notice';
import { Form, Row, Secret } from '../../parts/page';
import { Qr } from '../../parts/qr';
import { useZone } from '../../session/session';
import { useAct } from '../../session/use-act';

const { terminals: names } = words;

export function MakeTerminal(props: { onMade: (terminal: TerminalWithPairingCode) => void; onClose: () => void }) {
  const { onMade, onClose } = props;
  const mode = useMode();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [id, setId] = useState('');
  const act = useAct();
  const fault = (param: string) => faultOf(act.error, param);
  return (
    <Dialog title={names.make} onClose={onClose}>
      <Form
        onSubmit={() => {
          act.run(async () => {
            onMade(await terminalsOf(mode).create(id.trim(), name.trim()));
            void client.invalidateQueries({ queryKey: [mode, 'terminals'] });
          });
        }}
      >
        <Field
          label={names.name}
          hint={names.nameHint}
          value={name}
          onChange={setName}
          fault={fault('name')}
          autoFocus
        />
        <Field label={names.id} hint={names.idHint} value={id} onChange={setId} fault={fault('terminal_id')} />
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

export function CodeDialog({ terminal, onClose }: { terminal: TerminalWithPairingCode; onClose: () => void }) {
  const zone = useZone();
  const until = terminal.pairing_expires_at;
  return (
    <Dialog title={`${names.code}: ${terminal.name}`} onClose={onClose}>
      {until === null ? null : <p>{names.codeText(clockTime(until, zone))}</p>}
      <Secret>{terminal.pairing_code.replace(/(.{4})(?=.)/, '$1 ')}</Secret>
      <Qr text={terminal.pairing_url} label={names.qr} />
      <Button kind="primary" onPress={onClose}>
        {words.notice.close}
      </Button>
    </Dialog>
  );
}
