// What becomes of a scan, wherever the focus was.
import type { Step } from './effects';
import { faultOfPhone, faultOfScan, typeOfScan } from './entry/fields';
import type { Moment } from './events';
import { chosenType, goTo, stay, voucherScreen } from './screens';
import type { State } from './state';
import { takePayment } from './entry/typing';
import { fits } from './entry/voucher-type';

/** Whether digits that came as slowly as typed ones, with Enter behind them, are the PIN, while what stands in the field is not right. */
export function isTypedPin(state: State, digits: string): boolean {
  const { screen } = state;
  const type = chosenType(state);
  if (screen.name !== 'voucher' || !type || !fits(type, digits)) return false;
  return screen.field === 'pin' ? !fits(type, screen.pin) : faultOfPhone(type, screen.phone) !== null;
}

/**
 * On the voucher field a scan of the chosen type is all that is needed. Over an amount that nobody has confirmed it only fills the
 * voucher field. On a result it is nothing.
 */
export function scanned(state: State, digits: string, moment: Moment): Step {
  const { screen } = state;
  if (screen.name !== 'amount' && screen.name !== 'voucher') return stay(state);
  if (screen.fault === 'amount_too_large') return stay(state);
  const chosen = chosenType(state)?.id ?? null;
  const type = typeOfScan(state.types, chosen, digits);
  if (!type) return stay({ ...state, screen: { ...screen, fault: faultOfScan(digits) } });
  const isChosen = type.id === chosen;
  const next: State = { ...state, typeId: type.id };
  const field = type.phone ? 'phone' : 'pin';
  const notice = isChosen ? null : 'type_changed';
  if (screen.name === 'amount') {
    if (!screen.wholeValue && screen.entryCents < 1)
      return stay({ ...state, screen: { ...screen, fault: 'amount_first' } });
    const { entryCents, wholeValue, reference, paidCents, parts } = screen;
    const sale = { amountCents: wholeValue ? null : entryCents, reference, paidCents, parts };
    return stay(goTo(next, { ...voucherScreen(sale, moment), pin: digits, field, notice }, moment));
  }
  const filled: State = { ...next, screen: { ...screen, pin: digits, fault: null, notice } };
  if (isChosen) return takePayment(filled, moment);
  return stay({ ...filled, screen: { ...screen, pin: digits, field, fault: null, notice } });
}
