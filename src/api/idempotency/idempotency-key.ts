// Reads the idempotency key of a request, from its header or, where the route takes it there, from its body.
import type { FastifyRequest } from 'fastify';
import type { Idempotency } from '../../core/use-cases/services';
import type { Asked } from '../input/headers';
import type { Faults } from '../input/validation';
import { canonicalJson } from './canonical-json';

/** As it is named in faults; requests may spell it in any case. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
const KEY = /^[\x20-\x7e]{1,255}$/;

/** Which call a key stands for: one that creates (`create`, `lookup`), or one on a redemption that stands. */
export type KeyedRoute = 'create' | 'lookup' | 'reserve' | 'capture' | 'cancel' | 'reverse' | 'propose';

/** The `Idempotency-Key` header; undefined where there is none, or where it is at fault. */
export function readKeyHeader({ headers }: Pick<FastifyRequest, 'headers'>, faults: Faults): string | undefined {
  const given = headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && KEY.test(given)) return given;
  faults.add(IDEMPOTENCY_HEADER, 'malformed', 'must be 1 to 255 printable ASCII characters');
  return undefined;
}

/**
 * The key, from the header or from `idempotency_key` of the body, together with the text of the request: route, target
 * `id` (null for a create or a look-up) and body. Undefined where the request has no key. Adds to `faults`.
 */
export function readIdempotency(
  asked: Asked,
  body: Readonly<Record<string, unknown>>,
  route: KeyedRoute,
  id: string | null,
  faults: Faults,
): Idempotency | undefined {
  const header = readKeyHeader(asked, faults);
  const { idempotency_key: inBody, ...rest } = body;
  if (header !== undefined && typeof inBody === 'string' && inBody !== header && !faults.has('idempotency_key'))
    faults.add('idempotency_key', 'conflict', 'differs from the Idempotency-Key header');
  const key = header ?? inBody;
  // Without the key itself, so that it may move between header and body from one try to the next.
  return typeof key === 'string' ? { key, request: canonicalJson({ route, id, body: rest }) } : undefined;
}
