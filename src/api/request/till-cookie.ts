// The cookie of a till in a browser: how it is set and found, and how a request that it comes with proves that our own page sent it.
import type { FastifyRequest } from 'fastify';
import { isSameOrigin } from './browser-page';
import { cookieHeader, readCookie, type CookieNames, type CookieWay, type GivenCookie } from './cookies';

/** The plain one is of test mode alone. */
const NAMES: CookieNames = { secure: '__Host-vouch-till', plain: 'vouch-till' };
/** The longest that browsers keep a cookie. A till that is used longer is paired anew. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;
/** A page of another site cannot send it without asking first, and is told no. */
export const TILL_HEADER = 'Vouch-Till';

type Asked = Pick<FastifyRequest, 'headers' | 'protocol'>;

/** The key in the till's cookie. Null where there is none. */
export function readTillCookie(request: Pick<FastifyRequest, 'headers'>): GivenCookie | null {
  return readCookie(request, NAMES);
}

/** The `Set-Cookie` header that hands `text` to a till. */
export function tillCookie(text: string, way: CookieWay): string {
  return cookieHeader(text, way, NAMES, MAX_AGE_SECONDS);
}

/**
 * Whether a page of this very origin sent the request: it carries a header that no form and no image can carry, and the browser says
 * so itself; one that says nothing must name our origin. `publicUrl`: where clients reach the server; empty where it has no other address.
 */
export function isFromOwnPage(request: Asked, publicUrl: string): boolean {
  return request.headers[TILL_HEADER.toLowerCase()] === '1' && isSameOrigin(request, publicUrl);
}
