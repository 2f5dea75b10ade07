// The voucher field: a scan with its Enter is enough. The amount stands still from here on.
import { useEffect, useRef } from 'react';
import { pinLength } from '../../sale/entry/voucher-type';
import type { State, VoucherScreen } from '../../sale/state';
import { inGroups } from '../../receipts/receipt';
import { money } from '../../language/money';
import { Asked, lettersOf } from '../parts/money';
import { Pad, PadKey } from '../parts/pad';
import type { Send } from '../parts/send';
import { useWords } from '../parts/words';
import { FaultLine } from './fault-line';
import { Types } from './types';
import styles from './entry.module.css';

export function Voucher({ state, screen, send }: { state: State; screen: VoucherScreen; send: Send }) {
  const language = useWords();
  const words = language.voucher;
  const { sale } = screen;
  const amount = sale.amountCents === null ? language.amount.whole : money(sale.amountCents, language);
  const type = state.types.find(({ id }) => id === state.typeId);
  const asksPhone = type !== undefined && type.phone !== null;
  const wanted = type === undefined ? null : pinLength(type);
  const notice = noticeOf(screen.notice, type?.name ?? '', words);
  const length = wanted === null ? '' : words.length(screen.pin.length, wanted);
  return (
    <main data-screen="voucher" className={styles['entry']}>
      <section className={styles['shown']} data-fields={asksPhone ? 2 : 1}>
        <div className={styles['sale']}>
          <h1 className={styles['label']}>{words.heading}</h1>
          <p>
            <Asked cents={sale.amountCents} className={styles['fixed']} />
          </p>
          {sale.paidCents > 0 && <p className={styles['soft']}>{words.rest(money(sale.paidCents, language))}</p>}
          {sale.reference !== null && <p className={styles['soft']}>{language.amount.reference(sale.reference)}</p>}
        </div>
        <div className={styles['roomy']}>
          <Types state={state} send={send} />
        </div>
        {asksPhone && <Phone screen={screen} send={send} />}
        <Pin screen={screen} send={send} typeName={type?.name ?? ''} line={notice ?? length} />
      </section>
      <Pad
        onDigits={(digits) => send({ type: 'digits', digits })}
        onErase={() => send({ type: 'erase' })}
        side={
          <PadKey kind="word" onPress={() => send({ type: 'leave' })}>
            {words.back}
          </PadKey>
        }
        main={
          <PadKey kind="go" onPress={() => send({ type: 'go_on' })}>
            <span style={lettersOf(amount)}>
              {words.take} <Asked cents={sale.amountCents} className={styles['onKey']} />
            </span>
          </PadKey>
        }
      />
    </main>
  );
}

type Words = ReturnType<typeof useWords>['voucher'];

function noticeOf(notice: VoucherScreen['notice'], typeName: string, words: Words): string | null {
  if (notice === null) return null;
  return notice === 'type_changed' ? words.typeChanged(typeName) : words.restChanged;
}

const OF_THE_PHONE = ['no_phone', 'wrong_phone'] as const;
const isOfThePhone = (fault: VoucherScreen['fault']): boolean => OF_THE_PHONE.some((own) => own === fault);

function Pin({ screen, send, typeName, line }: { screen: VoucherScreen; send: Send; typeName: string; line: string }) {
  const words = useWords().voucher;
  const fault = isOfThePhone(screen.fault) ? null : screen.fault;
  const field = useFieldFocus(screen.field === 'pin');
  return (
    <div className={styles['field']} data-invalid={fault !== null}>
      <label htmlFor="pin">
        {words.pin} <span>{typeName}</span>
      </label>
      <input
        ref={field}
        id="pin"
        className={styles['digits']}
        // No keyboard over the pad that stands there already.
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={fault !== null}
        aria-describedby="pin-line"
        value={inGroups(screen.pin)}
        onFocus={() => screen.field === 'pin' || send({ type: 'focus', field: 'pin' })}
        onChange={(event) => send({ type: 'enter_text', field: 'pin', text: event.target.value })}
      />
      <FaultLine id="pin-line" fault={fault} otherwise={line} />
    </div>
  );
}

function Phone({ screen, send }: { screen: VoucherScreen; send: Send }) {
  const words = useWords().voucher;
  const fault = isOfThePhone(screen.fault) ? screen.fault : null;
  const field = useFieldFocus(screen.field === 'phone');
  return (
    <div className={styles['field']} data-invalid={fault !== null}>
      <label htmlFor="phone">{words.phone}</label>
      <input
        ref={field}
        id="phone"
        className={styles['digits']}
        inputMode="none"
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby="phone-line"
        value={screen.phone}
        onFocus={() => screen.field === 'phone' || send({ type: 'focus', field: 'phone' })}
        onChange={(event) => send({ type: 'enter_text', field: 'phone', text: event.target.value })}
      />
      <FaultLine id="phone-line" fault={fault} otherwise={words.phoneHint} />
    </div>
  );
}

/** The field that typed digits go to has the focus. */
function useFieldFocus(active: boolean) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (active) field.current?.focus({ preventScroll: true });
  }, [active]);
  return field;
}
