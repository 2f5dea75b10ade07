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

// Most instants written together fall into the same second, so its text is kept.
let second = NaN;
let upToMillis = '';

/**
 * The same text as `new Date(instant).toISOString()`, whole milliseconds given; throws `RangeError` where it is no
 * instant.
 */
export function isoTime(instant: Instant): string {
  const whole = Math.floor(instant / 1000);
  if (whole !== second) {
    upToMillis = new Date(whole * 1000).toISOString().slice(0, -'000Z'.length);
    second = whole;
  }
  return `${upToMillis}${String(instant - whole * 1000).padStart(3, '0')}Z`;
}
