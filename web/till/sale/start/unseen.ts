// What nobody has seen to its end: the list of the server, at the start and between two customers.
import type { Attempt, Redemption } from '../attempt';
import { fromRecord, put, without, withoutTrouble } from '../attempts';
import type { Effect, Step } from '../effects';
import type { Moment } from '../events';
import { attemptOnScreen, stay } from '../screens';
import type { State } from '../state';
import { askUnacknowledged, begin } from './begin';

const LOOK_EVERY_MS = 60_000;

/** What the terminal has not shown, also without a record here: a power cut, another browser, a lost profile. */
export function unacknowledgedRead(state: State, rows: readonly Redemption[], moment: Moment): Step {
  const attempts = Object.values(state.attempts);
  const known = new Set([...state.handedOver, ...attempts.map(({ redemption }) => redemption?.id)]);
  // One that was begun meanwhile may be among them, and nothing says which.
  const looksAgain = attempts.some(isUnderWay);
  const news = rows.filter(({ id }) => !looksAgain && !known.has(id));
  const started = { ...state.started, unacknowledged: 'yes' } as const;
  const terminal = state.terminal?.id ?? '';
  const read: State = { ...withoutTrouble(state), started, looksAgain: state.looksAgain || looksAgain };
  const left = attempts.filter(
    ({ id, gone, phase }) =>
      gone && phase === 'checking' && id !== attemptOnScreen(state)?.id && !rows.some((row) => row.id === id),
  );
  const stops = left.map(({ id }): Effect => ({ type: 'stop', id }));
  const own = left.reduce((next, { id }) => without(next, id), read);
  const next = news.reduce<State>((sum, row) => put(sum, fromRow(row, terminal)), own);
  const follows = news.flatMap(({ id, outcome, askAfterMs }): Effect[] =>
    outcome === 'checking' ? [{ type: 'follow', id, redemptionId: id, afterMs: askAfterMs }] : [],
  );
  const step = begin(next, moment);
  return { ...step, effects: [...stops, ...follows, ...step.effects] };
}

function fromRow(redemption: Redemption, terminal: string): Attempt {
  const { id, askedCents, reference, typeId, lastFour, at, outcome } = redemption;
  return {
    ...fromRecord({
      key: id,
      terminal,
      amountCents: askedCents,
      paidCents: 0,
      reference,
      typeId,
      lastFour,
      startedAt: at,
    }),
    key: null,
    phase: outcome === 'checking' ? 'checking' : 'settled',
    redemption,
    parked: true,
  };
}

/** The server may have it under its key, and the till does not know its redemption yet. */
function isUnderWay({ phase }: Attempt): boolean {
  return phase === 'writing' || phase === 'sending' || phase === 'finding_out';
}

/**
 * What nobody has seen is asked for anew: between two customers, while nothing is under way that would be found twice, and at most
 * once a minute.
 */
export function lookAgain(state: State, { at }: Moment): Step {
  const { looksAgain, started, screen, attempts } = state;
  const isFree = (screen.name === 'amount' || screen.name === 'voucher') && !Object.values(attempts).some(isUnderWay);
  const isRead = started.identified && started.unacknowledged === 'yes';
  // A clock that was set back is no reason to wait for ever.
  if (!looksAgain || !isFree || !isRead || Math.abs(at - started.askedAt) < LOOK_EVERY_MS) return stay(state);
  return askUnacknowledged({ ...state, looksAgain: false }, at);
}
