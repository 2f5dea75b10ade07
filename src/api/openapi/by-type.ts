// Schemas that depend on a type: what a request presents, by voucher type, and what an event tells, by its name. A generated client then
// refuses a type that is misspelled and a field that a source does not have.
import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

/** A voucher type, as far as requests that present it are described. */
export interface PresentedType {
  readonly type: string;
  /** Its value is kept by this server: nobody simulates it. */
  readonly keptHere?: boolean;
  readonly sourceFields: readonly {
    readonly name: string;
    readonly aliases?: readonly string[];
    readonly required: boolean;
    readonly choice?: string;
    readonly pattern: string;
    readonly description: string;
    readonly example: string;
  }[];
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const pascal = (text: string) => text.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase());
const nameOf = (type: string) => pascal(type.replace(/^vouchers\./, ''));

/** Makes `CreateRedemptionRequest` and `LookupRequest` one of several, told apart by `type`. */
export function describePresented(document: OpenAPIObject, types: readonly PresentedType[]): void {
  const schemas = schemasOf(document);
  for (const { type, sourceFields } of types) schemas[`${nameOf(type)}Source`] = sourceSchema(sourceFields);
  for (const request of ['CreateRedemptionRequest', 'LookupRequest']) {
    const whole = schemas[request];
    if (!whole) throw new Error(`The schema ${request} is gone`);
    for (const { type, sourceFields } of types) {
      const properties = propertiesOf(whole);
      const source = { allOf: [refTo(`${nameOf(type)}Source`)], description: wordsOf(sourceFields) };
      schemas[`${nameOf(type)}${request}`] = {
        ...whole,
        properties: { ...properties, type: { type: 'string', enum: [type] }, source },
        ...('currency' in properties ? { dependentRequired: { amount: ['currency'], currency: ['amount'] } } : {}),
      };
    }
    schemas[request] = oneOf(
      types.map(({ type }) => [type, `${nameOf(type)}${request}`]),
      'type',
    );
  }
  nameFilters(document, types);
}

/** Makes `Event` one of several, told apart by `type`, and describes each as a webhook. */
export function describeEvents(document: OpenAPIObject): void {
  const schemas = schemasOf(document);
  const whole = schemas['Event'];
  if (!whole) throw new Error('The schema Event is gone');
  const names = (propertiesOf(whole)['type'] as { enum: readonly string[] }).enum;
  Object.assign(schemas, TOLD);
  for (const name of names)
    schemas[eventOf(name)] = {
      ...whole,
      description: whole['description'],
      properties: { ...propertiesOf(whole), type: { type: 'string', enum: [name] }, data: toldOf(name) },
    };
  schemas['Event'] = oneOf(
    names.map((name) => [name, eventOf(name)]),
    'type',
  );
  Object.assign(document, { webhooks: Object.fromEntries(names.map((name) => [name, webhookOf(name)])) });
}

/** A type that there is not is refused as a filter too. */
function nameFilters(document: OpenAPIObject, types: readonly PresentedType[]): void {
  for (const path of ['/v1/redemptions', '/v1/reversals']) {
    const parameters = document.paths[path]?.get?.parameters as { name: string; schema?: Json }[] | undefined;
    const filter = parameters?.find(({ name }) => name === 'type');
    if (!filter) throw new Error(`The filter by type of ${path} is gone`);
    filter.schema = { type: 'string', enum: types.map(({ type }) => type) };
  }
}

function eventOf(name: string): string {
  return `${pascal(name)}Event`;
}

function oneOf(members: readonly (readonly [string, string])[], propertyName: string): Json {
  const mapping = Object.fromEntries(members.map(([value, name]) => [value, refTo(name).$ref]));
  return { oneOf: members.map(([, name]) => refTo(name)), discriminator: { propertyName, mapping } };
}

const REVERSED = {
  type: 'object',
  description: 'What was given back, and its own amount: `reversed_amount` beside it is the sum so far.',
  required: ['id', 'object', 'amount', 'currency', 'status', 'method', 'settled_at', 'created_at'],
  properties: {
    id: { type: 'string', pattern: '^rev_[0-9a-f]{24}$', example: 'rev_6740aa51c2f9d1e0b7a3c455' },
    object: { type: 'string', enum: ['reversal'] },
    amount: { type: 'integer', format: 'int64', minimum: 0, example: 500 },
    currency: { type: 'string', example: 'ZAR' },
    status: { type: 'string', enum: ['succeeded'] },
    method: { type: 'string', enum: ['restored', 'refund_voucher'] },
    settled_at: { type: 'string', format: 'date-time' },
    created_at: { type: 'string', format: 'date-time' },
  },
};

