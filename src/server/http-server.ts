// The HTTP server: the framework on Fastify, with its limits, headers and hooks. Knows nothing of vouchers.
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { answerBadAddress, answerBrokenRequest } from '../api/http/broken-request';
import { addHttpHooks } from '../api/http/hooks';
import { takeJsonOnly } from '../api/input/json-body';
import { mountOpenApi } from '../api/openapi/document';
import { trusting } from '../api/request/address';
import { requestIdOf } from '../api/request/request-id';
import { AppModule, type AppParts } from '../app.module';
import { FrameworkLogger } from '../observability/logging';
import type { Telemetry } from '../observability/telemetry';

/** The largest request (metadata at its limits) is a tenth of this. */
const BODY_LIMIT_BYTES = 64 * 1024;
/** For a request to arrive whole. How long a response takes is the provider's affair. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Which proxies and pages the server trusts. */
export interface HttpSettings {
  /** Addresses of proxies whose `X-Forwarded-For` counts; null: none. */
  readonly trustProxy: readonly string[] | null;
  /** Origins whose pages may call; null: none but this server's own. */
  readonly corsOrigins: readonly string[] | null;
}

/** The application, not listening yet. */
export async function createHttpServer(
  parts: Omit<AppParts, 'routes'>,
  { trustProxy, corsOrigins }: HttpSettings,
  logger: Logger,
  telemetry: Telemetry,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Sockets without a request are closed at once when the server stops; requests under way are finished.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: trustProxy ? trusting(trustProxy) : false,
    requestIdHeader: false,
    // Many clients put an address together with a slash at its end.
    routerOptions: { ignoreTrailingSlash: true },
    // Runs middleware, of which there is none.
    skipMiddie: true,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBrokenRequest,
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
  });
  takeJsonOnly(adapter.getInstance());
  const routes = addHttpHooks(adapter.getInstance(), logger, parts.state);
  telemetry.hooks(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot({ ...parts, routes }), adapter, {
    logger: new FrameworkLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  telemetry.application(app);
  if (corsOrigins) allowPages(app, corsOrigins);
  const headers = await securityHeaders();
  adapter.getInstance().addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  mountOpenApi(app, parts.testVouchers.scenarios);
  return app;
}

/** A till in a browser needs to read what a till needs: the version, when to ask again, and the id to quote to support. */
function allowPages(app: NestFastifyApplication, origins: readonly string[]): void {
  app.enableCors({
    origin: [...origins],
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'x-api-key', 'content-type', 'idempotency-key', 'if-match', 'x-request-id'],
    exposedHeaders: ['etag', 'retry-after', 'idempotent-replayed', 'x-request-id'],
    maxAge: 600,
  });
}

/** The plugin works its headers out anew for every request, although they never change: it is asked once instead. */
async function securityHeaders(): Promise<Record<string, string>> {
  const probe = new FastifyAdapter().getInstance();
  await probe.register(helmet, { contentSecurityPolicy: { directives: POLICY } });
  probe.get('/', (_request, reply) => reply.send());
  const { headers } = await probe.inject('/');
  await probe.close();
  const own = Object.entries(headers).filter(([name]) => !['content-length', 'date', 'connection'].includes(name));
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}

/** Only what this server itself serves. The API browser styles itself inline. */
const POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  frameAncestors: ["'none'"],
  // Or a browser would ask for our own scripts over https, which a server on a local network does not speak.
  upgradeInsecureRequests: null,
};
