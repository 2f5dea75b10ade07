// What a search took each part of its query for, as the person who typed it is told.
import { decimalFromCents } from '../values/money';
import { digitsOf } from '../values/pin-text';
import { maskPin } from '../values/pin';
import { redacted } from '../values/redact';
import { readReference } from '../values/reference';
import { isoTime, type Instant } from '../values/time';
import type { Part } from './read-query';
import { LOCAL_OFFSET_MS } from './times';

/**
 * What a part can be taken for. `other_mode`: an id of this account's other mode, whose rows are not shown here.
 * `reference_beginning`: nothing is called exactly so, and external references that begin so are shown.
 */
export const UNDERSTOOD_KINDS = [
  'id',
  'other_mode',
  'pin',
  'pin_end',
  'amount',
  'phone',
  'terminal',
  'created',
  'reference',
  'reference_beginning',
] as const;
export type UnderstoodKind = (typeof UNDERSTOOD_KINDS)[number];

/** One part of a query, in the order in which they were typed. */
export interface Understood {
  readonly kind: UnderstoodKind;
  /** A PIN masked; an amount in rand; a span of time as two times with a stroke between; several tills with commas between. */
  readonly value: string;
  /** What the same text is looked for as, too: a row that is either is found. */
  readonly also: 'reference' | null;
  /** How many words of the query it is. */
  readonly words: number;
}

/** What is known of a part beyond its form. */
export interface Known {
  readonly kind?: UnderstoodKind | undefined;
  /** The ids of the tills that it was taken for. */
  readonly tills?: readonly string[] | undefined;
}

/** What a part was taken for, by its form and by what was found out about it. */
export function understoodAs(part: Part, { kind, tills }: Known = {}): Understood {
  const { words } = part;
  if (tills) return { kind: 'terminal', value: withoutPin(tills.join(', ')), also: alsoOf(part), words };
  if (kind === 'reference_beginning') return { kind, value: withoutPin(textOf(part) ?? ''), also: null, words };
  const also = part.is === 'reference' ? null : alsoOf(part);
  return { kind: kind ?? part.is, value: valueOf(part), also, words };
}

/** Fewer digits are no PIN: and a reference is shown as it was typed wherever it cannot be one. */
const LEAST_PIN_DIGITS = 12;
/** These hold digits and can be no PIN: an id has its form, a time was worked out. */
const NO_NUMBERS: ReadonlySet<UnderstoodKind> = new Set(['id', 'other_mode', 'created']);
/** So many may be a phone number, or so much of a PIN that the rest can be tried. */
const LEAST_KEPT_DIGITS = 9;
/** So many of a PIN may have been read as a time of the day. */
const CLOCK_DIGITS = 4;
/** As many as every masked PIN shows. */
const KEPT_DIGITS = 4;

/**
 * A search as it is written down of who takes its rows out: of every long number the last four digits alone, whatever it was taken for.
 * What is one number for whoever typed it may be several parts, with words and days between them: so all the digits that the parts have
 * are one number as well. Where it takes what was read as times to make them so many, these may be of the number, too.
 */
export function searchedFor(understood: readonly Pick<Understood, 'kind' | 'value'>[]): string {
  let left = understood.reduce((sum, part) => sum + countOf(part), 0);
  const timesDigits = understood.filter(({ kind }) => kind === 'created').length * CLOCK_DIGITS;
  const isLong = left + timesDigits >= LEAST_PIN_DIGITS;
  const areTimesHidden = isLong && left < LEAST_PIN_DIGITS;
  const shown = understood.map((part) => {
    const { kind, value } = part;
    const count = countOf(part);
    const hidden = isLong ? left - KEPT_DIGITS : count < LEAST_KEPT_DIGITS ? 0 : count - KEPT_DIGITS;
    left -= count;
    if (kind === 'created' && areTimesHidden) return `${kind} ${withoutFirst(value, Infinity)}`;
    return `${kind} ${NO_NUMBERS.has(kind) ? value : withoutFirst(value, hidden)}`;
  });
  return shown.join(', ');
}

function countOf({ kind, value }: Pick<Understood, 'kind' | 'value'>): number {
  return NO_NUMBERS.has(kind) ? 0 : digitsOf(value).length;
}

/** A character may be several digits, or none. */
function withoutFirst(text: string, digits: number): string {
  let left = digits;
  return text.replace(/[\p{Nd}\p{No}]/gu, (number) => {
    if (left <= 0) return number;
    left -= digitsOf(number).length;
    return '*';
  });
}

/** The text of a part that is a reference, or may be one besides; null where it is none. */
export function textOf(part: Part): string | null {
  switch (part.is) {
    case 'reference':
      return part.text;
    case 'amount':
      return part.digits ?? null;
    case 'pin':
    case 'pin_end':
    case 'phone':
      return part.digits;
    default:
      return null;
  }
}

function alsoOf(part: Part): Understood['also'] {
  return textOf(part) === null ? null : 'reference';
}

function valueOf(part: Part): string {
  switch (part.is) {
    case 'id':
      return part.id;
    case 'pin':
      return maskPin(part.digits);
    case 'pin_end':
      return part.digits;
    case 'amount':
      return decimalFromCents(part.amountCents);
    case 'phone':
      return `+${part.number}`;
    case 'terminal':
      return withoutPin(part.said);
    case 'created':
      return `${localTime(part.from)}/${localTime(part.to)}`;
    case 'reference':
      return withoutPin(part.text);
    default:
      return part satisfies never;
  }
}

function withoutPin(text: string): string {
  if (readReference(text).ours || digitsOf(text).length < LEAST_PIN_DIGITS) return text;
  const shown = redacted(text);
  // With letters in between it is no number, and may be one that somebody wrote oddly.
  return digitsOf(shown).length < LEAST_PIN_DIGITS ? shown : shown.replace(/[\p{Nd}\p{No}]/gu, '*');
}

/** With the offset, so that nobody has to guess whose midnight is meant. */
function localTime(instant: Instant): string {
  const hours = String(LOCAL_OFFSET_MS / 3_600_000).padStart(2, '0');
  return `${isoTime(instant + LOCAL_OFFSET_MS).slice(0, -'.000Z'.length)}+${hours}:00`;
}
