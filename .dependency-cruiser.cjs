// The walls: which folder may import which. An allow-list with one row for each folder: what is not in a row is an error, and a
// folder without a row may import nothing. `npm run docs` prints the table into docs/architecture.md.
//
// A row stands for a folder with all that is in it; where folders in it have rows of their own, for its own files alone. `may`:
// the rows it may import (a row that ends in `/*` stands for each folder there). `packages`: what it may take from npm; `node`:
// Node's own modules.

/** What routes and their descriptions are made of. */
const NEST = ['@nestjs/common', '@nestjs/swagger', 'class-validator', 'fastify'];
const CORE = 'src/core';
const core = (...rooms) => rooms.map((room) => `${CORE}/${room}`);
const api = (...rooms) => rooms.map((room) => `src/api/${room}`);
const PLUMBING = api('request', 'problems', 'openapi', 'input', 'lists', 'idempotency', 'limits');
const ASIDE = ['src/core/values', 'src/core/accounts', 'src/core/people', 'src/core/use-cases'];

/** @type {Record<string, { may?: string[], packages?: string[], node?: true }>} */
const ROOMS = {
  // The core: rules, no input or output. It takes no package and nothing of Node.
  'src/core/values': { may: core('values/text') },
  'src/core/values/pin-text.ts': { may: core('values/text') },
  'src/core/values/text': {},
  'src/core/accounts': { may: core('values') },
  'src/core/providers': { may: core('values') },
  'src/core/events': { may: core('values', 'accounts') },
  'src/core/redemption': { may: core('values', 'providers', 'events') },
  'src/core/books': { may: core('values', 'redemption') },
  'src/core/search': { may: core('values', 'providers', 'redemption') },
  'src/core/findings': { may: core('values', 'redemption') },
  'src/core/restores': { may: core('values') },
  'src/core/reconciliations': { may: [CORE, ...core('values', 'accounts', 'redemption')] },
  'src/core/terminals': { may: core('values', 'accounts') },
  'src/core/people': { may: core('values', 'accounts') },
  'src/core/webhooks': { may: core('values', 'accounts', 'events') },
  // The ledger of points: nothing of the redemptions of vouchers, and they nothing of it.
  'src/core/points': { may: [CORE, ...core('values', 'accounts', 'events')] },
  'src/core': {
    may: core(
      ...[
        'values',
        'accounts',
        'books',
        'events',
        'points',
        'redemption',
        'findings',
        'reconciliations',
        'restores',
        'search',
        'terminals',
        'people',
        'webhooks',
      ],
    ),
  },
  'src/core/use-cases': {
    may: [CORE, ...core('values', 'accounts', 'people', 'providers', 'redemption', 'restores', 'search')],
  },
  'src/core/upkeep': { may: [CORE, ...core('values', 'redemption', 'use-cases')] },
  'src/core/reviews': {
    may: core('values', 'accounts', 'reconciliations', 'redemption', 'restores', 'findings', 'use-cases'),
  },

  // Adapters and what they share.
  'adapters/kit': { may: ['adapters/kit/simulator', ...core('values', 'providers')] },
  'adapters/kit/http': { may: core('providers'), packages: ['undici'], node: true },
  'adapters/kit/simulator': { node: true },
  'adapters/kit/conformance': {
    may: ['adapters/kit', 'adapters/kit/http', 'adapters/kit/simulator', ...core('values', 'providers')],
    packages: ['fast-check', 'typescript'],
    node: true,
  },
  'adapters/*': {
    may: ['adapters/kit', 'adapters/kit/http', 'adapters/kit/simulator', ...core('values', 'providers')],
    node: true,
  },
  adapters: { may: ['adapters/kit', 'adapters/*'] },
  // What `npm run new-provider` copies: an adapter, held to the same.
  'templates/provider': {
    may: ['adapters/kit', 'adapters/kit/http', 'adapters/kit/simulator', ...core('values', 'providers')],
    node: true,
  },

  // What every process needs, and the parts around the core.
  'src/system': { may: core('values'), node: true },
  'src/auth': { may: [CORE, ...core('values', 'accounts', 'people', 'terminals')], packages: ['otpauth'], node: true },
  'src/config': { may: ['adapters', 'adapters/kit', ...core('redemption')], node: true },
  'src/sealing': { may: [CORE, 'src/config', 'src/system', ...core('values', 'accounts', 'use-cases')], node: true },
  'src/store': { may: [CORE, 'src/store/*', 'src/system'], node: true },
  'src/store/shared': {
    may: [
      'src/system',
      ...core('values', 'accounts', 'books', 'people', 'points', 'events', 'redemption', 'webhooks', 'search'),
    ],
  },
  'src/store/sqlite': {
    may: [
      CORE,
      'src/store/shared',
      'src/system',
      ...core(
        'values',
        'accounts',
        'books',
        'events',
        'points',
        'redemption',
        'findings',
        'reconciliations',
        'restores',
        'search',
        'terminals',
        'people',
        'webhooks',
      ),
    ],
    packages: ['@photostructure/sqlite'],
    node: true,
  },
  'src/store/mongo': {
    may: [
      CORE,
      'src/store/shared',
      'src/system',
      ...core(
        'values',
        'accounts',
        'books',
        'events',
        'points',
        'redemption',
        'findings',
        'reconciliations',
        'restores',
        'search',
        'terminals',
        'people',
        'webhooks',
      ),
    ],
    packages: ['mongoose'],
    node: true,
  },
  'src/providers': {
    may: ['src/config', 'adapters/kit', 'adapters/kit/http', ...core('values', 'points', 'providers')],
  },
  'src/observability': {
    may: [CORE, 'src/config', 'src/providers', 'src/system', ...core('values', 'events', 'providers', 'redemption')],
    packages: [
      '@nestjs/common',
      '@nestjs/platform-fastify',
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace-node',
      'fastify',
      'pino',
      'prom-client',
      'rxjs',
    ],
    node: true,
  },
  'src/jobs': {
    may: [
      CORE,
      'src/observability',
      'src/system',
      ...core(
        'people',
        'points',
        'values',
        'books',
        'events',
        'reconciliations',
        'redemption',
        'upkeep',
        'use-cases',
        'webhooks',
        'search',
      ),
    ],
    packages: ['pino'],
  },
  'src/webhooks': {
    may: ['src/jobs', ...core('values', 'events', 'use-cases', 'webhooks')],
    packages: ['standardwebhooks'],
    node: true,
  },
  'src/reconcile': {
    may: [
      'src/jobs',
      'src/system',
      ...core(
        'values',
        'accounts',
        'findings',
        'people',
        'providers',
        'reconciliations',
        'redemption',
        'restores',
        'use-cases',
        'reviews',
      ),
    ],
    packages: ['csv-parse', '@photostructure/sqlite', 'pino'],
    node: true,
  },

  // The API: plumbing below, a folder for each resource above. It knows no store, no adapter and no configuration.
  'src/api/request': {
    may: ['src/system', ...core('values', 'accounts', 'people', 'terminals')],
    packages: ['@nestjs/common', 'fastify'],
    node: true,
  },
  'src/api/problems': {
    may: [CORE, ...api('request'), ...core('values', 'values/text', 'providers')],
    packages: ['@nestjs/common', 'fastify'],
  },
  'src/api/openapi': { may: api('problems'), packages: ['@nestjs/common', '@nestjs/swagger'] },
  'src/api/input': {
    may: [...api('request', 'problems'), ...core('values', 'values/text')],
    packages: ['@nestjs/swagger', 'class-validator', 'fastify'],
  },
  'src/api/lists': {
    may: ['src/system', ...api('input'), ...core('values', 'accounts', 'people')],
    packages: NEST,
    node: true,
  },
  'src/api/idempotency': {
    may: [CORE, ...api('request', 'openapi', 'input'), ...core('use-cases')],
    packages: ['@nestjs/common', 'fastify', 'rxjs'],
  },
  'src/api/limits': {
    may: [
      ...api('request', 'problems'),
      ...core('values', 'accounts', 'people', 'providers', 'redemption', 'use-cases'),
    ],
    packages: ['@nestjs/common', '@nestjs/core', 'fastify'],
  },
  'src/api/http': {
    may: [
      'src/auth',
      'src/observability',
      'src/system',
      ...api('request', 'problems', 'limits'),
      ...core('values', 'accounts', 'people', 'use-cases'),
    ],
    packages: ['@nestjs/common', '@nestjs/core', 'fastify', 'pino'],
    node: true,
  },
  'src/api': { may: core('use-cases'), packages: ['@nestjs/common'] },
  'src/api/vouchers': { may: [...PLUMBING, ...ASIDE, ...core('providers')], packages: NEST },
  'src/api/points': { may: [...PLUMBING, ...ASIDE, ...core('points')], packages: NEST, node: true },
  'src/api/redemptions': {
    may: [...PLUMBING, ...api('vouchers', 'points'), ...ASIDE, ...core('providers', 'redemption', 'search')],
    packages: NEST,
  },
  'src/api/books': {
    may: [...PLUMBING, ...api('redemptions'), ...ASIDE, ...core('providers', 'books', 'redemption')],
    packages: NEST,
  },
  'src/api/reviews': {
    may: [...PLUMBING, ...api('audit', 'redemptions'), ...ASIDE, ...core('findings', 'redemption', 'reviews')],
    packages: NEST,
  },
  'src/api/audit': { may: [...api('request'), ...ASIDE], packages: ['@nestjs/common', 'fastify', 'rxjs'] },
  'src/api/console': { may: ['src/auth', ...PLUMBING, ...api('audit'), ...ASIDE], packages: NEST },
  'src/api/terminals': {
    may: ['src/auth', ...PLUMBING, ...api('audit'), ...ASIDE, ...core('terminals')],
    packages: NEST,
  },
  'src/api/four-eyes': {
    may: [...PLUMBING, ...api('audit', 'redemptions'), ...ASIDE, ...core('redemption')],
    packages: NEST,
  },
  'src/api/reconciliations': {
    may: [...PLUMBING, ...api('audit', 'redemptions'), ...ASIDE, ...core('providers', 'reconciliations')],
    packages: NEST,
    node: true,
  },
  'src/api/overview': {
    may: [...PLUMBING, ...api('reconciliations'), ...ASIDE, ...core('reviews')],
    packages: NEST,
  },
  'src/api/events': { may: [...PLUMBING, ...ASIDE, ...core('events', 'points', 'webhooks')], packages: NEST },
  'src/api/webhooks': { may: [...PLUMBING, ...api('audit'), ...ASIDE, ...core('webhooks')], packages: NEST },
  'src/api/test-helpers': { may: [...PLUMBING, ...api('vouchers'), ...ASIDE], packages: NEST },
  'src/api/health': {
    may: ['src/system', ...api('request', 'problems'), ...core('use-cases')],
    packages: ['@nestjs/common', '@nestjs/terminus', 'fastify'],
  },

  // The program.
  'src/app.module.ts': {
    may: [
      'src/api',
      'src/api/*',
      'src/system',
      ...core('people', 'points', 'reconciliations', 'use-cases', 'webhooks'),
    ],
    packages: ['@nestjs/common'],
  },
  'src/server': {
    may: [
      'adapters',
      'adapters/kit/simulator',
      'src/app.module.ts',
      'src/auth',
      'src/config',
      'src/jobs',
      'src/observability',
      'src/providers',
      'src/reconcile',
      'src/sealing',
      'src/store',
      'src/system',
      'src/webhooks',
      ...api('http', 'input', 'limits', 'openapi', 'problems', 'request', 'test-helpers'),
      ...core('accounts', 'people', 'points', 'values', 'redemption', 'use-cases'),
    ],
    packages: ['@fastify/helmet', '@fastify/static', '@nestjs/core', '@nestjs/platform-fastify', 'fastify', 'pino'],
    node: true,
  },
  'src/cli': {
    may: [
      CORE,
      'adapters',
      'adapters/kit/simulator',
      'src/auth',
      'src/config',
      'src/reconcile',
      'src/sealing',
      'src/server',
      'src/store',
      'src/system',
      'src/webhooks',
      ...api('problems'),
      ...core('people', 'points', 'values', 'accounts', 'redemption', 'restores', 'terminals', 'upkeep', 'use-cases'),
      ...core('webhooks'),
    ],
    packages: ['commander', 'csv-parse', 'uqr'],
    node: true,
  },
  'src/main.ts': { may: ['src/cli'], packages: ['commander'] },

  // They meet the service over HTTP alone: a published client, and pages for cashiers (and, to come, support staff).
  client: { packages: ['axios', 'standardwebhooks'] },
  // The till. What decides about money knows neither the browser nor React; what the browser gives stands behind ports.
  'web/till/sale': {},
  'web/till/device': { may: ['web/till/sale'] },
  'web/till/attempts': { may: ['client', 'web/till/sale', 'web/till/device'] },
  'web/till/language': { may: ['web/till/sale'] },
  'web/till/receipts': { may: ['web/till/sale', 'web/till/language'], packages: ['react', 'uqr'] },
  'web/till/screens': {
    may: ['web/till/sale', 'web/till/language', 'web/till/receipts'],
    packages: ['react'],
  },
  // The console. What is said and what is decided about a form knows neither the browser nor React, but for two places that keep something.
  'web/console/api': { may: ['client'] },
  'web/console/language': { may: ['web/console/api', 'web/console/language/*'] },
  'web/console/language/*': {},
  'web/console/session': {
    may: ['api', 'language', 'parts'].map((room) => `web/console/${room}`),
    packages: ['react', '@tanstack/react-query', '@tanstack/react-router'],
  },
  'web/console/parts': {
    may: ['api', 'language', 'session'].map((room) => `web/console/${room}`),
    packages: ['react', 'react-aria-components', '@tanstack/react-query', '@tanstack/react-router', 'uqr'],
  },
  'web/console/screens': {},
  // What digits a text has is one rule for the server and for the search box.
  'web/console/screens/*': {
    may: [
      ...['api', 'language', 'session', 'parts', 'screens', 'screens/*'].map((room) => `web/console/${room}`),
      'src/core/values/pin-text.ts',
    ],
    packages: ['react', '@tanstack/react-query', '@tanstack/react-router'],
  },
  'web/console/styles': {},
  'web/console': {
    may: ['api', 'screens/*', 'styles'].map((room) => `web/console/${room}`),
    packages: ['react', 'react-dom', '@tanstack/react-query', '@tanstack/react-router'],
  },
  'web/till/styles': {},
  'web/till': {
    may: [
      'client',
      ...['sale', 'device', 'attempts', 'language', 'receipts', 'screens', 'styles'].map((room) => `web/till/${room}`),
    ],
    packages: ['react', 'react-dom'],
  },
};

