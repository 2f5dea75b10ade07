// `npm run release -- 0.2.0`: moves what is unreleased in CHANGELOG.md under a number and a date, and sets the number wherever it stands.
// Commits nothing: docs/versioning.md says what comes next.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (file) => readFileSync(join(root, file), 'utf8');
const write = (file, text) => writeFileSync(join(root, file), text);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** Files that name the version in a word of their own. */
const NAMED = ['docs/client.md', 'deploy/kubernetes/kustomization.yaml'];

class Unfit extends Error {}

function isLater(next, now) {
  const [a, b] = [next, now].map((version) => version.split('.').map(Number));
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && a[at] > b[at];
}

function changelogOf(version, date) {
  const log = read('CHANGELOG.md');
  const heading = '## [Unreleased]\n';
  const at = log.indexOf(heading);
  if (at < 0) throw new Unfit('CHANGELOG.md has no heading ## [Unreleased]');
  const rest = log.slice(at + heading.length);
  const end = rest.search(/^## \[/m);
  if ((end < 0 ? rest : rest.slice(0, end)).trim() === '') throw new Unfit('nothing is unreleased in CHANGELOG.md');
  return `${log.slice(0, at)}${heading}\n## [${version}] - ${date}\n${rest}`;
}

function release(version, date) {
  if (!/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(version)) throw new Unfit('say a version such as 0.2.0');
  const main = JSON.parse(read('package.json'));
  const old = main.version;
  if (!isLater(version, old)) throw new Unfit(`${version} is not later than ${old}`);
  const log = changelogOf(version, date);
  const client = JSON.parse(read('client/package.json'));
  const lock = JSON.parse(read('package-lock.json'));
  main.version = version;
  client.version = version;
  lock.version = version;
  for (const name of ['', 'client']) lock.packages[name].version = version;
  write('CHANGELOG.md', log);
  write('package.json', json(main));
  write('client/package.json', json(client));
  write('package-lock.json', json(lock));
  for (const file of NAMED) write(file, read(file).replaceAll(old, version));
  return old;
}

try {
  const [version = ''] = process.argv.slice(2);
  const old = release(version, new Date().toISOString().slice(0, 10));
  process.stdout.write(`${old} → ${version}. Next: docs/versioning.md, "A release".\n`);
} catch (error) {
  if (!(error instanceof Unfit)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
