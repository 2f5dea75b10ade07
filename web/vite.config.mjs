// Builds the pages into dist/web, from where the server serves them. Run by build.mjs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Handed on as they are: their names do not change with their content. */
const PUBLIC = here('till/public');
/** What the worker's source says in place of the shell's addresses, which are known once everything else is built. */
const SHELL = '__SHELL__';
const WORKER = 'service-worker.js';

/**
 * Gives the service worker the addresses of the shell, and a name that changes with any of its content, so that each build's worker is
 * a different file and browsers see it.
 */
function shellOfWorker() {
  return {
    name: 'shell-of-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (!worker?.code.includes(SHELL)) throw new Error(`${WORKER} has no place for its shell`);
      if (worker.imports.length > 0)
        throw new Error(`${WORKER} must be one file, without ${worker.imports.join(', ')}`);
      const built = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
      const hash = createHash('sha256').update(String(bundle['index.html']?.source)).update(worker.code);
      // The worker keeps headers with the files.
      hash.update(readFileSync(here('../src/server/security-headers.ts')));
      const given = readdirSync(PUBLIC).sort();
      for (const name of given) hash.update(name).update(readFileSync(join(PUBLIC, name)));
      const version = hash.update(built.sort().join()).digest('hex').slice(0, 12);
      worker.code = worker.code.replace(SHELL, JSON.stringify({ version, files: [...built, ...given] }));
    },
  };
}

/** All that draws. */
const SCREENS = readdirSync(here('till'), { recursive: true })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => here(`till/${name}`));

/** All that a terminal may call: the page has the addresses of these alone. */
const CALLS =
  /^ {2}(?:(?:list|create|recover|get|acknowledge)Redemptions?|listVoucherTypes|lookUpStoredValue|claimTerminal|getCurrentTerminal):/;

/** Of the table of eighty routes the client's sources hold, what a till needs. */
function routesOfTill() {
  return {
    name: 'routes-of-till',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/client/src/generated/routes.ts')) return null;
      const lines = code.split('\n').filter((line) => !/^ {2}\w+: \{/.test(line) || CALLS.test(line));
      return { code: lines.join('\n'), map: null };
    },
  };
}

/**
 * React knows the names of eighty attributes that are written in another way in the page, of sixty styles that are numbers without a
 * unit, and of eighty events. The till has some of them.
 */
function namesOfTill() {
  return {
    name: 'names-of-till',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/react-dom-client.production.js')) return null;
      const written = new Set(SCREENS.flatMap((file) => readFileSync(file, 'utf8').match(/\w+(?=[=:])/g)));
      const filtered = (text, before, isWritten) => {
        const list = new RegExp(`(?<=\\b${before}\\s*)(?:\\[[^;]+\\](?=\\))|"[^"]+"(?=\\.split\\())`).exec(text);
        if (!list) throw new Error(`React keeps its names elsewhere than in ${before}`);
        const names = JSON.parse(list[0]);
        const left = Array.isArray(names) ? names.filter(isWritten) : names.split(' ').filter(isWritten).join(' ');
        return text.replace(list[0], () => JSON.stringify(left));
      };
      const attributes = filtered(code, 'aliases = new Map\\(', ([name]) => written.has(name));
      const styles = filtered(attributes, 'unitlessNumbers = new Set\\(', (name) => written.has(name));
      const isHeard = (name) => written.has(`on${name[0].toUpperCase()}${name.slice(1)}`);
      return { code: filtered(styles, 'simpleEventPluginEvents =', isHeard), map: null };
    },
  };
}

/** The first match, and an error where React has changed: what is cut out would otherwise come back without a word. */
function without(code, pattern) {
  if (!pattern.test(code)) throw new Error(`React has no ${pattern}`);
  return code.replace(pattern, '');
}

