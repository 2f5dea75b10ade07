// What the server that serves people and tills does for the metrics. Their own port is in src/server/metrics-port.ts. Knows nothing of what
// they say.
import { createHash, timingSafeEqual } from 'node:crypto';
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

/** Several collectors at once, or one that is set too eagerly, cost one text: it takes longer than anything else that a request may ask for. */
const KEPT_MS = 1_000;

/** The text of the metrics. One serves all who ask while it is made, and for a second after. */
export function keptText(metrics: Pick<Metrics, 'text'>): () => Promise<string> {
  let kept: { text: Promise<string>; until: number } | null = null;
  return () => {
    if (kept && performance.now() < kept.until) return kept.text;
    const made = { text: metrics.text(), until: Infinity };
    kept = made;
    made.text.then(
      () => {
        made.until = performance.now() + KEPT_MS;
      },
      () => {
        made.until = 0;
      },
    );
    return made.text;
  };
}

/** `GET /metrics` on the main port, for readers that send the token. */
export function serveOnMainPort(server: FastifyInstance, metrics: Metrics, token: string): void {
  const text = keptText(metrics);
  server.get('/metrics', async (request, reply) => {
    if (!isToken(request.headers.authorization, token)) {
      return reply.code(401).header('www-authenticate', 'Bearer realm="metrics"').type('text/plain').send('401\n');
    }
    return reply.type(metrics.contentType).send(await text());
  });
}

/** Whether a header `Authorization` holds the token. Digests have one length, so that the comparison says nothing about the token's. */
export function isToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer (.+)$/.exec(header ?? '')?.[1];
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