const SPEC = '\\.spec\\.ts$';
/** What is in no folder of a row: the version in package.json. */
const ANYWHERE = ['^package\\.json$'];

const escape = (text) => text.replace(/[.]/g, '\\.');
const isFile = (row) => /\.tsx?$/.test(row);

/** A pattern for the files of a row, without those of the rows inside it. */
function filesOf(row) {
  if (isFile(row)) return `^${escape(row)}$`;
  if (row.endsWith('/*')) {
    const folder = row.slice(0, -2);
    const others = Object.keys(ROOMS)
      .filter((other) => other.startsWith(`${folder}/`) && other !== row)
      .map((other) => other.slice(folder.length + 1).split('/')[0]);
    return `^${folder}/(?!(?:${[...new Set(others)].join('|')})/)[^/]+/`;
  }
  const hasRooms = Object.keys(ROOMS).some((other) => other.startsWith(`${row}/`));
  return hasRooms ? `^${row}/[^/]+$` : `^${row}/`;
}

/** A pattern for what a row may import of another: `src/api/*` stands for every row in that folder. */
function targetOf(row) {
  if (ROOMS[row]) return filesOf(row);
  return `^${row.slice(0, -2)}/[^/]+/`;
}

const rows = Object.entries(ROOMS).map(([row, { may = [], packages = [], node }]) => {
  const from = { path: filesOf(row), pathNot: SPEC };
  // Each folder of a starred row by itself: `$1` is the folder that the import comes from.
  const own = row.endsWith('/*') ? filesOf(row).replace('[^/]+/', '([^/]+)/') : null;
  return [
    {
      comment: row,
      from: own ? { ...from, path: own } : from,
      to: { path: [own ? `^${row.slice(0, -2)}/$1/` : filesOf(row), ...may.map(targetOf), ...ANYWHERE] },
    },
    ...(packages.length > 0
      ? [{ from, to: { path: packages.map((name) => `node_modules/(?:@types/)?${name}/`) } }]
      : []),
    ...(node ? [{ from, to: { dependencyTypes: ['core'] } }] : []),
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  allowed: [...rows.flat(), { comment: 'Specs that stand beside what they test.', from: { path: SPEC }, to: {} }],
  allowedSeverity: 'error',
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Type-only ones included: they decide the order in which a reader must read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-packages-in-the-service',
      severity: 'error',
      from: { path: '^(src|adapters)/', pathNot: [SPEC, '^adapters/kit/conformance/'] },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
// For the table in the docs, which is printed from this one. Not enumerable: it is no setting of the checker.
Object.defineProperty(module.exports, 'ROOMS', { value: ROOMS });
