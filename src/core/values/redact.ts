// What a caller sent is echoed so that it can be found again: not before anything in it that may be a PIN is redacted.

/** Our own ids, which may hold many digits in a row by chance. No PIN has their form. */
const ID = '[a-z]{2,3}_[0-9a-f]{24}(?![0-9a-z])';
/** Ten digits or more of any script, whatever but a letter stands between them: a phone number or a PIN. */
const LONG_NUMBER = '\\p{Nd}(?:[^\\p{L}\\p{Nd}]{0,3}\\p{Nd}){9,}';
const ID_OR_LONG_NUMBER = new RegExp(`(${ID})|${LONG_NUMBER}`, 'giu');

/** The text with `****` for every long number in it. */
export function redacted(text: string): string {
  return text.replace(ID_OR_LONG_NUMBER, (found, id: string | undefined) => (id === undefined ? '****' : found));
}
