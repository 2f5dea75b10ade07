// Proven by the server: the request never came, and cannot come any more. The voucher may be scanned again, unless the customer has paid another way.
import { Actions, Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Asked } from '../parts/money';
import { useWords } from '../parts/words';
import { Line } from './outcome';
import type { AboutAttempt } from './props';
import styles from './waiting.module.css';

export function NeverArrived(about: AboutAttempt) {
  const language = useWords();
  const words = language.neverArrived;
  const { attempt, send } = about;
  return (
    <main data-screen="never_arrived" className={styles['waiting']}>
      <div className={styles['middle']} role="alert">
        <Heading className={styles['heading']}>{words.heading}</Heading>
        <p className={styles['amount']}>
          <Asked cents={attempt.amountCents} />
        </p>
        <p className={styles['say']}>{words.text}</p>
        <Line {...about} />
      </div>
      <Actions>
        {!attempt.givenUp && (
          <Button keycap="Esc" onPress={() => send({ type: 'leave' })}>
            {language.notPaid.next}
          </Button>
        )}
        <Button kind="main" keycap="Enter" onPress={() => send({ type: 'go_on' })}>
          {attempt.givenUp ? language.notPaid.next : words.again}
        </Button>
      </Actions>
    </main>
  );
}
