// The first step: an e-mail address, then the password. One field at a time, and the same words whatever is wrong.
import { useEffect, useState } from 'react';
import type { Session } from '../../api/documents';
import { session as calls } from '../../api/people';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Failure, Skeleton } from '../../parts/notice';
import { useSessionQuery } from '../../session/session';
import { useAct } from '../../session/use-act';
import { Door } from './door';
import styles from './door.module.css';
import { useOnward } from './onward';

/** Somebody who is signed in already goes on to where he works. */
export function SignIn() {
  const session = useSessionQuery();
  if (session.isPending) return <Skeleton />;
  return <Opened session={session.data ?? null} />;
}

function Opened({ session }: { session: Session | null }) {
  // As it was when this screen opened: whoever signs in here is led on by that.
  const [standing] = useState(session?.status === 'active' ? session : null);
  return standing === null ? <Credentials /> : <Onward session={standing} />;
}

function Onward({ session }: { session: Session }) {
  const onward = useOnward();
  useEffect(() => {
    onward(session);
    // Once: the way there draws this screen again.
  }, []);
  return null;
}

function Credentials() {
  const [email, setEmail] = useState('');
  const [isEmailGiven, setEmailGiven] = useState(false);
  const [password, setPassword] = useState('');
  const act = useAct();
  const onward = useOnward();
  const { signIn } = words.session;
  const submit = (): void => {
    if (!isEmailGiven) {
      if (/\S+@\S+/.test(email)) setEmailGiven(true);
      return;
    }
    act.run(async () => {
      const session = await calls.signIn(email.trim(), password).catch((error: unknown) => {
        setPassword('');
        throw error;
      });
      onward(session);
    });
  };
  return (
    <Door title={signIn.title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isEmailGiven ? (
          <>
            <div className={styles['who']}>
              <span>{email}</span>
              <Button
                kind="quiet"
                onPress={() => {
                  setEmailGiven(false);
                  act.clear();
                }}
              >
                {signIn.change}
              </Button>
            </div>
            <input
              className={styles['hidden']}
              type="email"
              name="email"
              autoComplete="username"
              value={email}
              readOnly
              tabIndex={-1}
              aria-hidden="true"
            />
            <Field
              key="password"
              label={signIn.password}
              type="password"
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              autoFocus
            />
          </>
        ) : (
          <Field
            key="email"
            label={signIn.email}
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            autoFocus
          />
        )}
        {act.error === null ? null : <Failure error={act.error} />}
        <Button type="submit" kind="primary" busy={act.isBusy}>
          {isEmailGiven ? signIn.submit : signIn.next}
        </Button>
      </form>
    </Door>
  );
}
