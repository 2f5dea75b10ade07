// Which requests a page in a browser sent, and whether that page is one of our own. No script can write the headers that say so.
import type { FastifyRequest } from 'fastify';

type Asked = Pick<FastifyRequest, 'headers' | 'protocol'>;

/**
 * Whether a page of this very origin sent the request: the browser says so itself; one that says nothing must name our origin.
 * `publicUrl`: where clients reach the server; empty where it has no other address.
 */
export function isSameOrigin({ headers, protocol }: Asked, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const own = [`${protocol}://${headers.host ?? ''}`, ...(publicUrl === '' ? [] : [new URL(publicUrl).origin])];
  return headers.origin !== undefined && own.includes(headers.origin);
}

/**
 * Whether a page of another origin sent the request with a key that it holds. A browser puts `Origin` (`null` for a file or a frame
 * without one) on every such request: it has to ask first whether it may send the header of a key.
 */
export function isFromForeignPage(request: Asked, publicUrl: string): boolean {
  return request.headers.origin !== undefined && !isSameOrigin(request, publicUrl);
}
