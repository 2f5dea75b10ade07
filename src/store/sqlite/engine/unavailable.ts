// Which of SQLite's errors mean that the file cannot be read or written now, but may be again. A damaged file is not one.
import { DiskNearlyFull, FileReplaced } from './database';

const NOT_NOW: ReadonlySet<number> = new Set([
  5, // SQLITE_BUSY: another process has held the file for longer than a write waits
  6, // SQLITE_LOCKED
  7, // SQLITE_NOMEM
  8, // SQLITE_READONLY: the disk was mounted anew, after a fault, for reading only
  10, // SQLITE_IOERR
  13, // SQLITE_FULL: the disk
  14, // SQLITE_CANTOPEN
]);

/**
 * True where the same call may succeed later without a change to it. False for a broken rule, and for errors of anything
 * but the driver.
 */
export function isSqliteUnavailable(error: unknown): boolean {
  if (error instanceof FileReplaced || error instanceof DiskNearlyFull) return true;
  // Not `instanceof Error`: the driver is native, and so has its own. The low byte of an extended code is the plain one.
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  return NOT_NOW.has(Number(error.errcode) & 0xff);
}
