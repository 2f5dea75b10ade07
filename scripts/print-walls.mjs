// The table of walls as docs/architecture.md shows it, made from the import rules.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { ROOMS } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const MARKS = /(<!-- walls -->\n)[\s\S]*?(<!-- \/walls -->)/;

const named = (names) => names.map((name) => `\`${name}\``).join(', ');

/** Markdown, a row a folder, in the order of the rules: what stands lower may import what stands above it. */
function table() {
  const rows = Object.entries(ROOMS).map(([room, { may = [], packages = [], node }]) => {
    const outside = [...packages, ...(node ? ['node:*'] : [])];
    const toCome = existsSync(join(root, room.replace(/\/\*$/, ''))) ? '' : ' (to come)';
    return `| \`${room}\`${toCome} | ${named(may) || 'nothing'} | ${named(outside) || 'nothing'} |`;
  });
  return ['| folder | may import | from npm and Node |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The page with the table between its marks. Throws where the marks are gone. */
export function withWalls(page) {
  if (!MARKS.test(page)) throw new Error('docs/architecture.md has no <!-- walls --> … <!-- /walls --> any more');
  return page.replace(MARKS, (_, start, end) => `${start}\n${table()}\n\n${end}`);
}
