// The cookie of a till in a browser: how it is set and found, and how a request that it comes with proves that our own page sent it.
import type { FastifyRequest } from 'fastify';
import { trusting } from './address';
import { isSameOrigin } from './browser-page';

/** Browsers take this name over HTTPS only, for this host and no other, whoever sets it. */
const SECURE = '__Host-vouch-till';
/** For a first try on one machine: not every browser takes `Secure` from http://127.0.0.1. Of test mode alone. */
const PLAIN = 'vouch-till';
/** The longest that browsers keep a cookie. A till that is used longer is paired anew. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;
/** A page of another site cannot send it without asking first, and is told no. */
export const TILL_HEADER = 'Vouch-Till';

/** Over HTTPS, or on the machine itself. */
export type CookieWay = 'secure' | 'loopback';

type Asked = Pick<FastifyRequest, 'headers' | 'protocol' | 'host'>;

/** The key in the till's cookie, and whether it came under the name that needs no HTTPS. Null where there is none. */
export function readTillCookie({ headers }: Pick<FastifyRequest, 'headers'>): { text: string; plain: boolean } | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const valueOf = (name: string) => pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const secure = valueOf(SECURE);
  if (secure !== undefined) return { text: secure, plain: false };
  const plain = valueOf(PLAIN);
  return plain === undefined ? null : { text: plain, plain: true };
}

const isLoopback = trusting(['loopback']);
/** What this machine is called on itself. A proxy hands on the name that its clients used. */
const LOOPBACK_NAMES = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/** What a cookie may be set over: `secure` for every terminal, `loopback` for those of test mode, null for none. */
export function cookieWayOf({
  protocol,
  ip,
  hostname,
}: Pick<FastifyRequest, 'protocol' | 'ip' | 'hostname'>): CookieWay | null {
  if (protocol === 'https') return 'secure';
  return isLoopback(ip) && LOOPBACK_NAMES.test(hostname) ? 'loopback' : null;
}

/** The `Set-Cookie` header that hands `text` to a till. */
export function tillCookie(text: string, way: CookieWay): string {
  const [name, secure] = way === 'secure' ? [SECURE, '; Secure'] : [PLAIN, ''];
  return `${name}=${text}; Max-Age=${String(MAX_AGE_SECONDS)}; Path=/; HttpOnly${secure}; SameSite=Strict`;
}

/**
 * Whether a page of this very origin sent the request: it carries a header that no form and no image can carry, and the browser says
 * so itself; one that says nothing must name our origin. `publicUrl`: where clients reach the server; empty where it has no other address.
 */
export function isFromOwnPage(request: Asked, publicUrl: string): boolean {
  return request.headers[TILL_HEADER.toLowerCase()] === '1' && isSameOrigin(request, publicUrl);
}
