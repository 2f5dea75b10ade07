// From a key of any keyboard to a key of the till.
import type { Key } from '../events';

/** What a browser says of a key. */
export interface KeyStroke {
  readonly key: string;
  /** The place on the keyboard, whatever is printed there. */
  readonly code: string;
  readonly shiftKey: boolean;
}

const NAMED = new Set(['Enter', 'Tab', 'Escape', 'Backspace', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6']);

/**
 * Null: not for the till. A scanner sends the places of an English keyboard: where the layout is another one, `key` is no digit, and
 * the place says which it was. With Shift it is what the layout says: `*` and its kind.
 */
export function keyOf({ key, code, shiftKey }: KeyStroke): Key | null {
  if (/^[0-9]$/.test(key)) return { kind: 'digit', digit: key };
  if (NAMED.has(key)) return { kind: key as Exclude<Key['kind'], 'digit' | 'text'> };
  // Some scanners end with a line feed, which is a key of its own.
  if (key === '\n' || key === '\r') return { kind: 'Enter' };
  const place = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  const isOne = Array.from(key).length === 1;
  if (place !== undefined && isOne && !shiftKey && key !== '*') return { kind: 'digit', digit: place };
  return isOne ? { kind: 'text', text: key } : null;
}
