// Asks for a password or a code again before an act that takes it. The act then goes on by itself.
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

export function StepUp(props: { session: Session; onDone: (session: Session) => void; onClose: () => void }) {
  const { session, onDone, onClose } = props;
  const [proof, setProof] = useState('');
  // A code is quicker where there is one.
  const [isCode, setIsCode] = useState(session.has_second_factor);
  const act = useAct();
  const { stepUp, signIn } = words.session;
  return (
    <Dialog title={stepUp.title} onClose={onClose}>
      <p>{stepUp.text}</p>
      <Form
        onSubmit={() => {
          act.run(async () => {
            onDone(await calls.stepUp(isCode ? { code: proof.trim() } : { password: proof }));
          });
        }}
      >
        <Field
          key={isCode ? 'code' : 'password'}
          label={isCode ? signIn.code : signIn.password}
          type={isCode ? 'text' : 'password'}
          autoComplete={isCode ? 'one-time-code' : 'current-password'}
          value={proof}
          onChange={setProof}
          autoFocus
        />
        {act.error === null ? null : <Failure error={act.error} />}
        <Row>
          <Button type="submit" kind="primary" busy={act.isBusy}>
            {stepUp.submit}
          </Button>
          <Button onPress={onClose}>{words.notice.cancel}</Button>
          {session.has_second_factor ? (
            <Button
              kind="quiet"
              onPress={() => {
                setProof('');
                setIsCode(!isCode);
              }}
            >
              {isCode ? stepUp.withPassword : stepUp.withCode}
            </Button>
          ) : null}
        </Row>
      </Form>
    </Dialog>
  );
}
