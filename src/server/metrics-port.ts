// `GET /metrics` on a port of its own, with bounds of its own: whoever reaches it must not take the files, the memory or the time of the
// process that sells vouchers. Knows nothing of what the metrics say.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isToken, keptText } from '../observability/metrics/expose';
import type { Metrics } from '../observability/metrics/metrics';
import { Connections, HTTP_TIMES, type HttpTimes } from './connections';

/** A few collectors, and somebody who looks. Half of them from one address. */
export const MOST_CONNECTIONS = 16;
/** Answers, refusals too, are this far apart. With so few connections nobody waits for long. */
export const APART_MS = 20;

/** What this server serves. */
export type ServedMetrics = Pick<Metrics, 'text' | 'contentType'>;

/** A server of its own that serves metrics alone. */
export interface MetricsServer {
  /** `http://host:port/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A token is asked for only where one is given. Port 0 picks a free one. */
export async function serveMetrics(
  metrics: ServedMetrics,
  options: {
    readonly host: string;
    readonly port: number;
    readonly token: string | null;
    readonly times?: HttpTimes | undefined;
  },
): Promise<MetricsServer> {
  const { host, port, token, times = HTTP_TIMES } = options;
  const text = keptText(metrics);
  const turns = new Turns();
  const server = createServer((request, response) => {
    response.setHeader('connection', 'close');
    turns.take(response, () => void answer({ text, contentType: metrics.contentType }, token, request, response));
  });
  limit(server, times);
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

/** A connection is for one request, and ends in the time that a request has, whatever is sent or read on it meanwhile. */
function limit(server: Server, times: HttpTimes): void {
  const untold = () => undefined;
  new Connections(MOST_CONNECTIONS, null, { refused: untold, unread: untold }).watch(server, times);
  // What was sent ahead of the answer is not looked at.
  server.maxRequestsPerSocket = 1;
  server.on('connection', (socket) => {
    const end = setTimeout(() => socket.destroy(), times.requestMs);
    socket.once('close', () => {
      clearTimeout(end);
    });
  });
}

/** Answers one after the other. Whoever leaves meanwhile takes no turn. */
class Turns {
  readonly #waiting = new Set<() => void>();
  #isResting = false;

  take(response: ServerResponse, work: () => void): void {
    this.#waiting.add(work);
    response.once('close', () => this.#waiting.delete(work));
    if (!this.#isResting) this.#next();
  }

  #next(): void {
    const [work] = this.#waiting;
    this.#isResting = work !== undefined;
    if (work === undefined) return;
    this.#waiting.delete(work);
    work();
    setTimeout(() => {
      this.#next();
    }, APART_MS).unref();
  }
}

async function answer(
  metrics: ServedMetrics,
  token: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
    response.writeHead(404).end('404\n');
  } else if (token !== null && !isToken(request.headers.authorization, token)) {
    response.writeHead(401, { 'www-authenticate': 'Bearer realm="metrics"' }).end('401\n');
  } else {
    const text = await metrics.text().catch(() => null);
    if (text === null) response.writeHead(500).end('500\n');
    else response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  }
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
