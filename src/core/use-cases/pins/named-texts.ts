// Texts under the names of their fields, and which of them hold something that is looked for: alone, in pieces, or two of them where they meet.
import { LONGEST_PIN, NO_DIGIT, type TextReader } from '../../values/pin-text';

/** A text under the name of the request field that it came in. */
export type NamedText = readonly [param: string, text: string];

/** What is looked for in texts. */
export interface Sought {
  readonly isIn: (text: string) => boolean;
  /** Those of these texts over which it stands one after the other; none otherwise. */
  readonly piecesIn: (texts: readonly NamedText[]) => readonly NamedText[];
  /** Two of them where it stands over both of them, in any order; none otherwise. */
  readonly pairIn: (texts: readonly NamedText[]) => readonly NamedText[];
}

/**
 * The names of the texts in which a PIN stands: in one of them, or, where it is in none, in pieces over several
 * that follow each other, or over any two: the fields of an object have no order. No name holds it.
 */
export function paramsHolding(texts: readonly NamedText[], sought: Sought): string[] {
  const alone = texts.filter(([, text]) => sought.isIn(text));
  const inOrder = alone.length > 0 ? alone : inPieces(texts, sought);
  const found = inOrder.length > 0 ? inOrder : sought.pairIn(texts);
  return [...new Set(found.map(([param]) => (alone.length === 0 || sought.isIn(param) ? rootOf(param) : param)))];
}

/** Keys of metadata stand between its values, and the other way round: each is looked at with and without the other. */
function inPieces(texts: readonly NamedText[], { piecesIn }: Sought): readonly NamedText[] {
  const isKey = ([param]: NamedText) => param === 'metadata';
  for (const row of [texts, texts.filter((text) => !isKey(text)), texts.filter(isKey)]) {
    const pieces = row.length > 1 ? piecesIn(row) : [];
    if (pieces.length > 0) return pieces;
  }
  return [];
}

/** `piecesIn` of what `holds` finds among digits. */
export function piecesHolding(
  texts: readonly NamedText[],
  reader: TextReader,
  holds: (digits: string) => boolean,
): readonly NamedText[] {
  const alone = texts.map(([, text]) => text);
  for (const digits of reader.together(alone)) {
    const stands = (from: number, to: number) => digits.slice(from, to).join('').split(NO_DIGIT).some(holds);
    if (stands(0, texts.length)) return leastOf(texts, stands);
  }
  return reader.joined(alone).some(holds) ? texts : [];
}

/** As few of the texts as stand for all of them, from one to before another. */
export function leastOf(
  texts: readonly NamedText[],
  stands: (from: number, to: number) => boolean,
): readonly NamedText[] {
  const { length } = texts;
  const from = mostLeftOut(length, (count) => stands(count, length));
  return texts.slice(from, length - mostLeftOut(length - from, (count) => stands(from, length - count)));
}

/** How many of so many may be left out at one end, by halves. One stays. */
function mostLeftOut(length: number, standsWithout: (count: number) => boolean): number {
  let [least, tooMany] = [0, length];
  while (tooMany - least > 1) {
    const middle = (least + tooMany) >> 1;
    if (standsWithout(middle)) least = middle;
    else tooMany = middle;
  }
  return least;
}

/** Of one text, the ways to read it that are looked at in pairs: as it is, and without one kind of escapes and what was inside them. */
const MOST_PIECES = 3;

/** Two texts with a look-alike where they meet. `holds` is of digits; at most `most` pairs are tried. */
export function pairHolding(
  texts: readonly NamedText[],
  reader: TextReader,
  holds: (digits: string) => boolean,
  most: number,
): readonly NamedText[] {
  const pieces = texts.flatMap((text) =>
    reader
      .digits(text[1])
      .filter((digits) => digits !== '')
      .slice(0, MOST_PIECES)
      .map((digits) => ({ text, begin: digits.slice(0, LONGEST_PIN), end: digits.slice(-LONGEST_PIN) })),
  );
  const count = new Set(pieces.map(({ text }) => text)).size;
  if (count * (count - 1) > most) return [];
  for (const first of pieces)
    for (const second of pieces)
      if (first.text !== second.text && holds(first.end + second.begin)) return [first.text, second.text];
  return [];
}

function rootOf(param: string): string {
  return param.split('.', 1)[0] ?? '';
}
