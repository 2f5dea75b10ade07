// Screens that hold nothing but a sentence.
import { isSale } from '../../sale/screens';
import type { PaidBeforeScreen, State } from '../../sale/state';
import { Actions, Button } from './button';
import { Heading } from './heading';
import { Money } from './money';
import type { Send } from './send';
import { useWords } from './words';
import styles from './notice.module.css';

export function Starting({ state: { link, trouble }, send }: { state: State; send: Send }) {
  const language = useWords();
  const words = language.starting;
  if (trouble && isSale(link))
    return (
      <main data-screen="starting" className={styles['notice']}>
        <Heading>{language.finding.heading}</Heading>
        {link.amountCents !== null && <Money cents={link.amountCents} />}
        {link.reference !== null && <p>{language.amount.reference(link.reference)}</p>}
        <p>{language.finding.sale}</p>
        <p>{language.sending.wait}</p>
        <Actions>
          <Button keycap="Esc" onPress={() => send({ type: 'leave' })}>
            {language.sending.giveUp}
          </Button>
        </Actions>
      </main>
    );
  return (
    <main data-screen="starting" className={styles['notice']}>
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </main>
  );
}

/** The sale of the address. Whoever opened it again may mean another sale. */
export function PaidBefore({ state, screen, send }: { state: State; screen: PaidBeforeScreen; send: Send }) {
  const words = useWords();
  const { reference = null, amountCents = null } = state.link ?? {};
  return (
    <main data-screen="paid_before" className={styles['notice']}>
      <Heading>{words.paidBefore.heading}</Heading>
      <Money cents={screen.paidCents} />
      {reference !== null && <p>{words.amount.reference(reference)}</p>}
      <Actions>
        <Button onPress={() => send({ type: 'new_sale' })}>
          {words.paidBefore.new} {amountCents !== null && <Money cents={amountCents} />}
        </Button>
        <Button kind="main" keycap="Enter" onPress={() => send({ type: 'go_on' })}>
          {words.paid.next}
        </Button>
      </Actions>
    </main>
  );
}

export function OtherPage() {
  const words = useWords().otherPage;
  return (
    <main data-screen="other_page" className={styles['notice']}>
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </main>
  );
}
