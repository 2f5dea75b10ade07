// Whose address a limit counts.
import type { FastifyRequest } from 'fastify';

/** The client's address as limits count it: behind a trusted proxy the one that the proxy names. */
export function addressOf(request: Pick<FastifyRequest, 'ip'>): string {
  return request.ip;
}
