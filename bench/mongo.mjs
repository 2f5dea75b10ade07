// A MongoDB for the benchmark: the one named by BENCH_MONGODB_URL, else a replica set of one, from the mongod that the tests use.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** `{url, kind, stop}`, or `{why}` where there is none. `database` is dropped by whoever made it. */
export async function openMongo() {
  const given = process.env.BENCH_MONGODB_URL;
  if (given) return { url: given, kind: 'as given', stop: async () => undefined };
  try {
    const found = loadFinder().findMongod();
    if ('why' in found) return { why: found.why };
    const { MongoMemoryReplSet } = require('mongodb-memory-server-core');
    const set = await MongoMemoryReplSet.create({
      // The memory engine would make every write free: the benchmark is about durable ones.
      replSet: { count: 1, storageEngine: 'wiredTiger' },
      binary: { systemBinary: found.path, checkMD5: false },
    });
    return { url: set.getUri('vouch_bench'), kind: 'replica set of one', stop: () => set.stop() };
  } catch (error) {
    return { why: error.message };
  }
}

/** The tests' own finder is TypeScript: its types are taken off on the way in. */
function loadFinder() {
  const file = fileURLToPath(new URL('../test/tools/mongod-binary.ts', import.meta.url));
  const { transformSync } = require('@swc/core');
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const Module = require('node:module');
  const loaded = new Module(file);
  loaded.filename = file;
  loaded.paths = Module._nodeModulePaths(file);
  loaded._compile(code, file);
  return loaded.exports;
}