/** What of points is told, by `object`. */
const POINTS_OBJECTS = ['participant', 'points_movement', 'points_redemption'];

const TOLD: Readonly<Record<string, Json>> = {
  ToldReversal: REVERSED,
  ToldRedemption: {
    description: 'The redemption as it was right after, PINs and phone numbers masked.',
    allOf: [
      refTo('Redemption'),
      {
        type: 'object',
        properties: {
          operations_omitted: {
            type: 'integer',
            minimum: 1,
            description: 'How many of `operations` are left out: those that changed last are here.',
          },
        },
      },
    ],
  },
  ToldReversedRedemption: {
    description: 'The redemption as it was right after, with what was given back.',
    allOf: [
      refTo('ToldRedemption'),
      { type: 'object', required: ['reversal'], properties: { reversal: refTo('ToldReversal') } },
    ],
  },
  ToldPointsReversal: {
    type: 'object',
    description: 'Of points: docs/webhooks.md has the members.',
    required: ['object', 'id'],
    properties: {
      object: { type: 'string', enum: ['points_reversal'] },
      id: { type: 'string', format: 'uuid' },
    },
    additionalProperties: true,
  },
  ToldPoints: {
    type: 'object',
    description: 'Of points: docs/webhooks.md has the members by `object`.',
    required: ['object', 'id'],
    properties: {
      object: { type: 'string', enum: POINTS_OBJECTS },
      id: { type: 'string', format: 'uuid' },
    },
    additionalProperties: true,
  },
};

function toldOf(name: string): Json {
  if (name === 'redemption.reversed') return { anyOf: [refTo('ToldReversedRedemption'), refTo('ToldPointsReversal')] };
  if (name.startsWith('webhook_endpoint.')) return refTo('WebhookEndpoint');
  if (name.startsWith('redemption.') && name !== 'redemption.completed') return refTo('ToldRedemption');
  return refTo('ToldPoints');
}

function webhookOf(name: string): Json {
  const text = { type: 'string' };
  const header = (of: string, description: string) => ({
    name: of,
    in: 'header',
    required: true,
    description,
    schema: text,
  });
  return {
    post: {
      operationId: `on${pascal(name)}`,
      summary: name,
      description: 'Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.',
      tags: ['Webhooks'],
      parameters: [
        header('webhook-id', 'The id of the event: the same in every attempt.'),
        header('webhook-timestamp', 'Seconds, of this attempt.'),
        header('webhook-signature', '`v1,` and base64; two of them while a secret is rotated.'),
      ],
      requestBody: { required: true, content: { 'application/json': { schema: refTo(eventOf(name)) } } },
      responses: { '2XX': { description: 'Delivered.' }, default: { description: 'Sent again later.' } },
    },
  };
}

/** One object for each way to say who the voucher is: an alias instead of a name, or one of several fields of a choice. */
function sourceSchema(fields: PresentedType['sourceFields']): Json {
  const required = fields.filter((field) => field.required).map(({ name, aliases = [] }) => [name, ...aliases]);
  const choices = [...new Set(fields.flatMap(({ choice }) => choice ?? []))].map((choice) =>
    fields.filter((field) => field.choice === choice).flatMap(({ name, aliases = [] }) => [name, ...aliases]),
  );
  const optional = fields.filter((field) => !field.required && field.choice === undefined).map(({ name }) => name);
  const ways = [...required, ...choices].reduce<string[][]>(
    (all, names) => all.flatMap((way) => names.map((name) => [...way, name])),
    [[]],
  );
  const schemas = ways.map((way) => ({
    type: 'object',
    required: way,
    properties: Object.fromEntries([...way, ...optional].map((name) => [name, fieldSchema(fields, name)])),
    additionalProperties: false,
  }));
  return schemas.length === 1 && schemas[0] ? schemas[0] : { oneOf: schemas };
}

function fieldSchema(fields: PresentedType['sourceFields'], name: string): Json {
  const field = fields.find((one) => one.name === name || one.aliases?.includes(name));
  if (!field) throw new Error(`There is no field ${name}`);
  const { pattern, description, example } = field;
  return { type: 'string', pattern, description, example };
}

function wordsOf(fields: PresentedType['sourceFields']): string {
  const words = fields.map(({ name, description }) => `\`${name}\`: ${description}`).join('; ');
  return `What the customer presents. ${words}. Spaces, dashes and invisible characters in a PIN are ignored.`;
}

function schemasOf(document: OpenAPIObject): Record<string, Json> {
  return document.components?.schemas as Record<string, Json>;
}

function propertiesOf(schema: Json): Json {
  return schema['properties'] as Json;
}
