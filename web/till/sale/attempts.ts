// What becomes of attempts: from the record to the outcome. The answers of the server alone move them.
import type { Attempt, AttemptRecord } from './attempt';
import { toldOf } from './attempt';
import type { Effect, Step, Tone } from './effects';
import type { Failure, Moment } from './events';
import { restId, type Sale } from './sale';
import { goTo, restOf, screenOf, stay, withEffects } from './screens';
import type { State, Trouble } from './state';

/** The attempt as it is now, and what it stands for in `state`. */
export function put(state: State, attempt: Attempt): State {
  return { ...state, attempts: { ...state.attempts, [attempt.id]: attempt } };
}

export function without(state: State, id: string): State {
  const { [id]: _gone, ...attempts } = state.attempts;
  return { ...state, attempts };
}

export function recordOf(attempt: Attempt): AttemptRecord {
  const { key, terminal, amountCents, paidCents, reference, parts, typeId, lastFour, startedAt } = attempt;
  return { key: key ?? '', terminal, amountCents, paidCents, reference, parts, typeId, lastFour, startedAt };
}

export function fromRecord(record: AttemptRecord): Attempt {
  return {
    ...record,
    id: record.key,
    phase: record.phase ?? 'unpaired',
    pin: null,
    phone: null,
    otherTypes: [],
    redemption: null,
    refusal: null,
    parked: false,
    shown: false,
    found: true,
  };
}

/** Under which the browser keeps what is left of the sale that is being served. Of a sale that is parked it is `restId`. */
const SERVED = 'rest';

function restRecord(rest: Sale, key: string, startedAt: number): AttemptRecord {
  return { ...rest, key, terminal: '', typeId: '', lastFour: '', startedAt, phase: 'rest' };
}

/** What is left of the sale that is being served, as the screen has it: on the disk too, so that a reload does not forget it. */
export function keepRest(state: State, { at }: Moment): Step {
  const rest = restOf(state);
  if (JSON.stringify(rest) === JSON.stringify(state.rest)) return stay(state);
  return withEffects(
    { ...state, rest },
    rest ? { type: 'write_record', record: restRecord(rest, SERVED, at) } : { type: 'delete_record', key: SERVED },
  );
}

/** What the page before this one kept. */
export function withRecord(state: State, record: AttemptRecord): State {
  const { key, amountCents, paidCents, reference, parts } = record;
  if (key === SERVED) return { ...state, rest: { amountCents, paidCents, reference, parts } };
  return state.attempts[key] ? state : put(state, fromRecord(record));
}

/** What is left of a sale stands in the tray, also after a reload, while another one is served. One card a sale. */
export function parkRest(state: State, rest: Sale | null, { at }: Moment): Step {
  if (!rest) return stay(state);
  const record = restRecord(rest, restId(rest), at);
  const parked = put(state, { ...fromRecord(record), parked: true });
  return withEffects(parked, { type: 'write_record', record });
}

/** The record is on the disk, or cannot be: then the till relies on the server's list of what was not acknowledged. */
export function recorded(state: State, id: string, isWritten: boolean): Step {
  const attempt = state.attempts[id];
  if (attempt?.phase !== 'writing') return stay(state);
  const next = put(state, { ...attempt, phase: 'sending' });
  const missing = isWritten ? next.missing : { ...next.missing, storage: true };
  return withEffects({ ...next, missing }, { type: 'send', id });
}

/** What is proven does not change any more. */
export function isFinal({ phase }: Attempt): boolean {
  return phase === 'settled' || phase === 'never_arrived' || phase === 'refused';
}

/** Nobody needs the PIN any more, so the till forgets it and asks by the key. */
export function findOut(state: State, attempt: Attempt, moment: Moment): Step {
  const { id, key } = attempt;
  if (key === null) return stay(state);
  const next = put(state, { ...forgotten(attempt), phase: 'finding_out' });
  const step = shown(next, id, moment);
  return { ...step, effects: [{ type: 'recover', id, key }, ...step.effects] };
}

/** It is certain now. */
export function settle(state: State, attempt: Attempt, moment: Moment): Step {
  return shown(put(state, attempt), attempt.id, moment);
}

/**
 * Draws where an attempt stands: on the screen if it is there, else by a sound and its card. Its record stays until the cashier has
 * gone on and the server has heard so: before that the page may open again where nobody else knows of it.
 */
export function shown(state: State, id: string, moment: Moment): Step {
  const attempt = state.attempts[id];
  if (!attempt) return stay(state);
  const told = toldOf(attempt);
  const sound: readonly Effect[] = told === undefined ? [] : [{ type: 'sound', tone: toneOf(told) }];
  const isHere = 'id' in state.screen && state.screen.id === id;
  const back = isHere && 'back' in state.screen ? state.screen.back : null;
  const screen = isHere ? screenOf(attempt, back) : null;
  if (!screen) return withEffects(state, ...(attempt.parked ? sound : []));
  const next = goTo(state, screen, moment);
  if (!isFinal(attempt)) return withEffects(next, ...sound);
  const step = drawn(next, attempt);
  return { ...step, effects: [...sound, ...step.effects] };
}

/** The outcome is on the screen. */
export function drawn(state: State, attempt: Attempt): Step {
  if (!isFinal(attempt)) return stay(state);
  const next = put(state, { ...attempt, parked: false, shown: true });
  const { redemption, shown: before } = attempt;
  const prints = redemption?.outcome === 'paid' && !before && state.settings.printing === 'always';
  if (!prints) return stay(next);
  return withEffects(
    { ...next, screen: { ...next.screen, printing: 'under_way' } as State['screen'] },
    {
      type: 'print',
      what: 'receipt',
      redemption,
      copy: null,
    },
  );
}

/** The record of an attempt that was seen to its end. */
export function forgetSeen(state: State): Step {
  const { seen } = state;
  return seen === null ? stay(state) : withEffects({ ...state, seen: null }, { type: 'delete_record', key: seen });
}

function toneOf(told: NonNullable<ReturnType<typeof toldOf>>): Tone {
  if (told === 'partly_paid') return 'paid';
  return told === 'never_arrived' || told === 'given_back' ? 'not_paid' : told;
}

/** The PIN and the phone number are needed for sending alone. */
export function forgotten(attempt: Attempt): Attempt {
  return { ...attempt, pin: null, phone: null };
}

export function withoutTrouble(state: State): State {
  return state.trouble === null ? state : { ...state, trouble: null };
}

export function troubleOf({ trouble }: State, { kind, code, retryAt }: Failure, { at }: Moment): Trouble {
  const what = kind === 'asked_to_wait' ? 'asked_to_wait' : kind === 'no_answer' ? 'offline' : 'wrong_key';
  return { kind: what, since: trouble?.kind === what ? trouble.since : at, code, retryAt };
}
