// Builds the pages, for build.mjs in the folder above: here is where Vite is a dependency.
import { join } from 'node:path';
import { build } from 'vite';

await build({ configFile: join(import.meta.dirname, 'vite.config.mjs') });
