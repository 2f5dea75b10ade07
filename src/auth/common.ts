// Whether a password is among the first that somebody would try: of anybody, or of this very person.
import { COMMON_PASSWORDS } from './common-passwords';

const COMMON: ReadonlySet<string> = new Set(COMMON_PASSWORDS.trim().split(/\s+/));
/** What people put in the place of a letter. */
const SPELLED: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Rows of a keyboard, twice over, in both directions. */
const ROWS = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
  'abcdefghijklmnopqrstuvwxyz',
];
/** Down and up its columns. */
const COLUMNS = ['1q2w3e4r5t6y7u8i9o0p', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p'];
const RUNS = [ROWS.slice(0, 4).join(''), ...ROWS, ...COLUMNS].flatMap((row) => [
  row + row,
  Array.from(row + row)
    .reverse()
    .join(''),
]);
/** Fewer different characters than these are a pattern. */
const FEWEST_CHARACTERS = 5;
/** What has to be left of it without the names that everybody knows of this person. */
const LEAST_OWN = 8;
const OURS = ['vouch', 'voucher', 'console', 'password'];

/** `email`: whose password it is to be. */
export function isCommonPassword(password: string, email: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const words = [text, wordIn(text), spelledOut(wordIn(text)), spelledOut(text.replace(/[^\p{L}]+$/u, ''))];
  return (
    words.some((word) => COMMON.has(word)) ||
    new Set(text).size < FEWEST_CHARACTERS ||
    isRepeated(text) ||
    isRun(text) ||
    withoutNames(text, email).length < LEAST_OWN
  );
}

function spelledOut(text: string): string {
  return Array.from(text, (one) => SPELLED[one] ?? one).join('');
}

/** What stands between the digits and signs that make a word long enough. */
function wordIn(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** A common word, or a few characters, again and again. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    const isMade = unit.repeat(Math.ceil(text.length / length)).startsWith(text);
    if (isMade && (length <= 4 || COMMON.has(wordIn(unit)))) return true;
  }
  return false;
}

/** Neighbours on a keyboard or in the alphabet, most of the way. */
function isRun(text: string): boolean {
  const most = Math.ceil(text.length * 0.75);
  for (let from = 0; from + most <= text.length; from += 1) {
    const part = text.slice(from, from + most);
    if (RUNS.some((run) => run.includes(part))) return true;
  }
  return false;
}

/** The parts of the e-mail address, and our own name, taken out. */
function withoutNames(text: string, email: string): string {
  const names = [
    ...email
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(({ length }) => length >= 4),
    ...OURS,
  ];
  const longestFirst = [...names].sort((one, other) => other.length - one.length);
  return longestFirst.reduce((left, name) => left.replaceAll(name, ''), text);
}
