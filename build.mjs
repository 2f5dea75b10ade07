// Builds into dist/. With --if-changed only where dist/ is not a whole build of what is here: the fingerprint of everything that a
// build reads lies in dist/, is written once the build is whole, and goes with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = import.meta.dirname;
const FINGERPRINT = join(root, 'dist', '.built-from');
const FOLDERS = ['src', 'adapters'];
const FILES = [
  'build.mjs',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** Contents, not times: a checkout or a copy changes times alone, and a clock may stand still. */
function fingerprintOfSources() {
  const inside = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hash = createHash('sha256');
  for (const file of [...inside.sort(), ...FILES.map((name) => join(root, name))]) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function fingerprintOfBuild() {
  try {
    return readFileSync(FINGERPRINT, 'utf8');
  } catch {
    return null;
  }
}

// Before the build: what changes while it runs is then built the next time.
const fingerprint = fingerprintOfSources();
if (!process.argv.includes('--if-changed') || fingerprintOfBuild() !== fingerprint) {
  // On standard error: standard output belongs to the command that comes after. It would be silent for up to a minute.
  process.stderr.write('building, this can take a minute …\n');
  const nest = fileURLToPath(import.meta.resolve('@nestjs/cli/bin/nest.js'));
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: 'inherit' });
  if (status === 0) writeFileSync(FINGERPRINT, fingerprint);
  process.exitCode = status ?? 1;
}
