// The change: a voucher of its own, worth money, that goes to the customer. The only PIN that a screen shows after a payment.
import { day } from '../../language/time';
import { inGroups } from '../../receipts/receipt';
import { Qr } from '../../receipts/qr';
import type { ChangeVoucher } from '../../sale/attempt';
import { Money } from '../parts/money';
import { useWords } from '../parts/words';
import styles from './outcome.module.css';

export function ChangeVoucherCard({ change }: { change: ChangeVoucher }) {
  const language = useWords();
  const words = language.paid;
  if (change.pin === null)
    return <p className={styles['lead']}>{change.delivery === 'sms' ? words.changeSms : language.lastSales.pinGone}</p>;
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
