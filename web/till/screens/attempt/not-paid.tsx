// Not paid: one sentence why, one to say to the customer. A refusal of the voucher, never a fault of the network.
import { reasonCodeOf, typesToTry } from '../../sale/attempt';
import { Button } from '../parts/button';
import { Speech } from '../parts/icons';
import { useWords } from '../parts/words';
import { Line, Outcome } from './outcome';
import { typeNameOf } from '../parts/type-name';
import type { AboutAttempt } from './props';
import styles from './outcome.module.css';

/** The same voucher again would be refused again. */
const SPENT = /^voucher_(?!not_found)/;

export function NotPaid(about: AboutAttempt) {
  const language = useWords();
  const words = language.notPaid;
  const { state, attempt, send } = about;
  const code = reasonCodeOf(attempt);
  const reason = reasonOf(language.reasons, code);
  // Whoever has it may have taken it: this till cannot say that nobody did.
  const inUse = code === 'voucher_in_use';
  const holder = attempt.refusal?.redemptionId ? words.here : words.elsewhere;
  return (
    <Outcome
      answer="not_paid"
      word={inUse ? language.outcome.inUse : language.outcome.notPaid}
      band={inUse ? holder : words.nothing}
      actions={
        <>
          {typesToTry(attempt).map((typeId) => (
            <Button key={typeId} onPress={() => send({ type: 'try_as', typeId })}>
              {words.tryAs(typeNameOf(state, typeId))}
            </Button>
          ))}
          {!attempt.givenUp && (
            <Button keycap="Esc" onPress={() => send({ type: 'leave' })}>
              {words.next}
            </Button>
          )}
          <Button kind="main" keycap="Enter" onPress={() => send({ type: 'go_on' })}>
            {attempt.givenUp ? words.next : SPENT.test(code ?? '') ? words.another : words.again}
          </Button>
        </>
      }
    >
      <p className={styles['lead']}>{reason.why}</p>
      <div className={styles['say']}>
        <Speech />
        <p>{words.say}</p>
        <p>{reason.say}</p>
      </div>
      <Line {...about} />
    </Outcome>
  );
}

type Reasons = ReturnType<typeof useWords>['reasons'];

/** The words for a code; those that are always true for one that this page does not know. */
export function reasonOf(reasons: Reasons, code: string | null | undefined): Reasons['other'] {
  return code !== null && code !== undefined && Object.hasOwn(reasons, code)
    ? reasons[code as keyof Reasons]
    : reasons.other;
}
