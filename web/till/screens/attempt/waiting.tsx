// No answer yet: asking, or finding out after a reload. Every wait shows its clock, and has a way out.
import type { ReactNode } from 'react';
import { isLongWait } from '../../sale/entry/timing';
import { money } from '../../language/money';
import { clockTime } from '../../language/time';
import { Actions, Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Sent } from '../parts/icons';
import { Asked } from '../parts/money';
import { useWords } from '../parts/words';
import { typeNameOf } from '../parts/type-name';
import type { AboutAttempt } from './props';
import styles from './waiting.module.css';

/** From then on the till says that it is not stuck. */
const STILL_ASKING_MS = 8_000;

export function Sending(about: AboutAttempt) {
  const words = useWords().sending;
  const { state, attempt, send } = about;
  const waited = Math.max(0, state.now - attempt.startedAt);
  return (
    <Waiting
      about={about}
      name="sending"
      heading={words.heading}
      actions={
        // Without a connection at once. F4 does so at any time.
        (isLongWait(state.now, attempt.startedAt) || state.trouble?.kind === 'offline') && (
          <Actions>
            <Button onPress={() => send({ type: 'give_up' })}>{words.giveUp}</Button>
            <Button kind="main" keycap="F4" onPress={() => send({ type: 'park' })}>
              {words.park}
            </Button>
          </Actions>
        )
      }
    >
      <p className={styles['seconds']}>{words.seconds(Math.floor(waited / 1000))}</p>
      <p className={styles['say']}>{words.wait}</p>
      <p role="status" className={styles['soft']}>
        {waited >= STILL_ASKING_MS && words.still}
      </p>
    </Waiting>
  );
}

export function FindingOut(about: AboutAttempt) {
  const language = useWords();
  const { attempt, send } = about;
  const amount = attempt.amountCents === null ? language.amount.whole : money(attempt.amountCents, language);
  return (
    <Waiting
      about={about}
      name="finding_out"
      heading={language.finding.about(amount, attempt.lastFour, clockTime(attempt.startedAt, language))}
      actions={
        <Actions>
          <Button kind="main" keycap="F4" onPress={() => send({ type: 'park' })}>
            {language.sending.park}
          </Button>
        </Actions>
      }
    >
      <p className={styles['say']}>{language.sending.wait}</p>
      <p className={styles['soft']}>{language.finding.text}</p>
    </Waiting>
  );
}

interface WaitingProps {
  readonly about: AboutAttempt;
  readonly name: 'sending' | 'finding_out';
  readonly heading: string;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

function Waiting({ about: { state, attempt }, name, heading, actions, children }: WaitingProps) {
  const words = useWords().paid;
  return (
    <main data-screen={name} className={styles['waiting']}>
      <div className={styles['middle']}>
        <span className={styles['icon']}>
          <Sent size={40} />
        </span>
        <Heading className={styles['heading']}>{heading}</Heading>
        {name === 'sending' && (
          <>
            <p className={styles['amount']}>
              <Asked cents={attempt.amountCents} />
            </p>
            <p className={styles['soft']}>
              {typeNameOf(state, attempt.typeId)} …{attempt.lastFour}
            </p>
          </>
        )}
        <span className={styles['bar']} aria-hidden="true" />
        {children}
        {attempt.scannedAgain && <p>{words.scannedAgain(attempt.lastFour)}</p>}
      </div>
      {actions}
    </main>
  );
}
