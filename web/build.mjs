// Builds one of the pages (till, console), for build.mjs in the folder above: here is where Vite is a dependency. What compresses well is
// compressed now, so that no request has to wait for it.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const CONFIGS = { till: 'vite.config.mjs', console: 'console.config.mjs' };
/** Below this a compressed file saves no packet. */
const LEAST_BYTES = 1024;

const [page] = process.argv.slice(2);
if (!Object.hasOwn(CONFIGS, page)) throw new Error(`There is no such page: ${page}`);
const folder = join(import.meta.dirname, '../dist/web', page);
// Whatever runs this: React has a second self for its developers, twice as large.
process.env.NODE_ENV = 'production';
await build({ configFile: join(import.meta.dirname, CONFIGS[page]) });
for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!/\.(?:js|css|svg|webmanifest)$/.test(name) || statSync(path).size < LEAST_BYTES) continue;
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
