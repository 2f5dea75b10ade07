// Lets a child process run this folder's TypeScript on top of the built service: starting from dist takes a third of the time,
// and these tests start dozens of servers. The test command builds first.
const Module = require('node:module');
const { join, sep } = require('node:path');
require('../tools/typescript.cjs');

const root = join(__dirname, '../..');
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = (...args) => {
  const filename = resolveFilename(...args);
  for (const folder of ['src', 'adapters']) {
    const start = join(root, folder) + sep;
    if (filename.startsWith(start) && filename.endsWith('.ts')) {
      return join(root, 'dist', folder, filename.slice(start.length).replace(/\.ts$/, '.js'));
    }
  }
  return filename;
};
