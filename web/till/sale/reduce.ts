// The till as one state machine: `reduce(state, event, moment)`. Pure: it reads no clock, draws no lots and does nothing itself.
import { act } from './acts';
import { burstWith, endsScan, isPartOf, isScan, SCAN_END_MS } from './entry/burst';
import type { Step } from './effects';
import { digitsOf } from './entry/fields';
import type { Act, Event, Key, Moment } from './events';
import { report } from './reports';
import { scanned } from './scan';
import { stay, withEffects } from './screens';
import type { Burst, Settings, State } from './state';
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
    pairingCode: null,
    started: { lock: false, profile: false, records: false, identified: false, unacknowledged: 'no' },
  };
}

/** What follows from an event: the next state, and what is to be done. */
export function reduce(state: State, event: Event, moment: Moment): Step {
  switch (event.type) {
    case 'opened': {
      const { link, pairingCode } = event;
      return withEffects({ ...state, link, pairingCode }, { type: 'take_lock' }, { type: 'read_profile' });
    }
    case 'ticked':
      return stay({ ...state, now: moment.at });
    case 'key':
      return key(state, event.key, moment);
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

function key(state: State, pressed: Key, moment: Moment): Step {
  const { at } = moment;
  if (pressed.kind === 'digit' || pressed.kind === 'text') {
    return character(state, pressed.kind === 'digit' ? pressed.digit : pressed.text, pressed, moment);
  }
  const { burst } = state;
  if (burst?.dropped && isPartOf(burst, at)) return stay({ ...state, burst: { ...burst, lastAt: at } });
  if (burst && (pressed.kind === 'Enter' || pressed.kind === 'Tab') && endsScan(state, at)) {
    return scanned(untyped({ ...state, burst: null }, burst), digitsOf(burst.text), moment);
  }
  if (isDeaf(state, at)) return stay({ ...state, burst: burstWith(state, '', at) });
  const done = actOf(state, pressed);
  return done ? act({ ...state, burst: null }, done, moment) : stay(state);
}

/** Typed into the field at once; taken out again if it turns out to be a scan. */
function character(state: State, text: string, pressed: Key, moment: Moment): Step {
  const burst = burstWith(state, text, moment.at);
  const next: State = { ...state, burst };
  if (burst.dropped) return stay({ ...next, burst: { ...burst, text: '' } });
  if (isScan(burst)) return withEffects(untyped(next, burst), { type: 'await_scan_end', afterMs: SCAN_END_MS });
  const done = actOf(next, pressed);
  if (done) return act(next, done, moment);
  const { screen } = next;
  return stay(
    screen.name === 'voucher' && pressed.kind === 'text' && /[\p{L}]/u.test(text)
      ? { ...next, screen: { ...screen, fault: 'letters' } }
      : next,
  );
}

/** The scanner sends nothing at the end. */
function scanTimedOut(state: State, moment: Moment): Step {
  const { burst } = state;
  if (!burst || burst.dropped || !isScan(burst)) return stay(state);
  if (endsScan(state, moment.at)) return withEffects(state, { type: 'await_scan_end', afterMs: SCAN_END_MS });
  return scanned(untyped({ ...state, burst: null }, burst), digitsOf(burst.text), moment);
}

/** What its first characters did before they were known to be a scan is undone. Only fields are typed into. */
function untyped(state: State, { before }: Burst): State {
  return before.name === 'amount' || before.name === 'voucher' ? { ...state, screen: before } : state;
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
