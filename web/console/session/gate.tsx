// Keeps a screen standing while its session ends: warns before, lets somebody sign in again over what is half typed, and asks for a
// password where an act takes it. What waited for that goes on by itself, under the key that it had.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Session } from '../api/documents';
import { transport } from '../api/transport';
import { IdleWatch } from './idle-watch';
import { SignInAgain } from './sign-in-again';
import { enter, SessionContext } from './session';
import { useSignOut } from './sign-out';
import { StepUp } from './step-up';

type Asked = 'sign_in' | 'step_up';

interface Question {
  readonly promise: Promise<boolean>;
  readonly answer: (done: boolean) => void;
}

/** One question at a time: calls that fail together wait for the same answer. */
function useQuestions() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<Partial<Record<Asked, Question>>>({});
  const ask = (what: Asked): Promise<boolean> => {
    const standing = open.current[what];
    if (standing) return standing.promise;
    let answer: Question['answer'] = () => undefined;
    const promise = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    open.current[what] = { promise, answer };
    setAsked(what);
    return promise;
  };
  const answer = (what: Asked, done: boolean): void => {
    const question = open.current[what];
    open.current[what] = undefined as never;
    setAsked(open.current.sign_in ? 'sign_in' : open.current.step_up ? 'step_up' : null);
    question?.answer(done);
  };
  return { asked, ask, answer };
}

export function SessionGate({ session, children }: { session: Session; children: ReactNode }) {
  const client = useQueryClient();
  const signOut = useSignOut();
  const { asked, ask, answer } = useQuestions();
  const askRef = useRef(ask);
  useEffect(() => {
    askRef.current = ask;
  });
  useEffect(
    () =>
      transport.ask({
        signInAgain: () => askRef.current('sign_in'),
        stepUp: () => askRef.current('step_up'),
      }),
    [],
  );
  const entered = (next: Session): void => {
    enter(client, next);
    answer(asked ?? 'sign_in', true);
  };
  const left = (): void => {
    answer('sign_in', false);
    // It may stand all the same: this page goes by what it heard last, and a password alone begins one.
    signOut(session.user.id);
  };
  return (
    <SessionContext.Provider value={session}>
      {children}
      <IdleWatch session={session} onOver={() => void ask('sign_in')} isAsking={asked === 'sign_in'} />
      {asked === 'sign_in' ? <SignInAgain session={session} onDone={entered} onLeave={left} /> : null}
      {asked === 'step_up' ? (
        <StepUp
          session={session}
          onDone={entered}
          onClose={() => {
            answer('step_up', false);
          }}
        />
      ) : null}
    </SessionContext.Provider>
  );
}
