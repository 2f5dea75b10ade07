// What a person does about one attempt: prints, goes on to the next customer, or asks for the same sale once more.
import { typesToTry, type Attempt } from '../attempt';
import { findOut, forgetSeen, parkRest, without } from '../attempts';
import type { Effect, Step } from '../effects';
import type { Moment } from '../events';
import {
  after,
  attemptOnScreen,
  backOf,
  goTo,
  isOfLink,
  saleAfter,
  stay,
  voucherScreen,
  withEffects,
} from '../screens';
import { restId } from '../sale';
import { leaveAttempt, linkAfter, nextCustomer, openField } from '../next';
import type { AttemptScreen, Screen, State } from '../state';

/** More than a list holds. */
const MOST_REMEMBERED = 100;

type Next = (state: State, moment: Moment) => Step;

/** The customer has seen it, or has the paper in hand: that is written down, and the attempt is over. */
export function handedOver(state: State, { id, printing }: AttemptScreen, moment: Moment, next: Next): Step {
  const attempt = state.attempts[id];
  if (!attempt) return next(state, moment);
  const { redemption, key } = attempt;
  const receipt = printing === 'none' ? 'shown' : 'printed';
  const isHeard = redemption !== null && redemption.outcome !== 'checking';
  const handedOver = isHeard ? [redemption.id, ...state.handedOver].slice(0, MOST_REMEMBERED) : state.handedOver;
  const linked = linkAfter(state, attempt);
  return after(forgetSeen({ ...linked, handedOver }), (forgot) => {
    const told: State = { ...forgot, seen: key };
    const step = next === again ? again(told, moment) : next(without(told, id), moment);
    const left = after({ ...step, state: without(step.state, id) }, (now) => withoutRest(now, attempt));
    const said: Step = isHeard
      ? withEffects(left.state, { type: 'acknowledge', redemptionId: redemption.id, receipt, key })
      : forgetSeen(left.state);
    const clear: readonly Effect[] = state.link && !linked.link ? [{ type: 'clear_address' }] : [];
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

/** The voucher field once more: for the same sum, or for what is left of it. */
export function again(state: State, moment: Moment): Step {
  const attempt = attemptOnScreen(state);
  if (!attempt) return stay(state);
  const { link } = state;
  // What was being served when this one was opened from the tray may be the rest of another sale.
  return after(parkRest(state, backOf(state.screen) && state.rest, moment), (next) => {
    if (link?.amountCents && isOfLink(link, attempt)) return nextCustomer(without(next, attempt.id), moment);
    const sale = saleAfter(attempt);
    // Of a whole value a part was given back: there is no rest to ask for.
    if (sale.amountCents === 0) return leaveAttempt(without(next, attempt.id), moment);
    if (sale.reference !== null) return openField(next, sale, moment);
    return stay(goTo(next, voucherScreen(sale, moment), moment));
  });
}

/** The till stops sending. What was sent may have arrived: the server says, and burns the key if not. */
export function giveUp(state: State, moment: Moment): Step {
  const attempt = attemptOnScreen(state);
  const isSending = attempt?.phase === 'sending' || attempt?.phase === 'writing';
  return isSending ? findOut(state, { ...attempt, givenUp: true }, moment) : stay(state);
}

/** Screens of a payment, of which there is a receipt. */
export function isReceipt(screen: Screen): screen is AttemptScreen {
  return screen.name === 'paid' || screen.name === 'partly_paid' || screen.name === 'given_back';
}

export function print(state: State): Step {
  const { screen } = state;
  const redemption = attemptOnScreen(state)?.redemption;
  if (!redemption) return stay(state);
  if (screen.name === 'checking') return withEffects(state, { type: 'print', what: 'slip', redemption, copy: null });
  if (!isReceipt(screen)) return stay(state);
  const printing: State = { ...state, screen: { ...screen, printing: 'under_way' } };
  return withEffects(printing, { type: 'print', what: 'receipt', redemption, copy: null });
}

/** A new attempt with a new key: of the old one it is proven that it took nothing. */
export function tryAs(state: State, typeId: string, moment: Moment): Step {
  const { screen } = state;
  const attempt = attemptOnScreen(state);
  if (screen.name !== 'not_paid' || !attempt || !typesToTry(attempt).includes(typeId)) return stay(state);
  return handedOver({ ...state, typeId }, screen, moment, again);
}
