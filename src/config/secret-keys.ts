// The key ring as the environment gives it: in a variable, or in a file that a variable names. The one file that is read here.
import { readFileSync, statSync } from 'node:fs';
import type { ConfigFault } from './faults';
import { keyRing } from './parse';
import { parseNoting } from './read-variables';

const FILE = 'VOUCH_SECRET_KEY_FILE';
/** Hundreds of keys. Something longer is not a file of keys. */
const MOST_BYTES = 64 * 1024;

/** The ring, or null where neither variable is set. Adds to `faults`, without a word of what the file holds. */
export function readSecretKeys(
  { secretKeys, secretKeyFile }: { readonly secretKeys: string | null; readonly secretKeyFile: string | null },
  faults: ConfigFault[],
): string | null {
  if (secretKeyFile === null) return secretKeys;
  const fault = (problem: string) => {
    faults.push({ env: FILE, problem });
    return null;
  };
  if (secretKeys !== null) return fault('is set beside VOUCH_SECRET_KEY: only one of them may be');
  let text: string;
  try {
    const { mode, size } = statSync(secretKeyFile);
    if (process.platform !== 'win32' && (mode & 0o026) !== 0)
      return fault('names a file that others may read or write (chmod 600; a group may read it)');
    if (size > MOST_BYTES) return fault('names a file that is too long for keys');
    text = readFileSync(secretKeyFile, 'utf8').trim();
  } catch (error) {
    return fault(`names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
  // One key a line reads well in a file.
  const ring = parseNoting(faults, FILE, text.split(/[,\s]+/).join(','), (given) => keyRing(given));
  return ring ?? null;
}
