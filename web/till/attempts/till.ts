// The till at work: keeps the state, hands events to the rules, and does what they want done.
import type { Effect } from '../sale/effects';
import type { Act, Event, Report } from '../sale/events';
import { initialState, reduce } from '../sale/reduce';
import type { PosLink, State } from '../sale/state';
import { Runner } from './runner';
import type { Ports } from './ports';

export interface Till {
  readonly getState: () => State;
  /** Called with each new state. Returns how to end it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (event: Event) => void;
  /** A button, a tap. */
  readonly act: (act: Act) => void;
  /** Ends every call and wait of this page, as closing it does. */
  readonly close: () => void;
}

/** Begins. `pairingCode`: from the fragment of the address. */
export function startTill(ports: Ports, link: PosLink | null, pairingCode: string | null): Till {
  let state = initialState(ports.clock.now());
  const listeners = new Set<() => void>();
  const queue: Event[] = [];
  let isBusy = false;

  const dispatch = (event: Event): void => {
    queue.push(event);
    if (isBusy) return;
    isBusy = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const step = reduce(state, next, { at: ports.clock.now(), freshKey: ports.newKey() });
        const isNew = step.state !== state;
        state = step.state;
        if (isNew) for (const listener of listeners) listener();
        for (const effect of step.effects) run(effect);
      }
    } finally {
      isBusy = false;
    }
  };

  const report = (told: Report): void => {
    dispatch({ type: 'report', report: told });
  };
  const runner = new Runner(ports, () => state, report, dispatch);
  const run = (effect: Effect): void => {
    runner.run(effect);
  };
  dispatch({ type: 'opened', link, pairingCode });
  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    dispatch,
    act: (done) => {
      dispatch({ type: 'act', act: done });
    },
    close: () => {
      runner.close();
    },
  };
}
