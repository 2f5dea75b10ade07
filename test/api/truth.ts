// Holds real responses against the API description.
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { PROBLEMS } from '../../src/api/problems/problem-table';
import type { Answer } from './world';

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  enum?: unknown[];
  [keyword: string]: unknown;
}
interface Described {
  operationId: string;
  tags: string[];
  summary: string;
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { content?: Record<string, { schema: Schema }>; headers?: Record<string, unknown> }>;
}
export interface Document {
  openapi: string;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
}

/** Holds responses against the document. Objects are closed first, so that an undescribed field is found as well. */
export class Truth {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #proven = new Set<string>();

  constructor(private readonly document: Document) {
    addFormats(this.#ajv);
    const closed = structuredClone(document);
    for (const schema of Object.values(closed.components.schemas))
      if (schema.properties) schema.additionalProperties ??= false;
    this.#ajv.addSchema(closed, 'openapi.json');
  }

  hold(route: string, answer: Answer): void {
    const [method = '', address = ''] = route.split(' ');
    const [path, operation] = this.#find(method.toLowerCase(), address.split('?', 1)[0] ?? '');
    const described = operation.responses[String(answer.status)];
    const type = answer.headers.get('content-type')?.split(';', 1)[0] ?? '';
    if (!described?.content?.[type])
      throw new Error(`${route} answers ${String(answer.status)} ${type}: not described`);
    const pointer = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      String(answer.status),
      'content',
      type,
      'schema',
    ];
    const $ref = `openapi.json#/${pointer.map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')}`;
    const valid = this.#ajv.validate({ $ref }, answer.body);
    if (!valid) throw new Error(`${route} ${String(answer.status)}: ${this.#ajv.errorsText()} in ${answer.text}`);
    if ('ETag' in (described.headers ?? {}))
      // A redemption of points shares a path with those of vouchers, and has none.
      expect(answer.headers.get('etag')).toBe('version' in answer.body ? `"${String(answer.body.version)}"` : null);
    if (answer.status < 300) this.#proven.add(`${method.toLowerCase()} ${path}`);
    else if (!(answer.body.code in PROBLEMS)) throw new Error(`${answer.body.code} is not in the table`);
    else expect(described.content[type]).toHaveProperty(['examples', answer.body.code]);
  }

  /** Operations that never sent a response below 300. */
  unproven(paths: RegExp): string[] {
    const all = Object.entries(this.document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    return all.filter((operation) => paths.test(operation.split(' ')[1] ?? '') && !this.#proven.has(operation));
  }

  #find(method: string, address: string): [string, Described] {
    const paths = Object.keys(this.document.paths).sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')));
    const path = paths.find((template) => new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(address));
    const operation = path === undefined ? undefined : this.document.paths[path]?.[method];
    if (path === undefined || !operation) throw new Error(`${method} ${address} is not described`);
    return [path, operation];
  }
}
