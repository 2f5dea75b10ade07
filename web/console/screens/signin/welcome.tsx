// What somebody does once before he works here: a password of his own in place of the printed one, and a second factor where it is due.
import { useState } from 'react';
import { session as calls } from '../../api/people';
import type { Session } from '../../api/documents';
import { faultOf } from '../../api/problem';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Redirect } from '../../parts/link';
import { Failure, Skeleton } from '../../parts/notice';
import { SessionGate } from '../../session/gate';
import { useSessionQuery } from '../../session/session';
import { useAct } from '../../session/use-act';
import { Door } from './door';
import { useOnward } from './onward';
import { SetUpSecondFactor } from './set-up-second-factor';

export function Welcome() {
  const session = useSessionQuery();
  const onward = useOnward();
  // The session is active in the moment in which the factor is confirmed, and the codes for when a phone is gone are shown after that.
  const [isSettingUp, setSettingUp] = useState(false);
  if (session.isPending) return <Skeleton />;
  if (!session.data) return <Redirect to="/signin" />;
  if (session.data.status === 'new_password') return <OwnPassword onDone={onward} />;
  if (session.data.status === 'set_up_second_factor' || isSettingUp)
    return (
      // Whoever was given such a role in an open session gives the password first.
      <SessionGate session={session.data}>
        <Door title={words.session.setUp.title}>
          <p>{words.session.setUp.due}</p>
          <SetUpSecondFactor
            onBegin={() => {
              setSettingUp(true);
            }}
            onDone={onward}
          />
        </Door>
      </SessionGate>
    );
  return <Redirect to="/" />;
}

/** As the server has it; it says so as well, but only after a round. */
const LEAST = 12;

function OwnPassword({ onDone }: { onDone: (session: Session) => void }) {
  const [password, setPassword] = useState('');
  const [isTooShort, setTooShort] = useState(false);
  const act = useAct();
  const { welcome } = words.session;
  const fault = faultOf(act.error, 'new_password');
  return (
    <Door title={welcome.title}>
      <p>{welcome.text}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (password.length < LEAST) {
            setTooShort(true);
            return;
          }
          act.run(async () => {
            onDone(await calls.choosePassword(password));
          });
        }}
      >
        <Field
          label={welcome.password}
          hint={welcome.hint}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(text) => {
            setPassword(text);
            setTooShort(false);
          }}
          fault={isTooShort ? welcome.tooShort : fault}
          autoFocus
        />
        {act.error === null || fault !== undefined ? null : <Failure error={act.error} />}
        <Button type="submit" kind="primary" busy={act.isBusy}>
          {welcome.submit}
        </Button>
      </form>
    </Door>
  );
}
