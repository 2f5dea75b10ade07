// The API description (OpenAPI 3.1) and its browser at /docs/reference. Everything in it comes from the controllers, the DTOs and the
// core's constants; here it is only brought together.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { toOpenApi31 } from './to-openapi-31';
import { describePresented, type PresentedType } from './by-type';
import { describeEvents } from './events';
import { addSamples } from './samples';
import { describeProblems, FAULT_SCHEMA, PROBLEM_SCHEMA, type Operation } from './problems';

/** Addresses that are kept besides `/v1` for older clients: the same handlers, described once. */
const ALIASES = /^\/(?:v1\/)?collect\/|^\/stored_value\//;
/** Described in docs/, and left out here: clients generate no code for them. */
const PLUMBING = /^\/(?:(?:health|problems|metrics)(?:\/|$)|$)/;

const DESCRIPTION = [
  'Vouch redeems prepaid vouchers: it takes their value from the provider exactly once, returns change, can give value back, and never guesses when a provider goes quiet.',
  'Money is an integer in cents. Times are RFC 3339 in UTC. Errors are RFC 9457 problem documents with a stable `code`.',
  'The redemption calls also answer under `/collect/redemptions` and `/v1/collect/redemptions`, the look-up under `/stored_value/lookup`.',
].join('\n\n');

const HEADERS = {
  RequestId: { description: 'Names this request in logs and in the timeline.', schema: { type: 'string' } },
  RetryAfter: { description: 'Whole seconds to wait before asking again.', schema: { type: 'integer', minimum: 1 } },
  RateLimitLimit: { description: 'Requests a minute for this key.', schema: { type: 'integer' } },
  RateLimitRemaining: { description: 'How many are left in this minute.', schema: { type: 'integer' } },
  RateLimitReset: { description: 'Seconds until the minute is over.', schema: { type: 'integer' } },
};
const EVERYWHERE = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
const LIMITED = {
  'X-RateLimit-Limit': { $ref: '#/components/headers/RateLimitLimit' },
  'X-RateLimit-Remaining': { $ref: '#/components/headers/RateLimitRemaining' },
  'X-RateLimit-Reset': { $ref: '#/components/headers/RateLimitReset' },
};

/** The two things that would make the whole page scroll sideways: a column of "No links", and two wide buttons in a row. */
const PHONE = `@media (max-width: 640px) {
  .swagger-ui .response-col_links { display: none }
  .swagger-ui .try-out .btn.try-out__btn { margin-left: 5px; min-width: 0; padding: 5px 7px }
}`;

/** What the script beside it (web/docs/reference.js) adds: a way back, and a line that fills a call in. */
const FILL = `
.vouch-back { display: block; min-height: 1.5rem; padding: 0.75rem 1rem; font: 1rem system-ui, sans-serif }
.vouch-fill { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; padding: 0.75rem 1.25rem; font: 0.875rem/1.4 system-ui, sans-serif; color: #3b4151 }
.vouch-fill button { min-height: 2rem; padding: 0 0.75rem; font: inherit; cursor: pointer }`;

/** What the API knows only through ports. */
export interface Named {
  /** The names that test vouchers can be made with. */
  readonly scenarios: readonly string[];
  /** Every voucher type there is. */
  readonly types: readonly PresentedType[];
}

/** Serves `/docs/reference`. Must be called before the application listens. `document` is asked for once, when the browser is first used. */
export function mountReference(app: INestApplication, document: () => OpenAPIObject): void {
  SwaggerModule.setup('docs/reference', app, document, {
    raw: false,
    customSiteTitle: 'Vouch API',
    customCss: PHONE + FILL,
    customJs: './assets/reference.js',
    // A link to each call would stand inside the button that opens it, which no assistive technology can use.
    swaggerOptions: { persistAuthorization: false, tryItOutEnabled: true, deepLinking: false },
  });
}

