// The cookie of a session of the console: how it is set, found and taken away, and how a request that it comes with proves that our own
// page sent it.
import type { FastifyRequest } from 'fastify';
import { isSameOrigin } from './browser-page';
import { cookieHeader, readCookie, type CookieNames, type CookieWay, type GivenCookie } from './cookies';

/** The plain one is of installations that have nothing but test mode. */
const NAMES: CookieNames = { secure: '__Host-vouch', plain: 'vouch' };
/** Without it the cookie counts for nothing. A page of another site cannot send it without asking first, and is told no. */
export const CONSOLE_HEADER = 'Vouch-Console';
/** The mode that a call is about. */
export const MODE_HEADER = 'Vouch-Mode';
/** Whom the page takes the session to be of. The cookie is the browser's: another tab may have signed somebody else in meanwhile. */
export const USER_HEADER = 'Vouch-User';
/** The page asks by itself, and its person has done nothing. */
export const IDLE_HEADER = 'Vouch-Idle';

type Asked = Pick<FastifyRequest, 'headers' | 'protocol' | 'method'>;

/** The text in the session's cookie. Null where there is none. */
export function readConsoleCookie(request: Pick<FastifyRequest, 'headers'>): GivenCookie | null {
  return readCookie(request, NAMES);
}

/** The `Set-Cookie` header that hands `text` to the page, until the browser is closed: the server knows when a session ends. */
export function consoleCookie(text: string, way: CookieWay): string {
  return cookieHeader(text, way, NAMES, null);
}

/** The `Set-Cookie` header that takes it away. */
export function noConsoleCookie(way: CookieWay): string {
  return cookieHeader('', way, NAMES, 0);
}

/** Whether the request says that it comes from the console. */
export function saysConsole({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers[CONSOLE_HEADER.toLowerCase()] === '1';
}

/** Whether the page means nobody else than this user. One that does not say whom it means takes whoever it is. */
export function meansUser({ headers }: Pick<FastifyRequest, 'headers'>, userId: string): boolean {
  const meant = headers[USER_HEADER.toLowerCase()];
  return meant === undefined || meant === userId;
}

/** Whether nothing was done: a page that asks every few seconds must not keep a session alive that nobody sits at. */
export function isIdleAsk({ headers, method }: Pick<FastifyRequest, 'headers' | 'method'>): boolean {
  return method === 'GET' && headers[IDLE_HEADER.toLowerCase()] === '1';
}

/**
 * Whether a page of this very origin sent it, beside the header. What only reads may come from a browser that says nothing of its page,
 * but not from one that says another.
 */
export function isFromConsolePage(request: Asked, publicUrl: string): boolean {
  if (!saysConsole(request)) return false;
  const { method, headers } = request;
  const saysNothing = headers['sec-fetch-site'] === undefined && headers.origin === undefined;
  return ((method === 'GET' || method === 'HEAD') && saysNothing) || isSameOrigin(request, publicUrl);
}
