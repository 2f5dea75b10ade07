// `npm run docs`: writes every file, or part of one, that is made from a table in the code. Tests fail where one of them is old.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWalls } from './print-walls.mjs';

const root = join(import.meta.dirname, '..');

/** What the built program prints. */
function printed(what) {
  const program = join(root, 'dist/src/cli/print-docs.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, what], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${what}: ${stderr}`);
  return stdout;
}

const architecture = join(root, 'docs/architecture.md');
writeFileSync(join(root, '.env.example'), printed('env-example'));
writeFileSync(join(root, 'docs/errors.md'), printed('errors-doc'));
writeFileSync(architecture, withWalls(readFileSync(architecture, 'utf8')));
const { status } = spawnSync(process.execPath, [join(root, 'scripts/client-code.mjs')], { stdio: 'inherit' });
process.exitCode = status ?? 1;
