// Builds the pages, for build.mjs in the folder above: here is where Vite is a dependency. What compresses well is compressed now, so
// that no request has to wait for it.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const FOLDER = join(import.meta.dirname, '../dist/web/till');
/** Below this a compressed file saves no packet. */
const LEAST_BYTES = 1024;

// Whatever runs this: React has a second self for its developers, twice as large.
process.env.NODE_ENV = 'production';
await build({ configFile: join(import.meta.dirname, 'vite.config.mjs') });
for (const name of readdirSync(FOLDER, { recursive: true })) {
  const path = join(FOLDER, name);
  if (!/\.(?:js|css|svg|webmanifest)$/.test(name) || statSync(path).size < LEAST_BYTES) continue;
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
