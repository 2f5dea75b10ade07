// Finds an nginx to run the shipped configuration with. Installs nothing, owns no process.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Found } from './mongod-binary';

/** Where `.ci/run` unpacks one. */
const CACHE = resolve(__dirname, '../../.cache/nginx/usr/sbin');

/** The one that `NGINX_PATH` names, and then no other; else the first on the PATH, where Debian puts it, or in the cache. Says why if there is none. */
export function findNginx(): Found {
  const path = process.env['NGINX_PATH'] ?? installed();
  if (path === undefined) return { why: 'there is no nginx on the PATH, and no NGINX_PATH' };
  try {
    execFileSync(path, ['-v'], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 10_000 });
    return { path };
  } catch (error) {
    return { why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

function installed(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', CACHE];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
}
