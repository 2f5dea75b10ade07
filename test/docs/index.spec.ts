// The documentation can be walked: every page is in its index once, and every link leads to a file, and to a heading in it.
import { TIMELINE_FACTS } from '../../src/core/redemption/timeline-facts';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

interface Link {
  readonly line: number;
  readonly target: string;
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`));
}

const PAGES = [
  ...['.', 'docs', 'docs/decisions', '.github', '.github/ISSUE_TEMPLATE'].flatMap(markdownIn),
  ...readdirSync(join(ROOT, 'adapters'))
    .map((name) => `adapters/${name}/README.md`)
    .filter((page) => existsSync(join(ROOT, page))),
];

/** The lines of a page, with code blocks and inline code left empty: nothing in there is a link. */
function prose(page: string): string[] {
  let fenced = false;
  return readFileSync(join(ROOT, page), 'utf8')
    .split('\n')
    .map((line) => {
      const isFence = /^\s*```/.test(line);
      if (isFence) fenced = !fenced;
      return fenced || isFence ? '' : line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    });
}

function linksOf(page: string): Link[] {
  return prose(page).flatMap((text, index) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ line: index + 1, target })),
  );
}

function isRelative({ target }: Link): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(target);
}

/** The anchors of a page's headings, as code hosts make them. */
function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>();
  let fenced = false;
  const anchors = new Set<string>();
  for (const line of readFileSync(join(ROOT, page), 'utf8').split('\n')) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    const title = fenced ? undefined : /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (title === undefined) continue;
    const anchor = title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.add(before === 0 ? anchor : `${anchor}-${String(before)}`);
  }
  return anchors;
}

/** What is wrong with a link, or null. */
function faultOf(page: string, { target }: Link): string | null {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), decodeURIComponent(path));
  if (!existsSync(file)) return 'there is no such file';
  if (anchor === undefined) return null;
  if (!statSync(file).isFile() || !file.endsWith('.md')) return 'only a page has headings';
  return anchorsOf(relative(ROOT, file)).has(anchor) ? null : 'there is no such heading';
}

/** How often an index links to each page in its folder. */
function linkedBy(index: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { target } of linksOf(index)) counts.set(target, (counts.get(target) ?? 0) + 1);
  return counts;
}

it.each([
  ['docs/README.md', 'docs'],
  ['docs/decisions/README.md', 'docs/decisions'],
])('%s lists every page once', (index, folder) => {
  const pages = markdownIn(folder).filter((page) => page !== index);
  const counts = linkedBy(index);
  const listed = pages.map((page) => [page, counts.get(relative(folder, page)) ?? 0]);
  expect(pages.length).toBeGreaterThan(9);
  expect(listed).toEqual(pages.map((page) => [page, 1]));
});

it('decisions are numbered without a gap', () => {
  const numbers = markdownIn('docs/decisions').flatMap((page) => /\/(\d{4})-/.exec(page)?.[1] ?? []);
  expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, '0')));
});

it.each(PAGES)('every link in %s leads somewhere', (page) => {
  const faults = linksOf(page)
    .filter(isRelative)
    .flatMap((link) => {
      const fault = faultOf(page, link);
      return fault === null ? [] : [`${page}:${String(link.line)}: ${link.target}: ${fault}`];
    });
  expect(faults).toEqual([]);
});

it('finds links, and says which are wrong', () => {
  expect(linksOf('docs/README.md').length).toBeGreaterThan(20);
  const fault = (target: string) => faultOf('docs/README.md', { line: 1, target });
  expect(fault('api.md#errors')).toBeNull();
  expect(fault('../adapters')).toBeNull();
  expect(fault('nowhere.md')).toBe('there is no such file');
  expect(fault('api.md#nowhere')).toBe('there is no such heading');
});

it('docs/api.md explains every fact of a timeline, in the order of the enum', () => {
  const section = readFileSync(join(ROOT, 'docs/api.md'), 'utf8')
    .split('## The facts of a timeline')[1]
    ?.split('\n## ')[0];
  const [heading, ...facts] = [...(section ?? '').matchAll(/^\| `(\w+)`/gm)].map(([, fact]) => fact);
  expect([heading, facts]).toEqual(['fact', [...TIMELINE_FACTS]]);
});
