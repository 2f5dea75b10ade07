// Lays `.env` of the current folder under the environment, before a command runs. What is set in the environment wins.
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from './failure';

const FILE = '.env';

/** Nothing where there is no such file. Throws `CommandFailure` where there is one that cannot be read. */
export function loadEnvFile(): void {
  const path = resolve(FILE);
  try {
    process.loadEnvFile(path);
  } catch {
    // Node reports a file that may not be read as one that is not there. Settings must not vanish like that.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
    throw new CommandFailure(`${path} cannot be read: it must be a file of settings that this user may read`);
  }
}
