// The HTTP client given to an adapter: one base URL, one deadline, one call. Owns what may be asked of a provider: only
// paths below its address, only headers that can be sent. Never throws, never retries, never follows a redirect.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Dispatcher } from 'undici';
import { mayLeave, type Permit } from '../../../src/core/providers/permit';
import type { ProviderHttp, WireRequest } from '../../../src/core/providers/provider';
import { exchange } from './exchange';
import type { HttpAgents } from './pool';

export { createHttpAgents, type HttpAgents } from './pool';

/** Of calls that move nothing and follow no write. */
const ALWAYS: Permit = { holds: () => true, renew: () => Promise.resolve(true) };

/** Where a client may send, and how long it has. */
export interface ProviderHttpOptions {
  /** Scheme, host and optional path, without a trailing slash. */
  readonly baseUrl: string;
  /** For the whole call: everything sent through this client, connection and body included, counted from its creation. */
  readonly timeoutMs: number;
  readonly agents: HttpAgents;
}

/**
 * Reads the address once. Each call of what is returned makes the client for one adapter call: its deadline starts there.
 * A request that is begun after the deadline, or has found no connection by then, is `not_sent`; one that the deadline cuts
 * off once it was on its way is `unknown`. One that no longer has its permit is `not_sent`.
 */
export function prepareProviderHttp({
  baseUrl,
  timeoutMs,
  agents,
}: ProviderHttpOptions): (permit?: Permit) => ProviderHttp {
  const address = addressOf(baseUrl);
  const pool = address && agents.poolOf(address.origin, timeoutMs);
  return (permit = ALWAYS) => {
    const deadline = performance.now() + timeoutMs;
    return {
      async send(request) {
        const target = address && targetWithin(address, request);
        if (!pool || target === undefined) {
          return { kind: 'not_sent', reason: 'bad path: it would leave the configured address' };
        }
        const options = optionsOf(target, request);
        if (!options) return { kind: 'not_sent', reason: 'the request cannot be put on the wire' };
        for (;;) {
          if (!permit.holds() && !(await mayLeave(permit)))
            return { kind: 'not_sent', reason: 'others have moved on meanwhile' };
          const leftMs = deadline - performance.now();
          // Timers know whole milliseconds: the one that cuts a request may be that much early.
          if (leftMs < 1) return { kind: 'not_sent', reason: 'no time was left to send the request' };
          const reply = await exchange(pool, options, { leftMs, timeoutMs, permit });
          // Held back before its first byte, while a connection was made: look again, and try again.
          if (reply.kind !== 'held_back') return reply;
        }
      },
    };
  };
}

/** The client for one adapter call, for callers that make only one. */
export function createProviderHttp(options: ProviderHttpOptions): ProviderHttp {
  return prepareProviderHttp(options)();
}

interface Address {
  readonly origin: string;
  /** The path that all requests are below, without a trailing slash. */
  readonly prefix: string;
}

function addressOf(baseUrl: string): Address | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const { origin, pathname, protocol } = new URL(baseUrl);
  return /^https?:$/.test(protocol) ? { origin, prefix: pathname.replace(/\/$/, '') } : undefined;
}

/** Segments that every server reads in the same way: no dots in front, nothing encoded. They need not be parsed. */
const PLAIN_PATH = /^(?:\/[\w-][\w.-]*)+$/;

/** Path and query as sent. Undefined where the path would change the host, the scheme or climb out of the base path. */
function targetWithin({ origin, prefix }: Address, { path, query }: WireRequest): string | undefined {
  const pathname = PLAIN_PATH.test(path) ? prefix + path : parsedPathname(origin, prefix, path);
  if (pathname === undefined || query === undefined) return pathname;
  const search = new URLSearchParams({ ...query }).toString();
  return search === '' ? pathname : `${pathname}?${search}`;
}

function parsedPathname(origin: string, prefix: string, path: string): string | undefined {
  if (!/^\/(?!\/)/.test(path) || /[?#\\\s]/.test(path)) return undefined;
  const joined = origin + prefix + path;
  if (!URL.canParse(joined)) return undefined;
  const url = new URL(joined);
  return url.origin === origin && url.pathname.startsWith(`${prefix}/`) ? url.pathname : undefined;
}

/** Undefined where a header would break out of its line, or the body has no JSON form. */
function optionsOf(path: string, request: WireRequest): Dispatcher.DispatchOptions | undefined {
  try {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'Accept-Encoding': 'identity',
      'User-Agent': 'vouch',
    };
    const body = bodyOf(request, headers);
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      headers[name] = value;
    }
    // The transport treats a GET as one that may be sent again. None may.
    return { path, method: request.method, headers, body, idempotent: false };
  } catch {
    return undefined;
  }
}

/** Names the body's type in `headers`. */
function bodyOf(request: WireRequest, headers: Record<string, string>): string | null {
  if (request.form) {
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
    return new URLSearchParams({ ...request.form }).toString();
  }
  if (request.json === undefined) return null;
  headers['Content-Type'] = 'application/json';
  return JSON.stringify(request.json);
}
