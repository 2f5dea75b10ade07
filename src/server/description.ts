// The API description at /openapi.json, and the browser of it at /docs/reference. Both are megabytes, open to all and the same for all:
// each is made once, and sent from one piece of memory however many ask for it and never read it.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { buildOpenApi, mountReference, type Named } from '../api/openapi/document';
import { ASK_FIRST, OPEN } from './built-files';

/** The script of the browser, which holds the whole description. */
const SCRIPT = /^\/docs\/reference\/.*swagger-ui-init\.js$/;

/** Adds both to `app`, which must not listen yet. The description is put together when it is first asked for. */
export function serveDescription(app: NestFastifyApplication, named: Named, publicUrl: string): void {
  const server = app.getHttpAdapter().getInstance();
  const document = once(() => buildOpenApi(app, named, publicUrl));
  const text = once(() => JSON.stringify(document()));
  server.get('/openapi.json', { config: { ...OPEN.config, inOnePiece: true } }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text()),
  );
  server.addHook('onRoute', (route) => {
    if (SCRIPT.test(route.url)) route.config = { ...route.config, inOnePiece: true };
  });
  mountReference(app, document);
}

/** The bytes of a text in one encoding, and the validator of these (RFC 9110 section 8.8.3.3: each encoding has its own). */
interface Piece {
  readonly bytes: Buffer;
  readonly tag: string;
}

/** A text that a route sends, and its bytes. */
interface Kept {
  readonly text: string;
  readonly plain: Piece;
  readonly gzip: () => Piece;
}

/**
 * Sends bytes that are kept in the place of a text that is always the same, for the routes that are marked so: a text is copied for every
 * connection that does not take it in. With gzip where the client takes that, and 304 where it has them already. Call it before the hooks that
 * look at how much is sent.
 */
export function addOnePieces(server: FastifyInstance): void {
  const kept = new Map<string, Kept>();
  server.addHook('onSend', (request, reply, payload, done) => {
    const { config, url = '' } = request.routeOptions;
    if (!config.inOnePiece || typeof payload !== 'string' || reply.statusCode !== 200) {
      done(null, payload);
      return;
    }
    const known = kept.get(url);
    const it = known?.text === payload ? known : keptOf(payload);
    if (it !== known) kept.set(url, it);
    const isZipped = takesGzip(request);
    const { bytes, tag } = isZipped ? it.gzip() : it.plain;
    void reply.headers({ 'cache-control': ASK_FIRST, etag: tag, vary: withEncoding(reply) });
    if (isZipped) void reply.header('content-encoding', 'gzip');
    const isKnown = hasAlready(request, tag);
    if (isKnown) void reply.status(304);
    // The answer to HEAD says how long it would be.
    done(null, isKnown && request.method !== 'HEAD' ? null : bytes);
  });
}

function keptOf(text: string): Kept {
  const tag = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  const plain = { bytes: Buffer.from(text), tag: `"${tag}"` };
  return { text, plain, gzip: once(() => ({ bytes: gzipSync(plain.bytes), tag: `"${tag}-gzip"` })) };
}

function takesGzip({ headers }: FastifyRequest): boolean {
  const codings = [headers['accept-encoding'] ?? []].flat().join().toLowerCase().split(',');
  return codings.some((coding) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/.test(coding));
}

function hasAlready({ headers }: FastifyRequest, tag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}

/** Whether pages of other origins may read it is in there already. */
function withEncoding(reply: FastifyReply): string {
  return [reply.getHeader('vary') ?? [], 'Accept-Encoding'].flat().join(', ');
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined;
  return () => (made ??= { it: make() }).it;
}
