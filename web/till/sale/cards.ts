// What stands in the tray comes back to the screen.
import type { Attempt } from './attempt';
import { drawn, put } from './attempts';
import type { Effect, Step } from './effects';
import type { Moment } from './events';
import { goTo, screenOf, stay, withEffects } from './screens';
import type { AttemptScreen, State } from './state';

/** What is paid may have been given back while its card stood there. */
export function rereads(attempts: readonly Attempt[]): Effect[] {
  return attempts.flatMap(({ id, phase, redemption }): Effect[] =>
    phase === 'settled' && redemption?.outcome === 'paid'
      ? [{ type: 'read_again', id, redemptionId: redemption.id }]
      : [],
  );
}

/** An attempt that was parked. `back`: where leaving it leads to; null: to the next customer. */
export function openCard(state: State, id: string, back: AttemptScreen['back'], moment: Moment): Step {
  const attempt = state.attempts[id];
  const screen = attempt && screenOf(attempt, back);
  if (!attempt || !screen) return stay(state);
  const asks = rereads([attempt]);
  const first = asks.length > 0 ? ({ ...screen, name: 'finding_out' } as const) : screen;
  const opened = put(goTo(state, first, moment), { ...attempt, parked: false });
  return asks.length > 0 ? withEffects(opened, ...asks) : drawn(opened, attempt);
}
