// The documentation as it was built: pages under /docs, and /llms.txt.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ASK_FIRST, builtFolder, OPEN, sendingFrom } from './built-files';

const LIST = 'llms.txt';

interface Named {
  Params: { name: string };
}

/** Where the built pages are; null where none were built. */
export function docsFolder(): string | null {
  return builtFolder('docs', LIST);
}

/** Serves the pages from `folder`. Unknown names are problems. Every page is there as markdown too: its name with `.md`. */
export async function serveDocs(server: FastifyInstance, folder: string): Promise<void> {
  const file = await sendingFrom(server, folder);
  const send = (name: string, request: FastifyRequest, reply: FastifyReply) =>
    file(name, /^assets\/\w+-[0-9a-f]{10}\./.test(name), request, reply);
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
  const list = readFileSync(join(folder, LIST), 'utf8');
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
