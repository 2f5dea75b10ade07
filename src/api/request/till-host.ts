// A host name that the till has for itself (VOUCH_TILL_HOST): what is served there, and what is not anywhere else.
import type { FastifyRequest } from 'fastify';
import { tillAddress } from '../../core/terminals/till-address';
import { SERVED } from './caller';

declare module 'fastify' {
  interface FastifyInstance {
    /** In lower case; null where the till shares the name of everything else. */
    tillHost: string | null;
  }
}

type Asked = Pick<FastifyRequest, 'hostname' | 'routeOptions' | 'server'>;

/** Of the open routes a till needs its page and this one. */
const CLAIM = '/v1/terminals/claim';

/** Whether the host that was asked has this route. Everywhere, where no host was set apart. */
export function isServedHere({ hostname, routeOptions, server: { tillHost } }: Asked): boolean {
  if (tillHost === null) return true;
  const { url = '', config } = routeOptions;
  const isPage = /^\/till(?:\/|$)/.test(url);
  if (hostname.toLowerCase().replace(/\.$/, '') !== tillHost) return !isPage;
  const served: readonly string[] | null = config.access ? SERVED[config.access] : null;
  return isPage || url === CLAIM || served?.includes('terminal') === true;
}

/** Where browsers find the till's page. Without a public address: where this request found the server. */
export function tillAddressFor({ protocol, host, server }: FastifyRequest): string {
  const base = server.publicUrl === '' ? `${protocol}://${host}` : server.publicUrl;
  return tillAddress(base, server.tillHost);
}
