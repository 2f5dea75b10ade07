// API keys: how they are made, recognised and digested. The key itself is shown once and never stored.
import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Test keys reach simulators, live keys reach providers. */
export type KeyMode = 'test' | 'live';
/**
 * `secret` is for servers; `publishable` may be seen by customers: it creates, looks up, and reads only the redemptions
 * that it created.
 */
export type KeyType = 'secret' | 'publishable';
/** What a key can be of: the two of the API, and that of one till, which src/core/terminals keeps. */
type Bearer = KeyType | 'terminal';

const LETTERS: Readonly<Record<Bearer, string>> = { secret: 'sk', publishable: 'pk', terminal: 'tk' };

/** A new key, with what the store keeps of it. */
export interface NewKey {
  /** The key, to be shown once. */
  readonly text: string;
  readonly digest: string;
  readonly hint: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const KEY = /^((sk|pk|tk)_(test_)?)([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

/** 190 random bits: no guessing, so a plain digest is enough at rest. */
export function newKey(mode: KeyMode, type: Bearer): NewKey {
  const prefix = `${LETTERS[type]}_${mode === 'test' ? 'test_' : ''}`;
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  const body = prefix + random;
  const text = body + checksumOf(body);
  return { text, digest: digestOf(text), hint: `${prefix}…${text.slice(-4)}` };
}

/** What a key says about itself, or null if it is mistyped. Reads nothing but the text. */
export function parseKey(text: string): { readonly livemode: boolean; readonly type: Bearer } | null {
  const match = KEY.exec(text);
  if (!match) return null;
  const [, prefix = '', kind, test, random = '', checksum] = match;
  if (checksumOf(prefix + random) !== checksum) return null;
  return { livemode: test === undefined, type: kind === 'sk' ? 'secret' : kind === 'tk' ? 'terminal' : 'publishable' };
}

/** SHA-256, hex: the store finds a key by it. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'hex');
}

/** CRC-32 in base 62, padded. Not a secret: it tells a typing error from an unknown key without asking the database. */
function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let index = 0; index < CHECKSUM_LENGTH; index += 1) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
