// The slip itself, in the customer's language. What is printed is this element, on a page that is as long as it is.
import type { ReactNode } from 'react';
import { money } from '../language/money';
import { day, timeWithOffset } from '../language/time';
import type { Language } from '../language/language';
import { Qr } from './qr';
import { isOwed, type ChangeVoucher as Change } from '../sale/attempt';
import { inGroups, type Receipt } from './receipt';
import styles from './slip.module.css';

export function Slip({ receipt, language }: { receipt: Receipt; language: Language }) {
  const words = language.receipt;
  return (
    <article lang={language.tag}>
      {receipt.test && <p className={styles['test']}>{words.test}</p>}
      <p className={styles['shop']}>{receipt.shop}</p>
      <p className={styles['centre']}>{timeWithOffset(receipt.at, language)}</p>
      {receipt.copy > 1 && <p className={styles['copy']}>{words.copy(receipt.copy)}</p>}
      <Outcome receipt={receipt} language={language} />
      <dl className={styles['rows']}>
        <Row name={words.type}>
          {receipt.typeName} …{receipt.lastFour}
        </Row>
        {receipt.reference !== null && <Row name={words.reference}>{receipt.reference}</Row>}
        <Row name={words.terminal}>{receipt.terminal}</Row>
        <Row name={words.redemption}>{receipt.redemptionId}</Row>
      </dl>
      {receipt.outcome === 'checking' && <InDoubt receipt={receipt} language={language} />}
      {receipt.change !== null && <ChangeVoucher change={receipt.change} language={language} />}
      {receipt.test && <p className={styles['test']}>{words.test}</p>}
    </article>
  );
}

function Outcome({ receipt, language }: { receipt: Receipt; language: Language }) {
  const words = language.receipt;
  const { outcome, askedCents, takenCents, givenBackCents, stillToPayCents: rest } = receipt;
  const asked = askedCents === null ? words.wholeValue : money(askedCents, language);
  const word = {
    paid: words.paid,
    partly_paid: words.partlyPaid,
    given_back: language.outcome.givenBack,
    checking: words.checking,
    not_paid: words.notPaid,
  };
  return (
    <div className={styles['outcome']}>
      <p className={styles['word']}>{word[outcome]}</p>
      <p className={styles['sum']}>
        {outcome === 'checking' || outcome === 'not_paid' ? asked : money(takenCents, language)}
      </p>
      {givenBackCents > 0 && (
        <dl className={styles['rows']}>
          <Row name={language.lastSales.givenBack}>
            <strong>{money(givenBackCents, language)}</strong>
          </Row>
        </dl>
      )}
      {rest > 0 && (
        <dl className={styles['rows']}>
          <Row name={words.asked}>{asked}</Row>
          <Row name={words.stillToPay}>
            <strong>{money(rest, language)}</strong>
          </Row>
        </dl>
      )}
    </div>
  );
}

function InDoubt({ receipt: { redemptionId }, language }: { receipt: Receipt; language: Language }) {
  return (
    <div className={styles['box']}>
      <p>{language.receipt.checkingText}</p>
      <div className={styles['qr']}>
        <Qr text={redemptionId} label={redemptionId} />
      </div>
    </div>
  );
}

function ChangeVoucher({ change, language }: { change: Change; language: Language }) {
  const words = language.receipt;
  if (isOwed(change)) {
    return (
      <div className={styles['box']}>
        <p className={styles['word']}>{words.changeOwedHeading}</p>
        {change.amountCents !== null && <p className={styles['sum']}>{money(change.amountCents, language)}</p>}
        <p>{words.changeOwed}</p>
      </div>
    );
  }
  if (change.pin === null) return <p className={styles['centre']}>{words.changeSms}</p>;
  return (
    <div className={styles['box']}>
      <p className={styles['word']}>{words.changeHeading}</p>
      {change.amountCents !== null && <p className={styles['sum']}>{money(change.amountCents, language)}</p>}
      <div className={styles['qr']}>
        <Qr text={change.pin} label={words.changeHeading} />
      </div>
      <p className={styles['pin']}>{inGroups(change.pin)}</p>
      {change.expiresAt !== null && (
        <p>
          {words.changeExpires} {day(change.expiresAt, language)}
        </p>
      )}
      <p>{words.changeKeep}</p>
    </div>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles['row']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
