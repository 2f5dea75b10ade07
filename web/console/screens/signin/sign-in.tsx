// The first step: an e-mail address, then the password. One field at a time, and the same words whatever is wrong.
import { useState } from 'react';
import { session as calls } from '../../api/people';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/notice';
import { useAct } from '../../session/use-act';
import { Door } from './door';
import styles from './door.module.css';
import { useOnward } from './onward';

export function SignIn() {
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
