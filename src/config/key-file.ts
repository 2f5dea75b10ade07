// The sealing key of an installation that was given none: made once, kept beside the embedded store, readable by nobody else.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadValue, keyRing } from './parse';

const FILE = 'secret.key';

/** The keys of a ring, as `AesSealer` takes them. */
export function keysOf(ring: string): Buffer[] {
  return ring.split(',').map((key) => Buffer.from(key, 'base64'));
}

/** The key ring of this installation: as configured, else from the key file, which is made where there is none. */
export function keyRingOf(configured: string | null, dataDir: string): string {
  return configured ?? readKeyFile(dataDir) ?? makeKeyFile(dataDir);
}

function readKeyFile(dataDir: string): string | null {
  const file = join(dataDir, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return keyRing(text);
  } catch (error) {
    // A new key would make every sealed PIN unreadable: better to stop.
    throw error instanceof BadValue ? new Error(`${file} ${error.message}`) : error;
  }
}

/** A whole file or none, and the same one for two processes that start at once: the link of the first one wins. */
function makeKeyFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  const ring = readKeyFile(dataDir);
  if (ring === null) throw new Error(`${file} vanished while it was being made`);
  return ring;
}
