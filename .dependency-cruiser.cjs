// Which part may know which. The arrows: adapters → kit → core; store, api, jobs, cli → core.
const CORE = '^src/core/';
const SPEC = '\\.spec\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-stands-alone',
      comment: 'The core is plain TypeScript: no package, no Node module, no other part of the house.',
      severity: 'error',
      from: { path: CORE, pathNot: SPEC },
      to: { pathNot: CORE },
    },
    {
      name: 'adapters-know-the-kit-and-the-core',
      comment:
        'An adapter needs nothing else: no framework, no database, no configuration, no Node module but node:crypto and the like.',
      severity: 'error',
      from: { path: '^adapters/(?!kit/)([^/]+)/', pathNot: SPEC },
      to: {
        pathNot: ['^adapters/(kit|$1)/', '^src/core/', '^node:', '^(crypto|http|net|fs|buffer|url|timers)'],
        path: '.',
      },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^adapters/(?!kit/)([^/]+)/' },
      to: { path: '^adapters/(?!kit/)[^/]+/', pathNot: '^adapters/$1/' },
    },
    {
      name: 'the-kit-knows-no-adapter-and-no-framework',
      severity: 'error',
      from: { path: '^adapters/kit/', pathNot: SPEC },
      to: { path: ['^adapters/(?!kit/)', '^src/(?!core/)', 'node_modules/(@nestjs|mongoose|mongodb|@photostructure)'] },
    },
    {
      name: 'the-store-knows-the-core-and-the-system',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^(src|adapters)/', pathNot: ['^src/(store|system)/', CORE] },
    },
    {
      name: 'the-api-knows-no-store-and-no-adapter',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: ['^src/(store|jobs|cli|providers|config)', '^adapters/'] },
    },
    {
      name: 'jobs-know-the-core',
      severity: 'error',
      from: { path: '^src/jobs/' },
      to: { path: '^(src|adapters)/', pathNot: ['^src/(jobs|observability)/', CORE] },
    },
    {
      name: 'only-the-start-knows-the-module',
      severity: 'error',
      from: { path: '^(src|adapters)/', pathNot: ['^src/(main|http-server|app\\.module)\\.ts$', '^src/cli/', SPEC] },
      to: { path: '^src/(main|http-server|app\\.module)\\.ts$' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
