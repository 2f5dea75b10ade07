// Amount, voucher and pairing code as they are typed, and what Enter makes of them.
import { forgetSeen, put, recordOf } from '../attempts';
import type { Attempt } from '../attempt';
import type { Step } from '../effects';
import { digitsOf, faultOfPhone, faultOfPin, hasLetters, phoneWith, pinWith, withDigits } from './fields';
import type { Moment } from '../events';
import { after, chosenType, goTo, stay, voucherScreen, withEffects } from '../screens';
import type { EntryFault, PairingScreen, State, VoucherScreen } from '../state';
import { fits, type VoucherType } from './voucher-type';

/** Digits of the number pad or the keyboard, behind what stands there. */
export function digits(state: State, typed: string): State {
  const { screen } = state;
  if (!/^\d{1,2}$/.test(typed)) return state;
  if (screen.name === 'amount') {
    // What was typed is not what stands there: that is for the cashier to delete, not to go on with.
    if (screen.fault === 'amount_too_large') return state;
    const entryCents = withDigits(screen.wholeValue ? 0 : screen.entryCents, typed);
    if (entryCents === null) return { ...state, screen: { ...screen, fault: 'amount_too_large' } };
    return { ...state, screen: { ...screen, entryCents, wholeValue: false, fault: null } };
  }
  if (screen.name !== 'voucher') return state;
  return screen.field === 'pin'
    ? withPin(state, screen, pinWith(screen.pin, typed))
    : { ...state, screen: { ...screen, phone: phoneWith(screen.phone, typed), fault: null } };
}

function withPin(state: State, screen: VoucherScreen, pin: string, fault: EntryFault | null = null): State {
  return { ...state, screen: { ...screen, pin, fault, notice: null } };
}

export function erase(state: State): State {
  const { screen } = state;
  if (screen.name === 'amount')
    return {
      ...state,
      screen: { ...screen, entryCents: Math.floor(screen.entryCents / 10), wholeValue: false, fault: null },
    };
  if (screen.name !== 'voucher') return state;
  if (screen.field === 'pin') return withPin(state, screen, screen.pin.slice(0, -1));
  return { ...state, screen: { ...screen, phone: screen.phone.slice(0, -1), fault: null } };
}

/** Whatever the voucher is worth. Not for what is left of a sum. */
export function wholeValue(state: State): State {
  const { screen } = state;
  if (screen.name !== 'amount' || screen.paidCents > 0) return state;
  return { ...state, screen: { ...screen, entryCents: 0, wholeValue: !screen.wholeValue, fault: null } };
}

/** The whole of a field, as a touch keyboard or the clipboard gives it. */
export function enterText(state: State, field: 'pin' | 'phone' | 'code', text: string): State {
  const { screen } = state;
  if (screen.name === 'pairing' && field === 'code')
    return { ...state, screen: { ...screen, code: text.slice(0, 20), fault: null } };
  if (screen.name !== 'voucher') return state;
  if (field === 'pin')
    return withPin(state, { ...screen, field }, pinWith('', digitsOf(text)), hasLetters(text) ? 'letters' : null);
  return { ...state, screen: { ...screen, field: 'phone', phone: phoneWith('', digitsOf(text)), fault: null } };
}

export function chooseType(state: State, typeId: string): Step {
  const { screen, types } = state;
  const isChoice = screen.name === 'amount' || screen.name === 'voucher';
  if (!isChoice || !types.some(({ id }) => id === typeId)) return stay(state);
  const next: State = {
    ...state,
    typeId,
    screen: screen.name === 'voucher' ? { ...screen, field: 'pin', fault: null, notice: null } : screen,
  };
  return withEffects(next, { type: 'keep_profile' });
}

/** From here on the sale and the key are fixed. */
export function openVoucher(state: State, moment: Moment): Step {
  const { screen } = state;
  if (screen.name !== 'amount') return stay(state);
  const { entryCents, wholeValue: isWhole, reference, paidCents, parts, fault } = screen;
  if (fault === 'amount_too_large') return stay(state);
  if (!isWhole && entryCents < 1) return stay({ ...state, screen: { ...screen, fault: 'no_amount' } });
  const sale = { amountCents: isWhole ? null : entryCents, reference, paidCents, parts };
  return stay(goTo(state, voucherScreen(sale, moment), moment));
}

/** Enter on the voucher: checked here, then latched. A second Enter finds another screen. */
export function takePayment(state: State, moment: Moment): Step {
  const { screen, terminal } = state;
  const type = chosenType(state);
  if (screen.name !== 'voucher' || !type || !terminal) return stay(state);
  const pinFault = faultOfPin(type, screen.pin);
  if (pinFault) return stay({ ...state, screen: { ...screen, field: 'pin', fault: pinFault } });
  const phoneFault = faultOfPhone(type, screen.phone);
  if (phoneFault) {
    // On the way from the PIN the number was not asked for yet.
    const fault = phoneFault === 'no_phone' && screen.field === 'pin' ? null : phoneFault;
    return stay({ ...state, screen: { ...screen, field: 'phone', fault } });
  }
  const attempt = newAttempt(state, screen, type, terminal.id, moment);
  const begun = put(goTo(state, { name: 'sending', id: attempt.id, printing: 'none', back: null }, moment), attempt);
  const isOfLink = state.link !== null && state.link.reference === screen.sale.reference;
  const next: State = { ...begun, burst: silenced(begun), link: isOfLink ? null : state.link };
  const begin = withEffects(next, ...(isOfLink ? [{ type: 'clear_address' } as const] : []), {
    type: 'write_record',
    record: recordOf(attempt),
  });
  return after(begin, forgetSeen);
}

/** The characters of a scan are a PIN. */
function silenced({ burst }: State): State['burst'] {
  return burst && { ...burst, text: '', dropped: true };
}

function newAttempt(
  { types }: State,
  { key, sale, pin, phone }: VoucherScreen,
  type: VoucherType,
  terminal: string,
  { at }: Moment,
): Attempt {
  return {
    id: key,
    key,
    terminal,
    ...sale,
    typeId: type.id,
    lastFour: pin.slice(-4),
    startedAt: at,
    phase: 'writing',
    pin,
    phone: type.phone ? phone : null,
    otherTypes: types.filter((other) => other.id !== type.id && fits(other, pin)).map(({ id }) => id),
    redemption: null,
    refusal: null,
    parked: false,
    shown: false,
    found: false,
  };
}

/** The code is sent once it was entered; from the fragment of the address it is only filled in. */
export function pair(state: State): Step {
  const { screen } = state;
  if (screen.name !== 'pairing' || screen.busy) return stay(state);
  const refuse = (fault: PairingScreen['fault']) => stay({ ...state, screen: { ...screen, fault } });
  if (screen.code.replace(/[\s-]/g, '') === '') return refuse('no_code');
  const busy: State = { ...state, screen: { ...screen, busy: true, fault: null } };
  return withEffects(busy, { type: 'claim', code: screen.code });
}
