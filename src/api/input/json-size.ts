// How deep and how wide a JSON text is, without parsing it: one look at each byte, nothing kept.

/**
 * No request has more than three. A body that is nested thousands of levels deep would overflow the stack of the
 * functions that walk through it.
 */
export const MOST_LEVELS = 32;
/** A create at all of its limits has less than a hundred. Every value costs a walk of the validator. */
export const MOST_VALUES = 1_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Whether the text has more than `MOST_LEVELS` or more than about `MOST_VALUES`. Of bytes that are no JSON either answer is good. */
export function isTooDeepOrWide(text: Uint8Array): boolean {
  let level = 0;
  let values = 1;
  for (let index = 0; index < text.length; index += 1) {
    switch (text[index]) {
      case QUOTE:
        index = endOfString(text, index + 1);
        break;
      case COMMA:
        values += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        level += 1;
        values += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        level -= 1;
        break;
      default:
        continue;
    }
    if (level > MOST_LEVELS || values > MOST_VALUES) return true;
  }
  return false;
}

/** Where the string that begins at `from` has its closing quote. */
function endOfString(text: Uint8Array, from: number): number {
  let index = from;
  while (index < text.length && text[index] !== QUOTE) index += text[index] === BACKSLASH ? 2 : 1;
  return index;
}
