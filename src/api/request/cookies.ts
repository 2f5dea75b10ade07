// Cookies of our own pages: what both kinds have in common. Browsers take the `__Host-` name over HTTPS only, for this host and no other,
// whoever sets it. The plain name is for a first try on one machine: not every browser takes `Secure` from http://127.0.0.1.
import type { FastifyRequest } from 'fastify';
import { trusting } from './address';

/** Over HTTPS, or on the machine itself. */
export type CookieWay = 'secure' | 'loopback';

/** A cookie under the two names that it may have. */
export interface CookieNames {
  readonly secure: `__Host-${string}`;
  readonly plain: string;
}

/** What a cookie holds, and whether it came under the name that needs no HTTPS. */
export interface GivenCookie {
  readonly text: string;
  readonly plain: boolean;
}

/** Null where there is none. */
export function readCookie(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { secure: secureName, plain: plainName }: CookieNames,
): GivenCookie | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const valueOf = (name: string) => pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const secure = valueOf(secureName);
  if (secure !== undefined) return { text: secure, plain: false };
  const plain = valueOf(plainName);
  return plain === undefined ? null : { text: plain, plain: true };
}

const isLoopback = trusting(['loopback']);
/** What this machine is called on itself, with any port. A proxy hands on the name that its clients used. */
const LOOPBACK_NAMES = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d*)?$/i;

/** What a cookie may be set over: `secure` always, `loopback` where nothing but test mode is at stake, null for none. */
export function cookieWayOf({
  protocol,
  ip,
  headers,
}: Pick<FastifyRequest, 'protocol' | 'ip' | 'headers'>): CookieWay | null {
  if (protocol === 'https') return 'secure';
  // Nothing is given for that header, so that there is one is believed of anybody: it came by way of a proxy.
  const isDirect = headers['x-forwarded-host'] === undefined;
  return isDirect && isLoopback(ip) && LOOPBACK_NAMES.test(headers.host ?? '') ? 'loopback' : null;
}

/** The `Set-Cookie` header that hands `text` to a page. `maxAgeSeconds` null: until the browser is closed. */
export function cookieHeader(text: string, way: CookieWay, names: CookieNames, maxAgeSeconds: number | null): string {
  const [name, secure] = way === 'secure' ? [names.secure, '; Secure'] : [names.plain, ''];
  const age = maxAgeSeconds === null ? '' : ` Max-Age=${String(maxAgeSeconds)};`;
  return `${name}=${text};${age} Path=/; HttpOnly${secure}; SameSite=Strict`;
}
