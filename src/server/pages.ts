// The till's page as it was built (dist/web). Open to all: what is in these files is nobody's. A table of the files is made at the
// start, and nothing else is ever looked for on the disk.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noSuchAddress, ProblemException } from '../api/problems/problem';

/** Beside the built program, and where the sources run as they are, in its output. Only a build has a service worker. */
const PLACES = ['../../web/till', '../../dist/web/till'].map((path) => join(__dirname, path));
const INDEX = 'index.html';
const OPEN = { config: { access: 'open' } } as const;

/** The name of a file changes with its content. */
const FOR_GOOD = 'public, max-age=31536000, immutable';
/** Kept, and asked for every time whether it is still the same. */
const ASK_FIRST = 'no-cache';

/** Where the built page is; null where none was built. */
export function tillFolder(): string | null {
  return PLACES.find((place) => existsSync(join(place, 'service-worker.js'))) ?? null;
}

/** Serves the till from `folder` under `/till`. Unknown files are problems, never the page. */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    // Compressed by the build: no request costs the time for it.
    preCompressed: true,
    cacheControl: false,
    // They are small, and a part that is not there would be an error of the library's own.
    acceptRanges: false,
    index: false,
  });
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.\w+$/.test(name) && name !== INDEX && !/\.(?:br|gz)$/.test(name)),
  );
  const send = (name: string, request: FastifyRequest, reply: FastifyReply) => {
    if (!files.has(name)) throw new ProblemException(404, 'route_not_found', noSuchAddress(request.server.publicUrl));
    void reply.header('cache-control', name.startsWith('assets/') ? FOR_GOOD : ASK_FIRST);
    // The page is at /till, outside the folder of its worker, which browsers take for the border of what a worker may see.
    if (name === 'service-worker.js') void reply.header('service-worker-allowed', scopeOf(request));
    return reply.sendFile(name);
  };
  const index = indexOf(readFileSync(join(folder, INDEX), 'utf8'));
  server.get('/till', OPEN, index);
  server.get<{ Params: { file: string } }>('/till/:file', OPEN, (request, reply) =>
    send(request.params.file, request, reply),
  );
  server.get<{ Params: { file: string } }>('/till/assets/:file', OPEN, (request, reply) =>
    send(`assets/${request.params.file}`, request, reply),
  );
}

/** As the browser sees it: a proxy may have taken a path away. */
function scopeOf({ originalUrl }: FastifyRequest): string {
  return pathOf(originalUrl).replace(/\/service-worker\.js\/?$/, '');
}

/**
 * One page under two addresses. A redirect from one to the other would go round in circles behind a proxy that adds the slash or
 * takes it away, and the page cannot name its own base either: the policy forbids that. So the links are written for the address.
 */
function indexOf(html: string): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const inFolder = withTag(html);
  const beside = withTag(html.replaceAll('="./', '="till/'));
  return (request, reply) => {
    const { text, tag } = pathOf(request.url).endsWith('/') ? inFolder : beside;
    void reply.headers({ 'cache-control': ASK_FIRST, etag: tag });
    if (request.headers['if-none-match']?.includes(tag) === true) return reply.status(304).send();
    return reply.type('text/html; charset=utf-8').send(text);
  };
}

function withTag(text: string) {
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/';
}
