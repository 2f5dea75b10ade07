// The frame around a page, and the list of pages for programs that read (/llms.txt).
import { escape } from './markdown.mjs';

/** What stands beside the sections of docs/README.md. */
const MORE = [
  { slug: 'start', title: 'README: run it, redeem a voucher' },
  { slug: 'settings', title: 'Settings' },
  { slug: 'changelog', title: 'Changelog' },
];

const link = (href, words, isHere) => `<a href="${href}"${isHere ? ' aria-current="page"' : ''}>${escape(words)}</a>`;

function navigation(here, sections) {
  const item = ({ slug, title }) => `<li>${link(`./${slug}`, title, slug === here)}</li>`;
  const section = ({ title, items }) => `<h2>${escape(title)}</h2>\n<ul>${items.map(item).join('\n')}</ul>`;
  return [
    `<ul><li>${link('./', 'All pages', here === 'index')}</li><li>${link('./reference', 'API reference: try a call', false)}</li></ul>`,
    ...sections.map(section),
    section({ title: 'More', items: MORE }),
  ].join('\n');
}

function contents(headings) {
  const top = headings.filter(({ depth }) => depth === 2);
  if (top.length < 3) return '';
  const items = top.map(({ words, anchor }) => `<li><a href="#${anchor}">${escape(words)}</a></li>`).join('\n');
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${items}</ul></nav>`;
}

/** One page. Every link to another begins with `./`. */
export function pageHtml({ slug, title, html, headings }, sections, { style, script, search }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(slug === 'index' ? 'Vouch documentation' : `${title} · Vouch`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./${style}">
<script defer src="./${script}" data-index="./${search}" data-home="./"></script>
</head>
<body>
<a class="skip" href="#page">To the text</a>
<header>
<a class="home" href="./">Vouch</a>
<search><label for="search">Search</label><input id="search" type="search" placeholder="Search: a code, a call, a word" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list"><ol id="found" role="listbox" aria-label="Found" hidden></ol></search>
<a class="to-pages" href="#pages">Pages</a>
<a class="reference" href="./reference">API reference</a>
</header>
<div class="columns">
${contents(headings)}
<main id="page">
${html}
</main>
<nav class="pages" id="pages" aria-label="Pages">
${navigation(slug, sections)}
</nav>
</div>
</body>
</html>
`;
}

/** By the form of llmstxt.org: every page as markdown. The server puts its own address in place of {base}. */
export function llmsText(sections, pages) {
  const line = ({ slug, title, about }) => `- [${title}]({base}/docs/${slug}.md)${about ? `: ${about}` : ''}`;
  const decisions = pages.filter(({ slug }) => slug.startsWith('decision-'));
  const providers = pages.filter(({ slug }) => /^(?:provider|example)-/.test(slug));
  return [
    '# Vouch',
    '',
    '> Redeems prepaid vouchers (1Voucher, OTT, Blu) over a JSON API: takes their value from the provider exactly once, returns change, gives value back, and never guesses when a provider goes quiet.',
    '',
    'Money is an integer in cents. Send an `Idempotency-Key` with every POST. `outcome` says what to do: `paid`, `not_paid`, `checking` (hand over nothing, do not use another key), `open`. Errors are RFC 9457 problems with a stable `code` and one word of `advice`.',
    '',
    '## API',
    '',
    '- [OpenAPI 3.1]({base}/openapi.json): every call, with examples and every problem',
    '- [Problem codes]({base}/problems): each code explained, as JSON',
    line({ slug: 'start', title: 'README', about: 'run it, and redeem a voucher with curl' }),
    line({ slug: 'settings', title: 'Settings', about: 'every environment variable' }),
    ...sections.flatMap(({ title, items }) => ['', `## ${title}`, '', ...items.map(line)]),
    '',
    '## Providers and examples',
    '',
    ...providers.map(line),
    '',
    '## Optional',
    '',
    ...decisions.map(line),
    line({ slug: 'changelog', title: 'Changelog' }),
    '',
  ].join('\n');
}
