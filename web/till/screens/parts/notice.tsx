// Screens that hold nothing but a sentence.
import type { ReactNode } from 'react';
import { isSale } from '../../sale/screens';
import type { PaidBeforeScreen, State } from '../../sale/state';
import { Actions, Button } from './button';
import { Heading } from './heading';
import { Money } from './money';
import type { Send } from './send';
import { useWords } from './words';
import styles from './notice.module.css';

interface NoticeProps {
  readonly screen: 'starting' | 'paid_before' | 'other_page';
  /** Buttons, at the foot as on every other screen. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

function Notice({ screen, actions, children }: NoticeProps) {
  return (
    <main data-screen={screen} className={styles['notice']}>
      <div className={styles['text']}>{children}</div>
      {actions !== undefined && <Actions>{actions}</Actions>}
    </main>
  );
}

export function Starting({ state: { link, trouble }, send }: { state: State; send: Send }) {
  const language = useWords();
  const words = language.starting;
  if (trouble && isSale(link))
    return (
      <Notice
        screen="starting"
        actions={
          <Button keycap="Esc" onPress={() => send({ type: 'leave' })}>
            {language.sending.giveUp}
          </Button>
        }
      >
        <Heading>{language.finding.heading}</Heading>
        {link.amountCents !== null && <Money cents={link.amountCents} className={styles['amount']} />}
        {link.reference !== null && <p>{language.amount.reference(link.reference)}</p>}
        <p>{language.finding.sale}</p>
        <p>{language.sending.wait}</p>
      </Notice>
    );
  return (
    <Notice screen="starting">
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </Notice>
  );
}

/** The sale of the address. Whoever opened it again may mean another sale. */
export function PaidBefore({ state, screen, send }: { state: State; screen: PaidBeforeScreen; send: Send }) {
  const words = useWords();
  const { reference = null, amountCents = null } = state.link ?? {};
  return (
    <Notice
      screen="paid_before"
      actions={
        <>
          <Button onPress={() => send({ type: 'new_sale' })}>
            {words.paidBefore.new} {amountCents !== null && <Money cents={amountCents} />}
          </Button>
          <Button kind="main" keycap="Enter" onPress={() => send({ type: 'go_on' })}>
            {words.paid.next}
          </Button>
        </>
      }
    >
      <Heading>{words.paidBefore.heading}</Heading>
      <Money cents={screen.paidCents} className={styles['amount']} />
      {reference !== null && <p>{words.amount.reference(reference)}</p>}
    </Notice>
  );
}

export function OtherPage() {
  const words = useWords().otherPage;
  return (
    <Notice screen="other_page">
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </Notice>
  );
}
