// In front of a screen whose session is over. Whoever was here signs in again, and finds everything as it was.
import { useState } from 'react';
import type { Session } from '../api/documents';
import { session as calls } from '../api/people';
import { words } from '../language/language';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Field } from '../parts/field';
import { Failure } from '../parts/notice';
import { Form, Row } from '../parts/page';
import { useAct } from './use-act';

export function SignInAgain(props: { session: Session; onDone: (session: Session) => void; onLeave: () => void }) {
  const { session, onDone, onLeave } = props;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const act = useAct();
  const submit = (): void => {
    act.run(async () => {
      const next =
        code === null ? await calls.signIn(session.user.email, password) : await calls.secondFactor(code.trim());
      setPassword('');
      if (next.status === 'second_factor') setCode('');
      else if (next.status === 'active' && next.user.id === session.user.id) onDone(next);
      // A new password was printed for them, or a second factor is asked for now: that has a screen of its own.
      else onLeave();
    });
  };
  const { again, signIn } = words.session;
  return (
    <Dialog title={again.title} urgent>
      <p>{again.text(session.user.email)}</p>
      <Form onSubmit={submit}>
        {code === null ? (
          <Field
            key="password"
            label={signIn.password}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            autoFocus
          />
        ) : (
          <Field
            key="code"
            label={signIn.code}
            hint={signIn.codeHint}
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            autoFocus
          />
        )}
        {act.error === null ? null : <Failure error={act.error} />}
        <Row>
          <Button type="submit" kind="primary" busy={act.isBusy}>
            {signIn.submit}
          </Button>
          <Button kind="quiet" onPress={onLeave}>
            {again.leave}
          </Button>
        </Row>
      </Form>
    </Dialog>
  );
}
