// Characters as addresses, markup, mail, style sheets and programs write them, in texts that people and programs paste: `%20`, `&nbsp;`, `=20`,
// `\00a0`, `\u00a0`. What stands for a digit, or between two of them, must not hide a number.
import { NAMED_CHARACTER, namedCharacter } from './named-characters';

/** Deeper than an address that is handed on inside an address. */
const MOST_LAYERS = 3;
/** One text may be read in several ways at once, and each of these in several again. */
const MOST_READINGS = 40;
/** Of a long text, or of many, fewer are looked at: what a request sends must not hold the process. */
export const MOST_CHARACTERS = 60_000;
const FEWEST_READINGS = 8;

const HEX = '[\\dA-Fa-f]';
const TAIL = (sign: string) => `${sign}[89ABab]${HEX}`;
/** A character of UTF-8 in bytes of two hex digits, each behind a sign, by itself, so that one that is broken hides no other. */
const characterInBytes = (sign: string) =>
  `${sign}[CDcd]${HEX}${TAIL(sign)}|${sign}[Ee]${HEX}(?:${TAIL(sign)}){2}|${sign}[Ff][0-4](?:${TAIL(sign)}){3}`;

/**
 * What means one character and nothing else, and takes no digit of a number beside it: `%E2%80%8B`, `%u200B`, `&#8203;` with any number of
 * zeros, `&#x200b;`, `&nbsp;`, `\u200b`, `\u{200b}`, `\U0000200b`, `\x20`, `\xc2\xa0`, `\x{200b}`, `\o{40}`, `\n`. A number without its `;` ends
 * where its digits do.
 */
const PLAIN = new RegExp(
  [
    `(?<bytes>%[0-7]${HEX}|${characterInBytes('%')}|%[89A-Fa-f]${HEX}|${characterInBytes('\\\\[xX]')})`,
    `\\\\U(?<long>000${HEX}{5}|0010${HEX}{4})`,
    `(?:%[uU]|\\\\[uU])(?<hex>${HEX}{4})`,
    `\\\\[uUxX]\\{(?<braced>${HEX}{1,8})\\}`,
    `\\\\[xX](?<two>${HEX}{2})`,
    `\\\\[oO]\\{(?<octal>[0-7]{1,7})\\}`,
    `&#[xX]0*(?<markup>${HEX}{1,6});?`,
    `&#0*(?<decimal>\\d{1,7})(?:;|(?!\\d))`,
    NAMED_CHARACTER,
    '\\\\(?<letter>[nrtvfbaeNRT])',
  ].join('|'),
  'g',
);

/** A sign of mail, a style sheet or a program is often just that sign: `total=20`, `shelf\20`. Nothing else is taken for a character. */
const BETWEEN_OR_DIGIT = /^[\p{White_Space}\p{Dash}\p{Pd}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Nd}=&%\\<>;#]$/u;

const MAIL = new RegExp(`${characterInBytes('=')}|=${HEX}{2}`, 'g');

/** Each reads a text in one way, and leaves what it does not know. They are apart because each may take digits that are those of the number. */
const WAYS: readonly ((text: string) => string)[] = [
  (text) => text.replace(PLAIN, characterOf),
  // A tag is what a browser shows as a new line, or as nothing.
  (text) => text.replace(/<[/!?]?[A-Za-z-][^<>]*>/g, ' '),
  // Quoted-printable, of mail.
  (text) => text.replace(MAIL, ofMail),
  // The same, where it follows a digit: of `pin=2015=206840` the first sign is none of mail.
  (text) => text.replace(/(?<=\d)(?:=[\dA-Fa-f]{2})+/g, (run) => run.replace(MAIL, ofMail)),
  // Octal, as programs and tools print bytes: `\040`, `\302\240`.
  (text) => text.replace(/(?:\\[0-3][0-7]{2})+/g, ofOctal),
  // Style sheets: up to six hex digits, and a space that ends them.
  (text) =>
    text.replace(/\\([\dA-Fa-f]{1,6})[ \t\r\n\f]?/g, (found, hex: string) => meant(found, ofPoint(parseInt(hex, 16)))),
  (text) => text.replace(/[Uu]\+([\dA-Fa-f]{4})/g, (found, hex: string) => meant(found, ofPoint(parseInt(hex, 16)))),
];

