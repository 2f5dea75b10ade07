// Builds into dist/, the pages into dist/web/, and the client into client/dist/. With --if-changed only the parts that are not a whole
// build of what is here: the fingerprint of everything that a part is built from lies in dist/, is written once the part is whole, and
// goes with it. An edit of a page of docs/ then costs a second, and not a build of everything.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = import.meta.dirname;
const FINGERPRINTS = join(root, 'dist', '.built-from');
const CLIENT = join(root, 'client/dist');
/** What decides how everything is built. */
const TOOLS = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Each part: the files and folders it is built from, what it leaves behind, and how it is built. */
const PARTS = {
  service: {
    from: ['src', 'adapters', 'nest-cli.json', 'tsconfig.build.json'],
    // The pages of adapters belong to the documentation.
    but: /\.md$/,
    leaves: ['dist/src', 'dist/adapters', 'dist/package.json', 'dist/tsconfig.build.tsbuildinfo'],
    whole: 'dist/src/main.js',
    build: () => run(import.meta.resolve('@nestjs/cli/bin/nest.js'), ['build']),
  },
  client: {
    from: ['client/src', 'client/package.json', 'client/tsconfig.json'],
    leaves: ['client/dist'],
    whole: 'client/dist/cjs/package.json',
    build: buildClient,
  },
  // With the client's sources inside: it need not wait for its build. Its types are the business of `npm run types`.
  till: {
    from: [
      'web/till',
      'client/src',
      'src/server/security-headers.ts',
      'web/build.mjs',
      'web/package.json',
      'web/vite.config.mjs',
    ],
    leaves: ['dist/web/till'],
    whole: 'dist/web/till',
    build: () => run(pathToFileURL(join(root, 'web/build.mjs')), ['till']),
  },
  console: {
    from: [
      'web/console',
      'client/src',
      'src/core/values/pin-text.ts',
      'web/build.mjs',
      'web/package.json',
      'web/console.config.mjs',
    ],
    leaves: ['dist/web/console'],
    whole: 'dist/web/console/index.html',
    build: () => run(pathToFileURL(join(root, 'web/build.mjs')), ['console']),
  },
  // The pages at /docs.
  docs: {
    from: [
      'web/docs',
      'docs',
      ...readmesIn('adapters'),
      // They are built by themselves, and keep their data beside what is said of them.
      ...readmesIn('examples'),
      '.env.example',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'README.md',
      'SECURITY.md',
    ],
    leaves: ['dist/web/docs'],
    whole: 'dist/web/docs/llms.txt',
    build: () => run(pathToFileURL(join(root, 'web/docs/build.mjs')), []),
  },
};

/** Contents, not times: a checkout or a copy changes times alone, and a clock may stand still. */
function fingerprintOf({ from, but }) {
  const hash = createHash('sha256');
  for (const name of [...from, ...TOOLS].flatMap(filesOf).sort()) {
    if (but?.test(name)) continue;
    const content = readFileSync(join(root, name));
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** The files of a folder, or the file itself. What was not brought along to where a build is only run is not a part of it there. */
function filesOf(name) {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [name];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** What is said of each thing in a folder: the site shows it. */
function readmesIn(folder) {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}/README.md`) : [];
}

/** By part, what the build that is here was made from. */
function readFingerprints() {
  try {
    return JSON.parse(readFileSync(FINGERPRINTS, 'utf8'));
  } catch {
    return {};
  }
}

function writeFingerprints(fingerprints) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(FINGERPRINTS, JSON.stringify(fingerprints));
}

async function run(program, args) {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
}

/** The same sources twice: as ES modules, with their types checked, and as CommonJS. */
async function buildClient() {
  const tsc = (...more) => run(import.meta.resolve('typescript/bin/tsc'), ['-p', 'client/tsconfig.json', ...more]);
  const commonJs = ['--outDir', 'client/dist/cjs', '--module', 'CommonJS', '--moduleResolution', 'Node10', '--noCheck'];
  await Promise.all([tsc(), tsc(...commonJs)]);
  copyFileSync(join(root, 'LICENSE'), join(root, 'client/LICENSE'));
  // Last: by this file it is known to be whole.
  writeFileSync(join(CLIENT, 'cjs/package.json'), '{ "type": "commonjs" }\n');
}

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

/** Builds these parts, side by side: the service takes long and keeps one core busy. */
async function build(names, now) {
  const standing = Object.entries(readFingerprints()).filter(([name]) => name in PARTS && !names.includes(name));
  const whole = Object.fromEntries(standing);
  // On standard error: standard output belongs to the command that comes after. It would be silent for up to a minute.
  process.stderr.write(
    names.length === Object.keys(PARTS).length
      ? 'building, this can take a minute …\n'
      : `building ${names.join(', ')} …\n`,
  );
  // What earlier versions left behind goes as well.
  if (standing.length === 0) rmSync(join(root, 'dist'), { recursive: true, force: true });
  // None of them is known as whole from now on until it is.
  writeFingerprints(whole);
  await Promise.all(
    names.map(async (name) => {
      for (const left of PARTS[name].leaves) rmSync(join(root, left), { recursive: true, force: true });
      const started = performance.now();
      await PARTS[name].build();
      whole[name] = now[name];
      // Nobody waits for a minute before a screen on which nothing moves.
      process.stderr.write(`  ${name}: built after ${Math.ceil((performance.now() - started) / 1000)} s\n`);
    }),
  );
  writeFingerprints(whole);
}

const onlyIfChanged = process.argv.includes('--if-changed');
const isWhole = (name, fingerprint) => existsSync(join(root, PARTS[name].whole)) && standing[name] === fingerprint;
// Before the build: what changes while it runs is then built the next time.
const now = Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, fingerprintOf(part)]));
const standing = readFingerprints();
const changed = Object.keys(PARTS).filter((name) => !isWhole(name, now[name]));
if (process.argv.includes('--is-built')) {
  // Builds nothing, and says by its exit code whether --if-changed would.
  process.exitCode = changed.length === 0 ? 0 : 1;
} else if (onlyIfChanged && changed.length === 0) {
  // Nothing to do.
} else if (!canBuild()) {
  goOnWithout();
} else {
  try {
    await build(onlyIfChanged ? changed : Object.keys(PARTS), now);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
