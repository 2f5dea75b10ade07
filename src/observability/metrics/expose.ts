// Where the metrics are read: on a port of their own, or on the main port behind a token. Knows nothing of what they say.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the problem document that was sent, if one was. */
    problemCode?: string;
  }
}

/** Counts and times every request of a server. Call it before the routes are registered. */
export function countRequests(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    metrics.request({ route, method: request.method, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    if (request.problemCode !== undefined) metrics.problem(request.problemCode);
    done();
  });
}

/** `GET /metrics` on the main port, for readers that send the token. */
export function serveOnMainPort(server: FastifyInstance, metrics: Metrics, token: string): void {
  server.get('/metrics', async (request, reply) => {
    if (!isToken(request.headers.authorization, token)) {
      return reply.code(401).header('www-authenticate', 'Bearer realm="metrics"').type('text/plain').send('401\n');
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

/** A server of its own that serves metrics alone. */
export interface MetricsServer {
  /** `http://host:port/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** `GET /metrics` on a port of its own; a token is asked for only where one is given. Port 0 picks a free one. */
export async function serveOnOwnPort(
  metrics: Metrics,
  options: { readonly host: string; readonly port: number; readonly token: string | null },
): Promise<MetricsServer> {
  const { host, port, token } = options;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics')
      return void response.writeHead(404).end('404\n');
    if (token !== null && !isToken(request.headers.authorization, token)) {
      return void response.writeHead(401, { 'www-authenticate': 'Bearer realm="metrics"' }).end('401\n');
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end('500\n'),
    );
  });
  await listening(server, host, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(bound)}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Digests have one length, so that the comparison says nothing about the token's. */
function isToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer (.+)$/.exec(header ?? '')?.[1];
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
