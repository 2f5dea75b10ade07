// The HTTP client given to an adapter: one base URL, one deadline, one call. Owns the one table that says which transport
// faults prove that nothing was sent. Never throws, never retries, never follows a redirect.
import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import type { ProviderHttp, WireReply, WireRequest } from '../../src/core/provider';

/** Far above any voucher reply; below anything that could hurt the process. */
const REPLY_LIMIT_BYTES = 1 << 20;

/** Sockets kept open between calls. One pair per process is enough; `close` drops every socket, in use or not. */
export interface HttpAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  close(): void;
}

/** Keep-alive agents to share between calls. Whoever makes them closes them. */
export function createHttpAgents(): HttpAgents {
  // Idle sockets are dropped before the idle limit of common gateways: a pooled socket that dies under a request is doubt.
  const options = { keepAlive: true, timeout: 4_000, scheduling: 'lifo' as const };
  const agents = { http: new http.Agent({ ...options }), https: new https.Agent({ ...options }) };
  return {
    ...agents,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

export interface ProviderHttpOptions {
  /** Scheme, host and optional path, without a trailing slash. */
  readonly baseUrl: string;
  /** For the whole call: everything sent through this client, connection and body included, counted from its creation. */
  readonly timeoutMs: number;
  readonly agents: HttpAgents;
}

/**
 * The client for one adapter call. Make a new one for every call: its deadline starts here.
 * A request that is begun after the deadline is `not_sent`; one that is cut off by it is `unknown`.
 */
export function createProviderHttp(options: ProviderHttpOptions): ProviderHttp {
  const deadline = performance.now() + options.timeoutMs;
  return {
    async send(request) {
      const url = urlWithin(options.baseUrl, request);
      if (!url) return { kind: 'not_sent', reason: 'bad path: it would leave the configured address' };
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return { kind: 'not_sent', reason: 'no time was left to send the request' };
      const cut = new AbortController();
      const timer = setTimeout(() => cut.abort(), leftMs);
      try {
        return replyOf(await exchange(url, request, options.agents, cut.signal));
      } catch (error) {
        if (cut.signal.aborted) return { kind: 'unknown', reason: `no answer within ${String(options.timeoutMs)} ms` };
        return faultOf(error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Undefined where the path would change the host, the scheme or climb out of the base path. */
function urlWithin(baseUrl: string, request: WireRequest): URL | undefined {
  const { path } = request;
  if (!/^\/(?!\/)/.test(path) || /[?#\\\s]/.test(path) || !URL.canParse(baseUrl)) return undefined;
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const joined = base.origin + prefix + path;
  if (!/^https?:$/.test(base.protocol) || !URL.canParse(joined)) return undefined;
  const url = new URL(joined);
  if (url.origin !== base.origin || !url.pathname.startsWith(`${prefix}/`)) return undefined;
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, value);
  return url;
}

function exchange(
  url: URL,
  request: WireRequest,
  agents: HttpAgents,
  signal: AbortSignal,
): Promise<AxiosResponse<unknown>> {
  const { contentType, data } = bodyOf(request);
  return axios.request<unknown>({
    url: url.href,
    method: request.method,
    headers: {
      Accept: 'application/json',
      'Accept-Encoding': 'identity',
      'User-Agent': 'vouch',
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
      ...request.headers,
    },
    ...(data === undefined ? {} : { data }),
    // The body stays text: axios would hand a truncated JSON document over without a word.
    responseType: 'text',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: REPLY_LIMIT_BYTES,
    proxy: false,
    httpAgent: agents.http,
    httpsAgent: agents.https,
    signal,
  });
}

function bodyOf(request: WireRequest): { contentType?: string; data?: string } {
  if (request.form) {
    return {
      contentType: 'application/x-www-form-urlencoded',
      data: new URLSearchParams({ ...request.form }).toString(),
    };
  }
  if (request.json === undefined) return {};
  return { contentType: 'application/json', data: JSON.stringify(request.json) };
}

function replyOf(response: AxiosResponse<unknown>): WireReply {
  const text = typeof response.data === 'string' ? response.data : '';
  return { kind: 'reply', status: response.status, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Faults while connecting, by the system call that met them. On an open connection the same codes prove nothing. */
const CONNECT_FAULTS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['ENETUNREACH', 'connect'],
  ['ENOTFOUND', 'getaddrinfo'],
  ['EAI_AGAIN', 'getaddrinfo'],
]);

/** Faults of the TLS handshake: they can only come up before the first byte of the request is let through. */
const HANDSHAKE_FAULTS: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** Only codes go into a reason: messages of the transport can repeat the URL. */
function faultOf(error: unknown): WireReply {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause) ?? codeOf(error) ?? 'no code';
  if (isConnectFault(cause)) return { kind: 'not_sent', reason: `the connection could not be made (${code})` };
  if (HANDSHAKE_FAULTS.has(code)) return { kind: 'not_sent', reason: `the TLS handshake failed (${code})` };
  return { kind: 'unknown', reason: `the connection failed before a whole answer came (${code})` };
}

function isConnectFault(error: unknown): boolean {
  // A name with several addresses: every one of them must have failed while connecting.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isConnectAttempt);
  return isConnectAttempt(error) && CONNECT_FAULTS.get(codeOf(error) ?? '') === syscallOf(error);
}

function isConnectAttempt(error: unknown): boolean {
  const call = syscallOf(error);
  return call === 'connect' || call === 'getaddrinfo';
}

function codeOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^[A-Z_0-9]+$/.test(code) ? code : undefined;
}

function syscallOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.syscall;
}
