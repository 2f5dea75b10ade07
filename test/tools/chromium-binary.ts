// Finds a Chromium to open our pages in. Installs nothing, owns no process.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Found } from './mongod-binary';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** A cold start on a busy machine. */
const START_MS = 60_000;

/**
 * The one that `CHROMIUM_PATH` names, and then no other; else the first on the PATH, or where Debian puts it. Synchronous,
 * because jest has to know while it collects tests whether they can run. Says why if there is none.
 */
export function findChromium(): Found {
  const path = process.env['CHROMIUM_PATH'] ?? installed();
  if (path === undefined) return { why: `there is no ${NAMES.join(', ')} on the PATH, and no CHROMIUM_PATH` };
  try {
    execFileSync(path, ['--version'], { stdio: ['ignore', 'ignore', 'pipe'], timeout: START_MS });
    return { path };
  } catch (error) {
    return { why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

function installed(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
