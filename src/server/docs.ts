// The documentation as it was built (dist/web/docs): pages under /docs, and /llms.txt. Open to all. A table of the files is made at the
// start, and nothing else is ever looked for on the disk.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noSuchAddress, ProblemException } from '../api/problems/problem';

/** Beside the built program, and where the sources run as they are, in its output. */
const PLACES = ['../../web/docs', '../../dist/web/docs'].map((path) => join(__dirname, path));
const OPEN = { config: { access: 'open' } } as const;
/** Stricter than that of the API browser, which styles itself: pages that were built need nothing inline, and send no form. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');
/** The name of a file changes with its content. */
const FOR_GOOD = 'public, max-age=31536000, immutable';
/** Kept, and asked for every time whether it is still the same. */
const ASK_FIRST = 'no-cache';

interface Named {
  Params: { name: string };
}

/** Where the built pages are; null where none were built. */
export function docsFolder(): string | null {
  return PLACES.find((place) => existsSync(join(place, 'llms.txt'))) ?? null;
}

/** Serves the pages from `folder`. Unknown names are problems. Every page is there as markdown too: its name with `.md`. */
export async function serveDocs(server: FastifyInstance, folder: string): Promise<void> {
  const settings = { serve: false, preCompressed: true, cacheControl: false, acceptRanges: false };
  await server.register(fastifyStatic, { root: folder, ...settings });
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')),
  );
  const send = (name: string, { server: { publicUrl } }: FastifyRequest, reply: FastifyReply) => {
    if (!files.has(name)) throw new ProblemException(404, 'route_not_found', noSuchAddress(publicUrl));
    const isNamedByContent = /^assets\/\w+-[0-9a-f]{10}\./.test(name);
    void reply.headers({ 'content-security-policy': POLICY, 'cache-control': isNamedByContent ? FOR_GOOD : ASK_FIRST });
    return reply.sendFile(name);
  };
  const asset = (request: FastifyRequest<Named>, reply: FastifyReply) =>
    send(`assets/${request.params.name}`, request, reply);
  // Links to other pages are written for a neighbour: the first page has two addresses, and each needs links of its own.
  server.get('/docs', OPEN, (request, reply) =>
    send(isInFolder(request) ? 'index.html' : 'index-beside.html', request, reply),
  );
  server.get<Named>('/docs/:name', OPEN, (request, reply) => {
    const { name } = request.params;
    if (isInFolder(request)) return reply.redirect(`../${encodeURIComponent(name)}`, 308);
    return send(name.endsWith('.md') ? name : `${name}.html`, request, reply);
  });
  server.get<Named>('/docs/assets/:name', OPEN, asset);
  // The API browser has two addresses as well.
  server.get<Named>('/docs/reference/assets/:name', OPEN, asset);
  const list = readFileSync(join(folder, 'llms.txt'), 'utf8');
  server.get('/llms.txt', OPEN, ({ server: { publicUrl } }, reply) =>
    reply
      .header('cache-control', ASK_FIRST)
      .type('text/plain; charset=utf-8')
      .send(list.replaceAll('{base}', publicUrl)),
  );
}

function isInFolder({ url }: FastifyRequest): boolean {
  return (url.split('?', 1)[0] ?? '').endsWith('/');
}
