// The headers that guard a write: the idempotency key and the version.
import type { FastifyRequest } from 'fastify';
import type { Idempotency } from '../../core/use-cases/services';
import { canonicalJson } from '../idempotency/canonical-json';
import { parseIfMatch } from '../request/etag';
import type { Faults } from './validation';

/** What is read of a request. */
export type Asked = Pick<FastifyRequest, 'body' | 'headers'>;

export type WriteRoute = 'reserve' | 'capture' | 'cancel' | 'reverse';

/** The header, or `idempotency_key` of the body where the route takes it. */
export function readIdempotency(
  asked: Asked,
  body: Readonly<Record<string, unknown>>,
  route: 'create' | 'lookup' | WriteRoute,
  id: string | null,
  faults: Faults,
): Idempotency | undefined {
  const header = asked.headers['idempotency-key'];
  const { idempotency_key: inBody, ...rest } = body;
  if (header !== undefined && (typeof header !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(header)))
    faults.add('Idempotency-Key', 'malformed', 'must be 1 to 255 printable ASCII characters');
  else if (header !== undefined && typeof inBody === 'string' && inBody !== header && !faults.has('idempotency_key'))
    faults.add('idempotency_key', 'conflict', 'differs from the Idempotency-Key header');
  const key = header ?? inBody;
  // Without the key itself, so that it may move between header and body from one try to the next.
  return typeof key === 'string' ? { key, request: canonicalJson({ route, id, body: rest }) } : undefined;
}

/** The version of `If-Match`; undefined where the caller asks for none in particular. */
export function readIfMatch(asked: Asked, faults: Faults): number | undefined {
  const read = parseIfMatch(asked.headers['if-match']);
  if ('version' in read) return read.version;
  faults.add('If-Match', 'malformed', 'must be one version, as in ETag: "3"');
  return undefined;
}
