// Who the server says this page is, and how it becomes somebody: pairing, and what is kept while it is nobody.
import { put, troubleOf, without, withoutTrouble } from '../attempts';
import type { Effect, Step } from '../effects';
import type { Failure, Moment } from '../events';
import { after, goTo, pairingScreen, stay, withEffects } from '../screens';
import type { State, Terminal } from '../state';
import type { VoucherType } from '../entry/voucher-type';
import { begin } from './begin';
import { askForFound } from './records';

/** The server knows this page: by the cookie it had, or by the code it just sent. */
export function identified(state: State, terminal: Terminal, types: readonly VoucherType[], moment: Moment): Step {
  const typeId = types.some(({ id }) => id === state.typeId) ? state.typeId : (types[0]?.id ?? null);
  const known: State = {
    ...withoutTrouble(state),
    terminal,
    types,
    typeId,
    started: { ...state.started, profile: true, identified: true },
  };
  return after(
    after(withEffects(known, { type: 'keep_profile' }), (next) =>
      next.started.records ? askForFound(next, moment) : stay(next),
    ),
    (next) => begin(next, moment),
  );
}

/** Not known yet, or not any more. */
export function notIdentified(state: State, failure: Failure, moment: Moment): Step {
  if (failure.kind === 'not_paired' || failure.kind === 'revoked') return unpaired(state, failure, moment);
  const troubled: State = { ...state, trouble: troubleOf(state, failure, moment) };
  // The page opens without the network as well, as the till that it was.
  return state.terminal ? begin(troubled, moment) : stay(troubled);
}

/** This till is not paired, or not any more. What is under way is kept until it is paired again. */
export function unpaired(state: State, failure: Failure, moment: Moment): Step {
  const open = Object.values(state.attempts).filter(
    ({ phase, key }) => key !== null && ['writing', 'sending', 'finding_out', 'checking', 'unpaired'].includes(phase),
  );
  // What was found without a record will be found again.
  const found = Object.values(state.attempts).filter(({ key, phase }) => key === null && phase === 'checking');
  const kept = open.reduce(
    (next, attempt) => put(next, { ...attempt, phase: 'unpaired', pin: null, phone: null, parked: false }),
    found.reduce((next, { id }) => without(next, id), state),
  );
  const why = failure.kind === 'revoked' ? 'revoked' : state.terminal ? 'not_paired_any_more' : 'new';
  const trouble = why === 'new' ? null : troubleOf(state, failure, moment);
  const screen = pairingScreen(state, why, open.length);
  const next = goTo({ ...kept, trouble, started: { ...kept.started, identified: false } }, screen, moment);
  const stops = [...open, ...found].map(({ id }): Effect => ({ type: 'stop', id }));
  return withEffects(next, ...stops);
}

/** Pairing asks before it uses a code. A till that is paired says so, once nobody is being served, and leaves the code as it is. */
export function codeOpened(state: State, code: string): State {
  const { screen } = state;
  if (screen.name === 'pairing') return { ...state, screen: { ...screen, code, fault: null } };
  return screen.name === 'amount' && state.terminal
    ? { ...state, screen: { ...screen, fault: 'paired' } }
    : { ...state, pairingCode: code };
}

/** Paired: as the terminal it was, or as another one. */
export function paired(state: State, terminal: Terminal, types: readonly VoucherType[], moment: Moment): Step {
  const started = { ...state.started, unacknowledged: 'no' } as const;
  // What was found without a record belongs to the terminal before, if this is another one.
  const own = Object.values(state.attempts).reduce(
    (next, { id, key, terminal: of }) => (key === null && of !== terminal.id ? without(next, id) : next),
    state,
  );
  return identified(
    goTo({ ...own, started, pairingCode: null }, { name: 'starting' }, moment),
    terminal,
    types,
    moment,
  );
}
