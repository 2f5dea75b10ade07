// The change: a voucher of its own, worth money, that goes to the customer. The only PIN that a screen shows after a payment.
import type { Language } from '../../language/language';
import { money } from '../../language/money';
import { day } from '../../language/time';
import { inGroups } from '../../receipts/receipt';
import { Qr } from '../../receipts/qr';
import { isOwed, type ChangeVoucher } from '../../sale/attempt';
import { Money } from '../parts/money';
import { useWords } from '../parts/words';
import styles from './outcome.module.css';

export function ChangeVoucherCard({ change }: { change: ChangeVoucher }) {
  const language = useWords();
  const words = language.paid;
  if (isOwed(change)) return <Owed change={change} />;
  if (change.pin === null) return <p className={styles['lead']}>{words.changeSms}</p>;
  return (
    <section className={styles['change']} aria-label={words.change}>
      <div className={styles['code']}>
        <Qr text={change.pin} label={words.changeCode} testId="change-qr" />
      </div>
      <div className={styles['facts']}>
        <h2 className={styles['soft']}>{words.change}</h2>
        {change.amountCents !== null && (
          <p className={styles['worth']}>
            <Money cents={change.amountCents} />
          </p>
        )}
        <p className={styles['pin']} data-testid="change-pin">
          {inGroups(change.pin)}
        </p>
        <p className={styles['soft']}>
          {words.giveChange}
          {change.expiresAt !== null && ` ${words.expires(day(change.expiresAt, language))}`}
        </p>
      </div>
    </section>
  );
}

/** Issued, and its PIN did not come back: never shown as if there were no change. */
function Owed({ change }: { change: ChangeVoucher }) {
  const language = useWords();
  return (
    <section className={styles['change']} aria-label={language.paid.change}>
      <div className={styles['facts']}>
        <p className={styles['lead']} data-testid="change-owed">
          <strong>{owedWords(change, language)}</strong>
        </p>
        <p className={styles['soft']}>{language.paid.changeOwedWhy}</p>
      </div>
    </section>
  );
}

/** What is said of change whose voucher is not here, with its amount where that is known. */
export function owedWords({ amountCents }: ChangeVoucher, language: Language): string {
  return language.paid.changeOwed(amountCents === null ? null : money(amountCents, language));
}
