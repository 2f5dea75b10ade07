// Screens that hold nothing but a sentence.
import { isSale } from '../../sale/screens';
import type { State } from '../../sale/state';
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

export function OtherPage() {
  const words = useWords().otherPage;
  return (
    <main data-screen="other_page" className={styles['notice']}>
      <Heading>{words.heading}</Heading>
      <p>{words.text}</p>
    </main>
  );
}
