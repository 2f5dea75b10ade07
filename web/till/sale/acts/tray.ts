// What is parked, and how it comes back.
import { parkRest, put, without } from '../attempts';
import { openCard, rereads } from '../cards';
import type { Step } from '../effects';
import type { Moment } from '../events';
import { after, attemptOnScreen, backOf, goTo, reopened, voucherScreen, stay, withEffects } from '../screens';
import { askEarlier, restNow } from '../earlier';
import { nextCustomer } from '../next';
import type { State } from '../state';

/** The next customer is served; this one's card stands in the tray. */
export function park(state: State, moment: Moment): Step {
  const attempt = attemptOnScreen(state);
  const { name } = state.screen;
  if (!attempt || (name !== 'sending' && name !== 'finding_out' && name !== 'checking')) return stay(state);
  const back = backOf(state.screen);
  const parked = put(state, { ...attempt, parked: true });
  return back ? stay(goTo(parked, { name: 'tray', back }, moment)) : nextCustomer(parked, moment);
}

export function openTray(state: State, moment: Moment): Step {
  if (state.screen.name === 'tray') return stay(goTo(state, reopened(state.screen.back, moment), moment));
  const back = isEntry(state) ? backOf(state.screen) : null;
  if (!back) return stay(state);
  const attempts = Object.values(state.attempts);
  const known = attempts.flatMap((attempt) => (attempt.phase === 'rest' ? askEarlier(attempt) : []));
  return withEffects(goTo(state, { name: 'tray', back }, moment), ...rereads(attempts), ...known);
}

function isEntry({ screen: { name } }: State): boolean {
  return name === 'amount' || name === 'voucher' || name === 'last_sales' || name === 'tray';
}

export function openAttempt(state: State, id: string, moment: Moment): Step {
  const attempt = state.attempts[id];
  const back = state.screen.name === 'tray' ? state.screen.back : null;
  if (attempt?.phase === 'rest' && back)
    return after(parkRest(state, state.rest, moment), (next) => openRest(next, id, moment));
  return attempt && back ? openCard(state, id, back, moment) : stay(state);
}

function openRest(state: State, id: string, moment: Moment): Step {
  const card = state.attempts[id];
  if (!card) return stay(state);
  const opened = goTo(without(state, id), voucherScreen(restNow(state, card), moment), moment);
  return withEffects(opened, { type: 'delete_record', key: id });
}

/** Another terminal's attempt: its list on the server has it, this page cannot ask. */
export function forget(state: State, id: string): Step {
  const attempt = state.attempts[id];
  if (attempt?.phase !== 'elsewhere') return stay(state);
  return withEffects(
    without(state, id),
    ...(attempt.key ? [{ type: 'delete_record', key: attempt.key } as const] : []),
  );
}
