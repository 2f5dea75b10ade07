// A second factor, step by step: the code for the app, one code back as proof, and ten codes for when the phone is gone. They are shown once.
import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../api/documents';
import { session as calls } from '../../api/people';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Copy } from '../../parts/copy';
import { Check, Field } from '../../parts/field';
import { Failure, Skeleton } from '../../parts/notice';
import { Form, Secret } from '../../parts/page';
import { Qr } from '../../parts/qr';
import { useAct } from '../../session/use-act';
import styles from './door.module.css';

export function SetUpSecondFactor(props: { onBegin: () => void; onDone: (session: Session) => void }) {
  const { onBegin, onDone } = props;
  const [seed, setSeed] = useState<{ secret: string; otpauth_url: string } | null>(null);
  const [code, setCode] = useState('');
  const [done, setDone] = useState<{ session: Session; recovery_codes: readonly string[] } | null>(null);
  const begin = useAct();
  const confirm = useAct();
  const start = (): void => {
    begin.run(async () => {
      setSeed(await calls.setUpSecondFactor());
    });
  };
  useEffect(() => {
    onBegin();
    start();
    // Once: each call makes another seed, and the app has read the one before.
  }, []);
  const { setUp } = words.session;
  if (done) return <RecoveryCodes codes={done.recovery_codes} onKept={() => onDone(done.session)} />;
  if (begin.error !== null) return <Failure error={begin.error} retry={start} />;
  if (!seed) return <Skeleton rows={3} />;
  return (
    <Form
      onSubmit={() => {
        confirm.run(async () => {
          setDone(
            await calls.confirmSecondFactor(code.trim()).catch((error: unknown) => {
              setCode('');
              throw error;
            }),
          );
        });
      }}
    >
      <p>{setUp.scan}</p>
      <div className={styles['middle']}>
        <Qr text={seed.otpauth_url} label={setUp.qr} />
      </div>
      <details>
        <summary>{setUp.byHand}</summary>
        <Secret>{seed.secret.replace(/(.{4})(?=.)/g, '$1 ')}</Secret>
      </details>
      <Field
        label={setUp.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        autoFocus
      />
      {confirm.error === null ? null : <Failure error={confirm.error} />}
      <Button type="submit" kind="primary" busy={confirm.isBusy}>
        {setUp.submit}
      </Button>
    </Form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const [isKept, setKept] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { setUp } = words.session;
  useEffect(() => {
    // The field that had the focus is gone: what comes next is read from here.
    heading.current?.focus();
  }, []);
  return (
    <Form
      onSubmit={() => {
        if (isKept) onKept();
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {setUp.codes}
      </h2>
      <p>{setUp.codesText}</p>
      <ul className={styles['codes']}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Copy text={codes.join('\n')}>{setUp.copy}</Copy>
      <Check label={setUp.kept} checked={isKept} onChange={setKept} />
      <Button type="submit" kind="primary" disabled={!isKept}>
        {setUp.go}
      </Button>
    </Form>
  );
}
