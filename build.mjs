// Builds into dist/, the pages into dist/web/, and the client into client/dist/. With --if-changed only where they are not a whole
// build of what is here: the fingerprint of everything that a build reads lies in dist/, is written once the build is whole, and goes
// with it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = import.meta.dirname;
const FINGERPRINT = join(root, 'dist', '.built-from');
const FOLDERS = ['src', 'adapters', 'client/src', 'docs', 'web/docs', 'web/till'];
const CLIENT = join(root, 'client/dist');
const FILES = [
  '.env.example',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'README.md',
  'SECURITY.md',
  'build.mjs',
  'client/package.json',
  'client/tsconfig.json',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
  'tsconfig.json',
  'web/build.mjs',
  'web/package.json',
  'web/vite.config.mjs',
];

/** Contents, not times: a checkout or a copy changes times alone, and a clock may stand still. */
function fingerprintOfSources() {
  // What was not brought along to where a build is only run is not a part of it there.
  const isHere = (name) => existsSync(join(root, name));
  const inside = FOLDERS.filter(isHere).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  // The site shows what is said of the examples. They are built by themselves, and keep their data beside that.
  const readmes = isHere('examples')
    ? readdirSync(join(root, 'examples')).map((name) => `examples/${name}/README.md`)
    : [];
  const hash = createHash('sha256');
  for (const file of [
    ...inside.sort(),
    ...[...readmes.sort(), ...FILES].filter(isHere).map((name) => join(root, name)),
  ]) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function fingerprintOfBuild() {
  try {
    return existsSync(join(CLIENT, 'cjs/package.json')) ? readFileSync(FINGERPRINT, 'utf8') : null;
  } catch {
    return null;
  }
}

async function run(program, args) {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
}

const buildService = () => run(import.meta.resolve('@nestjs/cli/bin/nest.js'), ['build']);

/** The same sources twice: as ES modules, with their types checked, and as CommonJS. */
async function buildClient() {
  rmSync(CLIENT, { recursive: true, force: true });
  const tsc = (...more) => run(import.meta.resolve('typescript/bin/tsc'), ['-p', 'client/tsconfig.json', ...more]);
  const commonJs = ['--outDir', 'client/dist/cjs', '--module', 'CommonJS', '--moduleResolution', 'Node10', '--noCheck'];
  await Promise.all([tsc(), tsc(...commonJs)]);
  copyFileSync(join(root, 'LICENSE'), join(root, 'client/LICENSE'));
  // Last: by this file it is known to be whole.
  writeFileSync(join(CLIENT, 'cjs/package.json'), '{ "type": "commonjs" }\n');
}

/** The pages, with the client's sources inside: they need not wait for its build. Their types are the business of `npm run types`. */
const buildPages = () => run(pathToFileURL(join(root, 'web/build.mjs')), []);

/** The pages at /docs. */
const buildDocs = () => run(pathToFileURL(join(root, 'web/docs/build.mjs')), []);

/** Whether what builds is installed: after `npm ci --omit=dev` it is not. */
function canBuild() {
  try {
    import.meta.resolve('@nestjs/cli/bin/nest.js');
    import.meta.resolve('typescript/bin/tsc');
    return true;
  } catch {
    return false;
  }
}

/** A build that stands is run, also where it is not of these sources: on a machine for production nobody has changed them. */
function goOnWithout() {
  if (onlyIfChanged && existsSync(join(root, 'dist/src/main.js'))) {
    process.stderr.write(
      'note: dist is not a build of what is here, and what builds is not installed: running it as it is\n',
    );
    return;
  }
  process.stderr.write(
    'There is no build in dist, and what builds is not installed (npm ci --omit=dev leaves it out).\n' +
      'Run `npm ci` and `npm run build` here, or build on another machine and bring its dist along.\n',
  );
  process.exitCode = 1;
}

/** Says when it is done, and after how long: nobody waits for a minute before a screen on which nothing moves. */
async function told(what, building) {
  const started = performance.now();
  await building;
  process.stderr.write(`  ${what}: built after ${Math.ceil((performance.now() - started) / 1000)} s\n`);
}

const onlyIfChanged = process.argv.includes('--if-changed');
// Before the build: what changes while it runs is then built the next time.
const fingerprint = fingerprintOfSources();
if (process.argv.includes('--is-built')) {
  // Builds nothing, and says by its exit code whether --if-changed would.
  process.exitCode = fingerprintOfBuild() === fingerprint ? 0 : 1;
} else if (onlyIfChanged && fingerprintOfBuild() === fingerprint) {
  // Nothing to do.
} else if (!canBuild()) {
  goOnWithout();
} else {
  // On standard error: standard output belongs to the command that comes after. It would be silent for up to a minute.
  process.stderr.write('building the service, the client, the till and the documentation, this can take a minute …\n');
  // All at once and here: of the builds that write into it each would take away what another one wrote.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  try {
    // Side by side: the service takes long and keeps one core busy.
    await Promise.all([
      told('the documentation', buildDocs()),
      told('the till', buildPages()),
      told('the client', buildClient()),
      told('the service', buildService()),
    ]);
    writeFileSync(FINGERPRINT, fingerprint);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
