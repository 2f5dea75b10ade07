// What text may be that is stored and shown. The API description says the same: told.ts.

/** Control characters other than tab and line ends, and halves of characters, survive neither every store nor every screen. */
const UNPRINTABLE = /\p{Cs}|(?![\t\n\r])\p{Cc}/u;

/**
 * Whether the value is text of `min` to `max` characters (code points, not UTF-16 units) without control characters.
 */
export function isText(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string' || UNPRINTABLE.test(value)) return false;
  const length = value.length > 2 * max ? value.length : Array.from(value).length;
  return length >= min && length <= max;
}

/** U+2800 is the braille pattern of no dots; from U+FFF9 on they stand for something that is not there. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFC]/gu;

/** Whether nothing of a text can be seen. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, '') === '';
}

/** Whether a text has what cannot be kept: control characters but for tab and line ends, halves of characters. */
export function isUnprintable(text: string): boolean {
  return UNPRINTABLE.test(text);
}

/** Whether a text is at fault by what is in it, and not by its length: nothing that can be seen, or what cannot be kept. */
export function isUnreadable(text: string): boolean {
  return isUnprintable(text) || isBlank(text);
}
