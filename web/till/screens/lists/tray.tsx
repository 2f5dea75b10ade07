// What is parked. A card turns when its payment is settled, and then leads to its result and receipt.
import { money } from '../../language/money';
import type { Attempt } from '../../sale/attempt';
import { restNow } from '../../sale/earlier';
import type { State } from '../../sale/state';
import { Button, keepFocus } from '../parts/button';
import { Heading } from '../parts/heading';
import { Asked } from '../parts/money';
import { isSettled, outcomeOf } from '../parts/outcome-of';
import { OutcomeMark } from '../parts/outcome-mark';
import type { Send } from '../parts/send';
import { typeNameOf } from '../parts/type-name';
import { useWords } from '../parts/words';
import styles from './lists.module.css';

export function Tray({ state, send }: { state: State; send: Send }) {
  const words = useWords().tray;
  const attempts = Object.values(state.attempts).sort(settledFirst);
  return (
    <main data-screen="tray" className={styles['list']}>
      <Heading className={styles['heading']}>{words.heading}</Heading>
      {attempts.length === 0 ? (
        <p className={styles['soft']}>{words.none}</p>
      ) : (
        <ul className={styles['cards']}>
          {attempts.map((attempt) => (
            <Card key={attempt.id} state={state} attempt={attempt} send={send} />
          ))}
        </ul>
      )}
    </main>
  );
}

/** What can be handed over comes first; then the oldest. */
function settledFirst(one: Attempt, other: Attempt): number {
  return Number(isSettled(other)) - Number(isSettled(one)) || one.startedAt - other.startedAt;
}

function Card({ state, attempt, send }: { state: State; attempt: Attempt; send: Send }) {
  const words = useWords();
  const outcome = outcomeOf(attempt);
  const sale = attempt.phase === 'rest' ? restNow(state, attempt) : attempt;
  const minutes = Math.max(0, Math.floor((state.now - attempt.startedAt) / 60_000));
  return (
    <li data-attempt={attempt.id} data-outcome={outcome} className={isSettled(attempt) ? styles['turned'] : undefined}>
      <button
        type="button"
        className={styles['card']}
        onMouseDown={keepFocus}
        onClick={() => send({ type: 'open_attempt', id: attempt.id })}
      >
        <OutcomeMark outcome={outcome} />
        <span className={styles['sum']}>
          <Asked cents={sale.amountCents} />
        </span>
        <span>
          {attempt.phase === 'rest'
            ? words.voucher.rest(money(sale.paidCents, words))
            : `${typeNameOf(state, attempt.typeId)} …${attempt.lastFour}`}
        </span>
        <span className={styles['soft']}>
          {attempt.phase === 'elsewhere' ? words.tray.elsewhere : words.tray.age(minutes)}
          {attempt.reference !== null && ` · ${words.amount.reference(attempt.reference)}`}
        </span>
      </button>
      {attempt.phase === 'elsewhere' && (
        <Button onPress={() => send({ type: 'forget', id: attempt.id })}>{words.tray.forget}</Button>
      )}
    </li>
  );
}
