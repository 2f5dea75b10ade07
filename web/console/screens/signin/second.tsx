// The second step of those who have one: a code of an app, or one of the codes for when the phone is gone.
import { useState } from 'react';
import { session as calls } from '../../api/people';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Redirect } from '../../parts/link';
import { Failure, Skeleton } from '../../parts/notice';
import { useSessionQuery } from '../../session/session';
import { useSignOut } from '../../session/sign-out';
import { useAct } from '../../session/use-act';
import { Door } from './door';
import { useOnward } from './onward';

export function SecondFactor() {
  const session = useSessionQuery();
  const signOut = useSignOut();
  const [code, setCode] = useState('');
  const act = useAct();
  const onward = useOnward();
  if (session.isPending) return <Skeleton />;
  if (!session.data) return <Redirect to="/signin" />;
  const { signIn } = words.session;
  const { user } = session.data;
  return (
    <Door title={signIn.second}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          act.run(async () => {
            const next = await calls.secondFactor(code.trim()).catch((error: unknown) => {
              setCode('');
              throw error;
            });
            onward(next);
          });
        }}
      >
        <Field
          label={signIn.code}
          hint={signIn.codeHint}
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          autoFocus
        />
        {act.error === null ? null : <Failure error={act.error} />}
        <Button type="submit" kind="primary" busy={act.isBusy}>
          {signIn.submit}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            signOut(user.id);
          }}
        >
          {words.session.again.leave}
        </Button>
      </form>
    </Door>
  );
}
