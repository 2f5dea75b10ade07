// Random hex for ids. Asking the system for a few bytes costs as much as asking for thousands, so they are drawn in bulk.
import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4096;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/**
 * Twice as many hex digits as `bytes` (at most 4096), none of them ever given out before by this process, and none of them
 * to be guessed from others. For ids only: a copy of a running machine continues with the same bytes. Ids also hold the moment
 * in which they are made, and a store refuses one that it has; a repeated nonce or key would not be noticed: those ask the
 * system each time.
 */
export function randomHex(bytes: number): string {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const from = used;
  used += bytes;
  return pool.toString('hex', from, used);
}
