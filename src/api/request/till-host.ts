// A host name that the till has for itself (VOUCH_TILL_HOST): what is served there, and what is not anywhere else.
import type { FastifyRequest } from 'fastify';
import { tillAddress } from '../../core/terminals/till-address';
import { SERVED, type Access } from './caller';

declare module 'fastify' {
  interface FastifyInstance {
    /** In lower case; null where the till shares the name of everything else. */
    tillHost: string | null;
  }
}

type Asked = Pick<FastifyRequest, 'host' | 'originalUrl' | 'headers' | 'server'>;

/** What is known of a route before anything else of a request is looked at. */
export interface Served {
  /** Its pattern. */
  readonly url: string;
  readonly access: Access | undefined;
}

/** Of the open routes a till needs its page and this one. */
const CLAIM = '/v1/terminals/claim';

/**
 * The host that a request is for, with its port: what a trusted proxy says, else what a request line that is a whole address says, as
 * RFC 9112 has it, else the Host header.
 */
export function hostOf({ host, originalUrl, headers }: Omit<Asked, 'server'>): string {
  const target = /^https?:\/\/([^/?#]*)/i.exec(originalUrl)?.[1];
  return target !== undefined && host === (headers.host ?? '') ? target : host;
}

/** Whether the host that was asked has this route. Everywhere, where no host was set apart. */
export function isServedHere(request: Asked, { url, access }: Served): boolean {
  const { tillHost } = request.server;
  if (tillHost === null) return true;
  const isPage = /^\/till(?:\/|$)/.test(url);
  const name = hostOf(request).toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  if (name !== tillHost) return !isPage;
  const served: readonly string[] | null = access ? SERVED[access] : null;
  return isPage || url === CLAIM || served?.includes('terminal') === true;
}

/** Where browsers find the till's page. Without a public address: where this request found the server. */
export function tillAddressFor(request: FastifyRequest): string {
  const { protocol, server } = request;
  const base = server.publicUrl === '' ? `${protocol}://${hostOf(request)}` : server.publicUrl;
  return tillAddress(base, server.tillHost);
}
