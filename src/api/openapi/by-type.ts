// Schemas that depend on a voucher type: what a request presents, and its options. A generated client then refuses a type that is
// misspelled and a field that a source does not have.
import type { OpenAPIObject } from '@nestjs/swagger';
import { oneOf, pascal, propertiesOf, refTo, schemasOf, type Json } from './schemas';

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
  readonly capabilities: { readonly partial: boolean };
}

const nameOf = (type: string) => pascal(type.replace(/^vouchers\./, ''));

/** Makes `CreateRedemptionRequest`, `LookupRequest` and `TestVoucher` one of several, told apart by `type`. */
export function describePresented(document: OpenAPIObject, types: readonly PresentedType[]): void {
  const schemas = schemasOf(document);
  for (const one of types) {
    schemas[`${nameOf(one.type)}Source`] = sourceSchema(one.sourceFields);
    schemas[optionsOf(one.type)] = optionsSchema(one, schemas);
  }
  Reflect.deleteProperty(schemas, OPTIONS);
  for (const request of ['CreateRedemptionRequest', 'LookupRequest']) {
    const whole = schemas[request];
    if (!whole) throw new Error(`The schema ${request} is gone`);
    for (const { type, sourceFields } of types) {
      const properties = propertiesOf(whole);
      const source = { allOf: [refTo(`${nameOf(type)}Source`)], description: wordsOf(sourceFields) };
      schemas[`${nameOf(type)}${request}`] = {
        ...whole,
        properties: {
          ...properties,
          type: { type: 'string', enum: [type] },
          source,
          ...('redemption_options' in properties
            ? { redemption_options: { allOf: [refTo(optionsOf(type))], description: 'Forwarded to the provider.' } }
            : {}),
        },
        ...('currency' in properties ? { dependentRequired: { amount: ['currency'], currency: ['amount'] } } : {}),
      };
    }
    schemas[request] = oneOf(
      types.map(({ type }) => [type, `${nameOf(type)}${request}`]),
      'type',
    );
  }
  nameFilters(document, types);
  describeTestVoucher(
    schemas,
    types.filter(({ keptHere }) => !keptHere),
  );
}

/** Of each type that has a simulator one answer, so that its `source` fits the request that it is made for. */
function describeTestVoucher(schemas: Record<string, Json>, types: readonly PresentedType[]): void {
  const name = 'TestVoucher';
  const whole = schemas[name];
  if (!whole) throw new Error(`The schema ${name} is gone`);
  const properties = propertiesOf(whole);
  const { description } = properties['source'] as Json;
  for (const { type } of types) {
    const own = {
      type: { type: 'string', enum: [type] },
      source: { allOf: [refTo(`${nameOf(type)}Source`)], description },
    };
    schemas[`${nameOf(type)}${name}`] = { ...whole, properties: { ...properties, ...own } };
  }
  schemas[name] = oneOf(
    types.map(({ type }) => [type, `${nameOf(type)}${name}`]),
    'type',
  );
}

/** What every type takes: of each there is one of its own. */
const OPTIONS = 'RedemptionOptionsRequest';
const optionsOf = (type: string) => `${nameOf(type)}${OPTIONS}`;

/** The options of a type: one that is taken whole or not at all knows no part. */
function optionsSchema({ type, capabilities }: PresentedType, schemas: Record<string, Json>): Json {
  const whole = schemas[OPTIONS];
  if (!whole) throw new Error(`The schema ${OPTIONS} is gone`);
  const { partial, ...others } = propertiesOf(whole);
  const parts = capabilities.partial ? partial : { ...(partial as Json), enum: ['decline'] };
  return {
    ...whole,
    description: `What a redemption of ${type} may ask for.`,
    properties: { partial: parts, ...others },
  };
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