/** The finished document, put together anew for each call. `publicUrl`: where clients reach the server, if not where it listens. */
export function buildOpenApi(app: INestApplication, { scenarios, types }: Named, publicUrl = ''): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Vouch')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer(publicUrl === '' ? '/' : publicUrl, 'This server')
    // Without a word about its form the framework says JWT.
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'sk_test_…, sk_…, pk_test_…, pk_…, tk_test_…, tk_…',
        description: 'An API key, or the key of a terminal. `…_test_` is test mode.',
      },
      'bearer',
    )
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key' }, 'apiKey')
    .addCookieAuth(
      '__Host-vouch-till',
      {
        type: 'apiKey',
        in: 'cookie',
        description: 'Of a paired till; what it changes needs the header `Vouch-Till: 1` and our own origin',
      },
      'till',
    )
    .addCookieAuth(
      '__Host-vouch',
      {
        type: 'apiKey',
        in: 'cookie',
        description:
          'Of a person at the support console; needs the header `Vouch-Console: 1` and our own origin. `Vouch-Mode: live` or `test` (where absent) says which records are meant, `Vouch-User` (an id) whose session: that of anybody else is refused',
      },
      'console',
    )
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('apiKey')
    .addTag('Redemptions', 'Take the value of a voucher, and give it back.')
    .addTag('Books', 'What a shop adds up: reversals of all redemptions, and what each day came to.')
    .addTag('Stored value', 'See what a voucher is worth.')
    .addTag('Reviews', 'What only a person can settle: see it, and give a verdict.')
    .addTag(
      'Four eyes',
      'What takes a second person: ask for it, see it, decide; and looks at a PIN, which leave a trace.',
    )
    .addTag('Reconciliations', "A provider's statement, compared with the books.")
    .addTag('Terminals', 'Tills: paired by a code, revoked by one call.')
    .addTag('Console', 'For people who are signed in at the support console, and for no key. Clients leave these out.')
    .addTag('Events', 'What has happened to redemptions and points, newest first.')
    .addTag('Webhooks', 'Where events are sent, and what became of each delivery.')
    .addTag('Points: setting up', 'Programs, the assets they count in, and where redeemed value goes.')
    .addTag('Points: participants', 'Who has points, and how many.')
    .addTag('Points: movements', 'Credits, debits, holds, lots, and the wallets of prefunded assets.')
    .addTag('Points: catalog', 'What points can be redeemed for.')
    .addTag('Points: redemptions', 'Take points from a balance. One redemption by its id stands under Redemptions.')
    .addTag('Points: journal', 'Every entry of the books, and reports made of them.')
    .addTag('Test helpers', 'Make vouchers that the simulators honour.')
    .build();
  // Otherwise a class whose methods have tags of their own puts its name beside each of them.
  const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
  const schemas = { Problem: PROBLEM_SCHEMA, ProblemFault: FAULT_SCHEMA, ...document.components?.schemas };
  document.components = { ...document.components, schemas, headers: HEADERS };
  for (const path of Object.keys(document.paths)) {
    if (ALIASES.test(path) || PLUMBING.test(path)) Reflect.deleteProperty(document.paths, path);
  }
  nameConfirm(document);
  for (const [path, operation] of operationsOf(document)) describe(path, operation, publicUrl);
  nameScenarios(document, scenarios);
  nameSimulated(document, types);
  describePresented(document, types);
  describeEvents(document);
  closeRequests(document);
  for (const [, operation] of operationsOf(document)) mayBeEmpty(operation, document);
  const finished = toOpenApi31(document);
  addSamples(finished);
  return finished;
}

/** One handler serves both names; a client that is generated from the document needs them apart. */
function nameConfirm(document: OpenAPIObject): void {
  const operation = document.paths['/v1/redemptions/{id}/confirm']?.post;
  if (!operation) throw new Error('The route of confirm is gone');
  operation.operationId = 'confirmRedemption';
  operation.description = 'Another name of `capture`: the same call, with the same idempotency keys.';
}

/** An id of the ledger, for examples. */
const AN_ID = '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

function operationsOf(document: OpenAPIObject): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method] ? [[path, item[method] as unknown as Operation] as [string, Operation]] : [],
    ),
  );
}

/** What the framework cannot know: the errors, and the headers that hooks and guards add. */
function describe(path: string, operation: Operation, publicUrl: string): void {
  // The framework invents a body-less response for each status it guesses; ours all have a schema or are 204.
  const open = operation.security?.length === 0;
  operation['description'] ??= `${String(operation['summary'])}.`;
  describeProblems(operation, path, open, publicUrl);
  for (const response of Object.values(operation.responses) as { headers?: object }[]) {
    response.headers = { ...EVERYWHERE, ...(open ? {} : LIMITED), ...response.headers };
  }
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in === 'path' && tagsOf(operation).some((tag) => tag.startsWith('Points:')))
      Object.assign(parameter, { schema: { type: 'string', format: 'uuid' }, example: AN_ID });
  }
  // Read from the key by a guard; the security scheme describes it.
  if (operation.parameters)
    operation.parameters = operation.parameters.filter(({ name }) => !/^authorization$/i.test(name));
}

function tagsOf({ tags }: Operation): readonly string[] {
  return Array.isArray(tags) ? (tags as string[]) : [];
}

/** The scenarios belong to the simulators, which the API knows only through a port. */
function nameScenarios(document: OpenAPIObject, scenarios: readonly string[]): void {
  for (const name of ['CreateTestVoucherRequest', 'TestVoucher']) {
    const schema = document.components?.schemas?.[name];
    const scenario = schema !== undefined && 'properties' in schema ? schema.properties['scenario'] : undefined;
    if (scenario && !('$ref' in scenario)) scenario.enum = [...scenarios];
  }
}

/** Test vouchers are of the types that have a simulator. */
function nameSimulated(document: OpenAPIObject, types: Named['types']): void {
  const schema = document.components?.schemas?.['CreateTestVoucherRequest'];
  const type = schema !== undefined && 'properties' in schema ? schema.properties['type'] : undefined;
  if (type && !('$ref' in type)) type.enum = types.filter(({ keptHere }) => !keptHere).map((one) => one.type);
}

/** A body in which nothing has to stand may be left out: that is an empty one. */
function mayBeEmpty(operation: Operation, document: OpenAPIObject): void {
  const body = operation['requestBody'] as
    { required?: boolean; content: Record<string, { schema?: unknown }> } | undefined;
  const { $ref } = (body?.content['application/json']?.schema ?? {}) as { $ref?: string };
  const schema = document.components?.schemas?.[$ref?.split('/').at(-1) ?? ''];
  if (body && schema && 'properties' in schema && !schema.required?.length) body.required = false;
}

/** A field that a request does not have is refused (`unknown_field`), and so it is described. */
function closeRequests(document: OpenAPIObject): void {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const isObject = 'properties' in schema || ('type' in schema && schema.type === 'object');
    if (/Request$|^CashRate$/.test(name) && isObject && !('additionalProperties' in schema))
      Object.assign(schema, { additionalProperties: false });
  }
}
