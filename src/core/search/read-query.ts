// What a person types into the search box, read into its parts. Pure, and asks no store: what a part stands for is found out by the use
// case. Nothing is an error: what is no number, time or id of a known form is a reference.
import { digitsOf } from '../values/pin-text';
import { isCents } from '../values/money';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../values/time';
import { meantPhone } from './phones';

/** One part of a query. */
export type Part =
  /** An id of ours. */
  | { readonly is: 'id'; readonly id: string }
  /** 12 to 20 digits: a whole PIN. */
  | { readonly is: 'pin'; readonly digits: string }
  | { readonly is: 'pin_end'; readonly digits: string }
  | { readonly is: 'amount'; readonly amountCents: number }
  /** `number`: 27 and nine digits. `digits`: as it was written. */
  | { readonly is: 'phone'; readonly number: string; readonly digits: string }
  | { readonly is: 'terminal'; readonly terminalId: string }
  /** From an instant on, up to another. */
  | { readonly is: 'created'; readonly from: Instant; readonly to: Instant }
  /** A reference: one of the merchant's, or what a provider calls something. */
  | { readonly is: 'reference'; readonly text: string };

/**
 * How far local time is ahead of UTC where no account says otherwise: Africa/Johannesburg, which has had no summer time since 1944.
 */
export const LOCAL_OFFSET_MS = 2 * HOUR_MS;

type Read = (match: RegExpExecArray, now: Instant) => Part | null;

/** Between the digits of a number: what people put there. */
const GAP = '[ \\p{Pd}]';
const PHONE = `(?:\\+27|0027|27|0)${GAP}?[1-9]\\d${GAP}?\\d{3}${GAP}?\\d{4}`;
const DATE = '\\d{4}-\\d\\d-\\d\\d';
const TIME = '(?:[01]?\\d|2[0-3]):[0-5]\\d|24:00';
const SPAN = `(?<begin>${TIME})(?: ?\\p{Pd} ?(?<end>${TIME}))?`;

/** The forms, in the order in which they are tried. Each has to end where a word ends. */
const FORMS: readonly (readonly [string, Read])[] = [
  ['"(?<text>[^"]+)"', ({ groups }) => referenceOf(groups?.['text'] ?? '')],
  ['till:(?<name>[A-Za-z0-9]{1,40})', ({ groups }) => ({ is: 'terminal', terminalId: groups?.['name'] ?? '' })],
  ['[a-z]{2,4}_[0-9a-f]{24}', ([id]) => ({ is: 'id', id: id.toLowerCase() })],
  [`(?<day>today|yesterday|${DATE})(?: ${SPAN})?`, (match, now) => createdOf(match, now)],
  [`(?<begin>${TIME}) ?\\p{Pd} ?(?<end>${TIME})`, (match, now) => createdOf(match, now)],
  [`R ?(?<rand>\\d{1,3}(?:[ ,]\\d{3})+(?!\\d)|\\d+)(?:[.,](?<cents>\\d{1,2}))?`, amountOf],
  [`(?<rand>\\d{1,3}(?:[ ,]\\d{3})+|\\d+)[.,](?<cents>\\d{2})`, amountOf],
  [PHONE, phoneOf],
  [`\\d{12,20}|\\d{1,6}(?:${GAP}(?!${DATE})\\d{1,6})+`, pinOf],
  ['[*.\\u2026]* ?(?<digits>\\d{4})', ({ groups }) => ({ is: 'pin_end', digits: groups?.['digits'] ?? '' })],
  ['\\S+', ([text]) => referenceOf(text)],
];
const READERS = FORMS.map(([form, read]) => ({ form: new RegExp(`(?:${form})(?= |$)`, 'iuy'), read }));

/** The parts of a query in their order. `now` says what today is. */
export function readQuery(query: string, now: Instant): Part[] {
  const text = query
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\p{White_Space}+/gu, ' ')
    .trim();
  const parts: Part[] = [];
  for (let at = 0; at < text.length;) {
    const { part, end } = readOne(text, at, now);
    parts.push(part);
    at = end + 1;
  }
  return parts;
}

function readOne(text: string, at: number, now: Instant): { part: Part; end: number } {
  for (const { form, read } of READERS) {
    form.lastIndex = at;
    const match = form.exec(text);
    const part = match && read(match, now);
    if (match && part) return { part, end: at + match[0].length };
  }
  // Something stands at every place that is no space, and the last form takes whatever stands there.
  throw new Error('A query that is not read to its end');
}

function referenceOf(text: string): Part | null {
  return text.trim() === '' ? null : { is: 'reference', text: text.trim() };
}

function amountOf({ groups }: RegExpExecArray): Part | null {
  const rand = (groups?.['rand'] ?? '').replace(/[ ,]/g, '');
  const amountCents = Number(rand + (groups?.['cents'] ?? '').padEnd(2, '0'));
  return isCents(amountCents, 1) ? { is: 'amount', amountCents } : null;
}

function phoneOf([text]: RegExpExecArray): Part | null {
  const number = meantPhone(text);
  return number === null ? null : { is: 'phone', number, digits: digitsOf(text) };
}

const ENDS_IN_PHONE = new RegExp(` ${PHONE}$`, 'u');
const GAPS = new RegExp(GAP, 'u');

/** In groups as they are printed, all of one length but for the last; in any others only where there is nothing else. */
function pinOf({ 0: text, input }: RegExpExecArray): Part | null {
  const digits = digitsOf(text);
  if (digits.length < 12 || digits.length > 20) return null;
  const lengths = text.split(GAPS).map((group) => group.length);
  const [size = 0] = lengths;
  const isPrinted = lengths.slice(0, -1).every((length) => length === size) && (lengths.at(-1) ?? 0) <= size;
  return isPrinted || (text === input && !ENDS_IN_PHONE.test(text)) ? { is: 'pin', digits } : null;
}

/** A minute at the end of a span means the whole of it, as slips print no seconds. A span that ends before it begins ends the next day. */
function createdOf({ groups = {} }: RegExpExecArray, now: Instant): Part | null {
  const { day = 'today', begin, end } = groups;
  const midnight = midnightOf(day.toLowerCase(), now);
  if (midnight === null) return null;
  const from = midnight + (begin === undefined ? 0 : minutesOf(begin) * MINUTE_MS);
  if (end === undefined) return { is: 'created', from, to: midnight + DAY_MS };
  const to = midnight + Math.min((minutesOf(end) + 1) * MINUTE_MS, DAY_MS);
  return { is: 'created', from, to: to > from ? to : to + DAY_MS };
}

function midnightOf(day: string, now: Instant): Instant | null {
  const today = Math.floor((now + LOCAL_OFFSET_MS) / DAY_MS) * DAY_MS - LOCAL_OFFSET_MS;
  if (day === 'today') return today;
  if (day === 'yesterday') return today - DAY_MS;
  const utc = Date.parse(`${day}T00:00:00Z`);
  // 30 February is read as a day in March.
  const isDay = !Number.isNaN(utc) && new Date(utc).toISOString().startsWith(day);
  return isDay ? utc - LOCAL_OFFSET_MS : null;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
