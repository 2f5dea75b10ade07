// The sealing key of an installation that was given none: made once, kept next to the embedded store, readable by its
// user alone.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadValue, keyRing } from '../config/parse';

const FILE = 'secret.key';

/** The keys of a ring, as `AesSealer` takes them. */
export function keysOf(ring: string): Buffer[] {
  return ring.split(',').map((key) => Buffer.from(key, 'base64'));
}

/**
 * The key ring of this installation: as configured, else from the key file. That is made where there is none, unless something
 * was sealed before (`mayMake` false): a new key would know nothing of it, so then it throws.
 */
export function keyRingOf(configured: string | null, dataDir: string, mayMake = true): string {
  const ring = configured ?? readKeyFile(dataDir);
  if (ring !== null) return ring;
  if (mayMake) return makeKeyFile(dataDir);
  throw new Error(
    `${keyFile(dataDir)} is gone, and this store was made with the key in it: put it back, or set VOUCH_SECRET_KEY to what it held`,
  );
}

/** Where the key file is, or would be. */
export function keyFile(dataDir: string): string {
  return join(dataDir, FILE);
}

function readKeyFile(dataDir: string): string | null {
  const file = keyFile(dataDir);
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
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = keyFile(dataDir);
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
