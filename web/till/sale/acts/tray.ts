// What is parked, and how it comes back.
import type { Attempt } from '../attempt';
import { drawn, parkRest, put, without } from '../attempts';
import type { Effect, Step } from '../effects';
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

/** What is paid may have been given back while its card stood there. */
function rereads(attempts: readonly Attempt[]): Effect[] {
  return attempts.flatMap(({ id, phase, redemption }): Effect[] =>
    phase === 'settled' && redemption?.outcome === 'paid'
      ? [{ type: 'read_again', id, redemptionId: redemption.id }]
      : [],
  );
}

export function openTray(state: State, moment: Moment): Step {
  if (state.screen.name === 'tray') return stay(goTo(state, reopened(state.screen.back, moment), moment));
  const back = isEntry(state) ? backOf(state.screen) : null;
  if (!back) return stay(state);
  return withEffects(goTo(state, { name: 'tray', back }, moment), ...rereads(Object.values(state.attempts)));
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
  const asks = rereads([attempt]);
  const first = asks.length > 0 ? ({ ...screen, name: 'finding_out' } as const) : screen;
  const opened = put(goTo(state, first, moment), { ...attempt, parked: false });
  return asks.length > 0 ? withEffects(opened, ...asks) : drawn(opened, attempt);
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
