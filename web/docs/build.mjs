// Makes the site at /docs of the pages in docs/: dist/web/docs. Every page is a file that needs no script; the search is the only one.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { allPages, sectionsOf } from './pages.mjs';
import { readPage } from './markdown.mjs';
import { llmsText, pageHtml } from './layout.mjs';

const root = join(import.meta.dirname, '../..');
const target = join(root, 'dist/web/docs');

function write(name, text) {
  writeFileSync(join(target, name), text);
  if (text.length > 1024) writeFileSync(join(target, `${name}.gz`), gzipSync(text, { level: 9 }));
}

/** The name of a file changes with its content, so that browsers may keep it for good. */
function writeAsset(file, text = readFileSync(join(import.meta.dirname, file), 'utf8')) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const name = `assets/${file.replace(/\.(\w+)$/, `-${hash}.$1`)}`;
  write(name, text);
  return name;
}

/** What a link that names a file calls its page. */
const titleOf = (text) => /^# (.*)$/m.exec(text)?.[1];

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'assets'), { recursive: true });

const pages = allPages(root);
for (const page of pages) page.title = titleOf(readFileSync(join(root, page.source), 'utf8'));
const bySource = new Map(pages.map((page) => [page.source, page]));
const read = pages.map((page) => {
  const text = readFileSync(join(root, page.source), 'utf8');
  return { ...page, text, ...readPage(text, page, { bySource }) };
});
const sections = sectionsOf(read);
const entries = read.flatMap(({ entries }) => entries);
const assets = {
  style: writeAsset('site.css'),
  script: writeAsset('site.js'),
  search: writeAsset('search.json', JSON.stringify(entries)),
};
// The reference is a page of another maker: its own names stand in the server.
write('assets/reference.js', readFileSync(join(import.meta.dirname, 'reference.js'), 'utf8'));
for (const page of read) {
  const html = pageHtml(page, sections, assets);
  write(`${page.slug}.html`, html);
  // The first page has two addresses, /docs and /docs/, from which the others are found in different ways.
  if (page.slug === 'index') write('index-beside.html', html.replaceAll('="./', '="docs/'));
  write(`${page.slug}.md`, page.text);
}
writeFileSync(join(target, 'llms.txt'), llmsText(sections, read));