/**
 * The text as it is, and without its escapes, in every way and layer by layer: `%2520` is `%20`, which is a space. `mostCharacters` in all the
 * readings together, but for the first few.
 */
export function readingsOf(text: string, mostCharacters = MOST_CHARACTERS): readonly string[] {
  const readings = [text];
  if (!/[%&\\=<+]/.test(text)) return readings;
  const most = Math.max(FEWEST_READINGS, Math.min(MOST_READINGS, Math.floor(mostCharacters / text.length)));
  let layer: readonly string[] = readings;
  for (let depth = 0; depth < MOST_LAYERS && layer.length > 0; depth += 1) {
    const next: string[] = [];
    for (const reading of layer)
      for (const way of WAYS) {
        const found = way(reading);
        if (found === reading || readings.includes(found)) continue;
        if (readings.length === most) return readings;
        readings.push(found);
        next.push(found);
      }
    layer = next;
  }
  return readings;
}

/** Texts that hold more are nobody's, and show nothing of themselves. */
const MOST_FOUND = 50;

/**
 * The text as it is shown. `hide` says how a reading of it is shown, and null where there is nothing in it to hide; the last reading that has
 * something counts, so that as long as the text itself has it no escape is seen through. `mostCharacters` as for `readingsOf`.
 */
export function shownBy(hide: (reading: string) => string | null, text: string, mostCharacters?: number): string {
  let shown = text;
  // One number may be seen in one reading alone, and the next in another.
  for (let found = 0; found < MOST_FOUND; found += 1) {
    const readings = readingsOf(shown, mostCharacters);
    const hidden = readings.reduceRight<string | null>((last, reading) => last ?? hide(reading), null);
    if (hidden === null) return shown;
    shown = hidden;
  }
  return '****';
}

function characterOf(found: string, ...rest: unknown[]): string {
  const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
  const { bytes, named = groups['bare'], letter, octal, decimal } = groups;
  if (bytes !== undefined) return ofBytes(bytes.replace(/\\x/gi, '%')) ?? '\uFFFD';
  if (named !== undefined) return namedCharacter(named) ?? found;
  if (letter !== undefined) return ' ';
  if (octal !== undefined) return ofPoint(parseInt(octal, 8)) ?? found;
  if (decimal !== undefined) return ofPoint(Number(decimal)) ?? found;
  const { hex = groups['long'] ?? groups['braced'] ?? groups['two'] ?? groups['markup'] ?? '' } = groups;
  return ofPoint(parseInt(hex, 16)) ?? found;
}

function meant(found: string, character: string | undefined): string {
  return character !== undefined && BETWEEN_OR_DIGIT.test(character) ? character : found;
}

function ofPoint(point: number): string | undefined {
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** Undefined: bytes that are no character, and stand for something else than digits. */
function ofBytes(percents: string): string | undefined {
  try {
    return decodeURIComponent(percents);
  } catch {
    return undefined;
  }
}

/** In older character sets a no-break space and a soft hyphen are one byte. */
const ONE_BYTE: Readonly<Record<string, string>> = { '%a0': '\u00A0', '%ad': '\u00AD' };

function ofMail(found: string): string {
  const bytes = found.replaceAll('=', '%').toLowerCase();
  return meant(found, ofBytes(bytes) ?? ONE_BYTE[bytes]);
}

function ofOctal(found: string): string {
  const percents = found.replace(
    /\\(...)/g,
    (_, digits: string) => `%${parseInt(digits, 8).toString(16).padStart(2, '0')}`,
  );
  const text = ofBytes(percents) ?? ONE_BYTE[percents] ?? '';
  return text !== '' && Array.from(text).every((character) => BETWEEN_OR_DIGIT.test(character)) ? text : found;
}
