// Pairing codes: made to be read off one screen and typed into another.
import { randomInt } from 'node:crypto';
import type { Delivery, TerminalKey } from '../core/terminals/terminal';
import type { Instant } from '../core/values/time';
import { newKey } from './keys';

/** Without 0 and O, 1, I and L, and U, which is read as V. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
const CODE = new RegExp(`^[${ALPHABET}]{${String(LENGTH)}}$`);

/** What `readPairingCode` takes, as a regular expression of the API description. */
export const TYPED_CODE = `^[ -]*([${ALPHABET}${ALPHABET.slice(8).toLowerCase()}][ -]*){${String(LENGTH)}}$`;

/** 39 random bits. Enough for ten minutes and a bounded number of guesses (src/api/limits/pairing-limit.ts), and for nothing else. */
export function newPairingCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** The code in the form that it was made in, whatever case, spaces and dashes it was typed with. Null where it cannot be one. */
export function readPairingCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  return CODE.test(code) ? code : null;
}

/** A new key for a terminal: what to store of it, and the text to hand out once. */
export function newTerminalKey(
  livemode: boolean,
  deliver: Delivery,
  at: Instant,
): { readonly key: TerminalKey; readonly text: string } {
  const { text, digest, hint } = newKey(livemode ? 'live' : 'test', 'terminal');
  return { key: { digest, hint, deliver, at }, text };
}
