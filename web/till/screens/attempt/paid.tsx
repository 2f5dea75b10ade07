// Paid: hand over the goods, and the change. And paid in part: what is still to pay comes first, and is larger than all else.
import { stillToPayCents } from '../../sale/attempt';
import { Button } from '../parts/button';
import { money } from '../../language/money';
import { clockTime } from '../../language/time';
import { lettersOf, Money } from '../parts/money';
import { useWords } from '../parts/words';
import { ChangeVoucherCard } from './change';
import { Line, Outcome } from './outcome';
import { PrintAndNext } from './printing';
import type { AboutAttempt } from './props';
import styles from './outcome.module.css';

export function Paid(about: AboutAttempt) {
  const words = useWords();
  const { screen, attempt, send } = about;
  const { redemption } = attempt;
  if (redemption === null) return null;
  return (
    <Outcome
      answer="paid"
      word={words.outcome.paid}
      band={
        <>
          <Money cents={redemption.takenCents} /> <From {...about} />
        </>
      }
      actions={<PrintAndNext stage={screen.printing} send={send} next={words.paid.next} />}
    >
      <p className={styles['lead']}>{words.paid.handOver}</p>
      {redemption.change !== null && <ChangeVoucherCard change={redemption.change} />}
      <Line {...about} />
    </Outcome>
  );
}

/** When it was begun, where another customer may stand at the counter by now. */
export function From({ screen, attempt }: AboutAttempt) {
  const words = useWords();
  const isLate = attempt.found || attempt.givenUp || screen.back !== null;
  return isLate && words.paid.from(clockTime(attempt.startedAt, words));
}

export function PartlyPaid(about: AboutAttempt) {
  const words = useWords();
  const { screen, attempt, send } = about;
  const { redemption } = attempt;
  if (redemption === null) return null;
  const { lackCents = 0 } = attempt;
  const rest = stillToPayCents(redemption);
  const stillToPay = rest + lackCents;
  return (
    <Outcome
      answer="partly_paid"
      word={words.outcome.partlyPaid}
      first={
        <p className={styles['due']} style={lettersOf(money(stillToPay, words))}>
          <Money cents={stillToPay} testId="still-to-pay" className={styles['dueSum']} />{' '}
          <span className={styles['dueWord']}>{words.partlyPaid.still}</span>
        </p>
      }
      band={
        <>
          {words.partlyPaid.taken(money(redemption.takenCents, words))} <From {...about} />
        </>
      }
      actions={
        <>
          <Button keycap="Esc" onPress={() => send({ type: 'leave' })}>
            {words.paid.next}
          </Button>
          <PrintAndNext
            stage={screen.printing}
            send={send}
            next={words.partlyPaid.nextVoucher}
            printed={words.partlyPaid.printed}
          />
        </>
      }
    >
      {lackCents > 0 && <p>{words.partlyPaid.lack(money(lackCents, words))}</p>}
      {rest > 0 && <p>{words.partlyPaid.rest}</p>}
      {redemption.change !== null && <ChangeVoucherCard change={redemption.change} />}
      <Line {...about} />
    </Outcome>
  );
}
