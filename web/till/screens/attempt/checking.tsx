// Nobody knows yet. Enter does nothing here: it may only be parked, and a slip printed.
import { clockTime } from '../../language/time';
import { Button } from '../parts/button';
import { Printer, Speech } from '../parts/icons';
import { Asked } from '../parts/money';
import { useWords } from '../parts/words';
import { Line, Outcome } from './outcome';
import type { AboutAttempt } from './props';
import styles from './outcome.module.css';

export function Checking(about: AboutAttempt) {
  const language = useWords();
  const words = language.checking;
  const { attempt, send } = about;
  return (
    <Outcome
      answer="checking"
      word={language.outcome.checking}
      band={<Asked cents={attempt.amountCents} />}
      actions={
        <>
          <Button icon={<Printer />} keycap="P" onPress={() => send({ type: 'print' })}>
            {words.slip}
          </Button>
          <Button kind="main" keycap="F4" onPress={() => send({ type: 'park' })}>
            {words.park}
          </Button>
        </>
      }
    >
      <p className={styles['lead']}>{words.heading}</p>
      <p className={styles['soft']}>
        {words.text} {words.since(clockTime(attempt.startedAt, language))}
      </p>
      <div className={styles['say']}>
        <Speech />
        <p>{language.notPaid.say}</p>
        <p>{words.say}</p>
      </div>
      <Line {...about} />
      {attempt.redemption !== null && <p className={styles['soft']}>{attempt.redemption.id}</p>}
    </Outcome>
  );
}
