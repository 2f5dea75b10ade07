// Every shell block of every page is run by a spec, or named in a short list with the reason why it cannot be.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  NOT_RUN,
  RUN_BY,
  allPages,
  fencesOf,
  isAbout,
  shellBlocksOf,
  shellFencesOf,
  type Fence,
} from '../tools/shell-blocks';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const fences = allPages().flatMap(fencesOf);
const placeOf = ({ page, line }: Fence) => `${page}:${String(line)}`;

/** First words of lines that somebody would paste into a shell. */
const COMMANDS =
  /^\s*(?:\$ |(?:[A-Z_]+=\S* )*(?:sudo|export|cd|cp|mkdir|curl|npm|npx|node|vouch|docker|kubectl|systemctl|git)\s)/m;

it('every block says what it is, and commands are in blocks for a shell alone', () => {
  expect(fences.length).toBeGreaterThan(80);
  expect(fences.filter(({ language }) => language === '').map(placeOf)).toEqual([]);
  const disguised = fences.filter(
    ({ language, text }) =>
      /^(?:bash|shell|console|zsh)\b|^sh\s/.test(language) || (language === 'text' && COMMANDS.test(text)),
  );
  expect(disguised.map(placeOf)).toEqual([]);
});

it('every page with something to run has a spec that runs it', () => {
  const pages = allPages().filter((page) => shellBlocksOf(page).length > 0);
  expect(Object.keys(RUN_BY).sort()).toEqual(pages);
  for (const [page, spec] of Object.entries(RUN_BY)) expect(read(spec)).toContain(`'${page}'`);
});

it.each(NOT_RUN)(
  '$page: what holds "$holds" is there once and can be read by a shell; the page says that it is not run',
  (entry) => {
    const blocks = shellFencesOf(entry.page).filter((fence) => isAbout(entry, fence));
    expect(blocks).toHaveLength(1);
    for (const { text } of blocks) execFileSync('bash', ['-n'], { input: text, stdio: 'pipe' });
    expect(read(entry.page)).toMatch(/\bnot run\b|\bno test runs\b/i);
  },
);
