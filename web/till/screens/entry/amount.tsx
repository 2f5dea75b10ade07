// The first screen of a sale: how much, with which type of voucher.
import type { AmountScreen, State } from '../../sale/state';
import { money } from '../../language/money';
import { lettersOf, Money } from '../parts/money';
import { Heading } from '../parts/heading';
import { Pad, PadKey } from '../parts/pad';
import type { Send } from '../parts/send';
import { useWords } from '../parts/words';
import { FaultLine } from './fault-line';
import { Types } from './types';
import styles from './entry.module.css';

export function Amount({ state, screen, send }: { state: State; screen: AmountScreen; send: Send }) {
  const language = useWords();
  const words = language.amount;
  const shown = screen.wholeValue ? words.whole : money(screen.entryCents, language);
  const missing = useMissing(state);
  const { reference, paidCents } = screen;
  return (
    <main data-screen="amount" className={styles['entry']}>
      <section className={styles['shown']}>
        <div className={styles['total']}>
          <Heading className={styles['label']}>{words.heading}</Heading>
          <output className={styles['amount']} style={lettersOf(shown)}>
            {screen.wholeValue ? shown : <Money cents={screen.entryCents} />}
          </output>
          {paidCents > 0 && <p className={styles['soft']}>{language.voucher.rest(money(paidCents, language))}</p>}
          {reference !== null && <p className={styles['soft']}>{words.reference(reference)}</p>}
          <FaultLine
            fault={screen.fault}
            otherwise={screen.wholeValue ? words.wholeOn : (missing ?? words.hint)}
            till={state.terminal?.terminalId}
          />
        </div>
        <Types state={state} send={send} />
      </section>
      <Pad
        onDigits={(digits) => send({ type: 'digits', digits })}
        onErase={() => send({ type: 'erase' })}
        side={
          paidCents > 0 ? (
            <PadKey kind="word" onPress={() => send({ type: 'new_sale' })}>
              {language.paidBefore.new}
            </PadKey>
          ) : (
            <PadKey kind="word" pressed={screen.wholeValue} onPress={() => send({ type: 'whole_value' })}>
              {words.whole}
            </PadKey>
          )
        }
        main={
          <PadKey kind="go" onPress={() => send({ type: 'go_on' })}>
            {words.next}
          </PadKey>
        }
      />
    </main>
  );
}

/** What this browser cannot do: said, not hidden, and no reason to stop selling. */
function useMissing({ missing }: State): string | null {
  const words = useWords().trouble;
  if (missing.storage) return words.store;
  return missing.locks ? words.insecure : null;
}
