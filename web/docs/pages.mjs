// Which files are pages of the site, under which names, and in which order: that of docs/README.md.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Of the files beside docs/ that its pages lead to: what they are called here. */
const OUTSIDE = {
  'CHANGELOG.md': 'changelog',
  'CONTRIBUTING.md': 'contributing',
  'README.md': 'start',
  'SECURITY.md': 'security-policy',
  '.env.example': 'settings',
};

function readmesIn(root, folder) {
  return readdirSync(join(root, folder))
    .map((name) => [`${folder}/${name}/README.md`, `${folder === 'adapters' ? 'provider' : 'example'}-${name}`])
    .filter(([source]) => existsSync(join(root, source)));
}

function markdownIn(root, folder, prefix) {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => [
      `${folder}/${name}`,
      prefix + (name === 'README.md' ? (prefix === '' ? 'index' : 'all') : name.replace(/\.md$/, '')),
    ]);
}

/** Every page: `source`, its path in the repository, and `slug`, its name below /docs. All of them side by side. */
export function allPages(root) {
  return [
    ...markdownIn(root, 'docs', ''),
    ...markdownIn(root, 'docs/decisions', 'decision-'),
    ...readmesIn(root, 'adapters'),
    ...readmesIn(root, 'examples'),
    ...Object.entries(OUTSIDE),
  ].map(([source, slug]) => ({ source, slug }));
}

/** The sections of docs/README.md with the pages that their tables name, and what they say about each. */
export function sectionsOf(pages) {
  const index = pages.find(({ slug }) => slug === 'index');
  const bySource = new Map(pages.map((page) => [page.source, page]));
  const sections = [];
  for (const line of index.text.split('\n')) {
    const title = /^## (.*)$/.exec(line)?.[1];
    if (title !== undefined) sections.push({ title, items: [] });
    const [, file, about] = /^\| \[[^\]]*\]\(([^)]+)\) \| (.*) \|$/.exec(line) ?? [];
    const page = file === undefined ? undefined : bySource.get(`docs/${file}`);
    if (page)
      sections
        .at(-1)
        .items.push({ slug: page.slug, title: page.title, about: about.replace(/\[([^\]]*)\]\([^)]*\)|`/g, '$1') });
  }
  return sections.filter(({ items }) => items.length > 0);
}
