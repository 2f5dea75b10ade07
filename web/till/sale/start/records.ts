// What the browser kept of attempts: each is asked for by its key, once it is known who asks.
import type { AttemptRecord } from '../attempt';
import { findOut, put, withRecord } from '../attempts';
import type { Step } from '../effects';
import type { Moment } from '../events';
import { after, stay } from '../screens';
import type { State } from '../state';
import { begin } from './begin';

/** Records of attempts that the page before this one did not see the end of. Who this terminal is has to be known before they are asked for. */
export function recordsRead(state: State, records: readonly AttemptRecord[], moment: Moment): Step {
  const next = records.reduce<State>(withRecord, {
    ...state,
    started: { ...state.started, records: true },
  });
  return after(next.started.identified && next.terminal ? askForFound(next, moment) : stay(next), (asked) =>
    begin(asked, moment),
  );
}

/** Each record is asked for by its key, where it is this terminal's: to another one the key means nothing, and is not to be burnt. */
export function askForFound(state: State, moment: Moment): Step {
  const waiting = Object.values(state.attempts).filter(({ phase }) => phase === 'unpaired' || phase === 'elsewhere');
  return waiting.reduce<Step>(
    (step, attempt) =>
      after(step, (next) =>
        attempt.terminal === state.terminal?.id
          ? findOut(next, attempt, moment)
          : stay(put(next, { ...attempt, phase: 'elsewhere' })),
      ),
    stay(state),
  );
}
