// What a person does at the till, screen by screen.
import { toldOf } from '../attempt';
import type { Step } from '../effects';
import { isUnread } from '../entry/timing';
import type { Act, Moment } from '../events';
import { openLastSales, readSale, reprint, showPin } from '../lists';
import { amountScreen, goTo, isSale, reopened, stay, withEffects } from '../screens';
import { dropLink, leaveAttempt, newSale, nextCustomer } from '../next';
import { begin } from '../start/begin';
import type { State } from '../state';
import { chooseType, digits, enterText, erase, openVoucher, pair, takePayment, wholeValue } from '../entry/typing';
import { again, giveUp, handedOver, isReceipt, print, tryAs } from './result';
import { forget, openAttempt, openTray, park } from './tray';

/** A button, a tap, or the key that stands for it. What the screen does not offer does nothing. */
export function act(state: State, done: Act, moment: Moment): Step {
  switch (done.type) {
    case 'digits':
      return stay(digits(state, done.digits));
    case 'erase':
      return stay(erase(state));
    case 'whole_value':
      return stay(wholeValue(state));
    case 'new_sale':
      return newSale(state, moment);
    case 'choose_type':
      return chooseType(state, done.typeId);
    case 'enter_text':
      return stay(enterText(state, done.field, done.text));
    case 'focus':
      return stay(
        state.screen.name === 'voucher' ? { ...state, screen: { ...state.screen, field: done.field } } : state,
      );
    case 'go_on':
      return goOn(state, moment);
    case 'leave':
      return leave(state, moment);
    case 'park':
      return park(state, moment);
    case 'give_up':
      return giveUp(state, moment);
    case 'print':
      return print(state);
    case 'leave_unprinted':
      return leaveUnprinted(state, moment);
    case 'try_as':
      return tryAs(state, done.typeId, moment);
    case 'open_tray':
      return openTray(state, moment);
    case 'open_attempt':
      return openAttempt(state, done.id, moment);
    case 'forget':
      return forget(state, done.id);
    case 'open_last_sales':
      return openLastSales(state, moment);
    case 'open_sale':
      return readSale(state, done.redemptionId);
    case 'show_pin':
      return stay(showPin(state));
    case 'reprint':
      return reprint(state, done.redemptionId);
    case 'change_settings':
      return withEffects({ ...state, settings: { ...state.settings, ...done.settings } }, { type: 'keep_profile' });
  }
}

/** What Enter does. */
function goOn(state: State, moment: Moment): Step {
  const { screen } = state;
  switch (screen.name) {
    case 'amount':
      return openVoucher(state, moment);
    case 'voucher':
      return takePayment(state, moment);
    case 'pairing':
      return pair(state);
    case 'paid':
      return handedOver(state, screen, moment, leaveAttempt);
    case 'partly_paid':
    case 'given_back':
      return isUnread(state, moment.at) ? stay(state) : handedOver(state, screen, moment, again);
    case 'not_paid':
    case 'never_arrived':
      return handedOver(state, screen, moment, state.attempts[screen.id]?.givenUp ? leaveAttempt : again);
    case 'paid_before':
      return isUnread(state, moment.at) ? stay(state) : dropLink(state, (next) => nextCustomer(next, moment));
    case 'tray': {
      const settled = Object.values(state.attempts).find((attempt) => toldOf(attempt) && attempt.phase !== 'checking');
      return settled ? openAttempt(state, settled.id, moment) : stay(state);
    }
    // Checking is never dismissed by Enter; where it is sent, there is nothing to go on to.
    case 'checking':
    case 'sending':
    case 'finding_out':
    case 'last_sales':
    case 'starting':
    case 'other_page':
      return stay(state);
  }
}

/** What Escape does. */
function leave(state: State, moment: Moment): Step {
  const { screen } = state;
  switch (screen.name) {
    case 'voucher':
      return stay(goTo(state, amountScreen(screen.sale), moment));
    case 'amount':
      return stay({ ...state, screen: amountScreen() });
    case 'partly_paid':
    case 'given_back':
      return isUnread(state, moment.at) ? stay(state) : handedOver(state, screen, moment, leaveAttempt);
    case 'not_paid':
    case 'never_arrived':
      return handedOver(state, screen, moment, leaveAttempt);
    case 'paid_before':
      return goOn(state, moment);
    case 'tray':
      return stay(goTo(state, reopened(screen.back, moment), moment));
    case 'last_sales':
      if (screen.opened) return stay({ ...state, screen: { ...screen, opened: null, fault: null } });
      return stay(goTo(state, reopened(screen.back, moment), moment));
    // The sale of the address was paid another way, and what became of it before could not be asked.
    case 'starting':
      if (!state.trouble || !isSale(state.link)) return stay(state);
      return dropLink(state, (next) => begin(next, moment));
    // Paid is left by saying that it is done; what is under way is parked.
    case 'paid':
    case 'checking':
    case 'sending':
    case 'finding_out':
    case 'pairing':
    case 'other_page':
      return stay(state);
  }
}

function leaveUnprinted(state: State, moment: Moment): Step {
  const { screen } = state;
  if (!isReceipt(screen)) return stay(state);
  const unprinted: State = { ...state, screen: { ...screen, printing: 'none' } };
  return goOn(unprinted, moment);
}
