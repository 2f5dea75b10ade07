// Where the files of a run lie: in memory where the machine has room for them. Hundreds of stores come and go in one run, and each of
// their first writes waits for the disk: a database on MongoDB is made in a third of the time. What is tested, a process that dies,
// is the same on both: the machine goes on. `npm run test:full` writes to the disk.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHARED_MEMORY = '/dev/shm';
/** Then the number of the process that made it. */
const NAME = 'vouch-tests-';
const GIGABYTE = 1024 ** 3;
/** A run fills half of one at most. */
const ROOM_BYTES = 2 * GIGABYTE;
/** Of the machine, for what the run itself needs besides. */
const MEMORY_BYTES = 6 * GIGABYTE;

/** A new folder in memory, or null where there is no room for one. Takes away what runs that were cut short left there. */
export function memoryFolder(): string | null {
  try {
    removeAbandoned();
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    if (bavail * bsize < ROOM_BYTES || bytesAvailable() < MEMORY_BYTES) return null;
    const folder = mkdtempSync(join(SHARED_MEMORY, `${NAME}${String(process.pid)}-`));
    if (runsPrograms(folder)) return folder;
    rmSync(folder, { recursive: true });
    return null;
  } catch {
    // Another system, or one that lets us write nothing there.
    return null;
  }
}

function removeAbandoned(): void {
  for (const name of readdirSync(SHARED_MEMORY)) {
    const [, pid] = new RegExp(`^${NAME}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(SHARED_MEMORY, name), { recursive: true });
  }
}

/** What the machine can give without swapping; `os.freemem` leaves out what only caches files. */
function bytesAvailable(): number {
  const [, kilobytes = '0'] = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Containers often mount it for data alone, and some specs start what they have written. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, 'runs');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
  try {
    execFileSync(program);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(program);
  }
}
