// From markdown to HTML: the same anchors and links as where the repository is shown, and what the search knows of a page.
import { posix } from 'node:path';
import { Marked } from 'marked';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

/** As code hosts make them: links between pages are written for those. */
function anchorMaker() {
  const seen = new Map();
  return (title) => {
    const anchor = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  };
}

/** Where a link leads on the site; null where the site has no such page: the source, a folder, a test. */
function targetOf(href, { source }, { bySource }) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return { href, foreign: true };
  const [path, anchor] = href.split('#');
  if (path === '') return { href };
  const file = posix.normalize(posix.join(posix.dirname(source), decodeURIComponent(path)));
  const page = bySource.get(file) ?? bySource.get(`${file.replace(/\/$/, '')}/README.md`);
  if (page)
    return {
      title: page.title,
      href: `./${page.slug === 'index' ? '' : page.slug}${anchor === undefined ? '' : `#${anchor}`}`,
    };
  // That it exists a test looks: an image is built without tests and benchmarks.
  return { file };
}

const plainText = (tokens) =>
  tokens.map((token) => (token.tokens ? plainText(token.tokens) : (token.text ?? ''))).join('');

/** The whole of one table, list or paragraph, as words. */
function wordsOf(token) {
  if (token.type === 'table')
    return [token.header, ...token.rows]
      .flat()
      .map(({ tokens }) => plainText(tokens))
      .join(' ');
  if (token.type === 'list') return token.items.map((item) => item.tokens.map(wordsOf).join(' ')).join(' ');
  return token.tokens ? plainText(token.tokens) : (token.text ?? '');
}

/** In a table that begins with codes each row can be linked to, and found, by its code. */
const codeOf = (row) => {
  const [only, ...others] = row[0].tokens;
  return only?.type === 'codespan' && others.length === 0 && /^[a-z_]{3,}$/.test(only.text) ? only.text : undefined;
};

/** `title`, `html`, `headings` for a table of contents, and `entries` for the search. */
export function readPage(text, page, site) {
  if (!page.source.endsWith('.md')) {
    const html = `<h1>Settings</h1>\n<pre class="wrapped" tabindex="0"><code>${escape(text)}</code></pre>`;
    return { title: 'Settings', html, headings: [], entries: [{ s: page.slug, p: 'Settings', h: '', a: '', x: text }] };
  }
  const anchorOf = anchorMaker();
  const marked = new Marked({ gfm: true });
  const tokens = marked.lexer(text);
  const headings = [];
  const entries = [];
  const codes = new Set();
  let title = page.slug;
  for (const token of tokens) {
    if (token.type === 'heading') {
      const words = plainText(token.tokens);
      token.anchor = anchorOf(token.text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
      if (token.depth === 1) title = words;
      else headings.push({ depth: token.depth, words, anchor: token.anchor });
      entries.push({
        s: page.slug,
        p: '',
        h: token.depth === 1 ? '' : words,
        a: token.depth === 1 ? '' : token.anchor,
        x: '',
      });
    } else if (entries.length > 0) {
      entries.at(-1).x += `${wordsOf(token)} `;
    }
    if (token.type !== 'table' || page.slug !== 'errors') continue;
    for (const row of token.rows) {
      const code = codeOf(row);
      if (code === undefined || codes.has(code)) continue;
      codes.add(code);
      row.anchor = code;
      entries.push({
        s: page.slug,
        p: '',
        h: code,
        a: code,
        x: row.map(({ tokens: cell }) => plainText(cell)).join(' '),
      });
    }
  }
  for (const entry of entries) {
    entry.p = title;
    entry.x = entry.x.replace(/\s+/g, ' ').trim();
  }
  marked.use({ renderer: rendererFor(page, site) });
  return { title, html: marked.parser(tokens), headings, entries };
}

function rendererFor(page, site) {
  return {
    heading({ tokens, depth, anchor }) {
      const words = this.parser.parseInline(tokens);
      const link = depth === 1 ? '' : ` <a class="anchor" href="#${anchor}" aria-label="Link to this section">#</a>`;
      return `<h${depth} id="${anchor}">${words}${link}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const target = targetOf(href, page, site);
      const isFileName = plainText(tokens) === href && target.title !== undefined;
      const words = isFileName ? escape(target.title) : this.parser.parseInline(tokens);
      if (target.file !== undefined)
        return `<span class="source" title="In the source: ${escape(target.file)}">${words}</span>`;
      return `<a href="${escape(target.href)}"${target.foreign ? ' rel="noreferrer"' : ''}>${words}</a>`;
    },
    code({ text, lang }) {
      return `<pre tabindex="0"><code${lang ? ` class="language-${escape(lang)}"` : ''}>${escape(text)}</code></pre>\n`;
    },
    table({ header, rows }) {
      const words = ({ tokens }) => this.parser.parseInline(tokens);
      const names = header.map(({ tokens }) => escape(plainText(tokens)));
      const isNamed = names.some((name) => name !== '');
      const head = isNamed
        ? `<thead role="rowgroup"><tr role="row">${header.map((cell) => `<th role="columnheader">${words(cell)}</th>`).join('')}</tr></thead>`
        : '';
      // On a phone a row is a block of cells, and each cell but the first shows what its column is called.
      const cellOf = (cell, column) => {
        const label = column > 0 && names[column] !== '' ? ` data-label="${names[column]}"` : '';
        return `<td role="cell"${label}>${words(cell)}</td>`;
      };
      const body = rows
        .map((row) => `<tr role="row"${row.anchor ? ` id="${row.anchor}"` : ''}>${row.map(cellOf).join('')}</tr>`)
        .join('\n');
      // The roles hold where the style makes blocks of the rows: without them a reader of screens would lose the table there.
      return `<div class="table" tabindex="0"><table role="table">${head}<tbody role="rowgroup">\n${body}\n</tbody></table></div>\n`;
    },
    // Pages hold no HTML but remarks; what else there is would be a slip, or an attack.
    html: ({ text }) => (/^\s*<!--[\s\S]*-->\s*$/.test(text) ? '' : escape(text)),
    image: ({ text }) => escape(text),
  };
}
