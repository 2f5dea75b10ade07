// Brings the document that the framework writes (OpenAPI 3.0 habits) to 3.1: real JSON Schema, no `nullable`.
import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

/** Rewrites every schema of the document in place and returns it. */
export function toOpenApi31(document: OpenAPIObject): OpenAPIObject {
  document.openapi = '3.1.0';
  const schemas = (document.components?.schemas ?? {}) as Json;
  for (const [name, schema] of Object.entries(schemas)) schemas[name] = convert(schema);
  visit(document.paths);
  visit((document as { webhooks?: unknown }).webhooks);
  visit(document.components?.parameters);
  visit(document.components?.headers);
  return document;
}

/** Finds schemas in parameters, bodies, responses and headers. Examples are data, not schemas. */
function visit(node: unknown): void {
  if (Array.isArray(node)) node.forEach(visit);
  if (!isObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'schema') node[key] = convert(value);
    else if (key !== 'example' && key !== 'examples') visit(value);
  }
}

const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];
const SCHEMA_MAPS = ['properties', 'patternProperties'];
const SCHEMAS = ['items', 'additionalProperties', 'propertyNames', 'not'];

function convert(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { nullable, example, ...rest } = schema;
  const converted: Json = rest;
  for (const key of SCHEMAS) if (isObject(converted[key])) converted[key] = convert(converted[key]);
  for (const key of SCHEMA_LISTS) {
    const list = converted[key];
    if (Array.isArray(list)) converted[key] = list.map(convert);
  }
  for (const key of SCHEMA_MAPS) {
    const map = converted[key];
    if (isObject(map))
      converted[key] = Object.fromEntries(Object.entries(map).map(([name, value]) => [name, property(convert(value))]));
  }
  if (example !== undefined) converted['examples'] = [example];
  return nullable === true ? orNull(withoutLoneAllOf(converted)) : withoutLoneAllOf(converted);
}

/**
 * A default is told in words. As a keyword generators take it for a value that is always there, and a field that may be left out
 * becomes one that has to be sent.
 */
function property(schema: unknown): unknown {
  if (!isObject(schema) || !('default' in schema)) return schema;
  const { default: value, description, ...rest } = schema;
  const words = `Left out: \`${typeof value === 'string' ? value : JSON.stringify(value)}\`.`;
  return { ...rest, description: typeof description === 'string' ? `${description} ${words}` : words };
}

/** `allOf: [{ $ref }]` is how 3.0 adds a description to a reference; 3.1 allows one next to it. */
function withoutLoneAllOf(schema: Json): Json {
  const { allOf, ...rest } = schema;
  const [only, ...others] = Array.isArray(allOf) ? (allOf as unknown[]) : [];
  return isObject(only) && others.length === 0 && typeof only['$ref'] === 'string' ? { ...rest, ...only } : schema;
}

function orNull(schema: Json): Json {
  const { type, enum: values, $ref, description, ...rest } = schema;
  const words = description === undefined ? {} : { description };
  if (typeof $ref === 'string') return { anyOf: [{ $ref }, { type: 'null' }], ...rest, ...words };
  if (typeof type !== 'string') return { anyOf: [{ ...schema }, { type: 'null' }] };
  return {
    type: [type, 'null'],
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
    ...rest,
    ...words,
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
