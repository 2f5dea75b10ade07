// The version that a write names in its headers.
import type { FastifyRequest } from 'fastify';
import { parseIfMatch } from '../request/etag';
import type { Faults } from './validation';

/** The parts of a request that are read here. */
export type Asked = Pick<FastifyRequest, 'body' | 'headers'>;

/** The version of `If-Match`; undefined where the caller asks for none in particular. */
export function readIfMatch(asked: Pick<Asked, 'headers'>, faults: Faults): number | undefined {
  const read = parseIfMatch(asked.headers['if-match']);
  if ('version' in read) return read.version;
  faults.add('If-Match', 'malformed', 'must be one version, as in ETag: "3"');
  return undefined;
}
