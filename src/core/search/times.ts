// Days and times of day as people write them, in the time of South Africa. Pure: `now` says what today is.
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../values/time';

/**
 * How far local time is ahead of UTC where no account says otherwise: Africa/Johannesburg, which has had no summer time since 1944.
 */
export const LOCAL_OFFSET_MS = 2 * HOUR_MS;

/** People say a time, and mean about then: so far to either side of it. */
const ABOUT_MS = HOUR_MS / 2;

/** "Two o'clock" is in the afternoon, and seven in the morning: when shops are open. */
const OPENS = 7;

/** Between two of 29 February, where a century has none. */
const YEARS_BACK = 9;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HOURS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** The forms below are parts of regular expressions, for the flags `i` and `u`. */
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** The year first, or the day; without a year the last one that had such a day. */
export const DATE = `(?:\\d{4}[-/]\\d\\d[-/]\\d\\d|\\d{1,2}/\\d{1,2}(?:/\\d{4})?|\\d{1,2} ${MONTH}(?: \\d{4})?)`;
const SPOKEN_HOUR = `(?:${HOURS.join('|')})`;
const HOUR = `(?:0?[1-9]|1[0-2]|${SPOKEN_HOUR})`;
const O_CLOCK = " o['\u2019]?clock";
/** Where nobody says whether it is morning. */
const SPOKEN = `(?:half past ${HOUR}|${HOUR}${O_CLOCK})`;
export const CLOCK = `(?:(?:0?[1-9]|1[0-2])(?::[0-5]\\d)? ?[ap]m|(?:[01]?\\d|2[0-3])[:h][0-5]\\d|24[:h]00|${SPOKEN})`;
/** An hour alone is one only after these words: 2 is a number of rand, too. */
export const BARE = `(?:(?:around|about) ${HOUR}|at ${SPOKEN_HOUR})(?:${O_CLOCK})?(?=,?(?: |$))`;
const DAY = `(?<day>today|yesterday|(?:last )?(?:${WEEKDAYS.join('|')})|${DATE})`;
const TIMES = `(?<begin>${CLOCK}|${BARE})(?:(?: ?\\p{Pd} ?| (?:to|till|until) )(?<end>${CLOCK}))?`;
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

/** Null of a day that no calendar has. */
function midnightOf(text: string, now: Instant): Instant | null {
  const day = text.toLowerCase();
  const today = Math.floor((now + LOCAL_OFFSET_MS) / DAY_MS) * DAY_MS - LOCAL_OFFSET_MS;
  if (day === 'today') return today;
  if (day === 'yesterday') return today - DAY_MS;
  return weekdayOf(day, today) ?? dateOf(day, today);
}

/** The last day of that name up to today; before today where somebody says "last". */
function weekdayOf(text: string, today: Instant): Instant | null {
  const name = text.replace('last ', '');
  const weekday = WEEKDAYS.indexOf(name);
  if (weekday < 0) return null;
  const since = (new Date(today + LOCAL_OFFSET_MS).getUTCDay() - weekday + 7) % 7;
  return today - (since === 0 && name !== text ? 7 : since) * DAY_MS;
}

function dateOf(text: string, today: Instant): Instant | null {
  const parts = text.split(/[-/ ]/);
  const [day = '', month = '', year] = /^\d{4}/.test(text) ? parts.toReversed() : parts;
  const numbers = [/\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1, Number(day)] as const;
  if (year !== undefined) return localMidnight(Number(year), ...numbers);
  const thisYear = new Date(today + LOCAL_OFFSET_MS).getUTCFullYear();
  const years = Array.from({ length: YEARS_BACK }, (_, back) => localMidnight(thisYear - back, ...numbers));
  return years.find((midnight) => midnight !== null && midnight <= today) ?? null;
}

function localMidnight(year: number, month: number, day: number): Instant | null {
  const utc = Date.UTC(year, month - 1, day);
  // 30 February is a day in March to it.
  const isDay = new Date(utc).getUTCMonth() === month - 1 && new Date(utc).getUTCDate() === day;
  return isDay ? utc - LOCAL_OFFSET_MS : null;
}

/** Of `14:00`, `14h00`, `2pm`, `2:15 pm`, `two o'clock`, `half past 2` and `around 2`. */
function minutesOf(time: string): number {
  const text = time.toLowerCase();
  const [hours = spokenHour(text), minutes = text.startsWith('half past') ? 30 : 0] = (text.match(/\d+/g) ?? []).map(
    Number,
  );
  const half = /([ap])m$/.exec(text)?.[1];
  if (half !== undefined) return ((hours % 12) + (half === 'p' ? 12 : 0)) * 60 + minutes;
  const isSaid = !/[:h]\d\d$/.test(text);
  return (isSaid && hours < OPENS ? hours + 12 : hours) * 60 + minutes;
}

function spokenHour(text: string): number {
  return HOURS.findIndex((name) => new RegExp(`\\b${name}\\b`).test(text)) + 1;
}
