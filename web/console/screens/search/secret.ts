// Whether a text may hold a whole PIN. Pure. Digits are what they are to the server, which reads a PIN in any script and takes all digits
// of a search for one number.
import { digitsOf } from '../../../../src/core/values/pin-text';

/** As South Africans write their numbers. */
const PHONE = /^(?:0|27|\+27)\d{9}$/;
/** Fewer are an amount, the end of a PIN, or a time. */
const MOST_DIGITS = 8;

const wordOf = (form: string, flags = 'gu'): RegExp => new RegExp(`(?<!\\S)(?:${form})(?=,?(?:\\s|$))`, flags);
const CLOCK = '(?:[01]?\\d|2[0-3])[:h][0-5]\\d';
/**
 * Words that have digits and are no part of a PIN: ids of redemptions, reviews and the like, days that a calendar has, times of day, and
 * one amount. In any other form, and of a 29 February, their digits count.
 */
const NO_PIN: readonly RegExp[] = [
  wordOf('[a-z]{2,4}_[0-9a-f]{24}|op-[0-9a-f]{24}(?:-[0-9a-f]{8})?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'giu'),
  wordOf(
    '20\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))',
  ),
  wordOf(`${CLOCK}(?: ?- ?${CLOCK})?`),
  // Of two, the second may be the other half of a number.
  wordOf('R ?\\d{1,5}(?:[.,]\\d{1,2})?', 'iu'),
];

/** Whether a text may hold a whole PIN, or so much of one that the rest can be tried. Rather once too often. */
export function isSecret(text: string): boolean {
  if (PHONE.test(text.replace(/[\s()-]/g, ''))) return false;
  const rest = NO_PIN.reduce((left, form) => left.replace(form, ' '), text);
  return digitsOf(rest).length > MOST_DIGITS;
}
