// Days and times of day as people write them, in the time of South Africa. Pure: `now` says what today is.
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../values/time';

/**
 * How far local time is ahead of UTC where no account says otherwise: Africa/Johannesburg, which has had no summer time since 1944.
 */
export const LOCAL_OFFSET_MS = 2 * HOUR_MS;

/** People say a time, and mean about then: so far to either side of it. */
const ABOUT_MS = HOUR_MS / 2;

/** The forms below are parts of regular expressions, for the flags `i` and `u`. */
export const DATE = '\\d{4}-\\d\\d-\\d\\d';
export const CLOCK = '(?:(?:0?[1-9]|1[0-2])(?::[0-5]\\d)? ?[ap]m|(?:[01]?\\d|2[0-3])[:h][0-5]\\d|24[:h]00)';
const DAY = `(?<day>today|yesterday|${DATE})`;
const TIMES = `(?<begin>${CLOCK})(?:(?: ?\\p{Pd} ?| (?:to|till|until) )(?<end>${CLOCK}))?`;
/** Between a day and its time. */
const THEN = ' (?:(?:at|around|about) )*';

/** A day, with or without a time; a time alone; a time and its day. */
export const WHENS = [`${DAY}(?:${THEN}${TIMES})?`, `${TIMES} (?:on )?${DAY}`, TIMES] as const;

/** A day, a time, or both, as they were written. */
export interface When {
  readonly day?: string;
  readonly begin?: string;
  readonly end?: string;
}

/** From an instant on, up to another. */
interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** False of a day that no calendar has. */
export function isWhen({ day }: When): boolean {
  return day === undefined || midnightOf(day, 0) !== null;
}

/** A time without a day is one of `day`, where the rest of the query names one. */
export function spanOf(when: When, day: string | undefined, now: Instant): Span {
  const named = when.day ?? (when.begin === undefined ? undefined : day);
  const midnight = midnightOf(named ?? 'today', now) ?? now;
  if (when.begin === undefined) return { from: midnight, to: midnight + DAY_MS };
  const at = midnight + minutesOf(when.begin) * MINUTE_MS;
  if (when.end !== undefined) return upTo(midnight + (minutesOf(when.end) + 1) * MINUTE_MS, at, midnight);
  const about = { from: at - ABOUT_MS, to: at + MINUTE_MS + ABOUT_MS };
  // What has not begun yet was yesterday.
  if (named === undefined && about.from > now) return { from: about.from - DAY_MS, to: about.to - DAY_MS };
  return about;
}

/** A minute at the end of a span means the whole of it, as slips print no seconds. A span that ends before it begins ends the next day. */
function upTo(end: Instant, from: Instant, midnight: Instant): Span {
  const to = Math.min(end, midnight + DAY_MS);
  return { from, to: to > from ? to : to + DAY_MS };
}

function midnightOf(text: string, now: Instant): Instant | null {
  const day = text.toLowerCase();
  const today = Math.floor((now + LOCAL_OFFSET_MS) / DAY_MS) * DAY_MS - LOCAL_OFFSET_MS;
  if (day === 'today') return today;
  if (day === 'yesterday') return today - DAY_MS;
  const utc = Date.parse(`${day}T00:00:00Z`);
  // 30 February is read as a day in March.
  const isDay = !Number.isNaN(utc) && new Date(utc).toISOString().startsWith(day);
  return isDay ? utc - LOCAL_OFFSET_MS : null;
}

/** Of `14:00`, `14h00`, `2pm` and `2:15 pm`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = (time.match(/\d+/g) ?? []).map(Number);
  const half = /([ap])m$/i.exec(time)?.[1]?.toLowerCase();
  if (half === undefined) return hours * 60 + minutes;
  return ((hours % 12) + (half === 'p' ? 12 : 0)) * 60 + minutes;
}
