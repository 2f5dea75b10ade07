// An example for every success, made of the examples of its schema: a reader sees a whole answer, and a mock server can give one.
import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-11-24T09:30:00.000Z',
  date: '2026-11-24',
  uuid: '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5',
  uri: 'https://shop.example/vouch',
};

/** Adds an example to each JSON response that succeeds and has none. The document is of OpenAPI 3.1 by then. */
export function addSamples(document: OpenAPIObject): void {
  const schemas = document.components?.schemas as unknown as Record<string, Json>;
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, { responses?: Record<string, Json> }>)) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        const json = (response['content'] as Record<string, Json> | undefined)?.['application/json'];
        if (!status.startsWith('2') || !json?.['schema'] || 'example' in json || 'examples' in json) continue;
        json['example'] = sampleOf(json['schema'] as Json, schemas);
      }
    }
  }
}

function sampleOf(schema: Json, schemas: Readonly<Record<string, Json>>): unknown {
  const { $ref, const: constant, enum: values, examples, allOf, oneOf, anyOf, type, format, items } = schema;
  const [example] = Array.isArray(examples) ? (examples as unknown[]) : [];
  if (example !== undefined) return example;
  if (typeof $ref === 'string') return sampleOf(schemas[$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  if (constant !== undefined) return constant;
  if (Array.isArray(values)) return values[0] as unknown;
  if (Array.isArray(allOf))
    return Object.assign({}, ...(allOf as Json[]).map((one) => sampleOf(one, schemas) as object)) as object;
  const [first] = (oneOf ?? anyOf ?? []) as Json[];
  if (first) return sampleOf(first, schemas);
  const kind: unknown = Array.isArray(type) ? type[0] : type;
  switch (kind) {
    case 'object':
      return objectOf(schema, schemas);
    case 'array':
      return [sampleOf((items ?? {}) as Json, schemas)];
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return false;
    case 'string':
      return TEXTS[String(format)] ?? 'text';
    default:
      return null;
  }
}

function objectOf({ properties = {}, required = [] }: Json, schemas: Readonly<Record<string, Json>>): Json {
  const needed = new Set(required as readonly string[]);
  const shown = Object.entries(properties as Record<string, Json>).filter(([name]) => needed.has(name));
  return Object.fromEntries(shown.map(([name, schema]) => [name, sampleOf(schema, schemas)]));
}
