// What a search took each part of its query for, as the person who typed it is told.
import { decimalFromCents } from '../values/money';
import { digitsOf } from '../values/pin-text';
import { maskPin } from '../values/pin';
import { redacted } from '../values/redact';
import { readReference } from '../values/reference';
import { isoTime, type Instant } from '../values/time';
import { LOCAL_OFFSET_MS, type Part } from './read-query';

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
  /** A PIN masked; an amount in rand; a span of time as two times with a stroke between. */
  readonly value: string;
}

/** `kind`: where the form of the part does not say it all. */
export function understoodAs(part: Part, kind: UnderstoodKind = part.is): Understood {
  return { kind, value: valueOf(part) };
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
      return part.terminalId;
    case 'created':
      return `${localTime(part.from)}/${localTime(part.to)}`;
    case 'reference':
      return withoutPin(part.text);
    default:
      return part satisfies never;
  }
}

/** Fewer digits are no PIN: and a reference is shown as it was typed wherever it cannot be one. */
const LEAST_PIN_DIGITS = 12;

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
