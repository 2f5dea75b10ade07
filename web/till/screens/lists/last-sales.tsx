// This till's last payments, for a copy of a receipt. No PIN stands here before somebody has asked for it twice.
import { money } from '../../language/money';
import { clockTime } from '../../language/time';
import { isOwed, stillToPayCents, toldOf, type Redemption } from '../../sale/attempt';
import type { LastSalesScreen, State } from '../../sale/state';
import { inGroups } from '../../receipts/receipt';
import { owedWords } from '../attempt/change';
import { Button, keepFocus } from '../parts/button';
import { Heading } from '../parts/heading';
import { Printer } from '../parts/icons';
import { Asked, Money } from '../parts/money';
import { OutcomeMark } from '../parts/outcome-mark';
import type { Send } from '../parts/send';
import { typeNameOf } from '../parts/type-name';
import { useWords } from '../parts/words';
import { SettingsForm } from './settings';
import styles from './lists.module.css';

interface LastSalesProps {
  readonly state: State;
  readonly screen: LastSalesScreen;
  readonly send: Send;
}

export function LastSales({ state, screen, send }: LastSalesProps) {
  const words = useWords().lastSales;
  const { rows, fault } = screen;
  return (
    <main data-screen="last_sales" className={styles['list']}>
      <Heading className={styles['heading']}>{words.heading}</Heading>
      {fault !== null && (
        <p role="status" className={styles['fault']}>
          {words.faults[fault]}
        </p>
      )}
      {rows === null
        ? fault === null && <p className={styles['soft']}>{words.loading}</p>
        : rows.length === 0 && <p className={styles['soft']}>{words.none}</p>}
      <ul className={styles['rows']}>
        {rows?.map((row) => (
          <Row key={row.id} row={row} state={state} screen={screen} send={send} />
        ))}
      </ul>
      <SettingsForm settings={state.settings} send={send} />
    </main>
  );
}

function Row({ row, state, screen, send }: LastSalesProps & { row: Redemption }) {
  const language = useWords();
  const opened = screen.opened?.redemption.id === row.id ? screen.opened : null;
  const told = row.outcome === 'paid' ? toldOf({ phase: 'settled', redemption: row }) : row.outcome;
  const partly = row.outcome === 'paid' && stillToPayCents(row) > 0;
  return (
    <li data-redemption={row.id}>
      <button
        type="button"
        className={styles['row']}
        aria-expanded={opened !== null}
        disabled={screen.busy === row.id}
        onMouseDown={keepFocus}
        onClick={() => send({ type: 'open_sale', redemptionId: row.id })}
      >
        <span>{clockTime(row.at, language)}</span>
        <span className={styles['rowSum']}>
          {row.outcome === 'paid' ? <Money cents={row.takenCents} /> : <Asked cents={row.askedCents} />}
        </span>
        <span className={styles['soft']}>
          {partly && `${language.lastSales.of(money(row.askedCents ?? 0, language))} · `}
          {row.givenBackCents > 0 && `${language.lastSales.givenBack} ${money(row.givenBackCents, language)} · `}
          {typeNameOf(state, row.typeId)} …{row.lastFour}
          {row.reference !== null && ` · ${row.reference}`}
        </span>
        <OutcomeMark outcome={told ?? 'paid'} />
      </button>
      {opened !== null && <Opened opened={opened} send={send} />}
    </li>
  );
}

function Opened({ opened, send }: { opened: NonNullable<LastSalesScreen['opened']>; send: Send }) {
  const language = useWords();
  const words = language.lastSales;
  const { redemption, pinShown, copy } = opened;
  const { change } = redemption;
  return (
    <div className={styles['opened']}>
      <p className={styles['id']}>{redemption.id}</p>
      {redemption.givenBackCents > 0 && (
        <p>
          {words.givenBack} <Money cents={redemption.givenBackCents} />
        </p>
      )}
      {change !== null && isOwed(change) && <p data-testid="change-owed">{owedWords(change, language)}</p>}
      {change !== null && !isOwed(change) && (
        <p>
          {words.changePin} {change.amountCents !== null && <Money cents={change.amountCents} />}{' '}
          {pinShown && change.pin !== null && (
            <strong className={styles['pin']} data-testid="change-pin">
              {inGroups(change.pin)}
            </strong>
          )}
          {change.pin === null && language.paid.changeSms}
        </p>
      )}
      <div className={styles['buttons']}>
        {redemption.outcome === 'paid' && (
          <Button icon={<Printer />} onPress={() => send({ type: 'reprint', redemptionId: redemption.id })}>
            {words.reprint}
          </Button>
        )}
        {!pinShown && change !== null && change.pin !== null && (
          <Button onPress={() => send({ type: 'show_pin' })}>{words.showPin}</Button>
        )}
        {copy !== null && (
          <p role="status" className={styles['soft']}>
            {words.printed(copy)}
          </p>
        )}
      </div>
    </div>
  );
}
