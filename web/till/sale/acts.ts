// What a person does at the till, screen by screen.
import { drawn, findOut, forgetSeen, parkRest, put, without } from './attempts';
import { toldOf, typesToTry, type Attempt } from './attempt';
import type { Step, Effect } from './effects';
import type { Act, Moment } from './events';
import { openLastSales, readSale, reprint, showPin } from './lists';
import {
  after,
  amountScreen,
  attemptOnScreen,
  backOf,
  goTo,
  isOfLink,
  isSale,
  leaveAttempt,
  nextCustomer,
  openField,
  reopened,
  restId,
  saleAfter,
  screenOf,
  stay,
  voucherScreen,
  withEffects,
} from './screens';
import type { AttemptScreen, State } from './state';
import { begin } from './start';
import { isUnread } from './entry/timing';
import { chooseType, digits, enterText, erase, openVoucher, pair, takePayment, wholeValue } from './typing';

/** A button, a tap, or the key that stands for it. What the screen does not offer does nothing. */
export function act(state: State, done: Act, moment: Moment): Step {
  switch (done.type) {
    case 'digits':
      return stay(digits(state, done.digits));
    case 'erase':
      return stay(erase(state));
    case 'whole_value':
      return stay(wholeValue(state));
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
      return keepProfile({ ...state, settings: { ...state.settings, ...done.settings } });
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
      return isUnread(state, moment.at) ? stay(state) : handedOver(state, screen, moment, again);
    case 'not_paid':
    case 'never_arrived':
      return handedOver(state, screen, moment, state.attempts[screen.id]?.givenUp ? leaveAttempt : again);
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
      return isUnread(state, moment.at) ? stay(state) : handedOver(state, screen, moment, leaveAttempt);
    case 'not_paid':
    case 'never_arrived':
      return handedOver(state, screen, moment, leaveAttempt);
    case 'tray':
      return stay(goTo(state, reopened(screen.back, moment), moment));
    case 'last_sales':
      if (screen.opened) return stay({ ...state, screen: { ...screen, opened: null, fault: null } });
      return stay(goTo(state, reopened(screen.back, moment), moment));
    // The sale of the address was paid another way, and what became of it before could not be asked.
    case 'starting':
      if (!state.trouble || !isSale(state.link)) return stay(state);
      return after(withEffects({ ...state, link: null }, { type: 'clear_address' }), (next) => begin(next, moment));
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

/** More than a list holds. */
const MOST_REMEMBERED = 100;

type Next = (state: State, moment: Moment) => Step;

/** The customer has seen it, or has the paper in hand: that is written down, and the attempt is over. */
function handedOver(state: State, { id, printing }: AttemptScreen, moment: Moment, next: Next): Step {
  const attempt = state.attempts[id];
  if (!attempt) return next(state, moment);
  const { redemption, key } = attempt;
  const receipt = printing === 'none' ? 'shown' : 'printed';
  const isHeard = redemption !== null && redemption.outcome !== 'checking';
  const handedOver = isHeard ? [redemption.id, ...state.handedOver].slice(0, MOST_REMEMBERED) : state.handedOver;
  const link = linkAfter(state, attempt);
  return after(forgetSeen({ ...state, handedOver, link }), (forgot) => {
    const told: State = { ...forgot, seen: key };
    const step = next === again ? again(told, moment) : next(without(told, id), moment);
    const left = after({ ...step, state: without(step.state, id) }, (now) => withoutRest(now, attempt));
    const said: Step = isHeard
      ? withEffects(left.state, { type: 'acknowledge', redemptionId: redemption.id, receipt, key })
      : forgetSeen(left.state);
    const clear: readonly Effect[] = state.link && !link ? [{ type: 'clear_address' }] : [];
    return { state: said.state, effects: [...said.effects, ...clear, ...left.effects] };
  });
}

/** What was left of the sale before this attempt, which went on with it. */
function withoutRest(state: State, attempt: Attempt): Step {
  const sale = saleAfter(attempt);
  const key = restId(attempt);
  const rest = state.attempts[key];
  const isOld = rest && rest.paidCents <= sale.paidCents && (sale.reference !== null || attempt.paidCents > 0);
  return isOld ? withEffects(without(state, key), { type: 'delete_record', key }) : stay(state);
}

/** The address may name another sum than the attempt was for, of the same sale: what that one has paid is no longer to pay. */
function linkAfter({ link }: State, attempt: Attempt): State['link'] {
  if (!link?.amountCents || !isOfLink(link, attempt)) return link;
  const { paidCents } = saleAfter(attempt);
  const amountCents = link.amountCents - paidCents;
  return amountCents > 0 ? { ...link, amountCents, paidCents } : null;
}

/** The voucher field once more: for the same sum, or for what is left of it. */
function again(state: State, moment: Moment): Step {
  const attempt = attemptOnScreen(state);
  if (!attempt) return stay(state);
  const { link } = state;
  // What was being served when this one was opened from the tray may be the rest of another sale.
  return after(parkRest(state, backOf(state.screen) && state.rest, moment), (next) => {
    if (link?.amountCents && isOfLink(link, attempt)) return nextCustomer(without(next, attempt.id), moment);
    const sale = saleAfter(attempt);
    if (sale.reference !== null) return openField(next, sale, moment);
    return stay(goTo(next, voucherScreen(sale, moment), moment));
  });
}

function leaveUnprinted(state: State, moment: Moment): Step {
  const { screen } = state;
  if (screen.name !== 'paid' && screen.name !== 'partly_paid') return stay(state);
  const unprinted: State = { ...state, screen: { ...screen, printing: 'none' } };
  return goOn(unprinted, moment);
}

/** The next customer is served; this one's card stands in the tray. */
function park(state: State, moment: Moment): Step {
  const attempt = attemptOnScreen(state);
  const { name } = state.screen;
  if (!attempt || (name !== 'sending' && name !== 'finding_out' && name !== 'checking')) return stay(state);
  const back = backOf(state.screen);
  const parked = put(state, { ...attempt, parked: true });
  return back ? stay(goTo(parked, { name: 'tray', back }, moment)) : nextCustomer(parked, moment);
}

/** The till stops sending. What was sent may have arrived: the server says, and burns the key if not. */
function giveUp(state: State, moment: Moment): Step {
  const attempt = attemptOnScreen(state);
  const isSending = attempt?.phase === 'sending' || attempt?.phase === 'writing';
  return isSending ? findOut(state, { ...attempt, givenUp: true }, moment) : stay(state);
}

function print(state: State): Step {
  const { screen } = state;
  const redemption = attemptOnScreen(state)?.redemption;
  if (!redemption) return stay(state);
  if (screen.name === 'checking') return withEffects(state, { type: 'print', what: 'slip', redemption, copy: null });
  if (screen.name !== 'paid' && screen.name !== 'partly_paid') return stay(state);
  const printing: State = { ...state, screen: { ...screen, printing: 'under_way' } };
  return withEffects(printing, { type: 'print', what: 'receipt', redemption, copy: null });
}

/** A new attempt with a new key: of the old one it is proven that it took nothing. */
function tryAs(state: State, typeId: string, moment: Moment): Step {
  const { screen } = state;
  const attempt = attemptOnScreen(state);
  if (screen.name !== 'not_paid' || !attempt || !typesToTry(attempt).includes(typeId)) return stay(state);
  return handedOver({ ...state, typeId }, screen, moment, again);
}

function openTray(state: State, moment: Moment): Step {
  if (state.screen.name === 'tray') return leave(state, moment);
  const back = isEntry(state) ? backOf(state.screen) : null;
  return stay(back ? goTo(state, { name: 'tray', back }, moment) : state);
}

function isEntry({ screen: { name } }: State): boolean {
  return name === 'amount' || name === 'voucher' || name === 'last_sales' || name === 'tray';
}

function openAttempt(state: State, id: string, moment: Moment): Step {
  const attempt = state.attempts[id];
  const back = state.screen.name === 'tray' ? state.screen.back : null;
  if (attempt?.phase === 'rest' && back)
    return after(parkRest(state, state.rest, moment), (next) => openField(next, saleAfter(attempt), moment));
  const screen = attempt && back ? screenOf(attempt, back) : null;
  if (!attempt || !screen) return stay(state);
  const opened = put(goTo(state, screen, moment), { ...attempt, parked: false });
  return drawn(opened, attempt);
}

/** Another terminal's attempt: its list on the server has it, this page cannot ask. */
function forget(state: State, id: string): Step {
  const attempt = state.attempts[id];
  if (attempt?.phase !== 'elsewhere') return stay(state);
  return withEffects(
    without(state, id),
    ...(attempt.key ? [{ type: 'delete_record', key: attempt.key } as const] : []),
  );
}

/** What the browser remembers of this till. */
export function keepProfile(state: State): Step {
  return withEffects(state, { type: 'keep_profile' });
}
