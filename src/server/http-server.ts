// The HTTP server: the framework on Fastify, with its limits, headers and hooks. Knows nothing of vouchers.
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { addAdmission } from '../api/http/admission';
import { AnswerPace } from '../api/http/answer-pace';
import { BrokenRequests, TINY_PIECES } from '../api/http/broken-request';
import { Cors } from '../api/http/cors';
import { addHttpHooks } from '../api/http/hooks';
import { addPacedAnswers } from '../api/http/paced-answers';
import { recordRefusedPeople } from '../api/http/refused-people';
import { takeJsonOnly } from '../api/input/json-body';
import { RateLimit } from '../api/limits/rate-limit';
import { publicPath } from '../api/problems/problem';
import { trusting } from '../api/request/address';
import { requestIdOf } from '../api/request/request-id';
import { AppModule, type AppParts } from '../app.module';
import { FrameworkLogger } from '../observability/logging';
import type { Telemetry } from '../observability/telemetry';
import { countPieces } from './body-pieces';
import { Connections, HTTP_TIMES, limitUnread, MOST_UNREAD_BYTES, type HttpTimes } from './connections';
import { addOnePieces, serveDescription } from './description';
import { docsFolder, serveDocs } from './docs';
import { consoleFolder, serveConsole } from './console-pages';
import { servePages, tillFolder } from './pages';
import { limitPipelining } from './pipelining';
import { endStreams } from './streams';
import { areaOf, securityHeaders, type AreaHeaders } from './security-headers';

/**
 * The largest request is a create with metadata at its limits. JSON may write each character of it in twelve bytes
 * (`\ud83d\ude00`): 20 x (40 + 500) x 12 = 130 KB for that, 20 KB for the other fields, and as much again for white space.
 */
const BODY_LIMIT_BYTES = 256 * 1024;

/** Which proxies and pages the server trusts, where clients reach it, and how many of them there may be. */
export interface HttpSettings {
  /** Addresses of proxies whose `X-Forwarded-For` counts; null: none. */
  readonly trustProxy: readonly string[] | null;
  /** Origins whose pages may call; null: none but this server's own. */
  readonly corsOrigins: readonly string[] | null;
  /** Null: where it listens. */
  readonly publicUrl: string | null;
  /** A host name that the till has for itself; null: none. */
  readonly tillHost: string | null;
  /** The same of the console. */
  readonly consoleHost: string | null;
  readonly maxConnections: number;
  readonly times?: HttpTimes | undefined;
}

/** The application, not listening yet. */
export async function createHttpServer(
  parts: Omit<AppParts, 'routes'>,
  settings: HttpSettings,
  logger: Logger,
  telemetry: Telemetry,
): Promise<NestFastifyApplication> {
  const { corsOrigins, times = HTTP_TIMES } = settings;
  const publicUrl = settings.publicUrl ?? '';
  const headers = await securityHeaders();
  const everywhere = { cors: new Cors(corsOrigins), headers: headers.api, publicUrl };
  const pace = new AnswerPace();
  const broken = new BrokenRequests(everywhere, pace);
  const adapter = new FastifyAdapter(optionsOf(settings, times, broken));
  const server = adapter.getInstance();
  server.decorate('publicUrl', publicUrl);
  // Or every request would change its form while it is answered.
  server.decorateRequest('caller', undefined);
  server.decorateRequest('admittedAt', undefined);
  server.decorateRequest('held', undefined);
  server.decorate('tillHost', settings.tillHost);
  server.decorate('consoleHost', settings.consoleHost);
  takeJsonOnly(server, BODY_LIMIT_BYTES);
  const routes = addHttpHooks(server, logger, parts.state, broken);
  telemetry.hooks(server);
  const connections = connectionsOf(settings, logger);
  addHeaders(server, everywhere.cors, headers);
  addOnePieces(server);
  addPacedAnswers(server, pace);
  addUnreadLimits(server, connections, times);
  endStreams(server);
  const { services, limits } = parts;
  const limit = new RateLimit(limits.rateLimitPerMinute, () => services.clock.elapsed());
  addAdmission(server, routes, services, limit);
  recordRefusedPeople(server, parts.services, logger);
  addPages(server, logger);
  addDocs(server, logger);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot({ ...parts, routes }), adapter, {
    logger: new FrameworkLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  telemetry.application(app);
  prepareListening(server.server, broken);
  connections.watch(server.server, times);
  telemetry.connections(connections);
  const types = parts.services.providers.list(false);
  serveDescription(app, { scenarios: parts.testVouchers.scenarios, types }, publicUrl);
  return app;
}

function optionsOf(
  { trustProxy, publicUrl }: HttpSettings,
  times: HttpTimes,
  broken: BrokenRequests,
): FastifyHttpOptions<Server> & { readonly skipMiddie: true } {
  const prefix = publicPath(publicUrl ?? '');
  return {
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.idleMs,
    http: {
      requestTimeout: times.requestMs,
      headersTimeout: times.requestMs,
      // Or a request that never ends would be cut up to half a minute late.
      connectionsCheckingInterval: times.checkEveryMs,
      // Told to the client in a problem document instead.
      requireHostHeader: false,
      IncomingMessage: countPieces((socket) => {
        broken.badBytes(Object.assign(new Error('A body in pieces'), { code: TINY_PIECES }), socket);
      }),
    },
    // Sockets without a request are closed at once when the server stops; requests under way are finished.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: trustProxy ? trusting(trustProxy) : false,
    requestIdHeader: false,
    // Many clients put an address together with a slash at its end.
    routerOptions: { ignoreTrailingSlash: true },
    // Runs middleware, of which there is none.
    skipMiddie: true,
    frameworkErrors: broken.badAddress,
    clientErrorHandler: broken.badBytes,
    genReqId: ({ headers }) => requestIdOf(headers),
    // Some proxies take the prefix of our public address away before they hand a request on, and some do not. A request line may be a
    // whole address.
    rewriteUrl: ({ url = '/' }) => withoutPrefix(pathOf(url), prefix),
  };
}

function pathOf(url: string): string {
  const host = /^https?:\/\/[^/?#]*/i.exec(url)?.[0];
  return host === undefined ? url : url.slice(host.length).replace(/^(?!\/)/, '/');
}

function withoutPrefix(url: string, prefix: string): string {
  if (prefix === '') return url;
  if (!url.startsWith(prefix) || !/^(?:[/?]|$)/.test(url.slice(prefix.length))) return url;
  const rest = url.slice(prefix.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The headers of every answer, and the answer to a browser that asks whether its page may call. */
function addHeaders(server: FastifyInstance, cors: Cors, headers: AreaHeaders): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers[areaOf(request.routeOptions.url)]).headers(cors.headersFor(request.headers.origin));
    const preflight = cors.preflight(request.method, request.headers);
    if (preflight) void reply.status(204).headers(preflight).send();
    else done();
  });
}

