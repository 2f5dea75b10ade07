// What the four answers have in common: a band in the answer's colour with icon and word, what belongs to it, and the buttons.
import type { ReactNode } from 'react';
import { Actions } from '../parts/button';
import { Heading } from '../parts/heading';
import { Back, Clock, Cross, Half, Tick } from '../parts/icons';
import { useWords } from '../parts/words';
import type { AboutAttempt } from './props';
import { typeNameOf } from '../parts/type-name';
import styles from './outcome.module.css';

export type Answer = 'paid' | 'partly_paid' | 'given_back' | 'not_paid' | 'checking';

/** Never the colour alone: each answer has its own form as well. */
export const ANSWER_ICONS = {
  paid: Tick,
  partly_paid: Half,
  given_back: Back,
  not_paid: Cross,
  checking: Clock,
} as const;

interface OutcomeProps {
  readonly answer: Answer;
  readonly word: string;
  /** Before the word: what is still to pay. */
  readonly first?: ReactNode;
  /** In the band, under the word. */
  readonly band: ReactNode;
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

export function Outcome({ answer, word, first, band, actions, children }: OutcomeProps) {
  const Icon = ANSWER_ICONS[answer];
  return (
    <main data-screen={answer} className={styles['outcome']}>
      <div role="alert">
        {first}
        <div className={styles['band']}>
          <span className={styles['icon']}>
            <Icon size="1em" />
          </span>
          <div>
            <Heading className={styles['word']}>{word}</Heading>
            <div className={styles['under']}>{band}</div>
          </div>
        </div>
      </div>
      <div className={styles['body']}>{children}</div>
      <Actions>{actions}</Actions>
    </main>
  );
}

/** Which voucher it is about, and for which sale. */
export function Line({ state, attempt }: AboutAttempt) {
  const words = useWords();
  return (
    <>
      {attempt.scannedAgain && <p>{words.paid.scannedAgain(attempt.lastFour)}</p>}
      <p className={styles['line']}>
        {typeNameOf(state, attempt.typeId)} …{attempt.lastFour}
        {attempt.reference !== null && <> · {words.amount.reference(attempt.reference)}</>}
      </p>
    </>
  );
}
