// The hooks of every request and every reply, below the framework: ids, the log line, wrong methods, closing sockets, and the
// doors that a request passes before its body is read.
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { formOfKey, requestLog } from '../../observability/logging';
import '../../observability/metrics/expose';
import { RefusalLines } from '../../observability/refusals';
import { traceFields } from '../../observability/tracing/spans';
import { noSuchAddress, ProblemException } from '../problems/problem';
import { clientBlock } from '../request/address';
import '../request/caller';
import { REQUEST_ID_HEADER } from '../request/request-id';
import type { Served } from '../request/page-hosts';
import type { RunningState } from '../../system/running-state';
import type { BrokenRequests } from './broken-request';

/**
 * Adds the request id, the log line and, while `state` is stopping, `Connection: close` to every reply. Returns the
 * table of the routes that are added from now on, so it must be called before the first one.
 */
export function addHttpHooks(
  server: FastifyInstance,
  logger: Logger,
  state: RunningState,
  broken: BrokenRequests,
): RouteTable {
  const routes = new RouteTable();
  const log = requestLog(logger);
  server.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) routes.add(method, route.url, route.config ?? {});
  });
  server.addHook('onRequest', (request, reply, done) => {
    broken.begin(request, reply);
    void reply.header(REQUEST_ID_HEADER, request.id);
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    // Or the socket would stay open until its keep-alive time is over, and the stop would wait for it.
    if (state.stopping) void reply.header('Connection', 'close');
    done(null, payload);
  });
  const refusals = new RefusalLines(logger);
  server.addHook('onClose', (_server, done) => {
    refusals.flush();
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    broken.end(request);
    const refused = refusalOf(request, reply);
    if (refused && !refusals.takes(clientBlock(request))) {
      done();
      return;
    }
    log({
      request_id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      key_id: request.caller?.keyId ?? request.revokedKeyId,
      ...refused,
      ...traceFields(request.span),
    });
    done();
  });
  return routes;
}

/** What is written of a request that was denied or refused; null of any other. Nothing of it is the caller's own text. */
function refusalOf(request: FastifyRequest, { statusCode }: FastifyReply) {
  if (statusCode < 400 || statusCode >= 500) return null;
  const known = request.caller ?? request.revokedKeyId;
  return {
    code: request.problemCode ?? String(statusCode),
    // A proxy that is trusted passes on what it was told, which need not be an address.
    address: isIP(request.ip) > 0 ? request.ip : 'unreadable',
    ...(known === undefined ? { key: formOfKey(request.headers) } : {}),
  };
}

/** Without the query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** Knows which methods a path has, for 405 and its `Allow` header. */
export class RouteTable {
  readonly #routes: (Served & { readonly method: string; readonly pattern: RegExp; readonly fixed: boolean })[] = [];
  /** Addresses with a name of their own. */
  readonly #fixed = new Set<string>();

  /** Notes one route. `url` is the pattern of the framework (`/v1/redemptions/:id`); wildcard routes are left out. */
  add(method: string, url: string, { access, permission }: Partial<Omit<Served, 'url'>>): void {
    if (url.includes('*')) return;
    const pattern = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    if (!url.includes(':')) this.#fixed.add(url);
    this.#routes.push({
      url,
      access,
      permission,
      method,
      pattern: new RegExp(`^${pattern}/?$`),
      fixed: !url.includes(':'),
    });
  }

  /** Whether this address, which was routed to `pattern` as an id, has a name of its own that does not answer to the method. */
  isTakenForId(url: string, pattern: string | undefined): boolean {
    return pattern?.includes(':') === true && this.#fixed.has(pathOf(url));
  }

  /** Methods of the routes that match this address, of those that are `served`; empty where there is no such path at all. */
  methodsOf(url: string, served: (route: Served) => boolean = () => true): string[] {
    const path = pathOf(url);
    const matching = this.#routes.filter((route) => route.pattern.test(path) && served(route));
    // An address with a name of its own is no id, although it would pass for one.
    const fixed = matching.filter((route) => route.fixed);
    return [...new Set((fixed.length > 0 ? fixed : matching).map(({ method }) => method))];
  }

  /** Why no route was found: 404 where the path is unknown, 405 where only the method is wrong. `publicUrl` is the server's. */
  problemOf(url: string, publicUrl: string, served?: (route: Served) => boolean): ProblemException {
    const methods = this.methodsOf(url, served);
    if (methods.length === 0) {
      return new ProblemException(404, 'route_not_found', noSuchAddress(publicUrl));
    }
    const allowed = methods.sort().join(', ');
    return new ProblemException(405, 'method_not_allowed', `This address answers to ${allowed}`, {
      headers: { allow: allowed },
    });
  }
}
