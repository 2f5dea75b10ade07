// Writes what the client takes from the API description: `node scripts/client-code.mjs openapi.json folder`. Without arguments the
// built server is asked for its description, and client/src/generated is written (`npm run docs`).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
const HEADER = '// Made from the API description by scripts/client-code.mjs. Not to be changed by hand.\n';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Calls that only people at the console make, from a page of the server itself: no program of a merchant has a use for them. */
const OF_PEOPLE = 'Console';

function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] && !item[method].tags.includes(OF_PEOPLE)).map((method) => ({
      path,
      method,
      ...item[method],
    })),
  );
}

/** Only what a caller with a key sends and gets: every error is a problem document, and headers are read by the transport alone. */
function withoutErrors(document) {
  const slim = structuredClone(document);
  for (const path of Object.keys(slim.paths)) {
    for (const method of METHODS) {
      if (slim.paths[path][method]?.tags.includes(OF_PEOPLE)) delete slim.paths[path][method];
      const { responses = {} } = slim.paths[path][method] ?? {};
      for (const [status, response] of Object.entries(responses)) {
        delete response.headers;
        if (Number(status) >= 400) delete responses[status];
      }
    }
    if (!METHODS.some((method) => slim.paths[path][method])) delete slim.paths[path];
  }
  delete slim.components.headers;
  delete slim.components.securitySchemes;
  return slim;
}

/** Members that a success always has, whichever of its shapes it comes in. */
function requiredOf(document, schema) {
  const { $ref, oneOf, anyOf = oneOf, required = [] } = schema;
  if ($ref) return requiredOf(document, document.components.schemas[$ref.split('/').at(-1)]);
  if (!anyOf) return required;
  const [first, ...others] = anyOf.map((shape) => requiredOf(document, shape));
  return first.filter((name) => others.every((names) => names.includes(name)));
}

/** Members that a request may have. */
function namesIn(document, schema) {
  const { $ref, oneOf = [], anyOf = oneOf, allOf = anyOf, properties = {} } = schema;
  const parts = $ref ? [document.components.schemas[$ref.split('/').at(-1)]] : allOf;
  return [...Object.keys(properties), ...parts.flatMap((part) => namesIn(document, part))];
}

/**
 * The member by which a success of this operation is told from what a proxy says: the longest name is the least common. None that
 * the request has: there are gateways that send back what they were sent.
 */
function markOf(document, { operationId, responses, requestBody }) {
  const shapes = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, { content }]) => content?.['application/json']?.schema ?? {});
  const sent = namesIn(document, requestBody?.content['application/json']?.schema ?? {});
  const [mark] = requiredOf(document, { anyOf: shapes })
    .filter((name) => !sent.includes(name))
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (!mark) throw new Error(`${operationId}: nothing tells its success from any other document`);
  return mark;
}

/** How each operation is sent, and what its answer is known by: what the transport needs to know at run time. */
function routes(document) {
  const rows = operationsOf(document).map((operation) => {
    const { path, method, operationId, parameters = [], requestBody } = operation;
    const has = (name) => parameters.some((parameter) => parameter.name === name);
    // A file, whose terms stand in the query.
    const isUpload = requestBody?.content['text/csv'] !== undefined;
    const { $ref } = requestBody?.content['application/json']?.schema ?? {};
    const hasBody = requestBody !== undefined && !$ref?.endsWith('/EmptyRequest');
    const hasQuery = parameters.some((parameter) => parameter.in === 'query');
    if (hasBody && hasQuery && !isUpload)
      throw new Error(`${operationId} takes a body and a query: a method has one of them`);
    const input = isUpload ? 'upload' : hasBody ? 'body' : hasQuery ? 'query' : 'none';
    const row = {
      method,
      path,
      input,
      key: has('Idempotency-Key'),
      // A search has its cursor in the body.
      pages:
        has('cursor') ||
        (input === 'body' && namesIn(document, requestBody.content['application/json'].schema).includes('cursor')),
      mark: markOf(document, operation),
    };
    return `  ${operationId}: ${JSON.stringify(row)},\n`;
  });
  return `${HEADER}\nexport const ROUTES = {\n${rows.join('')}} as const;\n`;
}

const pascal = (code) => code.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());

/** One class for each code, so that a caller can ask `error instanceof VoucherInUse`. */
function problems(document) {
  const { code } = document.components.schemas.Problem.properties;
  const classes = code.enum.map(
    (name) => `/** \`${name}\` */\nexport class ${pascal(name)} extends Problem<'${name}'> {}\n`,
  );
  return [`${HEADER}import { Problem } from '../errors.js';\n`, ...classes].join('\n');
}

function problemClasses(document) {
  const { code } = document.components.schemas.Problem.properties;
  const rows = code.enum.map((name) => `  ${name}: problems.${pascal(name)},\n`);
  return `${HEADER}import * as problems from './problems.js';\n\nexport const PROBLEM_CLASSES = {\n${rows.join('')}};\n`;
}

async function write(document, folder) {
  const types = astToString(await openapiTS(withoutErrors(document), { defaultNonNullable: false }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'api.ts'), `${HEADER}\n${types}`);
  writeFileSync(join(folder, 'routes.ts'), routes(document));
  writeFileSync(join(folder, 'problems.ts'), problems(document));
  writeFileSync(join(folder, 'problem-classes.ts'), problemClasses(document));
}

/** The description of the server as it is built, with a store that is thrown away. */
async function described() {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-describe-'));
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: `sqlite:${join(folder, 'vouch.db')}`,
  };
  const program = join(root, 'dist/src/main.js');
  const server = spawn(process.execPath, [program, 'serve'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  try {
    let said = '';
    for await (const chunk of server.stdout) {
      said += chunk;
      const url = /Vouch listens on (http:\S+)/.exec(said)?.[1];
      if (url) return await (await fetch(`${url}/openapi.json`)).json();
    }
    throw new Error(`The server did not start: ${said}`);
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

const [source, target = join(root, 'client/src/generated')] = process.argv.slice(2);
await write(source ? JSON.parse(readFileSync(source, 'utf8')) : await described(), target);
