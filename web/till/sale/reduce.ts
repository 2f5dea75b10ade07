// The till as one state machine: `reduce(state, event, moment)`. Pure: it reads no clock, draws no lots and does nothing itself.
import { act } from './acts/acts';
import { keepRest } from './attempts';
import { burstWith, isLong, isPartOf, isScan, SCAN_END_MS } from './entry/burst';
import { lookAtEarlier } from './earlier';
import type { Step } from './effects';
import { digitsOf } from './entry/fields';
import type { Act, Event, Key, Moment } from './events';
import { report } from './reports';
import { isTypedPin, scanned } from './scan';
import { after, stay, withEffects } from './screens';
import { codeOpened } from './start/identity';
import { lookAgain } from './start/unseen';
import type { Burst, Instant, Settings, State } from './state';
import { isDeaf, isDeafToTaps } from './entry/timing';

const SETTINGS: Settings = { printing: 'always', paperMm: 80, sound: true, letterKeys: true, language: 'en' };

/** Before anything has happened. */
export function initialState(at: number): State {
  return {
    screen: { name: 'starting' },
    screenSince: at,
    now: at,
    terminal: null,
    types: [],
    typeId: null,
    attempts: {},
    link: null,
    trouble: null,
    missing: { storage: false, locks: false },
    settings: SETTINGS,
    burst: null,
    rest: null,
    pairingCode: null,
    known: [],
    earlierAskedAt: at,
    looksAgain: false,
    handedOver: [],
    seen: null,
    started: { lock: false, profile: false, records: false, identified: false, unacknowledged: 'no', askedAt: at },
  };
}

/** What follows from an event: the next state, and what is to be done. */
export function reduce(state: State, event: Event, moment: Moment): Step {
  const step = after(happened(state, event, moment), (now) => lookAgain(now, moment));
  const asked = after(step, (now) => lookAtEarlier(state, now, event, moment));
  return after(asked, (next) => keepRest(next, moment));
}

function happened(state: State, event: Event, moment: Moment): Step {
  switch (event.type) {
    case 'opened': {
      const { link, pairingCode } = event;
      return withEffects({ ...state, link, pairingCode }, { type: 'take_lock' }, { type: 'read_profile' });
    }
    case 'code_opened':
      return stay(codeOpened(state, event.code));
    case 'ticked':
      return stay({ ...state, now: moment.at });
    case 'key':
      return key(state, event.key, event.at ?? moment.at, moment);
    case 'scan_timed_out':
      return scanTimedOut(state, moment);
    case 'act':
      return isDeafToTaps(state, moment.at) && !isTyping(event.act) ? stay(state) : act(state, event.act, moment);
    case 'report':
      return report(state, event.report, moment);
  }
}

/** What a touch keyboard enters is aimed at a field that is there; and settings do nothing to a sale. */
function isTyping({ type }: Act): boolean {
  return type === 'enter_text' || type === 'focus' || type === 'change_settings';
}

/** `at`: when it was pressed. */
function key(state: State, pressed: Key, at: Instant, moment: Moment): Step {
  const { burst } = state;
  const isPart = burst !== null && isPartOf(burst, at);
  const isEnd = pressed.kind === 'Enter' || pressed.kind === 'Tab';
  // Where it is over and the clock has not said so yet, this key is of the scan, after a pause, or too early to be meant.
  if (burst && !burst.dropped && isScan(burst) && (isEnd || !isPart)) return scanEnded(state, burst, at, moment);
  if (pressed.kind === 'digit' || pressed.kind === 'text') {
    const text = pressed.kind === 'digit' ? pressed.digit : pressed.text;
    return character(state, pressed, burstWith(state, text, at), moment);
  }
  if (isPart) {
    if (burst.dropped) return stay({ ...state, burst: { ...burst, lastAt: at } });
    if (pressed.kind === 'Enter' && isTypedPin(state, digitsOf(burst.text))) return scanEnded(state, burst, at, moment);
  }
  if (isDeaf(state, at)) return stay({ ...state, burst: burstWith(state, '', at) });
  const done = actOf(state, pressed);
  return done ? act({ ...state, burst: null }, done, moment) : stay(state);
}

