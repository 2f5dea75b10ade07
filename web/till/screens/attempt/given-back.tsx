// Support has given it back before anybody saw it here: it is not paid, or in part.
import { keptCents } from '../../sale/attempt';
import { saleAfter } from '../../sale/screens';
import { money } from '../../language/money';
import { Button } from '../parts/button';
import { useWords } from '../parts/words';
import { ChangeVoucherCard } from './change';
import { Line, Outcome } from './outcome';
import { From } from './paid';
import { PrintAndNext } from './printing';
import type { AboutAttempt } from './props';
import styles from './outcome.module.css';

export function GivenBack(about: AboutAttempt) {
  const language = useWords();
  const words = language.givenBack;
  const { screen, attempt, send } = about;
  const { redemption } = attempt;
  if (redemption === null) return null;
  const { amountCents } = saleAfter(attempt);
  const kept = keptCents(redemption);
  const another =
    amountCents === 0
      ? language.paid.next
      : words.another(amountCents ? money(amountCents, language) : language.amount.whole);
  return (
    <Outcome
      answer="given_back"
      word={language.outcome.givenBack}
      band={
        <>
          <span data-testid="given-back" data-cents={redemption.givenBackCents}>
            {words.of(money(redemption.givenBackCents, language), money(redemption.takenCents, language))}
          </span>{' '}
          <From {...about} />
        </>
      }
      actions={
        <>
          {amountCents !== 0 && (
            <Button keycap="Esc" onPress={() => send({ type: 'leave' })}>
              {language.paid.next}
            </Button>
          )}
          <PrintAndNext stage={screen.printing} send={send} next={another} printed={another} />
        </>
      }
    >
      <p className={styles['lead']}>{kept > 0 ? words.part(money(kept, language)) : words.all}</p>
      {redemption.change !== null && <ChangeVoucherCard change={redemption.change} />}
      <Line {...about} />
    </Outcome>
  );
}
