// One server at a time on a file: the lock that a server holds for its life. The operating system lets go of it when the
// process ends, however it ends, so there is nothing stale to clear away. Commands without a server do not ask for it.
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { isBusy, makePrivate, patiently } from './database';

/** A server that was just killed, or is about to end, may take a moment to be gone. */
const PATIENCE_MS = 1_500;
const BLOCKING_WAIT_MS = 25;

/** Another server of this machine holds the lock of the file. `path` is the file's real path. */
export class ServedElsewhere extends Error {
  constructor(readonly path: string) {
    super(
      `${path} is served by another process already: stop that one first, or set DATABASE_URL to a file in another folder ` +
        '(several servers can share a MongoDB, never a file)',
    );
  }
}

/**
 * Takes the lock of the file at `path`, made with its folder if it is not there. Resolves with what gives the lock back, and
 * rejects with `ServedElsewhere` where another server holds it, by whatever path that one knows the file.
 *
 * The lock is an exclusive transaction on an empty database in the same folder, into which nothing is ever written: SQLite's own
 * way to lock works wherever its files do, and other processes can still open the file itself. The empty database stays there:
 * to delete it would let two servers lock two files of the same name.
 */
export async function lockForServing(path: string): Promise<() => void> {
  makePrivate(path);
  const real = realpathSync.native(path);
  // SQLite's log is named after the file, and so is the lock: a file with two names would have two of each.
  if (statSync(real).nlink > 1) throw new Error(`${real} has a second name (a hard link): delete one of the two`);
  const lockPath = `${real}-server`;
  const handle = openLock(lockPath);
  try {
    // Without a journal file, which would stay behind after a kill.
    const lock = () => handle.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    await patiently(lock, { patienceMs: PATIENCE_MS });
  } catch (error) {
    handle.close();
    throw isBusy(error) ? new ServedElsewhere(real) : unusable(lockPath, error);
  }
  // Keeps the handle referenced as well: a collected one would let go of the lock.
  return () => {
    if (handle.isOpen) handle.close();
  };
}

function openLock(lockPath: string): DatabaseSyncInstance {
  try {
    makePrivate(lockPath);
    // On a file that it may only read, SQLite would lock nothing, and say nothing.
    accessSync(lockPath, constants.R_OK | constants.W_OK);
    return new DatabaseSync(lockPath, { timeout: BLOCKING_WAIT_MS });
  } catch (error) {
    throw unusable(lockPath, error);
  }
}

function unusable(lockPath: string, error: unknown): Error {
  const why = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return new Error(`the lock of this store, ${lockPath}, cannot be used (${why}): delete it while no server runs`);
}