/**
 * Typed into the field at once; taken out again if it turns out to be a scan. That the end decides: until then a PIN stands in its
 * field, and an amount is what it was before as soon as there are more digits than an amount has.
 */
function character(state: State, pressed: Key, burst: Burst, moment: Moment): Step {
  const next: State = { ...state, burst };
  if (burst.dropped) return stay({ ...next, burst: { ...burst, text: '' } });
  const step = typed(next, burst, pressed, moment);
  if (!isScan(burst)) return step;
  return withEffects(step.state, ...step.effects, { type: 'await_scan_end', afterMs: SCAN_END_MS });
}

function typed(state: State, burst: Burst, pressed: Key, moment: Moment): Step {
  const { screen } = state;
  if (screen.name !== 'voucher' && isLong(burst)) {
    const { before } = burst;
    if (isScan(burst) || before.name !== 'amount') return stay(untyped(state, burst));
    return stay({ ...state, screen: { ...before, fault: 'amount_too_large' } });
  }
  const done = actOf(state, pressed);
  if (done) return act(state, done, moment);
  return stay(
    screen.name === 'voucher' && pressed.kind === 'text' && /\p{L}/u.test(pressed.text)
      ? { ...state, screen: { ...screen, fault: 'letters' } }
      : state,
  );
}

/** The scanner sends nothing at the end. */
function scanTimedOut(state: State, moment: Moment): Step {
  const { burst } = state;
  if (!burst || burst.dropped || !isScan(burst)) return stay(state);
  if (isPartOf(burst, moment.at)) return withEffects(state, { type: 'await_scan_end', afterMs: SCAN_END_MS });
  return scanEnded(state, burst, moment.at, moment);
}

/** What comes right behind it, such as a second Enter, or a rest after a long pause, belongs to it, and is not heard. */
function scanEnded(state: State, burst: Burst, lastAt: Instant, moment: Moment): Step {
  const silent: Burst = { ...burst, text: '', lastAt, dropped: true };
  return scanned(untyped({ ...state, burst: silent }, burst), digitsOf(burst.text), moment);
}

/** What its first characters did before they were known to be a scan is undone. Only fields are typed into. */
function untyped(state: State, { before }: Burst): State {
  const { screen } = state;
  if (before.name === 'amount') return { ...state, screen: before };
  if (before.name !== 'voucher') return state;
  // What is left to pay may have become known while the scan came.
  return { ...state, screen: screen.name === 'voucher' ? { ...before, sale: screen.sale } : before };
}

/** What a key stands for on this screen. */
function actOf({ screen, types, settings }: State, pressed: Key): Act | null {
  switch (pressed.kind) {
    case 'digit':
      return { type: 'digits', digits: pressed.digit };
    case 'text':
      if (pressed.text === '*') return { type: 'whole_value' };
      if (pressed.text.toLowerCase() !== 'p' || !settings.letterKeys) return null;
      if (screen.name !== 'last_sales') return { type: 'print' };
      return screen.opened ? { type: 'reprint', redemptionId: screen.opened.redemption.id } : null;
    case 'Enter':
      return { type: 'go_on' };
    case 'Escape':
      return { type: 'leave' };
    case 'Backspace':
      return { type: 'erase' };
    case 'F1':
    case 'F2':
    case 'F3': {
      const type = types[Number(pressed.kind.slice(1)) - 1];
      return type ? { type: 'choose_type', typeId: type.id } : null;
    }
    case 'F4':
      return { type: 'park' };
    case 'F5':
      return { type: 'open_tray' };
    case 'F6':
      return { type: 'open_last_sales' };
    case 'Tab':
      return null;
  }
}
