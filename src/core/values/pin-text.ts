// The one rule about PINs in text that people paste and type: which characters mean nothing in a PIN, and whether a text holds a
// number, however it is written. Knows no provider.
import { maskPin } from './pin';
import { ID_PREFIXES } from './ports';
import { type Reading, readingsOf, ReadingWork, shownBy, WAYS_COUNT } from './text/escapes';

/**
 * What people, keyboards and documents put around and between the digits of a PIN: spaces and dashes of every kind, and what cannot be
 * seen (zero-width characters, directional marks and isolates, soft hyphens, joiners, byte order marks, variation selectors).
 */
const MEANINGLESS =
  /[\p{White_Space}\p{Dash}\p{Pd}\p{Cf}\p{Default_Ignorable_Code_Point}\u02D7\u2043\u2500\u2796\u2800\u30FC\uFF70]|\u20E3/gu;
/** Decimal digits of any script, and numbers in a circle, raised or lowered. */
const NUMBERS = /[\p{Nd}\p{No}]/gu;
const NOT_ASCII_DIGITS = /[^0-9]+/g;
const DECIMAL = /\p{Nd}/u;

/** A PIN as it was meant: without what means nothing in it, its digits in ASCII. Anything else is left, for the pattern to refuse. */
export function meantPin(text: string): string {
  return withAsciiDigits(text).replace(MEANINGLESS, '');
}

/** All digits of the text in their order, in ASCII, and nothing of what stands between them. */
export function digitsOf(text: string): string {
  return withAsciiDigits(text).replace(NOT_ASCII_DIGITS, '');
}

/** For the texts of one request, and for reading each of them in each way once: twenty pairs of metadata have 12,000 characters. */
const [OF_A_REQUEST, FIRST_OF_A_REQUEST] = [100_000, 150_000];
/** No PIN is longer. What stands further from where two texts meet belongs to one of them alone. */
export const LONGEST_PIN = 32;
/** In how many ways texts are read together. */
const MOST_TOGETHER = 20;

/**
 * Reads the texts of one request: each of them once, and in fewer ways where there is much to read, so that many short ones are no more
 * work than a long one.
 */
export class TextReader {
  readonly #work = new ReadingWork(OF_A_REQUEST, FIRST_OF_A_REQUEST);
  readonly #readings = new Map<string, readonly [Reading, ...Reading[]]>();
  readonly #digits = new Map<string, string>();

