// Texts under the names of their fields, and which of them hold something that is looked for: alone, in pieces, or two of them where they meet.
import type { TextReader } from '../../values/pin-text';

/** A text under the name of the request field that it came in. */
export type NamedText = readonly [param: string, text: string];

/**
 * The names of the texts in which a PIN stands, as `holds` finds it: in one of them, or, where it is in none, in pieces over several
 * that follow each other, or over any two, as `pairOf` finds them: the fields of an object have no order. No name holds it.
 */
export function paramsHolding(
  texts: readonly NamedText[],
  holds: (text: string) => boolean,
  pairOf: (texts: readonly NamedText[]) => readonly NamedText[],
): string[] {
  const alone = texts.filter(([, text]) => holds(text));
  const inOrder = alone.length > 0 ? alone : piecesHolding(texts, holds);
  const found = inOrder.length > 0 ? inOrder : pairOf(texts);
  return [...new Set(found.map(([param]) => (alone.length === 0 || holds(param) ? rootOf(param) : param)))];
}

/** Keys of metadata stand between its values, and the other way round: each is looked at with and without the other. */
function piecesHolding(texts: readonly NamedText[], holds: (text: string) => boolean): readonly NamedText[] {
  const isKey = ([param]: NamedText) => param === 'metadata';
  const rows = [texts, texts.filter((text) => !isKey(text)), texts.filter(isKey)];
  // Where two meet there may be an escape that was cut in half.
  const stands = (pieces: readonly NamedText[]) =>
    [' ', ''].some((between) => holds(pieces.map(([, text]) => text).join(between)));
  const pieces = rows.find((row) => row.length > 1 && stands(row)) ?? [];
  const fromFirst = pieces.slice(mostLeftOut(pieces.length, (count) => stands(pieces.slice(count))));
  return fromFirst.slice(
    0,
    fromFirst.length - mostLeftOut(fromFirst.length, (count) => stands(fromFirst.slice(0, -count))),
  );
}

/** How many of so many may be left out at one end, by halves: each look reads all that is left. One stays. */
function mostLeftOut(length: number, standsWithout: (count: number) => boolean): number {
  let [least, tooMany] = [0, length];
  while (tooMany - least > 1) {
    const middle = (least + tooMany) >> 1;
    if (standsWithout(middle)) least = middle;
    else tooMany = middle;
  }
  return least;
}

/** No PIN is longer. What stands further from where two texts meet belongs to one of them alone. */
const LONGEST_PIN = 32;
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
