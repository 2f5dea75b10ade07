// Characters as addresses, markup, mail, style sheets and programs write them, in texts that people and programs paste: `%20`, `&nbsp;`, `=20`,
// `\00a0`, `\u00a0`. What stands for a digit, or between two of them, must not hide a number.
import { NAMED_CHARACTER, namedCharacter } from './named-characters';

/** Deeper than an address that is handed on inside an address, and as many ways as there may be in one text. */
const MOST_LAYERS = 5;
/** One text may be read in several ways at once, and each of these in several again. */
const MOST_READINGS = 40;
/** What looking at a text in one way costs, however short it is, in characters. */
const COST_OF_LOOK = 60;

/**
 * How much may still be read, in characters that are looked at. Texts that come together share one: what a request sends must not hold the process,
 * whether it is one long text or a thousand short ones. Where it is spent a text is read as it is.
 */
export class ReadingWork {
  #left: number;
  readonly #least: number;

  /** `forFirst`: how much more there is for each way by itself, so that what is read last is looked at as well. */
  constructor(mostCharacters: number, forFirst = 0) {
    this.#left = mostCharacters;
    this.#least = -forFirst;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Takes what one more look at so many characters costs, if anything is left. */
  take(characters: number, isFirst = false): boolean {
    if (this.#left <= (isFirst ? this.#least : 0)) return false;
    this.#left -= characters + COST_OF_LOOK;
    return true;
  }
}

/** For one text that stands alone: some milliseconds at the worst. */
const OF_A_TEXT = 60_000;

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
    `%[0-7]${HEX}|${characterInBytes('%')}|%[89A-Fa-f]${HEX}|${characterInBytes('\\\\[xX]')}`,
    `\\\\U(?:000${HEX}{5}|0010${HEX}{4})`,
    `%[uU]${HEX}{4}|\\\\[uU]${HEX}{4}`,
    `\\\\[uUxX]\\{${HEX}{1,8}\\}`,
    `\\\\[xX]${HEX}{2}`,
    `\\\\[oO]\\{[0-7]{1,7}\\}`,
    `&#[xX]0*${HEX}{1,6};?`,
    `&#0*\\d{1,7}(?:;|(?!\\d))`,
    NAMED_CHARACTER,
    '\\\\[nrtvfbaeNRT]',
  ].join('|'),
  'g',
);

/** A sign of mail, a style sheet or a program is often just that sign: `total=20`, `shelf\20`. Nothing else is taken for a character. */
const BETWEEN_OR_DIGIT = /^[\p{White_Space}\p{Dash}\p{Pd}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Nd}=&%\\<>;#]$/u;

const MAIL = new RegExp(`${characterInBytes('=')}|=${HEX}{2}`, 'g');

/** `signs`: without one of them there is nothing to read. */
interface Way {
  readonly signs: string;
  readonly read: (text: string) => string;
}

/** Each reads a text in one way, and leaves what it does not know. They are apart because each may take digits that are those of the number. */
const WAYS: readonly Way[] = [
  { signs: '%&\\', read: (text) => text.replace(PLAIN, characterOf) },
  // A tag is what a browser shows as a new line, or as nothing.
  { signs: '<', read: (text) => text.replace(/<[/!?]?[A-Za-z-][^<>]*>/g, ' ') },
  // Quoted-printable, of mail.
  { signs: '=', read: (text) => text.replace(MAIL, ofMail) },
  // The same, where it follows a digit: of `pin=2015=206840` the first sign is none of mail.
  { signs: '=', read: (text) => text.replace(/(?<=\d)(?:=[\dA-Fa-f]{2})+/g, (run) => run.replace(MAIL, ofMail)) },
  // Octal, as programs and tools print bytes: `\040`, `\302\240`.
  { signs: '\\', read: (text) => text.replace(/(?:\\[0-3][0-7]{2})+/g, ofOctal) },
  // Style sheets: up to six hex digits, and a space that ends them.
  {
    signs: '\\',
    read: (text) =>
      text.replace(/\\([\dA-Fa-f]{1,6})[ \t\r\n\f]?/g, (found, hex: string) =>
        meant(found, ofPoint(parseInt(hex, 16))),
      ),
  },
  {
    signs: '+',
    read: (text) =>
      text.replace(/[Uu]\+([\dA-Fa-f]{4})/g, (found, hex: string) => meant(found, ofPoint(parseInt(hex, 16)))),
  },
];

/** Without one of them nothing in a text is an escape. */
const SIGNS = /[%&\\=<+]/;

/** How many ways there are, by which `Reading.by` goes. */
export const WAYS_COUNT = WAYS.length;

