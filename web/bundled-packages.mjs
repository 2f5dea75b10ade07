// Builds the pages without writing them, and prints which npm packages their scripts hold code of, as a list of name@version in JSON: the
// test of the bill of materials compares. Here is where Vite is a dependency.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

process.env.NODE_ENV = 'production';
const found = new Set();

function note(id) {
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? [];
  if (folder === undefined) return;
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  found.add(`${name}@${version}`);
}

const noting = {
  name: 'noting',
  generateBundle(_options, bundle) {
    for (const { modules = {} } of Object.values(bundle))
      for (const [id, { renderedLength }] of Object.entries(modules)) if (renderedLength > 0) note(id);
  },
};
for (const page of ['vite', 'console']) {
  await build({
    configFile: join(import.meta.dirname, `${page}.config.mjs`),
    logLevel: 'error',
    build: { write: false },
    plugins: [noting],
  });
}
process.stdout.write(JSON.stringify([...found].sort()));
