// Schemas of the document while it is put together.
import type { OpenAPIObject } from '@nestjs/swagger';

export type Json = Record<string, unknown>;

export const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** `one_voucher` and `redemption.reversed` as names of schemas. */
export const pascal = (text: string) => text.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** One of several schemas, told apart by a field: `members` are its values, each with the name of its schema. */
export function oneOf(members: readonly (readonly [string, string])[], propertyName: string): Json {
  const mapping = Object.fromEntries(members.map(([value, name]) => [value, refTo(name).$ref]));
  return { oneOf: members.map(([, name]) => refTo(name)), discriminator: { propertyName, mapping } };
}

export function schemasOf(document: OpenAPIObject): Record<string, Json> {
  return document.components?.schemas as Record<string, Json>;
}

export function propertiesOf(schema: Json): Json {
  return schema['properties'] as Json;
}