/** A text as it is read in some ways, one after the other. */
export interface Reading {
  readonly text: string;
  /** What it is when it is read in one way more; undefined where that changes nothing, or was not looked at. */
  readonly by: readonly (Reading | undefined)[];
}

/**
 * The text as it is, and without its escapes, in every way and layer by layer: `%2520` is `%20`, which is a space. As long as there is work left: then the
 * last ones are missing. `isSeam`: of texts that were all read by themselves.
 */
export function readingsOf(text: string, work: ReadingWork, isSeam = false): readonly [Reading, ...Reading[]] {
  const first = { text, by: [] as (Reading | undefined)[] };
  const readings: [Reading, ...Reading[]] = [first];
  if (!SIGNS.test(text)) return readings;
  const known = new Map<string, Reading>([[text, first]]);
  let layer = [first];
  for (let depth = 0; depth < MOST_LAYERS && layer.length > 0; depth += 1) {
    const next: (typeof first)[] = [];
    for (const reading of layer)
      for (const [at, { signs, read }] of WAYS.entries()) {
        if (!hasOneOf(reading.text, signs)) continue;
        if (!work.take(reading.text.length, depth === 0 && !isSeam)) return readings;
        const found = read(reading.text);
        if (found === reading.text) continue;
        const same = known.get(found);
        if (!same && readings.length === MOST_READINGS) return readings;
        const made = { text: found, by: [] };
        reading.by[at] = same ?? made;
        if (same) continue;
        known.set(found, made);
        readings.push(made);
        next.push(made);
      }
    layer = next;
  }
  return readings;
}

function hasOneOf(text: string, signs: string): boolean {
  for (const sign of signs) if (text.includes(sign)) return true;
  return false;
}

/** Texts that hold more are nobody's, and show nothing of themselves. */
const MOST_FOUND = 50;

/**
 * The text as it is shown. `hide` says how a reading of it is shown, and null where there is nothing in it to hide; the last reading that has
 * something counts, so that as long as the text itself has it no escape is seen through. A text that takes more work than there is shows nothing of itself.
 */
export function shownBy(
  hide: (reading: string) => string | null,
  text: string,
  work: ReadingWork = new ReadingWork(OF_A_TEXT),
): string {
  let shown = text;
  // One number may be seen in one reading alone, and the next in another.
  for (let found = 0; found < MOST_FOUND && work.take(shown.length); found += 1) {
    const readings = readingsOf(shown, work);
    const hidden = readings.reduceRight<string | null>((last, reading) => last ?? hide(reading.text), null);
    if (hidden === null) {
      if (work.isSpent && SIGNS.test(shown)) break;
      return shown;
    }
    shown = hidden;
  }
  return '****';
}

/** By how it begins: names of groups would cost a multiple, and texts may be all escapes. */
function characterOf(found: string): string {
  const [sign, kind = ''] = found;
  if (sign === '&') return kind === '#' ? ofMarkup(found) : (namedCharacter(found.slice(1).replace(';', '')) ?? found);
  if (sign === '%') return /[uU]/.test(kind) ? ofHex(found, found.slice(2)) : (ofBytes(found) ?? '\uFFFD');
  if (found.length === 2) return ' ';
  if (found[2] === '{')
    return /[oO]/.test(kind) ? (ofPoint(parseInt(found.slice(3), 8)) ?? found) : ofHex(found, found.slice(3));
  const isBytes = /[xX]/.test(kind) && found.length > 4;
  return isBytes ? (ofBytes(found.replace(/\\x/gi, '%')) ?? '\uFFFD') : ofHex(found, found.slice(2));
}

function ofMarkup(found: string): string {
  const isHex = /[xX]/.test(found[2] ?? '');
  return isHex ? ofHex(found, found.slice(3)) : (ofPoint(parseInt(found.slice(2), 10)) ?? found);
}

/** As far as `digits` are hex. */
function ofHex(found: string, digits: string): string {
  return ofPoint(parseInt(digits, 16)) ?? found;
}

function meant(found: string, character: string | undefined): string {
  return character !== undefined && BETWEEN_OR_DIGIT.test(character) ? character : found;
}

function ofPoint(point: number): string | undefined {
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

const TEXT = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** Undefined: bytes that are no character, and stand for something else than digits. */
function ofBytes(percents: string): string | undefined {
  const bytes = percents
    .split('%')
    .slice(1)
    .map((hex) => parseInt(hex, 16));
  const [byte = 0] = bytes;
  if (bytes.length === 1) return byte < 0x80 ? String.fromCharCode(byte) : undefined;
  const text = TEXT.decode(Uint8Array.from(bytes));
  return text.includes('\uFFFD') ? undefined : text;
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
