// Finds what may be a PIN in text that callers and providers wrote. Such text is echoed, stored in clear and shown to people, so a
// PIN in it must be replaced or refused first.
import { maskedLongNumbers } from './pin-text';
import { ReadingWork, shownBy } from './text/escapes';

/** Ten digits or more may be a PIN or a phone number. Error codes and amounts have fewer. */
function longNumber(digit: string, between: string): string {
  return `${digit}(?:${between}${digit}){9,}`;
}

/** Our own ids, which may hold many digits in a row by chance. No PIN has their form. */
const ID = '[a-z]{2,3}_[0-9a-f]{24}(?![0-9a-z])';
/** Letters that nobody sees: Korean fillers. */
const UNSEEN_LETTER = '[\\u115F\\u1160\\u3164\\uFFA0]';
/** Digits of any script, with any number of characters of any kind except letters between them: a caller can write anything. */
const ID_OR_CALLERS_NUMBER = new RegExp(
  `(${ID})|${longNumber('[\\p{Nd}\\p{No}]', `(?:[^\\p{L}\\p{Nd}\\p{No}]|${UNSEEN_LETTER})*`)}`,
  'giu',
);
/**
 * A provider prints a PIN as it got it, at most grouped. With the caller's rule, a list of amounts in its message would be
 * replaced as well, and support staff need those.
 */
const PROVIDERS_NUMBER = longNumber('\\p{Nd}', '[\\p{White_Space}\\p{Dash}\\p{Cf}.]?');
/** An id of the ledger, or of a provider. No PIN has 32 digits in these groups; in a caller's text it is not spared all the same. */
const UUID = '(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])';
const WHOLE_UUID = new RegExp(`^${UUID}$`, 'iu');
const UUID_OR_PROVIDERS_NUMBER = new RegExp(`(${UUID})|${PROVIDERS_NUMBER}`, 'giu');

/**
 * A name out of a provider's file with the last four digits alone of every number in it that may be a PIN: files are numbered as a provider
 * likes, by a PIN that can still be spent, too. A UUID is none. Files have a great many names, so that there is little work for each.
 */
export function pinFree(name: string): string {
  return WHOLE_UUID.test(name) ? name : maskedLongNumbers(name, new ReadingWork(OF_A_NAME));
}

/** Ten looks at the longest name. */
const OF_A_NAME = 3_000;

/** Half a character alone, as `\uD800` writes it: no address can have one, nor can UTF-8. */
const HALF_CHARACTER = /\p{Surrogate}/gu;

/**
 * A caller's text with `****` for every long number in it. Where one is written with escapes they are gone. `work`: for all texts that come together; one
 * that takes more is `****`.
 */
export function redacted(text: string, work?: ReadingWork): string {
  const shown = shownBy(withoutNumbers, text, work);
  return shown === text ? text : shown.replace(HALF_CHARACTER, '\uFFFD');
}

function withoutNumbers(reading: string): string | null {
  const shown = reading.replace(ID_OR_CALLERS_NUMBER, (found, id: string | undefined) =>
    id === undefined ? '****' : found,
  );
  return shown === reading ? null : shown;
}

/** A provider's text with `[digits]` for every long number in it. */
export function redactedWords(text: string): string {
  return text.replace(UUID_OR_PROVIDERS_NUMBER, (_found, id: string | undefined) => id ?? '[digits]');
}