  /** The digits of the text as it is, and of what its escapes stand for: those of `%20` are none of a PIN around it. */
  digits(text: string): readonly string[] {
    return [...new Set(this.#read(text).map((reading) => this.#digitsOf(reading)))];
  }

  /**
   * Whether the text holds this secret: its digits one after the other, in any script, whatever stands between them, escaped or not. Of a
   * secret that is no number, its letters and digits.
   */
  holds(secret: string, text: string): boolean {
    if (isNumber(secret)) return this.digits(text).some((digits) => digits.includes(secret));
    const characters = charactersOf(secret);
    return this.#read(text).some((reading) => charactersOf(reading.text).includes(characters));
  }

  /**
   * The digits of texts that follow each other, for what may stand in several of them: all read in one way, then in the next. Without those that
   * are further from both ends of a text than a PIN is long, for which `NO_DIGIT` stands.
   */
  together(texts: readonly string[]): readonly (readonly string[])[] {
    const first = texts.map((text): Reading => this.#read(text)[0]);
    const found = [this.#endsOf(first)];
    const known = new Set(found.map((digits) => digits.join(BETWEEN)));
    for (let layer = [first]; layer.length > 0;) {
      const next: (typeof first)[] = [];
      for (const before of layer)
        for (let way = 0; way < WAYS_COUNT && found.length < MOST_TOGETHER; way += 1) {
          if (before.every((reading) => reading.by[way] === undefined)) continue;
          const read = before.map((reading) => reading.by[way] ?? reading);
          const digits = this.#endsOf(read);
          const name = digits.join(BETWEEN);
          if (known.has(name)) continue;
          known.add(name);
          found.push(digits);
          next.push(read);
        }
      layer = next;
    }
    return found;
  }

  /** The digits of these texts as one, in which an escape may be cut in half where two of them meet. */
  joined(texts: readonly string[]): readonly string[] {
    return readingsOf(texts.join(''), this.#work, true).map((reading) => this.#digitsOf(reading));
  }

  #endsOf(readings: readonly Reading[]): string[] {
    return readings.map((reading) => endsOf(this.#digitsOf(reading)));
  }

  #digitsOf({ text }: Reading): string {
    const known = this.#digits.get(text);
    if (known !== undefined) return known;
    const digits = digitsOf(text);
    this.#digits.set(text, digits);
    return digits;
  }

  #read(text: string): readonly [Reading, ...Reading[]] {
    const known = this.#readings.get(text);
    if (known) return known;
    const readings = readingsOf(text, this.#work);
    this.#readings.set(text, readings);
    return readings;
  }
}

/** Stands for digits that were left out, so that those on both sides of it do not follow each other. */
export const NO_DIGIT = '|';
const BETWEEN = ',';

function endsOf(digits: string): string {
  if (digits.length <= 2 * LONGEST_PIN) return digits;
  return `${digits.slice(0, LONGEST_PIN)}${NO_DIGIT}${digits.slice(-LONGEST_PIN)}`;
}

/** Whether this secret is all digits, and so may be looked for among digits alone. */
export function isNumber(secret: string): boolean {
  return /^\d+$/.test(secret);
}

/** What `TextReader` finds in one text alone. */
export function holdsSecret(secret: string, text: string): boolean {
  return new TextReader().holds(secret, text);
}

const SHORTEST_PIN = 12;
/** The shortest PIN there is, whatever stands between its digits but letters. */
const LONG_NUMBER = /\d(?:[^\p{L}\d]*\d){11}/u;
/**
 * What has many digits and is no PIN: our own ids, and what was masked already. Hardly any id is without a letter among its digits.
 */
const NO_PIN = new RegExp(
  [
    `(?<![0-9a-z])(?:${ID_PREFIXES.join('|')})_(?=\\d*[a-f])[0-9a-f]{24}(?![0-9a-z])`,
    '(?<!\\S)\\*{8,}\\d{4}(?!\\S)',
  ].join('|'),
  'g',
);
const [YEAR, MONTH, DATE, TIME] = [
  '20\\d\\d',
  '(?:0[1-9]|1[0-2])',
  '(?:0[1-9]|[12]\\d|3[01])',
  '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?',
];
/** A day as people and programs write it, `2026-11-28`, `28/11/2026` or `28.11.2026`, with or without its time; or a time alone. */
const DAY = new RegExp(
  `(?<![\\d:./-])(?:(?:${YEAR}(?<sign>[-/.])${MONTH}\\k<sign>${DATE}|${DATE}(?<mark>[-/.])${MONTH}\\k<mark>${YEAR})(?:(?:,? |T)${TIME})?|${TIME})(?![\\d:/-]|\\.\\d)`,
  'g',
);

/**
 * Whether a text has 12 digits or more in a row, in any script and however they are parted but by letters: they may be a PIN. A day is none
 * of them, and parts nothing: what was read out may stand on both sides of it. Escapes count as what they stand for, and as they are.
 */
export function holdsLongNumber(text: string): boolean {
  if (!hasRoom(text)) return false;
  return readingsOf(text, new ReadingWork(OF_A_LONG_TEXT)).some((reading) => isLongNumberIn(reading.text));
}

/** A note of a person has 2,000 characters. */
const OF_A_LONG_TEXT = 200_000;

/** Whether there is room for so many digits: whatever stands for one has a digit itself, or begins as `&#xced;` and `\ced` do. */
function hasRoom(text: string): boolean {
  return digitsOf(text).length + (text.match(/[&\\]/g)?.length ?? 0) >= SHORTEST_PIN;
}

function isLongNumberIn(text: string): boolean {
  return LONG_NUMBER.test(meantPin(text.replace(NO_PIN, 'x').replace(DAY, ' ')));
}

const LONG_NUMBERS = /\d(?:[^\p{L}\d]*\d){11,}/gu;

/**
 * A text with each number that `holdsLongNumber` finds as its last four digits, `************9838`. Any other text as it is.
 * One that takes more than `work` is `****`.
 */
export function maskedLongNumbers(text: string, work?: ReadingWork): string {
  return hasRoom(text) ? shownBy(masked, text, work) : text;
}

function masked(reading: string): string | null {
  if (!isLongNumberIn(reading)) return null;
  return meantPin(reading).replace(LONG_NUMBERS, (number) => maskPin(digitsOf(number)));
}

/** Letters and digits of the text in their order. */
export function charactersOf(text: string): string {
  return withAsciiDigits(text.normalize('NFKC')).replace(/[^\p{L}\p{Nd}]+/gu, '');
}

function withAsciiDigits(text: string): string {
  return isAscii(text) ? text : text.replace(NUMBERS, asciiOf);
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text);
}

/** What was worked out before: there are some hundreds of such characters, and a text may repeat one thousands of times. */
const KNOWN = new Map<string, string>();

function asciiOf(character: string): string {
  const ascii = KNOWN.get(character) ?? valueOf(character);
  KNOWN.set(character, ascii);
  return ascii;
}

/** Digits in circles that Unicode does not say the plain digits of: where each row begins, and with which number. */
const DINGBATS: readonly (readonly [from: number, count: number, first: number])[] = [
  [0x24eb, 10, 11],
  [0x24f5, 10, 1],
  [0x24ff, 1, 0],
  [0x2776, 10, 1],
  [0x2780, 10, 1],
  [0x278a, 10, 1],
  [0x1f10b, 1, 0],
  [0x1f10c, 1, 0],
];

function dingbatOf(character: string): string | undefined {
  const at = character.codePointAt(0) ?? 0;
  const row = DINGBATS.find(([from, count]) => at >= from && at < from + count);
  return row && String(row[2] + at - row[0]);
}

function valueOf(character: string): string {
  if (!DECIMAL.test(character)) {
    // `①`, `²`, and those with a bracket, a full stop or a comma around them: `⑴`, `⒈`, `🄂`. No fractions.
    const plain = /^\(?(\d+)[).,]?$/.exec(character.normalize('NFKC'))?.[1];
    return plain ?? dingbatOf(character) ?? character;
  }
  // Unicode keeps the ten digits of a script side by side, zero first, and promises to go on doing so: the value is how far the
  // character stands from the beginning of its row, or of its ten where rows follow each other.
  const at = character.codePointAt(0) ?? 0;
  let before = 0;
  while (DECIMAL.test(String.fromCodePoint(at - before - 1))) before += 1;
  return String(before % 10);
}
