// The walls between folders: every folder has a row, every row a folder, and the page shows the rules as they are.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const { ROOMS } = jest.requireActual<{ ROOMS: Record<string, { may?: string[] }> }>('../../.dependency-cruiser.cjs');
/** Of these, each folder inside is a room of its own. */
const HOUSES = ['src', 'src/core', 'src/api', 'src/store', 'adapters/kit', 'web/till'];
/** Files that the build hands on as they are. */
const PUBLIC = 'web/till/public';
const MOST_FILES = 15;

const foldersIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());

it('has a row for every folder, and no row without one', () => {
  const folders = HOUSES.flatMap((house) => foldersIn(house).map(({ name }) => `${house}/${name}`));
  const without = folders.filter((folder) => !ROOMS[folder] && !HOUSES.includes(folder) && folder !== PUBLIC);
  expect(without).toEqual([]);
  const gone = Object.keys(ROOMS).filter((row) => !existsSync(join(ROOT, row.replace(/\/\*$/, ''))));
  expect(gone).toEqual([]);
  for (const { may = [] } of Object.values(ROOMS))
    for (const row of may) expect(ROOMS[row] ?? ROOMS[row.replace(/\/\*$/, '')]).toBeDefined();
});

it('is what docs/architecture.md shows', async () => {
  const print = `
    import { readFileSync } from 'node:fs';
    import { withWalls } from './scripts/print-walls.mjs';
    process.stdout.write(withWalls(readFileSync('docs/architecture.md', 'utf8')));`;
  const page = execFileSync(process.execPath, ['--input-type=module', '-e', print], { cwd: ROOT, encoding: 'utf8' });
  expect(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')).toBe(page);
});

it('keeps every folder small enough to be read as a list', () => {
  const counts = new Map<string, number>();
  const count = (folder: string) => {
    const files = readdirSync(join(ROOT, folder), { withFileTypes: true });
    counts.set(folder, files.filter(({ name }) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts')).length);
    for (const entry of foldersIn(folder)) count(`${folder}/${entry.name}`);
  };
  for (const folder of ['src', 'adapters', 'web/till']) count(folder);
  expect([...counts].filter(([, files]) => files > MOST_FILES)).toEqual([]);
  expect(
    readdirSync(join(ROOT, 'src'))
      .filter((name) => name.endsWith('.ts'))
      .sort(),
  ).toEqual(['app.module.ts', 'main.ts']);
});
