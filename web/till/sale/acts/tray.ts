// What is parked, and how it comes back.
import { drawn, parkRest, put, without } from '../attempts';
import type { Step } from '../effects';
import type { Moment } from '../events';
import {
  after,
  attemptOnScreen,
  backOf,
  goTo,
  nextCustomer,
  openField,
  reopened,
  saleAfter,
  screenOf,
  stay,
  withEffects,
} from '../screens';
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
  return stay(back ? goTo(state, { name: 'tray', back }, moment) : state);
}

function isEntry({ screen: { name } }: State): boolean {
  return name === 'amount' || name === 'voucher' || name === 'last_sales' || name === 'tray';
}

export function openAttempt(state: State, id: string, moment: Moment): Step {
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
export function forget(state: State, id: string): Step {
  const attempt = state.attempts[id];
  if (attempt?.phase !== 'elsewhere') return stay(state);
  return withEffects(
    without(state, id),
    ...(attempt.key ? [{ type: 'delete_record', key: attempt.key } as const] : []),
  );
}
