// Host names that our pages have for themselves (VOUCH_TILL_HOST, VOUCH_CONSOLE_HOST): what is served there, and what is not anywhere
// else.
import type { FastifyRequest } from 'fastify';
import type { Permission } from '../../core/accounts/permissions';
import { tillAddress } from '../../core/terminals/till-address';
import { SERVED, type Access } from './caller';

declare module 'fastify' {
  interface FastifyInstance {
    /** In lower case; null where the till shares the name of everything else. */
    tillHost: string | null;
    /** The same of the console. */
    consoleHost: string | null;
  }
}

type Asked = Pick<FastifyRequest, 'originalUrl' | 'headers' | 'server'>;

/** What is known of a route before anything else of a request is looked at. */
export interface Served {
  /** Its pattern. */
  readonly url: string;
  readonly access: Access | undefined;
  readonly permission: Permission | undefined;
}

/** Of the open routes a till needs its page and this one. */
const CLAIM = '/v1/terminals/claim';
/** Of the open routes the console needs its page and this one. */
const SIGN_IN = '/v1/console/session';

/**
 * The host that a request is for, with its port: what a request line that is a whole address says, as RFC 9112 has it, else the Host
 * header. `X-Forwarded-Host` is not believed, whoever sends it: a proxy that hands `Host` on need not know of that header, and then hands on
 * what a client made up. So `request.host`, which believes a trusted proxy, is used nowhere.
 */
export function hostOf({ originalUrl, headers }: Omit<Asked, 'server'>): string {
  return /^https?:\/\/([^/?#]*)/i.exec(originalUrl)?.[1] ?? headers.host ?? '';
}

/** Whether the host that was asked has this route. Everywhere, where no host was set apart. */
export function isServedHere(request: Asked, route: Served): boolean {
  const { tillHost, consoleHost } = request.server;
  if (tillHost === null && consoleHost === null) return true;
  const name = hostOf(request).toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  const isOfTill = tillHost !== null && isPage('/till', route);
  const isOfConsole = consoleHost !== null && (isPage('/console', route) || isForPeopleAlone(route));
  if (name !== tillHost && name !== consoleHost) return !isOfTill && !isOfConsole;
  return (name === tillHost && isForTill(route)) || (name === consoleHost && isForConsole(route));
}

/** Whether a session's cookie counts on the host that was asked. */
export function hasSessionsHere(request: Asked): boolean {
  return isServedHere(request, { url: SIGN_IN, access: 'user', permission: undefined });
}

function isPage(path: string, { url }: Served): boolean {
  return url === path || url.startsWith(`${path}/`);
}

function isForTill(route: Served): boolean {
  const served: readonly string[] | null = route.access ? SERVED[route.access] : null;
  return isPage('/till', route) || route.url === CLAIM || served?.includes('terminal') === true;
}

function isForConsole(route: Served): boolean {
  return isPage('/console', route) || isForPeopleAlone(route) || route.permission !== undefined;
}

function isForPeopleAlone({ url, access }: Served): boolean {
  return access === 'user' || url === SIGN_IN;
}

/** Where browsers find the till's page. Without a public address: where this request found the server. */
export function tillAddressFor(request: FastifyRequest): string {
  const { protocol, server } = request;
  const base = server.publicUrl === '' ? `${protocol}://${hostOf(request)}` : server.publicUrl;
  return tillAddress(base, server.tillHost);
}
