// A code makes this browser a till.
import type { PairingScreen } from '../../sale/state';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Warning } from '../parts/icons';
import type { Send } from '../parts/send';
import { useWords } from '../parts/words';
import styles from './entry.module.css';

export function Pairing({ screen, send }: { screen: PairingScreen; send: Send }) {
  const words = useWords().pairing;
  const { fault, why } = screen;
  // A till that was shut out in the middle of a sale may be scanning still: a PIN is no code, and is not typed into the field.
  const isNew = why === 'new';
  const Title = isNew ? 'h1' : Heading;
  return (
    <main data-screen="pairing" className={styles['pairing']}>
      <form
        className={styles['card']}
        onSubmit={(event) => {
          event.preventDefault();
          send({ type: 'go_on' });
        }}
      >
        <Title>{words.heading}</Title>
        <p>{words.why[why]}</p>
        {screen.waiting > 0 && <p>{words.waiting(screen.waiting)}</p>}
        <div className={styles['field']} data-invalid={fault !== null}>
          <label htmlFor="code">{words.code}</label>
          <input
            id="code"
            autoFocus={isNew}
            className={[styles['digits'], styles['code']].join(' ')}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            aria-invalid={fault !== null}
            aria-describedby="code-line"
            value={screen.code}
            onChange={(event) => send({ type: 'enter_text', field: 'code', text: event.target.value })}
          />
          <p id="code-line" role="status" className={styles['fault']}>
            {fault !== null && (
              <>
                <Warning size="1.25em" />
                <span>{words.faults[fault]}</span>
              </>
            )}
          </p>
        </div>
        <Button kind="main" keycap="Enter" disabled={screen.busy} onPress={() => send({ type: 'go_on' })}>
          {screen.busy ? words.busy : words.submit}
        </Button>
      </form>
    </main>
  );
}