/** What the pages import of React, and what its own client looks up. */
const OF_REACT = new Set([
  ...readdirSync(here('till'), { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => readFileSync(here(`till/${name}`), 'utf8').match(/^import .* from 'react';$/gm) ?? [])
    .flatMap((line) => line.match(/\w+/g)),
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
  'version',
]);

/**
 * A CommonJS module keeps all that it exports: of forty the till has ten, and no component is a class. Of `react-dom` React's client
 * takes the table that both share: portals, and hints for files to be loaded, nobody here asks for. Nor does anybody draw over a page
 * that a server has drawn.
 */
function reactOfTill() {
  return {
    name: 'react-of-till',
    enforce: 'pre',
    transform(code, id) {
      if (id.endsWith('/react.production.js')) {
        const [own, ...given] = without(code, /function Component\(props,[^]*?(?=var isArrayImpl)/).split(
          /^exports\./m,
        );
        const used = given.filter((one) => OF_REACT.has(/^\w+/.exec(one)[0]));
        return { code: [own, ...used].join('exports.'), map: null };
      }
      if (id.endsWith('/react-dom.production.js'))
        return {
          code: without(
            without(code, /function createPortal\$1\([^]*?(?=exports\.__DOM_INTERNALS)/),
            /(?<=CANNOT_UPGRADE =\s+Internals;)[^]*/,
          ),
          map: null,
        };
      if (!id.endsWith('/react-dom-client.production.js')) return null;
      const drawn = without(code, /exports\.hydrateRoot = [^]*?(?=exports\.version = )/);
      return { code: without(drawn, /,\s+D: prefetchDNS,[^}]*(?=\})/), map: null };
    },
  };
}

/** The style sheets of the screens, in an order that is the same in every build. */
const SHEETS = readdirSync(here('till'), { recursive: true })
  .filter((name) => name.endsWith('.module.css'))
  .map((name) => here(`till/${name}`))
  .sort();

/**
 * Every name of a class stands in the style sheet and in a script, where chance letters do not compress: a letter for the file, and
 * the place of the class in it.
 */
function shortName(name, file, css) {
  const sheet = SHEETS.indexOf(file);
  if (sheet < 0) throw new Error(`${file} is no style sheet of the till`);
  const names = [...new Set(css.match(/(?<=\.|@keyframes )[a-zA-Z_][\w-]*/g))];
  if (!names.includes(name)) throw new Error(`${file} does not name ${name}`);
  return `${(10 + sheet).toString(36)}${names.indexOf(name).toString(36)}`;
}

/** Its table of classes is used nowhere: it goes, and the style sheet stays all the same. */
function sheetsAlone() {
  return {
    name: 'sheets-alone',
    enforce: 'post',
    transform: (_code, id) =>
      id.endsWith('.module.css') ? { code: '', map: { mappings: '' }, moduleSideEffects: 'no-treeshake' } : null,
  };
}

/** In a script each class stands as its short name: a table that finds it by the long one would hold both. */
function classNamesInPlace() {
  return {
    name: 'class-names-in-place',
    enforce: 'pre',
    transform(code, id) {
      const sheet = /^import styles from '(.+\.module\.css)';$/m.exec(code);
      if (!sheet) return null;
      const file = resolve(dirname(id), sheet[1]);
      const css = readFileSync(file, 'utf8');
      const short = code
        .replace(sheet[0], `import '${sheet[1]}';`)
        .replaceAll(/\bstyles\['([\w-]+)'\]/g, (_, name) => JSON.stringify(shortName(name, file, css)));
      if (/\bstyles\b(?!\/)/.test(short))
        throw new Error(`${id} looks a class up while the page runs: use a data attribute`);
      return { code: short, map: null };
    },
  };
}

/**
 * Before it imports a part of the page Vite loads that part's style sheets and imports. The one part there is has neither, and what does
 * that is 600 bytes of the 100 kB.
 */
function importsAsTheyAre() {
  return {
    name: 'imports-as-they-are',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('vite/preload-helper.js')) return null;
      if (!code.includes('export const __vitePreload')) throw new Error('Vite preloads in another way');
      return { code: 'export const __vitePreload = (load) => load();', map: null };
    },
  };
}

export default defineConfig({
  root: here('till'),
  // The page does not know under which address its server is reached: the server completes the addresses in index.html.
  base: './',
  publicDir: PUBLIC,
  resolve: {
    alias: [
      { find: 'vouch-client', replacement: here('../client/src/index.ts') },
      // Of the client the page has what it uses. The types are those of the whole.
      { find: 'axios', replacement: here('till/device/transport.ts') },
      { find: './vouch.js', replacement: here('../client/src/till.ts') },
      { find: '../generated/problem-classes.js', replacement: here('till/device/problem-classes.ts') },
    ],
  },
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [
    importsAsTheyAre(),
    classNamesInPlace(),
    sheetsAlone(),
    routesOfTill(),
    namesOfTill(),
    reactOfTill(),
    shellOfWorker(),
  ],
  css: { modules: { generateScopedName: shortName } },
  // React looks for a debugger of a developer.
  define: { __REACT_DEVTOOLS_GLOBAL_HOOK__: 'undefined' },
  clearScreen: false,
  logLevel: 'warn',
  build: {
    outDir: here('../dist/web/till'),
    emptyOutDir: true,
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    // The policy of the page allows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('till/index.html'), 'service-worker': here('till/service-worker.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? WORKER : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
