// Lets somebody in: an address, a role, and a password that is shown once and works once.
import { useRef, useState } from 'react';
import type { Role, UserWithPassword } from '../../api/documents';
import { users as calls } from '../../api/people';
import { faultOf } from '../../api/problem';
import { newKey } from '../../api/transport';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Copy } from '../../parts/copy';
import { Dialog } from '../../parts/dialog';
import { Choice, Field } from '../../parts/field';
import { Failure } from '../../parts/notice';
import { Form, Row, Secret } from '../../parts/page';
import { useAct } from '../../session/use-act';
import { ROLE_OPTIONS } from './role-options';

const { users: names } = words;

export function InviteUser(props: { onMade: (user: UserWithPassword) => void; onClose: () => void }) {
  const { onMade, onClose } = props;
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  // Of what stands in the form: pressed again after a lost answer it gives that very user, with the password.
  const attempt = useRef(newKey());
  const act = useAct();
  const fault = faultOf(act.error, 'email');
  return (
    <Dialog title={names.invite} onClose={onClose}>
      <Form
        onSubmit={() => {
          act.run(async () => {
            onMade(await calls.create(email.trim(), role, attempt.current));
          });
        }}
      >
        <Field
          label={names.email}
          type="email"
          value={email}
          onChange={(typed) => {
            setEmail(typed);
            attempt.current = newKey();
          }}
          fault={fault}
          autoFocus
        />
        <Choice
          label={names.role}
          value={role}
          onChange={(chosen) => {
            setRole(chosen);
            attempt.current = newKey();
          }}
          options={ROLE_OPTIONS}
        />
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

export function PasswordDialog({ user, onClose }: { user: UserWithPassword; onClose: () => void }) {
  return (
    <Dialog title={names.password(user.email)}>
      <p>{names.passwordText}</p>
      <Secret>{user.password}</Secret>
      <Row>
        <Copy text={user.password}>{words.tickets.copy}</Copy>
        <Button kind="primary" onPress={onClose}>
          {words.notice.close}
        </Button>
      </Row>
    </Dialog>
  );
}
