// Instants, spans of time, and instants as RFC 3339 text.

/** Milliseconds since the epoch, UTC. The core never reads a clock: time comes in with each fact. */
export type Instant = number;

/**
 * Milliseconds counted by one process. Two readings can be compared only if they are of the same `clock`. A count may stand
 * still while the machine sleeps, so a span may have been longer than it says, never shorter.
 */
export interface Reading {
  /** Drawn at each start of a process. */
  readonly clock: string;
  readonly ms: number;
}

/** Spans in milliseconds. */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * Whether `at` is less than `ms` away from `now`, to either side. What began and may last so long has ended where it lies further ahead,
 * too: a clock that was wrong has dated it, and it would last until that was right.
 */
export function isWithin(at: Instant, ms: number, now: Instant): boolean {
  return Math.abs(now - at) < ms;
}

const SECONDS_A_DAY = DAY_MS / SECOND_MS;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

// Most instants written together fall into the same second, so its text is kept; so is that of its day, as asking for the text of a
// date takes a microsecond.
let second = NaN;
let upToMillis = '';
let day = NaN;
let upToHour = '';

/**
 * The same text as `new Date(instant).toISOString()`, whole milliseconds given; throws `RangeError` where it is no
 * instant.
 */
export function isoTime(instant: Instant): string {
  const whole = Math.floor(instant / SECOND_MS);
  if (whole !== second) {
    upToMillis = textOfSecond(whole);
    second = whole;
  }
  return `${upToMillis}${String(instant - whole * SECOND_MS).padStart(3, '0')}Z`;
}

/** `whole` seconds since the epoch: `2026-11-26T22:13:20.` */
function textOfSecond(whole: number): string {
  const days = Math.floor(whole / SECONDS_A_DAY);
  if (days !== day) {
    upToHour = new Date(whole * SECOND_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
    day = days;
  }
  const left = whole - days * SECONDS_A_DAY;
  const hour = TWO_DIGITS[Math.floor(left / 3600)] ?? '';
  const minute = TWO_DIGITS[Math.floor(left / 60) % 60] ?? '';
  return `${upToHour}${hour}:${minute}:${TWO_DIGITS[left % 60] ?? ''}.`;
}

/** Clocks that agree are apart by less. */
const TOLERANCE_MS = 2 * SECOND_MS;

/** Whether this was written later than now: by a clock that was ahead. Waits that were written with it end that much too late. */
export function isMisdated(writtenAt: Instant, now: Instant): boolean {
  return writtenAt > now + TOLERANCE_MS;
}