/** How long an answer may stand unread, and how much of all answers. What is a stream is made only as it is taken in. */
function addUnreadLimits(server: FastifyInstance, connections: Connections, times: HttpTimes): void {
  server.addHook('onSend', (request, _reply, payload, done) => {
    limitUnread(request.raw, times.unreadMs);
    if (typeof payload === 'string' || Buffer.isBuffer(payload)) connections.answering(payload.length);
    done(null, payload);
  });
}

/** After the doors, so that these routes have them too. */
function addPages(server: FastifyInstance, logger: Logger): void {
  const folder = tillFolder();
  if (folder === null) logger.warn('The till was not built, so there is nothing at /till: run npm run build');
  else void server.register((scope) => servePages(scope, folder));
  const desk = consoleFolder();
  if (desk === null) logger.warn('The console was not built, so there is nothing at /console: run npm run build');
  else void server.register((scope) => serveConsole(scope, desk));
}

/** The same of the documentation. */
function addDocs(server: FastifyInstance, logger: Logger): void {
  const folder = docsFolder();
  if (folder === null) logger.warn('The documentation was not built, so there is nothing at /docs: run npm run build');
  else void server.register((scope) => serveDocs(scope, folder));
}

function connectionsOf({ maxConnections, trustProxy }: HttpSettings, logger: Logger): Connections {
  const refused = atMostEvery(60_000, () => {
    logger.warn(
      { most: maxConnections },
      'Connections are refused: VOUCH_MAX_CONNECTIONS, or half of it from one address',
    );
  });
  const unread = atMostEvery(60_000, () => {
    logger.warn(
      { most: MOST_UNREAD_BYTES },
      'Connections are closed: too many bytes of answers were not taken in, or of bodies not taken up',
    );
  });
  return new Connections(maxConnections, trustProxy, { refused, unread });
}

function prepareListening(server: Server, broken: BrokenRequests): void {
  // Headers have 16 KiB at most: a second limit on their number would drop some without a word.
  server.maxHeadersCount = 0;
  server.on('connect', broken.connect);
  // Whoever waits for a word before it sends its body gets it once its key is known, or its refusal.
  for (const event of ['checkContinue', 'checkExpectation'])
    server.on(event, (request, response) => server.emit('request', request, response));
  limitPipelining(server);
}

function atMostEvery(ms: number, work: () => void): () => void {
  let next = 0;
  return () => {
    const now = performance.now();
    if (now < next) return;
    next = now + ms;
    work();
  };
}
