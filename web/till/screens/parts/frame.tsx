// What is around every screen: whose till this is, test mode, trouble, and the way to what is parked and to the last sales.
import type { ReactNode } from 'react';
import type { State, Trouble } from '../../sale/state';
import { Button } from './button';
import { Back, List, Tray, Warning } from './icons';
import { isSettled } from './outcome-of';
import { useWords } from './words';
import type { Send } from './send';
import styles from './frame.module.css';

export function Frame({ state, send, children }: { state: State; send: Send; children: ReactNode }) {
  const { trouble, terminal } = state;
  return (
    <div className={styles['frame']}>
      <header className={[styles['header'], trouble && styles['troubled']].filter(Boolean).join(' ')}>
        {terminal?.livemode === false && <TestBar />}
        <Who state={state} />
        {trouble && <TroubleBanner trouble={trouble} now={state.now} />}
        <Ways state={state} send={send} />
      </header>
      {children}
    </div>
  );
}

function TestBar() {
  const words = useWords();
  return (
    <div className={styles['test']}>
      <strong title={words.receipt.test}>{words.test}</strong>
    </div>
  );
}

function Who({ state: { terminal } }: { state: State }) {
  const words = useWords();
  return (
    <p className={styles['who']}>
      <strong>{terminal === null ? words.product : terminal.accountName}</strong>
      <span>{terminal === null ? words.unpaired : `${terminal.terminalId} · ${terminal.name}`}</span>
    </p>
  );
}

function TroubleBanner({ trouble, now }: { trouble: Trouble; now: number }) {
  const words = useWords().trouble;
  const seconds = trouble.retryAt === null ? null : Math.ceil((trouble.retryAt - now) / 1000);
  const sentence =
    trouble.kind === 'asked_to_wait' && seconds !== null && seconds > 0
      ? words.asked_to_wait_until(seconds)
      : words[trouble.kind];
  return (
    <p className={styles['trouble']} role="status" data-trouble={trouble.kind}>
      <Warning />
      <span>{sentence}</span>
    </p>
  );
}

/** Only where the till can leave the screen for them. */
function Ways({ state, send }: { state: State; send: Send }) {
  const words = useWords().nav;
  const { name } = state.screen;
  const isList = name === 'tray' || name === 'last_sales';
  if (!isList && name !== 'amount' && name !== 'voucher') return null;
  const attempts = Object.values(state.attempts);
  return (
    <nav className={styles['ways']}>
      {isList && (
        <Button kind="quiet" icon={<Back />} keycap="Esc" onPress={() => send({ type: 'leave' })}>
          {words.close}
        </Button>
      )}
      {name !== 'tray' && (
        <Button
          kind="quiet"
          className={attempts.some(isSettled) ? styles['settled'] : undefined}
          icon={<Tray />}
          keycap="F5"
          onPress={() => send({ type: 'open_tray' })}
        >
          {words.parked} {attempts.length > 0 && <b className={styles['count']}>{attempts.length}</b>}
        </Button>
      )}
      {name !== 'last_sales' && (
        <Button kind="quiet" icon={<List />} keycap="F6" onPress={() => send({ type: 'open_last_sales' })}>
          {words.lastSales}
        </Button>
      )}
    </nav>
  );
}
